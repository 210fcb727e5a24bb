//! What became of each line: for the operator's screen as counts, and as CSV with the candidates for a human.

use std::fmt;
use std::io::Write;

use super::columns::{Field, Layout};
use super::encoding::Encoding;
use super::matching::{Candidate, Found};
use super::row::{End, Reason};
use super::table::{Record, Table};

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// One entry a row, in the order of the file.
    pub lines: Vec<Line>,
    /// Towns recorded because they were not in the register.
    pub new_organisations: usize,
    /// How the file was written.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: char,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The line it starts on, from 1; the header is line 1.
    pub line: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Its two towns.
    pub ends: [EndReport; 2],
}

/// What became of a town of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct EndReport {
    /// As the file has it.
    pub town: String,
    /// As the file has it, or its code once understood.
    pub country: String,
    /// What it is; `None` when the row was refused before looking.
    pub found: Option<Found>,
}

/// What became of a row as a whole.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Recorded, or would be in a dry run.
    Recorded,
    /// The two are twins in the register already.
    AlreadyThere,
    /// The same two towns as on an earlier line, in either order.
    Duplicate(u64),
    /// Several organisations may be meant; nothing was recorded.
    Ambiguous,
    /// Not recorded, and why.
    Refused(Reason),
}

impl Outcome {
    /// The word in the report.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::AlreadyThere => "already there",
            Self::Duplicate(_) => "duplicate",
            Self::Ambiguous => "ambiguous",
            Self::Refused(_) => "refused",
        }
    }
}

impl EndReport {
    pub(super) fn of(end: &End, found: Found) -> Self {
        Self { town: end.town.clone(), country: end.country.code.to_owned(), found: Some(found) }
    }

    fn state(&self) -> &'static str {
        match self.found {
            Some(Found::Matched(_)) => "matched",
            Some(Found::New) => "new",
            Some(Found::Ambiguous(_)) => "ambiguous",
            None => "",
        }
    }

    fn candidates(&self) -> String {
        match &self.found {
            Some(Found::Ambiguous(candidates)) => {
                candidates.iter().map(Candidate::to_string).collect::<Vec<_>>().join(" | ")
            }
            Some(Found::Matched(id)) => id.to_string(),
            Some(Found::New) | None => String::new(),
        }
    }
}

impl Line {
    pub(super) fn refused(record: &Record, layout: &Layout, reason: Reason) -> Self {
        let end = |town, country| EndReport {
            town: layout.cell(&record.cells, town).chars().take(200).collect(),
            country: layout.cell(&record.cells, country).chars().take(200).collect(),
            found: None,
        };
        Self {
            line: record.line,
            outcome: Outcome::Refused(reason),
            ends: [end(Field::TownA, Field::CountryA), end(Field::TownB, Field::CountryB)],
        }
    }

    fn detail(&self) -> String {
        match &self.outcome {
            Outcome::Refused(reason) => reason.to_string(),
            Outcome::Duplicate(first) => format!("same towns as line {first}"),
            Outcome::Recorded | Outcome::AlreadyThere | Outcome::Ambiguous => String::new(),
        }
    }
}

impl Report {
    pub(super) fn new(lines: Vec<Line>, new_organisations: usize, table: &Table) -> Self {
        Self {
            lines,
            new_organisations,
            encoding: table.encoding,
            delimiter: char::from(table.delimiter),
        }
    }

    /// How many rows had this outcome; reasons and lines aside.
    #[must_use]
    pub fn count(&self, word: &str) -> usize {
        self.lines.iter().filter(|line| line.outcome.word() == word).count()
    }

    /// Writes the report as CSV, one line a row of the file.
    ///
    /// # Errors
    /// When `to` cannot be written.
    pub fn write_csv(&self, to: impl Write) -> Result<(), csv::Error> {
        let mut csv = csv::Writer::from_writer(to);
        csv.write_record([
            "line",
            "outcome",
            "town_a",
            "country_a",
            "found_a",
            "organisations_a",
            "town_b",
            "country_b",
            "found_b",
            "organisations_b",
            "why",
        ])?;
        for line in &self.lines {
            let [a, b] = &line.ends;
            csv.write_record([
                &line.line.to_string(),
                line.outcome.word(),
                &harmless(&a.town),
                &harmless(&a.country),
                a.state(),
                &a.candidates(),
                &harmless(&b.town),
                &harmless(&b.country),
                b.state(),
                &b.candidates(),
                &harmless(&line.detail()),
            ])?;
        }
        csv.flush()?;
        Ok(())
    }
}

/// A cell that no spreadsheet takes for a formula, whatever somebody wrote.
#[must_use]
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delimiter =
            if self.delimiter == '\t' { "tab".to_owned() } else { self.delimiter.to_string() };
        writeln!(f, "{} rows ({}, separated by {delimiter})", self.lines.len(), self.encoding)?;
        for word in ["recorded", "already there", "duplicate", "ambiguous", "refused"] {
            writeln!(f, "{:>8}  {word}", self.count(word))?;
        }
        write!(f, "{:>8}  towns new to the register", self.new_organisations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_of_the_imported_file_is_only_text_in_the_report() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Saint-Étienne"), "Saint-Étienne");
    }
}
