//! What notices say: the rows, and the transfers that they tell of, read in two errands for any number of notices.

use std::collections::HashMap;

use app::ids::{AccountId, ExchangeId, TransferId};
use app::notices::NoticeKind;
use app::notices::mails::TransferNews;
use sqlx::AnyConnection;

use super::store::{self, NoticeKey, ToldTransfer};
use crate::db::{DbError, Engine};

/// What was read of transfers, by exchange and id.
pub(super) struct News(HashMap<(ExchangeId, TransferId), ToldTransfer>);

impl News {
    /// Reads what these notices tell of.
    pub(super) async fn of<'a>(
        conn: &mut AnyConnection,
        engine: Engine,
        keys: impl Iterator<Item = &'a NoticeKey>,
    ) -> Result<Self, DbError> {
        let mut wanted: Vec<_> =
            keys.filter_map(|key| key.of_transfer().map(|(_, transfer)| (key.exchange_id, transfer))).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = store::transfers(conn, engine, &wanted).await?;
        Ok(Self(found.into_iter().map(|told| ((told.exchange_id, told.transfer_id), told)).collect()))
    }

    /// What one notice says; nothing of what is not there, or of a kind that this program does not know.
    pub(super) fn say(&self, key: &NoticeKey, exchange: &str) -> Option<TransferNews> {
        let (kind, transfer) = key.of_transfer()?;
        self.0.get(&(key.exchange_id, transfer)).map(|told| said(told, (kind, key.account_id), exchange))
    }
}

fn said(told: &ToldTransfer, (kind, reader): (NoticeKind, AccountId), exchange: &str) -> TransferNews {
    let undone = matches!(kind, NoticeKind::Reversed | NoticeKind::ReversedThere);
    let (mut payer, mut payee) = (told.payer_name.clone(), told.payee_name.clone());
    if told.partner_id.0 != 0 {
        let there = format!("{} ({})", there(told), told.partner);
        // Above zero: the clearing account took it, so the member here paid.
        *(if told.value > 0 { &mut payee } else { &mut payer }) = there;
    }
    if undone {
        std::mem::swap(&mut payer, &mut payee);
    }
    TransferNews {
        kind,
        amount: told.amount,
        balance: if told.payer == reader { told.payer_after } else { told.payee_after },
        payer,
        payee,
        words: told.description.clone(),
        clerk: told.clerk.clone(),
        committee: if kind == NoticeKind::ReversedThere { told.partner.clone() } else { exchange.to_owned() },
    }
}

/// The member of the partner: their name, or once it was erased their code.
fn there(told: &ToldTransfer) -> &str {
    if told.partner_name.is_empty() { &told.partner_code } else { &told.partner_name }
}
