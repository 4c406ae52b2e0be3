//! How the others see a member: changed by the member, or corrected by the committee, which the journal records.
//!
//! Always holds: a form changes it once, and only if it shows what stands; of two at once the second is shown both versions, and
//! nothing that was typed is lost.

pub mod store;

use app::forms::numbered;
use app::ids::{AccountId, Code, ExchangeId, MemberId};
use app::journal::What;
use app::members::profile::page::{changed_meanwhile, profile_page};
use app::members::profile::{SeenAs, SeenAsForm};
use app::notices::NoticeKind;
use app::paths::exchange::Member as MemberPath;
use app::ui::{FieldError, Flash};
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, NewNotice};
use crate::site::Site;
use store::Stands;

/// `GET /profile`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let stands = store::seen_as(&mut conn, member.scope(), member.me.id).await?;
    let form = SeenAsForm::of(stands.seen_as, (fresh_key().to_string(), stands.changed_by_form));
    show(&member, StatusCode::OK, (&form, None), &[])
}

fn show(
    member: &Member,
    status: StatusCode,
    forms: (&SeenAsForm, Option<&SeenAs>),
    errors: &[FieldError],
) -> Result<Response, Error> {
    let page = profile_page(&member.chrome, place_of(&member.chrome)?, forms, errors);
    Ok((status, Html(page)).into_response())
}

/// Why it was not changed.
#[derive(Debug)]
enum SeenAsBefore {
    /// Somebody else has changed it since the page was made: to this.
    Stale(Box<Stands>),
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for SeenAsBefore {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// `POST /profile`: leads to the member's page, where it stands as the others see it.
pub async fn change(member: Member, State(site): State<Site>, Form(form): Form<SeenAsForm>) -> Result<Response, Error> {
    let language = member.chrome.language;
    let (id, seen_as) = match numbered(&form.id, language, form.parse(language)) {
        Ok(asked) => asked,
        Err(errors) => {
            let form = SeenAsForm { id: journal::number(&form.id), ..form };
            return show(&member, StatusCode::UNPROCESSABLE_ENTITY, (&form, None), &errors);
        }
    };
    let code = place_of(&member.chrome)?.mine.as_ref().ok_or(Error::NotFound)?.code.clone();
    let back = member.chrome.href(&MemberPath { code: code.to_string() });
    match site.db.write(plan(&member, &site, (id, code), (seen_as, &form.seen)), write).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &back, Flash::Saved))
        }
        Err(Failed::Refused(SeenAsBefore::Stale(stands))) => {
            let Stands { seen_as, changed_by_form } = *stands;
            let form = SeenAsForm { seen: changed_by_form.to_string(), ..form };
            let error = changed_meanwhile(member.chrome.words());
            show(&member, StatusCode::CONFLICT, (&form, Some(&seen_as)), &[error])
        }
        Err(Failed::Refused(SeenAsBefore::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// All that a change writes.
struct Changing {
    member: MemberId,
    account: AccountId,
    seen_as: SeenAs,
    /// The key of the form that had changed it last when the page was made; none if that was no page of ours.
    seen: Option<i64>,
    /// In whose order members stand.
    language: Language,
    /// The key of the form, and what the committee's journal says of it.
    act: Act,
    on_behalf: bool,
}

fn plan(member: &Member, site: &Site, (id, code): (i64, Code), (seen_as, seen): (SeenAs, &str)) -> Changing {
    let (exchange, by): (ExchangeId, _) = (member.exchange.id, member.person.id);
    let act = Act::new(What::Profile, (exchange, id), (by, site.clock.now())).asking(&(&code, &seen_as));
    Changing {
        member: member.me.id,
        account: member.me.account,
        seen: seen.parse().ok(),
        language: member.exchange.language,
        act: Act { object: code.to_string(), on_behalf_of: member.me.id, ..act },
        on_behalf: member.on_behalf,
        seen_as,
    }
}

async fn write(tx: &mut Tx, plan: &Changing) -> Result<(), Failed<SeenAsBefore>> {
    if plan.on_behalf && journal::begin::<Failed<SeenAsBefore>>(tx, &plan.act).await? != Begun::Now {
        return Ok(());
    }
    let (exchange, stands) = (plan.act.exchange, store::hold(tx, (plan.act.exchange, plan.member)).await?);
    if stands.changed_by_form == plan.act.id {
        let is_same = stands.seen_as == plan.seen_as;
        return if is_same { Ok(()) } else { Err(Failed::Refused(SeenAsBefore::Other)) };
    }
    if Some(stands.changed_by_form) != plan.seen {
        return Err(Failed::Refused(SeenAsBefore::Stale(Box::new(stands))));
    }
    if stands.seen_as == plan.seen_as {
        return Ok(());
    }
    store::change(tx, (exchange, plan.member), (&plan.seen_as, plan.language), plan.act.id).await?;
    if plan.on_behalf {
        let (was, becomes) = plan.seen_as.change_from(&stands.seen_as);
        journal::record(tx, &Act { was, becomes, ..plan.act.clone() }).await?;
        let told = NewNotice {
            exchange,
            account: plan.account,
            kind: NoticeKind::Corrected,
            object: plan.act.id.to_string(),
            pair: String::new(),
            at: plan.act.at,
        };
        notices::tell(tx, &[told]).await?;
    }
    Ok(())
}
