//! The subscriptions: what the transport must know of them before they run, and the resolvers that yield their items.

use std::sync::Arc;

use async_graphql::parser;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{
    Context, ID, InputType, Name, Request, ServerError, Subscription as Subscribe, Value, Variables,
};
use futures_util::stream::{self, Stream};
use readmodel::FeedScope;

use super::change::{Change, ChangeItem};
use super::cursor::{Cursor, CursorText};
use super::draft::{DraftAsked, DraftBatch};
use super::fault::Result;
use super::inputs::ScopeInput;
use super::presence::{HereNow, PresenceView};
use super::scope::feed_scope;
use super::view::View;
use super::world::{Asker, World};

/// The items that one execution of `changes` yields: the live feed runs the document once for each kind of rights.
pub struct LiveItems(pub Vec<ChangeItem>);

/// What the live feed must know of a subscription before it runs.
#[derive(Debug, Clone)]
pub struct LiveSubscription {
    /// Which changes.
    pub scope: FeedScope,
    /// After which place; from now on when there is none.
    pub after: Option<Cursor>,
    /// The same for all subscriptions that get the same answers, whatever cursor they begin at.
    pub key_without_after: String,
}

/// Parts of field names whose value depends on the person, not only on where they hold seats.
const PERSONAL: &[&str] = &[
    "isMe",
    "draft",
    "possibilities",
    "viewerCanSettle",
    "mine",
    "canRun",
    "pendingClaims",
    "viewer",
    "displayName",
];

/// The subscriptions.
#[derive(Default)]
pub struct Subscription;

#[Subscribe]
impl Subscription {
    /// Every change within `scope` after `after` (default: from now), in order, once; resume with the last cursor seen.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        scope: Option<ScopeInput>,
        after: Option<CursorText>,
    ) -> Result<impl Stream<Item = Result<Change>> + use<>> {
        let view = View::present(ctx).await?;
        // Both were read by `live_request`, which chose the items; here they only have to be of the right type.
        drop((scope, after));
        let items = ctx.data::<Arc<LiveItems>>().map(|items| items.0.clone());
        let items = items.or_else(|_| ctx.data::<LiveItems>().map(|items| items.0.clone()))?;
        let changes: Vec<_> =
            items.into_iter().map(|item| Change::new(view.clone(), item)).collect();
        Ok(stream::iter(changes))
    }

    /// Who has the page of `cooperation` open: each list whole, again whenever it has changed, at most twice a second. Whoever
    /// subscribes is here themselves as long as they do, at `focus` if they name a place within (64 characters at most). For
    /// people who hold a seat in a party; whoever coordinates a group that looks at it is shown to them and sees themselves.
    /// A lost connection counts for ten seconds more. Not for API tokens.
    async fn presence(
        &self,
        ctx: &Context<'_>,
        cooperation: ID,
        focus: Option<String>,
    ) -> Result<impl Stream<Item = Result<PresenceView>> + use<>> {
        // Read by `presence_request`.
        drop(focus);
        let here = ctx.data::<HereNow>()?;
        let seen = PresenceView::seen(ctx, &cooperation, here).await?;
        Ok(stream::iter([Ok(seen)]))
    }

    /// The draft of a convention as it is written: first what it has after the batch `after` (the whole without it), then
    /// whatever is new, in order. For those who see drafts of conventions. Apply the updates with Yjs; send your own by
    /// `pushDraft`.
    async fn draft(
        &self,
        ctx: &Context<'_>,
        convention: ID,
        #[graphql(name = "after")] _read_by_draft_request: Option<i32>,
    ) -> Result<impl Stream<Item = Result<DraftBatch>> + use<>> {
        let asked = ctx.data::<DraftAsked>()?;
        let batch = DraftBatch::of(ctx, &convention, asked).await?;
        Ok(stream::iter([Ok(batch)]))
    }
}

/// Reads the scope and the cursor of a subscription.
///
/// # Errors
/// When the document is no subscription to `changes`, its arguments are of the wrong shape, or the cursor is unknown.
pub fn live_request(
    world: &World,
    request: &Request,
    asker: &Asker,
) -> Result<LiveSubscription, ServerError> {
    let document = &parser::parse_query(&request.query)?;
    let operation = operation(document, request.operation_name.as_deref())?;
    let field = root(document, operation, "changes").ok_or_else(|| {
        ServerError::new(
            "a subscription asks for the field `changes`, `presence` or `draft`, once",
            None,
        )
    })?;
    let variables = Arguments { operation, variables: &request.variables };
    let scope: Option<ScopeInput> = variables.read(field, "scope")?;
    let after: Option<CursorText> = variables.read(field, "after")?;
    let applied = *world.model.applied().borrow();
    let after = after
        .map(|text| text.read(applied))
        .transpose()
        .map_err(|unknown| unknown.into_server_error(operation.selection_set.pos))?;
    let names = Arguments::variable_of(field, "after");
    let scope = feed_scope(scope.unwrap_or_default())
        .map_err(|unknown| unknown.error().into_server_error(operation.selection_set.pos))?;
    Ok(LiveSubscription { scope, after, key_without_after: key(request, asker, names.as_deref()) })
}

pub(super) fn operation<'d>(
    document: &'d ExecutableDocument,
    name: Option<&str>,
) -> Result<&'d OperationDefinition, ServerError> {
    let found = match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name),
        (DocumentOperations::Multiple(all), None) if all.len() == 1 => all.values().next(),
        (DocumentOperations::Multiple(_), None) => None,
    };
    found
        .map(|operation| &operation.node)
        .ok_or_else(|| ServerError::new("name the operation to run in `operationName`", None))
}

/// The root field of a subscription that asks for this field and nothing else.
pub(super) fn root<'d>(
    document: &'d ExecutableDocument,
    operation: &'d OperationDefinition,
    name: &str,
) -> Option<&'d Field> {
    let set = &operation.selection_set.node;
    named(document, set, name).filter(|_| set.items.len() == 1)
}

/// The field of this name in a selection, in a fragment or not.
fn named<'d>(
    document: &'d ExecutableDocument,
    set: &'d SelectionSet,
    name: &str,
) -> Option<&'d Field> {
    set.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) if field.node.name.node == name => Some(&field.node),
        Selection::Field(_) => None,
        Selection::InlineFragment(fragment) => {
            named(document, &fragment.node.selection_set.node, name)
        }
        Selection::FragmentSpread(spread) => {
            let fragment = document.fragments.get(&spread.node.fragment_name.node)?;
            // Fragments that spread themselves are refused by the validation; a direct one would loop here.
            let direct = fragment.node.selection_set.node.items.iter();
            direct.into_iter().find_map(|inner| match &inner.node {
                Selection::Field(field) if field.node.name.node == name => Some(&field.node),
                Selection::Field(_)
                | Selection::InlineFragment(_)
                | Selection::FragmentSpread(_) => None,
            })
        }
    })
}

/// The arguments of a subscription's field.
pub(super) struct Arguments<'d> {
    pub(super) operation: &'d OperationDefinition,
    pub(super) variables: &'d Variables,
}

impl Arguments<'_> {
    /// An argument with its variables filled in.
    pub(super) fn read<T: InputType>(
        &self,
        field: &Field,
        name: &str,
    ) -> Result<Option<T>, ServerError> {
        let Some(argument) = field.get_argument(name) else {
            return Ok(None);
        };
        let pos = argument.pos;
        let value = argument
            .node
            .clone()
            .into_const_with(|variable| self.value(&variable).ok_or(()))
            .unwrap_or(Value::Null);
        if value == Value::Null {
            return Ok(None);
        }
        T::parse(Some(value)).map(Some).map_err(|error| error.into_server_error(pos))
    }

    fn value(&self, variable: &Name) -> Option<Value> {
        let given = self.variables.get(variable).cloned();
        given.or_else(|| {
            let mut definitions = self.operation.variable_definitions.iter();
            let definition = definitions.find(|known| known.node.name.node == *variable)?;
            definition.node.default_value.as_ref().map(|default| default.node.clone())
        })
    }

    /// The variable that an argument is, if it is one.
    fn variable_of(field: &Field, name: &str) -> Option<String> {
        let mut variable = None;
        let argument = field.get_argument(name)?.node.clone();
        let read: Result<Value, std::convert::Infallible> = argument.into_const_with(|name| {
            variable = Some(name.to_string());
            Ok(Value::Null)
        });
        read.ok().and(variable)
    }
}

/// What makes two subscriptions answer alike: the document, its variables but the cursor's, the rights, the language.
fn key(request: &Request, asker: &Asker, after: Option<&str>) -> String {
    let variables: std::collections::BTreeMap<_, _> = request
        .variables
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != after)
        .map(|(name, value)| (name.as_str(), value.to_string()))
        .collect();
    let personal =
        PERSONAL.iter().any(|word| request.query.to_lowercase().contains(&word.to_lowercase()));
    let rights = match &asker.viewer {
        None => String::new(),
        Some(viewer) if personal => format!("{}{}", viewer.person, viewer.rights_key()),
        Some(viewer) => viewer.rights_key(),
    };
    format!(
        "{:?}|{}|{variables:?}|{rights}|{:?}",
        request.operation_name, request.query, asker.lang
    )
}
