//! The people of an exchange: directory, one member, all balances.

pub mod add;
pub mod asleep;
pub mod checks;
pub mod erasing;
pub mod listed;
pub mod operators;
pub mod paper;
pub mod portrait;
pub mod profile;
pub mod states;
pub mod store;

use app::ids::Code;
use app::members::checks::checks_said;
use app::members::pages::{DirectoryReader, DirectorySort, directory_page, member_page};
use app::paths::exchange::Member as MemberPath;
use app::paths::query::ListQuery;
use app::roles::Right;
use app::rules::who_may_join::WhoMayJoin;
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};

use self::store::DirectoryAsk;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::journal;
use crate::site::Site;

/// `GET /members?q=&sort=&after=`
pub async fn directory(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let ask = ask(&query);
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = store::directory(&mut conn, member.scope(), &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::directory(&mut conn, member.scope(), &ask, &window).await?;
    }
    let count = store::count_directory(&mut conn, member.scope(), &ask.look_for).await?;
    let vouches = member.exchange.rules.who_may_join() == WhoMayJoin::Vouching;
    let today = site.clock.now().day(&member.exchange.zone);
    let reader = DirectoryReader { vouches, sees_balances: member.sees_balances() };
    Ok(Html(directory_page((&member.chrome, today), query, window.page(lines), (count, reader))))
}

fn ask(query: &ListQuery) -> DirectoryAsk {
    DirectoryAsk { look_for: LookFor::typed(&query.q), sort: DirectorySort::of_tag(&query.sort) }
}

/// `GET /members.csv`: the same lines in the same order, all of them.
pub async fn directory_csv(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let name = format!("{}-members-{today}.csv", member.exchange.slug);
    csv::file(&name, DirectoryRows { site, member, ask: ask(&query) }).await
}

/// The directory for a spreadsheet.
struct DirectoryRows {
    site: Site,
    member: Member,
    ask: DirectoryAsk,
}

impl SheetRows for DirectoryRows {
    type Edge = String;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let words = self.member.chrome.words();
        [words.member_code(), words.balances_name(), words.member_area()].iter().map(|head| Cell::head(head)).collect()
    }

    async fn part(&self, sheet: &mut Sheet, after: Option<String>) -> Result<Option<String>, Error> {
        let window = Window::part(after);
        let mut conn = self.site.db.read().await?;
        let part = window.page(store::directory(&mut conn, self.member.scope(), &self.ask, &window).await?);
        for line in &part.lines {
            sheet.row([Cell::text(line.code.as_str()), Cell::text(&line.name), Cell::text(&line.area)])?;
        }
        Ok(part.lines.last().filter(|_| part.later).map(|line| line.code.to_string()))
    }
}

/// `GET /members/{code}`
pub async fn member(path: MemberPath, member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::profile(&mut conn, member.scope(), &code, (site.clock.now(), &member.exchange.zone)).await?;
    let (id, mut profile) = found.ok_or(Error::NotFound)?;
    profile.mine =
        profile.line.code == place_of(&member.chrome)?.mine.as_ref().map_or(Code::stored(""), |m| m.code.clone());
    let sees = member.may_in(Right::SeeBalances, &profile.line.area);
    if !(member.exchange.rules.shows_balances() || profile.mine || sees) {
        profile.balance = None;
    }
    if !(profile.phone_shown || profile.mine || sees || member.acts_by_office()) {
        profile.phone.clear();
    }
    if !profile.mine {
        let between = (&code, member.me.account);
        [profile.paid_me, profile.paid_by_me] = store::last_paid(&mut conn, member.scope(), between).await?;
    }
    profile.listings = listed::store::listings(&mut conn, (member.scope(), id), profile.today).await?;
    profile.may_see_statement = member.may(Right::SeeBalances);
    profile.may_pay_for = member.may_in(Right::PayForMembers, &profile.line.area);
    profile.may_correct = member.may(Right::AddMembers);
    profile.may_set_limits = member.may(Right::SetLimits);
    profile.may_set_state = member.may(Right::SetStates);
    profile.may_make_code = member.may_in(Right::Enrol, &profile.line.area);
    if member.may(Right::AddMembers)
        && let Some(person) = checks::store::person_of(&mut conn, (member.exchange.id, id)).await?
    {
        let list = checks::list(&mut conn, &member.exchange, person).await?;
        profile.checks = checks_said(&list, member.chrome.words());
    }
    if profile.mine || member.may(Right::SeeBalances) {
        profile.acts = journal::store::about_member(&mut conn, member.scope(), (id, &code)).await?;
    }
    Ok(Html(member_page(&member.chrome, place_of(&member.chrome)?, &profile)))
}
