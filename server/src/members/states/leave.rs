//! Asking to leave, and staying after all: by the member, or by the committee on their behalf; and the plan.

use app::forms::{FieldError, numbered};
use app::members::states::leave::{LeaveAsked, LeaveForm, LeavePage, leave_page, not_leaving};
use app::members::states::plan::{LeavePlan, plan_page};
use app::members::states::{MemberState, StateAct};
use app::paths::exchange::Leave as LeavePath;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::holiday::stated;
use super::store::{self, StatedMember};
use super::work::{NotChanged, StateChange, change};
use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::mail::whom::officers;
use crate::site::Site;

/// How many days there are, and the last of them from today on.
fn days(member: &Member, site: &Site) -> (i64, Date) {
    let days = member.exchange.rules.leaving_days();
    (days, site.clock.now().day(&member.exchange.zone).saturating_add(days.days()))
}

/// `GET /leave`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let stated = stated(&member, &site).await?;
    show(&member, &site, &stated, Vec::new())
}

fn show(member: &Member, site: &Site, stated: &StatedMember, errors: Vec<FieldError>) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (state, until, on_behalf) = (stated.state(), stated.until(), member.on_behalf);
    let (days, id) = (days(member, site), fresh_key().to_string());
    let data = LeavePage { state, until, days, on_behalf, id, errors };
    Ok((status, Html(leave_page(&member.chrome, place_of(&member.chrome)?, data))).into_response())
}

/// `POST /leave`: the same form again changes nothing more.
pub async fn ask(member: Member, State(site): State<Site>, Form(form): Form<LeaveForm>) -> Result<Response, Error> {
    let stated = stated(&member, &site).await?;
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => return show(&member, &site, &stated, errors),
    };
    let (step, until) = match asked {
        LeaveAsked::Leave => (StateAct::Leave, Some(days(&member, &site).1)),
        LeaveAsked::Stay => (StateAct::TakeBack, None),
    };
    let whose = (stated.member_id, stated.account_id, &stated.code);
    let who = (id, (member.person.id, site.clock.now()));
    let asked = StateChange::of((member.exchange.id, whose), (step, until, String::new()), who);
    match site.db.write(asked.asked_by_member(member.on_behalf), change).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&LeavePath), Flash::Saved))
        }
        Err(Failed::Refused(NotChanged::Refused(refusal))) => {
            let stated = self::stated(&member, &site).await?;
            show(&member, &site, &stated, vec![not_leaving(member.chrome.words(), refusal)])
        }
        Err(Failed::Refused(NotChanged::NotYet | NotChanged::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotChanged::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotChanged::Posted(refusal))) => Err(refusal.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// `GET /leave/plan`: of whoever is leaving; of whoever is not, as if they asked today.
pub async fn plan(member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let stated = stated(&member, &site).await?;
    let mut conn = site.db.read().await?;
    let (balance, last) = store::balance(&mut conn, member.scope(), member.me.account).await?;
    let officers = officers(&mut conn, member.exchange.id).await?;
    let until = stated.until().filter(|_| stated.state() == MemberState::Leaving);
    let zone = &member.exchange.zone;
    let plan = LeavePlan {
        balance,
        until: until.unwrap_or(days(&member, &site).1),
        today: site.clock.now().day(zone),
        last: (last.0 > 0).then(|| last.day(zone)),
        helpers: officers.into_iter().map(|officer| officer.name).collect(),
    };
    Ok(Html(plan_page(&member.chrome, place_of(&member.chrome)?, &plan)))
}
