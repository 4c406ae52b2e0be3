//! The tree as the rules read it: files, their lines of code, the functions in them.
//!
//! Lines are read as rustfmt writes them; a rule that would need a parser is not here.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// Where a line is, as an editor reads it.
    pub fn at(&self, index: usize) -> String {
        format!("{}:{}", self.path, index + 1)
    }

    /// Lines that are code, with their index: no comments, nothing of the tests at the end of a file.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end =
            self.text.split_once("\n#[cfg(test)]\nmod tests {").map_or(usize::MAX, |(code, _)| code.lines().count());
        let product = self.text.lines().enumerate().take_while(move |(index, _)| *index < end);
        product.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn collect(folder: &Path, into: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            into.push(Source { path: name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// Every Rust file under these folders of the tree.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut found);
    }
    assert!(!found.is_empty(), "no sources under {folders:?}: the rule would hold of nothing");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

pub fn all() -> Vec<Source> {
    sources(&["app", "server", "e2e"])
}

/// Lines of product code that hold any of `words`, but for files that `home` lets.
pub fn lines_with(found: &[Source], words: &[&str], home: impl Fn(&Source) -> bool) -> Vec<String> {
    let elsewhere = found.iter().filter(|source| !home(source));
    elsewhere
        .flat_map(|source| {
            let hits = source.code().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
            hits.map(|(index, line)| format!("{} {}", source.at(index), line.trim())).collect::<Vec<_>>()
        })
        .collect()
}

pub fn nothing(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Whether `word` stands in `line` by itself.
pub fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
}

fn starts_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.by_ref().find(|word| !["const", "async"].contains(word) && !word.starts_with("pub")) == Some("fn")
        || line.trim_start().strip_prefix("pub(").is_some_and(|rest| rest.contains(") fn "))
}

/// The functions of a file: index of the first line, number of lines.
pub fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| starts_function(line));
    starts
        .map(|(start, line)| {
            let indent = &line[..line.len() - line.trim_start().len()];
            if line.ends_with(';') || (line.ends_with('}') && !line.ends_with("{}")) || line.ends_with("{}") {
                return (start, 1);
            }
            let ends = |line: &&str| {
                **line == format!("{indent}}}") || (line.starts_with(&format!("{indent})")) && line.ends_with(';'))
            };
            let length = lines[start..].iter().position(ends).expect("a function that ends");
            (start, length + 1)
        })
        .collect()
}

/// The folder or file right below `src`: the room that a file belongs to.
pub fn room(path: &str) -> &str {
    path.split('/').nth(2).unwrap().trim_end_matches(".rs")
}

/// The words of a text, as identifiers are.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
