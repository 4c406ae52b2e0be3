//! Posting an intertrade: one transfer in each exchange, both in the caller's transaction or neither.

use app::ids::{AccountId, Code, PersonId, TransferId};
use app::intertrading::pages::Sides;
use app::intertrading::{ConvertError, Deal, Terms, Typed, convert};
use app::ledger::Kind;
use app::members::Candidate;
use app::time::Instant;
use sqlx::AnyConnection;

use super::store::{self, Agreement, Clearing};
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::ledger::{self, Movement, NewTransfer, NotPosted, Partner, Receipt};

/// A payee in a partner exchange, found through an agreement in force.
#[derive(Clone, Debug)]
pub struct Found {
    /// The agreement.
    pub agreement: Agreement,
    /// The partner.
    pub theirs: Exchange,
    /// The payee's account there.
    pub account: AccountId,
    /// Who it is.
    pub payee: Candidate,
    /// Our clearing account for them.
    pub our_clearing: Clearing,
    /// Their clearing account for us.
    pub their_clearing: Clearing,
}

impl Found {
    /// The two sides, ours first.
    pub fn sides(&self, ours: &Exchange) -> Sides {
        Sides {
            ours: Terms { unit: ours.unit.clone(), rate: self.agreement.our_rate },
            theirs: Terms { unit: self.theirs.unit.clone(), rate: self.agreement.their_rate },
            partner: self.theirs.name.clone(),
            slug: self.theirs.slug.clone(),
            since: Some(self.agreement.since.day(&ours.zone)),
        }
    }

    /// What the check page shows and the payment must still find: the agreement, both versions of the rules, both amounts.
    pub fn shown(&self, ours: &Exchange, deal: &Deal) -> String {
        let (id, paid, received) = (self.agreement.id.0, deal.paid.parts(), deal.received.parts());
        format!("{id}.{}.{}.{paid}.{received}", ours.rules_version, self.theirs.rules_version)
    }
}

/// The member of that code in an exchange with which `ours` has an agreement in force. Anybody else's member is unknown.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut AnyConnection, ours: &Exchange, code: &Code) -> Result<Option<Found>, DbError> {
    for agreement in store::agreements(&mut *conn, ours.id).await? {
        if !agreement.in_force {
            continue;
        }
        let partner = agreement.partner;
        let Some((account, payee)) = store::payee(&mut *conn, partner, code).await? else { continue };
        let Some(theirs) = tenant::by_id(&mut *conn, partner).await? else { continue };
        let ours_for_them = store::clearing(&mut *conn, ours.id, partner).await?;
        let theirs_for_us = store::clearing(&mut *conn, partner, ours.id).await?;
        let (Some(our_clearing), Some(their_clearing)) = (ours_for_them, theirs_for_us) else { continue };
        return Ok(Some(Found { agreement, theirs, account, payee, our_clearing, their_clearing }));
    }
    Ok(None)
}

/// An intertrade that is asked for.
#[derive(Clone, Debug)]
pub struct Trade {
    /// The payer's exchange.
    pub exchange: Exchange,
    /// The payer's account.
    pub payer: AccountId,
    /// The payer's code, as the partner's books keep it.
    pub payer_code: Code,
    /// The payer's name there, erasable.
    pub payer_name: String,
    /// The payee's code.
    pub payee: Code,
    /// Made by the form.
    pub id: TransferId,
    /// Which side was typed.
    pub typed: Typed,
    /// What for.
    pub description: String,
    /// What the check page showed, as [`Found::shown`] says it.
    pub shown: String,
    /// Who enters it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Random, one for each leg.
    pub salts: [[u8; 16]; 2],
}

/// Why nothing was posted.
#[derive(Debug)]
pub enum TradeRefusal {
    /// No such payee within reach.
    Unknown,
    /// The amount has no other side.
    Convert(ConvertError),
    /// What was shown no longer holds, or nothing was shown.
    Stale,
    /// The ledger: leg 0 is ours, leg 1 theirs.
    Post(NotPosted),
}

/// [`TradeRefusal`], or the database.
pub type TradeError = Failed<TradeRefusal>;

/// Posts both legs. The same id with the same terms answers with what stands, whatever has become of rate and rules since.
///
/// # Errors
/// [`TradeError`]; the caller must roll back then.
pub async fn post_intertrade(tx: &mut Tx, trade: &Trade) -> Result<Receipt, TradeError> {
    if let Some(receipt) = look_up(tx, trade).await? {
        return Ok(receipt);
    }
    let ours = tenant::by_id(tx.conn(), trade.exchange.id).await?.ok_or(Failed::Refused(TradeRefusal::Unknown))?;
    let found = find(tx.conn(), &ours, &trade.payee).await?.ok_or(Failed::Refused(TradeRefusal::Unknown))?;
    let sides = found.sides(&ours);
    let deal = convert(trade.typed, &sides.ours, &sides.theirs)
        .map_err(|error| Failed::Refused(TradeRefusal::Convert(error)))?;
    if trade.shown != found.shown(&ours, &deal) {
        return Err(Failed::Refused(TradeRefusal::Stale));
    }
    let legs = legs(trade, &ours, &found, &deal);
    match ledger::post(tx, &legs).await {
        Ok(receipt) => Ok(receipt),
        // The twin may have won while this one waited for the locks. What the database itself refused is for the next try:
        // on PostgreSQL its transaction answers nothing more.
        Err(Failed::Refused(refusal @ (NotPosted::Rule { .. } | NotPosted::OtherTerms))) => {
            look_up(tx, trade).await?.ok_or(Failed::Refused(TradeRefusal::Post(refusal)))
        }
        Err(error) => Err(error.map(TradeRefusal::Post)),
    }
}

/// What stands under the id, if it is this trade; an error if it is another.
async fn look_up(tx: &mut Tx, trade: &Trade) -> Result<Option<Receipt>, TradeError> {
    let Some(leg) = ledger::store::find(tx.conn(), trade.exchange.id, &[trade.id]).await?.pop() else {
        return Ok(None);
    };
    let other_terms = Err(Failed::Refused(TradeRefusal::Post(NotPosted::OtherTerms)));
    if leg.kind != Kind::Intertrade || leg.payer != trade.payer || leg.partner_code != trade.payee.as_str() {
        return other_terms;
    }
    if leg.description.as_ref().is_some_and(|words| *words != trade.description) {
        return other_terms;
    }
    let partner = app::ids::ExchangeId(leg.partner_id);
    let Some(twin) = ledger::store::find(tx.conn(), partner, &[trade.id]).await?.pop() else { return other_terms };
    let same = match trade.typed {
        Typed::Paid(amount) => amount.parts() == leg.amount,
        Typed::Received(amount) => amount.parts() == twin.amount,
    };
    if same { Ok(Some(Receipt { transfers: vec![leg, twin], repeated: true })) } else { other_terms }
}

/// Ours first: the payer to our clearing account, then their clearing account to the payee.
fn legs(trade: &Trade, ours: &Exchange, found: &Found, deal: &Deal) -> [NewTransfer; 2] {
    let (our_rate, their_rate) = (found.agreement.our_rate, found.agreement.their_rate);
    let [our_salt, their_salt] = trade.salts;
    let slip = |exchange: &Exchange, salt| exchange.slip((trade.id, salt), trade.by, trade.at);
    let ours_for_them = Partner {
        exchange: found.theirs.id,
        code: found.payee.code.clone(),
        name: found.payee.name.clone(),
        rate: format!("{our_rate}:{their_rate}"),
        value: deal.value,
        clearing: found.our_clearing.id,
    };
    let theirs_for_us = Partner {
        exchange: ours.id,
        code: trade.payer_code.clone(),
        name: trade.payer_name.clone(),
        rate: format!("{their_rate}:{our_rate}"),
        value: -deal.value,
        clearing: found.their_clearing.id,
    };
    let paid = Movement { payer: trade.payer, payee: found.our_clearing.id, amount: deal.paid };
    let received = Movement { payer: found.their_clearing.id, payee: found.account, amount: deal.received };
    let words = || trade.description.clone();
    [
        NewTransfer::intertrade(slip(ours, our_salt), paid, words(), ours_for_them),
        NewTransfer::intertrade(slip(&found.theirs, their_salt), received, words(), theirs_for_us),
    ]
}
