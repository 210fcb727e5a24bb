//! Documents parsed once and kept, and what the transport must know of them before they run.

mod shape;
mod tokens;

use std::sync::Arc;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{
    ErrorExtensionValues, Pos, Positioned, Request, ServerError, Variables, parser,
};
use moka::sync::Cache;

use crate::config::Limits;
use crate::graph::absent_is_null;
use crate::http::params::Params;

/// Memory for parsed documents, by the length of their text.
const KEPT_BYTES: u64 = 4 << 20;
/// Brackets within each other: the parser follows them by recursion.
const NESTING: usize = 64;

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
    /// True when the client wants to know the cost.
    pub weighed: bool,
}

/// Fields whose value depends on the person or on their function, not only on where they hold a seat.
const PERSONAL: [&str; 15] = [
    "canChange",
    "canGive",
    "canTalk",
    "messages",
    "unread",
    "isMe",
    "draft",
    "possibilities",
    "viewerCanSettle",
    "mine",
    "canRun",
    "pendingClaims",
    "seats",
    "viewer",
    "viewerCanManageSeats",
];

/// Fields whose value lives outside the log, so that it changes without a commit.
const OUTSIDE: [&str; 13] = [
    "discussions",
    "messages",
    "topic",
    "unread",
    "draft",
    "viewer",
    "admin",
    "invitation",
    "invitations",
    "demoMails",
    "signInOptions",
    "displayName",
    "seats",
];

/// Parsed documents by their text.
pub struct Documents {
    kept: Cache<String, Arc<ExecutableDocument>>,
    limits: Limits,
}

impl Documents {
    /// Documents within `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let weigh = |text: &String, _: &Arc<ExecutableDocument>| {
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        };
        Self { kept: Cache::builder().max_capacity(KEPT_BYTES).weigher(weigh).build(), limits }
    }

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
        Ok(Prepared { request, kind, steady, personal, weighed: false })
    }

    fn parsed(&self, text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        if let Some(document) = self.kept.get(text) {
            return Ok(document);
        }
        self.within(tokens::count(text))?;
        let document = Arc::new(parser::parse_query(text)?);
        shape::check(&document, &self.limits)?;
        self.kept.insert(text.to_owned(), Arc::clone(&document));
        Ok(document)
    }

    fn within(&self, counted: tokens::Counted) -> Result<(), ServerError> {
        if counted.nesting > NESTING {
            let text = format!("the document has more than {NESTING} brackets within each other");
            return Err(refused(text, "TOO_DEEP", None));
        }
        let (found, most) = (counted.tokens, self.limits.tokens);
        if found > most {
            let text = format!("the document has {found} words and signs; at most {most} are read");
            return Err(refused(text, "TOO_LONG", None));
        }
        Ok(())
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

/// An error of a request that asks for too much, with its code.
fn refused(text: impl Into<String>, code: &str, pos: Option<Pos>) -> ServerError {
    let mut error = ServerError::new(text, pos);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code);
    error.extensions = Some(extensions);
    error
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::OperationType;
    use serde_json::json;

    use super::{Documents, Prepared};
    use crate::config::Limits;
    use crate::http::params::Params;

    fn prepare(request: serde_json::Value) -> Result<Prepared, String> {
        let params = Params::from_value(request).expect("a well-formed request");
        Documents::new(Limits::default()).prepare(params).map_err(|error| error.message)
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
        assert!(!steady("{ node(id: \"x\") { ... on Organisation { invitations { id } } } }"));
        assert!(!steady("{ head viewer { id } }"));
        assert!(!steady("{ node(id: \"x\") { ... on Convention { draft { text { seq } } } } }"));
        assert!(!steady("query { ...F } fragment F on Query { ... { viewer { id } } }"));
        assert!(!steady("mutation { head }"));
    }

    #[test]
    fn what_differs_between_persons_is_noticed_anywhere() {
        let personal = |query: &str| prepare(json!({"query": query})).expect("a query").personal;
        assert!(!personal("{ node(id: \"x\") { id ... on Organisation { isMine } } }"));
        assert!(personal("{ node(id: \"x\") { ... on Organisation { viewerCanManageSeats } } }"));
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
        let mut chain = "{ ...F0 }".to_owned();
        for n in 0..900 {
            let next = n + 1;
            let part = format!(" fragment F{n} on Query {{ ...F{next} }}");
            chain.push_str(&part);
        }
        chain.push_str(" fragment F900 on Query { head }");
        assert!(refused(&chain).contains("nested more than"));
    }

    #[test]
    fn brackets_without_end_never_reach_the_parser() {
        for (open, close) in [("{a", "}"), ("{a(b:[", "])}"), ("{a(b:{c:", "})}"), ("{...{a", "}}")]
        {
            let text = format!("{}{}", open.repeat(30_000), close.repeat(30_000));
            assert!(refused(json!({"query": text})).contains("brackets within"), "{open}");
        }
        let text = format!("{{ {} }}", "a ".repeat(30_000));
        assert!(refused(json!({"query": text})).contains("words and signs"));
    }

    #[test]
    fn each_limit_of_a_document_says_what_was_found_and_what_is_allowed() {
        let refused = |query: String| refused(json!({"query": query}));
        let many = |part: fn(usize) -> String, n: usize| (0..n).map(part).collect::<String>();
        let aliases = many(|n| format!("a{n}: b{{c}} "), 65);
        assert!(refused(format!("{{ x {{ {aliases} }} }}")).contains("65 aliases; at most 64"));
        let roots = "__typename ".repeat(33);
        assert!(refused(format!("{{ {roots} }}")).contains("33 fields at once; at most 32"));
        assert!(refused(format!("{{ ...F }} fragment F on Query {{ {roots} }}")).contains("33"));
        let directives = "@a ".repeat(9);
        for text in [
            format!("{{ a {directives} }}"),
            format!("query {directives} {{ a }}"),
            format!("{{ ... {directives} {{ a }} }}"),
            format!("{{ ...F {directives} }} fragment F on Query {{ a }}"),
            format!("{{ ...F }} fragment F on Query {directives} {{ a }}"),
        ] {
            assert!(refused(text).contains("9 directives in one place; at most 8"));
        }
        let deep = format!("{{ {} a {} }}", "a {".repeat(12), "}".repeat(12));
        assert!(refused(deep).contains("nested 13 deep; at most 12"));
    }

    #[test]
    fn the_introspection_that_tools_send_is_read_however_often_it_unwraps_a_type() {
        let unwrap = format!("{}{}", "ofType { kind name ".repeat(12), "}".repeat(12));
        let query = format!(
            "{{ __schema {{ types {{ fields {{ args {{ ...V }} type {{ ...T }} }} }} }} }} \
             fragment V on __InputValue {{ name type {{ ...T }} }} \
             fragment T on __Type {{ kind name {unwrap} }}"
        );
        assert!(prepare(json!({ "query": query })).is_ok());
    }

    #[test]
    fn one_document_is_one_try_to_sign_in() {
        let refused = |query: &str| refused(json!({"query": query}));
        for query in [
            "mutation { a: signIn { a } b: signIn { a } }",
            "mutation { signIn { a } signInWithLink { a } }",
            "mutation { ...F ...F } fragment F on Mutation { signIn { a } }",
        ] {
            assert!(refused(query).contains("one at a time"), "{query}");
        }
        assert!(prepare(json!({"query": "mutation { signIn { a } signOut { a } }"})).is_ok());
    }

    #[test]
    fn a_schema_is_not_asked_for_in_circles_but_tools_may_read_it() {
        let circle =
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        assert!(refused(json!({"query": circle})).contains("circles"));
        let tool = "{ __schema { types { fields { args { type { name } } type { ofType { name } } } possibleTypes { name } } } }";
        assert!(prepare(json!({"query": tool})).is_ok());
    }

    #[test]
    fn any_text_is_prepared_or_refused_without_a_panic() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            if super::tokens::count(&text).nesting <= super::NESTING
                && let Ok(document) = async_graphql::parser::parse_query(&text)
            {
                drop(super::shape::check(&document, &Limits::default()));
            }
        });
    }
}
