//! The figures of calls, of the levy and of subsidies as rows with their days: what changes from year to year is data.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{CountryClass, Source};

/// The public service whose users pay a levy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Water and sanitation.
    Water,
    /// Energy.
    Energy,
    /// Waste.
    Waste,
    /// Transport: a bill when the guide was written.
    Transport,
}

/// On which days a row holds: from the first to the last, both included; none is open.
type Days = (Option<Date>, Option<Date>);

fn holds(days: Days, on: Date) -> bool {
    days.0.is_none_or(|first| first <= on) && days.1.is_none_or(|last| on <= last)
}

/// What the State's calls for decentralised cooperation ask for a class of country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The class.
    pub class: CountryClass,
    /// The largest share of the State in the plan, in percent.
    pub ceiling: u8,
    /// The largest share of what is given in kind in the French side's own contribution, in percent.
    pub valued: Option<u8>,
    /// The least share of the French side in the plan, in percent.
    pub own: Option<u8>,
    /// When it holds.
    pub days: (Option<Date>, Option<Date>),
}

const CNCD_2018: Days = (Some(date(2018, 2, 8)), Some(date(2023, 12, 31)));
const MEAE_2024: Days = (Some(date(2024, 1, 1)), None);

/// The calls: shares of the guide of 2020 (decided on 8 February 2018), then those of the calls of 2024. The calls of 2018 to
/// 2023 know no class of the least developed countries of its own.
pub const CALLS: &[Call] = &[
    first(CountryClass::NoAid, 30),
    first(CountryClass::Aid, 50),
    first(CountryClass::Priority, 70),
    first(CountryClass::LeastDeveloped, 50),
    second(CountryClass::NoAid, 70),
    second(CountryClass::Aid, 70),
    second(CountryClass::Priority, 70),
    second(CountryClass::LeastDeveloped, 90),
];

const fn first(class: CountryClass, ceiling: u8) -> Call {
    Call { class, ceiling, valued: None, own: None, days: CNCD_2018 }
}

const fn second(class: CountryClass, ceiling: u8) -> Call {
    Call { class, ceiling, valued: Some(50), own: Some(10), days: MEAE_2024 }
}

/// The row for a class on a day; `None` where none is known.
#[must_use]
pub fn call_on(class: CountryClass, on: Date) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.class == class && holds(call.days, on))
}

/// What the agency's facility for authorities asks of a grant, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facility {
    /// Which.
    pub source: Source,
    /// The largest share in the plan, in percent.
    pub share: Option<u8>,
    /// The least and the largest grant.
    pub grant: (i64, i64),
    /// The longest duration, in years.
    pub years: Option<i16>,
    /// True when an earlier grant must be named.
    pub earlier: bool,
    /// When it holds.
    pub days: (Option<Date>, Option<Date>),
}

/// The facility (since 2014) and its programme (since 2019): the guide names the years, not the days.
const FACILITIES: &[Facility] = &[
    Facility {
        source: Source::Ficol,
        share: Some(70),
        grant: (200_000, 1_500_000),
        years: Some(3),
        earlier: false,
        days: (Some(date(2014, 1, 1)), None),
    },
    Facility {
        source: Source::FicolProgramme,
        share: None,
        grant: (600_000, 1_500_000),
        years: None,
        earlier: true,
        days: (Some(date(2019, 1, 1)), None),
    },
];

/// The facilities of a day.
pub(super) fn facilities(on: Date) -> impl Iterator<Item = &'static Facility> {
    FACILITIES.iter().filter(move |row| holds(row.days, on))
}

/// Above which sum a subsidy needs a convention with the association.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The sum, in euros; exactly this much needs none.
    pub amount: i64,
    /// When it holds.
    pub days: (Option<Date>, Option<Date>),
}

/// The thresholds: decree of 6 June 2001, in force.
pub const SUBSIDIES: &[Threshold] =
    &[Threshold { amount: 23_000, days: (Some(date(2001, 6, 6)), None) }];

/// The threshold of a day, in euros.
pub(super) fn threshold_on(on: Date) -> Option<i64> {
    SUBSIDIES.iter().find(|row| holds(row.days, on)).map(|row| row.amount)
}

/// Since when a levy may be used for cooperation, and for which theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectorRow {
    /// The sector.
    pub sector: Sector,
    /// The theme of its actions.
    pub theme: &'static str,
    /// When it holds.
    pub days: (Option<Date>, Option<Date>),
}

/// The sectors: law of 27 January 2005, law of 7 December 2006, law of 7 July 2014. Transport was a bill in 2020 and has no
/// row: it is refused until somebody finds its law.
pub const LEVIES: &[SectorRow] = &[
    SectorRow { sector: Sector::Water, theme: "1.2", days: (Some(date(2005, 1, 27)), None) },
    SectorRow { sector: Sector::Energy, theme: "1.3", days: (Some(date(2006, 12, 7)), None) },
    SectorRow { sector: Sector::Waste, theme: "1.1", days: (Some(date(2014, 7, 7)), None) },
];

/// The theme of a levy's actions on a day; `None` where no levy of that sector may be used.
pub(super) fn levy_on(sector: Sector, on: Date) -> Option<&'static str> {
    let found = LEVIES.iter().find(|row| row.sector == sector && holds(row.days, on));
    found.map(|row| row.theme)
}
