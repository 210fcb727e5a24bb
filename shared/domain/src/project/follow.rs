//! What is followed besides tasks: milestones, risks and assumptions, indicators with their measurements.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::{IndicatorId, MeasurementId, MilestoneId, PhaseId, RiskId};
use crate::text::LocalText;

/// A moment that everybody looks to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Which.
    pub id: MilestoneId,
    /// What will be there.
    pub title: Vec<LocalText>,
    /// Until when.
    pub due: Date,
    /// The day it was reached, if it was.
    pub reached: Option<Date>,
    /// The phase that it is of, if it names one.
    #[serde(default)]
    pub phase: Option<PhaseId>,
}

/// What may go wrong, or what is taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskKind {
    /// It may happen and would harm.
    Risk,
    /// It has to hold and is not in our hands.
    Assumption,
}

/// How likely, how heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Little.
    Low,
    /// Something.
    Medium,
    /// Much.
    High,
}

/// How a risk or an assumption was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskEnd {
    /// It happened, or it did not hold.
    Happened,
    /// It passed, or it held.
    Passed,
}

/// A risk or an assumption; for partners and coordinators only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Which.
    pub id: RiskId,
    /// Of which kind.
    pub kind: RiskKind,
    /// What, one or more languages.
    pub text: Vec<LocalText>,
    /// How likely it is to happen, or not to hold.
    pub likelihood: Level,
    /// How heavy the effect would be.
    pub effect: Level,
    /// What is done about it.
    pub answer: String,
    /// How it was settled, if it was.
    pub ended: Option<RiskEnd>,
}

/// What is measured, from where to where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorPlan {
    /// What is measured, one or more languages.
    pub name: Vec<LocalText>,
    /// In which unit: households, m³ a day, percent.
    pub unit: String,
    /// The result that it tells of, by its place in the description, from 1.
    pub result: Option<u8>,
    /// The value before the project.
    pub baseline: Decimal,
    /// The day of that value, if it is known.
    pub baseline_on: Option<Date>,
    /// The value that is aimed at.
    pub target: Decimal,
    /// Until when.
    pub due: Date,
    /// True when people are counted, women and men apart.
    pub by_sex: bool,
}

/// What was read on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The day.
    pub on: Date,
    /// The value.
    pub value: Decimal,
    /// Women among them, where people are counted.
    pub women: Option<Decimal>,
    /// Men among them, where people are counted.
    pub men: Option<Decimal>,
    /// Where the figure comes from.
    pub source: String,
}

/// A reading on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// Which.
    pub id: MeasurementId,
    /// What was read.
    pub reading: Reading,
    /// The measurement that corrects this one, if one does: it is kept and no longer counts.
    pub corrected_by: Option<MeasurementId>,
}

/// An indicator as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Which.
    pub id: IndicatorId,
    /// What is measured.
    pub plan: IndicatorPlan,
    /// What was read, in the order of the record.
    pub measurements: Vec<Measurement>,
    /// Why it was dropped, if it was.
    pub dropped: Option<String>,
}

impl Indicator {
    /// The measurement that counts for a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Measurement> {
        self.standing().find(|known| known.reading.on == day)
    }

    /// The measurements that count.
    pub fn standing(&self) -> impl Iterator<Item = &Measurement> {
        self.measurements.iter().filter(|known| known.corrected_by.is_none())
    }
}

/// The measurement of the latest day that counts.
#[must_use]
pub fn latest(indicator: &Indicator) -> Option<&Measurement> {
    indicator.standing().max_by_key(|known| known.reading.on)
}

/// The value of an indicator: an exact decimal.
pub type Value = Decimal;

/// A value as machines and people read it, without zeros at its end: `12.5`.
#[must_use]
pub fn number(value: Value) -> String {
    value.normalize().to_string()
}

/// Reads a value as people write it for machines: `12.5`; `None` when it is no decimal.
#[must_use]
pub fn value(text: &str) -> Option<Value> {
    Decimal::from_str_exact(text.trim()).ok()
}
