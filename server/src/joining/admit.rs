//! Letting somebody in, the one way: for an officer, several at once, a rule or an invitation. The member, the account and the mail are
//! rows of the caller's transaction.
//!
//! Always holds: an application comes to something once; whoever comes second is told what, and by whom.

use app::ids::{AccountId, Code, MemberId, PersonId};
use app::joining::answers::AnswerMail;
use app::joining::decision::Decided;
use app::joining::{ApplicationAct, ApplicationState};
use app::journal::{What, figures};
use app::limits::due::first;
use app::mails::MailSender;
use app::members::add::KINDS;
use app::members::checks::CheckItem;
use app::paths::exchange::Home;
use app::time::Instant;
use app::ui::chrome::href_in;
use jiff::civil::Date;

use super::FIRST_LISTINGS;
use super::seconding::over;
use super::store::{self, Application, ApplicationStep, JoiningKey};
use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::http::tenant::Exchange;
use crate::jobs::{self, NewJob};
use crate::journal::Act;
use crate::ledger::accounts::Limits;
use crate::mail::{self, Mail, MailKey, whom};
use crate::members::add::store::{acts_here, full_at};
use crate::members::checks::missing;
use crate::members::store::{FirstLimits, NewMember, Phone, create_member};
use crate::sign_in::store::person_of;
use crate::site::Site;

/// An answer to an application: everything that is made before the transaction.
#[derive(Clone, Debug)]
pub struct Admission {
    /// Which application.
    pub key: JoiningKey,
    /// Who answers; `PersonId(0)` for a rule.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    member: MemberId,
    account: AccountId,
    limits: Limits,
    follows: FirstLimits,
    mail: MailKey,
    /// The exchange's name and slug.
    exchange: (String, String),
    plural: String,
    public_url: String,
    /// What must be made sure of first, on that day.
    asked: (Vec<CheckItem>, Date),
}

impl Admission {
    /// By somebody, now, under the rules that hold.
    pub fn new(site: &Site, exchange: &Exchange, (id, by): (i64, PersonId)) -> Self {
        Self::at((exchange, &site.config.public_url), (id, by), site.clock.now())
    }

    /// The same at another time.
    pub fn at((exchange, public_url): (&Exchange, &str), (id, by): (i64, PersonId), at: Instant) -> Self {
        let (first, is_newcomer) = first(&exchange.rules);
        Self {
            key: (exchange.id, id),
            by,
            at,
            member: MemberId(fresh_key()),
            account: AccountId(fresh_key()),
            limits: Limits::of(first.parts()),
            follows: if is_newcomer { FirstLimits::Newcomer } else { FirstLimits::Everybody },
            mail: MailKey::fresh(),
            exchange: (exchange.name.clone(), exchange.slug.clone()),
            plural: exchange.unit.plural.clone(),
            public_url: public_url.to_owned(),
            asked: (Vec::new(), at.day(&exchange.zone)),
        }
    }

    /// The same by an officer, once everything is made sure of that the exchange asks for.
    #[must_use]
    pub fn checked(self, exchange: &Exchange) -> Self {
        let (_, today) = self.asked;
        Self { asked: (exchange.rules.checks(), today), ..self }
    }

    /// The same, said by somebody else.
    #[must_use]
    pub fn said_by(self, by: PersonId) -> Self {
        Self { by, ..self }
    }

    /// The journal's line of an admission.
    pub fn admitted(&self, exchange: &Exchange, act: i64) -> Act {
        let Limits { min_balance, max_balance, warn_min, warn_max, .. } = self.limits;
        let becomes = figures::limits(&exchange.unit, [min_balance, max_balance, warn_min, warn_max]);
        Act { becomes, ..Act::new(What::Admitted, (self.key.0, act), (self.by, self.at)) }
    }

    async fn sender(&self, tx: &mut Tx) -> Result<MailSender, DbError> {
        let named = whom::named(tx.conn(), std::iter::once(self.key.0)).await?;
        let officers = named.get(&self.key.0).map_or(&[][..], Vec::as_slice);
        Ok(whom::sender((&self.exchange.0, &self.exchange.1), officers, &self.public_url))
    }

    async fn write(&self, tx: &mut Tx, (to, answer): (PersonId, AnswerMail)) -> Result<(), DbError> {
        let person = person_of(tx, to).await?;
        let Some(to) = person.email else { return Ok(()) };
        let letter = answer.letter(person.name, self.sender(tx).await?, person.language);
        mail::store::enqueue(tx, &[Mail { key: self.mail, to, letter, until: None }], self.at).await
    }
}

/// What stands in the way of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnswered {
    /// There is no such application here.
    Unknown,
    /// It was decided, or taken back.
    Decided(Decided),
    /// They are a member by now.
    KnownHere,
    /// This was not made sure of yet; they go on waiting.
    Missing(Vec<CheckItem>),
    /// The host allows no more members than these; they go on waiting.
    Full(i64),
}

/// The application, if it can still be answered so.
async fn waiting(
    tx: &mut Tx,
    answering: &Admission,
    act: ApplicationAct,
) -> Result<Result<(Application, ApplicationState), NotAnswered>, DbError> {
    // Held first: or whoever comes second might see the member that the first made, and the application as it was before.
    store::hold(tx, answering.key).await?;
    let Some(found) = store::application(tx.conn(), answering.key).await? else {
        return Ok(Err(NotAnswered::Unknown));
    };
    Ok(match found.state.next(act) {
        Ok(to) => Ok((found, to)),
        Err(_) => Err(NotAnswered::Decided(store::decided(tx.conn(), answering.key).await?)),
    })
}

/// Moves it on, or says who was faster.
async fn moved(tx: &mut Tx, answering: &Admission, moved: ApplicationStep) -> Result<Result<(), NotAnswered>, DbError> {
    if store::move_on(tx, answering.key, &moved).await? {
        return Ok(Ok(()));
    }
    Ok(Err(NotAnswered::Decided(store::decided(tx.conn(), answering.key).await?)))
}

/// Lets them in: the code of their account. What waits to be confirmed about them is over then.
pub async fn admit(tx: &mut Tx, answering: &Admission) -> Result<Result<Code, NotAnswered>, DbError> {
    let admitted = let_in(tx, answering).await?;
    if admitted.is_ok() {
        over(tx, answering.key, answering.at).await?;
    }
    Ok(admitted)
}

/// The same where that is what waited.
pub(super) async fn let_in(tx: &mut Tx, answering: &Admission) -> Result<Result<Code, NotAnswered>, DbError> {
    let (found, to) = match waiting(tx, answering, ApplicationAct::Admit).await? {
        Ok(waits) => waits,
        Err(refused) => return Ok(Err(refused)),
    };
    if acts_here(tx, answering.key.0, found.person).await? {
        return Ok(Err(NotAnswered::KnownHere));
    }
    if let Some(most) = full_at(tx, answering.key.0).await? {
        return Ok(Err(NotAnswered::Full(most)));
    }
    if let Err(missing) = made_sure(tx, answering, found.person).await? {
        return Ok(Err(missing));
    }
    let step = ApplicationStep { from: found.state, to, by: answering.by, why: String::new(), at: answering.at };
    if let Err(refused) = moved(tx, answering, step).await? {
        return Ok(Err(refused));
    }
    let member = NewMember {
        exchange: answering.key.0,
        id: answering.member,
        account: answering.account,
        code: None,
        name: found.name,
        kind: KINDS.into_iter().find(|kind| *kind == found.kind).unwrap_or("person"),
        about: found.offers,
        phone: Phone::default(),
        area: found.area,
        limits: answering.limits,
        follows: answering.follows,
        operators: vec![found.person],
        joined_at: answering.at,
    };
    let code = create_member(tx, &member, answering.by).await?;
    let home = format!("{}{}", answering.public_url, href_in(&answering.exchange.1, &Home));
    let answer = AnswerMail::Admitted { code: code.to_string(), plural: answering.plural.clone(), home };
    answering.write(tx, (found.person, answer)).await?;
    let (exchange, application) = answering.key;
    let key = format!("{FIRST_LISTINGS}:{application}");
    jobs::plan(tx, &NewJob { exchange, key, kind: FIRST_LISTINGS, due_at: answering.at }).await?;
    Ok(Ok(code))
}

/// Whether everything is made sure of that has to be, of whoever applied.
pub(super) async fn made_sure(
    tx: &mut Tx,
    answering: &Admission,
    person: PersonId,
) -> Result<Result<(), NotAnswered>, DbError> {
    let (asked, today) = &answering.asked;
    if asked.is_empty() {
        return Ok(Ok(()));
    }
    let missing = missing(tx.conn(), (answering.key.0, person), (asked, *today)).await?;
    Ok(if missing.is_empty() { Ok(()) } else { Err(NotAnswered::Missing(missing)) })
}

/// Says no.
pub async fn decline(tx: &mut Tx, answering: &Admission, why: &str) -> Result<Result<(), NotAnswered>, DbError> {
    let (found, to) = match waiting(tx, answering, ApplicationAct::Decline).await? {
        Ok(waits) => waits,
        Err(refused) => return Ok(Err(refused)),
    };
    let step = ApplicationStep { from: found.state, to, by: answering.by, why: why.to_owned(), at: answering.at };
    if let Err(refused) = moved(tx, answering, step).await? {
        return Ok(Err(refused));
    }
    answering.write(tx, (found.person, AnswerMail::Declined { why: why.to_owned() })).await?;
    over(tx, answering.key, answering.at).await?;
    Ok(Ok(()))
}
