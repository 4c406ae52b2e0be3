//! Who asks: the right a handler needs is its first parameter's type, so a handler without the right cannot be called.
//!
//! A stranger, or a member of another exchange, gets the same answer for something of this exchange as for something that
//! does not exist. Below `/as/{code}` the member is that one: another account of the person's, or, of the committee and by right,
//! a member on whose behalf they act, or the exchange, of whose own account they pay. Offices are left at the door there: nobody is of
//! the committee as somebody else.

use std::marker::PhantomData;

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::roles::{Right, Role, in_their_area, is_among, may};
use app::ui::{Acting, Chrome, Membership, Place, SignedIn};
use app::words::Language;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use tower_sessions::Session;

use crate::http::answer::Error;
use crate::http::glass::{self, BrokenGlass};
pub use crate::http::needs::*;
use crate::http::reader::{bare_chrome, flash, place};
use crate::http::session::{self, Door};
use crate::http::store::{self, MemberRow, PlaceRow};
use crate::http::tenant::Exchange;
use crate::http::work_list;
use crate::site::Site;

/// Whose account the path names before the page; put there by who took it off the path.
#[derive(Clone, Debug)]
pub struct ActingFor(pub Code);

/// What the committee needs to reach a page on a member's behalf; put there by the table of routes.
#[derive(Clone, Copy, Debug)]
pub struct OnBehalf(pub Right);

/// Anybody: a page that everybody may see.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// What stands around the page.
    pub chrome: Chrome,
    /// Who is signed in, if anybody.
    pub person: Option<Person>,
    /// The exchange one is in, if any.
    pub exchange: Option<Exchange>,
    /// The member for whom they are here, if any.
    pub member: Option<MyMember>,
    /// That is on the member's behalf, by right.
    pub on_behalf: bool,
    /// All accounts of theirs there, oldest first.
    pub own: Vec<(MyMember, Code)>,
    /// The offices they hold there; none while they act for somebody.
    pub offices: Vec<Role>,
    /// The areas that they look after there; none while they act for somebody.
    pub areas: Vec<String>,
    /// They run the installation and have broken the glass of this exchange: they read what who looks over its books reads.
    pub glass: Option<BrokenGlass>,
}

/// Who sends a form, for the reader of the form, which comes after: theirs it must be.
#[derive(Clone, Debug)]
pub struct Asker {
    /// What stands around their page.
    pub chrome: Chrome,
    /// Where they are.
    pub exchange: Option<ExchangeId>,
}

impl Asker {
    /// Whoever this is.
    pub fn of(visitor: &Visitor) -> Self {
        Self { chrome: visitor.chrome.clone(), exchange: visitor.exchange.as_ref().map(|exchange| exchange.id) }
    }

    fn note(parts: &mut Parts, visitor: &Visitor) {
        if parts.method == Method::POST {
            parts.extensions.insert(Self::of(visitor));
        }
    }
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
    /// Their key; 0 for the exchange itself, which is nobody's member.
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

/// Somebody who runs the installation; to everybody else what they see is not there.
#[derive(Clone, Debug)]
pub struct Host {
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
    /// Of the committee, on that member's behalf.
    pub on_behalf: bool,
    /// All accounts of the person here, oldest first.
    pub own: Vec<(MyMember, Code)>,
    /// The offices they hold here; none while they act for somebody.
    pub offices: Vec<Role>,
    /// The areas that they look after here; none while they act for somebody.
    pub areas: Vec<String>,
    /// They run the installation, are nobody here, and only look in.
    pub looks_in: bool,
}

impl Member {
    /// Whether one of their offices has that right.
    pub fn may(&self, right: Right) -> bool {
        self.offices.iter().any(|role| may(*role, right))
    }

    /// Whether others' balances are shown to them: the exchange opens its books, or an office lets them see, also while they act on
    /// a member's behalf. What would tell them otherwise (a room before a limit) is said without a figure.
    pub fn sees_balances(&self) -> bool {
        self.exchange.rules.shows_balances() || self.may(Right::SeeBalances) || self.acts_by_office()
    }

    /// Whether they act on a member's behalf with an office for the whole exchange.
    pub fn acts_by_office(&self) -> bool {
        self.chrome.place.as_ref().and_then(|place| place.acting.as_ref()).is_some_and(|acting| acting.by_office)
    }

    /// Whether they may do that for whoever lives in that area: by their office, or because the area is theirs to look after.
    pub fn may_in(&self, right: Right, area: &str) -> bool {
        let wide = self.offices.iter().any(|role| may(*role, right) && *role != Role::Coordinator);
        wide || (in_their_area(right) && is_among(&self.areas, area))
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
pub struct Unseen<R> {
    /// The member who acts.
    pub member: Member,
    right: PhantomData<R>,
}

/// The exchange that a query may touch; made only here, out of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope(ExchangeId);

impl Scope {
    /// The exchange.
    pub fn exchange(self) -> ExchangeId {
        self.0
    }

    /// The exchange of a party to a transfer, who may be a partner's member: only to tell them of it, and to see whether their
    /// account stands in the way and whether somebody acts for them.
    pub(crate) fn of_party(exchange: ExchangeId) -> Self {
        Self(exchange)
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let mut chrome = bare_chrome(parts, site);
        chrome.flash = flash(parts);
        let exchange = parts.extensions.get::<Exchange>().cloned();
        let session = Session::from_request_parts(parts, site).await.ok();
        let mut visitor = Self {
            chrome,
            person: None,
            exchange,
            member: None,
            on_behalf: false,
            own: Vec::new(),
            offices: Vec::new(),
            areas: Vec::new(),
            glass: None,
        };
        if let Some(session) = session {
            visitor.recognise(&session, site).await?;
        }
        if parts.method == Method::GET {
            glass::look_in(&mut visitor, site).await?;
        }
        let (acting_for, by_right) = (parts.extensions.get::<ActingFor>(), parts.extensions.get::<OnBehalf>());
        if acting_for.is_none() {
            work_list::count(&mut visitor, site).await?;
        }
        if let Some(exchange) = visitor.exchange.clone() {
            let (mine, acting) = match acting_for {
                Some(ActingFor(code)) => visitor.act_for(code, (&exchange, by_right), site).await?,
                None => (visitor.of_account(&exchange, visitor.own.first().map(|(_, code)| code)), None),
            };
            let until = visitor.glass.map(|glass| glass.ends_at);
            visitor.chrome.place = Some(Place { glass: until, ..place(&exchange, mine, acting) });
        }
        Ok(visitor)
    }
}

impl Visitor {
    /// The same visitor, once they have come in.
    ///
    /// # Errors
    /// The database's.
    pub async fn signed_in(mut self, door: &Door, site: &Site) -> Result<Self, Error> {
        self.recognise(&door.session, site).await?;
        Ok(self)
    }

    /// What queries of this exchange are asked with, for one of its members.
    pub fn scope(&self) -> Option<Scope> {
        self.member.map(|me| Scope(me.exchange))
    }

    /// What queries of this exchange are asked with for what everybody may see.
    pub fn public_scope(&self) -> Option<Scope> {
        self.exchange.as_ref().map(|exchange| Scope(exchange.id))
    }

    /// Fills in who it is, and their oldest account here. A session that is over, or whose person is gone, is nobody's.
    async fn recognise(&mut self, session: &Session, site: &Site) -> Result<(), Error> {
        let Some(id) = session::stored_id_of(session) else { return Ok(()) };
        let now = site.clock.now();
        let rows = store::places(&site.db, id.clone(), now).await?;
        let Some(PlaceRow { person_id, seen_at, name, email, language, is_host, .. }) = rows.first() else {
            // The session is asked once more, finds nothing and takes its cookie back.
            session.get::<i64>(session::PERSON).await.map_err(session::trouble)?;
            return Ok(());
        };
        session::note_use(site, id, (*seen_at, now));
        let mirrored = self.chrome.language == Language::Mirrored;
        if let Some(language) = Language::of_tag(language).filter(|_| !mirrored) {
            self.chrome.language = language;
        }
        let (person, name, is_host) = (*person_id, name.clone(), *is_host);
        self.person = Some(Person { id: person, name: name.clone(), email: email.clone(), is_host });
        let mut unread = 0;
        let mut memberships: Vec<Membership> = Vec::new();
        for row in rows {
            let told = row.unread;
            if self.take_in(row, &mut memberships) {
                unread += told;
            }
        }
        self.member = self.own.first().map(|(me, _)| *me);
        self.chrome.signed = Some(SignedIn { person, name, memberships, is_host, unread });
        Ok(())
    }

    /// Takes in one place, or one more office of the last. Whether it was a place.
    fn take_in(&mut self, row: PlaceRow, memberships: &mut Vec<Membership>) -> bool {
        let PlaceRow { slug: Some(slug), exchange: Some(name), code: Some(code), office, office_area, .. } = row else {
            return false;
        };
        let (Some(exchange), Some(id), Some(account)) = (row.exchange_id, row.member_id, row.account_id) else {
            return false;
        };
        let here = self.exchange.as_ref().is_some_and(|e| e.id == exchange);
        let role = Role::of_tag(&office);
        if here && let Some(role) = role.filter(|role| !self.offices.contains(role)) {
            self.offices.push(role);
            self.areas.extend((role == Role::Coordinator).then_some(office_area));
        }
        if let Some(last) = memberships.last_mut().filter(|last| last.slug == slug && last.code == code) {
            last.offices.extend(role);
            return false;
        }
        if here {
            self.own.push((MyMember { exchange, id, account }, code.clone()));
        }
        memberships.push(Membership {
            is_first: memberships.iter().all(|other| other.slug != slug),
            slug,
            exchange: name,
            member: row.member.unwrap_or_default(),
            code,
            offices: role.into_iter().collect(),
            waits: 0,
        });
        true
    }

    /// The membership of one of their own accounts here.
    fn of_account(&self, exchange: &Exchange, code: Option<&Code>) -> Option<Membership> {
        let all = &self.chrome.signed.as_ref()?.memberships;
        all.iter().find(|one| one.slug == exchange.slug && Some(&one.code) == code).cloned()
    }

    /// Becomes another account of theirs, or a member for whom they act by right; for anybody else there is no such page.
    async fn act_for(
        &mut self,
        code: &Code,
        (exchange, by_right): (&Exchange, Option<&OnBehalf>),
        site: &Site,
    ) -> Result<(Option<Membership>, Option<Acting>), Error> {
        if self.person.is_none() {
            return Err(Error::SignIn(self.chrome.here.clone()));
        }
        let (offices, areas) = (std::mem::take(&mut self.offices), std::mem::take(&mut self.areas));
        if let Some((me, code)) = self.own.iter().find(|(_, own)| own == code) {
            self.member = Some(*me);
            let mine = self.of_account(exchange, Some(code)).ok_or(Error::NotFound)?;
            let acting =
                Acting { code: mine.code.clone(), name: mine.member.clone(), on_behalf: false, by_office: false };
            return Ok((Some(Membership { offices: Vec::new(), ..mine }), Some(acting)));
        }
        let has_right = by_right.is_some_and(|OnBehalf(right)| offices.iter().any(|role| may(*role, *right)));
        let in_area = by_right.is_some_and(|OnBehalf(right)| in_their_area(*right)) && !areas.is_empty();
        // No code has control characters, and PostgreSQL takes no NUL.
        if !(has_right || in_area) || code.as_str().contains(char::is_control) {
            return Err(Error::NotFound);
        }
        let found = store::member(&site.db, exchange.id, code).await?;
        let MemberRow { member_id: id, account_id: account, name, code, area } = found.ok_or(Error::NotFound)?;
        if !has_right && !is_among(&areas, &area) {
            return Err(Error::NotFound);
        }
        // What others see of a member, nobody sees of the exchange; nor does it go on holiday.
        let of_people = |OnBehalf(right): &OnBehalf| matches!(right, Right::AddMembers | Right::SetStates);
        if id == MemberId(0) && by_right.is_some_and(of_people) {
            return Err(Error::NotFound);
        }
        self.member = Some(MyMember { exchange: exchange.id, id, account });
        self.on_behalf = true;
        let mine = Membership {
            slug: exchange.slug.clone(),
            exchange: exchange.name.clone(),
            member: name.clone(),
            code: code.clone(),
            offices: Vec::new(),
            waits: 0,
            is_first: false,
        };
        Ok((Some(mine), Some(Acting { code, name, on_behalf: true, by_office: has_right })))
    }
}

impl FromRequestParts<Site> for Signed {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        Asker::note(parts, &visitor);
        match visitor.person {
            Some(person) => Ok(Self { chrome: visitor.chrome, person }),
            None => Err(Error::SignIn(visitor.chrome.here)),
        }
    }
}

impl FromRequestParts<Site> for Host {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let Signed { chrome, person } = Signed::from_request_parts(parts, site).await?;
        if person.is_host { Ok(Self { chrome, person }) } else { Err(Error::NotFound) }
    }
}

impl FromRequestParts<Site> for Member {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        Asker::note(parts, &visitor);
        let looks = glass::onlooker(&visitor, parts.uri.path());
        let Some(person) = visitor.person else { return Err(Error::SignIn(visitor.chrome.here)) };
        let looks_in = visitor.member.is_none() && looks.is_some();
        let (Some(exchange), Some(me)) = (visitor.exchange, visitor.member.or(looks)) else {
            return Err(Error::NotFound);
        };
        let Visitor { chrome, on_behalf, own, offices, areas, .. } = visitor;
        Ok(Self { chrome, person, exchange, me, on_behalf, own, offices, areas, looks_in })
    }
}

impl<R: Needs> FromRequestParts<Site> for Committee<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let member = Member::from_request_parts(parts, site).await?;
        if member.may(R::RIGHT) { Ok(Self { member, right: PhantomData }) } else { Err(Error::Forbidden) }
    }
}

impl<R: Needs> FromRequestParts<Site> for Unseen<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        let member = Member::from_request_parts(parts, site).await?;
        if member.may(R::RIGHT) { Ok(Self { member, right: PhantomData }) } else { Err(Error::NotFound) }
    }
}
