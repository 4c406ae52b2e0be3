//! What who applied sees and does until it is decided: who decides, what they offer, taking it back.

use app::ids::PersonId;
use app::joining::forms::OffersForm;
use app::joining::waiting::{WaitingPage, offers_page, waiting_page};
use app::joining::{ApplicationAct, ApplicationState};
use app::paths::exchange::Home;
use app::roles::{Right, Role, may};
use app::rules::who_may_join::WhoMayJoin;
use app::time::Instant;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::admit::{NotAnswered, admit};
use super::invitations::store as invitations;
use super::mails::Told;
use super::seconding::{Yes, over, proposed, say_yes, was_proposed};
use super::store::{self, Application, ApplicationStep, NewApplication};
use super::vouching::store as vouching;
use crate::db::{DbError, Tx};
use crate::http::actor::{Signed, Visitor};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act};
use crate::mail::whom;
use crate::site::Site;

/// Applies; whoever has applied already has.
pub(super) async fn apply((site, exchange): (&Site, &Exchange), new: NewApplication) -> Result<(), Error> {
    let told = Told::new(site, exchange, new.key.1);
    let work = (new, told);
    match site.db.write(work, async |tx, (new, told)| file(tx, new, told).await).await {
        Ok(()) => site.mail_waits.notify_one(),
        Err(DbError::Exists) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The application, and the mails to the committee; where everybody may join, and of who was invited, the admission.
pub(super) async fn file(tx: &mut Tx, new: &NewApplication, told: &Told) -> Result<(), DbError> {
    store::apply(tx, new).await?;
    let invitation = (new.key.0, new.invitation);
    let invited_by = match new.invitation {
        0 => None,
        _ => invitations::use_one(tx, invitation, new.at).await?,
    };
    if told.opens || invited_by.is_some() {
        let by = invited_by.unwrap_or(PersonId(0));
        let (admission, act) = &told.at_once;
        let (admission, act) = (admission.clone().said_by(by), Act { by, ..act.clone() });
        // An officer who invited them has said yes with it. Where everybody may join, nobody has to.
        let yes = match told.opens {
            true => admit(tx, &admission).await?.map(Yes::In),
            false => say_yes(tx, &admission, &act).await?,
        };
        match yes {
            Ok(Yes::In(code)) => return journal::record(tx, &Act { object: code.to_string(), ..act }).await,
            Ok(Yes::Waits(_)) => return Ok(()),
            // Without room they wait like everybody else.
            Err(NotAnswered::Full(_)) if invited_by.is_some() => invitations::give_back(tx, invitation).await?,
            Err(NotAnswered::Full(_)) => {}
            // Whoever was added meanwhile is a member already.
            Err(_) => return Ok(()),
        }
    }
    told.tell(tx, (&new.name, new.at)).await
}

/// The page of whoever waits; none for everybody else.
pub async fn standing(visitor: &Visitor, exchange: &Exchange, site: &Site) -> Result<Option<Html<String>>, Error> {
    let Some(person) = &visitor.person else { return Ok(None) };
    let mut conn = site.db.read().await?;
    let own = store::own(&mut conn, exchange.id, person.id).await?;
    let Some(own) = own.filter(|own| own.state == ApplicationState::Applied) else { return Ok(None) };
    let vouched = match exchange.rules.who_may_join() {
        WhoMayJoin::Vouching => {
            Some((vouching::count(&mut conn, (exchange.id, own.id)).await?, exchange.rules.vouchers()))
        }
        _ => None,
    };
    let invited = own.invitation_id != 0;
    let half_admitted = invited && proposed(&mut conn, (exchange.id, own.id)).await?.is_some();
    let unconfirmed = invited && !half_admitted && was_proposed(&mut conn, (exchange.id, own.id)).await?;
    let officers = whom::officers(&mut conn, exchange.id).await?.into_iter();
    let decides = |offices: &[Role]| offices.iter().any(|role| may(*role, Right::AddMembers));
    let page = WaitingPage {
        id: own.id,
        exchange: exchange.name.clone(),
        since: own.applied_at.day(&exchange.zone),
        deciders: officers.filter(|one| decides(&one.roles())).map(|one| one.name).collect(),
        vouched,
        was_invited: invited && !half_admitted && !unconfirmed,
        half_admitted,
        unconfirmed,
        area: own.area,
        offers: own.offers,
        wants: own.wants,
    };
    Ok(Some(Html(waiting_page(&visitor.chrome, &page))))
}

/// The application of who asks, while it waits; there is no such page for anybody else.
async fn waits(signed: &Signed, exchange: &Exchange, site: &Site) -> Result<Option<Application>, Error> {
    let mut conn = site.db.read().await?;
    let own = store::own(&mut conn, exchange.id, signed.person.id).await?.ok_or(Error::NotFound)?;
    Ok((own.state == ApplicationState::Applied).then_some(own))
}

fn home(signed: &Signed) -> Response {
    Redirect::to(&signed.chrome.href(&Home)).into_response()
}

/// `GET /join/offers`
pub async fn offers_form(signed: Signed, exchange: Exchange, State(site): State<Site>) -> Result<Response, Error> {
    Ok(match waits(&signed, &exchange, &site).await? {
        Some(Application { offers, wants, .. }) => {
            Html(offers_page(&signed.chrome, &OffersForm { offers, wants }, &[])).into_response()
        }
        None => home(&signed),
    })
}

/// `POST /join/offers`
pub async fn offers(
    signed: Signed,
    exchange: Exchange,
    State(site): State<Site>,
    Form(form): Form<OffersForm>,
) -> Result<Response, Error> {
    waits(&signed, &exchange, &site).await?;
    let said = match form.parse(signed.chrome.language) {
        Ok(said) => said,
        Err(errors) => {
            let page = offers_page(&signed.chrome, &form, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let whose = (exchange.id, signed.person.id);
    site.db.write((whose, said), async |tx, (whose, said)| store::say(tx, *whose, said.clone()).await).await?;
    Ok(home(&signed))
}

/// Which application is taken back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    /// Its number.
    application: String,
}

/// `POST /join/withdraw`: what is decided stays so.
pub async fn withdraw(
    signed: Signed,
    exchange: Exchange,
    State(site): State<Site>,
    Form(form): Form<WithdrawForm>,
) -> Result<Response, Error> {
    let id = form.application.parse::<i64>().map_err(|_| Error::NotFound)?;
    let own = {
        let mut conn = site.db.read().await?;
        store::own(&mut conn, exchange.id, signed.person.id).await?
    };
    let own = own.filter(|own| own.id == id).ok_or(Error::NotFound)?;
    let work = ((exchange.id, own.id), own.state, (signed.person.id, site.clock.now()));
    let withdrawn = site.db.write(work, async |tx, (key, state, by)| take_back(tx, (*key, *state), *by).await);
    Ok(match withdrawn.await? {
        true => with_flash(&site, &signed.chrome.href(&Home), Flash::JoinWithdrawn),
        false => home(&signed),
    })
}

async fn take_back(
    tx: &mut Tx,
    (key, from): (store::JoiningKey, ApplicationState),
    (by, at): (PersonId, Instant),
) -> Result<bool, DbError> {
    let Ok(to) = from.next(ApplicationAct::Withdraw) else { return Ok(false) };
    if !store::move_on(tx, key, &ApplicationStep { from, to, by, why: String::new(), at }).await? {
        return Ok(false);
    }
    over(tx, key, at).await?;
    Ok(true)
}
