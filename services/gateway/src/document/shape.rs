//! What a document asks for, measured with its fragments spread out, each once: nothing here grows exponentially.

use std::collections::HashMap;

use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationType, Selection, SelectionSet,
};
use async_graphql::{Pos, Positioned, ServerError};

use super::refused;
use crate::config::Limits;

/// Selections within each other, through fragments: more is refused before anything follows them.
const LEVELS: usize = 100;
/// Lists of the schema within each other that an introspection may ask for; tools need two.
const LISTS: usize = 3;
/// Fields of introspection that answer a list of parts.
const PARTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];
/// What tools unwrap a type with, nine times in a chain: it is one thing each time and not deeper.
const UNWRAPS: &str = "ofType";
/// Acts that open or prove an account: one a request, so that every try is a request of its own.
const ALONE: [&str; 14] = [
    "signIn",
    "signInWithLink",
    "requestSignInLink",
    "register",
    "acceptInvitation",
    "startPasskeySignIn",
    "finishPasskeySignIn",
    "changePassword",
    "setPassword",
    "confirmTotp",
    "removeTotp",
    "renewRecoveryCodes",
    "eraseMe",
    "createApiToken",
];

/// The size of a selection.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    selections: usize,
    depth: usize,
    aliases: usize,
    /// Fields on the first level.
    roots: usize,
    /// Of those, acts that stand alone.
    alone: usize,
    /// Lists of introspection within each other.
    lists: usize,
}

/// Refuses a document that is larger than `limits` in any way.
pub(super) fn check(document: &ExecutableDocument, limits: &Limits) -> Result<(), ServerError> {
    let mut shape = Shape { document, limits, sizes: HashMap::new(), level: 0 };
    for (_, operation) in document.operations.iter() {
        shape.directives(operation.node.directives.len(), operation.pos)?;
        let size = shape.set(&operation.node.selection_set.node, operation.pos)?;
        let most = [
            (size.depth, limits.depth, "TOO_DEEP", "is nested {} deep"),
            (size.aliases, limits.aliases, "TOO_MANY_ALIASES", "has {} aliases"),
            (size.roots, limits.root_fields, "TOO_MANY_ROOT_FIELDS", "asks for {} fields at once"),
            (size.selections, limits.selections, "TOO_LONG", "selects {} fields"),
        ];
        if let Some((found, most, code, words)) = most.into_iter().find(|(f, m, ..)| f > m) {
            let found = words.replace("{}", &found.to_string());
            let text = format!("the document {found}; at most {most} are answered");
            return Err(refused(text, code, Some(operation.pos)));
        }
        if operation.node.ty == OperationType::Mutation && size.alone > 1 {
            let text = "signing in and what proves an account go one at a time, each in a request of its own";
            return Err(refused(text, "ONE_AT_A_TIME", Some(operation.pos)));
        }
    }
    Ok(())
}

struct Shape<'a> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// Sizes of fragments; `None` while one is being measured.
    sizes: HashMap<&'a str, Option<Size>>,
    level: usize,
}

impl<'a> Shape<'a> {
    fn set(&mut self, set: &'a SelectionSet, pos: Pos) -> Result<Size, ServerError> {
        self.level += 1;
        if self.level > LEVELS {
            let text = format!("the document is nested more than {LEVELS} deep");
            return Err(refused(text, "TOO_DEEP", Some(pos)));
        }
        let mut total = Size::default();
        for item in &set.items {
            let part = match &item.node {
                Selection::Field(field) => self.field(field)?,
                Selection::InlineFragment(part) => {
                    self.directives(part.node.directives.len(), part.pos)?;
                    self.set(&part.node.selection_set.node, part.pos)?
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(spread.node.directives.len(), spread.pos)?;
                    self.fragment(spread.node.fragment_name.node.as_str(), spread.pos)?
                }
            };
            total = Size {
                selections: total.selections.saturating_add(part.selections).saturating_add(1),
                depth: total.depth.max(part.depth),
                aliases: total.aliases.saturating_add(part.aliases),
                roots: total.roots.saturating_add(part.roots),
                alone: total.alone.saturating_add(part.alone),
                lists: total.lists.max(part.lists),
            };
        }
        self.level -= 1;
        Ok(total)
    }

    fn field(&mut self, field: &'a Positioned<Field>) -> Result<Size, ServerError> {
        self.directives(field.node.directives.len(), field.pos)?;
        let inner = self.set(&field.node.selection_set.node, field.pos)?;
        let name = field.node.name.node.as_str();
        if matches!(name, "__schema" | "__type") && inner.lists >= LISTS {
            let text = "the schema is asked for in circles";
            return Err(refused(text, "TOO_DEEP", Some(field.pos)));
        }
        Ok(Size {
            depth: inner.depth + usize::from(name != UNWRAPS),
            aliases: inner.aliases.saturating_add(usize::from(field.node.alias.is_some())),
            roots: 1,
            alone: usize::from(ALONE.contains(&name)),
            lists: inner.lists + usize::from(PARTS.contains(&name)),
            selections: inner.selections,
        })
    }

    fn directives(&self, found: usize, pos: Pos) -> Result<(), ServerError> {
        let most = self.limits.directives;
        if found <= most {
            return Ok(());
        }
        let text = format!("{found} directives in one place; at most {most} are read");
        Err(refused(text, "TOO_MANY_DIRECTIVES", Some(pos)))
    }

    fn fragment(&mut self, name: &'a str, pos: Pos) -> Result<Size, ServerError> {
        match self.sizes.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                let text = format!("the fragment `{name}` spreads itself");
                return Err(refused(text, "CIRCULAR_FRAGMENT", Some(pos)));
            }
            None => {}
        }
        // An unknown fragment is reported by the validation.
        let Some(part) = self.document.fragments.get(name) else {
            return Ok(Size::default());
        };
        self.sizes.insert(name, None);
        self.directives(part.node.directives.len(), part.pos)?;
        let size = self.set(&part.node.selection_set.node, part.pos)?;
        self.sizes.insert(name, Some(size));
        Ok(size)
    }
}
