//! A portrait is chosen, changed and removed; a form with a file loses nothing of what else was typed.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use app::photos::LARGEST;
use axum::body::{Body, Bytes};
use axum::extract::FromRequest as _;
use axum::http::{Request, StatusCode, header};
use hyper::body::Frame;
use manyhands::http::upload::{FileFault, LargestUpload, Upload};
use serde::Deserialize;
use sqlx::AssertSqlSafe;

use super::files::jpeg;
use super::{KIND, PATH, chosen, key, parts, send_body, send_photo, shown};
use crate::browser::{Browser, hilltop, riverside};
use crate::common::{World, on_sqlite, worlds};
use crate::forms::{filled, send};

const FOR_CLEO: &str = "/riverside/as/RIVR0003/profile/photo";

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}.example")).await
}

async fn count(world: &World, sql: &str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_member_chooses_a_photo_and_the_members_alone_see_it() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let ben = signed_in(&world, "ben@riverside").await;
        let fields = filled(&ben, PATH, &[]).await;
        // The same form twice at once, and once more.
        let photo = jpeg(640, 480);
        let sent = tokio::join!(send_photo(&ben, PATH, (&fields, &photo)), send_photo(&ben, PATH, (&fields, &photo)));
        let third = send_photo(&ben, PATH, (&fields, &photo)).await;
        for page in [sent.0, sent.1, third] {
            assert_eq!(page.location(), "/riverside/members/RIVR0002", "{}: {}", world.engine, page.text);
        }
        assert_eq!(count(&world, "select count(*) from photos").await, 1, "{}", world.engine);
        let mut cleo = signed_in(&world, "cleo@riverside").await;
        let src = shown(&cleo.get("/riverside/members/RIVR0002").await).unwrap();
        assert!(src.starts_with("/riverside/photos/") && src.ends_with("-240.jpg"), "{src}");
        let small = src.replace("-240", "-96");
        assert!(cleo.get("/riverside/members").await.text.contains(&format!("src=\"{small}\"")), "in the directory");
        let file = cleo.get(&src).await;
        for (name, value) in [
            (header::CONTENT_TYPE, "image/jpeg"),
            (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ] {
            assert_eq!(file.headers[&name], value, "{}", world.engine);
        }
        assert_eq!(file.status, StatusCode::OK);
        let mut omar = signed_in(&world, "omar@hilltop").await;
        let unknown = omar.get("/riverside/photos/00-240.jpg").await;
        let there = src.replace("riverside", "hilltop");
        for page in [omar.get(&src).await, omar.get(&there).await, Browser::new(&world).get(&src).await] {
            assert_eq!((page.status, page.text), (StatusCode::NOT_FOUND, unknown.text.clone()), "{}", world.engine);
        }
        let stranger = Browser::new(&world).get("/riverside/members").await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn of_two_photos_one_stays_and_what_was_seen_is_removed_and_nothing_else() {
    for world in worlds().await {
        riverside(&world).await;
        let ben = signed_in(&world, "ben@riverside").await;
        let (one, two) = (filled(&ben, PATH, &[]).await, filled(&ben, PATH, &[]).await);
        let photos = [jpeg(300, 300), jpeg(300, 200)];
        let both = tokio::join!(send_photo(&ben, PATH, (&one, &photos[0])), send_photo(&ben, PATH, (&two, &photos[1])));
        assert_eq!([both.0.status, both.1.status], [StatusCode::SEE_OTHER; 2], "{}", world.engine);
        assert_eq!(count(&world, "select count(*) from photos where gone_at = 0").await, 1, "{}", world.engine);
        let removes = filled(&ben, PATH, &[("act", "remove")]).await;
        let src = chosen(&ben, PATH, &jpeg(200, 200)).await;
        assert_eq!(send(&ben, PATH, &removes).await.status, StatusCode::CONFLICT, "it is another by now");
        let removes = filled(&ben, PATH, &[("act", "remove")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ben, PATH, &removes).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(ben.clone().get(&src).await.status, StatusCode::NOT_FOUND);
        assert!(shown(&ben.clone().get("/riverside/members/RIVR0002").await).is_none(), "{}", world.engine);
        // The form with which it came brings it back no more.
        send_photo(&ben, PATH, (&one, &photos[0])).await;
        assert!(shown(&ben.clone().get(PATH).await).is_none(), "{}", world.engine);
    }
}

#[tokio::test]
async fn the_committee_changes_it_for_a_member_who_is_told() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = signed_in(&world, "ada@riverside").await;
        let fields = filled(&ada, FOR_CLEO, &[]).await;
        for _ in 0..2 {
            let page = send_photo(&ada, FOR_CLEO, (&fields, &jpeg(100, 100))).await;
            assert_eq!(page.location(), "/riverside/as/RIVR0003/members/RIVR0003", "{}", page.text);
        }
        let mut cleo = signed_in(&world, "cleo@riverside").await;
        assert!(cleo.get("/riverside/members/RIVR0003").await.text.contains("Photo: No → Photo: Yes"));
        assert_eq!(count(&world, "select count(*) from journal where what = 'profile'").await, 1, "{}", world.engine);
        assert_eq!(count(&world, "select count(*) from notices where kind = 'corrected'").await, 1);
        let ben = signed_in(&world, "ben@riverside").await;
        assert_eq!(send_photo(&ben, FOR_CLEO, (&fields, &jpeg(9, 9))).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_no_photo_is_said_beside_the_field_and_the_form_can_be_sent_again() {
    let world = on_sqlite().await;
    riverside(&world).await;
    let ben = signed_in(&world, "ben@riverside").await;
    let fields = filled(&ben, PATH, &[]).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0".to_vec();
    let large = vec![0; LARGEST + 1];
    for (file, says) in
        [(heic, "HEIC"), (b"<svg/>".to_vec(), "no photo"), (large, "larger than 10 MB"), (vec![], "Choose")]
    {
        let page = send_photo(&ben, PATH, (&fields, &file)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}: {}", page.text);
        let error = page.text.split_once("id=\"photo-error\"").unwrap().1;
        assert!(error.split("</p>").next().unwrap().contains(says), "{says}: {error}");
        assert!(fields.contains(&("id".into(), page.hidden("id"))), "{says}: the form is the same");
    }
    let page = send_body(&ben, PATH, Body::from(vec![b'-'; 17 * 1024 * 1024])).await;
    assert!([StatusCode::PAYLOAD_TOO_LARGE, StatusCode::BAD_REQUEST].contains(&page.status), "{}", page.status);
    let page = send_photo(&ben, PATH, (&fields, &vec![0; 17 * 1024 * 1024])).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.text.contains("Too large"), "{}", page.text);
    // Two photos are no form of ours, nor is a plain form in parts.
    let photo = jpeg(9, 9);
    let two = parts(&fields, &[("photo", &photo), ("photo", &photo)]);
    assert_eq!(send_body(&ben, PATH, Body::from(two)).await.status, StatusCode::BAD_REQUEST);
    let plain = send_body(&ben, "/riverside/profile", Body::from(parts(&fields, &[]))).await;
    assert_eq!(plain.status, StatusCode::BAD_REQUEST);
    assert_eq!(send_photo(&ben, PATH, (&fields, &photo)).await.status, StatusCode::SEE_OTHER);
}

/// A body that breaks off.
struct Breaks(VecDeque<Bytes>);

impl hyper::body::Body for Breaks {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let broken = || Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
        Poll::Ready(Some(self.0.pop_front().map_or_else(broken, |bytes| Ok(Frame::data(bytes)))))
    }
}

/// What comes of a body of which only so many bytes of its end are missing.
fn broken(body: &[u8], missing: usize) -> Body {
    let came = body[..body.len() - missing].chunks(1000).map(Bytes::copy_from_slice).collect();
    Body::new(Breaks(came))
}

#[tokio::test]
async fn a_line_that_breaks_is_said_beside_the_field_and_changes_nothing() {
    let world = on_sqlite().await;
    riverside(&world).await;
    let ben = signed_in(&world, "ben@riverside").await;
    let fields = filled(&ben, PATH, &[]).await;
    let whole = parts(&fields, &[("photo", &jpeg(640, 480))]);
    for body in [broken(&whole, 500), Body::from(whole[..whole.len() - 500].to_vec())] {
        let page = send_body(&ben, PATH, body).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
        assert!(page.text.contains("did not arrive whole"), "{}", page.text);
        assert!(fields.contains(&("id".into(), page.hidden("id"))));
    }
    assert_eq!(count(&world, "select count(*) from photos").await, 0);
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Advert {
    title: String,
    words: String,
}

const SMALL: LargestUpload = LargestUpload { form: 100_000, file: 1_000 };

async fn advert(world: &World, body: Body) -> Result<Upload<Advert>, StatusCode> {
    let mut request = Request::post("/").header(header::CONTENT_TYPE, KIND).body(body).unwrap();
    request.extensions_mut().insert(SMALL);
    Upload::from_request(request, &world.site).await.map_err(|refused| refused.status())
}

#[tokio::test]
async fn the_texts_of_a_form_with_files_are_read_whatever_becomes_of_the_files() {
    let world = on_sqlite().await;
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let typed = vec![field("title", "Jam & Öl+ %41"), field("words", "two\r\nlines")];
    let said = Advert { title: "Jam & Öl+ %41".into(), words: "two\r\nlines".into() };
    let files: [(&str, &[u8]); 3] = [("photos", &[1; 900]), ("photos", &[2; 1_001]), ("other", b"x")];
    let mut read = advert(&world, Body::from(parts(&typed, &files))).await.unwrap();
    assert_eq!(read.form, said);
    let photos: Vec<_> =
        read.files.of("photos").into_iter().map(|file| file.content.map(|bytes| bytes.len())).collect();
    assert_eq!(photos, [Ok(900), Err(FileFault::TooLarge)]);
    assert!(read.files.of("photos").is_empty() && !read.files.are_cut());
    assert_eq!(read.files.one_of("other").unwrap().unwrap().content.unwrap(), b"x");
    let mut cut = advert(&world, broken(&parts(&typed, &files[..1]), 700)).await.unwrap();
    assert_eq!(cut.form, said);
    assert!(cut.files.are_cut() && cut.files.of("photos").is_empty());
    assert_eq!(cut.files.one_of("photos").unwrap().unwrap().content, Err(FileFault::Cut));
    let none = parts(&typed, &[("photos", b"")]);
    let none = String::from_utf8(none).unwrap().replace("../a.html", "");
    assert!(advert(&world, Body::from(none)).await.unwrap().files.of("photos").is_empty(), "nothing was chosen");
    let twice = [typed.clone(), vec![field("title", "x")]].concat();
    let long = vec![field("title", &"x".repeat(70_000))];
    let raw = |text: &[u8]| {
        let body = parts(&vec![field("title", "HERE")], &[]);
        let at = body.windows(4).position(|part| part == b"HERE").unwrap();
        [&body[..at], text, &body[at + 4..]].concat()
    };
    for (what, body, status) in [
        ("a field twice", parts(&twice, &[]), StatusCode::BAD_REQUEST),
        ("a text too long", parts(&long, &[]), StatusCode::PAYLOAD_TOO_LARGE),
        ("files too large together", parts(&typed, &[("photos", &[0; 100_000])]), StatusCode::PAYLOAD_TOO_LARGE),
        ("no text", raw(b"\xff\xfe"), StatusCode::BAD_REQUEST),
        ("no form", b"--nothing of the kind".to_vec(), StatusCode::BAD_REQUEST),
    ] {
        let read = advert(&world, Body::from(body)).await;
        // What has no part at all broke off before it began.
        let fine =
            read.as_ref().err() == Some(&status) || (what == "no form" && read.is_ok_and(|read| read.files.are_cut()));
        assert!(fine, "{what}");
    }
}

#[tokio::test]
async fn a_form_with_a_photo_whose_session_is_over_is_carried_without_it() {
    let world = on_sqlite().await;
    riverside(&world).await;
    let ben = signed_in(&world, "ben@riverside").await;
    let fields = filled(&ben, PATH, &[]).await;
    let nobody = Browser::new(&world);
    let page = send_photo(&nobody, PATH, (&fields, &jpeg(640, 480))).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let id = fields.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    assert_eq!(page.hidden("sent-id"), id);
    assert!(!page.text.contains("sent-photo"), "{}", page.text);
    // Under another session it is somebody else's.
    let cleo = signed_in(&world, "cleo@riverside").await;
    assert_eq!(send_photo(&cleo, PATH, (&fields, &jpeg(9, 9))).await.status, StatusCode::CONFLICT);
    let lost = vec![("id".to_owned(), key())];
    assert_eq!(send_photo(&ben, PATH, (&lost, &jpeg(9, 9))).await.status, StatusCode::CONFLICT, "it says not whose");
}
