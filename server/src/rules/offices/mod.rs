//! Who governs the exchange: the page that every member reads, and the forms that give an office, end one, and lay down or hand over
//! one's own. What is given or ended waits for a second officer as a change of rules does; laying down waits for nobody.

mod deciding;
mod end;
mod give;
pub mod interim;
mod own;

use app::roles::Right;
use app::roles::page::{HeldOffice, OfficersPage, officers_page};
use app::rules::matter::Matter;
use app::rules::proposal_page::waiting_list;
use axum::extract::State;
use axum::response::Html;
pub use end::{end, end_form};
pub use give::{give, give_form};
pub use own::{leave, own_form};

use super::proposals::waiting;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::reader::place_of;
use crate::roles::job::is_governed;
use crate::roles::store;
use crate::site::Site;

/// `GET /officers`
pub async fn page(member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let (chrome, exchange) = (&member.chrome, &member.exchange);
    let mut conn = site.db.read().await?;
    let held = store::holders(&mut conn, exchange.id).await?;
    let held = held.into_iter().filter_map(|row| {
        let since = row.since.day(&exchange.zone);
        Some(HeldOffice { office: row.office()?, name: row.name, code: row.code, since })
    });
    let waiting = waiting(&mut conn, member.scope()).await?;
    let title = (chrome.words().officers_waiting(), &exchange.unit);
    let data = OfficersPage {
        held: held.collect(),
        today: site.clock.now().day(&exchange.zone),
        waiting: waiting_list(chrome, title, &waiting, Matter::Offices),
        may_set: member.may(Right::SetOffices),
        holds: !member.offices.is_empty() && !member.looks_in,
        is_orphaned: !is_governed(&mut conn, exchange, site.clock.now()).await?,
    };
    Ok(Html(officers_page(chrome, &place_of(chrome)?.name, data)))
}
