//! What is taken as a photo, what is not, and that nothing is left of it but the picture.

use app::photos::{LARGEST, MOST_BYTES, PhotoRefusal, WIDTHS};
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgba, RgbaImage};
use manyhands::photos::{Taken, read};

use super::files::{SECRET, declared_png, encoded, from_phone, gif, jpeg, noise, picture, png_with_words, segments};

async fn refused(file: Vec<u8>) -> Option<PhotoRefusal> {
    read(file).await.err()
}

#[tokio::test]
async fn what_is_no_photo_is_refused_by_its_content() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let half = |file: Vec<u8>| file[..file.len() / 2].to_vec();
    let large = [jpeg(9, 9), vec![0; LARGEST]].concat();
    let (png, webp) = (encoded(&picture(200, 100), ImageFormat::Png), encoded(&picture(200, 100), ImageFormat::WebP));
    for (what, file, refusal) in [
        ("nothing", Vec::new(), PhotoRefusal::Empty),
        ("HEIC", heic, PhotoRefusal::Heic),
        ("a drawing", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(), PhotoRefusal::Kind),
        ("ten thousand frames", gif(10_000), PhotoRefusal::Kind),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec(), PhotoRefusal::Kind),
        ("more than may be sent", large, PhotoRefusal::TooLarge),
        ("a PNG that says it is huge", declared_png(60_000, 60_000), PhotoRefusal::TooManyPixels),
        ("one that only says it is small", declared_png(60, 60), PhotoRefusal::Damaged),
        ("half a JPEG", half(noise(300, 200)), PhotoRefusal::Damaged),
        ("the start of a JPEG", b"\xff\xd8\xff".to_vec(), PhotoRefusal::Damaged),
        ("half a PNG", half(png), PhotoRefusal::Damaged),
        ("half a WebP", half(webp), PhotoRefusal::Damaged),
    ] {
        assert_eq!(refused(file).await, Some(refusal), "{what}");
    }
}

fn opened(taken: &Taken, nth: usize) -> DynamicImage {
    image::load_from_memory_with_format(&taken.files[nth], ImageFormat::Jpeg).unwrap()
}

#[tokio::test]
async fn each_size_is_a_jpeg_without_a_word_in_it_and_as_light_as_pages_need() {
    let pages = [jpeg(1200, 900), b"PK\x03\x04<html><script>alert(1)</script>".to_vec(), SECRET.to_vec()].concat();
    for (what, file) in [
        ("from a phone", from_phone(&jpeg(1600, 1200), 1)),
        ("with something behind it", pages),
        ("PNG with words", png_with_words()),
        ("WebP", encoded(&picture(1000, 1000), ImageFormat::WebP)),
        ("noise", noise(1000, 1000)),
        ("tall", jpeg(40, 2000)),
        ("wide", jpeg(3000, 2)),
        ("one pixel", jpeg(1, 1)),
    ] {
        let taken = read(file).await.unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
        for (nth, (width, most)) in WIDTHS.into_iter().zip(MOST_BYTES).enumerate() {
            let file = &taken.files[nth];
            // Tables, frame, scan, and the head that every JPEG has.
            let plain = segments(file).iter().all(|kind| [0xe0, 0xdb, 0xc0, 0xc2, 0xc4, 0xda, 0xdd].contains(kind));
            assert!(plain, "{what}: {:x?}", segments(file));
            let found =
                [SECRET, b"<script", b"Exif"].iter().any(|words| file.windows(words.len()).any(|w| w == *words));
            assert!(!found && file.len() <= most, "{what} {width}: {} bytes", file.len());
            let (w, h) = opened(&taken, nth).dimensions();
            assert!(w <= width && h <= width * 2, "{what}: {w}x{h}");
        }
        assert!(opened(&taken, 3).width() <= taken.width, "{what}");
    }
}

#[tokio::test]
async fn a_photo_is_turned_upright_and_keeps_its_shape() {
    // As it was held, size at 480, and where the red half is then: left, top, right or below.
    for (orientation, size, red) in [
        (1, (480, 240), (10, 120)),
        (3, (480, 240), (470, 120)),
        (6, (400, 800), (200, 10)),
        (8, (400, 800), (200, 790)),
    ] {
        let taken = read(from_phone(&jpeg(800, 400), orientation)).await.unwrap();
        let shown = opened(&taken, 2);
        assert_eq!(shown.dimensions(), size, "{orientation}");
        let pixel = shown.get_pixel(red.0, red.1);
        assert!(pixel[0] > 180 && pixel[2] < 80, "{orientation}: {pixel:?}");
        assert_eq!((taken.width > taken.height), size.0 > size.1);
    }
}

#[tokio::test]
async fn what_is_clear_is_white() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(50, 50, Rgba([0, 0, 0, 0])));
    let taken = read(encoded(&clear, ImageFormat::Png)).await.unwrap();
    assert_eq!(opened(&taken, 0).get_pixel(20, 20).0, [255; 4]);
}

#[tokio::test]
async fn many_at_once_are_read_one_after_another_and_all_are_taken() {
    let file = jpeg(2000, 1500);
    let all: Vec<_> = (0..8).map(|_| tokio::spawn(read(file.clone()))).collect();
    for one in all {
        assert!(one.await.unwrap().is_ok());
    }
}
