//! The bytes of a transfer row, over which exchanges' ledgers will be hash-chained.
//!
//! Fixed for ever: a version byte, then every column in the order below. Numbers are eight bytes, big endian, two's
//! complement; flags one byte; texts and byte strings have their length in four bytes before them; a transfer that
//! reverses nothing has sixteen zero bytes there. Another layout gets another version byte. The words of a transfer are
//! not in it, only their salted hash, so that erasing them changes nothing here.

use super::Kind;
use crate::ids::{AccountId, ExchangeId, PersonId, TransferId};
use crate::time::Instant;

/// The version of the layout.
pub const VERSION: u8 = 1;

/// A row of the table transfers, column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the table transfers, described in its migration")]
pub struct Columns<'r> {
    pub exchange: ExchangeId,
    pub id: TransferId,
    pub position: i64,
    pub kind: Kind,
    pub payer: AccountId,
    pub payee: AccountId,
    pub amount: i64,
    pub payer_after: i64,
    pub payee_after: i64,
    pub payer_min: i64,
    pub payee_max: i64,
    pub payer_warned: bool,
    pub payee_warned: bool,
    pub waived: bool,
    pub traded_on: &'r str,
    pub booked_at: Instant,
    pub entered_by: PersonId,
    pub on_behalf: bool,
    pub rules_version: i64,
    pub partner_id: i64,
    pub partner_code: &'r str,
    pub rate: &'r str,
    pub value: i64,
    pub reverses: Option<TransferId>,
    pub words_hash: &'r [u8],
}

/// The bytes of a row.
pub fn encode(row: &Columns<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    bytes.push(VERSION);
    let number = |bytes: &mut Vec<u8>, number: i64| bytes.extend_from_slice(&number.to_be_bytes());
    let sized = |bytes: &mut Vec<u8>, text: &[u8]| {
        bytes.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend_from_slice(text);
    };
    number(&mut bytes, row.exchange.0);
    bytes.extend_from_slice(row.id.0.as_bytes());
    number(&mut bytes, row.position);
    sized(&mut bytes, row.kind.tag().as_bytes());
    for figure in [row.payer.0, row.payee.0, row.amount, row.payer_after, row.payee_after, row.payer_min, row.payee_max]
    {
        number(&mut bytes, figure);
    }
    for flag in [row.payer_warned, row.payee_warned, row.waived] {
        bytes.push(u8::from(flag));
    }
    sized(&mut bytes, row.traded_on.as_bytes());
    number(&mut bytes, row.booked_at.0);
    number(&mut bytes, row.entered_by.0);
    bytes.push(u8::from(row.on_behalf));
    number(&mut bytes, row.rules_version);
    number(&mut bytes, row.partner_id);
    sized(&mut bytes, row.partner_code.as_bytes());
    sized(&mut bytes, row.rate.as_bytes());
    number(&mut bytes, row.value);
    bytes.extend_from_slice(row.reverses.map_or([0; 16], |id| *id.0.as_bytes()).as_slice());
    sized(&mut bytes, row.words_hash);
    bytes
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};
    use uuid::Uuid;

    use super::{Columns, encode};
    use crate::ids::{AccountId, ExchangeId, PersonId, TransferId};
    use crate::ledger::Kind;
    use crate::time::Instant;

    fn row() -> Columns<'static> {
        Columns {
            exchange: ExchangeId(1),
            id: TransferId(Uuid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10)),
            position: 2,
            kind: Kind::Payment,
            payer: AccountId(3),
            payee: AccountId(4),
            amount: 5,
            payer_after: -5,
            payee_after: 5,
            payer_min: -10_000,
            payee_max: 12_000,
            payer_warned: false,
            payee_warned: true,
            waived: false,
            traded_on: "2026-11-24",
            booked_at: Instant(6),
            entered_by: PersonId(7),
            on_behalf: false,
            rules_version: 8,
            partner_id: 0,
            partner_code: "",
            rate: "",
            value: 0,
            reverses: None,
            words_hash: &[0xAB; 32],
        }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_bytes_of_a_transfer_never_change() {
        let bytes = encode(&row());
        let begins = "0100000000000000010102030405060708090a0b0c0d0e0f10000000000000000200000007\
                      7061796d656e740000000000000003000000000000000400000000000000\
                      05fffffffffffffffb0000000000000005ffffffffffffd8f00000000000002ee0000100";
        assert!(hex(&bytes).starts_with(begins), "{}", hex(&bytes));
        assert_eq!(bytes.len(), 218);
        assert_eq!(hex(&Sha256::digest(&bytes)), GOLDEN);
    }

    /// Computed apart from this program.
    const GOLDEN: &str = "500978b54711c4acaa577d01e7bb11b88e673016632a415ebaeaa4cde4a0430d";

    #[test]
    fn every_column_is_in_the_bytes() {
        let first = encode(&row());
        let changes: [fn(&mut Columns<'static>); 25] = [
            |r| r.exchange = ExchangeId(9),
            |r| r.id = TransferId(Uuid::nil()),
            |r| r.position = 9,
            |r| r.kind = Kind::Reversal,
            |r| r.payer = AccountId(9),
            |r| r.payee = AccountId(9),
            |r| r.amount = 9,
            |r| r.payer_after = 9,
            |r| r.payee_after = 9,
            |r| r.payer_min = 9,
            |r| r.payee_max = 9,
            |r| r.payer_warned = true,
            |r| r.payee_warned = false,
            |r| r.waived = true,
            |r| r.traded_on = "2026-11-25",
            |r| r.booked_at = Instant(9),
            |r| r.entered_by = PersonId(9),
            |r| r.on_behalf = true,
            |r| r.rules_version = 9,
            |r| r.partner_id = 9,
            |r| r.partner_code = "HILL0007",
            |r| r.rate = "10",
            |r| r.value = 9,
            |r| r.reverses = Some(TransferId(Uuid::max())),
            |r| r.words_hash = &[0xAC; 32],
        ];
        for (place, change) in changes.into_iter().enumerate() {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(encode(&changed), first, "column {place}");
        }
    }
}
