//! The tables of notices: what members are told, which mails a person does not want, and the secrets of the links that stop them.

use app::ids::{AccountId, Code, ExchangeId, Flag, PersonId};
use app::ledger::Unit;
use app::notices::NoticeKind;
use app::notices::mails::NoticePlace;
use app::time::Instant;
use app::ui::chrome::{href_as, href_in};
use app::words::Language;
use axum_extra::routing::TypedPath;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};
use strum::VariantArray;

use super::{NewNotice, officers};
use crate::db::{DbError, Tx, expand};
use crate::ledger::store::Listed;

/// Writes notices; the same event tells a member once.
pub const INSERT: &str = "
insert into notices (exchange_id, account_id, kind, object, pair, at)
values {rows}
on conflict (exchange_id, account_id, kind, object) do nothing";
/// Notices of which no mail was made yet, of the kinds that this program knows, oldest first, each with everybody who may be written to
/// about it: a row each, without a person if there is nobody. One of a pair waits while another of that pair was mailed between `$1`
/// and `$2`, which is now, and then all of the pair come together. Who has left is told that and nothing more; whose exchange
/// is closed, is not written to; of what
/// only officers are told (`$3`: each such kind between bars, and with each office that is told of it), they alone are.
pub const WAITING: &str = "
with free as (
    select n.exchange_id, n.account_id, n.kind, n.object, n.pair, n.at
    from notices n
    where n.mailed_at is null and n.kind in ({rows}) and not exists (
        select 1
        from notices told
        where n.pair <> '' and told.pair <> '' and told.exchange_id = n.exchange_id and told.account_id = n.account_id
            and told.kind = n.kind and told.pair = n.pair and told.mailed_at > $1 and told.mailed_at <= $2
    )
    order by n.at
    limit 100
)
select n.exchange_id, n.account_id, n.kind, n.object, n.pair, e.slug, e.name as exchange, e.unit_name, e.unit_plural,
    e.unit_symbol, e.unit_decimals, e.unit_is_time, coalesce(m.name, '') as member, coalesce(a.code, '') as code,
    coalesce(p.person_id, 0) as person_id, coalesce(p.email, p.mailbox, '') as email, coalesce(p.language, '') as language,
    coalesce(k.stop_key, '') as stop_key, cast(case when s.person_id is null then 0 else 1 end as bigint) as stopped,
    (
        select count(*)
        from operators oo
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id and mm.state not in ('left', 'deceased')
        where oo.person_id = o.person_id and oo.exchange_id = o.exchange_id and oo.member_id < o.member_id
    ) as older
from (
    select exchange_id, account_id, kind, object, pair, at
    from free
    where pair = ''
    union all
    select of_pair.exchange_id, of_pair.account_id, of_pair.kind, of_pair.object, of_pair.pair, of_pair.at
    from (select distinct exchange_id, account_id, kind, pair from free where pair <> '') pairs
    join notices of_pair on of_pair.exchange_id = pairs.exchange_id and of_pair.account_id = pairs.account_id
        and of_pair.kind = pairs.kind and of_pair.pair = pairs.pair and of_pair.pair <> '' and of_pair.mailed_at is null
) n
join (values {rows}) as known on column1 = n.kind
join exchanges e on e.exchange_id = n.exchange_id
left join accounts a on a.exchange_id = n.exchange_id and a.account_id = n.account_id
left join members m on m.exchange_id = n.exchange_id and m.account_id = n.account_id and e.status in ('open', 'suspended', 'archived')
    and (m.state not in ('left', 'deceased') or (m.state = 'left' and n.kind = 'state'))
left join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
    and ($3 not like '%|' || n.kind || '|%' or exists (
        select 1
        from roles r
        where r.exchange_id = o.exchange_id and r.person_id = o.person_id and $3 like '%|' || n.kind || ':' || r.role || '|%'
    ))
left join persons p on p.person_id = o.person_id and coalesce(p.email, p.mailbox) is not null
left join stop_links k on k.person_id = p.person_id and k.kind = column2
left join notice_stops s on s.person_id = p.person_id and s.kind = column2
order by n.at, n.exchange_id, n.account_id, n.kind, n.object, p.person_id";

/// Marks notices as mailed; answers with those that nobody else had marked.
pub const MAILED: &str = "
update notices
set mailed_at = $1
from (values {rows}) as done
where notices.mailed_at is null and notices.exchange_id = column1 and notices.account_id = column2
    and notices.kind = column3 and notices.object = column4
returning exchange_id, account_id, kind, object";

/// Keeps the secrets of links that stop mails of a kind, for people who have none.
pub const KEEP_KEYS: &str = "
insert into stop_links (person_id, kind, stop_key)
values {rows}
on conflict (person_id, kind) do nothing";
/// Whose secret that is, and of which kind.
pub const LINK_OWNER: &str = "
select p.person_id, p.name, k.kind
from stop_links k
join persons p on p.person_id = k.person_id
where k.stop_key = $1";
/// Whose secret that is, of mails that were sent when each person had one for all kinds.
pub const OLD_LINK_OWNER: &str = "
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
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id and mm.state not in ('left', 'deceased')
        where oo.person_id = o.person_id and oo.exchange_id = o.exchange_id and oo.member_id < o.member_id
    ) as older
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
join exchanges e on e.exchange_id = m.exchange_id and e.status in ('open', 'suspended', 'archived')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join notices n on n.exchange_id = m.exchange_id and n.account_id = m.account_id
where o.person_id = $1 and (n.at, n.exchange_id, n.account_id, n.kind, n.object) < ($2, $3, $4, $5, $6)
    and ($7 not like '%|' || n.kind || '|%' or exists (
        select 1
        from roles r
        where r.exchange_id = o.exchange_id and r.person_id = o.person_id and $7 like '%|' || n.kind || ':' || r.role || '|%'
    ))
order by n.at desc, n.exchange_id desc, n.account_id desc, n.kind desc, n.object desc
limit 51";

/// Marks what a person was told until a moment as read, for all who act for the same account.
pub const READ: &str = "
update notices
set read_at = $3
where read_at is null and at <= $2 and (exchange_id, account_id) in (
    select m.exchange_id, m.account_id
    from operators o
    join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
    where o.person_id = $1
) and ($4 not like '%|' || kind || '|%' or exists (
    select 1
    from roles r
    where r.exchange_id = notices.exchange_id and r.person_id = $1 and $4 like '%|' || notices.kind || ':' || r.role || '|%'
))";
/// Whatever an exchange told until a moment was mailed and read when it was told.
pub const WAS_READ: &str = "update notices set mailed_at = at, read_at = at where exchange_id = $1 and at <= $2";
/// Forgets what was told before a moment and is read: some hundreds at once.
pub const SWEEP: &str = "
delete from notices
where (exchange_id, account_id, kind, object) in (
    select exchange_id, account_id, kind, object
    from notices
    where read_at is not null and mailed_at is not null and at <= $1
    order by at
    limit 500
)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 9] = [LINK_OWNER, OLD_LINK_OWNER, STOP, START, STOPPED, INBOX, READ, WAS_READ, SWEEP];
/// Those with lists, as they may be.
pub const LISTED: [Listed; 4] = [
    (INSERT, &[(NOTICE_GROUP, 2)], 1),
    (WAITING, &[("?", 2), (KIND_GROUP, 2)], 4),
    (MAILED, &[(MAILED_GROUP, 2)], 2),
    (KEEP_KEYS, &[(KEY_GROUP, 2)], 1),
];

const NOTICE_GROUP: &str = "(?, ?, ?, ?, ?, ?)";
const KIND_GROUP: &str = "(cast(? as text), cast(? as text))";
const MAILED_GROUP: &str = "(cast(? as bigint), cast(? as bigint), cast(? as text), cast(? as text))";
const KEY_GROUP: &str = "(?, ?, ?)";

/// Rows a statement at most.
const CHUNK: usize = 100;
/// Notices that [`WAITING`] takes at least, if there are so many.
pub(super) const SOME: usize = 100;

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

/// An exchange as its notices name it, and the account.
#[derive(Clone, Debug, FromRow)]
pub struct NoticePlaceRow {
    /// The exchange's first path segment.
    pub slug: String,
    exchange: String,
    unit_name: String,
    unit_plural: String,
    unit_symbol: String,
    unit_decimals: i64,
    #[sqlx(try_from = "Flag")]
    unit_is_time: bool,
    member: String,
    /// The code of the account of who is told.
    pub(super) code: String,
    /// How many older accounts the reader has there: with any, links name the account.
    older: i64,
}

impl NoticePlaceRow {
    /// The path of a page there, as the account's own.
    pub fn page(&self, path: &impl TypedPath) -> String {
        if self.older == 0 {
            return href_in(&self.slug, path);
        }
        href_as(&self.slug, &Code::stored(self.code.clone()), path)
    }

    /// For the sentences.
    pub fn place(&self) -> NoticePlace {
        let unit = Unit {
            name: self.unit_name.clone(),
            plural: self.unit_plural.clone(),
            symbol: self.unit_symbol.clone(),
            decimals: u32::try_from(self.unit_decimals).unwrap_or(0),
            is_time: self.unit_is_time,
        };
        let (exchange, member, code) = (self.exchange.clone(), self.member.clone(), self.code.clone());
        NoticePlace { exchange, unit, member, code }
    }
}

/// A notice that waits for its mail, with one of those who may be written to.
#[derive(Clone, Debug, FromRow)]
pub struct WaitingNotice {
    /// Which.
    #[sqlx(flatten)]
    pub key: NoticeKey,
    /// With which others it shares a mail; empty: with none.
    pub pair: String,
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
    /// The secret of the reader's link for this kind; empty while there is none.
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

/// Writes notices.
pub(super) async fn insert(tx: &mut Tx, notices: &[NewNotice]) -> Result<(), DbError> {
    for chunk in notices.chunks(CHUNK) {
        let sql = expand(INSERT, &[(NOTICE_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for notice in chunk {
            query = query.bind(notice.exchange).bind(notice.account).bind(notice.kind.tag());
            query = query.bind(notice.object.clone()).bind(notice.pair.clone()).bind(notice.at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// A hundred notices that wait for their mails at `now`, with the others of their pairs; none of a pair that was mailed after `since`.
pub(super) async fn waiting(
    conn: &mut AnyConnection,
    (since, now): (Instant, Instant),
) -> Result<Vec<WaitingNotice>, DbError> {
    let kinds = NoticeKind::VARIANTS;
    let sql = expand(WAITING, &[("?", kinds.len()), (KIND_GROUP, kinds.len())], 4);
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(since).bind(now).bind(officers::told());
    for kind in kinds {
        query = query.bind(kind.tag());
    }
    for kind in kinds {
        query = query.bind(kind.tag()).bind(kind.setting().tag());
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

/// Keeps fresh secrets of kinds for people who have none; who has one keeps it.
pub(super) async fn keep_keys(tx: &mut Tx, keys: &[(PersonId, NoticeKind, String)]) -> Result<(), DbError> {
    for chunk in keys.chunks(CHUNK) {
        let sql = expand(KEEP_KEYS, &[(KEY_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (person, kind, key) in chunk {
            query = query.bind(*person).bind(kind.tag()).bind(key.clone());
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// Whoever has a link with that secret, with their name, and the word of the kind that it stops.
pub(super) async fn link_owner(
    conn: &mut AnyConnection,
    key: &str,
) -> Result<Option<(PersonId, String, String)>, DbError> {
    Ok(sqlx::query_as(LINK_OWNER).bind(key.to_owned()).fetch_optional(conn).await?)
}

/// Whoever had that secret for all kinds, with their name.
pub(super) async fn old_link_owner(conn: &mut AnyConnection, key: &str) -> Result<Option<(PersonId, String)>, DbError> {
    Ok(sqlx::query_as(OLD_LINK_OWNER).bind(key.to_owned()).fetch_optional(conn).await?)
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

/// A place in the list of what one was told; the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeEdge {
    /// When it was told.
    pub at: Instant,
    /// Which it was.
    pub key: NoticeKey,
}

impl NoticeEdge {
    /// Before all of them.
    pub fn start() -> Self {
        let key = NoticeKey {
            exchange_id: ExchangeId(0),
            account_id: AccountId(0),
            kind: String::new(),
            object: String::new(),
        };
        Self { at: Instant(i64::MAX), key }
    }
}

/// What a person was told beyond an edge: the newest fifty, and one more if there is more.
pub(super) async fn inbox(
    conn: &mut AnyConnection,
    person: PersonId,
    NoticeEdge { at, key }: NoticeEdge,
) -> Result<Vec<InboxNotice>, DbError> {
    let query = sqlx::query_as(INBOX).bind(person).bind(at).bind(key.exchange_id).bind(key.account_id);
    Ok(query.bind(key.kind).bind(key.object).bind(officers::told()).fetch_all(conn).await?)
}

/// Marks what a person was told until a moment as read.
pub(super) async fn read(tx: &mut Tx, person: PersonId, (until, now): (Instant, Instant)) -> Result<(), DbError> {
    let query = sqlx::query(READ).bind(person).bind(until).bind(now).bind(officers::told());
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Marks what an exchange told until a moment as mailed and read at its own time.
pub(super) async fn was_read(tx: &mut Tx, exchange: ExchangeId, until: Instant) -> Result<(), DbError> {
    sqlx::query(WAS_READ).bind(exchange).bind(until).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets some of what was told before a moment and is read; whether there may be more.
pub(super) async fn sweep(tx: &mut Tx, before: Instant) -> Result<bool, DbError> {
    Ok(sqlx::query(SWEEP).bind(before).execute(tx.conn()).await?.rows_affected() > 0)
}
