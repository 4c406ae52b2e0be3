//! Bundles `style/` into one minified file and embeds it and `public/` under content-hashed names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Features, Targets};
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for folder in ["style", "public", "migrations"] {
        println!("cargo:rerun-if-changed=../{folder}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let style = bundle(Path::new("../style/main.css"))?;
    let icons = fs::read_to_string("../public/icons.svg")?;
    let mut table = String::new();
    for (kind, extension, text) in [("style", "css", style), ("icons", "svg", icons)] {
        let hash: String = Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (name, upper) = (format!("{kind}-{hash}.{extension}"), kind.to_uppercase());
        fs::write(out.join(&name), &text)?;
        writeln!(table, "pub const {upper}_URL: &str = \"/assets/{name}\";")?;
        writeln!(table, "pub const {upper}_NAME: &str = \"{name}\";")?;
        writeln!(table, "pub const {upper}: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"));")?;
    }
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// Logical properties and `light-dark()` stay as written: lowering them would make the file five times as large.
fn bundle(entry: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let targets = Targets { exclude: Features::LogicalProperties | Features::LightDark, ..Targets::default() };
    let mut sheet = bundler.bundle(entry).map_err(|error| error.to_string())?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() });
    Ok(printed.map_err(|error| error.to_string())?.code)
}
