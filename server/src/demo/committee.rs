//! What a committee of the demo decides, by the work that does it for everybody else.

use app::demo::DemoRule;
use app::ids::{MemberId, PersonId};
use app::journal::{What, figures};
use app::ledger::nine_tenths;
use app::limits::classes::ClassAsked;
use app::limits::form::Standing;
use app::limits::proposed::ProposedLimits;
use app::limits::{LimitsAsked, LimitsCourse};
use app::roles::Office;
use app::roles::office::OfficeChange;
use app::rules::catalogue::Rule;
use app::rules::forms::RulesDecided;
use app::rules::matter::Matter;
use app::rules::proposals::{ProposalAnswer, RuleCourse};
use app::time::Instant;

use super::scene::{DemoWho, Untold, nobody, refused_text};
use crate::db::Tx;
use crate::http::actor::Scope;
use crate::http::tenant::Exchange;
use crate::import_export::store::set_state;
use crate::journal::Act;
use crate::ledger::accounts::Limits;
use crate::limits::classes::store::every;
use crate::limits::classes::{DecidingClass, put};
use crate::limits::following::course::{TakingCourse, take};
use crate::limits::{self, Setting, set_once};
use crate::members::store::Payee;
use crate::roles::seconders;
use crate::roles::work::{ChangingOffices, change_offices, steps};
use crate::rules;
use crate::rules::proposals::store::Line;
use crate::rules::proposals::work::{Proposing, Saying, answer, propose};
use crate::rules::work::{Deciding, set};

/// Limits that are to be set.
pub(super) struct DemoLimits<'a> {
    pub who: &'a DemoWho,
    pub limits: Limits,
    /// `suspended` or `left` from then on.
    pub state: Option<&'static str>,
    pub why: &'static str,
}

/// As the treasurer would do it on the page of limits.
pub(super) async fn set_limits(
    tx: &mut Tx,
    exchange: &Exchange,
    (asked, act): (DemoLimits<'_>, (i64, (PersonId, Instant))),
) -> Result<(), Untold> {
    let DemoLimits { who, limits: Limits { min_balance: min, max_balance: max, warn_min, warn_max, .. }, state, why } =
        asked;
    let code = &who.payee.candidate.code;
    let mut found = limits::store::find(tx.conn(), Scope::of_party(exchange.id), code).await?.ok_or_else(nobody)?;
    // Whoever is suspended may be paid, so that a debt can shrink.
    found.may_debit &= state.is_none();
    found.may_credit &= state != Some("left");
    let terms = LimitsAsked { min, max, warn_min, warn_max, reason: why.to_owned() };
    set_once(tx, &Setting::of(exchange, (&found, terms), act)).await.map_err(|error| error.map(refused_text))?;
    if let Some(state) = state {
        set_state(tx, exchange.id, who.payee.member, state).await?;
    }
    Ok(())
}

/// As the treasurer would make a class on its page.
pub(super) async fn make_class(
    tx: &mut Tx,
    exchange: &Exchange,
    (name, (min, max), why): (&str, (i64, i64), &str),
    (class, (id, who)): (i64, (i64, (PersonId, Instant))),
) -> Result<(), Untold> {
    let [min, max, warn_min, warn_max] = [min, max, nine_tenths(min), nine_tenths(max)];
    let limits = Standing { min, max, warn_min, warn_max };
    let asked = ClassAsked { name: name.to_owned(), limits, reason: why.to_owned() };
    let act = Act::new(What::Class, (exchange.id, id), who).asking(&asked);
    let deciding = DecidingClass { exchange: exchange.clone(), class: None, fresh: class, may_raise: true, asked, act };
    put(tx, &deciding).await.map_err(|error| error.map(refused_text))
}

/// The class of that name.
pub(super) async fn class_of(tx: &mut Tx, exchange: &Exchange, name: &str) -> Result<i64, Untold> {
    let mut every = every(tx.conn(), exchange.id).await?.into_iter();
    every.find(|class| class.name == name).map(|class| class.id).ok_or_else(nobody)
}

/// As the treasurer would do it on the page of limits.
pub(super) async fn take_course(
    tx: &mut Tx,
    exchange: &Exchange,
    (who, course, why): (&Payee, LimitsCourse, &str),
    act: (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let whose = (who.account, &who.candidate.code);
    let taking = TakingCourse::of(exchange, whose, (course, why.to_owned()), act);
    take(tx, &taking).await.map_err(|error| error.map(refused_text))
}

/// As the treasurer would let somebody owe more on the page of limits: it waits for another officer.
pub(super) async fn raise(
    tx: &mut Tx,
    exchange: &Exchange,
    (who, min, why): (&Payee, i64, &str),
    (id, who_and_when): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let code = &who.candidate.code;
    let found = limits::store::find(tx.conn(), Scope::of_party(exchange.id), code).await?.ok_or_else(nobody)?;
    let becomes = Standing { min, warn_min: nine_tenths(min), ..found.standing };
    let figures = |limits: Standing| figures::limits(&exchange.unit, limits.parts());
    let line = Line {
        rule: Matter::Limits.key(code.as_str()),
        was: figures(found.standing),
        becomes: figures(becomes),
        value: ProposedLimits::Set(becomes, exchange.unit.counting()).value(),
    };
    let stands = rules::standing(tx.conn(), exchange).await?;
    let course = RuleCourse::of_act(&stands, Matter::Limits, true);
    let act = Act::new(What::ActProposed, (exchange.id, id), who_and_when).asking(&(code, min));
    let proposing = Proposing::of_act(exchange, (line, course), Act { why: why.to_owned(), ..act });
    propose(tx, &proposing).await.map_err(|error| error.map(refused_text))
}

/// As the chair decided it with the treasurer, when the day had come.
pub(super) async fn set_rule(
    tx: &mut Tx,
    exchange: &Exchange,
    (rule, why, seconded_by): (DemoRule, &str, PersonId),
    (id, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let stands = rules::standing(tx.conn(), exchange).await?;
    let values = match rule {
        DemoRule::Newcomers(parts) => vec![(Rule::NewcomerMin, parts.to_string())],
        DemoRule::Ramp(days) => vec![(Rule::RampDays, days.to_string())],
        DemoRule::Alone(parts) => vec![(Rule::OfficerAlone, parts.to_string())],
        DemoRule::Admissions => vec![(Rule::SecondForAdmissions, "yes".to_owned())],
        DemoRule::Checks => {
            vec![(Rule::CheckMeeting, "yes".to_owned()), (Rule::CheckReferences, "yes".to_owned())]
        }
        DemoRule::Subscription => vec![
            (Rule::Subscription, "year".to_owned()),
            (Rule::SubscriptionCost, "12 pounds a year, in cash at the market or by bank".to_owned()),
            (Rule::SubscriptionDays, "60".to_owned()),
        ],
    };
    let becomes = values.iter().fold(stands.clone(), |rules, (rule, value)| rules.with(*rule, value));
    let rules: Vec<Rule> = values.iter().map(|(rule, _)| *rule).collect();
    let decided = RulesDecided::between(&stands, becomes, (&rules, why.to_owned()));
    let act = Act::new(What::Rule, (exchange.id, id), (by, at)).asking(&values);
    let act = Act { seconded_by, ..act };
    set(tx, &Deciding::of(&stands, decided, act)).await.map_err(|error| error.map(refused_text))
}

/// A change that is to be proposed.
pub(super) struct DemoProposal<'a> {
    pub rule: Rule,
    /// As it is kept.
    pub value: &'a str,
    pub why: &'a str,
    /// Who confirms it, and the key of that.
    pub seconder: Option<(PersonId, i64)>,
}

/// As the chair would propose it on the page of rules, and the treasurer confirm it.
pub(super) async fn propose_rule(
    tx: &mut Tx,
    exchange: &Exchange,
    DemoProposal { rule, value, why, seconder }: DemoProposal<'_>,
    (id, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let stands = rules::standing(tx.conn(), exchange).await?;
    let becomes = stands.clone().with(rule, value);
    let decided = RulesDecided::between(&stands, becomes, (&[rule], why.to_owned()));
    let seconders = seconders(tx.conn(), exchange.id, &[by]).await?;
    let course = RuleCourse::of(&stands, &decided.changes, !seconders.is_empty());
    let act = Act::new(What::RuleProposed, (exchange.id, id), (by, at)).asking(&(rule, value));
    let proposing = Proposing::of_rules(exchange, (decided, course), act);
    propose(tx, &proposing).await.map_err(|error| error.map(refused_text))?;
    let Some((second, key)) = seconder else { return Ok(()) };
    let saying = Saying {
        exchange: exchange.clone(),
        proposal: id,
        answer: ProposalAnswer::Second,
        why: String::new(),
        by: (second, MemberId(0)),
        key: (key, at.plus_seconds(5 * 3600)),
    };
    answer(tx, &saying).await.map_err(|error| error.map(refused_text))
}

/// An office that is to be given.
pub(super) struct DemoOffice<'a> {
    pub who: &'a DemoWho,
    pub office: Office,
    pub why: &'a str,
    /// It waits to be confirmed.
    pub waits: bool,
}

/// As the chair gave it and the treasurer confirmed it; or as it waits for the treasurer.
pub(super) async fn give_office(
    tx: &mut Tx,
    exchange: &Exchange,
    (DemoOffice { who, office, why, waits }, treasurer): (DemoOffice<'_>, PersonId),
    (id, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let code = who.payee.candidate.code.clone();
    let change = OfficeChange { person: who.person, code, role: office.role, becomes: Some(office) };
    let act = Act::new(What::Role, (exchange.id, id), (by, at)).asking(&change);
    let act = Act { why: why.to_owned(), ..act };
    if !waits {
        let act = Act { seconded_by: treasurer, ..act };
        let changing = ChangingOffices { changes: vec![change], act };
        return change_offices(tx, &changing).await.map_err(|error| error.map(refused_text));
    }
    let steps = steps(tx.conn(), exchange.id, &[change]).await.map_err(|error| error.map(refused_text))?;
    let course = RuleCourse { second: true, open_to_objection: false, days: 0 };
    propose(tx, &Proposing::of_offices(exchange, (steps, course), act)).await.map_err(|error| error.map(refused_text))
}
