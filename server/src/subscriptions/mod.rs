//! Subscriptions in money: the treasurer's list, entering what was paid for those who are ticked, and the same for a spreadsheet.

pub mod job;
pub mod store;
pub mod work;

use app::forms::{PAGE, numbered};
use app::ids::MemberId;
use app::journal::What;
use app::paths::exchange::Subscriptions as SubscriptionsPath;
use app::paths::query::ListQuery;
use app::roles::Right;
use app::subscriptions::form::{SubscriptionsAsked, SubscriptionsForm};
use app::subscriptions::page::{
    OwnSubscription, SubscriptionShow, SubscriptionSort, SubscriptionsPage, state_sentence, subscriptions_page,
};
use app::subscriptions::{SubscriptionTerms, next_end};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sqlx::AnyConnection;

use self::store::SubscriptionsAsk;
use self::work::{EnteringSubscriptions, NotEntered, enter, last_day};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed};
use crate::http::actor::{Committee, KeepSubscriptions, Member, SeeBalances};
use crate::http::answer::{Error, with_flash};
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::form::Form;
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act};
use crate::members::states::store::find;
use crate::members::store::is_own;
use crate::site::Site;

fn ask(query: &ListQuery, (member, now): (&Member, Instant)) -> SubscriptionsAsk {
    SubscriptionsAsk {
        look_for: LookFor::typed(&query.q),
        show: SubscriptionShow::of_tag(&query.show),
        sort: SubscriptionSort::of_tag(&query.sort),
        today: now.day(&member.exchange.zone),
        reader: member.person.id,
    }
}

/// `GET /subscriptions?q=&show=&sort=&after=`
pub async fn page(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let member = committee.member;
    let form = SubscriptionsForm { id: fresh_key().to_string(), ..SubscriptionsForm::default() };
    show(&member, &site, query, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    query: ListQuery,
    (mut form, errors): (SubscriptionsForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let (asked, of) = (ask(&query, (member, site.clock.now())), (member.scope(), &member.exchange.zone));
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = store::listed(&mut conn, of, &asked, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::listed(&mut conn, of, &asked, &window).await?;
    }
    let terms = SubscriptionTerms::of(&member.exchange.rules);
    if errors.is_empty() {
        form.paid_until = next_end(terms.as_ref(), asked.today).to_string();
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = SubscriptionsPage {
        terms,
        query,
        page: window.page(lines),
        today: asked.today,
        may_keep: member.may(Right::KeepSubscriptions),
        form,
        errors,
    };
    Ok((status, Html(subscriptions_page(&member.chrome, data))).into_response())
}

/// `POST /subscriptions`: for all who are ticked, in one act; the same form again enters nothing more. Nobody enters their own.
pub async fn keep(
    committee: Committee<KeepSubscriptions>,
    State(site): State<Site>,
    Form(form): Form<SubscriptionsForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (language, now) = (member.chrome.language, site.clock.now());
    let read = form.parse(language, now.day(&member.exchange.zone));
    let (id, asked) = match numbered(&form.id, language, read) {
        Ok(read) => read,
        Err(errors) => {
            let form = SubscriptionsForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, ListQuery::default(), (form, errors)).await;
        }
    };
    let Some(members) = members(&member, &site, &asked).await? else {
        let own = FieldError { field: PAGE, message: member.chrome.words().subscriptions_own() };
        let form = SubscriptionsForm { id: fresh_key().to_string(), ..form };
        return show(&member, &site, ListQuery::default(), (form, vec![own])).await;
    };
    let act = Act::new(What::Subscription, (member.exchange.id, id), (member.person.id, now)).asking(&asked);
    let entering = EnteringSubscriptions { members, entry: asked.entry, act };
    match site.db.write(entering, enter).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&SubscriptionsPath), Flash::Saved))
        }
        Err(Failed::Refused(NotEntered::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotEntered::Gone)) => Err(Error::NotFound),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The members of these accounts; none where one of them is the reader's own.
async fn members(member: &Member, site: &Site, asked: &SubscriptionsAsked) -> Result<Option<Vec<MemberId>>, Error> {
    let mut conn = site.db.read().await?;
    let mut members = Vec::new();
    for code in &asked.codes {
        let found = find(&mut conn, member.scope(), code).await?.ok_or(Error::NotFound)?;
        if is_own(&mut conn, member.scope(), found.account_id, member.person.id).await? {
            return Ok(None);
        }
        members.push(found.member_id);
    }
    Ok(Some(members))
}

/// `GET /subscriptions.csv`: the same lines in the same order, all of them.
pub async fn csv(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let member = committee.member;
    let ask = ask(&query, (&member, site.clock.now()));
    let name = format!("{}-subscriptions-{}.csv", member.exchange.slug, ask.today);
    csv::file(&name, SubscriptionRows { site, member, ask }).await
}

/// The members for a spreadsheet.
struct SubscriptionRows {
    site: Site,
    member: Member,
    ask: SubscriptionsAsk,
}

impl SheetRows for SubscriptionRows {
    type Edge = String;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let words = self.member.chrome.words();
        let heads = [
            words.balances_account(),
            words.balances_name(),
            words.subscriptions_until(),
            words.subscriptions_state(),
            words.subscriptions_entered_by(),
            words.subscriptions_entered_on(),
        ];
        heads.iter().map(|head| Cell::head(head)).collect()
    }

    async fn part(&self, sheet: &mut Sheet, after: Option<String>) -> Result<Option<String>, Error> {
        let words = self.member.chrome.words();
        let window = Window::part(after);
        let mut conn = self.site.db.read().await?;
        let of = (self.member.scope(), &self.member.exchange.zone);
        let part = window.page(store::listed(&mut conn, of, &self.ask, &window).await?);
        for line in &part.lines {
            let (by, on) = line.entered.clone().map(|(by, on)| (by, on.to_string())).unwrap_or_default();
            sheet.row([
                Cell::text(line.code.as_str()),
                Cell::text(&line.name),
                Cell::text(&line.paid.until.map(|day| day.to_string()).unwrap_or_default()),
                Cell::text(&state_sentence(words, line.paid, self.ask.today)),
                Cell::text(&by),
                Cell::text(&on),
            ])?;
        }
        Ok(part.lines.last().filter(|_| part.later).map(|line| line.code.to_string()))
    }
}

/// What a member reads of their own; nothing where there are no subscriptions, or of the exchange itself.
///
/// # Errors
/// The database's.
pub async fn own(
    conn: &mut AnyConnection,
    (exchange, member): (&Exchange, MemberId),
    now: Instant,
) -> Result<Option<OwnSubscription>, DbError> {
    let Some(terms) = SubscriptionTerms::of(&exchange.rules).filter(|_| member != MemberId(0)) else { return Ok(None) };
    let kept = store::kept(conn, (exchange.id, &exchange.zone), member).await?.unwrap_or_default();
    let today = now.day(&exchange.zone);
    let last = last_day(&terms, &kept, today);
    Ok(Some(OwnSubscription { terms, paid: kept.paid.shown(kept.entered), today, last }))
}
