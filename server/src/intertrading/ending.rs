//! Ending an agreement: the committee of either exchange does, with a reason that the members of both read.
//!
//! Always holds: it ends once and in both exchanges at once; what was traded stays, and no clearing account moves away from zero any
//! more, whatever was under way.

use app::forms::numbered;
use app::ids::{ExchangeId, PersonId};
use app::intertrading::EndAgreementForm;
use app::intertrading::partner_pages::end_page;
use app::journal::What;
use app::paths::exchange::{EndAgreement, Partners};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::agreements::NotAgreed;
use super::{row, store};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Agree, Committee, Member};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act, Begun};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::site::Site;

/// `GET /partners/{slug}/end`
pub async fn form(
    path: EndAgreement,
    committee: Committee<Agree>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let form = EndAgreementForm { id: fresh_key().to_string(), ..EndAgreementForm::default() };
    show(&committee.member, &site, &path.slug, (&form, &[])).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    slug: &str,
    (form, errors): (&EndAgreementForm, &[FieldError]),
) -> Result<Response, Error> {
    let ours = &member.exchange;
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let agreements = store::agreements(&mut conn, ours.id).await?;
    let stands = agreements.into_iter().find(|agreement| agreement.in_force && agreement.partner == theirs.id);
    let stands = stands.ok_or(Error::NotFound)?;
    let sides = row(ours, (theirs.slug, theirs.name, theirs.unit), &stands, None).sides;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(end_page(&member.chrome, &sides, (form, errors)))).into_response())
}

/// `POST /partners/{slug}/end`: the same form again ends nothing more.
pub async fn end(
    path: EndAgreement,
    committee: Committee<Agree>,
    State(site): State<Site>,
    Form(form): Form<EndAgreementForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (act, reason) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = EndAgreementForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, &path.slug, (&form, &errors)).await;
        }
    };
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let (by, at) = (member.person.id, site.clock.now());
    let ending = Ending { exchange: member.exchange.id, partner: theirs.id, by, at, act, reason };
    site.db.write(ending, end_once).await?;
    Ok(with_flash(&site, &member.chrome.href(&Partners), Flash::Ended))
}

/// An officer of one exchange ends its agreement with another.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Whose committee.
    pub exchange: ExchangeId,
    /// With whom.
    pub partner: ExchangeId,
    /// Who of them.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The key of the act, in both journals.
    pub act: i64,
    /// Why.
    pub reason: String,
}

/// Ends it; under the same key it was ended before.
///
/// # Errors
/// [`NotAgreed::NotTheirs`] if none is in force between the two, [`NotAgreed::Other`] if the key stands for something else.
pub async fn end_once(tx: &mut Tx, ending: &Ending) -> Result<(), Failed<NotAgreed>> {
    let not_theirs = || Failed::Refused(NotAgreed::NotTheirs);
    let (exchange, partner) = (ending.exchange, ending.partner);
    store::lock(tx, exchange, partner).await?;
    let act = Act::new(What::Ended, (exchange, ending.act), (ending.by, ending.at));
    let act = act.asking(&(partner, &ending.reason));
    if journal::begin::<Failed<NotAgreed>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let standing = store::agreements(tx.conn(), exchange).await?;
    let stands = standing.into_iter().find(|agreement| agreement.in_force && agreement.partner == partner);
    let stands = stands.ok_or_else(not_theirs)?;
    let ours = tenant::by_id(tx.conn(), exchange).await?.ok_or_else(not_theirs)?;
    let theirs = tenant::by_id(tx.conn(), partner).await?.ok_or_else(not_theirs)?;
    journal::is_free::<Failed<NotAgreed>>(tx, partner, act.id).await?;
    if !store::end(tx, stands.id).await? {
        return Err(not_theirs());
    }
    let act = Act { object: stands.id.0.to_string(), why: ending.reason.clone(), ..act };
    // Who did it is for their own members to know. In the order in which the ledger locks accounts.
    let mut sides = [(&ours, &theirs, ending.by), (&theirs, &ours, PersonId(0))];
    sides.sort_by_key(|(to, ..)| to.id);
    for (to, with, by) in sides {
        close(tx, (to, with), Act { exchange: to.id, by, ..act.clone() }).await?;
    }
    Ok(())
}

/// One exchange's side: its clearing account moves toward zero alone, a decision, a new version of its rules.
async fn close(tx: &mut Tx, (to, with): (&Exchange, &Exchange), act: Act) -> Result<(), DbError> {
    if let Some(clearing) = store::clearing(tx.conn(), to.id, with.id).await? {
        let change = LimitsChange {
            exchange: to.id,
            account: clearing.id,
            limits: Limits::between(0, 0),
            reason: act.why.clone(),
            by: act.by,
            at: act.at,
            change_id: act.id,
        };
        set_limits(tx, &change).await?;
    }
    let rules_version = store::new_rules(tx, to.id).await?;
    journal::record(tx, &Act { becomes: with.slug.clone(), rules_version, ..act }).await
}
