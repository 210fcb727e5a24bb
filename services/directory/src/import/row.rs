//! One row of a spreadsheet of twinnings, understood or refused with the reason.

use domain::cooperation::{PartialDate, Theme};
use domain::fold::fold;
use domain::jumelage::Kind;
use domain::organisation::{Identifier, Place};
use domain::reference::{self, Country};

use super::columns::{Field, Layout};
use super::matching::distance_km;
use super::table::Record;

/// Characters of a name in a cell.
const MOST_NAME: usize = 200;
/// How far outside its country a town may lie before the row contradicts itself: points are rough.
const BORDER_KM: f64 = 300.0;

/// Why a row was not recorded.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Ragged line.
    #[error("the line has {found} cells, the header has {expected}")]
    WrongWidth {
        /// Columns of the header.
        expected: usize,
        /// Cells of the line.
        found: usize,
    },
    /// No name.
    #[error("a town has no name")]
    EmptyTown,
    /// A name longer than any name.
    #[error("a cell is too long for a name: is a quotation mark missing?")]
    TooLong,
    /// No country of that name, or two.
    #[error("unknown country {0:?}")]
    UnknownCountry(String),
    /// Not two numbers in degrees.
    #[error("coordinates {0:?} are not degrees")]
    BadCoordinates(String),
    /// Coordinates in another part of the world.
    #[error("the coordinates of {town} lie {km:.0} km from where {country} is")]
    OutsideCountry {
        /// The town.
        town: String,
        /// Its country.
        country: &'static str,
        /// How far.
        km: f64,
    },
    /// Not a year, a month or a day.
    #[error("{0:?} is not a date: write 1963, 1963-05 or 1963-05-18")]
    BadDate(String),
    /// A theme that is not in the list.
    #[error("unknown theme {0:?}")]
    UnknownTheme(String),
    /// The town with itself.
    #[error("a town cannot be twinned with itself")]
    SelfTwinning,
    /// Refused by a rule of the domain.
    #[error("{0}")]
    ByRule(String),
}

/// A town as a row names it.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The cell.
    pub town: String,
    /// What its country cell means.
    pub country: &'static Country,
    /// Its coordinates.
    pub place: Option<Place>,
    /// Its identifier.
    pub identifier: Option<Identifier>,
}

/// A row understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line it starts on.
    pub line: u64,
    /// The two towns, in the order of the file; the order means nothing.
    pub ends: [End; 2],
    /// Since when.
    pub since: Option<PartialDate>,
    /// What kind of twinning.
    pub kind: Kind,
    /// Themes.
    pub themes: Vec<Theme>,
}

struct EndFields {
    town: Field,
    country: Field,
    latitude: Field,
    longitude: Field,
    identifier: Field,
}

const ENDS: [EndFields; 2] = [
    EndFields {
        town: Field::TownA,
        country: Field::CountryA,
        latitude: Field::LatitudeA,
        longitude: Field::LongitudeA,
        identifier: Field::IdentifierA,
    },
    EndFields {
        town: Field::TownB,
        country: Field::CountryB,
        latitude: Field::LatitudeB,
        longitude: Field::LongitudeB,
        identifier: Field::IdentifierB,
    },
];

impl Row {
    /// Understands a record.
    ///
    /// # Errors
    /// The first [`Reason`] why it cannot be recorded.
    pub fn read(record: &Record, layout: &Layout) -> Result<Self, Reason> {
        if record.cells.len() != layout.width {
            return Err(Reason::WrongWidth { expected: layout.width, found: record.cells.len() });
        }
        let cell = |field| layout.cell(&record.cells, field);
        let [a, b] = &ENDS;
        Ok(Self {
            line: record.line,
            ends: [end(&cell, a)?, end(&cell, b)?],
            since: date(cell(Field::Since))?,
            kind: kind(cell(Field::Kind)),
            themes: themes(cell(Field::Themes))?,
        })
    }
}

fn end<'a>(cell: &impl Fn(Field) -> &'a str, fields: &EndFields) -> Result<End, Reason> {
    let town = cell(fields.town);
    if fold(town).is_empty() {
        return Err(Reason::EmptyTown);
    }
    if town.chars().count() > MOST_NAME {
        return Err(Reason::TooLong);
    }
    let label = cell(fields.country);
    let country = reference::country_by_label(label)
        .ok_or_else(|| Reason::UnknownCountry(label.chars().take(MOST_NAME).collect()))?;
    let place = place(cell(fields.latitude), cell(fields.longitude))?;
    if let Some(place) = place {
        within(country, place, town)?;
    }
    Ok(End {
        town: town.to_owned(),
        country,
        place,
        identifier: identifier(cell(fields.identifier)),
    })
}

fn place(latitude: &str, longitude: &str) -> Result<Option<Place>, Reason> {
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let wrong = || Reason::BadCoordinates(format!("{latitude} {longitude}"));
    let degrees = |cell: &str, most: f64| {
        cell.replace(',', ".").parse::<f64>().ok().filter(|value| value.abs() <= most)
    };
    let latitude_degrees = degrees(latitude, 90.0).ok_or_else(wrong)?;
    let longitude_degrees = degrees(longitude, 180.0).ok_or_else(wrong)?;
    Ok(Some(Place { latitude: latitude_degrees, longitude: longitude_degrees }))
}

fn within(country: &'static Country, place: Place, town: &str) -> Result<(), Reason> {
    let middle = Place { latitude: country.latitude, longitude: country.longitude };
    let km = distance_km(middle, place) - country.reach_km;
    if km > BORDER_KM {
        return Err(Reason::OutsideCountry { town: town.to_owned(), country: country.name.en, km });
    }
    Ok(())
}

/// `scheme:value`; without a scheme a code of five characters is an Insee code, one of nine digits a SIREN.
fn identifier(cell: &str) -> Option<Identifier> {
    let (scheme, value) = match cell.split_once(':') {
        Some((scheme, value)) => (scheme.trim().to_ascii_lowercase(), value.trim()),
        None if cell.len() == 5 => ("insee".to_owned(), cell),
        None if cell.len() == 9 => ("siren".to_owned(), cell),
        None => return None,
    };
    (!value.is_empty()).then(|| Identifier { scheme, value: value.to_owned() })
}

/// `1963`, `1963-05`, `1963-05-18`, and the day first as the French and the Spanish write it: `18/05/1963`.
fn date(cell: &str) -> Result<Option<PartialDate>, Reason> {
    if cell.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = cell.split(['/', '.', '-']).map(str::trim).collect();
    let written = match parts.as_slice() {
        [year] => (*year).to_owned(),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        [month, year] => format!("{year}-{month:0>2}"),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => return Err(Reason::BadDate(cell.to_owned())),
    };
    let whole = match written.len() {
        4 => format!("{written}-01-01"),
        7 => format!("{written}-01"),
        _ => written.clone(),
    };
    let exists = whole.len() == 10 && whole.parse::<jiff::civil::Date>().is_ok();
    if exists { Ok(Some(PartialDate(written))) } else { Err(Reason::BadDate(cell.to_owned())) }
}

/// The kind by its usual words; without a word the classic one.
fn kind(cell: &str) -> Kind {
    let folded = fold(cell);
    let words = [
        (Kind::Reconciliation, "reconcilia"),
        (Kind::Development, "develop"),
        (Kind::Development, "desarrollo"),
        (Kind::Tripartite, "tripartit"),
        (Kind::Tripartite, "trilateral"),
        (Kind::Multi, "multi"),
        (Kind::Interregional, "region"),
        (Kind::Cooperation, "cooperat"),
        (Kind::Cooperation, "cooperac"),
        (Kind::Friendship, "amiti"),
        (Kind::Friendship, "friend"),
        (Kind::Friendship, "amistad"),
        (Kind::Friendship, "jumelage"),
        (Kind::Friendship, "twin"),
        (Kind::Friendship, "sister"),
        (Kind::Friendship, "hermana"),
    ];
    let named = words.iter().find(|(_, word)| folded.contains(word)).map(|(kind, _)| *kind);
    named.unwrap_or(if folded.is_empty() { Kind::Friendship } else { Kind::Other })
}

fn themes(cell: &str) -> Result<Vec<Theme>, Reason> {
    let mut themes = Vec::new();
    for label in cell.split([';', '|', '\n']).map(str::trim).filter(|label| !label.is_empty()) {
        let theme = reference::theme_by_label(label)
            .ok_or_else(|| Reason::UnknownTheme(label.chars().take(MOST_NAME).collect()))?;
        if !themes.contains(&Theme::from(theme)) {
            themes.push(Theme::from(theme));
        }
    }
    Ok(themes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (cell, read) in [
            ("1963", "1963"),
            ("1963-05", "1963-05"),
            ("05/1963", "1963-05"),
            ("18/05/1963", "1963-05-18"),
            ("1963-5-8", "1963-05-08"),
        ] {
            assert_eq!(date(cell), Ok(Some(PartialDate(read.to_owned()))), "{cell}");
        }
        assert_eq!(date(""), Ok(None));
        for wrong in ["about 1963", "1963-13", "31/02/1990", "63"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn coordinates_come_with_points_or_commas_and_in_pairs() {
        let rough = place("45,43", "4.39").expect("coordinates").expect("a place");
        assert!((rough.latitude - 45.43).abs() < 1e-9);
        for (latitude, longitude) in [("45", ""), ("95", "4"), ("north", "4"), ("NaN", "4")] {
            assert!(place(latitude, longitude).is_err(), "{latitude} {longitude}");
        }
    }

    #[test]
    fn kinds_are_known_by_their_words_in_three_languages() {
        assert_eq!(kind(""), Kind::Friendship);
        assert_eq!(kind("Jumelage-coopération"), Kind::Cooperation);
        assert_eq!(kind("Hermanamiento"), Kind::Friendship);
        assert_eq!(kind("réconciliation"), Kind::Reconciliation);
        assert_eq!(kind("Umbrella"), Kind::Other);
    }

    #[test]
    fn a_point_on_another_continent_contradicts_the_country() {
        let spain = reference::country("ES").expect("Spain");
        assert!(within(spain, Place { latitude: 28.1, longitude: -15.4 }, "Las Palmas").is_ok());
        assert!(within(spain, Place { latitude: -33.4, longitude: -70.6 }, "Santiago").is_err());
    }
}
