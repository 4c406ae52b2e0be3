//! How a mail is set: one text and one page for all of them, out of the same parts. What each says is its feature's.
//!
//! Always holds: a subject is one line; in the page everything that people wrote is escaped.

use askama::Template;

use crate::text::one_line;
use crate::words::Language;

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDraft {
    /// The language that it is written in.
    pub language: Language,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
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
}

impl MailDraft {
    /// Sets it as text and as a page.
    pub fn set(mut self) -> Letter {
        self.subject = one_line(&self.subject);
        // Writing to a string cannot fail, and the templates call nothing that can.
        let text = AsText { blocks: &self.blocks() }.render().unwrap_or_default();
        let html = AsPage { lang: self.language.tag(), draft: &self }.render().unwrap_or_default();
        let stop_url = self.stop.map(|stop| stop.url).unwrap_or_default();
        Letter { subject: self.subject, text: format!("{}\n", text.trim_end()), html, stop_url }
    }

    /// What stands between blank lines.
    fn blocks(&self) -> Vec<String> {
        let mut blocks = vec![self.lead.clone()];
        if !self.facts.is_empty() {
            blocks.push(self.facts.join("\n"));
        }
        blocks.extend(self.way.as_ref().map(|way| format!("{}\n{}", way.ask, way.url)));
        blocks.extend(self.after.iter().cloned());
        blocks.extend(self.stop.as_ref().map(|stop| format!("-- \n{}\n{}: {}", stop.why, stop.label, stop.url)));
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::{MailDraft, MailWay};
    use crate::words::Language::English;

    #[test]
    fn what_people_wrote_is_text_in_the_page_and_a_subject_is_one_line() {
        let way = MailWay { ask: "See:".into(), button: "See".into(), url: "https://x.example/?a=1&b=2".into() };
        let draft = MailDraft {
            language: English,
            subject: "<b>Ada</b>\r\nBcc: eve@example.org".into(),
            lead: "<script>alert(1)</script> & more".into(),
            facts: vec!["For: \"><img src=x>".into()],
            way: Some(way),
            after: vec![],
            stop: None,
        };
        let letter = draft.set();
        assert_eq!(letter.subject, "<b>Ada</b> Bcc: eve@example.org");
        assert!(letter.text.starts_with("<script>alert(1)</script> & more\n\nFor: \"><img src=x>\n\nSee:\nhttps://"));
        for raw in ["<script>", "<img", "<b>"] {
            assert!(!letter.html.contains(raw), "{}", letter.html);
        }
        assert_eq!(letter.stop_url, "");
    }
}
