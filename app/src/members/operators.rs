//! Who acts for a member: the one whose account it is, who may ask others to, and end it; the others act and go by themselves
//! (`defaults.md`, rule 8 of the trade: holders decide, operators act).

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, PAGE, Reader};
use crate::ids::{Code, PersonId};
use crate::mails::{Letter, MailDraft, MailSender, MailWay};
use crate::paths::query::NextQuery;
use crate::paths::{exchange, installation, link};
use crate::sign_in::forms::password_trouble;
use crate::sign_in::me::phrase_offer;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chrome, Field, Hidden, act_marks, day_text, error_of, form_page, marks, page,
};
use crate::words::{Language, Words};
use axum_extra::routing::TypedPath as _;

/// How many may act for one member.
pub const MOST: usize = 6;

/// Somebody who acts for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorShown {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Since which day.
    pub since: Date,
    /// They hold an office here.
    pub has_office: bool,
}

/// Somebody who was asked and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorAsked {
    /// The number of the mail.
    pub id: i64,
    /// To which address.
    pub email: String,
    /// The last day on which the link is good.
    pub until: Date,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorRefusal {
    /// Only the one whose account it is may.
    NotHolder,
    /// Whose account it is acts for it.
    Holder,
    /// They do not act for it, or were not asked, by now.
    Gone,
    /// They hold an office here, which would be nobody's.
    Office,
    /// So many act for it already.
    Full,
    /// They act for it already.
    Already,
}

impl OperatorRefusal {
    /// As a sentence.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::NotHolder => words.operators_error_not_holder(),
            Self::Holder => words.operators_error_holder(),
            Self::Gone => words.operators_error_gone(),
            Self::Office => words.operators_error_office(),
            Self::Full => words.operators_error_full(MOST.to_string()),
            Self::Already => words.operators_error_already(),
        }
    }
}

/// Whether `by` may ask somebody to act too, where these do: the first of them is the one whose account it is.
///
/// # Errors
/// Why not.
pub fn may_ask(all: &[OperatorShown], by: PersonId) -> Result<(), OperatorRefusal> {
    match all.first() {
        Some(first) if first.person == by && all.len() >= MOST => Err(OperatorRefusal::Full),
        Some(first) if first.person == by => Ok(()),
        _ => Err(OperatorRefusal::NotHolder),
    }
}

/// Whether `by` may end that `whom` acts, where these do.
///
/// # Errors
/// Why not.
pub fn may_end(all: &[OperatorShown], by: PersonId, whom: PersonId) -> Result<(), OperatorRefusal> {
    let (Some(first), Some(ends)) = (all.first(), all.iter().find(|one| one.person == whom)) else {
        return Err(OperatorRefusal::Gone);
    };
    if first.person == whom {
        Err(OperatorRefusal::Holder)
    } else if by != first.person && by != whom {
        Err(OperatorRefusal::NotHolder)
    } else if ends.has_office {
        Err(OperatorRefusal::Office)
    } else {
        Ok(())
    }
}

/// The form that asks somebody, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AskOperatorForm {
    /// Made by the page, so that sending it twice asks once.
    pub id: String,
    /// Whom to ask.
    pub email: String,
}

impl AskOperatorForm {
    /// Whom.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<OperatorAct, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let email = form.email("email", &self.email);
        form.finish(|| email.map(OperatorAct::Ask))
    }
}

/// The form that ends it, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EndOperatorForm {
    /// Made by the page, so that sending it twice ends it once.
    pub id: String,
    /// Whether somebody acts no more, or is asked no more.
    pub act: String,
    /// Who, or which mail: a number.
    pub whom: String,
}

impl EndOperatorForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<OperatorAct, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let cancels = form.choice(PAGE, &self.act, [("end", false), ("cancel", true)]);
        let whom = form.key(&self.whom);
        form.finish(|| match cancels? {
            true => whom.map(OperatorAct::Cancel),
            false => whom.map(|whom| OperatorAct::End(PersonId(whom))),
        })
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorAct {
    /// Ask whoever has that address.
    Ask(String),
    /// End it.
    End(PersonId),
    /// Take back what was asked.
    Cancel(i64),
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct OperatorsPage {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Who acts for it, the one whose it is first.
    pub all: Vec<OperatorShown>,
    /// Who was asked.
    pub asked: Vec<OperatorAsked>,
    /// Who reads.
    pub me: PersonId,
    /// As it was typed.
    pub form: AskOperatorForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page.
pub fn operators_page(chrome: &Chrome, data: &OperatorsPage) -> String {
    let words = chrome.words();
    let here = chrome.href(&exchange::Operators { own: data.code.to_string() });
    let button = |(act, whom): (&'static str, i64), label: String| {
        view! {
            <form method="post" action=chrome.href(&exchange::EndOperator { own: data.code.to_string() })>
                {act_marks(chrome, &data.form.id)}
                <Hidden name="act" value=act/>
                <Hidden name="whom" value=whom.to_string()/>
                <Button label=label kind=ButtonKind::Secondary/>
            </form>
        }
    };
    let people = data.all.iter().enumerate().map(|(place, one)| {
        let what = if place == 0 { words.operators_holder() } else { words.operators_acts() };
        let label = if one.person == data.me { words.operators_stop() } else { words.operators_end(&one.name) };
        let ends = may_end(&data.all, data.me, one.person).is_ok().then(|| button(("end", one.person.0), label));
        let since = words.operators_since(day_text(words, one.since));
        view! { <li><span><strong><bdi>{one.name.clone()}</bdi></strong>" "<span class="muted">{what}</span></span><span class="what">{since}</span>{ends}</li> }
    });
    let asked = data.asked.iter().map(|one| {
        let until = words.operators_until(day_text(words, one.until));
        let cancel = button(("cancel", one.id), words.operators_cancel());
        view! { <li><span><bdi>{one.email.clone()}</bdi>" "<span class="muted">{words.operators_asked()}</span></span><span class="what">{until}</span>{cancel}</li> }
    });
    let ask = may_ask(&data.all, data.me).is_ok().then(|| {
        view! {
            <h2>{words.operators_ask()}</h2>
            <p>{words.operators_ask_lede()}</p>
            <form class="form" method="post" action=here novalidate>
                {act_marks(chrome, &data.form.id)}
                <Field name="email" kind="email" label=words.sign_in_email() value=data.form.email.clone()
                    error=error_of(&data.errors, "email") autocomplete="off"/>
                <div class="actions"><button>{words.operators_send()}</button></div>
            </form>
        }
    });
    let title = words.operators_title(&data.name);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede">{words.operators_lede()}</p>
        <ul class="rows">{people.collect_view()}{asked.collect_view()}</ul>
        {ask}
        <p class="actions"><a href=installation::Me.to_string()>{words.back()}</a></p>
    };
    form_page(chrome, title, &data.errors, body.into_any())
}

/// The mail to somebody who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActForMail {
    /// Who asks.
    pub by: String,
    /// For which member.
    pub member: String,
    /// The exchange.
    pub sender: MailSender,
    /// Where they say yes: a whole address.
    pub link: String,
}

impl ActForMail {
    /// The mail in a language; `reader` only where the address is known to be theirs.
    pub fn letter(self, reader: Option<String>, language: Language) -> Letter {
        let (words, exchange) = (language.words(), self.sender.exchange.clone());
        MailDraft {
            language,
            reader,
            subject: words.act_for_mail_subject(&self.by, &self.member),
            lead: words.act_for_mail_lead(&self.by, &self.member, &exchange),
            facts: vec![],
            way: Some(MailWay { ask: words.act_for_mail_ask(), button: words.act_for_mail_button(), url: self.link }),
            after: vec![words.join_mail_after()],
            sender: Some(self.sender),
            stop: None,
        }
        .set()
    }
}

/// The form behind the link, of who is new here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ActForForm {
    /// Their name.
    pub name: String,
    /// What they want to sign in with.
    pub password: String,
    /// The password that the page had offered.
    pub offered: String,
}

impl ActForForm {
    /// Name and password; `about` is what is publicly known.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, about: &str, language: Language) -> Result<(String, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, form.words().join_name_empty());
        let password = match password_trouble(&self.password, &format!("{}\n{about}", self.name), form.words()) {
            Some(message) => form.wrong("password", message),
            None => Some(self.password.clone()),
        };
        form.finish(|| Some((name?, password?)))
    }
}

/// What the link opens.
#[derive(Clone, Debug)]
pub struct ActForPage {
    /// The last part of its path.
    pub token: String,
    /// Who asks.
    pub by: String,
    /// For which member, with the account's code.
    pub member: String,
    /// The address that was asked is somebody's here.
    pub is_known: bool,
    /// A password to take, made for this page.
    pub phrase: String,
}

/// The page behind the link: looking at it uses nothing up.
pub fn act_for_page(chrome: &Chrome, data: &ActForPage, form: &ActForForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let here = chrome.href(&exchange::ActFor { token: data.token.clone() });
    let again = here.clone();
    let said = match (&chrome.signed, data.is_known) {
        (Some(signed), _) => view! {
            <p>{words.act_for_as(&signed.name)}</p>
            <form class="form" method="post" action=here>{marks(chrome)}<div class="actions"><button>{words.act_for_button()}</button></div></form>
        }
        .into_any(),
        (None, true) => {
            let to = link(&installation::SignIn.with_query_params(NextQuery { next: here }));
            view! { <p>{words.act_for_sign_in()}</p><p class="actions"><ButtonLink href=to label=words.sign_in()/></p> }
                .into_any()
        }
        (None, false) => view! {
            <p>{words.act_for_new()}</p>
            <form class="form" method="post" action=here.clone() novalidate>
                {marks(chrome)}
                <Field name="name" label=words.join_name() hint=words.me_name_hint() value=form.name.clone()
                    error=error_of(errors, "name") autocomplete="name" maxlength=80/>
                {phrase_offer(words, data.phrase.clone(), again)}
                <Hidden name="offered" value=data.phrase.clone()/>
                <Field name="password" kind="password" label=words.sign_in_password() hint=words.me_password_hint()
                    value=String::new() error=error_of(errors, "password") autocomplete="new-password"/>
                <div class="actions"><button>{words.act_for_button()}</button></div>
            </form>
        }
        .into_any(),
    };
    let title = words.act_for_title(&data.member);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede"><bdi>{words.act_for_lede(&data.by, &data.member)}</bdi></p>
        {said}
    };
    form_page(chrome, title, errors, body.into_any())
}

/// The link was used or taken back, is too old, or never was.
pub fn act_for_over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.reset_over_title()}</h1>
        <p>{words.act_for_over()}</p>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Home) label=words.back()/></p>
    };
    page(chrome, words.reset_over_title(), body)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::OperatorRefusal::{Full, Gone, Holder, NotHolder, Office};
    use super::{AskOperatorForm, EndOperatorForm, MOST, OperatorAct, OperatorShown, may_ask, may_end};
    use crate::ids::PersonId;
    use crate::words::Language::English;

    fn acting(offices: &[bool]) -> Vec<OperatorShown> {
        let one = |(nth, has_office): (i64, &bool)| OperatorShown {
            person: PersonId(nth),
            name: format!("Person {nth}"),
            since: date(2026, 1, 1),
            has_office: *has_office,
        };
        (1..).zip(offices).map(one).collect()
    }

    #[test]
    fn whose_account_it_is_asks_and_ends_and_the_others_go_by_themselves() {
        let all = acting(&[true, false, true]);
        let person = PersonId;
        for (by, whom, ends) in [
            (1, 2, Ok(())),
            (2, 2, Ok(())),
            (1, 1, Err(Holder)),
            (2, 1, Err(Holder)),
            (2, 3, Err(NotHolder)),
            (9, 2, Err(NotHolder)),
            (1, 3, Err(Office)),
            (3, 3, Err(Office)),
            (1, 9, Err(Gone)),
        ] {
            assert_eq!(may_end(&all, person(by), person(whom)), ends, "{by} ends {whom}");
        }
        assert_eq!(may_ask(&all, person(1)), Ok(()));
        assert_eq!(may_ask(&all, person(2)), Err(NotHolder));
        assert_eq!(may_ask(&acting(&[false; MOST]), person(1)), Err(Full));
        assert_eq!(may_end(&[], person(1), person(1)), Err(Gone));
    }

    #[test]
    fn each_form_says_what_it_is_about() {
        let ask = |email: &str| AskOperatorForm { id: String::new(), email: email.into() }.parse(English);
        assert_eq!(ask(" Hal@Mill.example"), Ok(OperatorAct::Ask("hal@mill.example".into())));
        assert!(ask("hal").is_err() && ask("").is_err());
        let end = |act: &str, whom: &str| {
            EndOperatorForm { id: String::new(), act: act.into(), whom: whom.into() }.parse(English)
        };
        assert_eq!(end("end", "7"), Ok(OperatorAct::End(PersonId(7))));
        assert_eq!(end("cancel", "7"), Ok(OperatorAct::Cancel(7)));
        for (act, whom) in [("", "7"), ("ask", "7"), ("end", "-7"), ("cancel", "x")] {
            assert!(end(act, whom).is_err(), "{act} {whom}");
        }
    }
}
