//! What an import would record, row by row, before anything is written.

use std::collections::HashMap;

use domain::cooperation::{Party, PartyRole, Side};
use domain::fold::fold;
use domain::organisation::{self, Kind, Name, NameUse};
use domain::{JumelageId, OrganisationId, jumelage};

use super::ids::{jumelage_of, organisation_by_identifier, organisation_by_place};
use super::matching::{Found, find};
use super::register::{Entry, Register, pair};
use super::report::{EndReport, Line, Outcome, Report};
use super::row::{End, Reason, Row};
use super::table::Table;

/// Everything that is to be recorded, and what becomes of each line.
#[derive(Debug)]
pub struct Plan {
    /// Towns that are not in the register, to be recorded first.
    pub organisations: Vec<NewOrganisation>,
    /// Twinnings, each with the index of its line in the report.
    pub twinnings: Vec<NewTwinning>,
    /// What becomes of each line if nothing is refused.
    pub report: Report,
}

/// A town to be recorded provisionally.
#[derive(Debug)]
pub struct NewOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// The command.
    pub command: organisation::Command,
}

/// A twinning to be recorded.
#[derive(Debug)]
pub struct NewTwinning {
    /// Its id.
    pub id: JumelageId,
    /// The command.
    pub command: jumelage::Command,
    /// The towns.
    pub towns: [OrganisationId; 2],
    /// Its line in [`Report::lines`].
    pub line: usize,
}

/// Rounds of matching until no town is added: a town that a late row adds can settle an early row.
const MOST_ROUNDS: usize = 10;

struct Planner<'a> {
    register: &'a mut Register,
    source: &'a str,
    /// Organisations that were in the register before this file.
    known: usize,
    twinnings: Vec<NewTwinning>,
    first_line: HashMap<(OrganisationId, OrganisationId), u64>,
}

/// Plans the import of `table`; `source` names the file in what is recorded.
///
/// The outcome of every row is judged with all towns of the file in the register, as a second run would find them, so
/// that the second run has nothing to add.
#[must_use]
pub fn plan(table: &Table, register: &mut Register, source: &str) -> Plan {
    let rows: Vec<Result<Row, Reason>> =
        table.rows.iter().map(|record| Row::read(record, &table.layout)).collect();
    let known = register.len();
    let mut planner =
        Planner { register, source, known, twinnings: Vec::new(), first_line: HashMap::new() };
    planner.add_towns(&rows);
    let mut lines = Vec::with_capacity(rows.len());
    for (record, row) in table.rows.iter().zip(rows) {
        let line = match row {
            Ok(row) => planner.line(&row, lines.len()),
            Err(reason) => Line::refused(record, &table.layout, reason),
        };
        lines.push(line);
    }
    let organisations = planner.new_organisations();
    let report = Report::new(lines, organisations.len(), table);
    Plan { organisations, twinnings: planner.twinnings, report }
}

impl Planner<'_> {
    /// Enters the towns that are not in the register, of rows that leave no question open.
    fn add_towns(&mut self, rows: &[Result<Row, Reason>]) {
        for _ in 0..MOST_ROUNDS {
            let before = self.register.len();
            for row in rows.iter().flatten() {
                self.add_towns_of(row);
            }
            if self.register.len() == before {
                return;
            }
        }
    }

    fn add_towns_of(&mut self, row: &Row) {
        let before = self.register.len();
        let [a, b] = &row.ends;
        let one = self.enter(a);
        let other = one.and_then(|_| self.enter(b));
        if other.is_none() || one == other {
            while self.register.len() > before {
                self.register.take_back();
            }
        }
    }

    /// The organisation that an end is, entered into the register when it is new; `None` when a human decides.
    fn enter(&mut self, end: &End) -> Option<OrganisationId> {
        match find(self.register, end) {
            Found::Matched(id) => Some(id),
            Found::New => {
                let entry = new_entry(end);
                let id = entry.id;
                if self.register.get(id).is_none() {
                    self.register.add(entry);
                }
                Some(id)
            }
            Found::Ambiguous(_) => None,
        }
    }

    fn line(&mut self, row: &Row, index: usize) -> Line {
        let [a, b] = &row.ends;
        let found = [find(self.register, a), find(self.register, b)];
        let outcome = match &found {
            [Found::Matched(one), Found::Matched(other)] if one == other => {
                Outcome::Refused(Reason::SelfTwinning)
            }
            [Found::Matched(one), Found::Matched(other)] => self.bond(row, [*one, *other], index),
            // A town that is still new after all rounds belongs to a row whose other town is in question.
            _ => Outcome::Ambiguous,
        };
        let [found_a, found_b] = found.map(|found| self.new_or_known(found));
        Line {
            line: row.line,
            outcome,
            ends: [EndReport::of(a, found_a), EndReport::of(b, found_b)],
        }
    }

    fn new_or_known(&self, found: Found) -> Found {
        match found {
            Found::Matched(id) if self.register.is_since(id, self.known) => Found::New,
            other => other,
        }
    }

    fn bond(&mut self, row: &Row, towns: [OrganisationId; 2], index: usize) -> Outcome {
        let [one, other] = towns;
        let key = pair(one, other);
        if let Some(first) = self.first_line.get(&key) {
            return Outcome::Duplicate(*first);
        }
        self.first_line.insert(key, row.line);
        if self.register.are_twins(one, other) {
            return Outcome::AlreadyThere;
        }
        let command = self.command(row, towns);
        self.twinnings.push(NewTwinning {
            id: jumelage_of(one, other),
            command,
            towns,
            line: index,
        });
        Outcome::Recorded
    }

    fn new_organisations(&self) -> Vec<NewOrganisation> {
        self.register
            .since(self.known)
            .iter()
            .map(|entry| new_organisation(entry, self.source))
            .collect()
    }

    fn command(&self, row: &Row, towns: [OrganisationId; 2]) -> jumelage::Command {
        let party =
            |(organisation, side)| Party { organisation, side: Side(side), role: PartyRole::Lead };
        jumelage::Command::RecordExisting {
            parties: towns.into_iter().zip([1, 2]).map(party).collect(),
            // Looked up by the service.
            facts: Vec::new(),
            kind: row.kind,
            themes: row.themes.clone(),
            since: row.since.clone(),
            source: format!("{}, line {}", self.source, row.line),
        }
    }
}

fn new_entry(end: &End) -> Entry {
    let country = end.country.code;
    let id = match &end.identifier {
        Some(identifier) => organisation_by_identifier(&identifier.scheme, &identifier.value),
        None => organisation_by_place(country, &fold(&end.town), end.place),
    };
    Entry {
        id,
        kind: if country == "FR" { Kind::Commune } else { Kind::ForeignLocalAuthority },
        names: vec![end.town.clone()],
        country: country.to_owned(),
        place: end.place,
        identifiers: end.identifier.clone().into_iter().collect(),
        population: None,
        provisional: true,
        successor: None,
    }
}

fn new_organisation(entry: &Entry, source: &str) -> NewOrganisation {
    let name =
        Name { lang: "und".to_owned(), text: entry.name().to_owned(), use_as: NameUse::Official };
    let command = organisation::Command::Record {
        kind: entry.kind,
        names: vec![name],
        country: entry.country.clone(),
        territory: None,
        place: entry.place,
        identifiers: entry.identifiers.clone(),
        population: None,
        provisional: true,
        source: Some(source.to_owned()),
    };
    NewOrganisation { id: entry.id, command }
}
