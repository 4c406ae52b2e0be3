//! What is left of whoever leaves or has died, moved by the committee to an account of the exchange's own: the page.

use app::forms::{FieldError, PAGE, numbered};
use app::ids::Code;
use app::members::states::remainder::{Heir, Remainder, RemainderForm, RemainderPage, remainder_page};
use app::paths::exchange::{MemberState as StatePath, Remainder as RemainderPath};
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::settling::{NotSettled, Settling, settle};
use super::store::{self, StatedMember};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::Failed;
use crate::http::actor::{Committee, Member, MoveRemainders};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::journal;
use crate::members::store::is_own;
use crate::site::Site;

/// Whose remainder it is, and what there is.
struct Remains {
    who: StatedMember,
    left: Remainder,
    is_own: bool,
}

async fn remains(member: &Member, site: &Site, path: &RemainderPath) -> Result<Remains, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let who = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let is_own = is_own(&mut conn, member.scope(), who.account_id, member.person.id).await?;
    let left = store::left(&mut conn, (member.exchange.id, &member.exchange.zone), who.member_id).await?;
    Ok(Remains { left: left.ok_or(Error::NotFound)?, who, is_own })
}

/// `GET /members/{code}/remainder`
pub async fn form(
    path: RemainderPath,
    committee: Committee<MoveRemainders>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let remains = remains(&member, &site, &path).await?;
    let form = RemainderForm { id: fresh_key().to_string(), ..RemainderForm::default() };
    show(&member, &site, remains, (form, Vec::new()))
}

fn show(
    member: &Member,
    site: &Site,
    remains: Remains,
    (form, errors): (RemainderForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let Remains { who, left, is_own } = remains;
    let today = site.clock.now().day(&member.exchange.zone);
    let data = RemainderPage { code: who.code, name: who.name, left, today, is_own, form, errors };
    Ok((status, Html(remainder_page(&member.chrome, place_of(&member.chrome)?, data))).into_response())
}

/// `POST /members/{code}/remainder`: the same form again moves nothing more.
pub async fn decide(
    path: RemainderPath,
    committee: Committee<MoveRemainders>,
    State(site): State<Site>,
    Form(form): Form<RemainderForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let remains = remains(&member, &site, &path).await?;
    let (words, language) = (member.chrome.words(), member.chrome.language);
    if remains.is_own {
        let own = FieldError { field: PAGE, message: words.state_own() };
        return show(&member, &site, remains, (form, vec![own]));
    }
    let (id, reason) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = RemainderForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, remains, (form, errors));
        }
    };
    let settling = Settling {
        exchange: member.exchange.clone(),
        member: remains.who.member_id,
        account: remains.who.account_id,
        code: remains.who.code.clone(),
        heirs: [Heir::Fund, Heir::Remainders].map(|heir| heir.name(member.exchange.language.words())),
        opens: fresh_key(),
        transfer: (fresh_transfer_id(), random()),
        reason,
        who: (id, (member.person.id, site.clock.now())),
    };
    match site.db.write(settling, settle).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            let back = member.chrome.href(&StatePath { code: remains.who.code.to_string() });
            Ok(with_flash(&site, &back, Flash::Saved))
        }
        Err(Failed::Refused(NotSettled::NotNow)) => {
            let form = RemainderForm { id: fresh_key().to_string(), ..form };
            let remains = self::remains(&member, &site, &path).await?;
            let errors = vec![FieldError { field: PAGE, message: words.remainder_error() }];
            show(&member, &site, remains, (form, errors))
        }
        Err(Failed::Refused(NotSettled::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotSettled::Posted(refusal))) => Err(refusal.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
