//! The gate before all mutations: what an API token may not do is refused here, whatever the mutation; new ones too.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::{MetaType, Registry};
use async_graphql::{
    ContainerType, Context, ContextSelectionSet, Name, ObjectType, OutputType, Positioned,
    ServerResult, Value,
};
use domain::context::SeatOf;
use domain::rules::RuleId;
use domain::{GroupId, OrganisationId, Refusal, rules};
use identity::{Seat, TokenScope};

use super::Mutation;
use super::ids::Global as _;
use super::refusal::RefusalView;
use super::refusals::{Recent, heard};
use super::view::{asker, world};

/// Acts of a seat that concern people none the less: a person's own.
const OWN: [&str; 3] = ["invite", "withdrawInvitation", "acceptInvitation"];

/// All mutations, for those who may act at all.
#[derive(Default)]
pub struct Gate(Mutation);

impl ContainerType for Gate {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        if let Some(rule) = barred(ctx) {
            note(ctx, &[rule]);
            return refused(ctx, Refusal { rule, path: None, detail: Vec::new() }).await;
        }
        let (answer, rules) = Box::pin(heard(self.0.resolve_field(ctx))).await;
        note(ctx, &rules);
        answer
    }
}

impl OutputType for Gate {
    fn type_name() -> Cow<'static, str> {
        Mutation::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Mutation::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}

impl ObjectType for Gate {}

/// Counts the refusals of a mutation and keeps them for the administrators.
fn note(ctx: &Context<'_>, rules: &[RuleId]) {
    let (Ok(world), Ok(asker)) = (world(ctx), asker(ctx)) else {
        return;
    };
    for rule in rules {
        crate::metrics::refusal(&rule.to_string());
        let operation = ctx.item.node.name.node.to_string();
        let seat = asker.viewer.as_ref().and_then(|viewer| seat(ctx, &viewer.seats));
        world.refusals.note(Recent { at: world.clock.now(), operation, rule: *rule, seat });
    }
}

/// The seat that the input chooses to act as, else the only one there is.
fn seat(ctx: &Context<'_>, seats: &[Seat]) -> Option<Seat> {
    let chosen = ctx.field().arguments().ok().and_then(|all| chosen(&all));
    match (chosen, seats) {
        (Some(id), seats) => seats.iter().find(|seat| match seat.of {
            SeatOf::Organisation(of) => OrganisationId::read(&id) == Some(of),
            SeatOf::Group(of) => GroupId::read(&id) == Some(of),
            SeatOf::Platform => false,
        }),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
    .copied()
}

fn chosen(arguments: &[(Name, Value)]) -> Option<String> {
    let inside = |value: &Value, name: &str| match value {
        Value::Object(fields) => fields.get(name).cloned(),
        _ => None,
    };
    let (_, input) = arguments.iter().find(|(name, _)| name == "input")?;
    let acting = inside(input, "actingAs")?;
    match inside(&acting, "organisation").or_else(|| inside(&acting, "group"))? {
        Value::String(id) => Some(id),
        _ => None,
    }
}

/// Why the asker's token cannot do this; `None` for everybody who signed in or is nobody yet.
fn barred(ctx: &Context<'_>) -> Option<RuleId> {
    let scope = asker(ctx).ok()?.token()?;
    let name = ctx.item.node.name.node.as_str();
    let own = OWN.contains(&name) || !of_a_seat(&ctx.schema_env.registry, name);
    match scope {
        _ if own => Some(rules::H_TOKEN_SELF),
        TokenScope::ReadPublic | TokenScope::ReadAsSeat => Some(rules::H_TOKEN_READ),
        TokenScope::ActAsSeat => None,
    }
}

/// True for a mutation in whose input one can say as which seat one acts: all others are a person's own.
fn of_a_seat(registry: &Registry, mutation: &str) -> bool {
    let field =
        registry.types.get(&*Mutation::type_name()).and_then(|of| of.field_by_name(mutation));
    let input = field.and_then(|field| field.args.get("input"));
    let input = input.and_then(|input| registry.types.get(input.ty.trim_end_matches('!')));
    match input {
        Some(MetaType::InputObject { input_fields, .. }) => input_fields.contains_key("actingAs"),
        _ => false,
    }
}

/// The payload of the mutation with the refusal in it and nothing else, in the shape that was asked for.
async fn refused(ctx: &Context<'_>, refusal: Refusal) -> ServerResult<Option<Value>> {
    let registry = &ctx.schema_env.registry;
    let mutation = registry.types.get(&*Mutation::type_name());
    let Some(field) = mutation.and_then(|all| all.field_by_name(&ctx.item.node.name.node)) else {
        return Ok(None);
    };
    let payload = field.ty.trim_end_matches('!');
    let input = ctx.field().arguments()?.into_iter().find(|(name, _)| name == "input");
    let command = match input {
        Some((_, Value::Object(input))) => input.get("commandId").cloned(),
        _ => None,
    };
    let mut fields = Vec::new();
    collect(ctx, &ctx.item.node.selection_set.node, &mut fields);
    let set = ctx.with_selection_set(&ctx.item.node.selection_set);
    let mut answer = IndexMap::new();
    for field in fields {
        let value = match field.node.name.node.as_str() {
            "__typename" => Value::from(payload),
            "commandId" => command.clone().unwrap_or_default(),
            "refusals" => {
                let at = set.with_field(field);
                let within = at.with_selection_set(&field.node.selection_set);
                vec![RefusalView(refusal.clone())].resolve(&within, field).await?
            }
            other => {
                let of = registry.types.get(payload).and_then(|of| of.field_by_name(other));
                nothing(of.map_or("", |of| of.ty.as_str()))
            }
        };
        answer.insert(field.node.response_key().node.clone(), value);
    }
    Ok(Some(Value::Object(answer)))
}

/// The fields of a selection, those of its fragments among them; the validation has seen that they fit.
fn collect<'c>(
    ctx: &'c Context<'_>,
    set: &'c SelectionSet,
    fields: &mut Vec<&'c Positioned<Field>>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => fields.push(field),
            Selection::InlineFragment(part) => {
                collect(ctx, &part.node.selection_set.node, fields);
            }
            Selection::FragmentSpread(spread) => {
                let name: &Name = &spread.node.fragment_name.node;
                if let Some(part) = ctx.query_env.fragments.get(name) {
                    collect(ctx, &part.node.selection_set.node, fields);
                }
            }
        }
    }
}

/// What stands for nothing in a field of a payload.
fn nothing(kind: &str) -> Value {
    match kind {
        "Boolean!" => Value::Boolean(false),
        list if list.starts_with('[') && list.ends_with('!') => Value::List(Vec::new()),
        _ => Value::Null,
    }
}
