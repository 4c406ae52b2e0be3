//! A payment that its payer asks to have back: who was paid, and the mails to whoever acts for them, here or in a partner exchange.

use app::ids::{ExchangeId, PersonId, TransferId};
use app::mails::{Letter, MailOfficer};
use app::messages::AskedView;
use app::messages::mails::AskMail;
use app::paths::exchange::{GiveBack, Transfer};
use app::ui::chrome::{href_as, href_in};
use app::ui::text::amount_text;
use axum_extra::routing::TypedPath;
use sqlx::AnyConnection;

use super::store::{ReaderRow, readers};
use crate::db::DbError;
use crate::http::actor::{Scope, Visitor};
use crate::http::answer::Error;
use crate::http::tenant::{self, Exchange};
use crate::ledger::{self, Stored};
use crate::mail::whom;
use crate::members::store as members;
use crate::site::Site;

/// What is asked back, and who is to read it.
pub(super) struct Asked {
    /// For the page.
    pub(super) view: AskedView,
    /// The first words of the message.
    pub(super) about: String,
    /// Where who was paid reads it; none in a partner exchange that is closed.
    there: Option<There>,
}

/// The payment in the books of who was paid.
struct There {
    exchange: Exchange,
    leg: Stored,
    /// Who of its committee is named in the mail.
    officers: Vec<MailOfficer>,
    /// Whoever acts for them, as far as they have an address.
    readers: Vec<ReaderRow>,
}

/// The payment of that id, if this member made it; none if none is named.
///
/// # Errors
/// [`Error::NotFound`] of what is not theirs.
pub(super) async fn asked(
    conn: &mut AnyConnection,
    (visitor, exchange): (&Visitor, &Exchange),
    typed: &str,
) -> Result<Option<Asked>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let Some(person) = &visitor.person else { return Err(Error::SignIn(visitor.chrome.here.clone())) };
    let me = visitor.member.ok_or(Error::NotFound)?;
    let id: TransferId = typed.parse().map_err(|_| Error::NotFound)?;
    let ours = ledger::store::find(conn, exchange.id, &[id]).await?.pop();
    let ours = ours.filter(|ours| ours.payer == me.account && ours.reverses.is_none()).ok_or(Error::NotFound)?;
    let language = visitor.chrome.language;
    let (number, amount) = (ours.position.to_string(), amount_text(&exchange.unit, language, ours.amount));
    let payee = if ours.partner_id == 0 {
        members::name(conn, Scope::of_party(exchange.id), ours.payee).await?.1
    } else {
        ours.partner_name.clone()
    };
    let there = there(conn, exchange, ours, person.id).await?;
    let about = visitor.chrome.words().receipt_ask_words(number, amount, &payee);
    let is_reached = there.as_ref().is_some_and(|there| !there.readers.is_empty());
    Ok(Some(Asked { view: AskedView { id, payee, is_reached }, about, there }))
}

/// Where who was paid reads of it, and who acts for them; whoever asks does not write to themselves.
async fn there(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    ours: Stored,
    but: PersonId,
) -> Result<Option<There>, DbError> {
    let partner = ExchangeId(ours.partner_id);
    let (exchange, leg) = if partner.0 == 0 {
        (exchange.clone(), ours)
    } else {
        let Some(theirs) = tenant::by_id(&mut *conn, partner).await? else { return Ok(None) };
        let Some(twin) = ledger::store::find(&mut *conn, partner, &[ours.id]).await?.pop() else { return Ok(None) };
        (theirs, twin)
    };
    let readers = readers(&mut *conn, (exchange.id, leg.payee), but).await?;
    let officers = whom::named(conn, [exchange.id].into_iter()).await?.remove(&exchange.id).unwrap_or_default();
    Ok(Some(There { exchange, leg, officers, readers }))
}

impl Asked {
    /// The letters to whoever acts for who was paid, each with who it is and where they are written to.
    pub(super) fn letters(
        &self,
        site: &Site,
        (name, exchange): (&str, &Exchange),
        (message, committee): (&str, Option<String>),
    ) -> Vec<(PersonId, String, Letter)> {
        let Some(There { exchange: there, leg, officers, readers }) = &self.there else { return Vec::new() };
        let name = if there.id == exchange.id { name.to_owned() } else { format!("{name} ({})", exchange.name) };
        let sender = whom::sender((&there.name, &there.slug), officers, &site.config.public_url);
        let letter = |reader: &ReaderRow| {
            let mail = AskMail {
                name: name.clone(),
                sender: sender.clone(),
                number: leg.position,
                amount: amount_text(&there.unit, reader.language, leg.amount),
                message: message.to_owned(),
                back: url(site, there, reader, &GiveBack { id: leg.id.to_string() }),
                receipt: url(site, there, reader, &Transfer { id: leg.id.to_string() }),
                committee: committee.clone(),
            };
            (reader.person_id, reader.email.clone(), mail.letter(reader.name.clone(), reader.language))
        };
        readers.iter().map(letter).collect()
    }
}

/// The whole address of a page of the reader's account.
fn url(site: &Site, there: &Exchange, reader: &ReaderRow, path: &impl TypedPath) -> String {
    let path = if reader.older == 0 { href_in(&there.slug, path) } else { href_as(&there.slug, &reader.code, path) };
    format!("{}{path}", site.config.public_url)
}
