//! An exchange is opened: what is typed, in three steps, and what it comes to. Nothing is kept between the steps but in the form itself.
//!
//! The set-up link of the first start and the command line read the same fields. Not here: the pages (`pages`), the mail (`mails`).

pub mod mails;
pub mod pages;

use serde::Deserialize;
use strum::IntoEnumIterator as _;

use crate::forms::{FieldError, Reader, Text, limit, numbered};
use crate::ledger::Unit;
use crate::paths::is_slug;
use crate::rate::UnitsPerHour;
use crate::roles::Role;
use crate::rules::catalogue::{Rule, Template};
use crate::rules::forms::LONGEST_UNIT;
use crate::rules::in_force::RulesInForce;
use crate::time;
use crate::words::{Language, Words};

/// A step of the way to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpeningStep {
    /// What it is called, where it is, which template.
    Place,
    /// What it counts in, and how far one may go.
    Rules,
    /// Who runs it.
    Committee,
}

impl OpeningStep {
    const ALL: [Self; 3] = [Self::Place, Self::Rules, Self::Committee];

    /// The step of that word; the first for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|step| step.tag() == tag).unwrap_or(Self::Place)
    }

    /// Its word in the form.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Rules => "rules",
            Self::Committee => "committee",
        }
    }

    /// The one before; the first has none but itself.
    pub fn before(self) -> Self {
        if self == Self::Committee { Self::Rules } else { Self::Place }
    }

    /// Where a field stands.
    fn of_field(field: &str) -> Self {
        match field {
            "template" | "exchange" | "area" | "slug" | "code" | "language" | "zone" => Self::Place,
            "unit" | "units" | "rate" | "lowest" | "highest" => Self::Rules,
            _ => Self::Committee,
        }
    }
}

/// The fields of all three steps, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct OpeningForm {
    /// Made by the page: the key that the exchange will have, so that sending it twice makes one.
    pub id: String,
    /// Which step was on the page.
    pub step: String,
    /// `back`: to the step before.
    pub go: String,
    pub template: String,
    pub exchange: String,
    pub area: String,
    pub slug: String,
    pub code: String,
    pub language: String,
    pub zone: String,
    /// For which template and language the second step was filled in.
    pub filled: String,
    pub unit: String,
    pub units: String,
    pub rate: String,
    pub lowest: String,
    pub highest: String,
    pub chair_name: String,
    pub chair_email: String,
    pub second_name: String,
    pub second_email: String,
    pub second_office: String,
    pub third_name: String,
    pub third_email: String,
    pub third_office: String,
    /// `mail` or `link`.
    pub way: String,
    /// The number of whoever asked for it; empty if nobody did.
    pub ask: String,
}

/// What an exchange begins as.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct ExchangeWanted {
    pub name: String,
    pub area: String,
    pub slug: String,
    /// In capitals.
    pub code: String,
    pub template: Template,
    pub unit: Unit,
    pub rules: RulesInForce,
    pub language: Language,
    pub zone: String,
}

/// Somebody who is asked to be of the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct Invited {
    pub name: String,
    /// As stored: lower case.
    pub email: String,
    pub role: Role,
}

/// What the whole form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The exchange.
    pub exchange: ExchangeWanted,
    /// Who runs it, the chair first.
    pub committee: Vec<Invited>,
    /// Whoever is new is sent no mail: the host hands the links over.
    pub by_hand: bool,
}

/// What the first step comes to.
struct PlaceWanted {
    template: Template,
    name: String,
    area: String,
    slug: String,
    code: String,
    language: Language,
    zone: String,
}

/// The names of the fields in which one of the committee stands.
type SeatFields = (&'static str, &'static str, &'static str);
const CHAIR: SeatFields = ("chair_name", "chair_email", "");
const SECOND: SeatFields = ("second_name", "second_email", "second_office");
const THIRD: SeatFields = ("third_name", "third_email", "third_office");

impl OpeningForm {
    /// The form as it is first shown.
    pub fn fresh(key: i64, language: Language) -> Self {
        Self {
            id: key.to_string(),
            template: Template::Lets.tag().into(),
            language: language.tag().into(),
            zone: "UTC".into(),
            second_office: Role::Treasurer.tag().into(),
            third_office: Role::Membership.tag().into(),
            way: "mail".into(),
            ..Self::default()
        }
    }

    /// Every field with its value, but for what says where one is.
    fn fields(&self) -> [(&'static str, &str); 23] {
        [
            ("template", &self.template),
            ("exchange", &self.exchange),
            ("area", &self.area),
            ("slug", &self.slug),
            ("code", &self.code),
            ("language", &self.language),
            ("zone", &self.zone),
            ("filled", &self.filled),
            ("unit", &self.unit),
            ("units", &self.units),
            ("rate", &self.rate),
            ("lowest", &self.lowest),
            ("highest", &self.highest),
            ("chair_name", &self.chair_name),
            ("chair_email", &self.chair_email),
            ("second_name", &self.second_name),
            ("second_email", &self.second_email),
            ("second_office", &self.second_office),
            ("third_name", &self.third_name),
            ("third_email", &self.third_email),
            ("third_office", &self.third_office),
            ("way", &self.way),
            ("ask", &self.ask),
        ]
    }

    /// Reads the first step.
    ///
    /// # Errors
    /// What is wrong, by field; so with the others.
    pub fn place(&self, language: Language) -> Result<(i64, ()), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let place = self.read_place(&mut form);
        numbered(&self.id, language, form.finish(|| place.map(|_| ())))
    }

    /// Reads the first two steps.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn exchange(&self, language: Language) -> Result<(i64, ExchangeWanted), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let wanted = self.read_exchange(&mut form);
        numbered(&self.id, language, form.finish(|| wanted))
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(i64, Opening), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let exchange = self.read_exchange(&mut form);
        let committee = self.read_committee(&mut form);
        let by_hand = form.choice("way", &self.way, [("mail", false), ("link", true)]);
        let opening = || Some(Opening { exchange: exchange?, committee: committee?, by_hand: by_hand? });
        numbered(&self.id, language, form.finish(opening))
    }

    /// The exchange, with whatever is wrong noted.
    pub fn read_exchange(&self, form: &mut Reader) -> Option<ExchangeWanted> {
        let place = self.read_place(form);
        // Without a template nothing is known of what it would bring.
        let known = Template::of_tag(&self.template).zip(Language::of_tag(&self.language));
        let (unit, rules) = known.and_then(|known| self.read_rules(form, known)).unzip();
        let place = place?;
        Some(ExchangeWanted {
            name: place.name,
            area: place.area,
            slug: place.slug,
            code: place.code,
            template: place.template,
            unit: unit?,
            rules: rules?,
            language: place.language,
            zone: place.zone,
        })
    }

    fn read_place(&self, form: &mut Reader) -> Option<PlaceWanted> {
        let template = form.choice("template", &self.template, Template::iter().map(|one| (one.tag(), one)));
        let name = form.name("exchange", &self.exchange, form.words().setup_exchange_empty());
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let slug = self.slug.trim();
        let slug = form.needs("slug", is_slug(slug).then(|| slug.to_owned()), Words::setup_slug_wrong);
        let code = form.needs("code", prefix(&self.code), Words::setup_code_wrong);
        let language = form.choice("language", &self.language, Language::ALL.map(|one| (one.tag(), one)));
        let zone = self.zone.trim();
        let zone = form.needs("zone", time::zone(zone).map(|_| zone.to_owned()), Words::setup_zone_wrong);
        Some(PlaceWanted {
            template: template?,
            name: name?,
            area: area?,
            slug: slug?,
            code: code?,
            language: language?,
            zone: zone?,
        })
    }

    /// As the template says, but for what was typed.
    fn read_rules(
        &self,
        form: &mut Reader,
        (template, language): (Template, Language),
    ) -> Option<(Unit, RulesInForce)> {
        let unit = if template == Template::TimeBank {
            Some(hours(language))
        } else {
            let name = form.line("unit", &self.unit, Text::asked(LONGEST_UNIT, form.words().setup_unit_empty()));
            let plural = form.line("units", &self.units, Text::asked(LONGEST_UNIT, form.words().setup_unit_empty()));
            name.zip(plural).map(|(name, plural)| unit_of(name, plural))
        };
        let rate = match self.rate.trim() {
            _ if template == Template::TimeBank => Some(None),
            "" => Some(None),
            typed => form.rate("rate", typed).map(Some),
        };
        let (unit, rate) = (unit?, rate?);
        let rules = RulesInForce::begin(template, &unit, rate);
        let lowest = form.limit_or("lowest", &self.lowest, (&unit, -rules.default_min()));
        let highest = form.limit_or("highest", &self.highest, (&unit, rules.default_max()));
        let rules = rules.with(Rule::DefaultMin, (-lowest?).to_string());
        Some((unit, rules.with(Rule::DefaultMax, highest?.to_string())))
    }

    fn read_committee(&self, form: &mut Reader) -> Option<Vec<Invited>> {
        let (name, email) = (self.chair_name.as_str(), self.chair_email.as_str());
        let chair = read_seat(form, (CHAIR, (name, email), Role::Chair.tag()));
        let [second, third] = [
            (SECOND, (self.second_name.as_str(), self.second_email.as_str()), self.second_office.as_str()),
            (THIRD, (self.third_name.as_str(), self.third_email.as_str()), self.third_office.as_str()),
        ]
        .map(|seat| if is_empty(seat.1) { Some(None) } else { read_seat(form, seat).map(Some) });
        let (chair, second, third) = (chair?, second?, third?);
        let mut all = vec![chair];
        for (other, field) in [(second, SECOND.1), (third, THIRD.1)] {
            let Some(other) = other else { continue };
            if all.iter().any(|one| one.email == other.email) {
                let message = form.words().opening_twice();
                return form.wrong(field, message);
            }
            all.push(other);
        }
        Some(all)
    }

    /// The same with the second step filled in for its template and language, unless it was already, or what was typed there was for these.
    #[must_use]
    pub fn filled_in(mut self, page: Language) -> Self {
        let known = Template::of_tag(&self.template).zip(Language::of_tag(&self.language));
        let Some((template, language)) = known else { return self };
        let filled = format!("{} {}", template.tag(), language.tag());
        if self.filled == filled {
            return self;
        }
        let unit = own_unit(template, language);
        let rules = RulesInForce::begin(template, &unit, None);
        self.rate = rules.units_per_hour().typed_text(page);
        self.lowest = limit::write(&unit, page, -rules.default_min());
        self.highest = limit::write(&unit, page, rules.default_max());
        (self.unit, self.units, self.filled) = (unit.name, unit.plural, filled);
        self
    }
}

fn read_seat(
    form: &mut Reader,
    ((name_field, email_field, office_field), (name, email), office): (SeatFields, (&str, &str), &str),
) -> Option<Invited> {
    let name = form.name(name_field, name, form.words().opening_name_empty());
    let email = form.email(email_field, email);
    let role = form.choice(office_field, office, Role::governing().map(|role| (role.tag(), role)));
    Some(Invited { name: name?, email: email?, role: role? })
}

fn is_empty((name, email): (&str, &str)) -> bool {
    name.trim().is_empty() && email.trim().is_empty()
}

/// The first step on which something is wrong; what belongs to no field is said where one is.
pub fn step_of(errors: &[FieldError], here: OpeningStep) -> OpeningStep {
    let steps =
        errors.iter().filter(|error| error.field != crate::forms::PAGE).map(|error| OpeningStep::of_field(error.field));
    steps.min().unwrap_or(here).min(here)
}

/// The four letters or digits before an exchange's account codes, in capitals.
pub fn prefix(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    (code.len() == 4 && code.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(code)
}

/// Hours and minutes, as a time bank counts.
fn hours(language: Language) -> Unit {
    let (name, plural) = if language == Language::Spanish { ("hora", "horas") } else { ("hour", "hours") };
    Unit { name: name.into(), plural: plural.into(), symbol: "h".into(), decimals: 0, is_time: true }
}

/// Hundredths of what was named.
fn unit_of(name: String, plural: String) -> Unit {
    Unit { symbol: name.chars().take(2).collect(), name, plural, decimals: 2, is_time: false }
}

/// What an exchange of that template counts in where nobody says otherwise.
pub fn own_unit(template: Template, language: Language) -> Unit {
    let (name, plural) = match (template, language) {
        (Template::TimeBank, _) => return hours(language),
        (Template::Lets, Language::Spanish) => ("punto", "puntos"),
        (Template::Lets, _) => ("leaf", "leaves"),
        (Template::Business, Language::Spanish) => ("crédito", "créditos"),
        (Template::Business, _) => ("credit", "credits"),
    };
    unit_of(name.into(), plural.into())
}

/// How many hours of ordinary work an amount stands for, in tenths.
fn tenths_of_hours(unit: &Unit, rate: UnitsPerHour, parts: i64) -> i128 {
    let micro = rate.micro_parts(unit).max(1);
    (i128::from(parts) * 10_000_000 + micro / 2) / micro
}

#[cfg(test)]
mod tests;
