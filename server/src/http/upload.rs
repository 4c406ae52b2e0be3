//! Forms with files: their texts are read as those of any other form (`http::form`), their files are held as bytes, within limits.
//!
//! Always holds: what breaks off, or is too large for a file, loses no text that came before it, so files stand last in a form; what
//! files hold of the memory, of everybody's together, is bounded; a form without files may come as plain as any other.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use app::ui::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use multer::{Constraints, Field, Multipart, SizeLimit};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::http::answer::{Error, answer};
use crate::http::form::Form;
use crate::site::Site;

/// The most bytes of the texts of a form.
const TEXTS: usize = 64 * 1024;
/// What a form may have whose route declares nothing: no files.
const NOTHING_DECLARED: LargestUpload = LargestUpload { form: 64 * 1024, file: 0 };
/// More parts than any form has.
const MOST_PARTS: usize = 200;
/// What one permit holds, and how many there are: a quarter of a gigabyte for all files that are on their way.
const PERMIT: usize = 64 * 1024;
static ROOM: Semaphore = Semaphore::const_new(4096);

/// How many bytes a form with files may have, and each file of it; a route declares it, as an extension of its handler.
#[derive(Clone, Copy, Debug)]
pub struct LargestUpload {
    /// All of it: what is too large for a file is read so far, so that it can be said beside its field.
    pub form: u64,
    /// One file.
    pub file: usize,
}

/// A form with files, sent by whom it was made for.
#[derive(Debug)]
pub struct Upload<T> {
    /// Its texts.
    pub form: T,
    /// Its files.
    pub files: SentFiles,
}

/// The files of a form, in the order in which they were sent.
#[derive(Debug, Default)]
pub struct SentFiles {
    all: Vec<SentFile>,
    cut: bool,
}

/// A file of a form, whatever it was called.
#[derive(Debug)]
pub struct SentFile {
    /// The field that it was sent in.
    pub field: String,
    /// What is in it, or why it was not held.
    pub content: Result<Vec<u8>, FileFault>,
    /// Its room, while it is held.
    room: Option<SemaphorePermit<'static>>,
}

/// Why a file was not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The form broke off.
    Cut,
    /// More than a file may have here.
    TooLarge,
    /// Everybody's files together are too many.
    Busy,
}

impl SentFiles {
    /// Whether the form broke off: there may have been more files, and more texts.
    pub fn are_cut(&self) -> bool {
        self.cut
    }

    /// Those of a field that may have several.
    pub fn of(&mut self, field: &str) -> Vec<SentFile> {
        self.all.extract_if(.., |file| file.field == field).collect()
    }

    /// That of a field that has one; none where nothing was chosen.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for two.
    pub fn one_of(&mut self, field: &str) -> Result<Option<SentFile>, Error> {
        let mut found = self.of(field);
        let one = found.pop();
        let lost = || SentFile { field: field.to_owned(), content: Err(FileFault::Cut), room: None };
        if found.is_empty() { Ok(one.or_else(|| self.cut.then(lost))) } else { Err(Error::BadRequest) }
    }
}

impl<T: DeserializeOwned + Send> FromRequest<Site> for Upload<T> {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let Some(boundary) = boundary(request.headers()) else {
            let Form(form) = Form::from_request(request, site).await?;
            return Ok(Self { form, files: SentFiles::default() });
        };
        let most = request.extensions().get::<LargestUpload>().copied().unwrap_or(NOTHING_DECLARED);
        let (mut parts, body) = request.into_parts();
        let came = read(body, boundary, most).await.map_err(IntoResponse::into_response)?;
        let plain = HeaderValue::from_static("application/x-www-form-urlencoded");
        parts.headers.insert(header::CONTENT_TYPE, plain);
        let texts = written(&came.texts);
        let mut request = Request::from_parts(parts, Body::from(texts));
        // Each letter of a text may be three here.
        DefaultBodyLimit::max(TEXTS * 4).apply(&mut request);
        let Form(form) = Form::from_request(request, site).await?;
        Ok(Self { form, files: came.files })
    }
}

/// What a plain form of these fields is sent as.
fn written(texts: &[(String, String)]) -> String {
    let sign = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    texts.iter().map(|(name, text)| format!("{}={}", sign(name), sign(text))).collect::<Vec<_>>().join("&")
}

/// What stands between the parts of a form with files; none if this is none.
pub(crate) fn boundary(headers: &HeaderMap) -> Option<String> {
    multer::parse_boundary(headers.get(header::CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// What came of a form.
#[derive(Debug, Default)]
pub(crate) struct CameIn {
    pub(crate) texts: Vec<(String, String)>,
    pub(crate) files: SentFiles,
}

/// Why a form could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRead {
    NoForm,
    TooLarge,
}

impl IntoResponse for NotRead {
    fn into_response(self) -> Response {
        match self {
            Self::NoForm => Error::BadRequest.into_response(),
            Self::TooLarge => answer(StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge),
        }
    }
}

/// Reads a form of at most so many bytes.
pub(crate) async fn read(body: Body, boundary: String, most: LargestUpload) -> Result<CameIn, NotRead> {
    let limit = Constraints::new().size_limit(SizeLimit::new().whole_stream(most.form));
    let mut parts = Multipart::with_constraints(Body::new(OneByOne::of(body)).into_data_stream(), boundary, limit);
    let (mut came, mut room) = (CameIn::default(), TEXTS);
    for _ in 0..MOST_PARTS {
        let field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(came),
            Err(error) => return came.broken(&error),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let read = if field.file_name().is_some() {
            file(field, (name, most.file)).await.map(|sent| came.files.all.extend(sent))
        } else {
            text(field, &mut room).await?.map(|text| came.texts.push((name, text)))
        };
        if let Err(error) = read {
            return came.broken(&error);
        }
    }
    Err(NotRead::NoForm)
}

impl CameIn {
    /// What came before it broke off, if that is what it did.
    fn broken(mut self, error: &multer::Error) -> Result<Self, NotRead> {
        use multer::Error::{
            FieldSizeExceeded, IncompleteFieldData, IncompleteHeaders, IncompleteStream, StreamReadFailed,
            StreamSizeExceeded,
        };
        match error {
            FieldSizeExceeded { .. } | StreamSizeExceeded { .. } => Err(NotRead::TooLarge),
            IncompleteFieldData { .. } | IncompleteHeaders | IncompleteStream | StreamReadFailed(_) => {
                self.files.cut = true;
                Ok(self)
            }
            _ => Err(NotRead::NoForm),
        }
    }
}

/// A text; the error outside is of one that is none, or is too long.
async fn text(mut field: Field<'_>, room: &mut usize) -> Result<Result<String, multer::Error>, NotRead> {
    let mut bytes = Vec::new();
    loop {
        match field.chunk().await {
            Ok(Some(more)) => {
                *room = room.checked_sub(more.len()).ok_or(NotRead::TooLarge)?;
                bytes.extend_from_slice(&more);
            }
            Ok(None) => break,
            Err(error) => return Ok(Err(error)),
        }
    }
    String::from_utf8(bytes).map(Ok).map_err(|_| NotRead::NoForm)
}

/// A file; none where none was chosen. What is larger than may be is read to its end and thrown away.
async fn file(mut field: Field<'_>, (name, most): (String, usize)) -> Result<Option<SentFile>, multer::Error> {
    let is_chosen = field.file_name().is_some_and(|called| !called.is_empty());
    let mut sent = SentFile { field: name, content: Ok(Vec::new()), room: None };
    let mut size = 0_usize;
    while let Some(more) = field.chunk().await? {
        size = size.saturating_add(more.len());
        let Ok(bytes) = &mut sent.content else { continue };
        let fault = if size > most { Some(FileFault::TooLarge) } else { find_room(&mut sent.room, size) };
        match fault {
            None => bytes.extend_from_slice(&more),
            Some(fault) => (sent.content, sent.room) = (Err(fault), None),
        }
    }
    Ok((is_chosen || size > 0).then_some(sent))
}

/// Takes as much room as so many bytes need.
fn find_room(room: &mut Option<SemaphorePermit<'static>>, size: usize) -> Option<FileFault> {
    let has = room.as_ref().map_or(0, SemaphorePermit::num_permits);
    let wants = u32::try_from((size / PERMIT + 1).saturating_sub(has)).unwrap_or(u32::MAX);
    let Ok(more) = ROOM.try_acquire_many(wants) else { return Some(FileFault::Busy) };
    match room {
        Some(room) => room.merge(more),
        None => *room = Some(more),
    }
    None
}

/// A body of which one piece is looked at before the next is taken, as far as it comes: its reader would else hold all that there is, and
/// would know of a line that broke before it knew of what came over it.
struct OneByOne {
    body: Body,
    rests: bool,
}

impl OneByOne {
    fn of(body: Body) -> Self {
        Self { body, rests: false }
    }
}

impl HttpBody for OneByOne {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if std::mem::take(&mut self.rests) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let frame = Pin::new(&mut self.body).poll_frame(context);
        self.rests = matches!(frame, Poll::Ready(Some(Ok(_))));
        // It ends where it breaks: before the end of a form.
        if let Poll::Ready(Some(Err(_))) = frame { Poll::Ready(None) } else { frame }
    }
}

/// A body that whoever handed it on may go on reading, where nobody has.
#[derive(Clone)]
pub(crate) struct SharedBody(Arc<Mutex<Body>>);

impl SharedBody {
    /// To be handed on, and kept.
    pub(crate) fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(body)))
    }
}

impl HttpBody for SharedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
