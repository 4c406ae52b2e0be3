//! Going on holiday and coming back: by the member, or by the committee on their behalf.

use app::forms::numbered;
use app::members::states::holiday::{HolidayAsked, HolidayForm, HolidayPage, holiday_page, not_on_holiday};
use app::members::states::{MemberState, StateAct};
use app::paths::exchange::Holiday as HolidayPath;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::store::{self, StatedMember};
use super::work::{NotChanged, StateChange, change};
use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::journal;
use crate::site::Site;

/// `GET /holiday`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let stated = stated(&member, &site).await?;
    let until = stated.until().filter(|_| stated.state() == MemberState::Holiday);
    let until = until.map(|day| day.to_string()).unwrap_or_default();
    let form = HolidayForm { id: fresh_key().to_string(), until, act: String::new() };
    show(&member, &stated, (form, Vec::new()), StatusCode::OK)
}

/// `POST /holiday`: the same form again changes nothing more.
pub async fn change_holiday(
    member: Member,
    State(site): State<Site>,
    Form(form): Form<HolidayForm>,
) -> Result<Response, Error> {
    let stated = stated(&member, &site).await?;
    let (language, now) = (member.chrome.language, site.clock.now());
    let read = form.parse(language, now.day(&member.exchange.zone));
    let (id, asked) = match numbered(&form.id, language, read) {
        Ok(read) => read,
        Err(errors) => {
            let form = HolidayForm { id: journal::number(&form.id), ..form };
            return show(&member, &stated, (form, errors), StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let (step, until) = match asked {
        HolidayAsked::Go(until) => (StateAct::GoOnHoliday, until),
        HolidayAsked::End => (StateAct::ComeBack, None),
    };
    let whose = (stated.member_id, stated.account_id, &stated.code);
    let asked =
        StateChange::of((member.exchange.id, whose), (step, until, String::new()), (id, (member.person.id, now)));
    match site.db.write(asked.asked_by_member(member.on_behalf), change).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&HolidayPath), Flash::Saved))
        }
        Err(Failed::Refused(NotChanged::Refused(refusal))) => {
            let errors = vec![not_on_holiday(member.chrome.words(), refusal)];
            let form = HolidayForm { id: fresh_key().to_string(), ..form };
            let stated = self::stated(&member, &site).await?;
            show(&member, &stated, (form, errors), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Failed::Refused(NotChanged::NotYet | NotChanged::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotChanged::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotChanged::Posted(refusal))) => Err(refusal.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The member for whom they are here.
pub(in crate::members) async fn stated(member: &Member, site: &Site) -> Result<StatedMember, Error> {
    let mut conn = site.db.read().await?;
    store::of_member(&mut conn, member.exchange.id, member.me.id).await?.ok_or(Error::NotFound)
}

fn show(
    member: &Member,
    stated: &StatedMember,
    (form, errors): (HolidayForm, Vec<FieldError>),
    status: StatusCode,
) -> Result<Response, Error> {
    let data = HolidayPage { state: stated.state(), until: stated.until(), form, errors };
    Ok((status, Html(holiday_page(&member.chrome, place_of(&member.chrome)?, data))).into_response())
}
