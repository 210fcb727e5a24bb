//! Absent variables: those that count rows are made null, because the library cannot weigh a query with one missing.

use async_graphql::parser::types::{BaseType, ExecutableDocument, VariableDefinition};
use async_graphql::{Value, Variables};

/// Gives every optional `Int` variable that was left out the value null, which is what it means everywhere in this API:
/// no argument of that type has another default.
pub fn absent_is_null(document: &ExecutableDocument, variables: &mut Variables) {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node);
    for definition in operations.flat_map(|operation| &operation.variable_definitions) {
        let definition = &definition.node;
        if is_optional_int(definition) && !variables.contains_key(&definition.name.node) {
            variables.insert(definition.name.node.clone(), Value::Null);
        }
    }
}

fn is_optional_int(definition: &VariableDefinition) -> bool {
    let kind = &definition.var_type.node;
    let int = matches!(&kind.base, BaseType::Named(name) if name == "Int");
    int && kind.nullable && definition.default_value.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_optional_numbers_that_were_left_out_become_null() {
        let text = "query($first: Int, $last: Int = 3, $limit: Int!, $after: String, $given: Int) { head }";
        let document = async_graphql::parser::parse_query(text).expect("a document");
        let mut variables = Variables::from_json(json!({ "given": 7 }));
        absent_is_null(&document, &mut variables);
        assert_eq!(variables.get("first"), Some(&Value::Null));
        assert_eq!(variables.get("given"), Some(&Value::from(7)));
        assert_eq!(variables.len(), 2);
    }
}
