//! The receipt of one transfer as its parties and the committee see it, and what is said of an id that was used already.

use app::ids::{AccountId, Code, TransferId};
use app::ledger::Kind;
use app::paths::exchange::Transfer as TransferPath;
use app::payments::receipts::{ReaderSide, ReceiptView, Undoes, UndoneBy, Why, receipt_page, used_page};
use app::payments::trades::{TradeReceipt, trade_receipt_page};
use app::roles::Right;
use app::ui::chrome::href_as;
use app::ui::text::amount_text;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use sqlx::AnyConnection;

use super::work::find;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::reader::place_of;
use crate::intertrading::work::other_side;
use crate::ledger::Stored;
use crate::ledger::store::undoing;
use crate::members::store as members;
use crate::site::Site;
use crate::statements::store::numbered;

/// `GET /transfers/{id}`: for its parties and the committee.
pub async fn receipt(path: TransferPath, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let id = match path.id.parse::<TransferId>() {
        Ok(id) => id,
        // Spoken of by its number, it is found by it.
        Err(_) => numbered(&mut conn, member.scope(), &path.id).await?.ok_or(Error::NotFound)?,
    };
    let stored = find(&mut conn, member.scope(), id).await?.ok_or(Error::NotFound)?;
    drop(conn);
    if let Some(code) = other_own(&member, &stored) {
        return Ok(Redirect::to(&href_as(&member.exchange.slug, code, &path)).into_response());
    }
    let page = shown(&site, &member, &stored, Why::Asked).await?.ok_or(Error::NotFound)?;
    Ok(Html(page).into_response())
}

/// The account of the reader that is a party to it, if it is not the one they are here for: mails name the transfer alone.
fn other_own<'a>(member: &'a Member, stored: &Stored) -> Option<&'a Code> {
    let is_party = |account: AccountId| account == stored.payer || account == stored.payee;
    let other = member.own.iter().find(|(me, _)| is_party(me.account)).map(|(_, code)| code);
    other.filter(|_| !is_party(member.me.account))
}

/// The page of what stands under the id, if the reader may see it.
pub(super) async fn standing(
    site: &Site,
    member: &Member,
    (id, why): (TransferId, Why),
) -> Result<Option<String>, Error> {
    let mut conn = site.db.read().await?;
    let stored = find(&mut conn, member.scope(), id).await?;
    drop(conn);
    match stored {
        Some(stored) => shown(site, member, &stored, why).await,
        None => Ok(None),
    }
}

/// 409: what the id stands for, shown to its parties alone.
pub(super) async fn other_terms(site: &Site, member: &Member, id: TransferId) -> Result<Response, Error> {
    let page = standing(site, member, (id, Why::OtherTerms)).await?;
    let page = page.unwrap_or_else(|| used_page(&member.chrome));
    Ok((StatusCode::CONFLICT, Html(page)).into_response())
}

/// The receipt as this reader sees it; none if they may not.
async fn shown(site: &Site, member: &Member, stored: &Stored, why: Why) -> Result<Option<String>, Error> {
    let place = place_of(&member.chrome)?;
    if stored.partner_id != 0 {
        let view = trade_view(site, member, (stored, why)).await?;
        return Ok(view.map(|view| trade_receipt_page(&member.chrome, place, &view)));
    }
    let view = view(site, member, stored).await?;
    Ok(view.map(|view| receipt_page(&member.chrome, place, &view, why)))
}

/// A transfer as this reader sees it; none if they may not.
async fn view(site: &Site, member: &Member, stored: &Stored) -> Result<Option<ReceiptView>, Error> {
    let mine: AccountId = member.me.account;
    let (side, after) = if stored.payer == mine {
        (ReaderSide::Payer, Some((stored.payer_after, stored.payer_warned)))
    } else if stored.payee == mine {
        (ReaderSide::Payee, Some((stored.payee_after, stored.payee_warned)))
    } else if member.may(Right::SeeBalances) {
        (ReaderSide::Neither, None)
    } else {
        return Ok(None);
    };
    let mut conn = site.db.read().await?;
    let payee = members::name(&mut conn, member.scope(), stored.payee).await?;
    Ok(Some(ReceiptView {
        id: stored.id,
        number: stored.position,
        payer: members::name(&mut conn, member.scope(), stored.payer).await?,
        amount: stored.amount,
        description: stored.description.clone(),
        booked_at: stored.booked_at,
        side,
        after,
        on_behalf: stored.on_behalf,
        reverses: undoes(&mut conn, member, stored).await?,
        undone: undone(&mut conn, member, (stored.id, ""), &payee.1).await?,
        payee,
        imported: stored.kind == Kind::Imported,
        waiver: stored.waiver_reason.clone(),
        rules_version: stored.rules_version,
    }))
}

/// An intertrade as this reader sees it; none if they may not.
async fn trade_view(site: &Site, member: &Member, (leg, why): (&Stored, Why)) -> Result<Option<TradeReceipt>, Error> {
    // Above zero: the clearing account took it, so our member paid.
    let paid = leg.value > 0;
    let (party, after) = if paid { (leg.payer, leg.payer_after) } else { (leg.payee, leg.payee_after) };
    if party != member.me.account && !member.may(Right::SeeBalances) {
        return Ok(None);
    }
    let mut conn = site.db.read().await?;
    let (here_code, here) = members::name(&mut conn, member.scope(), party).await?;
    let theirs = other_side(&mut conn, leg).await?;
    let partner = theirs.as_ref().map_or(String::new(), |theirs| theirs.name.clone());
    let there = format!("{} {}", leg.partner_name, leg.partner_code);
    let undone = undone(&mut conn, member, (leg.id, &partner), if paid { &leg.partner_name } else { &here }).await?;
    let language = member.chrome.language;
    let other_amount = theirs.as_ref().and_then(|theirs| Some(amount_text(&theirs.unit, language, theirs.amount?)));
    Ok(Some(TradeReceipt {
        id: leg.id,
        rules_version: leg.rules_version,
        number: leg.position,
        paid,
        here,
        here_code,
        there,
        there_code: Code::stored(leg.partner_code.clone()),
        partner,
        amount: leg.amount,
        other_amount,
        value: leg.value,
        description: leg.description.clone(),
        booked_at: leg.booked_at,
        after,
        why,
        reverses: undoes(&mut conn, member, leg).await?,
        may_undo: undone.is_none()
            && leg.reverses.is_none()
            && party != member.me.account
            && member.may(Right::Reverse),
        undone,
        on_behalf: leg.on_behalf,
    }))
}

/// What a transfer undoes, if it does, and whether as something given back.
async fn undoes(conn: &mut AnyConnection, member: &Member, stored: &Stored) -> Result<Option<Undoes>, Error> {
    let Some(id) = stored.reverses else { return Ok(None) };
    let by_committee = undoing(conn, member.exchange.id, id).await?.is_none_or(|opposite| opposite.by_committee);
    Ok(Some(Undoes { id, gives_back: !by_committee }))
}

/// What became of a transfer, if it was undone: by a person of ours, by the partner's committee, or by this payee.
async fn undone(
    conn: &mut AnyConnection,
    member: &Member,
    (id, partner): (TransferId, &str),
    payee: &str,
) -> Result<Option<UndoneBy>, Error> {
    let Some(opposite) = undoing(conn, member.exchange.id, id).await? else { return Ok(None) };
    let ours = opposite.on_behalf || partner.is_empty();
    let given_back = !opposite.by_committee;
    let who = match (given_back, ours) {
        (true, _) => payee.to_owned(),
        (false, true) => opposite.clerk,
        (false, false) => member.chrome.words().receipt_undone_partner(partner),
    };
    Ok(Some(UndoneBy { id: opposite.id, given_back, at: opposite.booked_at, who, why: opposite.description }))
}
