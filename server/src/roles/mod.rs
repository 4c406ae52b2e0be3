//! The offices of an exchange. Which office may do what says `app::roles`.

pub mod alone;
pub mod store;

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::roles::Role;
use app::time::Instant;

use crate::db::{DbError, Tx};
use crate::journal::{self, Act};

/// An office about to be given, and who answers for it.
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
    if before.contains(&new.role) {
        return Ok(());
    }
    store::insert(tx, new).await?;
    let after = store::offices(tx.conn(), new.exchange, new.person).await?;
    let tags = |roles: &[Role]| roles.iter().map(|role| role.tag()).collect::<Vec<_>>().join(" ");
    let code = store::code_of(tx.conn(), new.exchange, new.person).await?;
    let act = Act {
        object: code.map(|code| code.to_string()).unwrap_or_default(),
        was: tags(&before),
        becomes: tags(&after),
        ..Act::new(What::Role, (new.exchange, new.act), (new.by, new.at))
    };
    journal::record(tx, &act).await
}
