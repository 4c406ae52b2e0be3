//! Photos: taken in from whoever sends them, kept, served, and removed once nobody uses them.
//!
//! Always holds: files first, row second, use third; a photo has files of its own, which no other photo shares, so that removing one
//! takes nothing from another; who uses a photo stands with them (`store::used`), and who may see it follows from that. One that nobody
//! uses is seen by whoever sent it alone, and goes after a day.

pub mod aside;
pub mod files;
pub mod job;
pub mod read;
pub mod store;

use std::fmt::Write as _;

use app::ids::{ExchangeId, PersonId};
use app::paths::exchange::Photo as PhotoPath;
use app::photos::{LARGEST, Photo, PhotoRefusal, of_file_name};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use crate::db::DbError;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::http::upload::{FileFault, LargestUpload, SentFile};
use crate::site::Site;
use crate::throttle::{self, By, Limit};
pub use read::{Taken, read};

/// What a form with one photo may have.
pub const ONE_PHOTO: LargestUpload = LargestUpload { form: 16 * 1024 * 1024, file: LARGEST };
/// How many photos one person may send in so many seconds.
const OFTEN: (i64, i64) = (120, 3600);

/// Which photo is new, and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPhoto {
    /// Where.
    pub exchange: ExchangeId,
    /// Its key, for once and for all: of the form with which it came, if that has one photo, else a fresh one.
    pub id: i64,
    /// Who sends it.
    pub by: PersonId,
}

/// Reads one photo out of a form; the inner error is for the field.
///
/// # Errors
/// The database's.
pub async fn take(site: &Site, by: PersonId, sent: Option<SentFile>) -> Result<Result<Taken, PhotoRefusal>, Error> {
    let bytes = match sent.map(|file| file.content) {
        None => return Ok(Err(PhotoRefusal::Empty)),
        Some(Err(fault)) => return Ok(Err(said(fault))),
        Some(Ok(bytes)) => bytes,
    };
    if !throttle::allows(&site.db, &Limit::new("photos", By::Person(by), OFTEN), site.clock.now()).await? {
        return Ok(Err(PhotoRefusal::TooMany));
    }
    Ok(read(bytes).await)
}

fn said(fault: FileFault) -> PhotoRefusal {
    match fault {
        FileFault::Cut => PhotoRefusal::Cut,
        FileFault::TooLarge => PhotoRefusal::TooLarge,
        FileFault::Busy => PhotoRefusal::Busy,
    }
}

/// Keeps a photo, which nobody uses yet: whoever does so must within a day. The same again is the same photo.
///
/// # Errors
/// [`Error::Conflict`] if its key stands for another; what the files and the database say.
pub async fn keep(site: &Site, new: NewPhoto, taken: &Taken) -> Result<Photo, Error> {
    let hash = hash_of(new, taken);
    let photo = Photo { hash, width: i64::from(taken.width), height: i64::from(taken.height) };
    site.photos.put((new.exchange, &photo.hash), &taken.files).await?;
    let work = (new, photo.clone(), site.clock.now());
    let kept = site.db.write(work, async |tx, (new, photo, at)| store::insert(tx, new, (photo, *at)).await).await?;
    if kept {
        return Ok(photo);
    }
    // They are no other photo's.
    site.photos.remove((new.exchange, &photo.hash)).await?;
    Err(Error::Conflict)
}

/// Its key is part of it, so that the same picture sent again has files of its own.
fn hash_of(new: NewPhoto, taken: &Taken) -> String {
    let mut hash = Sha256::new();
    hash.update(new.exchange.0.to_be_bytes());
    hash.update(new.id.to_be_bytes());
    hash.update(new.by.0.to_be_bytes());
    for file in &taken.files {
        hash.update(file);
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}

/// `GET /photos/{name}`
pub async fn file(
    path: PhotoPath,
    exchange: Exchange,
    State(site): State<Site>,
    request: Request,
) -> Result<Response, Error> {
    let (hash, width) = of_file_name(&path.name).ok_or(Error::NotFound)?;
    let key = (exchange.id, hash);
    let mut conn = site.db.read().await?;
    let sees = store::who_sees(&mut conn, key).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let by_all = sees.by_all > 0;
    if !by_all {
        let (mut parts, _) = request.into_parts();
        let member = match Member::from_request_parts(&mut parts, &site).await {
            Err(error @ Error::Db(DbError::Away(_) | DbError::Busy)) => return Err(error),
            other => other.map_err(|_| Error::NotFound)?,
        };
        if sees.by_members == 0 && sees.made_by != member.person.id {
            return Err(Error::NotFound);
        }
    }
    let bytes = site.photos.get(key, width).await?.ok_or(Error::NotFound)?;
    let cached = if by_all { "public, max-age=31536000, immutable" } else { "private, max-age=31536000, immutable" };
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, cached),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}
