//! Who acts for a member: asking somebody to act too, and ending it.
//!
//! Always holds: only who acts for a member sees the page; the member is held while it changes, so that of two changes at once the
//! second finds the first. Not here: saying yes (`accept`).

pub mod accept;
pub mod store;

use app::forms::{PAGE, numbered};
use app::ids::Code;
use app::journal::What;
use app::members::operators::{
    ActForMail, AskOperatorForm, EndOperatorForm, OperatorAct, OperatorRefusal, OperatorsPage, may_ask, may_end,
    operators_page,
};
use app::notices::NoticeKind;
use app::paths::exchange::{ActFor, EndOperator, Operators};
use app::paths::installation::Me;
use app::time::Instant;
use app::ui::chrome::href_in;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;

use self::store::{NewOperatorAsk, OwnMember};
use super::paper::store::hold;
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::mail::{self, Mail, MailKey, whom};
use crate::notices::{self, NewNotice};
use crate::sign_in::link::{self, HOUR};
use crate::sign_in::store::person;
use crate::site::Site;

/// How long the link holds: a week, in seconds.
const HOLDS: i64 = 7 * 24 * HOUR;

/// The member of the path, of whoever acts for them; for everybody else there is no such page.
async fn subject(member: &Member, site: &Site, path: &Operators) -> Result<OwnMember, Error> {
    let code = Code::typed(&path.own).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let who = (member.scope(), member.person.id);
    store::own(&mut conn, who, &code).await?.ok_or(Error::NotFound)
}

/// `GET /operators/{own}`
pub async fn page(path: Operators, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let own = subject(&member, &site, &path).await?;
    let form = AskOperatorForm { id: fresh_key().to_string(), email: String::new() };
    show((&member, &site), own, form, Vec::new()).await
}

/// The page; 422 with errors.
async fn show(
    (member, site): (&Member, &Site),
    own: OwnMember,
    form: AskOperatorForm,
    errors: Vec<FieldError>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let (key, zone) = ((member.exchange.id, own.member_id), &member.exchange.zone);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = OperatorsPage {
        all: store::people(&mut conn, key, zone).await?,
        asked: store::asked(&mut conn, key, (site.clock.now(), zone)).await?,
        code: own.code,
        name: own.name,
        me: member.person.id,
        form,
        errors,
    };
    Ok((status, Html(operators_page(&member.chrome, &page))).into_response())
}

/// What a change takes, made before the transaction.
struct OperatorsChange {
    own: OwnMember,
    what: OperatorAct,
    act: Act,
    zone: TimeZone,
    token: String,
    mail: MailKey,
    exchange: Exchange,
    public_url: String,
    by: String,
}

/// Why nothing changed.
pub(super) enum NotActing {
    /// It cannot be.
    Refused(OperatorRefusal),
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotActing {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// `POST /operators/{own}`: the same form again asks nobody more.
pub async fn ask(
    path: Operators,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<AskOperatorForm>,
) -> Result<Response, Error> {
    let own = subject(&member, &site, &path).await?;
    let read = numbered(&form.id, member.chrome.language, form.parse(member.chrome.language));
    change((&member, &site), own, form, read).await
}

/// `POST /operators/{own}/end`: the same form again ends nothing more.
pub async fn end(
    path: EndOperator,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<EndOperatorForm>,
) -> Result<Response, Error> {
    let own = subject(&member, &site, &Operators { own: path.own }).await?;
    let read = numbered(&form.id, member.chrome.language, form.parse(member.chrome.language));
    change((&member, &site), own, AskOperatorForm { id: form.id, email: String::new() }, read).await
}

async fn change(
    (member, site): (&Member, &Site),
    own: OwnMember,
    form: AskOperatorForm,
    read: Result<(i64, OperatorAct), Vec<FieldError>>,
) -> Result<Response, Error> {
    let (id, what) = match read {
        Ok(read) => read,
        Err(errors) => {
            let form = AskOperatorForm { id: journal::number(&form.id), ..form };
            return show((member, site), own, form, errors).await;
        }
    };
    let act = Act::new(What::Operators, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = Act { object: own.code.to_string(), ..act.asking(&(&own.code, &what)) };
    let stops = what == OperatorAct::End(member.person.id);
    let work = OperatorsChange {
        own: own.clone(),
        what,
        act,
        zone: member.exchange.zone.clone(),
        token: link::token(),
        mail: MailKey::fresh(),
        exchange: member.exchange.clone(),
        public_url: site.config.public_url.clone(),
        by: member.person.name.clone(),
    };
    match site.db.write(work, write).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            site.mail_waits.notify_one();
            let back =
                if stops { Me.to_string() } else { member.chrome.href(&Operators { own: own.code.to_string() }) };
            Ok(with_flash(site, &back, Flash::Saved))
        }
        Err(Failed::Refused(NotActing::Refused(refusal))) => {
            let error = FieldError { field: PAGE, message: refusal.text(member.chrome.words()) };
            let form = AskOperatorForm { id: fresh_key().to_string(), ..form };
            show((member, site), own, form, vec![error]).await
        }
        Err(Failed::Refused(NotActing::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn write(tx: &mut Tx, work: &OperatorsChange) -> Result<(), Failed<NotActing>> {
    if journal::begin::<Failed<NotActing>>(tx, &work.act).await? != Begun::Now {
        return Ok(());
    }
    let key = (work.act.exchange, work.own.member_id);
    hold(tx, key).await?;
    let all = store::people(tx.conn(), key, &work.zone).await?;
    let refused = |refusal| Failed::Refused(NotActing::Refused(refusal));
    let (by, at) = (work.act.by, work.act.at);
    match &work.what {
        // What comes of it is written down once somebody has said yes.
        OperatorAct::Ask(email) => {
            may_ask(&all, by).map_err(refused)?;
            return send(tx, work, email).await;
        }
        OperatorAct::Cancel(id) => {
            may_ask(&all, by).map_err(refused)?;
            let act = work.act.id;
            let is_done =
                store::use_up(tx, key, (*id, act, at)).await? || store::taken_back(tx.conn(), key, (*id, act)).await?;
            return if is_done { Ok(()) } else { Err(refused(OperatorRefusal::Gone)) };
        }
        OperatorAct::End(whom) => {
            may_end(&all, by, *whom).map_err(refused)?;
            store::end(tx, key, (*whom, at)).await?;
        }
    }
    let was = all.len();
    Ok(record(tx, (&work.act, &work.own), (was, was.saturating_sub(1))).await?)
}

/// The line of the record, in figures without names; and whoever acts for the member is told.
pub(super) async fn record(
    tx: &mut Tx,
    (act, own): (&Act, &OwnMember),
    (was, becomes): (usize, usize),
) -> Result<(), DbError> {
    let act = Act { was: was.to_string(), becomes: becomes.to_string(), ..act.clone() };
    journal::record(tx, &act).await?;
    let told = NewNotice {
        exchange: act.exchange,
        account: own.account_id,
        kind: NoticeKind::Operators,
        object: act.id.to_string(),
        pair: String::new(),
        at: act.at,
    };
    notices::tell(tx, &[told]).await?;
    Ok(())
}

/// Asks, unless the same form has.
async fn send(tx: &mut Tx, work: &OperatorsChange, email: &str) -> Result<(), Failed<NotActing>> {
    let (at, id): (Instant, i64) = (work.act.at, work.act.id);
    let new = NewOperatorAsk {
        key: (work.act.exchange, work.own.member_id),
        id,
        email: email.to_owned(),
        hash: link::hash(&work.token),
        by: work.act.by,
        at,
        until: at.plus_seconds(HOLDS),
    };
    if !store::ask(tx, &new).await? {
        let is_same = store::was_asked(tx.conn(), &new).await?;
        return if is_same { Ok(()) } else { Err(Failed::Refused(NotActing::Other)) };
    }
    let named = whom::named(tx.conn(), std::iter::once(work.act.exchange)).await?;
    let officers = named.get(&work.act.exchange).map_or(&[][..], Vec::as_slice);
    let (known, exchange) = (person(tx, email).await?, &work.exchange);
    let mail = ActForMail {
        by: work.by.clone(),
        member: work.own.name.clone(),
        sender: whom::sender((&exchange.name, &exchange.slug), officers, &work.public_url),
        link: format!("{}{}", work.public_url, href_in(&exchange.slug, &ActFor { token: work.token.clone() })),
    };
    let (reader, language) = known.map_or((None, exchange.language), |known| (Some(known.name), known.language));
    let letter = mail.letter(reader, language);
    let mail = Mail { key: work.mail, to: email.to_owned(), letter, until: Some(new.until) };
    Ok(mail::store::enqueue(tx, &[mail], at).await?)
}
