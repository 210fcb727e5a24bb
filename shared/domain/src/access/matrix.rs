//! The matrix of rights as rows: who sees items of which visibility, and who may do what; printed for people, walked by
//! tests.

use std::fmt::Write as _;

use super::{
    Action, Sight, TABLE, Visibility, fits_group, is_group_runner, is_platform, permits, sees,
};
use crate::context::Role;
use crate::cooperation::{Party, PartyRole, Side};
use crate::group::Scope;
use crate::ids::OrganisationId;

/// Every visibility, narrowest first: the columns.
pub const VISIBILITIES: [Visibility; 4] =
    [Visibility::Side, Visibility::Partners, Visibility::Group, Visibility::Public];

/// Where somebody stands towards a cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Not signed in.
    SignedOut,
    /// Signed in, without a seat.
    NoSeat,
    /// In an organisation on the side that an item of one side belongs to.
    OwnSide,
    /// In an organisation on another side.
    OtherSide,
    /// In an organisation that is no party.
    NoParty,
    /// In a group whose scope the cooperation lies in.
    GroupInScope,
    /// In a group that looks elsewhere.
    GroupElsewhere,
    /// On the platform.
    Platform,
}

/// What somebody sees of a cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The function; `None` for somebody without one.
    pub role: Option<Role>,
    /// Where they stand.
    pub standing: Standing,
    /// In the order of [`VISIBILITIES`].
    pub sees: [bool; 4],
}

/// Every role in every place that it can have, and those without a role.
#[must_use]
pub fn rows() -> Vec<Row> {
    let without = [Standing::SignedOut, Standing::NoSeat].map(|standing| row(None, standing));
    let with = TABLE
        .iter()
        .flat_map(|(role, _)| standings(*role).iter().map(|standing| row(Some(*role), *standing)));
    without.into_iter().chain(with).collect()
}

/// Where a role can stand; the platform's own acts are nobody's look.
fn standings(role: Role) -> &'static [Standing] {
    if role == Role::System {
        &[]
    } else if is_platform(role) {
        &[Standing::Platform]
    } else if fits_group(role) {
        &[Standing::GroupInScope, Standing::GroupElsewhere]
    } else {
        &[Standing::OwnSide, Standing::OtherSide, Standing::NoParty]
    }
}

fn row(role: Option<Role>, standing: Standing) -> Row {
    let organisation = |n| OrganisationId(uuid::Uuid::from_u128(n));
    let scope = |country: &str| Scope { countries: vec![country.to_owned()], themes: Vec::new() };
    let runs = role.is_some_and(is_group_runner);
    let mut sight = Sight { platform: role.is_some_and(is_platform), ..Sight::default() };
    match standing {
        Standing::OwnSide => sight.organisations.push(organisation(1)),
        Standing::OtherSide => sight.organisations.push(organisation(2)),
        Standing::NoParty => sight.organisations.push(organisation(3)),
        Standing::GroupInScope if runs => sight.scopes.push(scope("ML")),
        Standing::GroupElsewhere if runs => sight.scopes.push(scope("JP")),
        Standing::GroupInScope
        | Standing::GroupElsewhere
        | Standing::SignedOut
        | Standing::NoSeat
        | Standing::Platform => {}
    }
    let party = |n: u8| Party {
        organisation: organisation(n.into()),
        side: Side(n),
        role: PartyRole::Lead,
    };
    let (parties, countries) = ([party(1), party(2)], ["FR".to_owned(), "ML".to_owned()]);
    let look = |visibility| sees(&sight, visibility, &parties, Some(Side(1)), &countries, &[]);
    Row { role, standing, sees: VISIBILITIES.map(look) }
}

/// Both tables as Markdown, for the documentation.
#[must_use]
pub fn printed() -> String {
    let mut text = String::from(
        "# Rights\n\nGenerated from `shared/domain/src/access.rs` by its tests; a test walks the same rows through the API.\n\
         \n## Who sees what\n\nOf a cooperation that is visible to a side, to its partners, to coordinators, to everybody:\n\
         \n| Function | Where | side | partners | group | public |\n|---|---|:-:|:-:|:-:|:-:|\n",
    );
    for Row { role, standing, sees } in rows() {
        let role = role.map_or_else(|| "none".to_owned(), spoken);
        let marks = sees.map(mark).join(" | ");
        writeln!(text, "| {role} | {} | {marks} |", place(standing)).expect("a string grows");
    }
    text.push_str("\n## Who may do what\n\nWhether the author's organisation is a party is asked besides.\n\n| Act |");
    for (role, _) in TABLE {
        write!(text, " {} |", spoken(*role)).expect("a string grows");
    }
    text.push_str("\n|---|");
    text.push_str(&":-:|".repeat(TABLE.len()));
    for action in Action::ALL {
        write!(text, "\n| {} |", words(&format!("{action:?}"))).expect("a string grows");
        for (role, _) in TABLE {
            write!(text, " {} |", mark(permits(*role, action))).expect("a string grows");
        }
    }
    text.push('\n');
    text
}

fn mark(yes: bool) -> &'static str {
    if yes { "●" } else { "" }
}

fn spoken(role: Role) -> String {
    words(&format!("{role:?}"))
}

/// `CouncilSecretary` → `council secretary`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn place(standing: Standing) -> &'static str {
    match standing {
        Standing::SignedOut => "not signed in",
        Standing::NoSeat => "signed in, without a seat",
        Standing::OwnSide => "a party on the item's side",
        Standing::OtherSide => "a party on another side",
        Standing::NoParty => "an organisation that is no party",
        Standing::GroupInScope => "a group whose scope it lies in",
        Standing::GroupElsewhere => "a group that looks elsewhere",
        Standing::Platform => "the platform",
    }
}
