//! The market as it is searched: a page of what is on it, and how much there is.

use app::ids::ListingId;
use app::marketplace::ListingKind;
use app::marketplace::market_page::MarketLine;
use app::marketplace::price::Price;
use app::time::Instant;
use jiff::civil::Date;
use sqlx::any::AnyArguments;
use sqlx::query::QueryAs;
use sqlx::{Any, AnyConnection, FromRow};
use uuid::Uuid;

use crate::db::DbError;
use crate::http::actor::Scope;
use crate::http::list::{Window, literal};
use crate::http::work_list::store::awake;

/// What is on the market of the exchange `$1` on the day `$2` for who finds what reaches `$3`: of the kind `$4`, of the category `$5` or below it,
/// with the words `$6`, `$7` and `$8`, of members who were last awake at `$9` or later.
macro_rules! on_the_market {
    () => {
        concat!(
            "
from listings l
join members m on m.exchange_id = l.exchange_id and m.member_id = l.member_id and m.state = 'active'
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join categories c on c.exchange_id = l.exchange_id and c.category_id = l.category_id
where l.exchange_id = $1 and l.state = 'live' and l.until >= $2 and l.reach >= $3 and ($4 = '' or l.kind = $4)
    and (cast($5 as bigint) = 0 or l.category_id = $5 or c.below = $5)
    and l.sought like $6 escape '!' and l.sought like $7 escape '!' and l.sought like $8 escape '!'
    and ",
            awake!(),
            " >= $9"
        )
    };
}

/// A page of it, the newest first; at the edge `$11`, if `$10` is not 0.
macro_rules! market {
    ($beyond:literal, $order:literal) => {
        concat!(
            "
select l.listing_id, l.kind, l.title, l.words, l.price_kind, l.price, l.area, a.code, m.name, a.last_booked_at",
            on_the_market!(),
            "
    and (cast($10 as bigint) = 0 or (l.listed_at, l.listing_id) ",
            $beyond,
            " (
        select e.listed_at, e.listing_id
        from listings e
        where e.exchange_id = $1 and e.listing_id = $11
    ))
order by l.listed_at",
            $order,
            ", l.listing_id",
            $order,
            "
limit $12"
        )
    };
}
/// Forward.
pub const NEWEST: &str = market!("<", " desc");
/// Backward from an edge.
pub const NEWEST_BACK: &str = market!(">", "");
/// How much of it there is.
pub const COUNT: &str = concat!("\nselect count(*) as listings", on_the_market!());
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [NEWEST, NEWEST_BACK, COUNT];

/// How many words are looked for; what is typed beyond them is one with the last.
const WORDS: usize = 3;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct MarketAsk {
    /// The day there.
    pub today: Date,
    /// How far a listing must reach to be found.
    pub reach: i64,
    /// Of which kind; empty for both.
    pub kind: String,
    /// The number of a category; 0 for all.
    pub category: i64,
    /// As names are compared.
    pub folded: String,
    /// Listings are shown of who was last awake then or later.
    pub awake_since: Instant,
}

#[derive(Clone, Debug, FromRow)]
struct MarketRow {
    listing_id: ListingId,
    kind: ListingKind,
    title: String,
    words: String,
    price_kind: String,
    price: i64,
    area: String,
    code: app::ids::Code,
    name: String,
    last_booked_at: Instant,
}

impl From<MarketRow> for MarketLine {
    fn from(row: MarketRow) -> Self {
        Self {
            id: row.listing_id,
            kind: row.kind,
            title: row.title,
            text: row.words,
            price: Price::of(&row.price_kind, row.price),
            area: row.area,
            code: row.code,
            name: row.name,
            last_booked_at: row.last_booked_at,
        }
    }
}

fn asked<'q, T>(sql: &'static str, scope: Scope, ask: &MarketAsk) -> QueryAs<'q, Any, T, AnyArguments>
where
    T: for<'r> FromRow<'r, sqlx::any::AnyRow>,
{
    let mut words = ask.folded.splitn(WORDS, ' ').map(str::trim).filter(|word| !word.is_empty()).map(literal);
    let query = sqlx::query_as(sql).bind(scope.exchange()).bind(ask.today.to_string()).bind(ask.reach);
    let query = query.bind(ask.kind.clone()).bind(ask.category);
    let query = (0..WORDS).fold(query, |query, _| query.bind(words.next().unwrap_or_else(|| "%".to_owned())));
    query.bind(ask.awake_since)
}

/// A page of the market.
///
/// # Errors
/// The database's.
pub async fn lines(
    conn: &mut AnyConnection,
    scope: Scope,
    ask: &MarketAsk,
    window: &Window,
) -> Result<Vec<MarketLine>, DbError> {
    let sql = if window.is_backward() { NEWEST_BACK } else { NEWEST };
    let edge = window.edge();
    let id = edge.parse().unwrap_or(ListingId(Uuid::nil()));
    let query = asked::<MarketRow>(sql, scope, ask).bind(i64::from(!edge.is_empty())).bind(id).bind(window.limit());
    Ok(query.fetch_all(conn).await?.into_iter().map(MarketLine::from).collect())
}

/// How much of it there is.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut AnyConnection, scope: Scope, ask: &MarketAsk) -> Result<i64, DbError> {
    let (count,): (i64,) = asked(COUNT, scope, ask).fetch_one(conn).await?;
    Ok(count)
}
