//! Classes of member: every member reads them, the committee makes and changes them; nobody the class of an account of their own. Who is
//! in a class follows its limits as soon as the job has written them.

mod deleting;
pub mod store;

use app::forms::{PAGE, numbered};
use app::journal::{What, figures};
use app::limits::classes::{
    ClassAsked, ClassForm, ClassFormPage, DELETE, MemberClass, NEW, class_form_page, classes_page,
};
use app::limits::due::{LimitFacts, due};
use app::paths::exchange::{MemberClass as ClassPath, MemberClasses};
use app::roles::Right;
use app::rules::matter::Matter;
use app::rules::proposal_page::waiting_list;
use app::rules::proposals::RuleCourse;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::raising::{self, Raise};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, Member, SetLimits};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::jobs::{self, NewJob};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::still_counts;
use crate::rules::proposals::waiting;
use crate::rules::store::hold as hold_rules;
use crate::rules::work::LIMITS_FOLLOW;
use crate::site::Site;

/// `GET /classes`
pub async fn list(member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let classes = store::every(&mut conn, member.exchange.id).await?;
    let may_set = member.may(Right::SetLimits);
    let (chrome, unit) = (&member.chrome, &member.exchange.unit);
    let waiting = waiting(&mut conn, member.scope()).await?;
    let waiting = waiting_list(chrome, (chrome.words().proposal_waiting(), unit), &waiting, Matter::Class);
    Ok(Html(classes_page(chrome, unit, (classes, may_set, waiting))))
}

/// A class of the address, or none for one that is to be.
struct AboutClass {
    stands: Option<MemberClass>,
    is_own: bool,
    course: RuleCourse,
}

impl AboutClass {
    async fn of(member: &Member, site: &Site, path: &ClassPath) -> Result<Self, Error> {
        let mut conn = site.db.read().await?;
        let course = raising::course(&mut conn, member, &Matter::Class.key(&path.class)).await?;
        if path.class == NEW {
            return Ok(Self { stands: None, is_own: false, course });
        }
        let id: i64 = path.class.parse().map_err(|_| Error::NotFound)?;
        let every = store::every(&mut conn, member.exchange.id).await?;
        let stands = every.into_iter().find(|class| class.id == id).ok_or(Error::NotFound)?;
        let is_own = store::is_own(&mut conn, (member.exchange.id, id), member.person.id).await?;
        Ok(Self { stands: Some(stands), is_own, course })
    }

    /// What stands; of one that is to be, everybody's.
    fn limits(&self, exchange: &Exchange) -> app::limits::form::Standing {
        let everybodys = || due(&exchange.rules, &LimitFacts::default()).limits;
        self.stands.as_ref().map_or_else(everybodys, |class| class.limits)
    }

    /// The page as it stands, with the form that gives the class up as it was sent.
    fn show_again(self, member: &Member, form: ClassForm, errors: Vec<FieldError>) -> Response {
        let name = self.stands.as_ref().map_or(String::new(), |class| class.name.clone());
        let limits = self.limits(&member.exchange);
        let stands = ClassForm::of((&name, limits), &member.exchange.unit, member.chrome.language);
        let ClassForm { id, act, why, .. } = form;
        self.show(member, ClassForm { id, act, why, ..stands }, errors)
    }

    /// The page; 422 with errors.
    fn show(self, member: &Member, form: ClassForm, errors: Vec<FieldError>) -> Response {
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let is_empty = self.stands.as_ref().is_some_and(|class| class.members == 0);
        let class = self.stands.map_or_else(|| NEW.to_owned(), |class| class.id.to_string());
        let words = member.chrome.words();
        let course = match (class == NEW, self.course) {
            (false, RuleCourse { second: true, .. }) => Some(words.classes_course_second()),
            (false, RuleCourse { open_to_objection: true, days, .. }) => Some(words.classes_course_alone(days)),
            _ => None,
        };
        let data = ClassFormPage { class, form, errors, is_own: self.is_own, course, is_empty };
        (status, Html(class_form_page(&member.chrome, &member.exchange.unit, data))).into_response()
    }
}

/// `GET /classes/{class}`
pub async fn form(
    path: ClassPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let about = AboutClass::of(&member, &site, &path).await?;
    let name = about.stands.as_ref().map_or(String::new(), |class| class.name.clone());
    let limits = about.limits(&member.exchange);
    let form = ClassForm::of((&name, limits), &member.exchange.unit, member.chrome.language);
    Ok(about.show(&member, ClassForm { id: fresh_key().to_string(), ..form }, Vec::new()))
}

/// `POST /classes/{class}`: at once; the same form again decides nothing more.
pub async fn decide(
    path: ClassPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
    Form(form): Form<ClassForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    if form.act == DELETE {
        return deleting::decide(&member, &site, &path, form).await;
    }
    let about = AboutClass::of(&member, &site, &path).await?;
    let (words, language) = (member.chrome.words(), member.chrome.language);
    let wrong = |field, message| vec![FieldError { field, message }];
    if about.is_own {
        return Ok(about.show(&member, form, wrong(PAGE, words.classes_own())));
    }
    let standing = (&member.exchange.unit, about.limits(&member.exchange));
    let (id, asked) = match numbered(&form.id, language, form.parse(standing, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ClassForm { id: journal::number(&form.id), ..form };
            return Ok(about.show(&member, form, errors));
        }
    };
    if let Some(class) = &about.stands {
        let mut conn = site.db.read().await?;
        let between = (asked.limits.min, asked.limits.max);
        let outside = store::outside(&mut conn, (member.exchange.id, class.id), between).await?.to_string();
        // Shown before it is decided, as many as there are.
        if outside != "0" && form.outside != outside {
            return Ok(about.show(&member, ClassForm { outside, ..form }, Vec::new()));
        }
    }
    let act = Act::new(What::Class, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = act.asking(&(&path.class, &asked));
    let class = about.stands.as_ref().map(|class| class.id);
    let mut may_raise = true;
    if let Some(class) = &about.stands {
        may_raise = match raising::of_class(&member, &site, (class.id, class.limits, &asked), act.clone()).await? {
            Raise::AtOnce { may_raise } => may_raise,
            Raise::Waits(response) => return Ok(response),
            Raise::Not(message) => return Ok(about.show(&member, form, wrong(PAGE, message))),
        };
    }
    let exchange = member.exchange.clone();
    let deciding = DecidingClass { exchange, class, fresh: fresh_key(), may_raise, asked, act };
    match site.db.write(deciding, put).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&MemberClasses), Flash::Saved)),
        Err(Failed::Refused(NotPut::Taken)) => Ok(about.show(&member, form, wrong("name", words.classes_taken()))),
        Err(Failed::Refused(NotPut::Own)) => Ok(about.show(&member, form, wrong(PAGE, words.classes_own()))),
        Err(Failed::Refused(NotPut::Raises)) => Ok(about.show(&member, form, wrong(PAGE, words.proposal_late()))),
        Err(Failed::Refused(NotPut::Recounted | NotPut::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotPut::Gone)) => Err(Error::NotFound),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// Why a class stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPut {
    /// Another has that name.
    Taken,
    /// The officer is in it.
    Own,
    /// They let its members owe or hold more than by now, and another officer must confirm that.
    Raises,
    /// Its limits were read as the exchange counted then.
    Recounted,
    /// The form's key stands for something else.
    Other,
    /// There is no such class.
    Gone,
}

impl From<OtherAct> for NotPut {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// A class about to be made or changed.
pub struct DecidingClass {
    /// Where.
    pub exchange: Exchange,
    /// Which; none for a new one.
    pub class: Option<i64>,
    /// The key that a new one gets.
    pub fresh: i64,
    /// Nobody need confirm that its members may owe or hold more.
    pub may_raise: bool,
    /// What it is to be.
    pub asked: ClassAsked,
    /// By whom, when, under which key.
    pub act: Act,
}

/// Makes or changes it, in the caller's transaction; under the same key it was done before.
///
/// # Errors
/// [`NotPut`]; the caller must roll back then.
pub async fn put(tx: &mut Tx, deciding: &DecidingClass) -> Result<(), Failed<NotPut>> {
    let DecidingClass { exchange, class, fresh, may_raise, asked, act } = deciding;
    if journal::begin::<Failed<NotPut>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    // The exchange's own row first: nobody counts anew meanwhile.
    hold_rules(tx, exchange.id).await?;
    if journal::begin::<Failed<NotPut>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    if !still_counts(tx, exchange.id, exchange.unit.counting()).await? {
        return Err(Failed::Refused(NotPut::Recounted));
    }
    let figures = |limits: app::limits::form::Standing| figures::limits(&exchange.unit, limits.parts());
    let was = match class {
        None => String::new(),
        Some(class) => {
            let stood = store::hold(tx, (exchange.id, *class)).await?.ok_or(Failed::Refused(NotPut::Gone))?;
            if store::is_own(tx.conn(), (exchange.id, *class), act.by).await? {
                return Err(Failed::Refused(NotPut::Own));
            }
            if !may_raise && stood.limits.is_raised_by(asked.limits) {
                return Err(Failed::Refused(NotPut::Raises));
            }
            figures(stood.limits)
        }
    };
    match store::put(tx, (exchange.id, class.unwrap_or(*fresh), class.is_none()), asked).await {
        Err(DbError::Exists) => return Err(Failed::Refused(NotPut::Taken)),
        written => written?,
    }
    let (object, becomes, why) = (asked.name.clone(), figures(asked.limits), asked.reason.clone());
    journal::record(tx, &Act { object, was, becomes, why, ..act.clone() }).await?;
    let (exchange, key) = (exchange.id, format!("{LIMITS_FOLLOW}:class:{}", act.id));
    Ok(jobs::plan(tx, &NewJob { exchange, key, kind: LIMITS_FOLLOW, due_at: act.at }).await?)
}
