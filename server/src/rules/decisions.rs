//! What was decided and done in an exchange, for every member who may know of it.

use app::journal::JournalLine;
use app::paths::query::ListQuery;
use app::rules::decisions::{DecisionsShow, decisions_page, in_words};
use app::ui::text::moment_text;
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};

use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::journal::store::{DecisionsAsk, decisions};
use crate::site::Site;

fn ask(member: &Member, query: &ListQuery) -> DecisionsAsk {
    let show = DecisionsShow::of_tag(&query.show);
    let what = show.shown(|right| member.may(right));
    DecisionsAsk { look_for: LookFor::typed(&query.q), what, alone: show == DecisionsShow::Alone }
}

/// `GET /decisions?q=&show=&after=`
pub async fn page(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let ask = ask(&member, &query);
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = decisions(&mut conn, member.scope(), &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = decisions(&mut conn, member.scope(), &ask, &window).await?;
    }
    let (chrome, list) = (&member.chrome, (query, window.page(lines)));
    Ok(Html(decisions_page(chrome, place_of(chrome)?, list, |right| member.may(right))))
}

/// `GET /decisions.csv`: the same lines in the same order, all of them.
pub async fn csv(member: Member, State(site): State<Site>, Query(query): Query<ListQuery>) -> Result<Response, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let name = format!("{}-decisions-{today}.csv", member.exchange.slug);
    let ask = ask(&member, &query);
    csv::file(&name, DecisionRows { site, member, ask }).await
}

/// What was decided and done, for a spreadsheet.
struct DecisionRows {
    site: Site,
    member: Member,
    ask: DecisionsAsk,
}

impl SheetRows for DecisionRows {
    type Edge = String;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let words = self.member.chrome.words();
        let heads = [
            words.decisions_when(),
            words.decisions_what(),
            words.balances_account(),
            words.balances_name(),
            words.decisions_was(),
            words.decisions_becomes(),
            words.decisions_why(),
            words.decisions_who(),
        ];
        heads.iter().map(|head| Cell::head(head)).collect()
    }

    async fn part(&self, sheet: &mut Sheet, after: Option<String>) -> Result<Option<String>, Error> {
        let Member { chrome, exchange, .. } = &self.member;
        let window = Window::part(after);
        let mut conn = self.site.db.read().await?;
        let part = window.page(decisions(&mut conn, self.member.scope(), &self.ask, &window).await?);
        for line in &part.lines {
            let said = in_words(line, &exchange.unit, chrome.language);
            let when = moment_text(chrome.words(), line.entered_at, &exchange.zone);
            let cells = [&when, &said.label, line.code.as_str(), &line.member, &said.was, &said.becomes, &line.why];
            sheet.row(cells.into_iter().chain([line.by(chrome.words()).as_str()]).map(Cell::text))?;
        }
        Ok(part.lines.last().filter(|_| part.later).map(JournalLine::edge))
    }
}
