//! Which organisation a row means: identifier, then exact folded name; distance decides between namesakes, and
//! spelling alone never decides, it only suggests.

use domain::OrganisationId;
use domain::fold::fold;
use domain::organisation::{Kind, Place};

use super::register::{Entry, Register, letters};
use super::row::End;

/// A namesake this near is the same place.
const SAME_KM: f64 = 25.0;
/// A namesake this far is another place.
const OTHER_KM: f64 = 60.0;
/// Candidates shown to a human.
const MOST_CANDIDATES: usize = 6;

/// What a town in a row is.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// This organisation.
    Matched(OrganisationId),
    /// None of the register.
    New,
    /// One of these, or none: a human decides.
    Ambiguous(Vec<Candidate>),
}

/// An organisation that a town may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its first identifier, to tell namesakes apart.
    pub identifier: Option<String>,
    /// How far it lies from the coordinates of the row.
    pub km: Option<f64>,
}

impl std::fmt::Display for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if let Some(identifier) = &self.identifier {
            write!(f, " ({identifier})")?;
        }
        match self.km {
            Some(km) => write!(f, " at {km:.0} km"),
            None => Ok(()),
        }
    }
}

/// Finds the organisation that `end` means.
#[must_use]
pub fn find(register: &Register, end: &End) -> Found {
    if let Some(entry) =
        end.identifier.as_ref().and_then(|identifier| register.identified(identifier))
    {
        return Found::Matched(entry.id);
    }
    let named = spellings_of(&end.town)
        .into_iter()
        .map(|folded| register.named(end.country.code, &folded))
        .find(|found| !found.is_empty());
    match named {
        Some(namesakes) => among(register, end, &towns_first(namesakes)),
        None => similar(register, end),
    }
}

/// The ways to read a cell: whole, without what is in parentheses, that alone, before a comma, without "City of".
fn spellings_of(cell: &str) -> Vec<String> {
    let mut readings = vec![cell];
    if let Some((before, rest)) = cell.split_once('(') {
        readings.push(before);
        readings.push(rest.trim_end_matches(')'));
    }
    if let Some((before, _)) = cell.split_once(',') {
        readings.push(before);
    }
    let mut folded: Vec<String> = readings.into_iter().map(fold).collect();
    for index in 0..folded.len() {
        for prefix in
            ["ville de ", "city of ", "town of ", "commune de ", "ciudad de ", "municipio de "]
        {
            if let Some(rest) = folded[index].strip_prefix(prefix) {
                folded.push(rest.to_owned());
            }
        }
    }
    folded.retain(|name| !name.is_empty());
    folded
}

/// Twinnings are between towns: a région or a département of the same name is only meant when no town has it.
fn towns_first(namesakes: Vec<&Entry>) -> Vec<&Entry> {
    let town = |entry: &&Entry| matches!(entry.kind, Kind::Commune | Kind::ForeignLocalAuthority);
    if namesakes.iter().any(town) {
        namesakes.into_iter().filter(town).collect()
    } else {
        namesakes
    }
}

fn among(register: &Register, end: &End, namesakes: &[&Entry]) -> Found {
    let Some(place) = end.place else {
        return match namesakes {
            [only] => Found::Matched(only.id),
            several => ambiguous(end, several),
        };
    };
    let away = |entry: &&Entry| entry.place.map(|there| distance_km(place, there));
    let near: Vec<&&Entry> =
        namesakes.iter().filter(|e| away(e).is_some_and(|km| km < SAME_KM)).collect();
    let unknown: Vec<&&Entry> = namesakes.iter().filter(|e| away(e).is_none()).collect();
    let between =
        namesakes.iter().any(|e| away(e).is_some_and(|km| (SAME_KM..=OTHER_KM).contains(&km)));
    match (near.as_slice(), unknown.as_slice()) {
        ([only], _) => Found::Matched(only.id),
        ([], [only]) if !between => Found::Matched(only.id),
        ([], []) if !between && !register.is_complete(end.country.code) => Found::New,
        _ => ambiguous(end, namesakes),
    }
}

fn ambiguous(end: &End, entries: &[&Entry]) -> Found {
    let mut candidates: Vec<Candidate> =
        entries.iter().map(|entry| candidate(end, entry)).collect();
    let far = |candidate: &Candidate| candidate.km.unwrap_or(f64::MAX);
    candidates.sort_by(|a, b| far(a).total_cmp(&far(b)).then_with(|| a.name.cmp(&b.name)));
    candidates.truncate(MOST_CANDIDATES);
    Found::Ambiguous(candidates)
}

fn candidate(end: &End, entry: &Entry) -> Candidate {
    let identifier = entry.identifiers.first();
    Candidate {
        id: entry.id,
        name: entry.name().to_owned(),
        identifier: identifier.map(|id| format!("{} {}", id.scheme, id.value)),
        km: end.place.zip(entry.place).map(|(here, there)| distance_km(here, there)),
    }
}

/// No record has the name: those spelt almost so, unless coordinates say that they are elsewhere.
fn similar(register: &Register, end: &End) -> Found {
    let folded = fold(&end.town);
    let allowed = slips(&folded);
    if allowed == 0 {
        return Found::New;
    }
    let bits = letters(&folded);
    let mut found: Vec<&Entry> = Vec::new();
    for spelling in register.spellings(end.country.code) {
        let apart = (spelling.letters ^ bits).count_ones() as usize > 2 * allowed;
        if apart || spelling.folded.len().abs_diff(folded.len()) > allowed {
            continue;
        }
        // "District 3" is no slip for "District 4".
        if digits(&spelling.folded).ne(digits(&folded)) {
            continue;
        }
        let entry = register.entry(spelling.entry);
        let elsewhere =
            end.place.zip(entry.place).is_some_and(|(a, b)| distance_km(a, b) >= SAME_KM);
        if !elsewhere && strsim::osa_distance(&spelling.folded, &folded) <= allowed {
            found.push(entry);
        }
    }
    if found.is_empty() { Found::New } else { ambiguous(end, &found) }
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

/// Slips of the pen that a name of this length may have: short names differ by one letter too often.
fn slips(folded: &str) -> usize {
    match folded.chars().count() {
        0..=5 => 0,
        6..=10 => 1,
        _ => 2,
    }
}

/// Great-circle distance in kilometres.
#[must_use]
pub fn distance_km(a: Place, b: Place) -> f64 {
    const EARTH_KM: f64 = 6371.0;
    let (lat_a, lat_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.longitude - a.longitude).to_radians() / 2.0).sin();
    let chord = half_lat.powi(2) + lat_a.cos() * lat_b.cos() * half_lon.powi(2);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}
