//! Documents parsed once and kept, and what the transport must know of them before they run.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Pos, Positioned, Request, ServerError, Variables, parser};
use moka::sync::Cache;

use crate::graph::absent_is_null;
use crate::http::params::Params;

/// Memory for parsed documents, by the length of their text.
const KEPT_BYTES: u64 = 4 << 20;
/// Selections of a document, with its fragments spread out.
const MAX_SELECTIONS: usize = 4_000;

/// What a document asks for, and the request that goes to the engine.
pub struct Prepared {
    /// The request, with the parsed document in it.
    pub request: Request,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// True when the answer to the same question by the same asker changes only with the log.
    pub steady: bool,
    /// True when the answer may differ between two people who hold seats in the same places.
    pub personal: bool,
}

/// Fields whose value depends on the person or on their function, not only on where they hold a seat.
const PERSONAL: [&str; 8] = [
    "isMe",
    "possibilities",
    "viewerCanSettle",
    "mine",
    "canRun",
    "pendingClaims",
    "seats",
    "viewer",
];

/// Fields whose value lives outside the log, so that it changes without a commit.
const OUTSIDE: [&str; 7] =
    ["viewer", "admin", "invitation", "invitations", "demoMails", "signInOptions", "displayName"];

/// Parsed documents by their text.
pub struct Documents(Cache<String, Arc<ExecutableDocument>>);

impl Default for Documents {
    fn default() -> Self {
        let weigh = |text: &String, _: &Arc<ExecutableDocument>| {
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(KEPT_BYTES).weigher(weigh).build())
    }
}

impl Documents {
    /// Parses the document, picks the operation, checks that required variables have values.
    ///
    /// # Errors
    /// Request errors: nothing has run.
    pub fn prepare(&self, params: Params) -> Result<Prepared, ServerError> {
        let document = self.parsed(&params.query)?;
        let operation = pick(&document, params.operation_name.as_deref())?;
        required(&operation.node, &params)?;
        let kind = operation.node.ty;
        let steady = kind == OperationType::Query && !names(&document, &OUTSIDE);
        let personal = names(&document, &PERSONAL);
        let mut variables = Variables::from_json(serde_json::Value::Object(params.variables));
        absent_is_null(&document, &mut variables);
        let mut request = Request::new(params.query).variables(variables);
        request.operation_name = params.operation_name;
        request.set_parsed_query(ExecutableDocument::clone(&document));
        // A single anonymous operation cannot be named; the library would not find it.
        if matches!(document.operations, DocumentOperations::Single(_)) {
            request.operation_name = None;
        }
        Ok(Prepared { request, kind, steady, personal })
    }

    fn parsed(&self, text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        if let Some(document) = self.0.get(text) {
            return Ok(document);
        }
        let document = Arc::new(parser::parse_query(text)?);
        Spread::check(&document)?;
        self.0.insert(text.to_owned(), Arc::clone(&document));
        Ok(document)
    }
}

fn pick<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, ServerError> {
    let problem = |text: String| ServerError::new(text, None);
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(name)) => {
            Err(problem(format!("the document has no operation named `{name}`")))
        }
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get(name)
            .ok_or_else(|| problem(format!("the document has no operation named `{name}`"))),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            match (all.next(), all.next()) {
                (Some(only), None) => Ok(only),
                _ => Err(problem(
                    "the document has several operations; name one in `operationName`".to_owned(),
                )),
            }
        }
    }
}

/// The library leaves unused variables unchecked; the specification of GraphQL does not.
fn required(operation: &OperationDefinition, params: &Params) -> Result<(), ServerError> {
    for definition in &operation.variable_definitions {
        let name = definition.node.name.node.as_str();
        let optional =
            definition.node.var_type.node.nullable || definition.node.default_value.is_some();
        let problem = match params.variables.get(name) {
            Some(serde_json::Value::Null) if !definition.node.var_type.node.nullable => "null",
            None if !optional => "missing",
            _ => continue,
        };
        let pos: Pos = definition.pos;
        let wanted = &definition.node.var_type.node;
        let text = format!("the variable `${name}` of type `{wanted}` is {problem}");
        return Err(ServerError::new(text, Some(pos)));
    }
    Ok(())
}

/// True when any part of the document asks for one of these fields.
fn names(document: &ExecutableDocument, fields: &[&str]) -> bool {
    let operations =
        document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|part| &part.node.selection_set.node);
    operations.chain(fragments).any(|set| selects(set, fields))
}

fn selects(set: &SelectionSet, fields: &[&str]) -> bool {
    set.items.iter().any(|item| match &item.node {
        Selection::Field(field) => {
            fields.contains(&field.node.name.node.as_str())
                || selects(&field.node.selection_set.node, fields)
        }
        Selection::InlineFragment(part) => selects(&part.node.selection_set.node, fields),
        Selection::FragmentSpread(_) => false,
    })
}

/// Counts the selections of a document with its fragments spread out, each fragment once: fragments that spread
/// others several times over would otherwise grow exponentially in every later step.
struct Spread<'a> {
    document: &'a ExecutableDocument,
    /// Sizes of fragments; `None` while one is being counted.
    sizes: HashMap<&'a str, Option<usize>>,
}

impl<'a> Spread<'a> {
    fn check(document: &'a ExecutableDocument) -> Result<(), ServerError> {
        let mut spread = Spread { document, sizes: HashMap::new() };
        for (_, operation) in document.operations.iter() {
            let size = spread.size(&operation.node.selection_set.node)?;
            if size > MAX_SELECTIONS {
                let text = format!("the document selects {size} fields; at most {MAX_SELECTIONS}");
                return Err(ServerError::new(text, Some(operation.pos)));
            }
        }
        Ok(())
    }

    fn size(&mut self, set: &'a SelectionSet) -> Result<usize, ServerError> {
        let mut total = 0_usize;
        for item in &set.items {
            let inner = match &item.node {
                Selection::Field(field) => self.size(&field.node.selection_set.node)?,
                Selection::InlineFragment(part) => self.size(&part.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    self.fragment(spread.node.fragment_name.node.as_str(), spread.pos)?
                }
            };
            total = total.saturating_add(inner).saturating_add(1);
        }
        Ok(total)
    }

    fn fragment(&mut self, name: &'a str, pos: Pos) -> Result<usize, ServerError> {
        match self.sizes.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                let text = format!("the fragment `{name}` spreads itself");
                return Err(ServerError::new(text, Some(pos)));
            }
            None => {}
        }
        // An unknown fragment is reported by the validation.
        let Some(part) = self.document.fragments.get(name) else {
            return Ok(0);
        };
        self.sizes.insert(name, None);
        let size = self.size(&part.node.selection_set.node)?;
        self.sizes.insert(name, Some(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::OperationType;
    use serde_json::json;

    use super::{Documents, Prepared};
    use crate::http::params::Params;

    fn prepare(request: serde_json::Value) -> Result<Prepared, String> {
        let params = Params::from_value(request).expect("a well-formed request");
        Documents::default().prepare(params).map_err(|error| error.message)
    }

    fn refused(request: serde_json::Value) -> String {
        prepare(request).err().expect("a request error")
    }

    #[test]
    fn the_kind_of_the_named_operation_counts() {
        let query = "query A { a } mutation B { b }";
        let kind = |name| {
            prepare(json!({"query": query, "operationName": name})).map(|prepared| prepared.kind)
        };
        assert_eq!(kind("A"), Ok(OperationType::Query));
        assert_eq!(kind("B"), Ok(OperationType::Mutation));
        assert!(kind("C").expect_err("unknown").contains("no operation named `C`"));
        assert!(refused(json!({"query": query})).contains("several operations"));
    }

    #[test]
    fn a_required_variable_without_a_value_is_a_request_error_even_when_unused() {
        let query = "query ($id: ID!, $n: Int! = 3) { __typename }";
        assert!(refused(json!({"query": query})).contains("`$id` of type `ID!` is missing"));
        let null = json!({"query": query, "variables": {"id": null}});
        assert!(refused(null).contains("is null"));
        assert!(prepare(json!({"query": query, "variables": {"id": "x"}})).is_ok());
        let null = json!({"query": query, "variables": {"id": "x", "n": null}});
        assert!(refused(null).contains("`$n`"));
    }

    #[test]
    fn what_lives_outside_the_log_is_not_kept() {
        let steady = |query: &str| prepare(json!({"query": query})).expect("a query").steady;
        assert!(steady("{ head node(id: \"x\") { id } }"));
        assert!(!steady("{ head viewer { id } }"));
        assert!(!steady("query { ...F } fragment F on Query { ... { viewer { id } } }"));
        assert!(!steady("mutation { head }"));
    }

    #[test]
    fn what_differs_between_persons_is_noticed_anywhere() {
        let personal = |query: &str| prepare(json!({"query": query})).expect("a query").personal;
        assert!(!personal("{ node(id: \"x\") { id ... on Organisation { isMine } } }"));
        assert!(personal(
            "{ node(id: \"x\") { ...C } } fragment C on Jumelage { possibilities { act } }"
        ));
    }

    #[test]
    fn fragments_cannot_blow_up_a_document() {
        let refused = |query: &str| refused(json!({"query": query}));
        assert!(refused("{ ...F } fragment F on Query { ...F }").contains("spreads itself"));
        let mut bomb = "{ ...F0 }".to_owned();
        for n in 0..40 {
            let next = n + 1;
            let part = format!(" fragment F{n} on Query {{ ...F{next} ...F{next} }}");
            bomb.push_str(&part);
        }
        bomb.push_str(" fragment F40 on Query { head }");
        assert!(refused(&bomb).contains("at most"));
    }
}
