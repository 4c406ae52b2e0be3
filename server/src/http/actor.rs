//! Who asks: the right a handler needs is its first parameter's type, so a handler without the right cannot be called.
//!
//! A stranger, or a member of another exchange, gets the same answer for something of this exchange as for something that
//! does not exist.

use std::marker::PhantomData;

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::roles::{Right, Role, may};
use app::ui::{Chrome, Flash, Membership, Place, Signed as SignedIn, Theme};
use app::words::Language;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header;
use axum::http::request::Parts;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use tower_sessions::Session;

use crate::http::answer::Error;
use crate::http::session::PERSON;
use crate::http::tenant::Exchange;
use crate::site::Site;

/// A person with every place that they may act in, by exchange, and every office they hold there: a row each, without a
/// place if there is none.
pub const PERSON_WITH_PLACES: &str = "
select p.name, p.email, p.language, p.is_host, e.exchange_id, e.slug, e.name as exchange, m.member_id, m.account_id,
    m.name as member, a.code, coalesce(r.role, '') as office
from persons p
left join operators o on o.person_id = p.person_id
left join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state in ('active', 'suspended')
left join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join exchanges e on e.exchange_id = m.exchange_id and e.status = 'open'
left join roles r on r.exchange_id = e.exchange_id and r.person_id = p.person_id
where p.person_id = $1
order by e.name, m.member_id";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 1] = [PERSON_WITH_PLACES];

/// Anybody: a page that everybody may see.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// What stands around the page.
    pub chrome: Chrome,
    /// Who is signed in, if anybody.
    pub person: Option<Person>,
    /// The exchange one is in, if any.
    pub exchange: Option<Exchange>,
    /// The reader's member there, if any.
    pub member: Option<MyMember>,
    /// The offices they hold there.
    pub offices: Vec<Role>,
}

/// The person who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their key.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail, if they have one.
    pub email: Option<String>,
    /// They run the installation.
    pub is_host: bool,
}

/// A member that the signed-in person may act for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MyMember {
    /// Their exchange.
    pub exchange: ExchangeId,
    /// Their key.
    pub id: MemberId,
    /// Their account.
    pub account: AccountId,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// What stands around the page.
    pub chrome: Chrome,
    /// Who it is.
    pub person: Person,
}

/// A member of the exchange one is in.
#[derive(Clone, Debug)]
pub struct Member {
    /// What stands around the page.
    pub chrome: Chrome,
    /// Who acts.
    pub person: Person,
    /// The exchange.
    pub exchange: Exchange,
    /// For which member.
    pub me: MyMember,
    /// The offices they hold here.
    pub offices: Vec<Role>,
}

impl Member {
    /// Whether one of their offices has that right.
    pub fn may(&self, right: Right) -> bool {
        self.offices.iter().any(|role| may(*role, right))
    }

    /// What queries of this exchange are asked with.
    pub fn scope(&self) -> Scope {
        Scope(self.exchange.id)
    }
}

/// A member whose office has the right `R`.
#[derive(Clone, Debug)]
pub struct Committee<R> {
    /// The member who acts.
    pub member: Member,
    right: PhantomData<R>,
}

/// The same, for what is not there for anybody else: another member's books.
#[derive(Clone, Debug)]
pub struct Hidden<R> {
    /// The member who acts.
    pub member: Member,
    right: PhantomData<R>,
}

/// A right as a type, for [`Committee`] and [`Hidden`].
pub trait Needs: Send + Sync {
    /// Which right.
    const RIGHT: Right;
}

macro_rules! needs {
    ($($name:ident),*) => {$(
        #[doc = concat!("[`Right::", stringify!($name), "`] as a type.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Needs for $name {
            const RIGHT: Right = Right::$name;
        }
    )*};
}

needs!(SeeBalances, SetLimits, SetRules, AddMembers, PayForMembers, Reverse, Agree);

/// The exchange that a query may touch; made only here, out of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope(ExchangeId);

impl Scope {
    /// The exchange.
    pub fn exchange(self) -> ExchangeId {
        self.0
    }

    /// The exchange of a party to a transfer, which may be a partner's; for telling them, whether their account stands in the way,
    /// and whether somebody acts for them. Nothing else.
    pub(crate) fn of_party(exchange: ExchangeId) -> Self {
        Self(exchange)
    }
}

/// A cookie's value.
pub fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The reader's language before anybody is known: the cookie, else what the browser prefers, else the exchange's, else English.
pub fn language(parts: &Parts, development: bool) -> Language {
    let chosen = cookie(parts, "language").and_then(|tag| Language::of_tag(&tag));
    let chosen = chosen.filter(|language| development || *language != Language::Mirrored);
    let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen
        .or_else(|| header.and_then(Language::accepted))
        .or_else(|| parts.extensions.get::<Exchange>().map(|exchange| exchange.language))
        .unwrap_or(Language::English)
}

/// The path and query as the browser has them.
fn here(parts: &Parts) -> String {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    uri.path_and_query().map_or("/".to_owned(), |path| path.as_str().to_owned())
}

/// What stands around a page when nobody is known.
pub fn bare_chrome(parts: &Parts, site: &Site) -> Chrome {
    Chrome {
        language: language(parts, site.development),
        theme: cookie(parts, "theme").map_or(Theme::Device, |tag| Theme::of_tag(&tag)),
        place: None,
        signed: None,
        flash: None,
        here: here(parts),
        stylesheet: crate::http::assets::stylesheet(),
        development: site.development,
    }
}

fn place(exchange: &Exchange, mine: Option<Membership>) -> Place {
    Place {
        slug: exchange.slug.clone(),
        name: exchange.name.clone(),
        code: exchange.code.clone(),
        hue: exchange.hue,
        unit: exchange.unit.clone(),
        zone: exchange.zone.clone(),
        mine,
    }
}

/// The exchange of a page that is inside one.
///
/// # Errors
/// [`Error::NotFound`] outside, where no such handler is routed.
pub fn place_of(chrome: &Chrome) -> Result<&Place, Error> {
    chrome.place.as_ref().ok_or(Error::NotFound)
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let mut chrome = bare_chrome(parts, site);
        chrome.flash = cookie(parts, "flash").and_then(|tag| Flash::of_tag(&tag));
        let exchange = parts.extensions.get::<Exchange>().cloned();
        let session = Session::from_request_parts(parts, site).await.ok();
        let id = match session {
            Some(session) => session.get::<i64>(PERSON).await.map_err(|error| Error::Fault(error.to_string()))?,
            None => None,
        };
        let mut visitor = Self { chrome, person: None, exchange, member: None, offices: Vec::new() };
        if let Some(id) = id {
            visitor.recognise(PersonId(id), site).await?;
        }
        if let Some(exchange) = &visitor.exchange {
            let signed = visitor.chrome.signed.as_ref();
            let mine = signed.and_then(|s| s.memberships.iter().find(|m| m.slug == exchange.slug)).cloned();
            visitor.chrome.place = Some(place(exchange, mine));
        }
        Ok(visitor)
    }
}

impl Visitor {
    /// What queries of this exchange are asked with, for one of its members.
    pub fn scope(&self) -> Option<Scope> {
        self.member.map(|me| Scope(me.exchange))
    }

    /// Fills in who it is. A session whose person is gone is nobody's.
    async fn recognise(&mut self, id: PersonId, site: &Site) -> Result<(), Error> {
        let mut conn = site.db.read().await?;
        let rows = sqlx::query(PERSON_WITH_PLACES).bind(id).fetch_all(&mut *conn).await?;
        drop(conn);
        let Some(row) = rows.first() else { return Ok(()) };
        let language: String = row.try_get("language")?;
        let mirrored = self.chrome.language == Language::Mirrored;
        if let Some(language) = Language::of_tag(&language).filter(|_| !mirrored) {
            self.chrome.language = language;
        }
        let name: String = row.try_get("name")?;
        let is_host = row.try_get::<i64, _>("is_host")? == 1;
        self.person = Some(Person { id, name: name.clone(), email: row.try_get("email")?, is_host });
        let mut memberships: Vec<Membership> = Vec::new();
        for row in &rows {
            self.place(row, &mut memberships)?;
        }
        self.chrome.signed = Some(SignedIn { name, memberships, is_host });
        Ok(())
    }

    /// Takes in one place, or one more office of the last.
    fn place(&mut self, row: &AnyRow, memberships: &mut Vec<Membership>) -> Result<(), Error> {
        let Some(exchange) = row.try_get::<Option<ExchangeId>, _>("exchange_id")? else { return Ok(()) };
        let office: String = row.try_get("office")?;
        let code = Code::stored(row.try_get::<String, _>("code")?);
        let here = self.exchange.as_ref().is_some_and(|e| e.id == exchange);
        if here && let Some(role) = Role::of_tag(&office).filter(|role| !self.offices.contains(role)) {
            self.offices.push(role);
        }
        if memberships.last().is_some_and(|last| last.code == code) {
            return Ok(());
        }
        memberships.push(Membership {
            slug: row.try_get("slug")?,
            exchange: row.try_get("exchange")?,
            member: row.try_get("member")?,
            code,
            in_committee: !office.is_empty(),
        });
        if here && self.member.is_none() {
            let (id, account) = (row.try_get("member_id")?, row.try_get("account_id")?);
            self.member = Some(MyMember { exchange, id, account });
        }
        Ok(())
    }
}

impl FromRequestParts<Site> for Signed {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        match visitor.person {
            Some(person) => Ok(Self { chrome: visitor.chrome, person }),
            None => Err(Error::SignIn(visitor.chrome.here)),
        }
    }
}

impl FromRequestParts<Site> for Member {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        let Some(person) = visitor.person else { return Err(Error::SignIn(visitor.chrome.here)) };
        let (Some(exchange), Some(me)) = (visitor.exchange, visitor.member) else { return Err(Error::NotFound) };
        Ok(Self { chrome: visitor.chrome, person, exchange, me, offices: visitor.offices })
    }
}

impl<R: Needs> FromRequestParts<Site> for Committee<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let member = Member::from_request_parts(parts, site).await?;
        if member.may(R::RIGHT) { Ok(Self { member, right: PhantomData }) } else { Err(Error::Forbidden) }
    }
}

impl<R: Needs> FromRequestParts<Site> for Hidden<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let member = Member::from_request_parts(parts, site).await?;
        if member.may(R::RIGHT) { Ok(Self { member, right: PhantomData }) } else { Err(Error::NotFound) }
    }
}
