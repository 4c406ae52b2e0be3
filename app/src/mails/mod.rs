//! How a mail is set: one text and one page for all of them, out of the same parts. What each says is its feature's.
//!
//! Always holds: a subject is one line; in the page everything that people wrote is escaped.

use askama::Template;

use crate::roles::Role;
use crate::text::one_line;
use crate::words::{Language, Words};

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDraft {
    /// The language that it is written in.
    pub language: Language,
    /// Who reads it; none where that is not known for sure.
    pub reader: Option<String>,
    /// The exchange that writes; none for the installation.
    pub sender: Option<MailSender>,
    /// The subject.
    pub subject: String,
    /// What happened, or what somebody asked for.
    pub lead: String,
    /// More about it, a line each.
    pub facts: Vec<String>,
    /// What can be done, and where.
    pub way: Option<MailWay>,
    /// What else is to be known, a paragraph each.
    pub after: Vec<String>,
    /// How to get no more mails of this kind, where one may choose.
    pub stop: Option<MailStop>,
}

/// The exchange that a mail comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSender {
    /// Its name.
    pub exchange: String,
    /// Where its committee is written to, as a whole address.
    pub contact: String,
    /// Who can be asked, the chair first; as many as fit a line.
    pub officers: Vec<MailOfficer>,
}

/// Somebody of the committee, as a mail names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailOfficer {
    /// What they are called.
    pub name: String,
    /// Which office they hold.
    pub role: Role,
}

impl MailSender {
    /// Whom to ask, in a sentence.
    fn whom(&self, words: &Words) -> String {
        let named = |one: &MailOfficer| words.mail_officer(&one.name, one.role.name(words));
        let names = self.officers.iter().map(named).collect::<Vec<_>>().join(", ");
        if names.is_empty() { words.mail_whom(&self.exchange) } else { words.mail_whom_named(&self.exchange, names) }
    }
}

/// Where a mail leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWay {
    /// The sentence before the link.
    pub ask: String,
    /// The same in two words, for the button.
    pub button: String,
    /// The whole address.
    pub url: String,
}

/// How to stop mails of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailStop {
    /// Why one gets this mail.
    pub why: String,
    /// What the link does.
    pub label: String,
    /// The whole address; a POST to it stops them at once.
    pub url: String,
}

/// A mail as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Whose name stands before the sender's address; empty for the installation's own.
    pub from: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// Where a POST stops mails of this kind; empty for those that cannot be stopped.
    pub stop_url: String,
}

#[derive(Template)]
#[template(path = "mail.txt", escape = "none")]
struct AsText<'a> {
    blocks: &'a [String],
}

#[derive(Template)]
#[template(path = "mail.html")]
struct AsPage<'a> {
    lang: &'static str,
    draft: &'a MailDraft,
    greeting: String,
    whom: String,
    write: String,
}

impl MailDraft {
    /// Sets it as text and as a page.
    pub fn set(mut self) -> Letter {
        self.subject = one_line(&self.subject);
        // Writing to a string cannot fail, and the templates call nothing that can.
        let text = AsText { blocks: &self.blocks() }.render().unwrap_or_default();
        let (lang, greeting, whom) = (self.language.tag(), self.greeting(), self.whom());
        let write = self.language.words().contact_title();
        let html = AsPage { lang, draft: &self, greeting, whom, write }.render().unwrap_or_default();
        let stop_url = self.stop.map(|stop| stop.url).unwrap_or_default();
        let from = self.sender.map(|sender| one_line(&sender.exchange)).unwrap_or_default();
        Letter { from, subject: self.subject, text: format!("{}\n", text.trim_end()), html, stop_url }
    }

    fn greeting(&self) -> String {
        let words = self.language.words();
        self.reader.as_ref().map_or_else(|| words.mail_greeting_nobody(), |reader| words.mail_greeting(reader))
    }

    /// Who writes, and whom to ask.
    fn whom(&self) -> String {
        let words = self.language.words();
        self.sender.as_ref().map_or_else(|| words.mail_whom_installation(), |sender| sender.whom(words))
    }

    /// What stands between blank lines.
    fn blocks(&self) -> Vec<String> {
        let mut blocks = vec![self.greeting(), self.lead.clone()];
        if !self.facts.is_empty() {
            blocks.push(self.facts.join("\n"));
        }
        blocks.extend(self.way.as_ref().map(|way| format!("{}\n{}", way.ask, way.url)));
        blocks.extend(self.after.iter().cloned());
        let mut foot = vec!["-- ".to_owned(), self.whom()];
        let write = self.language.words().contact_title();
        foot.extend(self.sender.as_ref().map(|sender| format!("{write}: {}", sender.contact)));
        if let Some(stop) = &self.stop {
            foot.extend([stop.why.clone(), format!("{}: {}", stop.label, stop.url)]);
        }
        blocks.push(foot.join("\n"));
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::{MailDraft, MailOfficer, MailSender, MailWay};
    use crate::roles::Role;
    use crate::words::Language::English;

    #[test]
    fn what_people_wrote_is_text_in_the_page_and_a_subject_is_one_line() {
        let way = MailWay { ask: "See:".into(), button: "See".into(), url: "https://x.example/?a=1&b=2".into() };
        let draft = MailDraft {
            language: English,
            reader: Some("<b>Ben</b>".into()),
            sender: Some(MailSender {
                exchange: "<i>Mill</i>\r\nBcc: eve@example.org".into(),
                contact: "\"><script>".into(),
                officers: vec![MailOfficer { name: "<b>Ada</b>".into(), role: Role::Chair }],
            }),
            subject: "<b>Ada</b>\r\nBcc: eve@example.org".into(),
            lead: "<script>alert(1)</script> & more".into(),
            facts: vec!["For: \"><img src=x>".into()],
            way: Some(way),
            after: vec![],
            stop: None,
        };
        let letter = draft.set();
        assert_eq!(letter.subject, "<b>Ada</b> Bcc: eve@example.org");
        assert_eq!(letter.from, "<i>Mill</i> Bcc: eve@example.org");
        let begins = "Hello <b>Ben</b>,\n\n<script>alert(1)</script> & more\n\nFor: \"><img src=x>\n\nSee:\nhttps://";
        assert!(letter.text.starts_with(begins), "{}", letter.text);
        for raw in ["<script>", "<img", "<b>", "<i>"] {
            assert!(!letter.html.contains(raw), "{}", letter.html);
        }
        assert_eq!(letter.stop_url, "");
    }
}
