//! What may be written into an invitation; the invitation itself and its address never enter the log.

use crate::cooperation::words;
use crate::refusal::Refusal;

/// Characters of the inviter's own words in the mail.
pub const NOTE: usize = 1_000;

/// Checks the words of an invitation.
///
/// # Errors
/// A refusal of the house when the function is missing or words are too long.
pub fn written(function: &str, note: Option<&str>) -> Result<(), Refusal> {
    words::function(function)?;
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
    use crate::cooperation::limits;
    use crate::rules;

    #[test]
    fn a_function_is_no_name_no_address_and_no_link() {
        for told in ["Mayor mayor@town.example", "see http://town.example", "call 06 01 02 03"] {
            assert_eq!(written(told, None).expect_err("refused").rule, rules::H_FUNCTION, "{told}");
        }
        assert!(written("Deputy for the term 2026–32", None).is_ok());
    }

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
