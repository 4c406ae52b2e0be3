//! A subject's rules are decided: the form for who may, and what becomes of it.

use app::forms::{FieldError, PAGE, numbered};
use app::journal::What;
use app::paths::exchange::{Proposal, Settings as SettingsPath, SettingsOf};
use app::rules::catalogue::Subject;
use app::rules::forms::SubjectForm;
use app::rules::proposals::RuleCourse;
use app::rules::standing::StandingRules;
use app::rules::subject_page::{SubjectPage, subject_page};
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::proposals::work::{Proposing, propose};
use super::work::{Deciding, Unchanged, set};
use super::{standing, store};
use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::{Committee, Member, SetRules};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal::{self, Act, Begun};
use crate::roles::seconders;
use crate::site::Site;

/// A subject and the rules as they stand.
struct AboutRules {
    subject: Subject,
    rules: StandingRules,
    /// There is somebody who may confirm a change.
    has_seconder: bool,
}

impl AboutRules {
    async fn of(member: &Member, site: &Site, path: &SettingsOf) -> Result<Self, Error> {
        let subject = Subject::of_tag(&path.subject).ok_or(Error::NotFound)?;
        let mut conn = site.db.read().await?;
        let rules = standing(&mut conn, &member.exchange).await?;
        let seconders = seconders(&mut conn, member.exchange.id, &[member.person.id]).await?;
        Ok(Self { subject, rules, has_seconder: !seconders.is_empty() })
    }

    fn fresh(&self, member: &Member) -> SubjectForm {
        let form = SubjectForm::of(self.subject, &self.rules, member.chrome.language);
        SubjectForm { id: fresh_key().to_string(), ..form }
    }

    /// The page; 422 with errors.
    fn show(self, member: &Member, form: SubjectForm, errors: Vec<FieldError>) -> Response {
        let Self { subject, rules, has_seconder } = self;
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = subject_page(&member.chrome, SubjectPage { subject, rules, has_seconder, form, errors });
        (status, Html(page)).into_response()
    }

    /// The rules as they stand now, since a change on top of others that nobody saw would undo them.
    fn stale(self, member: &Member, form: SubjectForm) -> Response {
        let error = FieldError { field: PAGE, message: member.chrome.words().settings_stale() };
        let fresh = SubjectForm { reason: form.reason, ..self.fresh(member) };
        self.show(member, fresh, vec![error])
    }
}

/// `GET /settings/{subject}`
pub async fn form(
    path: SettingsOf,
    committee: Committee<SetRules>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let about = AboutRules::of(&member, &site, &path).await?;
    let form = about.fresh(&member);
    Ok(about.show(&member, form, Vec::new()))
}

/// `POST /settings/{subject}`: one decision for each rule that differs; the same form again changes nothing more.
pub async fn decide(
    path: SettingsOf,
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<SubjectForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let about = AboutRules::of(&member, &site, &path).await?;
    let (id, _) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => {
            let form = SubjectForm { id: journal::number(&form.id), ..form };
            return Ok(about.show(&member, form, errors));
        }
    };
    let act = act_of(&member, &site, (id, about.subject, &form));
    // A repeated click finds its own decision; anybody else's must be seen first.
    if let Some(what) = done_before(&site, act.clone()).await? {
        return Ok(done(&member, &site, (what, id)));
    }
    // A version that is none was never shown.
    if form.version.parse() != Ok(about.rules.version) {
        return Ok(about.stale(&member, form));
    }
    let decided = match form.parse(about.subject, &about.rules, member.chrome.language) {
        Ok(decided) => decided,
        Err(errors) => return Ok(about.show(&member, form, errors)),
    };
    // Shown before it is decided, as many as there are.
    if about.subject.is_of_limits() {
        let mut conn = site.db.read().await?;
        let outside = store::outside(&mut conn, member.exchange.id, &decided.rules.in_force).await?.to_string();
        if outside != "0" && form.outside != outside {
            return Ok(about.show(&member, SubjectForm { outside, ..form }, Vec::new()));
        }
    }
    let course = RuleCourse::of(&about.rules, &decided.changes, about.has_seconder);
    let (what, written) = if course.is_now() {
        (What::Rule, site.db.write(Deciding::of(&about.rules, decided, act), set).await)
    } else {
        let proposing = Proposing::of_rules(&member.exchange, (decided, course), act);
        (What::RuleProposed, site.db.write(proposing, propose).await)
    };
    match written {
        Ok(()) => Ok(done(&member, &site, (what, id))),
        Err(Failed::Refused(Unchanged::Stale)) => Ok(AboutRules::of(&member, &site, &path).await?.stale(&member, form)),
        Err(Failed::Refused(Unchanged::Agreed)) => {
            let error = FieldError { field: "unit_counts", message: member.chrome.words().settings_error_agreement() };
            Ok(about.show(&member, form, vec![error]))
        }
        Err(Failed::Refused(Unchanged::Taken)) => {
            let error = FieldError { field: PAGE, message: member.chrome.words().proposal_taken() };
            Ok(about.show(&member, form, vec![error]))
        }
        Err(Failed::Refused(Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// To the rules, or to what waits.
fn done(member: &Member, site: &Site, (what, id): (What, i64)) -> Response {
    site.notices_wait.notify_one();
    let chrome = &member.chrome;
    match what {
        What::Rule => with_flash(site, &chrome.href(&SettingsPath), Flash::Saved),
        // Which says itself where it stands.
        _ => Redirect::to(&chrome.href(&Proposal { proposal: id.to_string() })).into_response(),
    }
}

/// What this form decided before; none if it has not.
async fn done_before(site: &Site, act: Act) -> Result<Option<What>, Error> {
    let before = site.db.write(act, async |tx, act| {
        let mut other = false;
        for what in [What::Rule, What::RuleProposed, What::RuleAnnounced] {
            match journal::begin::<Failed<Unchanged>>(tx, &Act { what, ..act.clone() }).await {
                Ok(Begun::Now) => return Ok(None),
                Ok(Begun::Before(_)) => return Ok(Some(what)),
                Err(Failed::Refused(_)) => other = true,
                Err(failed) => return Err(failed),
            }
        }
        if other { Err(Failed::Refused(Unchanged::Other)) } else { Ok(None) }
    });
    match before.await {
        Ok(before) => Ok(before),
        Err(Failed::Refused(_)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The act of a form. Its terms are as they were typed: what they would be read as depends on the rules that they have changed.
fn act_of(member: &Member, site: &Site, (id, subject, form): (i64, Subject, &SubjectForm)) -> Act {
    let terms = (subject, SubjectForm { id: String::new(), rules: form.of_subject(subject), ..form.clone() });
    Act::new(What::Rule, (member.exchange.id, id), (member.person.id, site.clock.now())).asking(&terms)
}
