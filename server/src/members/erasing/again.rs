//! Erasures as a text to keep beside backups, and doing them again in books from before: what was erased once does not come back.
//!
//! Always holds: the text holds keys and moments, no names; doing it again changes nothing more; it asks no rule, since whoever was erased
//! may stand in older books as a member still.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::What;
use app::time::Instant;
use sqlx::AnyConnection;

use super::person::store as persons;
use super::store::{self, Erasure};
use super::work::take_away;
use crate::db::{Db, DbError, Failed, Tx};
use crate::journal::{self, Act, OtherAct};

/// Everything that was erased here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasures {
    members: Vec<Erasure>,
    persons: Vec<(PersonId, Instant)>,
}

/// What was done again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DoneAgain {
    /// How many members.
    pub members: usize,
    /// How many persons, beside those who went with a member.
    pub persons: usize,
}

impl Erasures {
    /// Those that these books tell of.
    pub async fn of(conn: &mut AnyConnection) -> Result<Self, DbError> {
        Ok(Self { members: store::all(&mut *conn).await?, persons: persons::all(conn).await? })
    }

    /// These and others.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.members.extend(other.members);
        self.persons.extend(other.persons);
        self
    }

    /// As a text, a line each.
    pub fn text(&self) -> String {
        let member = |one: &Erasure| {
            let Erasure { exchange_id, member_id, erasure_id, erased_by, erased_at } = one;
            format!("member {} {} {erasure_id} {} {}\n", exchange_id.0, member_id.0, erased_by.0, erased_at.0)
        };
        let members: String = self.members.iter().map(member).collect();
        let persons: String = self.persons.iter().map(|(id, at)| format!("person {} {}\n", id.0, at.0)).collect();
        members + &persons
    }

    /// The same read.
    ///
    /// # Errors
    /// The first line that is none of ours.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut all = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let numbers: Option<Vec<i64>> = rest.split(' ').map(|number| number.parse().ok()).collect();
            match (word, numbers.as_deref()) {
                ("member", Some(&[exchange, member, erasure_id, by, at])) => all.members.push(Erasure {
                    exchange_id: ExchangeId(exchange),
                    member_id: MemberId(member),
                    erasure_id,
                    erased_by: PersonId(by),
                    erased_at: Instant(at),
                }),
                ("person", Some(&[person, at])) => all.persons.push((PersonId(person), Instant(at))),
                _ => return Err(format!("{line:?} tells of no erasure")),
            }
        }
        Ok(all)
    }

    /// Does them again, each in a transaction of its own; whom these books do not know is left out.
    ///
    /// # Errors
    /// The database's; what was done by then stays.
    pub async fn do_again(&self, db: &Db) -> Result<DoneAgain, DbError> {
        let mut done = DoneAgain::default();
        for one in &self.members {
            let again: Result<bool, Failed<OtherAct>> = db.write(*one, member_again).await;
            done.members += usize::from(again.map_err(failed)?);
        }
        for one in &self.persons {
            done.persons += usize::from(db.write(*one, person_again).await?);
        }
        Ok(done)
    }
}

fn failed(failed: Failed<OtherAct>) -> DbError {
    match failed {
        Failed::Db(error) => error,
        Failed::Refused(OtherAct) => DbError::Exists,
    }
}

async fn member_again(tx: &mut Tx, kept: &Erasure) -> Result<bool, Failed<OtherAct>> {
    let key = (kept.exchange_id, kept.member_id);
    store::hold(tx, key).await?;
    let Some(gone) = store::gone(tx.conn(), key).await?.filter(|gone| !gone.is_erased()) else { return Ok(false) };
    journal::is_free::<Failed<OtherAct>>(tx, kept.exchange_id, kept.erasure_id).await?;
    take_away(tx, &gone, kept).await?;
    let act = Act::new(What::Erased, (kept.exchange_id, kept.erasure_id), (kept.erased_by, kept.erased_at));
    journal::record(tx, &Act { object: gone.code.to_string(), ..act }).await?;
    Ok(true)
}

async fn person_again(tx: &mut Tx, (person, at): &(PersonId, Instant)) -> Result<bool, DbError> {
    let Some(found) = persons::person(tx, *person).await? else { return Ok(false) };
    if persons::is_somebody(tx, *person).await? {
        return Ok(false);
    }
    persons::blank_person(tx, &found, *at).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::Erasures;

    #[test]
    fn erasures_are_read_back_from_their_text() {
        let text = "member 1 2 3 0 5\nperson 7 8\n";
        assert_eq!(Erasures::read(text).unwrap().text(), text);
        for wrong in ["member 1 2 3 4", "person", "exchange 1 2", "person 1 x"] {
            assert!(Erasures::read(wrong).is_err(), "{wrong}");
        }
    }
}
