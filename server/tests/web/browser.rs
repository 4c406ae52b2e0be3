//! A browser without scripts: keeps cookies, says where a form comes from.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::routes;
use manyhands::sign_in::password;
use tower::ServiceExt;

use crate::common::{Plan, Village, World};

pub const PASSWORD: &str = "four mild otters sing";

#[derive(Clone)]
pub struct Browser {
    app: Router,
    cookies: Vec<(String, String)>,
}

pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The hidden field of its form.
    pub fn hidden(&self, name: &str) -> String {
        self.maybe_hidden(name).unwrap()
    }

    /// The hidden field of its form, if there is one.
    pub fn maybe_hidden(&self, name: &str) -> Option<String> {
        let mark = format!("name=\"{name}\" value=\"");
        Some(self.text.split_once(&mark)?.1.split('"').next().unwrap().to_owned())
    }
}

/// Riverside with Ada (chair), Ben, Cleo, and two people called Sam Low; limits −100.00 and 120.00.
pub async fn riverside(world: &World) -> Village {
    let hash = password::hash_now(PASSWORD).unwrap();
    let names = &["Ada", "Ben", "Cleo", "Sam Low", "Sám  low"];
    world.village(Plan { slug: "riverside", code: "RIVR", names, limits: (-10_000, 12_000), hash }).await
}

/// Another exchange of the same installation.
pub async fn hilltop(world: &World) -> Village {
    let hash = password::hash_now(PASSWORD).unwrap();
    world
        .village(Plan { slug: "hilltop", code: "HILL", names: &["Omar", "Nia"], limits: (-10_000, 12_000), hash })
        .await
}

impl Browser {
    pub fn new(world: &World) -> Self {
        Self { app: routes::app(world.site.clone()).unwrap(), cookies: Vec::new() }
    }

    pub async fn signed_in(world: &World, email: &str) -> Self {
        let mut browser = Self::new(world);
        let page = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        browser
    }

    /// One that has a cookie from somewhere.
    pub fn with_cookie(world: &World, name: &str, value: &str) -> Self {
        Self { cookies: vec![(name.to_owned(), value.to_owned())], ..Self::new(world) }
    }

    /// Whether it has no cookie, so that nobody is signed in.
    pub fn is_nobody(&self) -> bool {
        self.cookies.is_empty()
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends a form with these fields, and with what a fresh form of this browser's pages would carry besides: whose it is, and for
    /// agreements a key.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut marks = self.marks(path).await;
        if path.ends_with("/propose") || path.ends_with("/answer") {
            marks.push(("id", fresh_key().to_string()));
        }
        let missing = marks.iter().filter(|(name, _)| fields.iter().all(|(sent, _)| sent != name));
        let missing: Vec<(&str, &str)> = missing.map(|(name, value)| (*name, value.as_str())).collect();
        self.post_body(path, encode(&[fields, &missing].concat())).await
    }

    /// What a form for that path would carry: every page has a form in its foot.
    pub async fn marks(&self, path: &str) -> Vec<(&'static str, String)> {
        let parts: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
        let front = match parts.as_slice() {
            ["", slug, "as", code, ..] => format!("/{slug}/as/{code}"),
            ["", slug, ..] if ["riverside", "hilltop"].contains(slug) => format!("/{slug}"),
            _ => "/".to_owned(),
        };
        let page = self.clone().get(&front).await;
        let marks = ["person", "member"].into_iter();
        marks.filter_map(|name| Some((name, page.maybe_hidden(name)?))).collect()
    }

    /// Sends just these fields.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_body(path, encode(fields)).await
    }

    /// The same from an address and port.
    pub async fn post_from(&mut self, address: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(encode(fields)))
            .unwrap();
        let address: SocketAddr = address.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(address));
        self.send(request).await
    }

    pub async fn post_body(&mut self, path: &str, body: String) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let bytes = to_bytes(body, 10_000_000).await.unwrap();
        Page { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Pays with a fresh form; answers with what came back and the form's id.
    pub async fn pay(&mut self, to: &str, amount: &str) -> (Page, String) {
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Bread")];
        (self.post("/riverside/transfers", &fields).await, id)
    }
}

pub fn encode(fields: &[(&str, &str)]) -> String {
    let one = |text: &str| {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{name}={}", one(value))).collect::<Vec<_>>().join("&")
}
