//! Estimated commitments: exact decimals in a currency of ISO 4217.

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Draft;
use crate::cooperation::{Party, limits, refuse_at, refuse_naming, side_of, words};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules;

/// What one party is expected to spend; zero is an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The party.
    pub organisation: OrganisationId,
    /// How much, exactly.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}

/// The largest amount that one commitment can name: more is a slip of the keyboard.
const MOST: i64 = 1_000_000_000_000_000;

/// Reads an amount as people write it for machines: `12000.50`; `None` when it is no decimal.
#[must_use]
pub fn amount(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text.trim()).ok()
}

/// Each commitment is a party's, once a currency, not negative and in the currency's own units.
pub(super) fn check(draft: &Draft, parties: &[Party]) -> Result<(), Refusal> {
    let commitments = &draft.commitments;
    words::at_most(commitments.len(), limits::PARTIES, "commitments")?;
    for (index, one) in commitments.iter().enumerate() {
        let at = |field: &str| format!("commitments.{index}.{field}");
        let twice = commitments[..index]
            .iter()
            .any(|other| other.organisation == one.organisation && other.currency == one.currency);
        if twice || side_of(parties, one.organisation).is_none() {
            return Err(refuse_at(rules::CV_COMMITMENT_PARTY, at("organisation")));
        }
        let units = units(&one.currency).ok_or_else(|| {
            let code: String = one.currency.chars().take(12).collect();
            refuse_naming(rules::CV_CURRENCY, at("currency"), code)
        })?;
        let amount = one.amount.normalize();
        if amount.is_sign_negative() && !amount.is_zero()
            || amount > Decimal::from(MOST)
            || amount.scale() > units
        {
            return Err(refuse_naming(rules::CV_AMOUNT, at("amount"), units.to_string()));
        }
    }
    Ok(())
}

/// How many decimals a currency has; `None` when there is no such currency.
fn units(code: &str) -> Option<u32> {
    Currency::from_code(code).map(|currency| currency.exponent().unwrap_or(0).into())
}
