//! A QR code of a text, drawn as one path: for a link that somebody opens with a phone.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// How many squares stay free around it (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// The squares of a text's code, row by row, as the `d` of a path; and how wide it is with its free edge. None of a text too long.
fn squares(text: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET)).collect();
    Some((path, width + 2 * QUIET))
}

/// The code, black on white in any light, with what it is for who does not see it. Nothing of a text too long.
#[component]
pub fn Qr(
    /// What it says.
    text: String,
    /// What it is.
    title: String,
) -> impl IntoView {
    squares(&text).map(|(path, width)| {
        view! {
            <svg class="qr" role="img" aria-label=title viewBox=format!("0 0 {width} {width}") shape-rendering="crispEdges">
                <rect width=width height=width fill="#fff"/>
                <path d=path fill="#000"/>
            </svg>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::squares;

    #[test]
    fn a_link_is_a_code_with_its_three_corners_and_a_free_edge() {
        let (path, width) = squares("https://many.example/riverside/join?invitation=4F7K9QWZ").unwrap();
        assert_eq!((width - 8 - 17) % 4, 0, "a size that readers know: {width}");
        for corner in ["M4 4h1", "M10 10h1"] {
            assert!(path.contains(corner), "{corner}");
        }
        assert!(!path.contains("M3 ") && !path.contains("M11 4h1v1h-1zM12"), "the edges are free");
        assert_eq!(squares(&"x".repeat(4_000)), None);
    }
}
