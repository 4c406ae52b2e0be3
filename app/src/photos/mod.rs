//! Photos as pages show them: where each size of one is, how it stands beside its words, and why a file was not taken as one.
//!
//! Always holds: what is shown was made anew from what was sent (`server::photos` reads it), has a name of ours and a size that is known
//! before it has come. Not here: who uses a photo, which stands with whoever does.

use leptos::prelude::*;

use crate::paths::exchange;
use crate::ui::chrome::href_in;
use crate::words::Words;

/// The widths in which there is each photo, in pixels: a face beside a name, a face at the head of a page, a card, a page.
pub const WIDTHS: [u32; 4] = [96, 240, 480, 960];
/// The most bytes of each: a list of fifty faces weighs a fifth of a megabyte, however it was taken.
pub const MOST_BYTES: [usize; 4] = [4_000, 12_000, 30_000, 120_000];
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The most pixels that are read.
pub const MOST_PIXELS: u64 = 40_000_000;
/// What a field for photos takes.
pub const ACCEPT: &str = "image/jpeg,image/png,image/webp";

/// A photo: the name of its files, and how large the largest of them is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Photo {
    /// What its files are called by.
    pub hash: String,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
}

/// Why a file was not taken as a photo, in the order in which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoRefusal {
    /// There is none.
    Empty,
    /// It did not come whole.
    Cut,
    /// More than [`LARGEST`].
    TooLarge,
    /// Too much is being sent by all.
    Busy,
    /// This person has sent many.
    TooMany,
    /// As an iPhone keeps them.
    Heic,
    /// No JPEG, PNG or WebP.
    Kind,
    /// More than [`MOST_PIXELS`].
    TooManyPixels,
    /// It cannot be read, or ends too early.
    Damaged,
}

impl PhotoRefusal {
    /// As it stands beside the field.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::Empty => words.photo_error_none(),
            Self::Cut => words.photo_error_cut(),
            Self::TooLarge => words.photo_error_large(),
            Self::Busy => words.photo_error_busy(),
            Self::TooMany => words.photo_error_many(),
            Self::Heic => words.photo_error_heic(),
            Self::Kind => words.photo_error_kind(),
            Self::TooManyPixels => words.photo_error_pixels(),
            Self::Damaged => words.photo_error_damaged(),
        }
    }
}

impl Photo {
    /// Where its file of that width is, in the exchange of that slug.
    pub fn href(&self, slug: &str, width: u32) -> String {
        photo_href(slug, &self.hash, width)
    }

    /// All its files with their widths, for the browser to choose from.
    pub fn choices(&self, slug: &str) -> String {
        let choice = |width: u32| format!("{} {}w", self.href(slug, width), self.size(width).0);
        WIDTHS.iter().skip(1).map(|width| choice(*width)).collect::<Vec<_>>().join(", ")
    }

    /// Width and height of its file of that width, in pixels: nothing is made larger than it was.
    pub fn size(&self, width: u32) -> (i64, i64) {
        let shown = self.width.min(i64::from(width)).max(1);
        (shown, (self.height.saturating_mul(shown) / self.width.max(1)).max(1))
    }
}

/// Where the file of that hash and width is, in the exchange of that slug: the same for whoever looks, for whomever they act.
pub fn photo_href(slug: &str, hash: &str, width: u32) -> String {
    href_in(slug, &exchange::Photo { name: file_name(hash, width) })
}

/// What a file is called.
pub fn file_name(hash: &str, width: u32) -> String {
    format!("{hash}-{width}.jpg")
}

/// Hash and width of a file of that name; none if nothing can be called so.
pub fn of_file_name(name: &str) -> Option<(&str, u32)> {
    let (hash, width) = name.strip_suffix(".jpg")?.split_once('-')?;
    let is_hash = !hash.is_empty() && hash.len() <= 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let width = WIDTHS.into_iter().find(|known| known.to_string() == width)?;
    is_hash.then_some((hash, width))
}

/// A photo in its own shape, as wide as there is room up to 480 pixels.
#[component]
pub fn PhotoView<'a>(
    /// Which.
    photo: &'a Photo,
    /// The exchange where it is.
    slug: &'a str,
    /// What it shows, for who cannot see it; nothing where the words beside it say that.
    #[prop(optional, into)]
    alt: String,
    /// How wide it will stand, as in CSS.
    #[prop(default = "(max-width: 32rem) 100vw, 30rem")]
    sizes: &'static str,
) -> impl IntoView {
    let (width, height) = photo.size(480);
    view! {
        <img
            class="photo"
            src=photo.href(slug, 480)
            srcset=photo.choices(slug)
            sizes=sizes
            width=width.to_string()
            height=height.to_string()
            alt=alt
            loading="lazy"
            decoding="async"
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Photo, of_file_name, photo_href};

    #[test]
    fn a_file_is_found_by_its_name_and_nothing_else_is() {
        let href = photo_href("riverside", "00ff", 480);
        assert_eq!(href, "/riverside/photos/00ff-480.jpg");
        assert_eq!(of_file_name("00ff-480.jpg"), Some(("00ff", 480)));
        for name in ["", "00ff", "00ff-480", "00ff-481.jpg", "../x-480.jpg", "00FF-480.jpg", "-480.jpg", "a-480-.jpg"] {
            assert_eq!(of_file_name(name), None, "{name}");
        }
        assert_eq!(of_file_name(&format!("{}-96.jpg", "a".repeat(65))), None);
    }

    #[test]
    fn a_size_keeps_the_shape_and_makes_nothing_larger() {
        let photo = Photo { hash: "a".into(), width: 960, height: 1280 };
        assert_eq!([photo.size(480), photo.size(96)], [(480, 640), (96, 128)]);
        let small = Photo { hash: "a".into(), width: 100, height: 1 };
        assert_eq!([small.size(480), small.size(96)], [(100, 1), (96, 1)]);
    }
}
