//! What may be written into an invitation; the invitation itself and its address never enter the log.

use crate::cooperation::{limits, words};
use crate::refusal::Refusal;
use crate::rules;

/// Characters of the inviter's own words in the mail.
pub const NOTE: usize = 1_000;

/// Checks the words of an invitation.
///
/// # Errors
/// A refusal of the house when the function is missing or words are too long.
pub fn written(function: &str, note: Option<&str>) -> Result<(), Refusal> {
    words::required(function, limits::LABEL, "function", rules::H_MISSING)?;
    words::optional(note, NOTE, "note")
}

/// Checks why an invitation is withdrawn.
///
/// # Errors
/// A refusal of the house when the reason is missing or too long.
pub fn withdrawn(reason: &str) -> Result<(), Refusal> {
    words::reason(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_says_for_which_function_and_stays_short() {
        assert!(written("International relations", Some("Welcome")).is_ok());
        let rule =
            |function: &str, note: &str| written(function, Some(note)).expect_err("refused").rule;
        assert_eq!(rule("  ", ""), rules::H_MISSING);
        assert_eq!(rule(&"x".repeat(limits::LABEL + 1), ""), rules::C_TEXT_LENGTH);
        assert_eq!(rule("Mayor", &"x".repeat(NOTE + 1)), rules::C_TEXT_LENGTH);
        assert!(withdrawn(" ").is_err() && withdrawn("Another person was named").is_ok());
    }
}
