//! What is told of the events of a financing plan.

use domain::financing::{Entry, Event as E};
use serde_json::{Value, json};

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::Proposed { by, plan, .. } => told(json!({ "hash": plan.hash })).by(*by),
        E::Revised { by, plan, reason } => {
            told(json!({ "hash": plan.hash, "reason": reason })).by(*by)
        }
        E::Consented { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::Reminded { reminder } => super::evaluation::reminded(reminder),
        E::ConsentWithdrawn { by, reason } => told(json!({ "reason": reason })).by(*by),
        E::AgreedByAll { hash } => told(json!({ "hash": hash })),
        E::FundsRecorded { by, line, step, entry, .. } => {
            let mut detail = of_entry(entry);
            detail["line"] = json!(line);
            detail["money_step"] = json!(step);
            told(detail).by(*by).on(entry.on)
        }
        E::SubsidyPaid { by, expense, entry, .. } | E::ExpensePaid { by, expense, entry, .. } => {
            let mut detail = of_entry(entry);
            detail["line"] = json!(expense);
            told(detail).by(*by).on(entry.on)
        }
        E::AmountCorrected { by, entry, .. } => told(of_entry(entry)).by(*by).on(entry.on),
        E::SubsidyVoted { by, expense, on, reference }
        | E::SubsidyConventionSigned { by, expense, on, reference } => {
            told(json!({ "line": expense, "reference": reference })).by(*by).on(*on)
        }
    }
}

/// The amount with its currency, and why.
fn of_entry(entry: &Entry) -> Value {
    let amount = format!("{} {}", entry.amount.amount.normalize(), entry.amount.currency);
    json!({ "amount": amount, "reason": entry.reason })
}
