//! The offices of an exchange. Which office may do what says `app::roles`; who decides about them, `rules::offices`.

pub mod alone;
pub mod job;
pub mod store;
pub mod work;

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::roles::office::{OfficeChange, written};
use app::roles::{Office, Right, Role, may};
use app::time::Instant;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::journal::{self, Act};

/// An office about to be given by the host, or with the exchange itself, and who answers for it.
#[derive(Clone, Copy, Debug)]
pub struct NewOffice {
    /// Where.
    pub exchange: ExchangeId,
    /// To whom.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// Who gives it; `PersonId(0)` for the command line.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The key of the act, drawn before the transaction.
    pub act: i64,
}

/// Gives a person an office, which the journal says with the offices before and after; giving it again changes nothing.
pub async fn give_role(tx: &mut Tx, new: NewOffice) -> Result<(), DbError> {
    let before = store::offices(tx.conn(), new.exchange, new.person).await?;
    if before.iter().any(|office| office.role == new.role) {
        return Ok(());
    }
    let code = store::code_of(tx.conn(), new.exchange, new.person).await?;
    let becomes = Some(Office::plain(new.role));
    let change = OfficeChange { person: new.person, code: code.clone(), role: new.role, becomes };
    store::set(tx, (new.exchange, new.at), &change).await?;
    let after = store::offices(tx.conn(), new.exchange, new.person).await?;
    let act = Act {
        object: code.to_string(),
        was: written(&before),
        becomes: written(&after),
        ..Act::new(What::Role, (new.exchange, new.act), (new.by, new.at))
    };
    journal::record(tx, &act).await
}

/// Who may confirm a change, but for these: the other officers, or where there is none, who looks over the books (defaults.md, 9).
///
/// # Errors
/// The database's.
pub async fn seconders(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    but: &[PersonId],
) -> Result<Vec<PersonId>, DbError> {
    let in_office = store::in_office(conn, exchange).await?;
    let with = |right| in_office.iter().filter(move |(person, role)| may(*role, right) && !but.contains(person));
    let officers: Vec<_> = with(Right::Second).map(|(person, _)| *person).collect();
    if officers.is_empty() { Ok(with(Right::SecondAlone).map(|(person, _)| *person).collect()) } else { Ok(officers) }
}
