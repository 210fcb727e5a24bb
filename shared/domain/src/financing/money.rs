//! Money: exact decimals in a currency of ISO 4217; in another currency than the plan's only with the day and rate of its value.

use iso_currency::Currency;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::limits;
use crate::cooperation::{limits as shared, refuse_at, refuse_naming, words};
use crate::refusal::Refusal;
use crate::rules;

/// What an amount in another currency is worth, and since when: the rate that the side gives, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The value date: the day of the rate.
    pub on: Date,
    /// Units of the plan's currency for one unit of the amount's.
    pub rate: Decimal,
    /// Where the rate is published.
    pub source: String,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How much, exactly.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Its value in the plan's currency; only where it is in another one.
    pub value: Option<Conversion>,
}

impl Money {
    /// The amount in the plan's currency `reference`, to its minor unit, half a unit up; zero for an amount or a rate that
    /// is out of bounds, so that what somebody is still typing can be added without overflow.
    #[must_use]
    pub fn in_reference(&self, reference: &str) -> Decimal {
        if self.amount.abs() > Decimal::from(limits::AMOUNT) {
            return Decimal::ZERO;
        }
        if self.currency == reference {
            return self.amount;
        }
        let rate = self.value.as_ref().map(|value| value.rate);
        let rate = rate.filter(|rate| rate.abs() <= Decimal::from(limits::RATE));
        let exact = rate.and_then(|rate| self.amount.checked_mul(rate)).unwrap_or_default();
        let units = minor_units(reference).unwrap_or_default();
        exact.round_dp_with_strategy(units, RoundingStrategy::MidpointAwayFromZero)
    }
}

/// Reads an amount as people write it for machines: `12000.50`; `None` when it is no decimal.
#[must_use]
pub fn amount(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text.trim()).ok().map(|amount| amount.normalize())
}

/// How many decimals a currency has; `None` when there is no such currency.
#[must_use]
pub fn minor_units(code: &str) -> Option<u32> {
    Currency::from_code(code).map(|currency| currency.exponent().unwrap_or(0).into())
}

/// What is wrong with an amount of a plan in `reference`: the first thing, as a form shows one beside a field.
pub(super) fn check(
    money: &Money,
    reference: &str,
    today: Date,
    path: &str,
    zero: bool,
) -> Result<(), Refusal> {
    let units = units(&money.currency, &format!("{path}.currency"))?;
    let amount = money.amount.normalize();
    let small = if zero { amount < Decimal::ZERO } else { amount <= Decimal::ZERO };
    if small || amount > Decimal::from(limits::AMOUNT) || amount.scale() > units {
        return Err(refuse_naming(rules::FP_AMOUNT, format!("{path}.amount"), units.to_string()));
    }
    match &money.value {
        None if money.currency == reference => Ok(()),
        None => {
            let detail = vec![money.currency.clone(), reference.to_owned()];
            let path = Some(format!("{path}.value"));
            Err(Refusal { rule: rules::FP_VALUE_DATE, path, detail })
        }
        Some(_) if money.currency == reference => {
            Err(refuse_naming(rules::FP_NO_RATE, format!("{path}.value"), reference))
        }
        Some(value) => check_value(value, today, path),
    }
}

/// The decimals of a currency that exists.
pub(super) fn units(code: &str, path: &str) -> Result<u32, Refusal> {
    minor_units(code).ok_or_else(|| {
        let code: String = code.chars().take(12).collect();
        refuse_naming(rules::CV_CURRENCY, path, code)
    })
}

fn check_value(value: &Conversion, today: Date, path: &str) -> Result<(), Refusal> {
    let rate = value.rate.normalize();
    let digits = rate.mantissa().unsigned_abs().to_string().len();
    let fits = rate > Decimal::ZERO
        && rate <= Decimal::from(limits::RATE)
        && rate.scale() <= limits::RATE_DECIMALS
        && digits <= limits::RATE_DIGITS as usize;
    if !fits {
        return Err(refuse_at(rules::FP_RATE, format!("{path}.value.rate")));
    }
    crate::cooperation::check_past(value.on, today, &format!("{path}.value.on"))?;
    let source = format!("{path}.value.source");
    words::required(&value.source, shared::SHORT, &source, rules::C_SOURCE)
}
