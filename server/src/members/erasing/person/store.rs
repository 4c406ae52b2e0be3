//! What is kept of a person beside any membership, and taking it away.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};

/// One person; nobody who was erased before.
pub const PERSON: &str = "
select person_id, name, coalesce(email, mailbox, '') as email
from persons
where person_id = $1 and erased_at = 0";
/// What an erased person is called: the code of whom they acted for, unless that would tell one exchange of another.
pub const LABEL: &str = "
select coalesce(case when min(f.exchange_id) = max(f.exchange_id) then min(a.code) end, '') as label
from former_operators f
join members m on m.exchange_id = f.exchange_id and m.member_id = f.member_id
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where f.person_id = $1";
/// Whether somebody is anything still: acts for a member, holds an office, has applied, runs the installation.
pub const IS_SOMEBODY: &str = "
select p.is_host
    + (select count(*) from operators o where o.person_id = p.person_id)
    + (select count(*) from roles r where r.person_id = p.person_id)
    + (select count(*) from applications w where w.person_id = p.person_id and w.state = 'applied') as something
from persons p
where p.person_id = $1";
/// Subjects of mails that are on no way any more and say that name; their texts are gone since.
pub const BLANK_MAILS: &str = "
update outbox
set subject = ''
where (sent_at is not null or given_up_at is not null) and $1 <> '' and replace(subject, $1, '') <> subject";
/// What is kept of a person by their key, which is `$1`.
pub const OF_PERSON: [&str; 8] = [
    "delete from sessions where person_id = $1",
    "delete from links where person_id = $1",
    "delete from notice_stops where person_id = $1",
    "delete from notice_keys where person_id = $1",
    "delete from stop_links where person_id = $1",
    PAPER_CODES,
    OWN_APPLICATIONS,
    INVITATIONS,
];
/// Their codes on paper, wherever they were made.
pub const PAPER_CODES: &str = "delete from paper_codes where person_id = $1";
/// What they wrote when they applied, wherever that was.
pub const OWN_APPLICATIONS: &str = "
update applications
set name = '', area = '', offers = '', wants = '', reason = ''
where person_id = $1 and state <> 'applied'";
/// What they called the invitations that they made.
pub const INVITATIONS: &str = "update invitations set label = '' where made_by = $1";
/// What is kept under an address, which is `$1`.
pub const OF_ADDRESS: [&str; 4] = ["delete from outbox where recipient = $1", JOININGS, ASKED, ASKS];
/// How many read an address.
pub const READERS: &str = "select count(*) as readers from persons where email = $1 or mailbox = $1";
/// Mails to them there, where others read it too: those that name them.
pub const FORGET_LETTERS: &str = "
delete from outbox
where recipient = $1 and (replace(subject, $2, '') <> subject or replace(body, $2, '') <> body)";
/// Whoever filled in the form of joining with it.
pub const JOININGS: &str = "delete from joinings where email = $1";
/// Who was asked there to act for somebody.
pub const ASKED: &str = "delete from operator_invites where email = $1";
/// Who asked for an exchange from there.
pub const ASKS: &str = "
update asks
set name = '', email = '', purpose = ''
where email = $1";
/// The person's own row; what they are called from then on is the code of whom they acted for.
pub const BLANK_PERSON: &str = "
update persons
set email = null, mailbox = null, name = $2, password_hash = '', is_host = 0, erased_at = $3
where person_id = $1";

/// The memberships of a person, with whoever else acts there.
pub const MEMBERSHIPS: &str = "
select o.exchange_id, o.member_id, e.name, e.time_zone, (
    select count(*)
    from operators x
    where x.exchange_id = o.exchange_id and x.member_id = o.member_id and x.person_id <> o.person_id
) as others
from operators o
join exchanges e on e.exchange_id = o.exchange_id
where o.person_id = $1
order by o.exchange_id, o.member_id";
/// Whether a person runs the installation, and in how many places they have applied.
pub const HINDERS: &str = "
select p.is_host, (
    select count(*)
    from applications w
    where w.person_id = p.person_id and w.state = 'applied'
) as applies
from persons p
where p.person_id = $1";
/// The same of persons.
pub const ALL_PERSONS: &str = "select person_id, erased_at from persons where erased_at > 0 order by person_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 16] = [
    READERS,
    FORGET_LETTERS,
    PERSON,
    LABEL,
    IS_SOMEBODY,
    BLANK_MAILS,
    PAPER_CODES,
    OWN_APPLICATIONS,
    INVITATIONS,
    JOININGS,
    ASKED,
    ASKS,
    BLANK_PERSON,
    MEMBERSHIPS,
    HINDERS,
    ALL_PERSONS,
];

/// Somebody who acted for them.
#[derive(Clone, Debug, FromRow)]
pub struct Acted {
    /// Who.
    #[sqlx(rename = "person_id")]
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Empty if they have none.
    pub email: String,
}

/// Takes a name out of what is kept of mails that were sent.
pub async fn blank_mails(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    sqlx::query(BLANK_MAILS).bind(name.to_owned()).execute(tx.conn()).await?;
    Ok(())
}

/// The person of that key, unless they were erased.
pub async fn person(tx: &mut Tx, person: PersonId) -> Result<Option<Acted>, DbError> {
    Ok(sqlx::query_as(PERSON).bind(person).fetch_optional(tx.conn()).await?)
}

/// Whether somebody is anything still, anywhere.
pub async fn is_somebody(tx: &mut Tx, person: PersonId) -> Result<bool, DbError> {
    let something: i64 = sqlx::query_scalar(IS_SOMEBODY).bind(person).fetch_one(tx.conn()).await?;
    Ok(something > 0)
}

/// Takes away all that is kept of a person but their key.
pub async fn blank_person(tx: &mut Tx, person: &Acted, at: Instant) -> Result<(), DbError> {
    for sql in OF_PERSON {
        sqlx::query(sql).bind(person.id).execute(tx.conn()).await?;
    }
    let readers: i64 = sqlx::query_scalar(READERS).bind(person.email.clone()).fetch_one(tx.conn()).await?;
    if readers > 1 {
        let query = sqlx::query(FORGET_LETTERS).bind(person.email.clone()).bind(person.name.clone());
        query.execute(tx.conn()).await?;
    } else if !person.email.is_empty() {
        for sql in OF_ADDRESS {
            sqlx::query(sql).bind(person.email.clone()).execute(tx.conn()).await?;
        }
    }
    blank_mails(tx, &person.name).await?;
    let label: String = sqlx::query_scalar(LABEL).bind(person.id).fetch_one(tx.conn()).await?;
    sqlx::query(BLANK_PERSON).bind(person.id).bind(label).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// A membership of whoever wants to be erased.
#[derive(Clone, Debug, FromRow)]
pub struct OwnMembership {
    /// Where.
    pub exchange_id: ExchangeId,
    /// Who they are there.
    pub member_id: MemberId,
    /// What that exchange is called.
    pub name: String,
    /// Its time zone.
    pub time_zone: String,
    /// How many others act for the member.
    pub others: i64,
}

/// The memberships of a person.
pub async fn memberships(conn: &mut AnyConnection, person: PersonId) -> Result<Vec<OwnMembership>, DbError> {
    Ok(sqlx::query_as(MEMBERSHIPS).bind(person).fetch_all(conn).await?)
}

/// Whether a person runs the installation, and whether they have applied somewhere.
pub async fn hinders(conn: &mut AnyConnection, person: PersonId) -> Result<(bool, bool), DbError> {
    let (is_host, applies): (i64, i64) = sqlx::query_as(HINDERS).bind(person).fetch_one(conn).await?;
    Ok((is_host > 0, applies > 0))
}

/// Every person who was erased, and when.
pub async fn all(conn: &mut AnyConnection) -> Result<Vec<(PersonId, Instant)>, DbError> {
    Ok(sqlx::query_as(ALL_PERSONS).fetch_all(conn).await?)
}
