//! The photo of a member: chosen and removed by them, or by the committee for them, which the journal records.
//!
//! Always holds: a form changes it once; what is removed is what was seen.

pub mod store;

use app::forms::numbered;
use app::ids::{AccountId, MemberId};
use app::journal::What;
use app::members::portrait::{PortraitForm, portrait_page};
use app::notices::NoticeKind;
use app::paths::exchange::Member as MemberPath;
use app::photos::PhotoRefusal;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::Tx;
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::reader::place_of;
use crate::http::upload::Upload;
use crate::journal::{self, Act, Begun};
use crate::notices::{self, NewNotice};
use crate::photos::{self, NewPhoto};
use crate::site::Site;

/// `GET /profile/photo`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    show((&member, &site), &fresh_key().to_string(), &[]).await
}

/// The form; 422 with errors.
async fn show((member, site): (&Member, &Site), id: &str, errors: &[FieldError]) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let stands = store::stands(&mut conn, (member.exchange.id, member.me.id)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = portrait_page(&member.chrome, place_of(&member.chrome)?, (id, stands.as_ref()), errors);
    Ok((status, Html(page)).into_response())
}

/// `POST /profile/photo`: leads to the member's page, where it stands.
pub async fn change(
    member: Member,
    State(site): State<Site>,
    Upload { form, mut files }: Upload<PortraitForm>,
) -> Result<Response, Error> {
    let words = member.chrome.words();
    let (id, ()) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => return show((&member, &site), &journal::number(&form.id), &errors).await,
    };
    let refused = |refusal: PhotoRefusal| [FieldError { field: "photo", message: refusal.sentence(words) }];
    let seen = form.seen.parse().unwrap_or(0);
    let work = if form.removes() {
        plan(&member, &site, (id, Some(seen)))?
    } else {
        let taken = match photos::take(&site, member.person.id, files.one_of("photo")?).await? {
            Ok(taken) => taken,
            Err(refusal) => return show((&member, &site), &form.id, &refused(refusal)).await,
        };
        let new = NewPhoto { exchange: member.exchange.id, id, by: member.person.id };
        photos::keep(&site, new, &taken).await?;
        plan(&member, &site, (id, None))?
    };
    let back = member.chrome.href(&MemberPath { code: work.act.object.clone() });
    site.db.write(work, write).await?;
    site.notices_wait.notify_one();
    Ok(with_flash(&site, &back, Flash::Saved))
}

/// All that a change writes.
struct ChangingPortrait {
    member: MemberId,
    account: AccountId,
    /// The key of the photo that goes; none where the form's own comes.
    goes: Option<i64>,
    act: Act,
    on_behalf: bool,
}

fn plan(member: &Member, site: &Site, (id, goes): (i64, Option<i64>)) -> Result<ChangingPortrait, Error> {
    let code = place_of(&member.chrome)?.mine.as_ref().ok_or(Error::NotFound)?.code.clone();
    let becomes = if goes.is_some() { "photo no" } else { "photo yes" };
    let act = Act::new(What::Profile, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = act.asking(&(&code, becomes));
    Ok(ChangingPortrait {
        member: member.me.id,
        account: member.me.account,
        goes,
        act: Act { object: code.to_string(), becomes: becomes.into(), on_behalf_of: member.me.id, ..act },
        on_behalf: member.on_behalf,
    })
}

async fn write(tx: &mut Tx, plan: &ChangingPortrait) -> Result<(), Error> {
    if plan.on_behalf && journal::begin::<Error>(tx, &plan.act).await? != Begun::Now {
        return Ok(());
    }
    let of = (plan.act.exchange, plan.member);
    let had = store::stands(tx.conn(), of).await?;
    let changed = match plan.goes {
        Some(seen) => store::remove(tx, of, (seen, plan.act.id)).await?,
        None => store::put(tx, of, plan.act.id).await?,
    };
    if !changed {
        // The same form again, or one that showed another photo.
        let again = plan.goes.is_none() || store::is_changed_by(tx, of, plan.act.id).await?;
        return if again { Ok(()) } else { Err(Error::Conflict) };
    }
    if let Some(before) = &had {
        photos::store::let_go_of(tx, (plan.act.exchange, before.photo_id), plan.act.at).await?;
    }
    if plan.on_behalf {
        let was = if had.is_some() { "photo yes" } else { "photo no" }.to_owned();
        journal::record(tx, &Act { was, ..plan.act.clone() }).await?;
        let told = NewNotice {
            exchange: plan.act.exchange,
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
