//! The table of the journal: the one place that writes it, and what members read of it.

use app::ids::{Code, ExchangeId, MemberId, PersonId};
use app::journal::{JournalLine, What};
use app::text::folded;
use app::time::Instant;
use sqlx::AnyConnection;

use super::Act;
use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::http::list::{LookFor, Window};

/// The first line of an act.
pub const FIRST_LINE: &str = "
select what, object, proposed_by, terms
from journal
where exchange_id = $1 and act_id = $2 and line = 0";
/// Writes a line.
pub const WRITE: &str = "
insert into journal (exchange_id, act_id, line, what, object, was, becomes, why, proposed_by, on_behalf_of, rules_version,
    entered_at, sought, terms, favour, seconded_by, in_force_from)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
/// Writes what is somebody's own words: what the line was and became.
pub const WRITE_WORDS: &str =
    "insert into act_words (exchange_id, act_id, line, was, becomes) values ($1, $2, $3, $4, $5)";
/// Lines with the account each is about: of the member for whom it was done, or of the code that is its object.
macro_rules! lines {
    ($which:expr, $order:literal) => {
        concat!(
            "
select j.act_id, j.line, j.what, j.object, coalesce(w.was, j.was) as was, coalesce(w.becomes, j.becomes) as becomes, j.why,
    coalesce(p.name, '') as entered_by, j.entered_at, coalesce(second.name, '') as seconded_by, j.in_force_from, j.favour, coalesce(ba.code, oa.code, '') as code, coalesce(b.name, om.name, oa.name, '') as member
from journal j
left join act_words w on w.exchange_id = j.exchange_id and w.act_id = j.act_id and w.line = j.line
left join persons p on p.person_id = j.proposed_by
left join persons second on second.person_id = j.seconded_by and j.seconded_by <> 0
left join members b on b.exchange_id = j.exchange_id and b.member_id = j.on_behalf_of
left join accounts ba on ba.exchange_id = b.exchange_id and ba.account_id = b.account_id
left join accounts oa on oa.exchange_id = j.exchange_id and oa.code = j.object
left join members om on om.exchange_id = oa.exchange_id and om.account_id = oa.account_id
where j.exchange_id = $1 and ",
            $which,
            "
order by j.entered_at ",
            $order,
            ", j.act_id ",
            $order,
            ", -j.line ",
            $order,
            "
limit "
        )
    };
}
/// Lines from an edge on: `$2` the words of what may be read, between bars; `$3`, `$4` what is looked for; `$5`, `$6` act and line at
/// the edge, 0 for none; `$8` whether only what was in the favour of whoever entered it.
macro_rules! decisions {
    ($beyond:literal, $order:literal) => {
        concat!(
            lines!(
                concat!(
                    "$2 like '%|' || j.what || '|%'
    and ($3 = '' or j.sought like $4 escape '!' or lower(j.why) like $4 escape '!' or lower(j.object) like $4 escape '!'
        or b.sort_name like $4 escape '!' or om.sort_name like $4 escape '!' or lower(ba.code) like $4 escape '!'
        or exists (
            select 1
            from operators o
            join members mine on mine.exchange_id = o.exchange_id and mine.member_id = o.member_id
            where o.exchange_id = $1 and o.person_id = j.proposed_by and mine.sort_name like $4 escape '!'
        ))
    and (cast($8 as bigint) = 0 or j.favour > 0)
    and (cast($5 as bigint) = 0 or (j.entered_at, j.act_id, -j.line) ",
                    $beyond,
                    " (
        select e.entered_at, e.act_id, -e.line
        from journal e
        where e.exchange_id = $1 and e.act_id = $5 and e.line = $6 and $2 like '%|' || e.what || '|%'
    ))"
                ),
                $order
            ),
            "$7"
        )
    };
}
/// What was decided and done, latest first.
pub const DECISIONS: &str = decisions!("<", "desc");
/// The same, backward from an edge.
pub const DECISIONS_BACK: &str = decisions!(">", "");
/// What the committee did about a member, latest first.
pub const ABOUT_MEMBER: &str = concat!(lines!("(j.on_behalf_of = $2 or j.object = $3)", "desc"), "50");

/// What others entered in their own favour after a moment, and nobody has undone.
pub const FAVOURS: &str = "
select count(*) as favours
from journal j
where j.exchange_id = $1 and j.favour > 0 and j.entered_at > $2 and j.proposed_by <> $3 and not exists (
    select 1
    from journal r
    where r.exchange_id = j.exchange_id and r.object = j.object and r.what = 'reverse'
)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [FIRST_LINE, WRITE, WRITE_WORDS, DECISIONS, DECISIONS_BACK, ABOUT_MEMBER, FAVOURS];

/// What an act is recognised by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct FirstLine {
    /// What.
    #[sqlx(try_from = "String")]
    pub what: What,
    /// To what.
    pub object: String,
    /// Who.
    pub proposed_by: PersonId,
    /// The print of what it was asked for.
    pub terms: String,
}

/// The first line of an act, if it was done.
pub(super) async fn first_line(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    act: i64,
) -> Result<Option<FirstLine>, DbError> {
    Ok(sqlx::query_as(FIRST_LINE).bind(exchange).bind(act).fetch_optional(conn).await?)
}

/// Writes a line at its place in the act; somebody's own words beside it.
pub(super) async fn write(tx: &mut Tx, act: &Act, line: i64) -> Result<(), DbError> {
    let (was, becomes) = if act.what.is_personal() { ("", "") } else { (act.was.as_str(), act.becomes.as_str()) };
    sqlx::query(WRITE)
        .bind(act.exchange)
        .bind(act.id)
        .bind(line)
        .bind(act.what.tag())
        .bind(act.object.clone())
        .bind(was.to_owned())
        .bind(becomes.to_owned())
        .bind(act.why.clone())
        .bind(act.by)
        .bind(act.on_behalf_of)
        .bind(act.rules_version)
        .bind(act.at)
        .bind(folded(&format!("{} {was} {becomes}", act.why)))
        .bind(act.terms.clone())
        .bind(act.favour)
        .bind(act.seconded_by)
        .bind(act.in_force_from)
        .execute(tx.conn())
        .await?;
    if act.what.is_personal() {
        let query = sqlx::query(WRITE_WORDS).bind(act.exchange).bind(act.id).bind(line);
        query.bind(act.was.clone()).bind(act.becomes.clone()).execute(tx.conn()).await?;
    }
    Ok(())
}

/// What is asked of the journal.
#[derive(Clone, Debug)]
pub struct DecisionsAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// What may be read of it.
    pub what: Vec<What>,
    /// Only what was in the favour of whoever entered it.
    pub alone: bool,
}

/// The lines of a window of what was decided and done; one more than are shown.
pub async fn decisions(
    conn: &mut AnyConnection,
    scope: Scope,
    ask: &DecisionsAsk,
    window: &Window,
) -> Result<Vec<JournalLine>, DbError> {
    let sql = if window.is_backward() { DECISIONS_BACK } else { DECISIONS };
    let words: String = ask.what.iter().map(|what| format!("|{}|", what.tag())).collect();
    let LookFor { folded, pattern } = ask.look_for.clone();
    let (act, line) = edge(&window.edge());
    let query = sqlx::query_as(sql).bind(scope.exchange()).bind(words).bind(folded).bind(pattern);
    let query = query.bind(act).bind(line).bind(window.limit()).bind(i64::from(ask.alone));
    Ok(query.fetch_all(conn).await?)
}

/// Act and line that a link names, as [`JournalLine::edge`] writes them; 0 for none, and no line at all for what is no name of one.
fn edge(typed: &str) -> (i64, i64) {
    if typed.is_empty() {
        return (0, 0);
    }
    let read = typed.split_once('-').and_then(|(act, line)| Some((act.parse().ok()?, line.parse().ok()?)));
    read.filter(|(act, _)| *act > 0).unwrap_or((-1, 0))
}

/// What the committee did about a member, latest first; at most 50.
pub async fn about_member(
    conn: &mut AnyConnection,
    scope: Scope,
    (member, code): (MemberId, &Code),
) -> Result<Vec<JournalLine>, DbError> {
    let query = sqlx::query_as(ABOUT_MEMBER).bind(scope.exchange()).bind(member).bind(code.clone());
    Ok(query.fetch_all(conn).await?)
}

/// How much there is that others than the reader entered in their own favour after a moment, and nobody has undone.
pub async fn favours(
    conn: &mut AnyConnection,
    scope: Scope,
    (reader, after): (PersonId, Instant),
) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(FAVOURS).bind(scope.exchange()).bind(after).bind(reader).fetch_one(conn).await?)
}
