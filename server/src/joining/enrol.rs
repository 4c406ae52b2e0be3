//! The committee adds a member: its account, its person if there is an e-mail, and the mail that says so, in one transaction. Where an
//! admission takes two officers, nobody is added so by one alone: whoever reads no mail is entered, and another officer confirms it
//! (`entering`).

use app::forms::{PAGE, numbered};
use app::ids::{AccountId, MemberId, PersonId};
use app::journal::{What, figures};
use app::limits::due::first;
use app::members::Candidate;
use app::members::add::{AddMemberForm, MemberAsked, add_member_page};
use app::paths::exchange::{AddMember, Member as MemberPath, PaperCode, Proposal};
use app::roles::Right;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::entering::{Entering, enter};
use super::seconding::{Yes, course};
use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::{Committee, Enrol, Member, Scope};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::{Form, as_it_stands};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, still_counts};
use crate::members::add::store;
use crate::members::add::welcome::{Welcome, welcome};
use crate::members::store::{FirstLimits, NewMember, Phone, called, create_member};
use crate::sign_in::persons::{NewPerson, create_person, set_mailbox};
use crate::site::Site;

/// `GET /settings/members`
pub async fn form(committee: Committee<Enrol>, State(site): State<Site>) -> Result<Response, Error> {
    // A coordinator enters those who live where they look after people.
    let area = committee.member.areas.first().cloned().unwrap_or_default();
    let form = AddMemberForm { id: fresh_key().to_string(), kind: "person".into(), area, ..AddMemberForm::default() };
    show(&committee.member, &form, (&[], takes_two(&committee.member, &site).await?))
}

/// Whether it takes another officer to let somebody in.
async fn takes_two(member: &Member, site: &Site) -> Result<bool, Error> {
    let mut conn = site.db.read().await?;
    Ok(course(&mut conn, &member.exchange, (0, member.person.id)).await?.second)
}

/// The page; 422 with errors.
fn show(member: &Member, form: &AddMemberForm, (errors, takes_two): (&[FieldError], bool)) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page(member, form, (errors, takes_two)))).into_response())
}

fn page(member: &Member, form: &AddMemberForm, (errors, takes_two): (&[FieldError], bool)) -> String {
    let exchange = &member.exchange;
    let (first, _) = first(&exchange.rules);
    let limits = (&exchange.unit, first.min, first.max);
    add_member_page(&member.chrome, (limits, member.may(Right::SetRules), takes_two), form, errors)
}

/// Why nobody was added.
#[derive(Debug)]
pub(super) enum NotAdded {
    /// The person of that e-mail acts for a member here already.
    KnownHere,
    /// The host allows no more members than these.
    Full(i64),
    /// The form does not say that it is somebody else than these.
    Namesakes(Vec<Candidate>),
    /// The form's key stands for something else.
    Other,
    /// The exchange counts otherwise than when its first limits were read.
    Recounted,
}

impl From<OtherAct> for NotAdded {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Everything a unit of work needs: ids, times and secrets are made before it runs.
struct Adding {
    asked: MemberAsked,
    form: AddMemberForm,
    scope: Scope,
    act: Act,
    member: NewMember,
    /// How the exchange counted when the member's limits were read.
    counting: i64,
    person: NewPerson,
    welcome: Welcome,
}

/// `POST /settings/members`: the same form again leads to the member that it added.
pub async fn add(
    committee: Committee<Enrol>,
    State(site): State<Site>,
    Form(form): Form<AddMemberForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let takes_two = takes_two(&member, &site).await?;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(asked) => asked,
        Err(errors) => {
            let form = AddMemberForm { id: journal::number(&form.id), ..form };
            return show(&member, &form, (&errors, takes_two));
        }
    };
    if !member.may_in(Right::Enrol, &asked.area) {
        let message = member.chrome.words().office_error_outside(member.areas.join(", "));
        return show(&member, &form, (&[FieldError { field: "area", message }], takes_two));
    }
    if takes_two {
        if asked.email.is_some() {
            let message = member.chrome.words().add_error_second();
            return show(&member, &form, (&[FieldError { field: "email", message }], true));
        }
        return match site.db.write(Entering::by(&member, &site, &form, (asked, id)), enter).await {
            Ok(Yes::In(code)) => Ok(added(&member, &site, (code.to_string(), true))),
            Ok(Yes::Waits(proposal)) => Ok(waits(&member, &site, proposal)),
            Err(failed) => not_added(&member, &site, (form, true), failed).await,
        };
    }
    // Who reads no mail is handed a code on paper next.
    let by_paper = asked.email.is_none();
    let plan = plan(&member, &site, &form, (asked, id));
    match site.db.write(plan, write).await {
        Ok(code) => Ok(added(&member, &site, (code, by_paper))),
        Err(failed) => not_added(&member, &site, (form, false), failed).await,
    }
}

fn added(member: &Member, site: &Site, (code, by_paper): (String, bool)) -> Response {
    site.mail_waits.notify_one();
    let next = match by_paper {
        true => member.chrome.href(&PaperCode { code }),
        false => member.chrome.href(&MemberPath { code }),
    };
    with_flash(site, &next, Flash::MemberAdded)
}

/// To what waits for another officer; whoever may not read that goes on with the form.
fn waits(member: &Member, site: &Site, proposal: i64) -> Response {
    site.notices_wait.notify_one();
    if member.may(Right::AddMembers) {
        return Redirect::to(&member.chrome.href(&Proposal { proposal: proposal.to_string() })).into_response();
    }
    with_flash(site, &member.chrome.href(&AddMember), Flash::Saved)
}

/// The form again, with what stood in the way.
async fn not_added(
    member: &Member,
    site: &Site,
    (form, takes_two): (AddMemberForm, bool),
    failed: Failed<NotAdded>,
) -> Result<Response, Error> {
    let words = member.chrome.words();
    let again = |field, message| show(member, &form, (&[FieldError { field, message }], takes_two));
    match failed {
        Failed::Refused(NotAdded::KnownHere) => again("email", words.add_error_known()),
        Failed::Refused(NotAdded::Full(most)) => again(PAGE, words.member_full(most)),
        Failed::Refused(NotAdded::Namesakes(namesakes)) => {
            let (form, error) = form.asking_about(member.chrome.language, &namesakes);
            show(member, &form, (&[error], takes_two))
        }
        Failed::Refused(NotAdded::Recounted) => {
            let member = as_it_stands(site, member).await?;
            let message = member.chrome.words().form_recounted(&member.exchange.unit.plural);
            let page = page(&member, &form, (&[FieldError { field: PAGE, message }], takes_two));
            Ok((StatusCode::CONFLICT, Html(page)).into_response())
        }
        Failed::Refused(NotAdded::Other) => Err(Error::Conflict),
        Failed::Db(error) => Err(error.into()),
    }
}

fn plan(member: &Member, site: &Site, form: &AddMemberForm, (asked, id): (MemberAsked, i64)) -> Adding {
    let at = site.clock.now();
    let exchange = &member.exchange;
    let (first, is_newcomer) = first(&exchange.rules);
    let limits = Limits::of(first.parts());
    let figures = [limits.min_balance, limits.max_balance, limits.warn_min, limits.warn_max];
    let becomes = figures::limits(&exchange.unit, figures);
    let person = PersonId(fresh_key());
    Adding {
        act: Act { becomes, ..Act::new(What::Member, (exchange.id, id), (member.person.id, at)).asking(&asked) },
        member: NewMember {
            exchange: exchange.id,
            id: MemberId(fresh_key()),
            account: AccountId(fresh_key()),
            code: None,
            name: asked.name.clone(),
            kind: asked.kind,
            about: asked.about.clone(),
            phone: Phone::default(),
            area: asked.area.clone(),
            limits,
            follows: if is_newcomer { FirstLimits::Newcomer } else { FirstLimits::Everybody },
            operators: Vec::new(),
            joined_at: at,
        },
        counting: exchange.unit.counting(),
        welcome: Welcome::by(member, site, (person, at)),
        person: NewPerson {
            id: person,
            email: asked.email.clone(),
            name: asked.name.clone(),
            language: exchange.language,
            password_hash: String::new(),
            is_host: false,
        },
        asked,
        form: form.clone(),
        scope: member.scope(),
    }
}

async fn write(tx: &mut Tx, plan: &Adding) -> Result<String, Failed<NotAdded>> {
    if let Begun::Before(code) = journal::begin::<Failed<NotAdded>>(tx, &plan.act).await? {
        return Ok(code);
    }
    if let Some(most) = store::full_at(tx, plan.act.exchange).await? {
        return Err(Failed::Refused(NotAdded::Full(most)));
    }
    let (mut known, mut member) = (None, plan.member.clone());
    if let Some(email) = plan.asked.email.as_ref().filter(|_| plan.asked.shared) {
        create_person(tx, &NewPerson { email: None, ..plan.person.clone() }, plan.act.at).await?;
        set_mailbox(tx, plan.person.id, Some(email.clone())).await?;
        member.operators.push(plan.person.id);
    } else if let Some(email) = &plan.asked.email {
        known = store::person(tx, email).await?;
        let person = match known {
            Some(known) if store::acts_here(tx, plan.act.exchange, known.id).await? => {
                return Err(Failed::Refused(NotAdded::KnownHere));
            }
            Some(known) => known.id,
            None => {
                create_person(tx, &plan.person, plan.act.at).await?;
                plan.person.id
            }
        };
        member.operators.push(person);
    }
    let code = create_member(tx, &member, plan.act.by).await?;
    // Its code was drawn from the exchange's row, which is held since.
    if !still_counts(tx, plan.act.exchange, plan.counting).await? {
        return Err(Failed::Refused(NotAdded::Recounted));
    }
    let act = Act { object: code.to_string(), ..plan.act.clone() };
    journal::record(tx, &act).await?;
    // Nobody of that name joins meanwhile, and a twin of this form that was faster has made this run again.
    let namesakes = called(tx.conn(), plan.scope, &member.name).await?.into_iter().map(|other| other.candidate);
    let namesakes: Vec<_> = namesakes.filter(|other| other.code != code).collect();
    if !plan.form.is_none_of(&namesakes) {
        return Err(Failed::Refused(NotAdded::Namesakes(namesakes)));
    }
    if let Some(email) = plan.asked.email.clone() {
        welcome(tx, &plan.welcome, (email, plan.asked.name.clone(), known), &code).await?;
    }
    Ok(code.to_string())
}
