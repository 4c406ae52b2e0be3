//! One member at a browser: signs in, pays, and writes down what was sent and what came back.

use uuid::Builder;

use crate::browser::{Browser, location};
use crate::checker::{Event, Fate, Terms};
use crate::dice::Dice;
use crate::line::{Happened, Line};
use crate::world::{SLUG, World};

/// What came back for one POST of a transfer.
enum Answer {
    Receipt(String),
    Refused,
    Conflict,
    Nothing,
}

/// A member who pays.
#[derive(Debug)]
pub struct Client {
    browser: Browser,
    number: usize,
    code: String,
    others: Vec<String>,
    dice: Dice,
    history: Vec<Event>,
}

impl Client {
    /// The client with that number, on the account of that number.
    pub fn new(number: usize, seed: u64, world: &World) -> Self {
        let codes = world.codes();
        let code = codes.get(number % codes.len()).expect("an account for each client").clone();
        Self {
            browser: Browser::new(world.email(number % codes.len())),
            number,
            others: codes.iter().filter(|other| **other != code).cloned().collect(),
            code,
            dice: Dice::new(seed),
            history: Vec::new(),
        }
    }

    /// The same on that connection.
    pub fn on(self, line: Line) -> Self {
        Self { browser: self.browser.on(line), ..self }
    }

    /// What happened on its own connection since this was asked last.
    pub fn happened(&self) -> Happened {
        self.browser.happened()
    }

    /// Whether its own connection was refused since then.
    pub fn is_refused(&self) -> bool {
        self.browser.is_refused()
    }

    /// Looks at its statement.
    pub fn look(&self, url: &str) {
        self.browser.get(&format!("{url}/{SLUG}/statement"));
    }

    /// What was sent and what became of it.
    pub fn history(&self) -> &[Event] {
        &self.history
    }

    /// The history, when all is over.
    pub fn into_history(self) -> Vec<Event> {
        self.history
    }

    /// Signs in, if the session is not there yet.
    pub fn sign_in(&mut self, url: &str) {
        self.browser.sign_in(url);
    }

    /// One deed: ask about something unknown, repeat something known, change the terms of it, or pay anew.
    pub fn act(&mut self, url: &str) {
        if !self.browser.is_signed_in() {
            return self.sign_in(url);
        }
        let unknown = self.history.iter().position(|event| event.fate == Fate::Unknown);
        if let Some(index) = unknown {
            return self.send(url, index);
        }
        let known = usize::try_from(self.dice.below(u64::try_from(self.history.len()).unwrap_or(0))).unwrap_or(0);
        match self.dice.below(10) {
            0 if !self.history.is_empty() => self.send(url, known),
            1 if !self.history.is_empty() => self.send_other_terms(url, known),
            _ => self.pay_anew(url),
        }
    }

    /// Asks about everything whose fate is unknown until all of it is known.
    pub fn ask_again(&mut self, url: &str) {
        for index in 0..self.history.len() {
            for _ in 0..50 {
                if self.history.get(index).is_some_and(|event| event.fate != Fate::Unknown) {
                    break;
                }
                self.sign_in(url);
                self.send(url, index);
            }
        }
    }

    fn pay_anew(&mut self, url: &str) {
        let mut bytes = [0; 10];
        bytes.iter_mut().zip(self.dice.next().to_le_bytes()).for_each(|(to, from)| *to = from);
        let moment = 1_790_000_000_000 + u64::try_from(self.history.len()).unwrap_or(0);
        let [.., last] = &mut bytes;
        *last = u8::try_from(self.number).unwrap_or(0);
        let id = Builder::from_unix_timestamp_millis(moment, &bytes).into_uuid();
        let payee = usize::try_from(self.dice.below(u64::try_from(self.others.len()).unwrap_or(0))).unwrap_or(0);
        let terms = Terms {
            payer: self.code.clone(),
            payee: self.others.get(payee).cloned().unwrap_or_default(),
            amount: 1 + i64::try_from(self.dice.below(2500)).unwrap_or(0),
        };
        self.history.push(Event { id: *id.as_bytes(), terms, fate: Fate::Unknown, receipts: Vec::new(), wrong: None });
        self.send(url, self.history.len() - 1);
    }

    /// Sends the transfer as it was (the first time, or again) and notes what is known of it now.
    fn send(&mut self, url: &str, index: usize) {
        let Some(event) = self.history.get(index).cloned() else { return };
        let answer = self.transfer(url, &event.id, &event.terms);
        let Some(event) = self.history.get_mut(index) else { return };
        match answer {
            Answer::Receipt(place) => {
                if event.fate == Fate::Refused {
                    // Refused for want of room, then asked again with room: paid now, once.
                    event.receipts.clear();
                }
                event.fate = Fate::Paid;
                event.receipts.push(place);
            }
            Answer::Refused if event.fate == Fate::Paid => event.wrong = Some("refused after it had been paid".into()),
            Answer::Refused => event.fate = Fate::Refused,
            Answer::Conflict => event.wrong = Some("409 for the terms that were sent first".into()),
            // What was refused once and was asked again without an answer may have found room this time.
            Answer::Nothing if event.fate == Fate::Refused => event.fate = Fate::Unknown,
            Answer::Nothing => {}
        }
    }

    /// The same id with another amount: must never be paid.
    fn send_other_terms(&mut self, url: &str, index: usize) {
        let Some(event) = self.history.get(index).cloned() else { return };
        if event.fate != Fate::Paid {
            return;
        }
        let terms = Terms { amount: event.terms.amount + 1, ..event.terms };
        let answer = self.transfer(url, &event.id, &terms);
        if let (Answer::Receipt(_), Some(event)) = (answer, self.history.get_mut(index)) {
            event.wrong = Some("other terms under its id got a receipt".into());
        }
    }

    fn transfer(&mut self, url: &str, id: &[u8; 16], terms: &Terms) -> Answer {
        let id = uuid::Uuid::from_bytes(*id).to_string();
        let amount = format!("{}.{:02}", terms.amount / 100, terms.amount % 100);
        let form = [("id", id.as_str()), ("to", &terms.payee), ("amount", &amount), ("description", "torture")];
        let Some(answer) = self.browser.post(&format!("{url}/{SLUG}/transfers"), &form) else { return Answer::Nothing };
        let place = location(&answer);
        match answer.status().as_u16() {
            303 if place.ends_with(&id) => Answer::Receipt(place.to_owned()),
            303 | 401 => {
                // The sign-in page: the session was not committed when the server died.
                self.browser.forget();
                Answer::Nothing
            }
            422 => Answer::Refused,
            409 => Answer::Conflict,
            status if status >= 500 => Answer::Nothing,
            status => {
                println!("a transfer answered {status}");
                Answer::Nothing
            }
        }
    }
}
