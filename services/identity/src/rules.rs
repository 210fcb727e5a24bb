//! The refusals of the door: what a person reads when they may not come in.

use domain::{Refusal, rules};

/// Wrong address or password; says not which.
pub(crate) fn wrong() -> Refusal {
    refusal(rules::H_WRONG_PASSWORD, "password", Vec::new())
}

/// Too many failures; come back in so many minutes.
pub(crate) fn throttled(minutes: u64) -> Refusal {
    refusal(rules::H_TRIES, "password", vec![minutes.to_string()])
}

/// A new password that is too easy or too long.
pub(crate) fn password(least: usize) -> Refusal {
    refusal(rules::H_PASSWORD, "new", vec![least.to_string()])
}

/// The password in force was not given right.
pub(crate) fn current_password() -> Refusal {
    refusal(rules::H_WRONG_PASSWORD, "current", Vec::new())
}

/// The password that confirms an act on one's own account was not given right.
pub(crate) fn own_password() -> Refusal {
    refusal(rules::H_WRONG_PASSWORD, "password", Vec::new())
}

/// The address typed to confirm is not one's own.
pub(crate) fn other_address() -> Refusal {
    refusal(rules::H_OTHER_ADDRESS, "email", Vec::new())
}

/// A seat that is not the person's.
pub(crate) fn seat() -> Refusal {
    refusal(rules::H_SEAT, "actingAs", Vec::new())
}

/// Several seats, and none was chosen.
pub(crate) fn choose_seat() -> Refusal {
    refusal(rules::H_CHOOSE_SEAT, "actingAs", Vec::new())
}

/// A token acts as its own seat alone.
pub(crate) fn token_seat() -> Refusal {
    refusal(rules::H_TOKEN_SEAT, "actingAs", Vec::new())
}

/// A field that must hold something.
pub(crate) fn missing(path: &str) -> Refusal {
    refusal(rules::H_MISSING, path, Vec::new())
}

/// A text of more than `most` characters.
pub(crate) fn length(path: &str, most: usize) -> Refusal {
    refusal(rules::H_LENGTH, path, vec![most.to_string()])
}

/// What no token may do.
pub(crate) fn token_self() -> Refusal {
    Refusal { rule: rules::H_TOKEN_SELF, path: None, detail: Vec::new() }
}

/// A token's life of too few or too many days.
pub(crate) fn token_days(most: u16) -> Refusal {
    refusal(rules::H_TOKEN_DAYS, "days", vec![most.to_string()])
}

/// One token more than anybody has.
pub(crate) fn token_many(most: usize) -> Refusal {
    Refusal { rule: rules::H_TOKEN_MANY, path: None, detail: vec![most.to_string()] }
}

fn refusal(rule: rules::RuleId, path: &str, detail: Vec<String>) -> Refusal {
    Refusal { rule, path: Some(path.to_owned()), detail }
}
