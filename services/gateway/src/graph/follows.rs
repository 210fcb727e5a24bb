//! Feeds that a person follows, by the names they gave them.

use async_graphql::{Context, ID, InputType as _, SimpleObject, Value};
use identity::Viewer;

use super::fault::{Result, fault};
use super::inputs::ScopeInput;
use super::view::world;

/// A feed that the viewer follows.
#[derive(SimpleObject)]
pub struct FollowedScope {
    pub id: ID,
    pub name: String,
    /// Its window, as `feed(scope:)` takes it; null when it holds a word that is no longer known.
    pub scope: Option<ScopeInput>,
}

/// The feeds that `viewer` follows.
pub(crate) fn mine(ctx: &Context<'_>, viewer: &Viewer) -> Result<Vec<FollowedScope>> {
    let feeds = world(ctx)?.identity.following(viewer.person).map_err(fault)?;
    let shown = feeds.into_iter().map(|feed| FollowedScope {
        id: ID(feed.id.to_string()),
        name: feed.name,
        scope: read(&feed.scope),
    });
    Ok(shown.collect())
}

/// The scope as it is kept: what narrows it and nothing else.
pub(crate) fn text(scope: &ScopeInput) -> String {
    let mut value = scope.to_value();
    if let Value::Object(parts) = &mut value {
        parts.retain(|_, part| *part != Value::Null);
    }
    value.into_json().expect("ids, words and booleans are JSON").to_string()
}

fn read(text: &str) -> Option<ScopeInput> {
    let json = serde_json::from_str(text).ok()?;
    ScopeInput::parse(Some(Value::from_json(json).ok()?)).ok()
}
