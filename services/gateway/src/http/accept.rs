//! Content negotiation of GraphQL over HTTP: which of the two media types a client wants, with its weights.

/// Shape and status rules of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: every well-formed request is answered with 200.
    Json,
    /// `application/graphql-response+json`: a request that could not begin to run is answered with 400.
    GraphqlResponse,
}

impl Media {
    /// The value of the content-type header.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The type that a client with this `Accept` header prefers; `None` when neither will do. A missing header and
    /// `*/*` mean `application/json`, for clients older than the newer type.
    #[must_use]
    pub fn preferred(accept: Option<&str>) -> Option<Self> {
        let Some(accept) = accept.filter(|text| !text.trim().is_empty()) else {
            return Some(Self::Json);
        };
        let json = weight(accept, "application/json");
        let graphql = weight(accept, "application/graphql-response+json");
        if json.max(graphql) == 0 {
            return None;
        }
        // Equal weights: the newer type, unless the client only named it by a wildcard.
        let named = accept.contains("application/graphql-response+json");
        let newer = graphql > json || (graphql == json && named);
        Some(if newer { Self::GraphqlResponse } else { Self::Json })
    }
}

/// Whether the header names one of the two media types, which no link, image or form of a page can make a browser do.
pub(crate) fn names_graphql(accept: Option<&str>) -> bool {
    let ranges = accept.unwrap_or("").split(',');
    let names = ranges.filter_map(|range| range.split(';').next());
    names.map(str::trim).any(|name| {
        ["application/json", "application/graphql-response+json"]
            .iter()
            .any(|media| name.eq_ignore_ascii_case(media))
    })
}

/// Weight of `media` in thousandths, by the most specific range that covers it; 0 when it is not accepted.
fn weight(accept: &str, media: &str) -> u16 {
    let ranges = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let specific = match parts.next()?.to_ascii_lowercase().as_str() {
            "*/*" => 0,
            "application/*" => 1,
            name if name == media => 2,
            _ => return None,
        };
        let quality =
            parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths);
        Some((specific, quality.unwrap_or(0)))
    });
    ranges.max_by_key(|(specific, _)| *specific).map_or(0, |(_, quality)| quality)
}

fn thousandths(text: &str) -> Option<u16> {
    let quality: f32 = text.trim().parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1000 before"
    )]
    let whole = (quality.clamp(0.0, 1.0) * 1000.0).round() as u16;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn a_missing_header_and_a_wildcard_mean_json() {
        for accept in
            [None, Some(""), Some("*/*"), Some("application/*"), Some("text/html, */*;q=0.8")]
        {
            assert_eq!(Media::preferred(accept), Some(Media::Json), "{accept:?}");
        }
    }

    #[test]
    fn the_named_type_is_answered() {
        assert_eq!(Media::preferred(Some("application/json")), Some(Media::Json));
        let newer = "application/graphql-response+json";
        assert_eq!(Media::preferred(Some(newer)), Some(Media::GraphqlResponse));
        let both = "application/graphql-response+json, application/json";
        assert_eq!(Media::preferred(Some(both)), Some(Media::GraphqlResponse));
    }

    #[test]
    fn only_a_client_that_knows_graphql_names_its_types() {
        let link = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for accept in [None, Some("*/*"), Some("application/*"), Some(link)] {
            assert!(!super::names_graphql(accept), "{accept:?}");
        }
        assert!(super::names_graphql(Some("text/html, Application/JSON;q=0.5")));
    }

    #[test]
    fn any_header_is_weighed_without_a_panic() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            let media = Media::preferred(Some(&text));
            assert!(media.is_none_or(|media| !media.content_type().is_empty()));
        });
    }

    #[test]
    fn weights_decide() {
        let older = "application/graphql-response+json;q=0.5, application/json;q=0.9";
        assert_eq!(Media::preferred(Some(older)), Some(Media::Json));
        let newer =
            "application/json; charset=utf-8; q=0.1, application/graphql-response+json; q=0.2";
        assert_eq!(Media::preferred(Some(newer)), Some(Media::GraphqlResponse));
        let excluded = "application/json;q=0, */*";
        assert_eq!(Media::preferred(Some(excluded)), Some(Media::GraphqlResponse));
    }

    #[test]
    fn a_client_that_takes_neither_is_told() {
        assert_eq!(Media::preferred(Some("text/html")), None);
        assert_eq!(Media::preferred(Some("application/json;q=0")), None);
    }
}
