//! From what somebody sent to a photo in its sizes: looked at by its content alone, read within limits, turned upright, made smaller and
//! written anew.
//!
//! Always holds: nothing of what was sent is kept as it was, so that what the camera wrote into it, and what else a file may carry, is
//! gone; how many pixels it has is known before one of them is read; and no more than [`MOST_PIXELS`] are being read at a time, by all
//! together.

use std::io::Cursor;

use app::photos::{LARGEST, MOST_BYTES, MOST_PIXELS, PhotoRefusal, WIDTHS};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Pixels that are read by one permit.
const PIXELS: u64 = 1_000_000;
/// How many may be read at a time, and how many one photo takes at least, so that four are read at a time.
const PERMITS: u32 = 40;
const LEAST: u32 = 10;
static READING: Semaphore = Semaphore::const_new(40);
/// What reading may take beside what is read, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// How tall a photo may be for its width.
const TALLEST: u32 = 2;
/// From good to barely good enough.
const QUALITIES: [u8; 7] = [84, 76, 68, 60, 50, 40, 30];

/// A photo in its sizes.
#[derive(Clone, PartialEq, Eq)]
pub struct Taken {
    /// Of the largest, in pixels.
    pub width: u32,
    /// Of the largest, in pixels.
    pub height: u32,
    /// Each of [`WIDTHS`] as JPEG, in their order.
    pub files: Vec<Vec<u8>>,
}

/// Reads what was sent as a photo.
///
/// # Errors
/// Why it is none, for who sent it.
pub async fn read(sent: Vec<u8>) -> Result<Taken, PhotoRefusal> {
    let format = format_of(&sent)?;
    let measured = spawn_blocking(move || measured(&sent, format).map(|pixels| (pixels, sent)));
    // A decoder that panics has met a file that is none.
    let (pixels, sent) = measured.await.map_err(|_| PhotoRefusal::Damaged)??;
    let wanted = u32::try_from(pixels / PIXELS + 1).unwrap_or(PERMITS).clamp(LEAST, PERMITS);
    let reading = READING.acquire_many(wanted).await.map_err(|_| PhotoRefusal::Busy)?;
    let taken = spawn_blocking(move || taken(&sent, format)).await.map_err(|_| PhotoRefusal::Damaged)?;
    drop(reading);
    taken
}

/// What it is by its first bytes, whatever it is called.
fn format_of(sent: &[u8]) -> Result<ImageFormat, PhotoRefusal> {
    let has = |at: usize, signs: &[u8]| sent.get(at..).is_some_and(|rest| rest.starts_with(signs));
    if sent.is_empty() {
        return Err(PhotoRefusal::Empty);
    }
    if sent.len() > LARGEST {
        return Err(PhotoRefusal::TooLarge);
    }
    if has(0, b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    }
    if has(0, b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if has(0, b"RIFF") && has(8, b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    let brands: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    let is_heic = has(4, b"ftyp") && brands.iter().any(|brand| has(8, brand));
    Err(if is_heic { PhotoRefusal::Heic } else { PhotoRefusal::Kind })
}

fn decoder(sent: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, PhotoRefusal> {
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(refusal)
}

fn refusal(error: ImageError) -> PhotoRefusal {
    match error {
        ImageError::Limits(_) => PhotoRefusal::TooManyPixels,
        _ => PhotoRefusal::Damaged,
    }
}

/// How many pixels it says it has; none of them is read.
fn measured(sent: &[u8], format: ImageFormat) -> Result<u64, PhotoRefusal> {
    let decoder = decoder(sent, format)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(PhotoRefusal::TooManyPixels);
    }
    // The decoder fills up with grey what is missing.
    if format == ImageFormat::Jpeg && !ends(sent) {
        return Err(PhotoRefusal::Damaged);
    }
    Ok(pixels)
}

/// Whether a JPEG comes to its end, whatever stands behind that.
fn ends(sent: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[mark, kind, ..]) = sent.get(at..) {
        match (mark, kind) {
            (0xff, 0xd9) => return true,
            // Within a picture: no mark, one that fills, and those without a length.
            (0..0xff, _) | (_, 0xff) => at += 1,
            (_, 0x00 | 0x01 | 0xd0..=0xd8) => at += 2,
            _ => {
                let Some(&[high, low, ..]) = sent.get(at + 2..) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
    false
}

fn taken(sent: &[u8], format: ImageFormat) -> Result<Taken, PhotoRefusal> {
    let mut decoder = decoder(sent, format)?;
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    let upright = upright(whole, turn);
    let mut files = Vec::new();
    for (width, most) in WIDTHS.into_iter().zip(MOST_BYTES) {
        files.push(written(&upright, (width, most)).ok_or(PhotoRefusal::Damaged)?);
    }
    let (width, height) = (upright.width(), upright.height());
    Ok(Taken { width, height, files })
}

/// As large as the largest size, as it was held, on white where it is clear. Made smaller first: turning takes as much again.
fn upright(whole: DynamicImage, turn: Orientation) -> DynamicImage {
    let lies = matches!(
        turn,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let [.., widest] = WIDTHS;
    let room = if lies { (widest * TALLEST, widest) } else { (widest, widest * TALLEST) };
    let size = fitted((whole.width(), whole.height()), room);
    // In two steps: the first is quick, the second is good.
    let rough = (size.0.saturating_mul(2), size.1.saturating_mul(2));
    let near = if whole.width() > rough.0 && whole.height() > rough.1 {
        whole.thumbnail_exact(rough.0, rough.1)
    } else {
        whole
    };
    let near = if (near.width(), near.height()) == size {
        near
    } else {
        near.resize_exact(size.0, size.1, FilterType::CatmullRom)
    };
    let mut flat = DynamicImage::ImageRgb8(on_white(&near));
    flat.apply_orientation(turn);
    flat
}

/// The largest size of that shape that has room, and no larger than it is.
fn fitted((width, height): (u32, u32), room: (u32, u32)) -> (u32, u32) {
    let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let by_width = (u64::from(room.0), (h * u64::from(room.0) / w).max(1));
    let by_height = ((w * u64::from(room.1) / h).max(1), u64::from(room.1));
    let fits = if by_width.1 <= u64::from(room.1) { by_width } else { by_height };
    let fits = if fits.0 >= w || fits.1 >= h { (w, h) } else { fits };
    let side = |side: u64, most: u32| u32::try_from(side).unwrap_or(most).clamp(1, most);
    (side(fits.0, room.0), side(fits.1, room.1))
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [r, g, b, a] = clear.get_pixel(x, y).0;
        let over = |part: u8| {
            let (part, a) = (u32::from(part), u32::from(a));
            u8::try_from((part * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}

/// That width as JPEG, as good as so many bytes allow; what is all noise becomes smaller instead.
fn written(upright: &DynamicImage, (width, most): (u32, usize)) -> Option<Vec<u8>> {
    let mut room = (width, width * TALLEST);
    loop {
        let (w, h) = fitted((upright.width(), upright.height()), room);
        let picture = upright.resize_exact(w, h, FilterType::CatmullRom);
        for quality in QUALITIES {
            let mut file = Vec::new();
            JpegEncoder::new_with_quality(&mut file, quality).encode_image(&picture).ok()?;
            if file.len() <= most || (w, h) == (1, 1) {
                return Some(file);
            }
        }
        room = ((w * 3 / 4).max(1), (h * 3 / 4).max(1));
    }
}
