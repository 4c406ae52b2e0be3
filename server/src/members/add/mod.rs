//! What adding a member by hand or from a sheet shares. Not here: who may (`joining::enrol`, `import_export::sheet`).

pub mod store;
pub mod welcome;
