//! The parameters of a GraphQL request, checked by hand so that every mistake has its own message.

use serde_json::{Map, Value};

/// A well-formed request: what it asks may still be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    /// The document.
    pub query: String,
    /// Which of its operations.
    pub operation_name: Option<String>,
    /// Values of its variables.
    pub variables: Map<String, Value>,
}

impl Params {
    /// Reads a JSON body.
    ///
    /// # Errors
    /// A sentence for the client.
    pub fn from_body(body: &[u8]) -> Result<Self, String> {
        if body.is_empty() {
            return Err("the request has no body; expected a JSON object with `query`".to_owned());
        }
        let value: Value = serde_json::from_slice(body)
            .map_err(|error| format!("the request body is not JSON: {error}"))?;
        Self::from_value(value)
    }

    /// Reads a JSON value, such as the payload of a `subscribe` message.
    ///
    /// # Errors
    /// A sentence for the client.
    pub fn from_value(value: Value) -> Result<Self, String> {
        let mut object = match value {
            Value::Object(object) => object,
            Value::Array(_) => {
                return Err("batches are not served; send one request an operation".to_owned());
            }
            other => return Err(mistake("request", "a JSON object", &other)),
        };
        map(&mut object, "extensions")?;
        Ok(Self {
            query: text(&mut object, "query")?.ok_or("the parameter `query` is missing")?,
            operation_name: text(&mut object, "operationName")?.filter(|name| !name.is_empty()),
            variables: map(&mut object, "variables")?,
        })
    }

    /// Reads the query string of a GET request.
    ///
    /// # Errors
    /// A sentence for the client.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        let mut object = Map::new();
        for (name, text) in pairs {
            let value = match name.as_str() {
                "query" | "operationName" => Value::String(text),
                "variables" | "extensions" if text.is_empty() => Value::Null,
                "variables" | "extensions" => serde_json::from_str(&text)
                    .map_err(|error| format!("the parameter `{name}` is not JSON: {error}"))?,
                _ => continue,
            };
            object.insert(name, value);
        }
        Self::from_value(Value::Object(object))
    }
}

fn text(object: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(mistake(name, "a string", &other)),
    }
}

fn map(object: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, String> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map),
        Some(other) => Err(mistake(name, "a map", &other)),
    }
}

fn mistake(name: &str, expected: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    format!("the parameter `{name}` must be {expected}, not {found}")
}

#[cfg(test)]
mod tests {
    use super::Params;

    fn refused(body: &str) -> String {
        Params::from_body(body.as_bytes()).expect_err("a mistake")
    }

    #[test]
    fn each_mistake_has_its_own_message() {
        assert!(refused("").contains("no body"));
        assert!(refused("{ \"not a JSON").contains("not JSON"));
        assert!(refused("[]").contains("batches are not served"));
        assert!(refused("{}").contains("`query` is missing"));
        assert!(refused(r#"{"query":0}"#).contains("`query` must be a string, not a number"));
        let text = refused(r#"{"query":"{a}","variables":["x"]}"#);
        assert!(text.contains("`variables` must be a map, not an array"), "{text}");
        let text = refused(r#"{"query":"{a}","extensions":"x"}"#);
        assert!(text.contains("`extensions` must be a map, not a string"), "{text}");
    }

    #[test]
    fn any_body_and_any_query_string_are_read_without_a_panic() {
        bolero::check!().for_each(|bytes: &[u8]| {
            drop(Params::from_body(bytes));
            let text = String::from_utf8_lossy(bytes).into_owned();
            let pairs = ["query", "variables", "extensions", "operationName"];
            drop(Params::from_pairs(pairs.map(|name| (name.to_owned(), text.clone())).into()));
        });
    }

    #[test]
    fn null_is_the_same_as_left_out() {
        let body = br#"{"query":"{a}","variables":null,"operationName":null,"extensions":null}"#;
        let params = Params::from_body(body).expect("a request");
        assert_eq!((params.operation_name, params.variables.len()), (None, 0));
    }

    #[test]
    fn a_query_string_carries_json_in_its_variables() {
        let pairs = |variables: &str| {
            vec![("query".into(), "{a}".into()), ("variables".into(), variables.into())]
        };
        let params = Params::from_pairs(pairs(r#"{"n":1}"#)).expect("a request");
        assert_eq!(params.variables["n"], 1);
        assert!(Params::from_pairs(pairs("{")).expect_err("a mistake").contains("not JSON"));
    }
}
