//! The ledger: posts transfers, and is the only one who does.
//!
//! Always holds: every account a post touches is locked first, exchange by exchange in ascending order and within one
//! by kind and key; `app::ledger::decide` then sees what stands under the locks; one errand to the database an exchange writes it. An
//! id is looked up before anything is decided and again before a refusal is answered, so a repeated click gets the first receipt.
//!
//! Not here: who may ask for what (each feature), words for people (`app`).

pub mod accounts;
pub mod store;
mod transfer;
pub mod verify;

use std::collections::BTreeMap;

use accounts::still_counts;
use app::ids::{AccountId, ExchangeId, TransferId};
use app::ledger::{Account, Booking, Posted, Refusal, decide};
use sha2::{Digest, Sha256};
pub use store::Stored;
pub use transfer::{Movement, NewTransfer, Partner, Slip};

use crate::db::dialect::draw_positions;
use crate::db::{Failed, Tx};

/// What came of a post.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The transfers as they stand in the ledger, in the order asked for.
    pub transfers: Vec<Stored>,
    /// They stood there already: this was a repeated click.
    pub repeated: bool,
}

/// Why the ledger posted nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPosted {
    /// A rule said no to the transfer at `index` of the post.
    Rule {
        /// Which transfer of the post.
        index: usize,
        /// Which rule.
        refusal: Refusal,
    },
    /// That id stands for a transfer with other terms.
    OtherTerms,
    /// No such account in that exchange.
    UnknownAccount,
    /// The exchange counts otherwise than when the amount was read.
    Recounted,
    /// Nothing can be entered in one of the exchanges.
    Held,
}

/// [`NotPosted`], or the database.
pub type PostError = Failed<NotPosted>;

/// The hash under which a transfer keeps its words: SHA-256 over the salt and each text with its length before it.
pub fn words_hash(salt: &[u8], description: &str, waiver: &str, partner: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    for text in [description, waiver, partner] {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().into()
}

/// Posts all of `transfers` or none of them, in the caller's transaction. The same ids with the same terms answer with what stands.
///
/// Locks every account it touches; whoever locks accounts otherwise does so in the same order.
///
/// # Errors
/// [`PostError`]; nothing has been written then, but the caller must still roll back.
pub async fn post(tx: &mut Tx, transfers: &[NewTransfer]) -> Result<Receipt, PostError> {
    let (mut locked, before) = lock(tx, transfers).await?;
    if before.may_stand
        && let Some(receipt) = look_up(tx, transfers).await?
    {
        return Ok(receipt);
    }
    let mut decided = Vec::with_capacity(transfers.len());
    for (index, transfer) in transfers.iter().enumerate() {
        match apply(transfer, index, &mut locked) {
            Ok(one) => decided.push(one),
            Err(refusal) => return refused(tx, transfers, refusal).await,
        }
    }
    let positions = match (transfers, before.drawn) {
        ([_], Some(drawn)) => vec![drawn],
        _ => draw_positions(tx, transfers.len()).await?,
    };
    let decided = decided.into_iter().zip(positions).collect();
    write(tx, transfers, decided, locked).await
}

/// The answer to a post that a rule refuses: what stands by now, if the twin was faster; and limits that are counted otherwise by now say
/// nothing about the amount.
async fn refused(tx: &mut Tx, transfers: &[NewTransfer], refusal: NotPosted) -> Result<Receipt, PostError> {
    if let Some(receipt) = look_up(tx, transfers).await? {
        return Ok(receipt);
    }
    for transfer in transfers {
        if let Some(counting) = transfer.counting
            && !still_counts(tx, transfer.exchange(), counting).await?
        {
            return Err(Failed::Refused(NotPosted::Recounted));
        }
    }
    Err(Failed::Refused(refusal))
}

/// The receipt of a post that stands already; none if none of it does.
async fn look_up(tx: &mut Tx, transfers: &[NewTransfer]) -> Result<Option<Receipt>, PostError> {
    let mut found = find_all(tx, transfers).await?;
    if found.is_empty() {
        return Ok(None);
    }
    if found.len() < transfers.len() {
        // The twin may have been committed between the look into one exchange and that into the next; then all of it stands now.
        found = find_all(tx, transfers).await?;
    }
    let mut standing = Vec::with_capacity(transfers.len());
    for transfer in transfers {
        match found.get(&(transfer.exchange(), transfer.id())) {
            Some(stored) if same_terms(transfer, stored) => standing.push(stored.clone()),
            _ => return Err(Failed::Refused(NotPosted::OtherTerms)),
        }
    }
    Ok(Some(Receipt { transfers: standing, repeated: true }))
}

/// Those of `transfers` whose ids stand, each exchange as it is when its turn comes.
async fn find_all(
    tx: &mut Tx,
    transfers: &[NewTransfer],
) -> Result<BTreeMap<(ExchangeId, TransferId), Stored>, PostError> {
    let mut found = BTreeMap::new();
    for exchange in exchanges_of(transfers) {
        let ids: Vec<TransferId> = transfers.iter().filter(|t| t.exchange() == exchange).map(|t| t.id()).collect();
        for stored in store::find(tx.conn(), exchange, &ids).await? {
            found.insert((exchange, stored.id), stored);
        }
    }
    Ok(found)
}

/// The terms are who pays whom how much for what, and what it undoes; not when it was sent, nor by which of the
/// member's operators.
fn same_terms(asked: &NewTransfer, stored: &Stored) -> bool {
    let partner = asked.partner.as_ref().map_or(("", 0), |p| (p.code.as_str(), p.exchange.0));
    let Movement { payer, payee, amount } = asked.movement;
    (payer, payee, amount.parts()) == (stored.payer, stored.payee, stored.amount)
        && asked.kind == stored.kind
        && asked.reverses == stored.reverses
        && partner == (stored.partner_code.as_str(), stored.partner_id)
        && stored.description.as_ref().is_none_or(|words| *words == asked.description)
}

fn exchanges_of(transfers: &[NewTransfer]) -> Vec<ExchangeId> {
    let mut exchanges: Vec<ExchangeId> = transfers.iter().map(|t| t.exchange()).collect();
    exchanges.sort_unstable();
    exchanges.dedup();
    exchanges
}

/// An account while its lock is held.
#[derive(sqlx::FromRow)]
struct Locked {
    #[sqlx(flatten)]
    account: Account,
    value: i64,
    last_position: i64,
    last_booked_at: i64,
}

type Locks = BTreeMap<(ExchangeId, AccountId), Locked>;

/// What the locking statements saw besides the accounts.
#[derive(Default)]
struct Before {
    may_stand: bool,
    drawn: Option<i64>,
}

/// Locks every account of `transfers`; says whether any of them may stand in the ledger already.
async fn lock(tx: &mut Tx, transfers: &[NewTransfer]) -> Result<(Locks, Before), PostError> {
    let (mut locked, mut before) = (Locks::new(), Before::default());
    for exchange in exchanges_of(transfers) {
        let of = || transfers.iter().filter(|t| t.exchange() == exchange);
        let mut accounts: Vec<AccountId> = of().flat_map(|t| [t.movement.payer, t.movement.payee]).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let asked = store::ToLock { exchange, accounts, transfers: of().map(|t| t.id()).collect() };
        let held = store::lock(tx, &asked).await?;
        // Without an account there is no row that could say what stands.
        before.may_stand |= held.standing || held.rows.is_empty();
        before.drawn = held.drawn;
        locked.extend(held.rows.into_iter().map(|row| ((exchange, row.account_id), row.locked)));
    }
    Ok((locked, before))
}

async fn write(
    tx: &mut Tx,
    transfers: &[NewTransfer],
    decided: Vec<(Verdict, i64)>,
    mut locked: Locks,
) -> Result<Receipt, PostError> {
    let decided = transfers.iter().zip(decided);
    let rows: Vec<store::Written> =
        decided.map(|(transfer, (decided, position))| finish(transfer, decided, position, &mut locked)).collect();
    for exchange in exchanges_of(transfers) {
        let of: Vec<&store::Written> = rows.iter().filter(|row| row.stored.exchange == exchange).collect();
        let after = |id| locked.get(&(exchange, id)).map(|now| store::Moved::of(id, now));
        if !store::write(tx, &of, after).await? {
            let takes = store::takes_entries(tx, exchange).await?;
            return Err(Failed::Refused(if takes { NotPosted::Recounted } else { NotPosted::Held }));
        }
    }
    Ok(Receipt { transfers: rows.into_iter().map(|row| row.stored).collect(), repeated: false })
}

/// What was decided of one transfer, under the locks.
struct Verdict {
    posted: Posted,
    payer_min: i64,
    payee_max: i64,
    payer_at: Option<i64>,
    payee_at: Option<i64>,
}

/// Decides one transfer and moves the balances in memory, so that the next of the same post sees them.
fn apply(transfer: &NewTransfer, index: usize, locked: &mut Locks) -> Result<Verdict, NotPosted> {
    let Movement { payer, payee, amount } = transfer.movement;
    let (payer_key, payee_key) = ((transfer.exchange(), payer), (transfer.exchange(), payee));
    let booking = Booking { amount, same_account: payer == payee, waived: transfer.passes_limits() };
    let payer = locked.get(&payer_key).ok_or(NotPosted::UnknownAccount)?;
    let payee = locked.get(&payee_key).ok_or(NotPosted::UnknownAccount)?;
    let posted =
        decide(booking, &payer.account, &payee.account).map_err(|refusal| NotPosted::Rule { index, refusal })?;
    // The clock may jump back; an account's own order does not. Nobody else's is held by what its partner has seen.
    let at = transfer.slip.at.0;
    let held = |last: i64| (last > at).then_some(last);
    let decided = Verdict {
        posted,
        payer_min: payer.account.min_balance,
        payee_max: payee.account.max_balance,
        payer_at: held(payer.last_booked_at),
        payee_at: held(payee.last_booked_at),
    };
    for (key, after) in [(payer_key, posted.payer_after), (payee_key, posted.payee_after)] {
        if let Some(account) = locked.get_mut(&key) {
            account.account.balance = after;
            account.last_booked_at = account.last_booked_at.max(at);
        }
    }
    if let Some(partner) = &transfer.partner
        && let Some(clearing) = locked.get_mut(&(transfer.exchange(), partner.clearing))
    {
        clearing.value = clearing.value.saturating_add(partner.value);
    }
    Ok(decided)
}

fn finish(transfer: &NewTransfer, decided: Verdict, position: i64, locked: &mut Locks) -> store::Written {
    let (slip, movement) = (&transfer.slip, transfer.movement);
    for account in [movement.payer, movement.payee] {
        if let Some(account) = locked.get_mut(&(transfer.exchange(), account)) {
            account.last_position = position;
        }
    }
    let waiver = transfer.waiver.clone().unwrap_or_default();
    let partner_name = transfer.partner.as_ref().map_or(String::new(), |p| p.name.clone());
    let hash = words_hash(&slip.salt, &transfer.description, &waiver, &partner_name);
    let stored = Stored {
        exchange: slip.exchange,
        id: slip.id,
        position,
        kind: transfer.kind,
        payer: movement.payer,
        payee: movement.payee,
        amount: movement.amount.parts(),
        payer_after: decided.posted.payer_after,
        payee_after: decided.posted.payee_after,
        payer_min: decided.payer_min,
        payee_max: decided.payee_max,
        payer_warned: decided.posted.warned.payer,
        payee_warned: decided.posted.warned.payee,
        waived: transfer.passes_limits(),
        traded_on: slip.traded_on.to_string(),
        booked_at: slip.at,
        payer_at: decided.payer_at,
        payee_at: decided.payee_at,
        entered_by: slip.by,
        on_behalf: slip.on_behalf,
        rules_version: slip.rules_version,
        partner_id: transfer.partner.as_ref().map_or(0, |p| p.exchange.0),
        partner_code: transfer.partner.as_ref().map_or(String::new(), |p| p.code.as_str().to_owned()),
        rate: transfer.partner.as_ref().map_or(String::new(), |p| p.rate.clone()),
        value: transfer.partner.as_ref().map_or(0, |p| p.value),
        reverses: transfer.reverses,
        words_hash: hash.to_vec(),
        description: Some(transfer.description.clone()),
        waiver_reason: waiver,
        partner_name,
    };
    store::Written { stored, salt: slip.salt, counting: transfer.counting }
}
