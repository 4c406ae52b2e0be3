//! Photos: what is taken as one, what becomes of it, and who sees it.

pub mod files;
mod keeping;
mod reading;
mod sending;

use axum::body::Body;
use axum::http::{Request, header};
use manyhands::clock::fresh_key;

use crate::browser::{Browser, Page};
use crate::common::World;
use crate::forms::{Fields, filled};

const BOUNDARY: &str = "----manyhands7";
pub const KIND: &str = "multipart/form-data; boundary=----manyhands7";
pub const PATH: &str = "/riverside/profile/photo";

/// A form in parts, as a browser sends it; a file is called something.
pub fn parts(fields: &Fields, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| files.iter().all(|(file, _)| file != name)) {
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"../a.html\"\r\n\
             content-type: text/html\r\n\r\n"
        );
        body.extend_from_slice(&[head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// Sends a body in parts.
pub async fn send_body(browser: &Browser, path: &str, body: Body) -> Page {
    let request = Request::post(path).header(header::CONTENT_TYPE, KIND).header("sec-fetch-site", "same-origin");
    browser.clone().send(request.body(body).unwrap()).await
}

/// Sends the form of a page with a photo.
pub async fn send_photo(browser: &Browser, path: &str, (fields, photo): (&Fields, &[u8])) -> Page {
    send_body(browser, path, Body::from(parts(fields, &[("photo", photo)]))).await
}

/// Chooses a photo with a fresh form; answers with where it is, as wide as at the head of a page.
pub async fn chosen(browser: &Browser, path: &str, photo: &[u8]) -> String {
    let fields = filled(browser, path, &[]).await;
    let page = send_photo(browser, path, (&fields, photo)).await;
    assert_eq!(page.status, 303, "{}", page.text);
    shown(&browser.clone().get(path).await).unwrap()
}

/// Where the photo on a page is, if there is one.
pub fn shown(page: &Page) -> Option<String> {
    let (_, after) = page.text.split_once("<main")?.1.split_once("src=\"")?;
    Some(after.split('"').next()?.to_owned())
}

/// Every member of Riverside has a photo, without a file.
pub async fn leave_portraits(world: &World) {
    let ours = "exchange_id in (select e.exchange_id from exchanges e where e.slug = 'riverside')";
    world
        .sql(format!(
            "insert into photos (exchange_id, photo_id, hash, width, height, made_by, made_at)
            select exchange_id, member_id, cast(member_id as text), 96, 96, 0, 1 from members where {ours}
            on conflict (exchange_id, photo_id) do update set gone_at = 0;
            insert into portraits (exchange_id, member_id, photo_id, changed_by_form)
            select exchange_id, member_id, member_id, 0 from members where {ours}
            on conflict (exchange_id, member_id) do update set photo_id = excluded.photo_id"
        ))
        .await;
}

/// A fresh key, as a form carries it.
pub fn key() -> String {
    fresh_key().to_string()
}
