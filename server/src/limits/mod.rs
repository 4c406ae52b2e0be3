//! The limits of one account, set by the committee with a reason, never by its own member; in force at once and told to the member.

pub mod classes;
pub mod following;
pub mod raising;
pub mod store;

use app::forms::{PAGE, numbered};
use app::ids::{AccountId, Code, ExchangeId, PersonId};
use app::journal::{What, figures};
use app::ledger::Unit;
use app::limits::form::Standing;
use app::limits::pages::{LimitsPage, limits_page};
use app::limits::{LimitsAsked, LimitsDecided, LimitsForm};
use app::notices::NoticeKind;
use app::paths::exchange::Limits as LimitsPath;
use app::roles::{Right, alone_sentence};
use app::rules::matter::Matter;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use following::course::{TakingCourse, take};
use following::store::{self as facts, MemberFacts};
use raising::Raise;
use store::LimitedAccount;

use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, Member, SetLimits};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::{Form, as_it_stands};
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits, still_counts};
use crate::notices::{self, NewNotice};
use crate::roles::alone::{Favour, NotAlone, enrolled, hold, weigh};
use crate::site::Site;

/// An account, whether it is the reader's own, and what its limits follow from; the exchange's own follow from nothing.
struct Looked {
    found: LimitedAccount,
    is_own: bool,
    member: Option<MemberFacts>,
}

async fn subject(member: &Member, site: &Site, path: &LimitsPath) -> Result<Looked, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let is_own = crate::members::store::is_own(&mut conn, member.scope(), found.account, member.person.id).await?;
    let member = facts::look(&mut conn, (member.exchange.id, found.account)).await?;
    Ok(Looked { found, is_own, member: member.filter(|member| !member.is_bound()) })
}

/// `GET /members/{code}/limits`
pub async fn form(
    path: LimitsPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let mut form = LimitsForm::of(subject.found.standing, &member.exchange.unit, member.chrome.language);
    form.class = subject.member.as_ref().map_or(0, |member| member.class_id).to_string();
    form.id = fresh_key().to_string();
    show(&member, &site, subject, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    subject: Looked,
    (form, errors): (LimitsForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = page(member, site, subject, (form, errors)).await?;
    Ok((status, Html(page)).into_response())
}

async fn page(
    member: &Member,
    site: &Site,
    subject: Looked,
    (form, errors): (LimitsForm, Vec<FieldError>),
) -> Result<String, Error> {
    let mut conn = site.db.read().await?;
    let changes = store::changes(&mut conn, member.scope(), subject.found.account).await?;
    let found = subject.found;
    let classes = match subject.member {
        Some(_) => classes::store::every(&mut conn, member.exchange.id).await?,
        None => Vec::new(),
    };
    let classes = classes.into_iter().map(|class| (class.id, class.name)).collect();
    let why = following::why(&mut conn, &member.exchange, found.account).await?;
    let key = Matter::Limits.key(found.code.as_str());
    let waits = raising::course(&mut conn, member, &key).await?.second;
    let waiting = raising::waiting(&mut conn, member, &found.code).await?;
    let data = LimitsPage {
        why: why.map(|why| why.sentence(&member.exchange.rules, (&member.exchange.unit, member.chrome.language))),
        courses: subject.member.map(|member| member.courses()).unwrap_or_default(),
        classes,
        waits,
        waiting,
        code: found.code,
        name: found.name,
        balance: found.balance,
        standing: found.standing,
        is_own: subject.is_own,
        form,
        errors,
        changes,
    };
    Ok(limits_page(&member.chrome, &member.exchange.unit, data))
}

/// 409: the exchange counts otherwise than when the limits were read.
async fn recounted(site: &Site, member: &Member, path: &LimitsPath, form: LimitsForm) -> Result<Response, Error> {
    let member = as_it_stands(site, member).await?;
    let error =
        FieldError { field: "min", message: member.chrome.words().form_recounted(&member.exchange.unit.plural) };
    let subject = subject(&member, site, path).await?;
    let page = page(&member, site, subject, (form, vec![error])).await?;
    Ok((StatusCode::CONFLICT, Html(page)).into_response())
}

/// `POST /members/{code}/limits`: at once, under the account's lock, or once another officer has confirmed it; the same form again
/// changes nothing more.
pub async fn set(
    path: LimitsPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
    Form(form): Form<LimitsForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    if subject.is_own {
        let own = FieldError { field: PAGE, message: member.chrome.words().limits_error_own() };
        return show(&member, &site, subject, (form, vec![own])).await;
    }
    let language = member.chrome.language;
    let standing = (&member.exchange.unit, subject.found.standing);
    match numbered(&form.id, language, form.decided(standing, language)) {
        Err(errors) => {
            let form = LimitsForm { id: journal::number(&form.id), ..form };
            show(&member, &site, subject, (form, errors)).await
        }
        Ok((id, decided)) => {
            let back = member.chrome.href(&LimitsPath { code: subject.found.code.to_string() });
            let may_raise = match raising::of_account(&member, &site, (&subject, &decided), (id, &form)).await? {
                Raise::AtOnce { may_raise } => may_raise,
                Raise::Waits(response) => return Ok(response),
                Raise::Not(message) => {
                    return show(&member, &site, subject, (form, vec![FieldError { field: PAGE, message }])).await;
                }
            };
            match write(&member, &site, (&subject.found, decided, may_raise), id).await {
                Ok(()) => {
                    site.notices_wait.notify_one();
                    Ok(with_flash(&site, &back, Flash::LimitsChanged))
                }
                Err(Failed::Refused(NotSet::Alone(NotAlone { most, others }))) => {
                    let (words, unit) = (member.chrome.words(), &member.exchange.unit);
                    let message = alone_sentence(words, (unit, member.chrome.language), most, &others);
                    show(&member, &site, subject, (form, vec![FieldError { field: "min", message }])).await
                }
                Err(Failed::Refused(refused @ (NotSet::Bound | NotSet::Frozen | NotSet::Already | NotSet::Raises))) => {
                    let words = member.chrome.words();
                    let message = match refused {
                        NotSet::Bound => words.limits_error_bound(),
                        NotSet::Frozen => words.limits_error_frozen(),
                        NotSet::Raises => words.proposal_late(),
                        _ => words.limits_error_course(),
                    };
                    let form = LimitsForm { id: fresh_key().to_string(), ..form };
                    let subject = self::subject(&member, &site, &path).await?;
                    show(&member, &site, subject, (form, vec![FieldError { field: PAGE, message }])).await
                }
                Err(Failed::Refused(NotSet::Recounted)) => recounted(&site, &member, &path, form).await,
                Err(Failed::Refused(NotSet::Gone)) => Err(Error::NotFound),
                Err(Failed::Refused(NotSet::Other)) => Err(Error::Conflict),
                Err(Failed::Db(error)) => Err(error.into()),
            }
        }
    }
}

async fn write(
    member: &Member,
    site: &Site,
    (found, decided, may_raise): (&LimitedAccount, LimitsDecided, bool),
    id: i64,
) -> Result<(), Failed<NotSet>> {
    let who = (member.person.id, site.clock.now());
    match decided {
        LimitsDecided::Set(terms) => {
            let setting = Setting::of(&member.exchange, (found, terms), (id, who));
            site.db.write(Setting { may_raise, ..setting }, set_once).await
        }
        LimitsDecided::Course(course, why) => {
            let whose = (found.account, &found.code);
            let taking = TakingCourse::of(&member.exchange, whose, (course, why), (id, who));
            site.db.write(if may_raise { taking } else { taking.lowers() }, take).await
        }
    }
}

/// Why the limits stay as they are.
#[derive(Debug)]
pub enum NotSet {
    /// There is no such account.
    Gone,
    /// They leave or have left, and their limits follow from that.
    Bound,
    /// The account is frozen.
    Frozen,
    /// That is how it is.
    Already,
    /// They would let somebody owe or hold more, as they stand by now, and another officer must confirm that.
    Raises,
    /// The form's key stands for something else.
    Other,
    /// They were read as the exchange counted then.
    Recounted,
    /// They would let somebody whom the officer enrolled owe more, and another officer must enter it.
    Alone(NotAlone),
}

impl From<OtherAct> for NotSet {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// All that setting writes.
pub struct Setting {
    act: Act,
    change: LimitsChange,
    by_hand: Standing,
    unit: Unit,
    /// How much an officer may enter alone in their own favour.
    most: i64,
    /// They may be more than they were.
    may_raise: bool,
}

impl Setting {
    /// Sets the limits of that account to those, as the act of a form with that key, by that person at that time.
    pub fn of(
        to: &Exchange,
        (found, terms): (&LimitedAccount, LimitsAsked),
        (id, (by, at)): (i64, (PersonId, Instant)),
    ) -> Self {
        let (exchange, unit, most) = (to.id, to.unit.clone(), to.rules.officer_alone());
        let (object, why) = (found.code.to_string(), terms.reason.clone());
        let becomes = figures::limits(&unit, [terms.min, terms.max, terms.warn_min, terms.warn_max]);
        let act = Act::new(What::Limits, (exchange, id), (by, at)).asking(&(&object, &terms));
        let act = Act { object, why, becomes, ..act };
        let limits = Limits {
            min_balance: terms.min,
            max_balance: terms.max,
            warn_min: terms.warn_min,
            warn_max: terms.warn_max,
            may_debit: found.may_debit,
            may_credit: found.may_credit,
        };
        let LimitsAsked { min, max, warn_min, warn_max, reason } = terms;
        let by_hand = Standing { min, max, warn_min, warn_max };
        let change = LimitsChange { exchange, account: found.account, limits, reason, by, at, change_id: id };
        Self { act, change, by_hand, unit, most, may_raise: true }
    }

    /// The same as another officer confirmed it.
    #[must_use]
    pub fn seconded(self, by: PersonId) -> Self {
        Self { act: Act { seconded_by: by, ..self.act }, ..self }
    }
}

/// Sets them, in the caller's transaction; under the same key they were set before.
///
/// # Errors
/// [`NotSet`]; the caller must roll back then.
pub async fn set_once(tx: &mut Tx, setting: &Setting) -> Result<(), Failed<NotSet>> {
    let Setting { act, change, by_hand, unit, most, may_raise } = setting;
    if journal::begin::<Failed<NotSet>>(tx, act).await? == Begun::Now {
        let whose = (change.exchange, change.account);
        if let Some(member) = facts::hold(tx, whose).await? {
            if member.is_bound() {
                return Err(Failed::Refused(NotSet::Bound));
            }
            if member.frozen_at != Instant(0) {
                return Err(Failed::Refused(NotSet::Frozen));
            }
            facts::set_by_hand(tx, whose, (*by_hand, &change.reason, act.at)).await?;
        }
        let was = set_limits(tx, change).await?.ok_or(Failed::Refused(NotSet::Gone))?;
        if !still_counts(tx, change.exchange, unit.counting()).await? {
            return Err(Failed::Refused(NotSet::Recounted));
        }
        let stood =
            Standing { min: was.min_balance, max: was.max_balance, warn_min: was.warn_min, warn_max: was.warn_max };
        if !may_raise && stood.is_raised_by(*by_hand) {
            return Err(Failed::Refused(NotSet::Raises));
        }
        let raised = Raised { exchange: change.exchange, account: change.account, by: change.by, at: change.at };
        let amount = was.min_balance.saturating_sub(change.limits.min_balance);
        let favour = judge(tx, (raised, act), (amount, *most)).await?;
        let was = figures::limits(unit, [was.min_balance, was.max_balance, was.warn_min, was.warn_max]);
        let act = Act { was, favour, ..act.clone() };
        journal::record(tx, &act).await?;
        tell(tx, &act, change.account).await?;
    }
    Ok(())
}

/// Whoever acts for the account reads what changed; what was confirmed as it stood is no news.
async fn tell(tx: &mut Tx, act: &Act, account: AccountId) -> Result<(), DbError> {
    let told = (act.was != act.becomes).then(|| NewNotice {
        exchange: act.exchange,
        account,
        kind: NoticeKind::Limits,
        object: act.id.to_string(),
        pair: String::new(),
        at: act.at,
    });
    notices::tell(tx, told.as_slice()).await
}

/// Whose limits an officer changes, and when.
#[derive(Clone, Copy)]
struct Raised {
    exchange: ExchangeId,
    account: AccountId,
    by: PersonId,
    at: Instant,
}

/// How much more a member may owe whom this officer enrolled, after the account is locked: who enters that alone could draw it.
async fn judge(tx: &mut Tx, (raised, act): (Raised, &Act), (amount, most): (i64, i64)) -> Result<i64, Failed<NotSet>> {
    let Raised { exchange, account, by, at } = raised;
    let is_alone = act.seconded_by == PersonId(0);
    if amount <= 0 || !is_alone || !enrolled(tx.conn(), (exchange, account), by).await? {
        return Ok(0);
    }
    hold(tx, exchange, by).await?;
    let favour = Favour { exchange, by, at, amount, most, right: Right::SetLimits };
    match weigh(tx.conn(), favour).await? {
        Some(not_alone) => Err(Failed::Refused(NotSet::Alone(not_alone))),
        None => Ok(amount),
    }
}
