//! The chair at a browser: changes the limits of accounts while members pay, one change after the other.

use std::time::Duration;

use crate::browser::{Browser, Page, location};
use crate::checker::{Edit, Fate};
use crate::dice::Dice;
use crate::world::{SLUG, World};

/// The chair, who never pays.
#[derive(Debug)]
pub struct Chair {
    browser: Browser,
    codes: Vec<String>,
    dice: Dice,
    edits: Vec<Edit>,
}

impl Chair {
    /// The chair of that world.
    pub fn new(seed: u64, world: &World) -> Self {
        let codes = world.codes().to_vec();
        Self { browser: Browser::new(world.chair()), codes, dice: Dice::new(seed), edits: Vec::new() }
    }

    /// What was changed, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// One deed: asks again about a change whose fate is unknown, else makes another.
    pub fn act(&mut self, url: &str) {
        self.browser.sign_in(url);
        if self.edits.last().is_some_and(|edit| edit.fate == Fate::Unknown) {
            self.send(url);
        } else {
            self.change_anew(url);
        }
        std::thread::sleep(Duration::from_millis(5));
    }

    /// Asks until the fate of the last change is known.
    pub fn ask_again(&mut self, url: &str) {
        for _ in 0..50 {
            if self.edits.last().is_none_or(|edit| edit.fate != Fate::Unknown) {
                return;
            }
            self.browser.sign_in(url);
            self.send(url);
        }
    }

    /// Opens the form of some account, and sends it with other limits.
    fn change_anew(&mut self, url: &str) {
        let chosen = usize::try_from(self.dice.below(u64::try_from(self.codes.len()).unwrap_or(0))).unwrap_or(0);
        let Some(code) = self.codes.get(chosen).cloned() else { return };
        let (owe, hold) = (self.figure(), self.figure());
        let Some(page) = self.browser.get(&path(url, &code)) else { return };
        let Some(change) = form_id(page) else { return self.browser.forget() };
        self.edits.push(Edit { change, code, min: -owe, max: hold, fate: Fate::Unknown, wrong: None });
        self.send(url);
    }

    /// From 40.00 to 120.00.
    fn figure(&mut self) -> i64 {
        4_000 + i64::try_from(self.dice.below(8_001)).unwrap_or(0)
    }

    /// Sends the last change, the first time or again.
    fn send(&mut self, url: &str) {
        let Some(edit) = self.edits.last_mut() else { return };
        let (id, min, max) = (edit.change.to_string(), text(-edit.min), text(edit.max));
        let form = [("id", id.as_str()), ("min", &min), ("max", &max), ("reason", "torture")];
        let Some(page) = self.browser.post(&path(url, &edit.code), &form) else { return };
        match page.status().as_u16() {
            303 if location(&page).ends_with("/limits") => edit.fate = Fate::Paid,
            303 => self.browser.forget(),
            status if status >= 500 => {}
            status => {
                edit.fate = Fate::Refused;
                edit.wrong = Some(format!("was answered with {status}"));
            }
        }
    }
}

fn path(url: &str, code: &str) -> String {
    format!("{url}/{SLUG}/members/{code}/limits")
}

fn text(parts: i64) -> String {
    format!("{}.{:02}", parts / 100, parts % 100)
}

/// The number that the page gave its form.
fn form_id(mut page: Page) -> Option<i64> {
    let text = page.body_mut().read_to_string().ok()?;
    let (_, rest) = text.split_once("name=\"id\" value=\"")?;
    rest.split('"').next()?.parse().ok()
}
