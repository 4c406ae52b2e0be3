//! torture
fn main() {}
