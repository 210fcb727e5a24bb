//! The refusals of the door: what a person reads when they may not come in.

use std::time::Duration;

use domain::{Refusal, rules};

/// Wrong address or password; says not which.
pub(crate) fn wrong() -> Refusal {
    refusal(rules::H_WRONG_PASSWORD, "password", Vec::new())
}

/// Too many failures; come back in so many minutes.
pub(crate) fn throttled(minutes: u64, path: &str) -> Refusal {
    refusal(rules::H_TRIES, path, vec![minutes.to_string()])
}

/// A time zone that is none.
pub(crate) fn zone() -> Refusal {
    refusal(rules::H_ZONE, "zone", Vec::new())
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

/// The first factor was right; the second is asked for.
pub(crate) fn second_factor() -> Refusal {
    refusal(rules::H_SECOND_FACTOR, "code", Vec::new())
}

/// A one-time or recovery code that is none, or was used.
pub(crate) fn code() -> Refusal {
    refusal(rules::H_CODE, "code", Vec::new())
}

/// No application for codes is in force or about to be.
pub(crate) fn totp_none() -> Refusal {
    refusal(rules::H_TOTP_NONE, "code", Vec::new())
}

/// A sign-in that is too long ago.
pub(crate) fn recent(minutes: i64) -> Refusal {
    Refusal { rule: rules::H_RECENT, path: None, detail: vec![minutes.to_string()] }
}

/// A password that is there already.
pub(crate) fn password_set() -> Refusal {
    refusal(rules::H_PASSWORD_SET, "new", Vec::new())
}

/// This node is reached at no address for which browsers keep passkeys.
pub(crate) fn passkey_off() -> Refusal {
    Refusal { rule: rules::H_PASSKEY_OFF, path: None, detail: Vec::new() }
}

/// What a browser answered does not fit; says not why.
pub(crate) fn passkey() -> Refusal {
    refusal(rules::H_PASSKEY, "credential", Vec::new())
}

/// A ceremony that is over, or somebody else's.
pub(crate) fn ceremony() -> Refusal {
    refusal(rules::H_CEREMONY, "ceremony", Vec::new())
}

/// A passkey that is registered already.
pub(crate) fn passkey_known() -> Refusal {
    refusal(rules::H_PASSKEY_KNOWN, "credential", Vec::new())
}

/// One passkey more than so many.
pub(crate) fn passkey_many(most: u32) -> Refusal {
    Refusal { rule: rules::H_PASSKEY_MANY, path: None, detail: vec![most.to_string()] }
}

/// No passkey of the person's.
pub(crate) fn passkey_unknown(passkey: uuid::Uuid) -> Refusal {
    refusal(rules::H_UNKNOWN, "passkey", vec![passkey.to_string()])
}

/// A text that is no e-mail address.
pub(crate) fn address(path: &str) -> Refusal {
    refusal(rules::H_ADDRESS, path, Vec::new())
}

/// Too many mails; come back after `wait`.
pub(crate) fn mails(wait: Duration) -> Refusal {
    refusal(rules::H_MAILS, "email", vec![(wait.as_secs() / 60).to_string()])
}

/// A link to sign in with that is over, used or none.
pub(crate) fn link() -> Refusal {
    refusal(rules::H_LINK, "token", Vec::new())
}

/// An invitation that is over, used, withdrawn or none.
pub(crate) fn invitation() -> Refusal {
    refusal(rules::H_INVITATION, "token", Vec::new())
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

/// One followed feed more than anybody has.
pub(crate) fn follow_many(most: usize) -> Refusal {
    Refusal { rule: rules::H_FOLLOW_MANY, path: None, detail: vec![most.to_string()] }
}

fn refusal(rule: rules::RuleId, path: &str, detail: Vec<String>) -> Refusal {
    Refusal { rule, path: Some(path.to_owned()), detail }
}
