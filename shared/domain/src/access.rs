//! Rights: who may do what in which role, and who may see what. Pure functions over one table.

use serde::{Deserialize, Serialize};

use crate::context::{Author, Role};
use crate::cooperation::{Party, Side, Theme};
use crate::group::Scope;
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{H_NOT_YOURS, H_ROLE};

/// What somebody wants to do; one entry a kind of right, not one a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Record an organisation that is missing.
    RecordOrganisation,
    /// Ask to act for an organisation (any signed-in person).
    RequestClaim,
    /// Confirm or refuse a claim.
    SettleClaim,
    /// Rename, locate, describe, identify an organisation.
    DescribeOrganisation,
    /// Merge records or name successors.
    MergeOrganisations,
    /// Propose, revise, confirm, contest, accept, decline, withdraw, end, revive a cooperation.
    RunCooperation,
    /// Put a cooperation that exists already on record.
    RecordExisting,
    /// Remark on a charter or on terms.
    Remark,
    /// Consent for a side to a charter or to terms.
    Consent,
    /// Record a council's vote.
    RecordDecision,
    /// Register a ceremony or the start of a partnership.
    RegisterSignature,
    /// Plan, move, cancel, record exchanges.
    RunExchange,
    /// Form and change a committee.
    RunCommittee,
    /// Record the annulment by a State.
    RecordAnnulment,
    /// Found and run a country group.
    RunGroup,
    /// Join or leave a country group with one's organisation.
    JoinGroup,
    /// Keep the country register.
    KeepRegister,
    /// Import in bulk, mark dormant: the platform itself.
    Automate,
}

/// Who may do what. A role that is not in a row's list may not; everybody may ask to act for a body.
pub const TABLE: &[(Role, &[Action])] = &[
    (
        Role::Executive,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::RunCooperation,
            Action::RecordExisting,
            Action::Remark,
            Action::Consent,
            Action::RecordDecision,
            Action::RegisterSignature,
            Action::RunExchange,
            Action::RunCommittee,
            Action::RecordAnnulment,
            Action::JoinGroup,
        ],
    ),
    (Role::CouncilSecretary, &[Action::RequestClaim, Action::RecordDecision]),
    (
        Role::Officer,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::RunCooperation,
            Action::RecordExisting,
            Action::Remark,
            Action::Consent,
            Action::RecordDecision,
            Action::RegisterSignature,
            Action::RunExchange,
            Action::RunCommittee,
            Action::RecordAnnulment,
            Action::JoinGroup,
        ],
    ),
    (Role::Contributor, &[Action::RequestClaim, Action::Remark, Action::RunExchange]),
    (Role::CommitteeMember, &[Action::RequestClaim, Action::RunExchange]),
    (Role::Reader, &[Action::RequestClaim]),
    (
        Role::Administrator,
        &[Action::RequestClaim, Action::SettleClaim, Action::DescribeOrganisation],
    ),
    (
        Role::GroupChair,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::RunGroup,
            Action::JoinGroup,
        ],
    ),
    (
        Role::GroupCoordinator,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::RunGroup,
            Action::JoinGroup,
        ],
    ),
    (Role::GroupMember, &[Action::RequestClaim]),
    (Role::GroupObserver, &[Action::RequestClaim]),
    (
        Role::PlatformAdministrator,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::MergeOrganisations,
            Action::RecordExisting,
            Action::RecordAnnulment,
            Action::RunGroup,
            Action::JoinGroup,
            Action::KeepRegister,
            Action::Automate,
        ],
    ),
    (
        Role::System,
        &[
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::MergeOrganisations,
            Action::RecordExisting,
            Action::RunGroup,
            Action::JoinGroup,
            Action::KeepRegister,
            Action::Automate,
        ],
    ),
];

/// Says whether the author's role allows `action`; whether the author's organisation is a party is the decider's part.
///
/// # Errors
/// [`H_ROLE`] with the author's role and the roles that may.
pub fn allows(author: &Author, action: Action) -> Result<(), Refusal> {
    if permits(author.role, action) {
        return Ok(());
    }
    let roles: Vec<&str> = roles_that_may(action).map(role_term).collect();
    Err(Refusal {
        rule: H_ROLE,
        path: None,
        detail: vec![role_term(author.role).to_owned(), roles.join(", ")],
    })
}

/// Says whether the author may change the record of `organisation`: its own people and the platform may, and anybody
/// whose role allows it as long as nobody acts for it yet (a record made provisionally stays mendable).
///
/// # Errors
/// [`H_ROLE`] as [`allows`]; [`H_NOT_YOURS`] when it has its own people and the author is none of them.
pub fn describes(
    author: &Author,
    organisation: OrganisationId,
    claimed: bool,
) -> Result<(), Refusal> {
    allows(author, Action::DescribeOrganisation)?;
    let own = author.organisation() == Some(organisation);
    if own || !claimed || is_platform(author.role) {
        return Ok(());
    }
    Err(Refusal { rule: H_NOT_YOURS, path: None, detail: Vec::new() })
}

/// The table as lines of text, for the documentation: one role a line with its actions.
#[must_use]
pub fn table_as_text() -> String {
    let lines: Vec<String> =
        TABLE.iter().map(|(role, actions)| format!("{role:?}: {actions:?}")).collect();
    lines.join("\n")
}

fn permits(role: Role, action: Action) -> bool {
    TABLE.iter().any(|(known, actions)| *known == role && actions.contains(&action))
}

fn roles_that_may(action: Action) -> impl Iterator<Item = Role> {
    TABLE.iter().filter(move |(_, actions)| actions.contains(&action)).map(|(role, _)| *role)
}

/// True for the roles that watch over a country group.
#[must_use]
pub fn is_group_runner(role: Role) -> bool {
    match role {
        Role::GroupChair | Role::GroupCoordinator => true,
        Role::Executive
        | Role::CouncilSecretary
        | Role::Officer
        | Role::Contributor
        | Role::CommitteeMember
        | Role::Reader
        | Role::Administrator
        | Role::GroupMember
        | Role::GroupObserver
        | Role::PlatformAdministrator
        | Role::System => false,
    }
}

/// True for the platform's own roles.
#[must_use]
pub fn is_platform(role: Role) -> bool {
    match role {
        Role::PlatformAdministrator | Role::System => true,
        Role::Executive
        | Role::CouncilSecretary
        | Role::Officer
        | Role::Contributor
        | Role::CommitteeMember
        | Role::Reader
        | Role::Administrator
        | Role::GroupChair
        | Role::GroupCoordinator
        | Role::GroupMember
        | Role::GroupObserver => false,
    }
}

pub(crate) fn role_term(role: Role) -> &'static str {
    match role {
        Role::Executive => "role.executive",
        Role::CouncilSecretary => "role.council_secretary",
        Role::Officer => "role.officer",
        Role::Contributor => "role.contributor",
        Role::CommitteeMember => "role.committee_member",
        Role::Reader => "role.reader",
        Role::Administrator => "role.administrator",
        Role::GroupChair => "role.group_chair",
        Role::GroupCoordinator => "role.group_coordinator",
        Role::GroupMember => "role.group_member",
        Role::GroupObserver => "role.group_observer",
        Role::PlatformAdministrator => "role.platform_administrator",
        Role::System => "role.system",
    }
}

/// Who may see an item; each next one is wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// One side only: drafts, internal notes.
    Side,
    /// All parties.
    Partners,
    /// The parties and the coordinators of matching groups.
    Group,
    /// Everybody, signed in or not.
    Public,
}

/// What a viewer's seats let them see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sight {
    /// Organisations in which the viewer has a seat.
    pub organisations: Vec<OrganisationId>,
    /// Scopes of the groups that the viewer coordinates or chairs.
    pub scopes: Vec<Scope>,
    /// True for a platform administrator.
    pub platform: bool,
}

/// Says whether `sight` reaches an item. What belongs to one side is for that side alone, not for the platform either;
/// an item of a side that is not known is shown to nobody.
#[must_use]
pub fn sees(
    sight: &Sight,
    visibility: Visibility,
    parties: &[Party],
    side: Option<Side>,
    countries: &[String],
    themes: &[Theme],
) -> bool {
    let mine = |party: &&Party| sight.organisations.contains(&party.organisation);
    match visibility {
        Visibility::Public => true,
        Visibility::Group => {
            sight.platform
                || parties.iter().any(|party| mine(&party))
                || sight.scopes.iter().any(|scope| scope.matches(countries, themes))
        }
        Visibility::Partners => sight.platform || parties.iter().any(|party| mine(&party)),
        Visibility::Side => {
            side.is_some_and(|side| parties.iter().filter(mine).any(|party| party.side == side))
        }
    }
}

#[cfg(test)]
mod tests;
