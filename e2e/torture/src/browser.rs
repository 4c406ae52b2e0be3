//! A browser without scripts: one agent or one connection, one session, forms as they are sent.

use std::cell::RefCell;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Response, header};

use crate::line::{Happened, Line};
use crate::world::{PASSWORD, SLUG};

/// What came back.
pub type Page = Response<ureq::Body>;

/// How it reaches the server.
#[derive(Debug)]
enum Way {
    /// As the library thinks best.
    Agent(Agent),
    /// On one connection, of which everything is known.
    Line(RefCell<Line>),
}

/// Somebody's browser.
#[derive(Debug)]
pub struct Browser {
    way: Way,
    email: String,
    cookie: String,
    /// What their forms say about whose they are: person and member.
    marks: [String; 2],
}

impl Browser {
    /// The browser of whoever has that address, not signed in yet.
    pub fn new(email: String) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(10)))
            .build();
        Self { way: Way::Agent(config.into()), email, cookie: String::new(), marks: Default::default() }
    }

    /// The same on that connection.
    pub fn on(self, line: Line) -> Self {
        Self { way: Way::Line(RefCell::new(line)), ..self }
    }

    /// What happened on its connection since this was asked last, if it has one of its own.
    pub fn happened(&self) -> Happened {
        match &self.way {
            Way::Agent(_) => Happened::default(),
            Way::Line(line) => line.borrow_mut().happened(),
        }
    }

    /// Whether its connection was refused since then.
    pub fn is_refused(&self) -> bool {
        matches!(&self.way, Way::Line(line) if line.borrow().is_refused())
    }

    /// Whether there is a session.
    pub fn is_signed_in(&self) -> bool {
        !self.cookie.is_empty()
    }

    /// Signs in, if the session is not there yet; a killed server forgets nothing of it.
    pub fn sign_in(&mut self, url: &str) {
        if self.is_signed_in() {
            return;
        }
        let form = [("email", self.email.as_str()), ("password", PASSWORD), ("next", "")];
        let Some(answer) = self.post(&format!("{url}/sign-in"), &form) else { return };
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        if answer.status() == 303 {
            self.cookie = cookies.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ");
            match self.read_marks(url) {
                Some(marks) => self.marks = marks,
                None => self.forget(),
            }
        } else {
            println!("sign-in of {} answered {}", self.email, answer.status());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Every page has a form in its foot, which says whose it is.
    fn read_marks(&self, url: &str) -> Option<[String; 2]> {
        let page = self.get(&format!("{url}/{SLUG}"))?.body_mut().read_to_string().ok()?;
        let read = |name: &str| {
            let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        Some([read("person")?, read("member")?])
    }

    /// Forgets a session that was not committed when the server died.
    pub fn forget(&mut self) {
        self.cookie.clear();
    }

    /// Asks for a page.
    pub fn get(&self, url: &str) -> Option<Page> {
        match &self.way {
            Way::Agent(agent) => agent.get(url).header(header::COOKIE, &self.cookie).call().ok(),
            Way::Line(line) => line.borrow_mut().ask(&written(("GET", url), &[("cookie", &self.cookie)], None)),
        }
    }

    /// Sends a form.
    pub fn post(&self, url: &str, form: &[(&str, &str)]) -> Option<Page> {
        let origin = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let mut headers = vec![("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        if !self.cookie.is_empty() {
            headers.push(("cookie", &self.cookie));
        }
        let [person, member] = &self.marks;
        let marks = [("person", person.as_str()), ("member", member.as_str())];
        let form = form.iter().copied().chain(marks);
        match &self.way {
            Way::Agent(agent) => {
                let request = headers.iter().fold(agent.post(url), |all, (name, value)| all.header(*name, *value));
                request.send_form(form).ok()
            }
            Way::Line(line) => {
                let body = form.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
                line.borrow_mut().ask(&written(("POST", url), &headers, Some(&body)))
            }
        }
    }
}

/// A request, byte by byte.
fn written((method, url): (&str, &str), headers: &[(&str, &str)], form: Option<&str>) -> String {
    let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap_or((url, ""));
    let mut text = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(form) = form {
        let kind = "application/x-www-form-urlencoded";
        text.push_str(&format!("content-type: {kind}\r\ncontent-length: {}\r\n\r\n{form}", form.len()));
        return text;
    }
    text + "\r\n"
}

/// A value as forms send it.
fn encoded(value: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(one).collect()
}

/// Where an answer leads.
pub fn location(page: &Page) -> &str {
    page.headers().get(header::LOCATION).and_then(|place| place.to_str().ok()).unwrap_or("")
}
