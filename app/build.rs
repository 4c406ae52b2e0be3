//! Turns `words/<language>/*.ftl` into one typed function a message.

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> std::process::ExitCode {
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("words")
            .with_output_file_path(&format!("{out}/words.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/words.ftl")))
            .with_prefix("")
            .with_lint_level(LintLevel::Deny)
            .without_format()
            .without_bidi_isolation(),
    )
}
