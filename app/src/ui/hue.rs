//! The hue of an exchange where no class can say it: its names, and the colours around the page that a browser shows.

use crate::words::Words;

/// The colours are written down once, for the style.
const SHEET: &str = include_str!("../../../style/hues.css");
/// How many hues there are.
pub const HUES: u8 = 24;
/// Of the installation itself.
pub const OWN_HUE: u8 = 11;

/// The accent in the light: red, green, blue.
fn accent(hue: u8) -> [u8; 3] {
    let line = SHEET.lines().find_map(|line| line.strip_prefix(&format!(".hue-{hue} {{ --accent: #"))?.split_once(';'));
    let number = line.and_then(|(colour, _)| u32::from_str_radix(colour, 16).ok()).unwrap_or(0x27_5f_49);
    let [_, accent @ ..] = number.to_be_bytes();
    accent
}

/// The colour that a browser gives its own bar: the accent, and in the dark as deep as the page is.
pub fn bar_colours(hue: u8) -> [String; 2] {
    const DARK: [u8; 3] = [0x1c, 0x19, 0x16];
    let text = |[red, green, blue]: [u8; 3]| format!("#{red:02x}{green:02x}{blue:02x}");
    let [red, green, blue] = accent(hue);
    let deep = |part: u8, ground: u8| part / 2 + ground / 2;
    let [dark_red, dark_green, dark_blue] = DARK;
    [text([red, green, blue]), text([deep(red, dark_red), deep(green, dark_green), deep(blue, dark_blue)])]
}

/// What a hue is called by people who look at it.
pub fn hue_name(hue: u8, words: &Words) -> String {
    match hue {
        0 => words.hue_raspberry(),
        1 => words.hue_rosewood(),
        2 => words.hue_brick(),
        3 => words.hue_terracotta(),
        4 => words.hue_chestnut(),
        5 => words.hue_amber(),
        6 => words.hue_mustard(),
        7 => words.hue_olive(),
        8 => words.hue_moss(),
        9 => words.hue_fern(),
        10 => words.hue_forest(),
        11 => words.hue_pine(),
        12 => words.hue_emerald(),
        13 => words.hue_teal(),
        14 => words.hue_lagoon(),
        15 => words.hue_petrol(),
        16 => words.hue_sea(),
        17 => words.hue_cornflower(),
        18 => words.hue_slate(),
        19 => words.hue_indigo(),
        20 => words.hue_violet(),
        21 => words.hue_plum(),
        22 => words.hue_heather(),
        _ => words.hue_mulberry(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{HUES, bar_colours, hue_name};
    use crate::words::Language;

    #[test]
    fn each_hue_has_a_name_and_colours_of_its_own_in_each_language() {
        for language in Language::ALL {
            let names: BTreeSet<String> = (0..HUES).map(|hue| hue_name(hue, language.words())).collect();
            assert_eq!(names.len(), 24, "{names:?}");
            assert!(!names.iter().any(|name| name.contains(|c: char| c.is_ascii_digit())), "{names:?}");
        }
        let bars: BTreeSet<[String; 2]> = (0..HUES).map(bar_colours).collect();
        assert_eq!(bars.len(), 24);
        assert_eq!(bar_colours(9), ["#415b33", "#2e3924"]);
    }
}
