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

struct Planner<'a> {
    register: &'a mut Register,
    source: &'a str,
    organisations: Vec<NewOrganisation>,
    twinnings: Vec<NewTwinning>,
    first_line: HashMap<(OrganisationId, OrganisationId), u64>,
}

/// Plans the import of `table`; `source` names the file in what is recorded.
#[must_use]
pub fn plan(table: &Table, register: &mut Register, source: &str) -> Plan {
    let mut planner = Planner {
        register,
        source,
        organisations: Vec::new(),
        twinnings: Vec::new(),
        first_line: HashMap::new(),
    };
    let mut lines = Vec::with_capacity(table.rows.len());
    for record in &table.rows {
        let line = match Row::read(record, &table.layout) {
            Ok(row) => planner.row(&row, lines.len()),
            Err(reason) => Line::refused(record, &table.layout, reason),
        };
        lines.push(line);
    }
    let Planner { organisations, twinnings, .. } = planner;
    let report = Report::new(lines, organisations.len(), table);
    Plan { organisations, twinnings, report }
}

impl Planner<'_> {
    fn row(&mut self, row: &Row, index: usize) -> Line {
        let [a, b] = &row.ends;
        let before = self.register.len();
        let mut reports = [EndReport::of(a), EndReport::of(b)];
        let found_a = self.settle(a, &mut reports[0]);
        let found_b = self.settle(b, &mut reports[1]);
        let outcome = match (found_a, found_b) {
            (Some(one), Some(other)) if one == other => Outcome::Refused(Reason::SelfTwinning),
            (Some(one), Some(other)) => self.bond(row, [one, other], index),
            _ => Outcome::Ambiguous,
        };
        if outcome == Outcome::Recorded {
            let new = (before..self.register.len()).map(|at| self.register.entry(at).clone());
            let new: Vec<_> = new.map(|entry| new_organisation(&entry, self.source)).collect();
            self.organisations.extend(new);
        } else {
            while self.register.len() > before {
                self.register.take_back();
            }
        }
        Line { line: row.line, outcome, ends: reports }
    }

    /// The organisation that an end is, entered into the register when it is new; `None` when a human decides.
    fn settle(&mut self, end: &End, report: &mut EndReport) -> Option<OrganisationId> {
        let found = find(self.register, end);
        report.found = Some(found.clone());
        match found {
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
        self.twinnings.push(NewTwinning { id: jumelage_of(one, other), command, towns, line: index });
        Outcome::Recorded
    }

    fn command(&self, row: &Row, towns: [OrganisationId; 2]) -> jumelage::Command {
        let party = |(organisation, side)| Party { organisation, side: Side(side), role: PartyRole::Lead };
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
    let name = Name { lang: "und".to_owned(), text: entry.name().to_owned(), use_as: NameUse::Official };
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
