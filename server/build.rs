//! Bundles `style/` into one minified file, draws the pictures, and embeds them and `public/` under content-hashed names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Features, Targets};
use sha2::{Digest, Sha256};

#[path = "build/pictures.rs"]
mod pictures;

/// The colour of the installation's icon, as in `public/favicon.svg`.
const OWN: [u8; 3] = [0x1f, 0x5f, 0x57];
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";

/// The files that are embedded, as the lines of a table.
struct Embedded {
    out: PathBuf,
    files: String,
}

impl Embedded {
    /// Embeds a file; answers with its URL.
    fn file(&mut self, (name, extension, kind): (&str, &str, &str), bytes: &[u8]) -> std::io::Result<String> {
        let hash: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{name}-{hash}.{extension}");
        fs::write(self.out.join(&name), bytes)?;
        let line = format!("(\"{name}\", \"{kind}\", include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),\n");
        self.files.push_str(&line);
        Ok(format!("/assets/{name}"))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    for folder in ["build", "../style", "../public", "../migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let mut embedded = Embedded { out: PathBuf::from(env::var("OUT_DIR")?), files: String::new() };
    let mut table = String::new();
    let style = embedded.file(("style", "css", CSS), bundle(Path::new("../style/main.css"))?.as_bytes())?;
    let icons = embedded.file(("icons", "svg", SVG), fs::read_to_string("../public/icons.svg")?.as_bytes())?;
    writeln!(table, "pub const STYLE: &str = \"{style}\";\npub const ICONS: &str = \"{icons}\";")?;
    let mut urls = Vec::new();
    for (hue, picture) in pictures::of_links(&accents()?).into_iter().enumerate() {
        urls.push(embedded.file((&format!("link-{hue}"), "png", PNG), &picture)?);
    }
    writeln!(table, "pub static PICTURES: [&str; {}] = {urls:?};", urls.len())?;
    for (name, side, whole) in [("APP_192", 192, false), ("APP_512", 512, false), ("APP_WHOLE", 512, true)] {
        let picture = pictures::of_app(side, whole, OWN);
        let url = embedded.file((&name.to_lowercase().replace('_', "-"), "png", PNG), &picture)?;
        writeln!(table, "pub const {name}: &str = \"{url}\";")?;
    }
    writeln!(table, "pub static FILES: &[(&str, &str, &[u8])] = &[\n{}];", embedded.files)?;
    fs::write(embedded.out.join("assets.rs"), table)?;
    Ok(())
}

/// The accent of each hue in the light, as the style says.
fn accents() -> Result<Vec<[u8; 3]>, Box<dyn std::error::Error>> {
    let sheet = fs::read_to_string("../style/hues.css")?;
    let plain = sheet.lines().filter_map(|line| line.strip_prefix(".hue-")?.split_once("--accent: #"));
    let mut accents = Vec::new();
    for (_, colour) in plain {
        let number = u32::from_str_radix(colour.split(';').next().unwrap_or_default(), 16)?;
        let [_, accent @ ..] = number.to_be_bytes();
        accents.push(accent);
    }
    Ok(accents)
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
