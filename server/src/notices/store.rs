//! The tables of notices: what members are told, which mails a person does not want, and the secrets of the links that stop them.

use app::ids::{AccountId, ExchangeId, Flag, PersonId, TransferId};
use app::ledger::Unit;
use app::notices::NoticeKind;
use app::paths::exchange::{As, Transfer as TransferPath};
use app::time::Instant;
use app::ui::chrome::href_in;
use app::words::Language;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::NewNotice;
use crate::db::{DbError, Tx, expand};
use crate::ledger::store::Listed;

/// Writes notices; the same event tells a member once.
pub const INSERT: &str = "
insert into notices (exchange_id, account_id, kind, object, at)
values {rows}
on conflict (exchange_id, account_id, kind, object) do nothing";

/// Notices of which no mail was made yet, oldest first, each with everybody who may be written to about it: a row each, without a person
/// if there is nobody.
pub const WAITING: &str = "
select n.exchange_id, n.account_id, n.kind, n.object, n.at, e.slug, e.name as exchange, e.unit_name, e.unit_plural, e.unit_symbol,
    e.unit_decimals, e.unit_is_time, coalesce(m.name, '') as member, coalesce(a.code, '') as code,
    coalesce(p.person_id, 0) as person_id, coalesce(p.email, '') as email, coalesce(p.language, '') as language,
    coalesce(k.stop_key, '') as stop_key, cast(case when s.person_id is null then 0 else 1 end as bigint) as stopped,
    (
        select count(*)
        from operators oo
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id and mm.state in ('active', 'suspended')
        where oo.person_id = o.person_id and oo.exchange_id = o.exchange_id and oo.member_id < o.member_id
    ) as older
from (
    select exchange_id, account_id, kind, object, at
    from notices
    where mailed_at is null
    order by at
    limit 100
) n
join exchanges e on e.exchange_id = n.exchange_id
left join accounts a on a.exchange_id = n.exchange_id and a.account_id = n.account_id
left join members m on m.exchange_id = n.exchange_id and m.account_id = n.account_id
left join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
left join persons p on p.person_id = o.person_id and p.email is not null
left join notice_keys k on k.person_id = p.person_id
left join notice_stops s on s.person_id = p.person_id
    and s.kind = case n.kind when 'reversed-there' then 'reversed' else n.kind end
order by n.at, n.exchange_id, n.account_id, n.kind, n.object, p.person_id";

/// What notices say of transfers: of several exchanges at once, each named with its transfer.
pub const TRANSFERS: &str = "
select t.exchange_id, t.transfer_id, t.payer, t.amount, t.payer_after, t.payee_after, t.value, t.partner_id, t.partner_code,
    coalesce(w.description, '') as description, coalesce(w.partner_name, '') as partner_name,
    coalesce(partner.name, '') as partner, coalesce(mp.name, ap.name) as payer_name, coalesce(mq.name, aq.name) as payee_name,
    coalesce(clerk.name, '') as clerk
from (values {rows}) as wanted
join transfers t on t.exchange_id = column1 and t.transfer_id = column2
join accounts ap on ap.exchange_id = t.exchange_id and ap.account_id = t.payer
join accounts aq on aq.exchange_id = t.exchange_id and aq.account_id = t.payee
left join members mp on mp.exchange_id = t.exchange_id and mp.account_id = t.payer
left join members mq on mq.exchange_id = t.exchange_id and mq.account_id = t.payee
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
left join exchanges partner on partner.exchange_id = t.partner_id
left join persons clerk on clerk.person_id = t.entered_by";

/// Marks notices as mailed; answers with those that nobody else had marked.
pub const MAILED: &str = "
update notices
set mailed_at = $1
from (values {rows}) as done
where notices.mailed_at is null and notices.exchange_id = column1 and notices.account_id = column2
    and notices.kind = column3 and notices.object = column4
returning exchange_id, account_id, kind, object";

/// Keeps the secrets of people who have none.
pub const KEEP_KEYS: &str = "
insert into notice_keys (person_id, stop_key)
values {rows}
on conflict (person_id) do nothing";

/// Whose secret that is.
pub const KEY_OWNER: &str = "
select p.person_id, p.name
from notice_keys k
join persons p on p.person_id = k.person_id
where k.stop_key = $1";

/// Ends mails of a kind.
pub const STOP: &str = "
insert into notice_stops (person_id, kind, since)
values ($1, $2, $3)
on conflict (person_id, kind) do nothing";
/// Begins them again.
pub const START: &str = "delete from notice_stops where person_id = $1 and kind = $2";
/// The kinds that a person gets no mails about.
pub const STOPPED: &str = "select kind from notice_stops where person_id = $1";

/// What a person was told, in all their places, newest first.
pub const INBOX: &str = "
select n.exchange_id, n.account_id, n.kind, n.object, n.at, e.slug, e.name as exchange, e.unit_name, e.unit_plural, e.unit_symbol,
    e.unit_decimals, e.unit_is_time, m.name as member, a.code, e.time_zone,
    cast(case when n.read_at is null then 1 else 0 end as bigint) as fresh,
    (
        select count(*)
        from operators oo
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id and mm.state in ('active', 'suspended')
        where oo.person_id = o.person_id and oo.exchange_id = o.exchange_id and oo.member_id < o.member_id
    ) as older
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state in ('active', 'suspended')
join exchanges e on e.exchange_id = m.exchange_id and e.status = 'open'
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join notices n on n.exchange_id = m.exchange_id and n.account_id = m.account_id
where o.person_id = $1 and n.at < $2
order by n.at desc, n.exchange_id, n.account_id, n.kind, n.object
limit 51";

/// Marks what a person was told until a moment as read.
pub const READ: &str = "
update notices
set read_at = $3
where read_at is null and at <= $2 and (exchange_id, account_id) in (
    select m.exchange_id, m.account_id
    from operators o
    join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
    where o.person_id = $1
)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [WAITING, KEY_OWNER, STOP, START, STOPPED, INBOX, READ];
/// Those with lists, as they may be.
pub const LISTED: [Listed; 4] = [
    (INSERT, &[(NOTICE_GROUP, 2)], 1),
    (TRANSFERS, &[(TRANSFER_GROUP, 2)], 1),
    (MAILED, &[(MAILED_GROUP, 2)], 2),
    (KEEP_KEYS, &[(KEY_GROUP, 2)], 1),
];

const NOTICE_GROUP: &str = "(?, ?, ?, ?, ?)";
const TRANSFER_GROUP: &str = "(cast(? as bigint), cast(? as {bytes}))";
const MAILED_GROUP: &str = "(cast(? as bigint), cast(? as bigint), cast(? as text), cast(? as text))";
const KEY_GROUP: &str = "(?, ?)";

/// Rows a statement at most.
const CHUNK: usize = 100;

/// Which notice: what happened, to what, told to whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash, FromRow)]
pub struct NoticeKey {
    /// The exchange.
    pub exchange_id: ExchangeId,
    /// The account of who is told.
    pub account_id: AccountId,
    /// The word of a [`NoticeKind`].
    pub kind: String,
    /// To what it happened.
    pub object: String,
}

impl NoticeKey {
    /// What kind it is and of which transfer; none of a kind that this program does not know.
    pub fn of_transfer(&self) -> Option<(NoticeKind, TransferId)> {
        Some((NoticeKind::of_tag(&self.kind)?, self.object.parse().ok()?))
    }
}

/// An exchange as its notices name it, and the account.
#[derive(Clone, Debug, FromRow)]
pub struct NoticePlaceRow {
    slug: String,
    exchange: String,
    unit_name: String,
    unit_plural: String,
    unit_symbol: String,
    unit_decimals: i64,
    #[sqlx(try_from = "Flag")]
    unit_is_time: bool,
    member: String,
    code: String,
    /// How many older accounts the reader has there: with any, links name the account.
    older: i64,
}

impl NoticePlaceRow {
    /// The path of a receipt there, as the account's own.
    pub fn receipt(&self, id: TransferId) -> String {
        let receipt = TransferPath { id: id.to_string() };
        if self.older == 0 {
            return href_in(&self.slug, &receipt);
        }
        format!("{}{receipt}", href_in(&self.slug, &As { code: self.code.clone() }))
    }

    /// For the sentences.
    pub fn place(&self) -> app::notices::mails::NoticePlace {
        let unit = Unit {
            name: self.unit_name.clone(),
            plural: self.unit_plural.clone(),
            symbol: self.unit_symbol.clone(),
            decimals: u32::try_from(self.unit_decimals).unwrap_or(0),
            is_time: self.unit_is_time,
        };
        let (exchange, member, code) = (self.exchange.clone(), self.member.clone(), self.code.clone());
        app::notices::mails::NoticePlace { exchange, unit, member, code }
    }
}

/// A notice that waits for its mail, with one of those who may be written to.
#[derive(Clone, Debug, FromRow)]
pub struct WaitingNotice {
    /// Which.
    #[sqlx(flatten)]
    pub key: NoticeKey,
    /// Where.
    #[sqlx(flatten)]
    pub place: NoticePlaceRow,
    /// Zero: nobody.
    pub person_id: PersonId,
    /// Where to write to.
    pub email: String,
    /// The reader's language.
    #[sqlx(try_from = "String")]
    pub language: Language,
    /// The reader's secret; empty while there is none.
    pub stop_key: String,
    /// They want no mails of this kind.
    #[sqlx(try_from = "Flag")]
    pub stopped: bool,
}

/// A notice as its readers' page shows it.
#[derive(Clone, Debug, FromRow)]
pub struct InboxNotice {
    /// Which.
    #[sqlx(flatten)]
    pub key: NoticeKey,
    /// Where.
    #[sqlx(flatten)]
    pub place: NoticePlaceRow,
    /// When.
    pub at: Instant,
    /// The name of the exchange's time zone.
    pub time_zone: String,
    /// Not read yet.
    #[sqlx(try_from = "Flag")]
    pub fresh: bool,
}

/// What notices say of a transfer.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table transfers, described in its migration, and names")]
pub struct ToldTransfer {
    pub exchange_id: ExchangeId,
    pub transfer_id: TransferId,
    pub payer: AccountId,
    pub amount: i64,
    pub payer_after: i64,
    pub payee_after: i64,
    pub value: i64,
    pub partner_id: ExchangeId,
    pub partner_code: String,
    pub description: String,
    pub partner_name: String,
    pub partner: String,
    pub payer_name: String,
    pub payee_name: String,
    pub clerk: String,
}

/// Writes notices.
pub(super) async fn insert(tx: &mut Tx, notices: &[NewNotice]) -> Result<(), DbError> {
    for chunk in notices.chunks(CHUNK) {
        let sql = expand(INSERT, &[(NOTICE_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for notice in chunk {
            query = query.bind(notice.exchange).bind(notice.account).bind(notice.kind.tag());
            query = query.bind(notice.object.clone()).bind(notice.at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// Up to a hundred notices that wait for their mails.
pub(super) async fn waiting(conn: &mut AnyConnection) -> Result<Vec<WaitingNotice>, DbError> {
    Ok(sqlx::query_as(WAITING).fetch_all(conn).await?)
}

/// What there is to say of these transfers; `bytes` is a text of the engine's.
pub(super) async fn transfers(
    conn: &mut AnyConnection,
    engine: crate::db::Engine,
    wanted: &[(ExchangeId, TransferId)],
) -> Result<Vec<ToldTransfer>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = engine.text(&expand(TRANSFERS, &[(TRANSFER_GROUP, wanted.len())], 1));
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for (exchange, transfer) in wanted {
        query = query.bind(*exchange).bind(*transfer);
    }
    Ok(query.fetch_all(conn).await?)
}

/// Marks notices as mailed; answers with those that were not yet.
pub(super) async fn mailed(tx: &mut Tx, keys: &[NoticeKey], at: Instant) -> Result<Vec<NoticeKey>, DbError> {
    let mut marked = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(CHUNK) {
        let sql = expand(MAILED, &[(MAILED_GROUP, chunk.len())], 2);
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(at);
        for key in chunk {
            query = query.bind(key.exchange_id).bind(key.account_id).bind(key.kind.clone()).bind(key.object.clone());
        }
        marked.extend(query.fetch_all(tx.conn()).await?);
    }
    Ok(marked)
}

/// Keeps fresh secrets for people who have none; who has one keeps it.
pub(super) async fn keep_keys(tx: &mut Tx, keys: &[(PersonId, String)]) -> Result<(), DbError> {
    for chunk in keys.chunks(CHUNK) {
        let sql = expand(KEEP_KEYS, &[(KEY_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (person, key) in chunk {
            query = query.bind(*person).bind(key.clone());
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// Whoever has that secret, with their name.
pub(super) async fn key_owner(conn: &mut AnyConnection, key: &str) -> Result<Option<(PersonId, String)>, DbError> {
    Ok(sqlx::query_as(KEY_OWNER).bind(key.to_owned()).fetch_optional(conn).await?)
}

/// The words of the kinds that a person gets no mails about.
pub(super) async fn stopped(conn: &mut AnyConnection, person: PersonId) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar(STOPPED).bind(person).fetch_all(conn).await?)
}

/// Ends mails of a kind.
pub(super) async fn stop(tx: &mut Tx, (person, kind): (PersonId, NoticeKind), at: Instant) -> Result<(), DbError> {
    sqlx::query(STOP).bind(person).bind(kind.setting().tag()).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// Begins them again.
pub(super) async fn start(tx: &mut Tx, (person, kind): (PersonId, NoticeKind)) -> Result<(), DbError> {
    sqlx::query(START).bind(person).bind(kind.setting().tag()).execute(tx.conn()).await?;
    Ok(())
}

/// What a person was told before a moment: the newest fifty, and one more if there is more.
pub(super) async fn inbox(
    conn: &mut AnyConnection,
    person: PersonId,
    before: Instant,
) -> Result<Vec<InboxNotice>, DbError> {
    Ok(sqlx::query_as(INBOX).bind(person).bind(before).fetch_all(conn).await?)
}

/// Marks what a person was told until a moment as read.
pub(super) async fn read(tx: &mut Tx, person: PersonId, (until, now): (Instant, Instant)) -> Result<(), DbError> {
    sqlx::query(READ).bind(person).bind(until).bind(now).execute(tx.conn()).await?;
    Ok(())
}
