//! One word for one thing, also in Spanish, where several would do.

use crate::tree::{nothing, root};

/// What is said otherwise, and how.
const OTHERWISE: [(&str, &str); 10] = [
    ("intercambio socio", "red asociada"),
    ("intercambios socios", "redes asociadas"),
    ("este intercambio", "esta red"),
    ("el intercambio", "la red"),
    ("otro intercambio", "otra red"),
    ("red amiga", "red asociada"),
    ("redes amigas", "redes asociadas"),
    ("comisi", "comité"),
    ("tasa", "equivalencia"),
    ("anul", "deshacer"),
];

#[test]
fn spanish_has_one_word_for_one_thing() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in std::fs::read_dir(root().join("app/words/es")).unwrap() {
        let path = file.unwrap().path();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            seen += 1;
            let lower = line.to_lowercase();
            let hits = OTHERWISE.iter().filter(|(word, _)| lower.contains(word));
            broken.extend(hits.map(|(word, other)| format!("{}: {line}: not {word}, {other}", path.display())));
        }
    }
    assert!(seen > 400, "{seen} lines: the rule would hold of nothing");
    nothing(&broken);
}
