//! What a document costs: told on request in the answer's `extensions`, and in words when it is too much.

use async_graphql::{ErrorExtensionValues, Response, value};

use super::ApiLimits;

/// The library's words for too much, and ours: code, limit, what helps.
fn in_our_words(message: &str, limits: &ApiLimits) -> Option<(&'static str, String)> {
    match message {
        "Query is too complex." => {
            let most = limits.complexity;
            let text = format!(
                "the document costs more than {most}: ask for fewer rows (`first`) or fewer fields at a time"
            );
            Some(("TOO_COMPLEX", text))
        }
        "Query is nested too deep." => {
            Some(("TOO_DEEP", format!("the document is nested more than {} deep", limits.depth)))
        }
        _ => None,
    }
}

/// An answer whose cost, where it was weighed, and whose refusal for cost are told in our words.
#[must_use]
pub fn told(mut response: Response, limits: &ApiLimits) -> Response {
    for error in &mut response.errors {
        if let Some((code, text)) = in_our_words(&error.message, limits) {
            error.message = text;
            error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code);
        }
    }
    if let Some(found) = response.extensions.remove("analyzer") {
        let most = value!({ "complexity": limits.complexity, "depth": limits.depth });
        response = response.extension("cost", found).extension("most", most);
    }
    response
}
