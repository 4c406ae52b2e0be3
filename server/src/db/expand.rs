//! Lists in a text: as many placeholders as there are rows.

/// A text in which each `{rows}` stands for a list: the first for the first of `lists`, a group and how often, and so on. Each `?` of
/// a group becomes the next number, counted from `first` through all lists: `expand("… values {rows}", &[("(?, ?)", 2)], 3)`
/// numbers from `$3`. Only placeholders are made.
pub fn expand(sql: &str, lists: &[(&str, usize)], first: usize) -> String {
    let (mut text, mut number) = (String::with_capacity(sql.len() * 2), first);
    let mut lists = lists.iter();
    for (place, part) in sql.split("{rows}").enumerate() {
        let (group, rows) = if place == 0 { ("", 0) } else { lists.next().copied().unwrap_or(("", 0)) };
        for row in 0..rows {
            text.push_str(if row == 0 { "" } else { ", " });
            for (place, piece) in group.split('?').enumerate() {
                if place > 0 {
                    text.push('$');
                    text.push_str(&number.to_string());
                    number += 1;
                }
                text.push_str(piece);
            }
        }
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn every_list_of_a_text_is_numbered_through_in_turn() {
        for (sql, lists, first, expected) in [
            ("in ({rows})", &[("?", 3)][..], 2, "in ($2, $3, $4)"),
            ("values {rows}", &[("(?, ?)", 2)][..], 1, "values ($1, $2), ($3, $4)"),
            (
                "a {rows} b {rows}.",
                &[("(?)", 1), ("(cast(? as bigint), ?)", 1)][..],
                9,
                "a ($9) b (cast($10 as bigint), $11).",
            ),
            ("where a = $1", &[][..], 1, "where a = $1"),
        ] {
            assert_eq!(expand(sql, lists, first), expected);
        }
    }
}
