//! The pictures that go with a link, one a hue, and the icons of the installed app: our own drawing, a page of an account book.
//!
//! All shapes are rounded boxes, so a pixel is how much of the accent and how much of a ruled line covers it. That is drawn once and stored
//! as places in a table of colours: pictures of other hues are the same bytes with another table.

use std::io::Write as _;

use flate2::Crc;
use flate2::write::ZlibEncoder;

/// Steps between a colour and its ground.
const STEPS: u8 = 16;
const PAPER: [u8; 3] = [0xfb, 0xf7, 0xf0];
const RULE: [u8; 3] = [0xd9, 0xcd, 0xbb];

/// A box with round corners, in pixels.
#[derive(Clone, Copy)]
struct RoundBox {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    corner: f32,
}

const fn round_box([left, top, width, height]: [f32; 4], corner: f32) -> RoundBox {
    RoundBox { left, top, width, height, corner }
}

impl RoundBox {
    /// How much of the pixel at a place it covers, 0 to 1.
    fn covers(&self, (x, y): (f32, f32)) -> f32 {
        let (half_width, half_height) = (self.width / 2.0, self.height / 2.0);
        let across = (x - self.left - half_width).abs() - half_width + self.corner;
        let down = (y - self.top - half_height).abs() - half_height + self.corner;
        let outside = across.max(0.0).hypot(down.max(0.0)) + across.max(down).min(0.0) - self.corner;
        (0.5 - outside).clamp(0.0, 1.0)
    }
}

fn most(boxes: &[RoundBox], at: (f32, f32)) -> f32 {
    boxes.iter().map(|one| one.covers(at)).fold(0.0, f32::max)
}

/// The nearest step.
fn step(share: f32) -> u8 {
    let exact = share * f32::from(STEPS - 1);
    (0..STEPS).find(|step| f32::from(*step) + 0.5 > exact).unwrap_or(STEPS - 1)
}

/// What every pixel of a picture of that size is, row by row.
fn draw((width, height): (u16, u16), pixel: impl Fn((f32, f32)) -> u8) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        rows.extend((0..width).map(|x| pixel((f32::from(x) + 0.5, f32::from(y) + 0.5))));
    }
    rows
}

/// The three lines of the mark, in a square of that side that begins there.
fn mark((left, top): (f32, f32), side: f32) -> [RoundBox; 3] {
    let part = side / 32.0;
    [(11.0, 18.0), (16.0, 18.0), (21.0, 11.0)].map(|(y, width)| {
        let place = [left + (7.0 - 1.3) * part, top + (y - 1.3) * part, (width + 2.6) * part, 2.6 * part];
        round_box(place, 1.3 * part)
    })
}

/// The pictures that go with a link: for each hue its accent, for which the picture is made.
pub fn of_links(accents: &[[u8; 3]]) -> Vec<Vec<u8>> {
    const SIZE: (u16, u16) = (1200, 630);
    let rules: Vec<RoundBox> =
        [90.0, 180.0, 270.0, 360.0, 450.0, 525.0, 539.0].map(|y| round_box([560.0, y, 560.0, 5.0], 2.5)).to_vec();
    let tile = [round_box([0.0, 0.0, 36.0, 630.0], 0.0), round_box([120.0, 135.0, 360.0, 360.0], 64.0)];
    let mark = mark((120.0, 135.0), 360.0);
    let rows = draw(SIZE, |at| {
        let accent = most(&tile, at) * (1.0 - most(&mark, at));
        if accent > 0.0 { step(accent) } else { STEPS + step(most(&rules, at)) }
    });
    let pixels = packed(&rows);
    let table = |accent: [u8; 3]| [shades(PAPER, accent), shades(PAPER, RULE)].concat();
    accents.iter().map(|accent| png(SIZE, &pixels, (&table(*accent), &[]))).collect()
}

/// An icon of the installed app; `whole` fills the square, for devices that cut it to a shape of their own.
pub fn of_app(side: u16, whole: bool, accent: [u8; 3]) -> Vec<u8> {
    let edge = f32::from(side);
    let ground = [round_box([0.0, 0.0, edge, edge], if whole { 0.0 } else { edge * 7.0 / 32.0 })];
    // What is cut keeps the middle four fifths.
    let (start, inner) = if whole { (edge * 0.14, edge * 0.72) } else { (0.0, edge) };
    let mark = mark((start, start), inner);
    let rows = draw((side, side), |at| match (whole, step(most(&mark, at))) {
        (false, 0) => step(most(&ground, at)),
        (_, line) => STEPS + line,
    });
    let table = [[accent; 16].concat(), shades(accent, PAPER)].concat();
    let clear: Vec<u8> = (0..STEPS).map(|step| step * 17).collect();
    png((side, side), &packed(&rows), (&table, &clear))
}

/// From one colour to another.
fn shades(from: [u8; 3], to: [u8; 3]) -> Vec<u8> {
    let mix = |step: u8, (from, to): (u8, u8)| {
        let (most, step) = (u16::from(STEPS - 1), u16::from(step));
        let mixed = (u16::from(from) * (most - step) + u16::from(to) * step) / most;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    (0..STEPS).flat_map(|step| from.into_iter().zip(to).map(move |pair| mix(step, pair))).collect()
}

fn packed(rows: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory cannot fail.
    let _ = packer.write_all(rows);
    packer.finish().unwrap_or_default()
}

/// A PNG of places in a table of colours; `clear` says how far the first of them cover what is behind.
fn png((width, height): (u16, u16), pixels: &[u8], (table, clear): (&[u8], &[u8])) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [u32::from(width).to_be_bytes(), u32::from(height).to_be_bytes()].concat();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(data);
        file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        file.extend(kind);
        file.extend(data);
        file.extend(sum.sum().to_be_bytes());
    };
    chunk(b"IHDR", &[size.as_slice(), &[8, 3, 0, 0, 0]].concat());
    chunk(b"PLTE", table);
    if !clear.is_empty() {
        chunk(b"tRNS", clear);
    }
    chunk(b"IDAT", pixels);
    chunk(b"IEND", &[]);
    file
}
