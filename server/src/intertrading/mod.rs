//! Trade with other exchanges of this installation: the committee's pages about partners here, a member's payment in `work`.
//!
//! Always holds: the legs of an intertrade are posted in one transaction by the ledger; an agreement is answered by the
//! committee that did not propose it.
//!
//! Not here: paths through a third exchange, netting.

pub mod agreements;
pub mod ending;
pub mod seconding;
pub mod store;
pub mod work;

pub use agreements::{AnswerKeys, Answering, NotAgreed, agree};
use app::forms::{PAGE, numbered};
use app::ids::{AgreementId, ExchangeId};
use app::intertrading::forms::Answer;
use app::intertrading::pages::Sides;
use app::intertrading::partner_pages::{
    AgreementState, PartnerRow, PartnerView, odd_rates_page, partner_page, partners_page,
};
use app::intertrading::{AnswerForm, ProposeForm, Terms};
use app::ledger::Unit;
use app::paths::exchange::{Answer as AnswerPath, Partner as PartnerPath, Partners};
use app::paths::query::ListQuery;
use app::roles::Right;
use app::statements::year::{Year, first_day};
use app::time::start_of;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::{Agree, Committee, Member};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::{Form, as_it_stands};
use crate::http::list::Window;
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::http::tenant::{self, Exchange};
use crate::journal;
use crate::rules;
use crate::site::Site;
use crate::statements::store::{self as statements, Of};
use seconding::Signing;
use store::{Agreement, Clearing, ListedPartner, NewAgreement};

impl From<NotAgreed> for Error {
    fn from(why: NotAgreed) -> Self {
        match why {
            NotAgreed::Other | NotAgreed::Recounted => Self::Conflict,
            NotAgreed::Taken | NotAgreed::NotTheirs => Self::NotFound,
        }
    }
}

/// `GET /partners?after=`
pub async fn partners(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let (id, rate) = (fresh_key().to_string(), member.exchange.rules.units_per_hour().to_string());
    let form = ProposeForm { id, rate, ..ProposeForm::default() };
    partners_again(&member, &site, query, (&form, &[])).await
}

/// The page; 422 with errors.
async fn partners_again(
    member: &Member,
    site: &Site,
    query: ListQuery,
    (form, errors): (&ProposeForm, &[FieldError]),
) -> Result<Response, Error> {
    let ours = &member.exchange;
    // What is only proposed is the committee's to know.
    let in_committee = member.may(Right::Agree);
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = store::partners(&mut conn, (ours.id, in_committee), &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::partners(&mut conn, (ours.id, in_committee), &window).await?;
    }
    let choices = if in_committee { store::without_agreement(&mut conn, ours.id).await? } else { Vec::new() };
    let waiting = if in_committee { rules::proposals::waiting(&mut conn, member.scope()).await? } else { Vec::new() };
    let second = in_committee && seconding::course(&mut conn, member, ExchangeId(0)).await?.second;
    let rows = lines.into_iter().map(|ListedPartner { agreement, slug, name, unit, clearing, is_held }| PartnerRow {
        is_held,
        ..row(ours, (slug, name, unit), &agreement, clearing)
    });
    let page = window.page(rows.collect());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = partners_page(
        &member.chrome,
        place_of(&member.chrome)?,
        (query, &page, &waiting, second),
        (form, errors, &choices),
    );
    Ok((status, Html(page)).into_response())
}

fn row(
    ours: &Exchange,
    (slug, partner, unit): (String, String, Unit),
    agreement: &Agreement,
    clearing: Option<Clearing>,
) -> PartnerRow {
    let state = match (agreement.in_force, agreement.ours) {
        (true, _) => AgreementState::InForce,
        (false, true) => AgreementState::ProposedByUs,
        (false, false) => AgreementState::ProposedByThem,
    };
    let sides = Sides {
        ours: Terms { unit: ours.unit.clone(), rate: agreement.our_rate },
        theirs: Terms { unit, rate: agreement.their_rate },
        partner,
        slug,
        since: Some(agreement.since.day(&ours.zone)),
    };
    let clearing = clearing.filter(|_| agreement.in_force).map(|clearing| (clearing.account, clearing.value));
    PartnerRow { sides, state, clearing, is_held: false }
}

/// `POST /partners/propose`
pub async fn propose(
    committee: Committee<Agree>,
    State(site): State<Site>,
    Form(form): Form<ProposeForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (id, proposal) = match numbered(&form.id, language, form.parse(&member.exchange.unit, language)) {
        Ok(proposal) => proposal,
        Err(errors) => {
            let form = ProposeForm { id: journal::number(&form.id), ..form };
            return partners_again(&member, &site, ListQuery::default(), (&form, &errors)).await;
        }
    };
    let words = member.chrome.words();
    let error = |message| [FieldError { field: "partner", message }];
    let theirs = tenant::by_slug(&mut *site.db.read().await?, &proposal.partner).await?;
    let Some(theirs) = theirs.filter(|theirs| theirs.id != member.exchange.id) else {
        let error = error(words.trade_partner_unknown());
        return partners_again(&member, &site, ListQuery::default(), (&form, &error)).await;
    };
    let our_terms = Terms { unit: member.exchange.unit.clone(), rate: proposal.rate };
    let their_terms = Terms { unit: theirs.unit.clone(), rate: theirs.rules.units_per_hour() };
    let shown = format!("{} {}", our_terms.rate, their_terms.rate);
    if form.shown != shown {
        let (partner, slug) = (theirs.name.clone(), theirs.slug.clone());
        let sides = Sides { ours: our_terms.clone(), theirs: their_terms.clone(), partner, slug, since: None };
        let asked = ProposeForm { shown, ..form.clone() };
        if let Some(page) = odd_rates_page(&member.chrome, place_of(&member.chrome)?, &sides, &asked) {
            return Ok(Html(page).into_response());
        }
    }
    let new = NewAgreement {
        id: AgreementId(id),
        a: (member.exchange.id, proposal.rate, proposal.reach),
        b: (theirs.id, their_terms.rate, proposal.reach.mirrored(&our_terms, &their_terms)),
        counting: Some([our_terms.unit.counting(), their_terms.unit.counting()]),
        note: proposal.note,
        by: member.person.id,
        at: site.clock.now(),
    };
    match seconding::proposes(&member, &site, (&new, &theirs)).await? {
        Signing::AtOnce => {}
        Signing::Waits(there) => return Ok(there),
        Signing::Not(message) => {
            return partners_again(&member, &site, ListQuery::default(), (&form, &error(message))).await;
        }
    }
    match site.db.write(new, agreements::propose).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&Partners), Flash::Proposed))
        }
        Err(Failed::Refused(NotAgreed::Recounted)) => {
            let member = as_it_stands(&site, &member).await?;
            let message = member.chrome.words().form_recounted(&member.exchange.unit.plural);
            let again = [FieldError { field: "down", message }];
            let mut page = partners_again(&member, &site, ListQuery::default(), (&form, &again)).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(Failed::Refused(NotAgreed::Taken)) => {
            let error = error(words.trade_partner_busy());
            partners_again(&member, &site, ListQuery::default(), (&form, &error)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /partners/{slug}`
pub async fn partner(path: PartnerPath, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = AnswerForm { id: fresh_key().to_string(), ..AnswerForm::default() };
    partner_again(&member, &site, &path.slug, (&form, &[])).await
}

async fn partner_again(
    member: &Member,
    site: &Site,
    slug: &str,
    (form, errors): (&AnswerForm, &[FieldError]),
) -> Result<Response, Error> {
    let ours = &member.exchange;
    let in_committee = member.may(Right::Agree);
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let agreements = store::agreements(&mut conn, ours.id).await?;
    let found = agreements.into_iter().find(|agreement| agreement.partner == theirs.id);
    let agreement = found.filter(|agreement| agreement.in_force || in_committee).ok_or(Error::NotFound)?;
    let clearing = store::clearing(&mut conn, ours.id, theirs.id).await?;
    let (mut months, mut year) = (Vec::new(), None);
    if let Some(clearing) = &clearing {
        months = store::months(&mut conn, ours.id, clearing.id).await?;
        let today = site.clock.now().day(&ours.zone);
        let of = Of { scope: member.scope(), account: clearing.id };
        let from = start_of(first_day(today), &ours.zone);
        year = Some(Year::up_to(today, statements::year(&mut conn, of, (from, i64::MAX)).await?));
    }
    let view = PartnerView {
        row: row(ours, (theirs.slug, theirs.name, theirs.unit), &agreement, clearing),
        agreement: agreement.id.0,
        note: agreement.note.clone(),
        reach: (agreement.reach.down, agreement.reach.up),
        months,
        year,
        may_answer: in_committee,
        is_own: agreement.is_signed_by(member.person.id),
        second: in_committee && seconding::course(&mut conn, member, theirs.id).await?.second,
        waiting: if in_committee { seconding::waiting(&mut conn, (ours.id, theirs.id)).await? } else { None },
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = partner_page(&member.chrome, place_of(&member.chrome)?, &view, (form, errors));
    Ok((status, Html(page)).into_response())
}

/// `POST /partners/{slug}/answer`
pub async fn answer(
    path: AnswerPath,
    committee: Committee<Agree>,
    State(site): State<Site>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let read = numbered(&form.agreement, language, form.parse(&member.exchange.unit, language));
    let (act, (id, answer)) = match numbered(&form.id, language, read) {
        Ok(read) => read,
        Err(errors) => {
            let form = AnswerForm { id: journal::number(&form.id), ..form };
            return partner_again(&member, &site, &path.slug, (&form, &errors)).await;
        }
    };
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    let agreements = store::agreements(&mut conn, member.exchange.id).await?;
    drop(conn);
    let asked = agreements.iter().find(|one| one.id == AgreementId(id) && one.partner == theirs.id);
    // Whoever signed it for them is refused as ever, and so is what is not ours to accept.
    let asked = asked.filter(|one| !one.in_force && !one.ours && !one.is_signed_by(member.person.id));
    if let (Answer::Accept(reach), Some(asked)) = (answer, asked) {
        match seconding::accepts(&member, &site, (asked, &theirs, reach), act).await? {
            Signing::AtOnce => {}
            Signing::Waits(there) => return Ok(there),
            Signing::Not(message) => {
                let error = [FieldError { field: PAGE, message }];
                return partner_again(&member, &site, &path.slug, (&form, &error)).await;
            }
        }
    }
    let said = Answering {
        exchange: member.exchange.id,
        partner: theirs.id,
        by: member.person.id,
        at: site.clock.now(),
        id: AgreementId(id),
        answer,
        keys: AnswerKeys::of(act),
    };
    site.db.write(said, agreements::answer).await?;
    site.notices_wait.notify_one();
    let flash = if matches!(answer, Answer::Accept(_)) { Flash::Accepted } else { Flash::Declined };
    Ok(with_flash(&site, &member.chrome.href(&Partners), flash))
}
