//! The page of what one was told, and which of it one also gets a mail about.

use app::ids::{AccountId, ExchangeId};
use app::notices::NoticeKind;
use app::notices::pages::{MailsForm, NoticeLine, ReadForm, notices_page};
use app::paths::installation::MyNotices;
use app::time::{Instant, zone};
use app::ui::Flash;
use app::ui::text::moment_text;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::news::News;
use super::store::{self, InboxNotice, NoticeEdge, NoticeKey};
use crate::http::actor::Signed;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::query::Query;
use crate::site::Site;

/// Notices on one page.
const PAGE: usize = 50;

/// Which page of the notices.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct InboxQuery {
    /// Those beyond this one, as [`NoticeEdge`] is written; empty for the newest.
    before: String,
}

/// `GET /me/notices?before=`: changes nothing; what is new stays so until it is marked as read.
pub async fn page(
    signed: Signed,
    State(site): State<Site>,
    Query(query): Query<InboxQuery>,
) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let edge = edge(&query.before).unwrap_or_else(NoticeEdge::start);
    let mut found = store::inbox(&mut conn, signed.person.id, edge).await?;
    let stopped = store::stopped(&mut conn, signed.person.id).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let news = News::of(&mut conn, site.db.engine(), found.iter().map(|notice| &notice.key)).await?;
    drop(conn);
    let older = found.last().filter(|_| more).map(|last| format!("{MyNotices}?before={}", written(last)));
    let newest = found.first().map_or(0, |first| first.at.0);
    let lines = found.iter().filter_map(|notice| line(&signed, notice, &news)).collect();
    let wanted = |kind: NoticeKind| (kind, !stopped.iter().any(|tag| tag == kind.tag()));
    let wanted: Vec<_> = NoticeKind::settings().map(wanted).collect();
    Ok(Html(notices_page(&signed.chrome, lines, (newest, older), &wanted)))
}

/// The place of a notice in the list, for a link.
fn written(InboxNotice { at, key, .. }: &InboxNotice) -> String {
    format!("{}.{}.{}.{}.{}", at.0, key.exchange_id.0, key.account_id.0, key.kind, key.object)
}

/// The place that a link names; none if it names none.
fn edge(text: &str) -> Option<NoticeEdge> {
    let mut parts = text.splitn(5, '.');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (at, exchange_id, account_id) = (Instant(number()?), ExchangeId(number()?), AccountId(number()?));
    let mut word = || parts.next().filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    let (kind, object) = (word()?.to_owned(), word()?.to_owned());
    Some(NoticeEdge { at, key: NoticeKey { exchange_id, account_id, kind, object } })
}

fn line(signed: &Signed, notice: &InboxNotice, news: &News) -> Option<NoticeLine> {
    let (place, chrome) = (notice.place.place(), &signed.chrome);
    let said = news.say(&notice.key, &place.exchange)?;
    Some(NoticeLine {
        sentence: said.sentence(&place, chrome.language),
        href: news.page(&notice.key, &notice.place)?,
        place: format!("{} · {}", place.exchange, place.code),
        at: moment_text(chrome.words(), notice.at, &zone(&notice.time_zone).unwrap_or(TimeZone::UTC)),
        iso: notice.at.iso(),
        fresh: notice.fresh,
    })
}

/// `POST /me/notices`: marks what the page showed as read, not what came since.
pub async fn read(signed: Signed, State(site): State<Site>, Form(form): Form<ReadForm>) -> Result<Response, Error> {
    let until = Instant(form.until.parse().unwrap_or(0));
    site.db
        .write((signed.person.id, until, site.clock.now()), async |tx, (person, until, now)| {
            store::read(tx, *person, (*until, *now)).await
        })
        .await?;
    Ok(Redirect::to(&MyNotices.to_string()).into_response())
}

/// `POST /me/notices/mails`: which kinds one gets mails about.
pub async fn mails(signed: Signed, State(site): State<Site>, Form(form): Form<MailsForm>) -> Result<Response, Error> {
    let wanted: Vec<(NoticeKind, bool)> = NoticeKind::settings().map(|kind| (kind, form.wants(kind))).collect();
    site.db
        .write((signed.person.id, wanted, site.clock.now()), async |tx, (person, wanted, now)| {
            for (kind, wants) in wanted {
                if *wants {
                    store::start(tx, (*person, *kind)).await?;
                } else {
                    store::stop(tx, (*person, *kind), *now).await?;
                }
            }
            Ok::<(), crate::db::DbError>(())
        })
        .await?;
    Ok(with_flash(&site, &MyNotices.to_string(), Flash::Saved))
}
