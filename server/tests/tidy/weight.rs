//! How heavy the tree is: figures that may only fall.

use crate::tree::{all, lines_with, nothing, sources};

/// Longest file.
const FILE: usize = 450;
/// Half of the files of `app` and `server` are no longer.
const MEDIAN: usize = 135;
/// Rows read column by column; the others are read with `FromRow`.
const TRY_GET: usize = 40;
/// Futures in boxes.
const BOX_PIN: usize = 12;

#[test]
fn a_file_is_a_room_of_at_most_450_lines_and_half_are_far_shorter() {
    let long = all().into_iter().filter(|source| source.text.lines().count() > FILE);
    nothing(
        &long.map(|source| format!("{} has {} lines", source.path, source.text.lines().count())).collect::<Vec<_>>(),
    );
    let mut lengths: Vec<usize> =
        sources(&["app/src", "server/src"]).iter().map(|source| source.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MEDIAN, "half of the files have more than {median} lines");
}

#[test]
fn rows_are_read_by_their_types_and_futures_are_not_boxed() {
    let server = sources(&["server/src"]);
    for (word, most) in [("try_get(", TRY_GET), ("Box::pin(", BOX_PIN)] {
        let found = lines_with(&server, &[word], |_| false);
        assert!(found.len() <= most, "{} lines with {word}, {most} at most:\n{}", found.len(), found.join("\n"));
    }
}
