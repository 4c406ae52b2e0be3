//! What would come of a sheet, line by line: who is new, who is as the sheet says, what would be corrected, and what stands in the way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::read::{self, ReadSheet, SheetPerson};
use super::{KnownMember, SheetAsked, SheetColumn, SheetFacts};
use crate::forms::{FieldError, PAGE};
use crate::ids::{Code, MemberId};
use crate::text::folded;
use crate::words::{Language, Words};

/// What a sheet comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetPlan {
    /// The sheet as it was read.
    pub sheet: ReadSheet,
    /// Its lines that could be read, in their order.
    pub lines: Vec<PlannedLine>,
    /// What must be mended in the sheet.
    pub problems: Vec<SheetProblem>,
    /// What should be looked at.
    pub warnings: Vec<SheetProblem>,
    /// What must be chosen on the page.
    pub errors: Vec<FieldError>,
    /// The sum of the opening balances.
    pub sum: i64,
    /// The account that stands against them.
    pub common: Option<Code>,
}

/// A line of the sheet and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLine {
    /// Where it begins.
    pub line: u64,
    /// What it says.
    pub person: SheetPerson,
    /// What comes of it.
    pub fate: LineFate,
}

/// What comes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFate {
    /// A new member.
    New,
    /// Nothing: it is as the line says.
    Same,
    /// Something is corrected.
    Changed(Box<Correction>),
}

/// What is corrected of somebody who came from an earlier sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As they stand.
    pub member: KnownMember,
    /// Name, place or what is said about them.
    pub seen_as: bool,
    /// Nobody acts for them, and somebody of this address will.
    pub email: bool,
    /// Lowest and highest balance, where either becomes another.
    pub limits: Option<(i64, i64)>,
    /// By how much the opening balance becomes another.
    pub opening: i64,
    /// Until when they have paid, where that becomes another day.
    pub paid: Option<Date>,
    /// The columns that differ.
    pub columns: Vec<SheetColumn>,
}

/// Something about one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetProblem {
    /// The line on which the row begins.
    pub line: u64,
    /// What the column is called; empty for the row as a whole.
    pub column: String,
    /// What it is.
    pub what: String,
}

impl SheetPlan {
    /// Nothing stands in the way.
    pub fn is_right(&self) -> bool {
        self.problems.is_empty() && self.errors.is_empty()
    }

    /// How many are new, how many are as the sheet says, how many are corrected.
    pub fn counts(&self) -> [usize; 3] {
        self.lines.iter().fold([0, 0, 0], |[new, same, changed], line| match line.fate {
            LineFate::New => [new + 1, same, changed],
            LineFate::Same => [new, same + 1, changed],
            LineFate::Changed(_) => [new, same, changed + 1],
        })
    }

    /// The lines of which something comes.
    pub fn to_do(&self) -> impl Iterator<Item = &PlannedLine> {
        self.lines.iter().filter(|line| line.fate != LineFate::Same)
    }

    /// The number after the highest that a code of the sheet carries, so that no line is given the code of a later one.
    pub fn next_number(&self, letters: &str) -> i64 {
        let codes = self.lines.iter().filter_map(|line| line.person.code.as_ref());
        let numbers = codes.filter_map(|code| code.as_str().strip_prefix(letters)?.parse::<i64>().ok());
        numbers.max().unwrap_or(0).saturating_add(1)
    }
}

/// What would come of the sheet.
///
/// # Errors
/// Why nothing can be read of it at all.
pub fn plan(asked: &SheetAsked, facts: &SheetFacts, language: Language) -> Result<SheetPlan, String> {
    let words = language.words();
    let (sheet, errors) = read::read(asked, words)?;
    if !errors.is_empty() {
        return Ok(SheetPlan { sheet, errors, ..SheetPlan::default() });
    }
    let (mut people, mut problems) = (Vec::new(), Vec::new());
    for (line, row) in &sheet.rows {
        match read::person(&sheet, row, facts, language) {
            Ok(person) => people.push((*line, person)),
            Err(errors) => problems.extend(errors.into_iter().map(|error| problem(*line, error, words))),
        }
    }
    let mut meeting = Meeting { facts, words, people: &people, met: BTreeMap::new(), problems };
    meeting.twice();
    meeting.by_code();
    meeting.by_email();
    meeting.by_name();
    let mut lines = Vec::new();
    for (place, (line, person)) in people.iter().enumerate() {
        let fate = match meeting.met.get(&place).copied() {
            Some(member) => correction(&sheet, person, member),
            None => LineFate::New,
        };
        if fate == LineFate::New {
            meeting.may_bring(*line, person);
        }
        meeting.may_change(*line, &fate);
        lines.push(PlannedLine { line: *line, person: person.clone(), fate });
    }
    let warnings = warnings(facts, words, &lines);
    let mut problems = meeting.problems;
    problems.sort_by_key(|problem| problem.line);
    let sum = lines.iter().filter_map(|line| line.person.opening).fold(0, i64::saturating_add);
    let common = asked.common.clone().filter(|code| facts.commons.iter().any(|(one, _)| one == code));
    let mut plan = SheetPlan { sheet, lines, problems, warnings, errors: Vec::new(), sum, common };
    choices(&mut plan, (asked, facts), words);
    Ok(plan)
}

/// What must be chosen on the page, and whether there is room for all.
fn choices(plan: &mut SheetPlan, (asked, facts): (&SheetAsked, &SheetFacts), words: &Words) {
    let mut wrong = |field, message| plan.errors.push(FieldError { field, message });
    match (&asked.common, &plan.common) {
        (Some(_), None) => wrong("common", words.form_choice()),
        // What cannot be read yet is in no sum.
        (None, None) if plan.sum != 0 && plan.problems.is_empty() => wrong("common", words.sheet_error_sum()),
        (None, None) => plan.common = facts.commons.first().map(|(code, _)| code.clone()),
        (_, Some(_)) => {}
    }
    let [new, ..] = plan.counts();
    if let Some(room) = facts.room.filter(|room| i64::try_from(new).unwrap_or(i64::MAX) > *room) {
        plan.errors.push(FieldError { field: PAGE, message: words.sheet_error_room(room, new) });
    }
}

fn problem(line: u64, error: FieldError, words: &Words) -> SheetProblem {
    let column = SheetColumn::ALL.into_iter().find(|column| column.field() == error.field);
    SheetProblem { line, column: column.map_or(String::new(), |column| column.name(words)), what: error.message }
}

/// The lines as they meet who is here.
struct Meeting<'a> {
    facts: &'a SheetFacts,
    words: &'a Words,
    people: &'a [(u64, SheetPerson)],
    /// Whom each line means, by its place.
    met: BTreeMap<usize, &'a KnownMember>,
    problems: Vec<SheetProblem>,
}

impl<'a> Meeting<'a> {
    fn wrong(&mut self, line: u64, column: SheetColumn, what: String) {
        self.problems.push(SheetProblem { line, column: column.name(self.words), what });
    }

    fn is_met(&self, member: MemberId) -> bool {
        self.met.values().any(|met| met.id == member)
    }

    /// The same address or code on two lines; or the same name, where nothing else tells two people apart.
    fn twice(&mut self) {
        let (mut emails, mut codes, mut names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (line, person) in self.people {
            let first = person.email.as_ref().map(|email| *emails.entry(email.clone()).or_insert(*line));
            if let Some(first) = first.filter(|first| first != line) {
                self.wrong(*line, SheetColumn::Email, self.words.sheet_error_twice(number(first)));
            }
            let first = person.code.as_ref().map(|code| *codes.entry(code.clone()).or_insert(*line));
            if let Some(first) = first.filter(|first| first != line) {
                self.wrong(*line, SheetColumn::Code, self.words.sheet_error_twice(number(first)));
            }
            if person.email.is_none() && person.code.is_none() {
                let first = *names.entry(folded(&person.name)).or_insert(*line);
                if first != *line {
                    self.wrong(*line, SheetColumn::Name, self.words.sheet_error_namesake(number(first)));
                }
            }
        }
    }

    /// A code says surest who is meant.
    fn by_code(&mut self) {
        let members: BTreeMap<&Code, &KnownMember> = self.facts.members.iter().map(|one| (&one.code, one)).collect();
        for (place, (line, person)) in self.people.iter().enumerate() {
            let Some(code) = &person.code else { continue };
            match members.get(code) {
                Some(member) if member.opening.is_some() => {
                    self.met.insert(place, member);
                }
                None if !self.facts.other_codes.contains(code) => {}
                _ => self.wrong(*line, SheetColumn::Code, self.words.sheet_error_code(code.to_string())),
            }
        }
    }

    /// Then an address. Nobody acts for two members by one sheet.
    fn by_email(&mut self) {
        let members: BTreeMap<&str, &KnownMember> = self
            .facts
            .members
            .iter()
            .flat_map(|one| one.emails.iter().map(move |email| (email.as_str(), one)))
            .collect();
        for (place, (line, person)) in self.people.iter().enumerate() {
            let Some(member) = person.email.as_deref().and_then(|email| members.get(email).copied()) else { continue };
            match self.met.get(&place).map(|met| met.id) {
                Some(met) if met == member.id => {}
                None if member.opening.is_some() && !self.is_met(member.id) && person.code.is_none() => {
                    self.met.insert(place, member);
                }
                _ => self.wrong(*line, SheetColumn::Email, self.words.sheet_error_known(member.code.to_string())),
            }
        }
    }

    /// Then the name: of who has neither, and of who had no address in an earlier sheet and has one now.
    fn by_name(&mut self) {
        let mut left: BTreeMap<String, Vec<&KnownMember>> = BTreeMap::new();
        let met: BTreeSet<MemberId> = self.met.values().map(|met| met.id).collect();
        for member in self.facts.members.iter().filter(|one| one.opening.is_some() && !met.contains(&one.id)) {
            left.entry(folded(&member.name)).or_default().push(member);
        }
        for has_email in [false, true] {
            for (place, (line, person)) in self.people.iter().enumerate() {
                if person.code.is_some() || person.email.is_some() != has_email || self.met.contains_key(&place) {
                    continue;
                }
                let Some(found) = left.get_mut(&folded(&person.name)) else { continue };
                found.retain(|member| !has_email || !member.has_people);
                match found.as_slice() {
                    [] => {}
                    [only] => {
                        self.met.insert(place, only);
                        found.clear();
                    }
                    [_, _, ..] => self.wrong(*line, SheetColumn::Name, self.words.sheet_error_which()),
                }
            }
        }
    }

    /// Once anybody trades here a sheet makes no credit: who is new begins at zero, and with no more room than everybody, which would
    /// else be one officer's word alone.
    fn may_bring(&mut self, line: u64, person: &SheetPerson) {
        if !self.facts.traded {
            return;
        }
        let (min, max) = self.facts.begins;
        if person.opening.is_some_and(|opening| opening != 0) {
            self.wrong(line, SheetColumn::Opening, self.words.sheet_error_late());
        }
        for (column, wider) in [
            (SheetColumn::Lowest, person.min.is_some_and(|its| its < min)),
            (SheetColumn::Highest, person.max.is_some_and(|its| its > max)),
        ] {
            if wider {
                self.wrong(line, column, self.words.sheet_error_wider());
            }
        }
    }

    /// Nothing is corrected by a sheet once anybody trades, of who leaves, or of whoever sends it.
    fn may_change(&mut self, line: u64, fate: &LineFate) {
        let LineFate::Changed(correction) = fate else { return };
        let what = if self.facts.traded {
            self.words.sheet_error_traded()
        } else if correction.member.is_own {
            self.words.sheet_error_own()
        } else if correction.member.is_closed {
            self.words.sheet_error_closed()
        } else {
            return;
        };
        let column = correction.columns.first().map_or(String::new(), |column| column.name(self.words));
        self.problems.push(SheetProblem { line, column, what });
    }
}

/// What differs between a line and who it means. Where a line says nothing, nothing is changed.
fn correction(sheet: &ReadSheet, person: &SheetPerson, member: &KnownMember) -> LineFate {
    let mut columns = Vec::new();
    let mut differs = |column, differs: bool| {
        if differs {
            columns.push(column);
        }
        differs
    };
    let said = |text: &str, stands: &str| !text.is_empty() && text != stands;
    let mut seen_as = differs(SheetColumn::Name, person.name != member.name);
    seen_as |= differs(SheetColumn::Area, said(&person.area, &member.area));
    let about =
        [SheetColumn::About, SheetColumn::Offers, SheetColumn::Wants].into_iter().find(|one| !sheet.lacks(*one));
    seen_as |= differs(about.unwrap_or(SheetColumn::About), said(&person.about, &member.about));
    let email = differs(SheetColumn::Email, person.email.is_some() && !member.has_people);
    let lowest = differs(SheetColumn::Lowest, person.min.is_some_and(|min| min != member.min));
    let highest = differs(SheetColumn::Highest, person.max.is_some_and(|max| max != member.max));
    let limits = (lowest || highest).then(|| (person.min.unwrap_or(member.min), person.max.unwrap_or(member.max)));
    let booked = member.opening.unwrap_or(0);
    let opening = person.opening.unwrap_or(booked).saturating_sub(booked);
    differs(SheetColumn::Opening, opening != 0);
    let paid = person.paid.filter(|day| member.paid != Some(*day));
    differs(SheetColumn::Paid, paid.is_some());
    if columns.is_empty() {
        return LineFate::Same;
    }
    LineFate::Changed(Box::new(Correction { member: member.clone(), seen_as, email, limits, opening, paid, columns }))
}

/// Namesakes, and addresses that a sheet does not change.
fn warnings(facts: &SheetFacts, words: &Words, lines: &[PlannedLine]) -> Vec<SheetProblem> {
    let mut warnings = Vec::new();
    let mut here: BTreeMap<String, Vec<&KnownMember>> = BTreeMap::new();
    for member in &facts.members {
        here.entry(folded(&member.name)).or_default().push(member);
    }
    let mut above: BTreeMap<String, u64> = BTreeMap::new();
    for PlannedLine { line, person, fate } in lines {
        let name = folded(&person.name);
        let mut warn = |column: SheetColumn, what: String| {
            warnings.push(SheetProblem { line: *line, column: column.name(words), what });
        };
        if *fate == LineFate::New {
            for other in here.get(&name).into_iter().flatten() {
                warn(SheetColumn::Name, words.sheet_warning_here(other.code.to_string()));
            }
        }
        let first = *above.entry(name).or_insert(*line);
        if first != *line && *fate == LineFate::New {
            warn(SheetColumn::Name, words.sheet_warning_twice(number(first)));
        }
        let known = person.code.as_ref().and_then(|code| facts.members.iter().find(|one| one.code == *code));
        let stays =
            known.zip(person.email.as_ref()).filter(|(one, email)| one.has_people && !one.emails.contains(email));
        if stays.is_some() {
            warn(SheetColumn::Email, words.sheet_warning_email());
        }
    }
    warnings
}

fn number(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}
