//! What is typed on the three pages, and what it comes to.

use super::{OpeningForm, OpeningStep, step_of, tenths_of_hours};
use crate::ledger::RANGE;
use crate::rate::UnitsPerHour;
use crate::roles::Role;
use crate::words::Language::{English, Spanish};

fn typed(template: &str, language: &str) -> OpeningForm {
    OpeningForm {
        template: template.into(),
        language: language.into(),
        exchange: "Greenvale".into(),
        slug: "greenvale".into(),
        code: "grnv".into(),
        chair_name: "Ida Moss".into(),
        chair_email: "Ida@greenvale.example".into(),
        ..OpeningForm::fresh(7, English)
    }
}

#[test]
fn each_template_fills_in_what_it_brings_and_reads_as_it_was_filled_in() {
    for (template, units, rate, limits) in [
        ("lets", "leaves", "10", ("250.00", "none")),
        ("time-bank", "hours", "1", ("20:00", "none")),
        ("business", "credits", "10", ("1000.00", "none")),
    ] {
        let form = typed(template, "en").filled_in(English);
        assert_eq!((form.units.as_str(), form.rate.as_str()), (units, rate), "{template}");
        assert_eq!((form.lowest.as_str(), form.highest.as_str()), limits, "{template}");
        let (id, opening) = form.parse(English).unwrap();
        assert_eq!((id, opening.exchange.code.as_str()), (7, "GRNV"));
        let bare = typed(template, "en");
        let bare = OpeningForm { unit: form.unit.clone(), units: form.units.clone(), ..bare };
        assert_eq!(bare.parse(English).unwrap().1, opening, "what is left empty is as the template says");
        assert_eq!(form.clone().filled_in(Spanish), form, "what was typed stays");
    }
    let spanish = typed("business", "es").filled_in(Spanish);
    assert_eq!((spanish.units.as_str(), spanish.highest.as_str()), ("créditos", "ninguno"));
    assert_eq!(spanish.parse(Spanish).unwrap().1.exchange.rules.default_max(), RANGE);
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    let right = typed("lets", "en").filled_in(English);
    let wrong = |change: fn(&mut OpeningForm)| {
        let mut form = right.clone();
        change(&mut form);
        let errors = form.parse(English).expect_err("wrong");
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        (fields, step_of(&errors, OpeningStep::Committee))
    };
    let at = |field, step| (vec![field], step);
    assert_eq!(wrong(|form| form.slug = "host".into()), at("slug", OpeningStep::Place));
    assert_eq!(wrong(|form| form.zone = "Atlantis".into()), at("zone", OpeningStep::Place));
    assert_eq!(wrong(|form| form.template = "club".into()), at("template", OpeningStep::Place));
    assert_eq!(wrong(|form| form.lowest = "-5".into()), at("lowest", OpeningStep::Rules));
    assert_eq!(wrong(|form| form.rate = "0".into()), at("rate", OpeningStep::Rules));
    assert_eq!(wrong(|form| form.units = " ".into()), at("units", OpeningStep::Rules));
    assert_eq!(wrong(|form| form.chair_name = String::new()), at("chair_name", OpeningStep::Committee));
    assert_eq!(wrong(|form| form.second_name = "Bea".into()), at("second_email", OpeningStep::Committee));
    assert_eq!(wrong(|form| form.id = "x".into()), at("main", OpeningStep::Committee));
    let twice = wrong(|form| {
        form.third_name = "Ida".into();
        form.third_email = " IDA@greenvale.example".into();
    });
    assert_eq!(twice, at("third_email", OpeningStep::Committee));
}

#[test]
fn the_committee_is_the_chair_and_whoever_else_is_named() {
    let mut form = typed("lets", "en").filled_in(English);
    form.third_name = "Bea".into();
    form.third_email = "bea@greenvale.example".into();
    let committee = form.parse(English).unwrap().1.committee;
    let all: Vec<_> = committee.iter().map(|one| (one.email.as_str(), one.role)).collect();
    assert_eq!(all, [("ida@greenvale.example", Role::Chair), ("bea@greenvale.example", Role::Membership)]);
}

#[test]
fn an_amount_is_said_in_hours() {
    let form = typed("lets", "en").filled_in(English);
    let (_, exchange) = form.exchange(English).unwrap();
    let ten: UnitsPerHour = "10".parse().unwrap();
    for (parts, tenths) in [(25_000, 250), (0, 0), (150, 2), (155, 2)] {
        assert_eq!(tenths_of_hours(&exchange.unit, ten, parts), tenths);
    }
}
