//! A face beside a person's name: initials in a circle, tinted by a hue that comes from the account's code, so that one is known again
//! before the name is read.

use leptos::prelude::*;

use crate::ids::Code;

/// How large a face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FaceSize {
    /// Beside a line of a list.
    #[default]
    Small,
    /// At the head of a page that is about one person.
    Large,
}

/// The face of whoever holds an account. The name stands beside it, so it says nothing by itself.
#[component]
pub fn Face(
    /// Whose face it is.
    #[prop(into)]
    name: String,
    /// Their account.
    code: Code,
    /// Where their photo is, which stands in place of the letters.
    #[prop(optional_no_strip)]
    photo: Option<String>,
    /// How large it is.
    #[prop(optional)]
    size: FaceSize,
) -> impl IntoView {
    let big = if size == FaceSize::Large { " big" } else { "" };
    if let Some(photo) = photo {
        return picture(format!("face{big}"), photo, size);
    }
    let class = format!("face{big} hue-{}", tone(&code));
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }.into_any()
}

/// The picture of an exchange: its letters on its hue. The name stands beside it, so it says nothing by itself.
#[component]
pub fn Tile(
    /// What it is called.
    #[prop(into)]
    name: String,
    /// Its hue, 0 to 23.
    hue: u8,
    /// Where its logo is, which stands in place of the letters.
    #[prop(optional_no_strip)]
    photo: Option<String>,
    /// How large it is.
    #[prop(optional)]
    size: FaceSize,
) -> impl IntoView {
    let big = if size == FaceSize::Large { " big" } else { "" };
    if let Some(photo) = photo {
        return picture(format!("face tile{big}"), photo, size);
    }
    let class = format!("face tile{big} hue-{}", hue.min(23));
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }.into_any()
}

/// A photo in the place of the letters: it has its room before it has come, and comes when it is looked at.
fn picture(class: String, photo: String, size: FaceSize) -> AnyView {
    let side = if size == FaceSize::Large { "72" } else { "40" };
    view! { <img class=class src=photo width=side height=side alt="" loading="lazy" decoding="async"/> }.into_any()
}

/// One of the 24 hues: codes that follow one another are far apart, and 24 in a row all differ.
pub fn tone(code: &Code) -> u32 {
    code.as_str().chars().fold(0, |tone, c| match c.to_digit(10) {
        Some(digit) => tone * 10 + digit * 7,
        None => tone + u32::from(c) % 24,
    } % 24)
}

/// The first letters of the first and the last word of a name; what stands behind it in brackets is no name.
pub fn initials(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or(name);
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use leptos::prelude::*;

    use super::{Face, FaceSize, Tile, initials, tone};
    use crate::ids::Code;

    const HUES: &str = include_str!("../../../style/hues.css");
    const TOKENS: &str = include_str!("../../../style/tokens.css");
    const FACE: &str = include_str!("../../../style/face.css");

    /// Light and dark value of a token, red, green and blue from 0 to 255.
    fn pair(sheet: &str, name: &str) -> [[f64; 3]; 2] {
        let (_, rest) = sheet.split_once(&format!("{name}: light-dark(")).unwrap();
        let (inside, _) = rest.split_once(')').unwrap();
        let colours: Vec<[f64; 3]> = inside.split(", ").map(rgb).collect();
        [colours[0], colours[1]]
    }

    fn rgb(text: &str) -> [f64; 3] {
        let digits = text.trim_start_matches('#');
        let long: String =
            if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&long[at..at + 2], 16).unwrap()))
    }

    /// As WCAG measures it.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let light = |colour: [f64; 3]| {
            let [r, g, b] = colour.map(|part| {
                let part = part / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (one, other) = (light(one) + 0.05, light(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn the_letters_of_every_face_can_be_read_in_light_and_dark() {
        let (_, mix) = FACE.split_once("color-mix(in srgb, var(--accent) ").unwrap();
        let share: f64 = mix.split('%').next().unwrap().parse().unwrap();
        let cards = pair(TOKENS, "--card");
        let mut seen = 0;
        for hue in 0..24 {
            let of_hue = HUES.lines().rfind(|line| line.contains(&format!(".hue-{hue} "))).unwrap();
            for (accent, card) in pair(of_hue, "--accent").into_iter().zip(cards) {
                let ground = [0, 1, 2].map(|at| (accent[at] * share + card[at] * (100.0 - share)) / 100.0);
                let letters = contrast(accent, ground);
                assert!(letters >= 4.5, "hue {hue}: {letters:.2}");
                assert!(contrast(ground, card) >= 1.15, "hue {hue} is no circle");
                seen += 1;
            }
        }
        assert_eq!(seen, 48);
    }

    #[test]
    fn neighbours_in_the_book_of_accounts_have_tones_that_differ() {
        let tones: Vec<u32> = (1..=24).map(|number| tone(&Code::new("RIVR", number))).collect();
        assert_eq!(tones.iter().collect::<BTreeSet<_>>().len(), 24, "{tones:?}");
        for pair in tones.windows(2) {
            let apart = pair[0].abs_diff(pair[1]);
            assert!(apart.min(24 - apart) >= 5, "{tones:?}");
        }
        assert!(tone(&Code::stored("")) < 24 && tone(&Code::stored("ÄÖ99999999999999999999")) < 24);
    }

    #[test]
    fn a_face_says_nothing_by_ear_and_shows_the_letters_of_the_name() {
        let face = view! { <Face name="Amina Diallo" code=Code::new("RIVR", 7) size=FaceSize::Large/> }.to_html();
        let hue = tone(&Code::new("RIVR", 7));
        assert_eq!(face, format!("<span aria-hidden=\"true\" class=\"face big hue-{hue}\">AD</span>"));
        let tile = view! { <Tile name="Riverside LETS" hue=9/> }.to_html();
        assert_eq!(tile, "<span aria-hidden=\"true\" class=\"face tile hue-9\">RL</span>");
    }

    #[test]
    fn initials_are_the_first_and_the_last_word() {
        for (name, letters) in [
            ("Ada de la Torre", "AT"),
            ("ben", "B"),
            ("", ""),
            ("  !! Ångström", "Å"),
            ("(Bike) repair", "BR"),
            ("Omar Haddad (HILL0001)", "OH"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
