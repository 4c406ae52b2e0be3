//! The committee's list of work: what waits, as one text reads it for this page and counts it for the menu. Admitting several at once.

mod parts;

use std::collections::BTreeMap;

use app::forms::each_once::each_once;
use app::forms::{FieldError, PAGE, numbered};
use app::home::work::{WorkPage, work_page};
use app::members::checks::names_of;
use app::words::Words;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::{AddMembers, Committee, Member, SeeWork};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::work_list;
use crate::joining::admit::{Admission, NotAnswered};
use crate::joining::seconding::{Yes, said_before, say_yes};
use crate::joining::store::application;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::still_counts;
use crate::site::Site;

/// `GET /work`
pub async fn page(committee: Committee<SeeWork>, State(site): State<Site>) -> Result<Response, Error> {
    show(&site, &committee.member, WorkPage::default()).await
}

/// The page as it stands, with what is said on it; 422 with errors.
async fn show(site: &Site, member: &Member, said: WorkPage) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let ask = work_list::ask(&member.exchange, (member.person.id, &member.offices), site.clock.now());
    let parts = parts::read(&mut conn, member, ask).await?;
    // What was done with this form waits no longer, in the menu neither.
    let mut chrome = member.chrome.clone();
    if let Some(mine) = chrome.place.as_mut().and_then(|place| place.mine.as_mut()) {
        mine.waits = parts.iter().map(|part| part.count).sum();
    }
    let status = if said.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let id = if said.id.is_empty() { fresh_key().to_string() } else { said.id.clone() };
    Ok((status, Html(work_page(&chrome, WorkPage { parts, id, ..said }))).into_response())
}

/// Those who were chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChosenForm {
    id: String,
    act: String,
    #[serde(flatten, deserialize_with = "each_once")]
    others: BTreeMap<String, String>,
}

/// What stands before the number of an application in the name of its box.
const PICK: &str = "pick-";

impl ChosenForm {
    /// The numbers of the applications, in their order.
    fn chosen(&self) -> Vec<i64> {
        let ticked = self.others.iter().filter(|(_, value)| *value == "yes");
        ticked.filter_map(|(name, _)| name.strip_prefix(PICK)?.parse().ok()).collect()
    }

    /// The first of them, of a form that is to admit somebody.
    fn first(&self, chosen: &[i64], words: &Words) -> Result<i64, Vec<FieldError>> {
        let none = || vec![FieldError { field: PAGE, message: words.work_none_chosen() }];
        chosen.first().copied().filter(|_| self.act == "admit").ok_or_else(none)
    }
}

/// Why none was admitted.
enum NoneAdmitted {
    /// The form's key stands for something else, or the exchange counts otherwise.
    Other,
}

impl From<OtherAct> for NoneAdmitted {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// What admitting several needs.
struct Several {
    /// Each with the key under which it waits, if it has to and is not the first.
    all: Vec<(Admission, i64)>,
    act: Act,
    counting: i64,
}

/// `POST /work`: admits those who were chosen, in one act; of those who are decided by now it is said what they came to.
pub async fn admit_chosen(
    committee: Committee<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<ChosenForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (words, exchange) = (member.chrome.words(), &member.exchange);
    let chosen = form.chosen();
    let (id, first) = match numbered(&form.id, member.chrome.language, form.first(&chosen, words)) {
        Ok(read) => read,
        Err(errors) => {
            let ticked = chosen.iter().map(|one| format!("{PICK}{one}")).collect();
            let said = WorkPage { id: journal::number(&form.id), errors, ticked, ..WorkPage::default() };
            return show(&site, &member, said).await;
        }
    };
    let act = Admission::new(&site, exchange, (first, member.person.id)).admitted(exchange, id).asking(&chosen);
    let one = |one: &i64| Admission::new(&site, exchange, (*one, member.person.id)).checked(exchange);
    let all = chosen.iter().map(|number| (one(number), fresh_key())).collect();
    let work = Several { all, act, counting: exchange.unit.counting() };
    match site.db.write(work, write).await {
        Ok(Done { count, waits, not }) => {
            site.mail_waits.notify_one();
            site.notices_wait.notify_one();
            let said = |count, says: fn(&Words, i64) -> String| (count > 0).then(|| says(words, count));
            let news = [
                said(count, |words, count| words.work_admitted(count)),
                said(waits, |words, count| words.work_proposed(count)),
            ];
            let mut news: Vec<_> = news.into_iter().flatten().collect();
            let mut conn = site.db.read().await?;
            for (id, refused) in not {
                let Some(found) = application(&mut conn, (exchange.id, id)).await? else { continue };
                news.push(match refused {
                    NotAnswered::Decided(decided) => decided.sentence(&member.chrome, &found.name),
                    NotAnswered::Missing(items) => words.apply_missing(&found.name, names_of(&items, words)),
                    NotAnswered::Full(most) => words.member_full(most),
                    NotAnswered::KnownHere | NotAnswered::Unknown => words.apply_is_known(&found.name),
                });
            }
            drop(conn);
            show(&site, &member, WorkPage { news, ..WorkPage::default() }).await
        }
        Err(Failed::Refused(NoneAdmitted::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// What came of those who were chosen.
#[derive(Default)]
struct Done {
    /// How many were admitted.
    count: i64,
    /// How many wait for another officer.
    waits: i64,
    /// What the others came to.
    not: Vec<(i64, NotAnswered)>,
}

async fn write(tx: &mut Tx, work: &Several) -> Result<Done, Failed<NoneAdmitted>> {
    let Several { all, act, counting } = work;
    let every = i64::try_from(all.len()).unwrap_or(i64::MAX);
    if said_before(tx, act).await? {
        return Ok(Done { waits: every, ..Done::default() });
    }
    if let Begun::Before(_) = journal::begin::<Failed<NoneAdmitted>>(tx, act).await? {
        return Ok(Done { count: every, ..Done::default() });
    }
    let (mut lines, mut done, mut free) = (Vec::new(), Done::default(), true);
    for (answering, fresh) in all {
        // The first that waits stands under the key of the form, so that the same form is known again.
        let id = if free { act.id } else { *fresh };
        match say_yes(tx, answering, &Act { id, ..act.clone() }).await? {
            Ok(Yes::In(code)) => lines.push(Act { object: code.to_string(), ..act.clone() }),
            Ok(Yes::Waits(waiting)) => {
                done.waits += 1;
                free &= waiting != act.id;
            }
            Err(refused) => done.not.push((answering.key.1, refused)),
        }
    }
    if !still_counts(tx, act.exchange, *counting).await? {
        return Err(Failed::Refused(NoneAdmitted::Other));
    }
    if let (false, Some((_, fresh))) = (free, all.first()) {
        lines.iter_mut().for_each(|line| line.id = *fresh);
    }
    journal::record_lines(tx, &lines).await?;
    done.count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok(done)
}
