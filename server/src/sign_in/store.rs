//! Persons' credentials and preferences, and their secret links.

use app::ids::PersonId;
use app::sign_in::KnownBy;
use app::sign_in::me::OwnBalance;
use app::time::Instant;
use app::words::Language;
use sqlx::{AnyConnection, FromRow};

use crate::db::{Db, DbError, Tx};
use crate::http::session;

/// Who signs in with that e-mail.
pub const CREDENTIALS: &str = "select person_id, password_hash from persons where email = $1";
/// Who acts for the accounts of a code and has a password: whose password it is says who comes in. Imported codes may stand in several
/// exchanges; the one whose four letters they begin with comes first.
pub const CREDENTIALS_OF_CODE: &str = "
select p.person_id, p.password_hash
from accounts a
join exchanges e on e.exchange_id = a.exchange_id
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join persons p on p.person_id = o.person_id
where a.code = $1 and p.password_hash <> ''
order by case when e.code = substr(a.code, 1, 4) then 0 else 1 end, o.since, p.person_id
limit 3";
/// The password of a person.
pub const HASH: &str = "select password_hash from persons where person_id = $1";
/// Whether a person has a password.
pub const HAS_PASSWORD: &str = "select count(*) as n from persons where person_id = $1 and password_hash <> ''";
/// Name and language.
pub const SAVE_PROFILE: &str = "update persons set name = $2, language = $3 where person_id = $1";
/// A new password.
pub const SET_PASSWORD: &str = "update persons set password_hash = $2 where person_id = $1";
/// A new address.
pub const SET_EMAIL: &str = "update persons set email = $2, mailbox = null where person_id = $1";

/// Who has that e-mail.
pub const PERSON: &str = "select person_id, name, email, language from persons where email = $1";
/// Who acts for the accounts of a code.
pub const PERSONS_OF_CODE: &str = "
select p.person_id, case when p.email is null then p.name || ' (' || a.code || ')' else p.name end as name,
    coalesce(p.email, p.mailbox) as email, p.language
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join persons p on p.person_id = o.person_id
where a.code = $1 and coalesce(p.email, p.mailbox) is not null
order by o.since, p.person_id
limit 3";
/// Who that is. Where several persons read the same address, the code says who is meant.
pub const CONTACT: &str = "
select p.person_id, p.name || case when p.email is null and p.mailbox is not null then coalesce((
        select ' (' || min(a.code) || ')'
        from operators o
        join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
        join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
        where o.person_id = p.person_id
    ), '') else '' end as name, coalesce(p.email, p.mailbox) as email, p.language
from persons p
where p.person_id = $1";
/// What is publicly known of a person, a line each.
pub const ABOUT: &str = "
select name as line from persons where person_id = $1
union
select coalesce(email, mailbox, '') from persons where person_id = $1
union
select e.name from operators o join exchanges e on e.exchange_id = o.exchange_id where o.person_id = $1
union
select e.slug from operators o join exchanges e on e.exchange_id = o.exchange_id where o.person_id = $1";
/// Where somebody stands in each of their places, with what is counted there.
pub const OWN_BALANCES: &str = "
select e.slug, a.code, a.balance, e.unit_name, e.unit_plural, e.unit_symbol, e.unit_decimals, e.unit_is_time
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join exchanges e on e.exchange_id = m.exchange_id and e.status in ('open', 'suspended', 'archived')
where o.person_id = $1";
/// Leaves a secret link, as its hash.
pub const LEAVE_LINK: &str = "
insert into links (token_hash, purpose, person_id, address, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6)";
/// Whose a link is, while it is good.
pub const LINK: &str = "
select person_id, address
from links
where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3";
/// Uses a link up; answers with whose it was, once.
pub const USE_LINK: &str = "
update links
set used_at = $3
where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
returning person_id, address";
/// Ends every link of a person: they were sent before what they open was changed.
pub const END_LINKS: &str = "update links set used_at = $2 where person_id = $1 and used_at is null";
/// A link that was made under a clock that was ahead counts as made now.
pub const CATCH_UP_LINKS: &str = "
update links
set expires_at = $1 + (expires_at - created_at), created_at = $1
where created_at > $1 and used_at is null";
/// Links that are over.
pub const SWEEP_LINKS: &str = "delete from links where expires_at <= $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 18] = [
    CREDENTIALS_OF_CODE,
    PERSONS_OF_CODE,
    OWN_BALANCES,
    CATCH_UP_LINKS,
    CREDENTIALS,
    HASH,
    HAS_PASSWORD,
    SAVE_PROFILE,
    SET_PASSWORD,
    SET_EMAIL,
    PERSON,
    CONTACT,
    ABOUT,
    LEAVE_LINK,
    LINK,
    USE_LINK,
    END_LINKS,
    SWEEP_LINKS,
];

/// Who signs in with an e-mail, and the hash of their password.
#[derive(Clone, Debug, FromRow)]
pub struct Credentials {
    /// Who it is.
    pub person_id: PersonId,
    /// Empty while they have no password.
    pub password_hash: String,
}

/// Who may be meant, with a password each: nobody or one by an e-mail, up to three by the code of an account.
pub async fn credentials(db: &Db, known_by: &KnownBy) -> Result<Vec<Credentials>, DbError> {
    let mut conn = db.read().await?;
    let sql = match known_by {
        KnownBy::Email(_) => CREDENTIALS,
        KnownBy::Code(_) => CREDENTIALS_OF_CODE,
    };
    let found: Vec<Credentials> = sqlx::query_as(sql).bind(known_by.as_str().to_owned()).fetch_all(&mut *conn).await?;
    Ok(found.into_iter().filter(|one| !one.password_hash.is_empty()).collect())
}

/// The password hash of a person; none while they have no password.
pub async fn hash(db: &Db, person: PersonId) -> Result<Option<String>, DbError> {
    let mut conn = db.read().await?;
    let hash: Option<String> = sqlx::query_scalar(HASH).bind(person).fetch_optional(&mut *conn).await?;
    Ok(hash.filter(|hash| !hash.is_empty()))
}

/// Where somebody stands in each of their places.
pub async fn own_balances(conn: &mut AnyConnection, person: PersonId) -> Result<Vec<OwnBalance>, DbError> {
    Ok(sqlx::query_as(OWN_BALANCES).bind(person).fetch_all(conn).await?)
}

/// Whether a person has a password.
pub(super) async fn has_password(tx: &mut Tx, person: PersonId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(HAS_PASSWORD).bind(person).fetch_one(tx.conn()).await?;
    Ok(count > 0)
}

/// Clears away sessions and links that are over.
pub async fn sweep(db: &Db, now: Instant) -> Result<(), DbError> {
    db.write(now, async |tx, now| {
        let life = now.plus_seconds(session::LIFE_SECONDS);
        sqlx::query(session::CATCH_UP).bind(*now).bind(life).execute(tx.conn()).await?;
        sqlx::query(CATCH_UP_LINKS).bind(*now).execute(tx.conn()).await?;
        sqlx::query(session::SWEEP).bind(*now).execute(tx.conn()).await?;
        sqlx::query(SWEEP_LINKS).bind(*now).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// Saves name and language.
pub async fn save_profile(db: &Db, person: PersonId, name: String, language: Language) -> Result<(), DbError> {
    db.write((person, name, language), async |tx, (person, name, language)| {
        sqlx::query(SAVE_PROFILE).bind(*person).bind(name.clone()).bind(language.tag()).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// A password to be set.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// Its hash.
    pub hash: String,
    /// The session that goes on, as the table knows it; empty if none does.
    pub keep: String,
}

/// Sets a password and ends every session but one, and every link that was sent before.
pub async fn set_password(tx: &mut Tx, person: PersonId, new: &NewPassword, now: Instant) -> Result<(), DbError> {
    sqlx::query(SET_PASSWORD).bind(person).bind(new.hash.clone()).execute(tx.conn()).await?;
    sqlx::query(session::END_OTHERS).bind(person).bind(new.keep.clone()).execute(tx.conn()).await?;
    sqlx::query(END_LINKS).bind(person).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// Sets an address, and ends every link that was sent before.
///
/// # Errors
/// [`DbError::Exists`] if somebody else has it.
pub async fn set_email(tx: &mut Tx, person: PersonId, email: String, now: Instant) -> Result<(), DbError> {
    sqlx::query(SET_EMAIL).bind(person).bind(email).execute(tx.conn()).await?;
    sqlx::query(END_LINKS).bind(person).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// Somebody to write to.
#[derive(Clone, Debug, FromRow)]
pub struct Contact {
    /// Their key.
    #[sqlx(rename = "person_id")]
    pub id: PersonId,
    /// Their name; with the code of an account, if others read the same address.
    pub name: String,
    /// Where mails to them go, if anywhere.
    pub email: Option<String>,
    /// Their language.
    #[sqlx(try_from = "String")]
    pub language: Language,
}

/// Whoever has that e-mail.
pub async fn person(tx: &mut Tx, email: &str) -> Result<Option<Contact>, DbError> {
    Ok(sqlx::query_as(PERSON).bind(email.to_owned()).fetch_optional(tx.conn()).await?)
}

/// Whoever may be meant, of those who have an address.
pub async fn persons(tx: &mut Tx, known_by: &KnownBy) -> Result<Vec<Contact>, DbError> {
    let sql = match known_by {
        KnownBy::Email(_) => PERSON,
        KnownBy::Code(_) => PERSONS_OF_CODE,
    };
    Ok(sqlx::query_as(sql).bind(known_by.as_str().to_owned()).fetch_all(tx.conn()).await?)
}

/// The person of that key.
///
/// # Errors
/// When there is no such person, too.
pub async fn person_of(tx: &mut Tx, person: PersonId) -> Result<Contact, DbError> {
    Ok(sqlx::query_as(CONTACT).bind(person).fetch_one(tx.conn()).await?)
}

/// The name of a person.
///
/// # Errors
/// When there is no such person, too.
pub async fn name(db: &Db, person: PersonId) -> Result<String, DbError> {
    let mut conn = db.read().await?;
    let contact: Contact = sqlx::query_as(CONTACT).bind(person).fetch_one(&mut *conn).await?;
    Ok(contact.name)
}

/// What is publicly known of a person: name, e-mail, exchanges. No password is made of it.
pub async fn about(conn: &mut AnyConnection, person: PersonId) -> Result<String, DbError> {
    let lines: Vec<String> = sqlx::query_scalar(ABOUT).bind(person).fetch_all(conn).await?;
    Ok(lines.join("\n"))
}

/// What a secret link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Purpose {
    /// To set a password.
    Password,
    /// To confirm an address.
    Email,
    /// To confirm one that others read too.
    Mailbox,
}

impl Purpose {
    fn tag(self) -> &'static str {
        self.into()
    }
}

/// A link to be left.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Of its token; the token itself is in the mail alone.
    pub hash: Vec<u8>,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose it is.
    pub person: PersonId,
    /// The address that it confirms; empty otherwise.
    pub address: String,
    /// When it is made.
    pub from: Instant,
    /// Until when it is good.
    pub until: Instant,
}

/// Leaves a link.
pub async fn leave_link(tx: &mut Tx, link: &NewLink) -> Result<(), DbError> {
    let query = sqlx::query(LEAVE_LINK).bind(link.hash.clone()).bind(link.purpose.tag()).bind(link.person);
    query.bind(link.address.clone()).bind(link.from).bind(link.until).execute(tx.conn()).await?;
    Ok(())
}

/// A secret link that somebody opens.
#[derive(Clone, Debug)]
pub struct OpenedLink {
    /// Of its token.
    pub hash: Vec<u8>,
    /// What it must be for.
    pub purpose: Purpose,
    /// When it is opened.
    pub at: Instant,
}

/// Whose a link is.
#[derive(Clone, Debug, FromRow)]
pub struct LinkOwner {
    /// Who it is.
    pub person_id: PersonId,
    /// The address that the link confirms; empty for the others.
    pub address: String,
}

/// Whose a link is; none if it is not good.
pub async fn link(db: &Db, link: &OpenedLink) -> Result<Option<LinkOwner>, DbError> {
    let mut conn = db.read().await?;
    let query = sqlx::query_as(LINK).bind(link.hash.clone()).bind(link.purpose.tag()).bind(link.at);
    Ok(query.fetch_optional(&mut *conn).await?)
}

/// Uses a link up: whose it was; none if it was not good.
pub async fn use_link(tx: &mut Tx, link: &OpenedLink) -> Result<Option<LinkOwner>, DbError> {
    let query = sqlx::query_as(USE_LINK).bind(link.hash.clone()).bind(link.purpose.tag()).bind(link.at);
    Ok(query.fetch_optional(tx.conn()).await?)
}
