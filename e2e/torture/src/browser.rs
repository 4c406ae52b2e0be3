//! A browser without scripts: one agent, one session, forms as they are sent.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{Response, header};

use crate::world::{PASSWORD, SLUG};

/// What came back.
pub type Page = Response<ureq::Body>;

/// Somebody's browser.
#[derive(Debug)]
pub struct Browser {
    agent: Agent,
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
        Self { agent: config.into(), email, cookie: String::new(), marks: Default::default() }
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
        self.agent.get(url).header(header::COOKIE, &self.cookie).call().ok()
    }

    /// Sends a form.
    pub fn post(&self, url: &str, form: &[(&str, &str)]) -> Option<Page> {
        let origin = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let mut request = self.agent.post(url).header("origin", origin).header("sec-fetch-site", "same-origin");
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie);
        }
        let [person, member] = &self.marks;
        let marks = [("person", person.as_str()), ("member", member.as_str())];
        request.send_form(form.iter().copied().chain(marks)).ok()
    }
}

/// Where an answer leads.
pub fn location(page: &Page) -> &str {
    page.headers().get(header::LOCATION).and_then(|place| place.to_str().ok()).unwrap_or("")
}
