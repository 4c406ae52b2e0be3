//! A table on its way: its first rows before the answer, the others part after part while it is sent.
//!
//! Always holds: a file that broke off does not look whole.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::sync::mpsc;

use super::{Sheet, SheetRows};
use crate::http::answer::Error;

/// So that spreadsheets read the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The file of that name. Its first rows are read before it is answered, the others while it is sent.
///
/// # Errors
/// When the first rows cannot be read. Where later ones cannot, the file breaks off, and the browser says that it did.
pub async fn file<R: SheetRows>(name: &str, rows: R) -> Result<Response, Error> {
    let mut sheet = Sheet::of(rows.language(), BYTE_ORDER_MARK);
    sheet.row(rows.heads())?;
    let more = rows.part(&mut sheet, None).await?;
    let first = sheet.bytes()?;
    let body = match more {
        None => Body::from(first),
        Some(edge) => {
            let (out, parts) = mpsc::channel(1);
            tokio::spawn(send(rows, (first, edge), out));
            Body::new(SheetParts(parts))
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, body).into_response())
}

/// A part, or none after the last: a file that breaks off must not look whole.
type SheetPart = Option<Bytes>;

/// Reads part after part, each when the one before is on its way, until all are sent or nobody takes them any more.
async fn send<R: SheetRows>(rows: R, (first, edge): (Bytes, R::Edge), out: mpsc::Sender<SheetPart>) {
    let (mut bytes, mut more) = (first, Some(edge));
    while out.send(Some(bytes)).await.is_ok() {
        let Some(edge) = more else {
            out.send(None).await.ok();
            return;
        };
        let mut sheet = Sheet::of(rows.language(), &[]);
        let read = rows.part(&mut sheet, Some(edge)).await;
        match read.and_then(|more| Ok((sheet.bytes()?, more))) {
            Ok(next) => (bytes, more) = next,
            Err(error) => {
                tracing::warn!(error = error.sentence(), "a table for a spreadsheet broke off");
                return;
            }
        }
    }
}

/// What is sent.
struct SheetParts(mpsc::Receiver<SheetPart>);

impl HttpBody for SheetParts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|part| match part {
            Some(Some(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(None) => None,
            None => Some(Err(io::ErrorKind::UnexpectedEof.into())),
        })
    }
}

#[cfg(test)]
mod tests {
    use app::words::Language;
    use axum::body::to_bytes;
    use axum::http::header;

    use super::super::{Cell, Sheet, SheetRows};
    use super::file;
    use crate::http::answer::Error;

    /// So many parts of three rows; the last of them fails as told.
    struct Counted {
        parts: usize,
        ends: Ends,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Ends {
        Well,
        InAnError,
        InAPanic,
    }

    impl SheetRows for Counted {
        type Edge = usize;

        fn language(&self) -> Language {
            Language::English
        }

        fn heads(&self) -> Vec<Cell> {
            vec![Cell::head("Part"), Cell::head("Row")]
        }

        async fn part(&self, sheet: &mut Sheet, after: Option<usize>) -> Result<Option<usize>, Error> {
            let part = after.unwrap_or(0) + 1;
            for row in 1..=3 {
                sheet.row([Cell::text(&part.to_string()), Cell::text(&row.to_string())])?;
            }
            match self.ends {
                _ if part < self.parts => Ok(Some(part)),
                Ends::Well => Ok(None),
                Ends::InAnError => Err(Error::NotFound),
                Ends::InAPanic => panic!("as the test wants it"),
            }
        }
    }

    #[tokio::test]
    async fn a_long_table_is_sent_in_parts_and_is_the_same_to_the_byte() {
        for parts in [1, 2, 3, 50] {
            let sent = file("x.csv", Counted { parts, ends: Ends::Well }).await.unwrap();
            assert_eq!(sent.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"x.csv\"");
            let bytes = to_bytes(sent.into_body(), 100_000).await.unwrap();
            let rows = (1..=parts).flat_map(|part| (1..=3).map(move |row| format!("{part},{row}\n")));
            let expected = format!("\u{feff}Part,Row\n{}", rows.collect::<String>());
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }

    #[tokio::test]
    async fn a_table_that_breaks_off_never_looks_whole() {
        assert!(matches!(file("x.csv", Counted { parts: 1, ends: Ends::InAnError }).await, Err(Error::NotFound)));
        for ends in [Ends::InAnError, Ends::InAPanic] {
            let sent = file("x.csv", Counted { parts: 4, ends }).await.unwrap();
            assert!(to_bytes(sent.into_body(), 100_000).await.is_err());
        }
    }
}
