//! A payment to a member of a partner exchange: whom a code reaches, what it comes to, and posting one transfer in each exchange,
//! both in the caller's transaction or neither.
//!
//! Always holds: nobody pays under a rate or rules that they have not seen; the same id with the same terms answers with what
//! stands, whatever has become of rate, rules and payee since.
//!
//! Not here: HTTP, pages, who is told (`payments`), paths through a third exchange.

pub mod store;

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId, TransferId};
use app::intertrading::pages::Sides;
use app::intertrading::quote::{Quote, QuotedLeg, QuotedTrade, shown};
use app::intertrading::rules::{nearness, whose};
use app::intertrading::{ConvertError, Deal, Rooms, Terms, Typed, Whose, convert};
use app::ledger::{Account, Booking, Kind, Refusal, Unit, decide};
use app::time::Instant;
use sqlx::AnyConnection;
pub use store::{PartnerExchange, Reached, reach};

use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::ledger::{self, Movement, NewTransfer, NotPosted, Partner, Receipt, Slip, Stored};

/// Who pays, and who enters it.
#[derive(Clone, Debug)]
pub struct Payer {
    /// The payer's exchange.
    pub exchange: Exchange,
    /// The payer.
    pub member: MemberId,
    /// The payer's account.
    pub account: AccountId,
    /// Its code, as a partner's books keep it.
    pub code: Code,
    /// The payer's name, erasable.
    pub name: String,
    /// Who enters it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// They are of the committee and act on the payer's behalf.
    pub on_behalf: bool,
}

/// An intertrade that is asked for.
#[derive(Clone, Debug)]
pub struct Trade {
    /// Who pays.
    pub payer: Payer,
    /// The payee's code.
    pub payee: Code,
    /// Made by the form.
    pub id: TransferId,
    /// Which side was typed.
    pub typed: Typed,
    /// What for.
    pub description: String,
    /// What the check page showed, as [`Quote::shown`] says it.
    pub shown: String,
    /// When.
    pub at: Instant,
    /// Random, one for each leg.
    pub salts: [[u8; 16]; 2],
}

/// Why no trade came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTrade {
    /// No such payee within reach.
    UnknownPayee,
    /// The amount has no other side.
    NoOtherSide(ConvertError),
    /// What was shown no longer holds, or nothing was shown.
    Stale,
    /// That limit refuses.
    Refused(Whose, Refusal),
    /// The id stands for something else.
    OtherTerms,
    /// Nothing can be entered in one of the exchanges.
    Held,
}

impl From<NoTrade> for Failed<NoTrade> {
    fn from(reason: NoTrade) -> Self {
        Self::Refused(reason)
    }
}

impl From<NotPosted> for NoTrade {
    fn from(reason: NotPosted) -> Self {
        match reason {
            NotPosted::Rule { index, refusal } => Self::Refused(whose(index, refusal), refusal),
            NotPosted::OtherTerms => Self::OtherTerms,
            NotPosted::UnknownAccount => Self::UnknownPayee,
            NotPosted::Recounted => Self::Stale,
            NotPosted::Held => Self::Held,
        }
    }
}

impl Reached {
    /// The two sides, ours first.
    pub fn sides(&self, ours: &Exchange) -> Sides {
        Sides {
            ours: Terms { unit: ours.unit.clone(), rate: self.our_rate },
            theirs: Terms { unit: self.theirs.unit.clone(), rate: self.their_rate },
            partner: self.theirs.name.clone(),
            slug: self.theirs.slug.clone(),
            since: Some(self.since.day(&ours.zone)),
        }
    }

    /// What would be booked, ours first.
    fn legs(&self, ours: &Exchange, deal: &Deal) -> Vec<QuotedLeg> {
        vec![
            QuotedLeg { exchange: ours.id, rules_version: self.our_version, amount: deal.paid },
            QuotedLeg { exchange: self.theirs.id, rules_version: self.theirs.rules_version, amount: deal.received },
        ]
    }
}

/// What it comes to for a payer who stands so, as things are now.
///
/// # Errors
/// When the amount has no other side, or a limit on the way would refuse.
pub fn quote(ours: &Exchange, mine: &Account, (reached, typed): (&Reached, Typed)) -> Result<Quote, NoTrade> {
    let sides = reached.sides(ours);
    let deal = convert(typed, &sides.ours, &sides.theirs).map_err(NoTrade::NoOtherSide)?;
    let booking = |amount| Booking { amount, same_account: false, waived: false };
    let refused = |leg| move |refusal| NoTrade::Refused(whose(leg, refusal), refusal);
    let (our_clearing, their_clearing) = (&reached.our_clearing.account, &reached.their_clearing.account);
    let posted = decide(booking(deal.paid), mine, our_clearing).map_err(refused(0))?;
    decide(booking(deal.received), their_clearing, &reached.account.account).map_err(refused(1))?;
    let trade = QuotedTrade {
        agreement: reached.agreement,
        rooms: Rooms::of(mine, our_clearing, their_clearing, (&sides.ours, &sides.theirs)),
        nearness: nearness(posted.payee_after, our_clearing.min_balance, our_clearing.max_balance),
        sides,
        deal,
    };
    Ok(Quote {
        payee: reached.payee.clone(),
        legs: reached.legs(ours, &deal),
        trade: Some(trade),
        balance_after: posted.payer_after,
        warned: posted.warned.payer,
    })
}

/// Posts both legs, if what was shown still holds.
///
/// # Errors
/// [`NoTrade`]; the caller must roll back then.
pub async fn post(tx: &mut Tx, trade: &Trade) -> Result<Receipt, Failed<NoTrade>> {
    if let Some(receipt) = look_up(tx, trade).await? {
        return Ok(receipt);
    }
    let ours = &trade.payer.exchange;
    let reached = reach(tx.conn(), ours.id, &trade.payee).await?.ok_or(NoTrade::UnknownPayee)?;
    let sides = reached.sides(ours);
    let deal = convert(trade.typed, &sides.ours, &sides.theirs).map_err(NoTrade::NoOtherSide)?;
    if trade.shown != shown(reached.agreement, &reached.legs(ours, &deal)) {
        return Err(NoTrade::Stale.into());
    }
    let legs = legs(trade, &reached, &deal);
    match ledger::post(tx, &legs).await {
        Ok(receipt) => Ok(receipt),
        // The twin may have won while this one waited for the locks. What the database itself refused is for the next try:
        // on PostgreSQL its transaction answers nothing more.
        Err(Failed::Refused(reason)) => look_up(tx, trade).await?.ok_or_else(|| Failed::Refused(reason.into())),
        Err(error) => Err(error.map(NoTrade::from)),
    }
}

/// What stands under the id, if it is this trade; an error if it is another.
async fn look_up(tx: &mut Tx, trade: &Trade) -> Result<Option<Receipt>, Failed<NoTrade>> {
    let ours = trade.payer.exchange.id;
    let Some(leg) = ledger::store::find(tx.conn(), ours, &[trade.id]).await?.pop() else {
        return Ok(None);
    };
    let other_terms = Err(NoTrade::OtherTerms.into());
    if leg.kind != Kind::Intertrade
        || leg.payer != trade.payer.account
        || leg.partner_code != trade.payee.as_str()
        || leg.description.as_ref().is_some_and(|words| *words != trade.description)
    {
        return other_terms;
    }
    let partner = ExchangeId(leg.partner_id);
    let Some(twin) = ledger::store::find(tx.conn(), partner, &[trade.id]).await?.pop() else { return other_terms };
    let same = match trade.typed {
        Typed::Paid(amount) => amount.parts() == leg.amount,
        Typed::Received(amount) => amount.parts() == twin.amount,
    };
    if same { Ok(Some(Receipt { transfers: vec![leg, twin], repeated: true })) } else { other_terms }
}

/// Ours first: the payer to our clearing account, then their clearing account to the payee.
fn legs(trade: &Trade, reached: &Reached, deal: &Deal) -> [NewTransfer; 2] {
    let (our_rate, their_rate) = (reached.our_rate, reached.their_rate);
    let (payer, theirs) = (&trade.payer, &reached.theirs);
    let (our_clearing, their_clearing) = (reached.our_clearing.id, reached.their_clearing.id);
    let [our_salt, their_salt] = trade.salts;
    let our_slip = Slip {
        on_behalf: payer.on_behalf,
        rules_version: reached.our_version,
        ..payer.exchange.slip((trade.id, our_salt), payer.by, trade.at)
    };
    let their_slip = Slip {
        exchange: theirs.id,
        rules_version: theirs.rules_version,
        traded_on: trade.at.day(&theirs.zone),
        // Whoever of our committee entered it is for our own members to know.
        on_behalf: false,
        salt: their_salt,
        ..our_slip.clone()
    };
    let ours_for_them = Partner {
        exchange: theirs.id,
        code: reached.payee.code.clone(),
        name: reached.payee.name.clone(),
        rate: format!("{our_rate}:{their_rate}"),
        value: deal.value,
        clearing: our_clearing,
    };
    let theirs_for_us = Partner {
        exchange: payer.exchange.id,
        code: payer.code.clone(),
        name: payer.name.clone(),
        rate: format!("{their_rate}:{our_rate}"),
        value: -deal.value,
        clearing: their_clearing,
    };
    let paid = Movement { payer: payer.account, payee: our_clearing, amount: deal.paid };
    let received = Movement { payer: their_clearing, payee: reached.account.id, amount: deal.received };
    let words = || trade.description.clone();
    [
        NewTransfer::intertrade(our_slip, paid, words(), ours_for_them).counted_in(&payer.exchange.unit),
        NewTransfer::intertrade(their_slip, received, words(), theirs_for_us).counted_in(&theirs.unit),
    ]
}

/// The other leg of an intertrade, as the partner's books have it.
#[derive(Clone, Debug)]
pub struct OtherSide {
    /// The partner's unit.
    pub unit: Unit,
    /// The partner's name.
    pub name: String,
    /// How much; none if only our leg is known.
    pub amount: Option<i64>,
}

/// The other leg of what stands here; none if the partner is closed for now, when nobody can say in what unit it was.
pub async fn other_side(conn: &mut AnyConnection, leg: &Stored) -> Result<Option<OtherSide>, DbError> {
    let partner = ExchangeId(leg.partner_id);
    let Some(theirs) = tenant::by_id(&mut *conn, partner).await? else { return Ok(None) };
    let twin = ledger::store::find(conn, partner, &[leg.id]).await?.pop();
    Ok(Some(OtherSide { unit: theirs.unit, name: theirs.name, amount: twin.map(|twin| twin.amount) }))
}
