//! Erasing one member, and the persons who are nothing else: in one transaction with the line of the record and the notice.
//!
//! Always holds: the member's row is held first, as by every change of the state, so that whoever is let in again at the same moment is
//! not erased, or cannot be let in; amounts, days and keys stay; a form erases once.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::What;
use app::members::erasing::EraseRefusal;
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::tz::TimeZone;

use super::person::store as persons;
use super::store::{self, Erasure, Gone};
use crate::db::{DbError, Failed, Tx};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, OfficerNotice};

/// Whom to erase, by whom, why, when and under which key.
#[derive(Clone, Debug)]
pub struct Erasing {
    /// Where.
    pub exchange: ExchangeId,
    /// Who.
    pub member: MemberId,
    /// Its time zone.
    pub zone: TimeZone,
    /// Why; empty where a rule or the member asks for it.
    pub reason: String,
    /// The key of the form, who and when.
    pub who: (i64, (PersonId, Instant)),
}

/// Why nobody was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotErased {
    /// It cannot be done now.
    Refused(EraseRefusal),
    /// There is no such member.
    Gone,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotErased {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Erases a member, in the caller's transaction; under the same key they were erased before.
///
/// # Errors
/// [`NotErased`]; the caller must roll back then.
pub async fn erase(tx: &mut Tx, erasing: &Erasing) -> Result<(), Failed<NotErased>> {
    let (exchange, member) = (erasing.exchange, erasing.member);
    let (id, (by, at)) = erasing.who;
    let act = Act::new(What::Erased, (exchange, id), (by, at)).asking(&(member, &erasing.reason));
    if journal::begin::<Failed<NotErased>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    store::hold(tx, (exchange, member)).await?;
    let gone = store::gone(tx.conn(), (exchange, member)).await?.ok_or(Failed::Refused(NotErased::Gone))?;
    let may = gone.erasable(&erasing.zone).may(at.day(&erasing.zone));
    may.map_err(|refusal| Failed::Refused(NotErased::Refused(refusal)))?;
    let kept = Erasure { exchange_id: exchange, member_id: member, erasure_id: id, erased_by: by, erased_at: at };
    take_away(tx, &gone, &kept).await?;
    let act = Act { object: gone.code.to_string(), why: erasing.reason.clone(), ..act };
    journal::record(tx, &act).await?;
    let told = OfficerNotice { exchange, kind: NoticeKind::Erased, object: id.to_string(), by, at };
    Ok(notices::tell_officers(tx, told).await?)
}

/// Takes away what is kept of a member whose row is held, and of who acted for them alone.
pub(super) async fn take_away(tx: &mut Tx, gone: &Gone, kept: &Erasure) -> Result<(), DbError> {
    store::blank_member(tx, gone, kept).await?;
    for person in store::persons(tx, (kept.exchange_id, kept.member_id)).await? {
        if !persons::is_somebody(tx, person.id).await? {
            persons::blank_person(tx, &person, kept.erased_at).await?;
        }
    }
    Ok(())
}
