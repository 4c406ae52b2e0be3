//! Files as people send them: photos, and what is none.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Stands in every block that is no picture.
pub const SECRET: &[u8] = b"51.5007 N, 0.1246 W";

/// Red on the left, blue on the right.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour))
}

pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, 90)).unwrap(),
        other => picture.write_to(&mut file, other).unwrap(),
    }
    file.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

/// Nothing in it can be pressed together.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let mut byte = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24).to_le_bytes()[0]
    };
    let picture = RgbImage::from_fn(width, height, |_, _| Rgb([byte(), byte(), byte()]));
    encoded(&DynamicImage::ImageRgb8(picture), ImageFormat::Jpeg)
}

fn segment(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, kind], length.as_slice(), content].concat()
}

/// As a phone writes it: held that way, with where it was, with a comment.
pub fn from_phone(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let length = u32::try_from(SECRET.len()).unwrap();
    let tiff = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec(),
        entry(0x010e, 2, length, 38),
        entry(0x0112, 3, 1, u32::from(orientation) << 16),
        vec![0; 4],
        SECRET.to_vec(),
    ]
    .concat();
    let icc = [b"ICC_PROFILE\0\x01\x01", SECRET].concat();
    [&jpeg[..2], &segment(0xe1, &tiff), &segment(0xe2, &icc), &segment(0xfe, SECRET), &jpeg[2..]].concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let sum = [kind, content].concat().iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    });
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, &(!sum).to_be_bytes()].concat()
}

/// Says that it is so large, and has next to nothing in it.
pub fn declared_png(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &[0x78, 0x9c, 1, 0]), chunk(b"IEND", &[])]
        .concat()
}

/// With a text in it.
pub fn png_with_words() -> Vec<u8> {
    let png = encoded(&picture(300, 200), ImageFormat::Png);
    let words = chunk(b"tEXt", &[b"Location\0", SECRET].concat());
    [&png[..33], &words, &png[33..]].concat()
}

/// Of so many frames, and a script to whoever takes it for one.
pub fn gif(frames: usize) -> Vec<u8> {
    let head = b"GIF89a/*\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00".to_vec();
    let frame = b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00";
    [head, frame.repeat(frames), b"*/=1;alert(1)".to_vec()].concat()
}

/// What a JPEG consists of before its picture.
pub fn segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while jpeg[at] == 0xff {
        found.push(jpeg[at + 1]);
        if jpeg[at + 1] == 0xda {
            return found;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    panic!("no JPEG: {found:?}")
}
