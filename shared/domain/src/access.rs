//! Rights: who may do what in which role, and who may see what. Pure functions over one table.

use serde::{Deserialize, Serialize};

use crate::context::{Author, Role, SeatOf};
use crate::cooperation::{Party, Side, Theme};
use crate::group::Scope;
use crate::ids::OrganisationId;
use crate::organisation::Kind;
use crate::refusal::Refusal;
use crate::rules::{H_GROUP_NOT_YOURS, H_NOT_YOURS, H_ROLE};

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
    /// Offer seats, end them and hand them over, in one's own organisation or group.
    ManageSeats,
    /// Invite people of another organisation to ask for a seat there.
    Invite,
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
    /// Register a ceremony, the start of a partnership, a signature under a convention and its formalities.
    RegisterSignature,
    /// Plan, move, cancel, record exchanges.
    RunExchange,
    /// Plan and do the work of a project: tasks, milestones, risks, indicators.
    RunProject,
    /// Give documents, share and withdraw them.
    GiveDocument,
    /// Write in discussions, open and close them.
    Talk,
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

impl Action {
    /// Every right, in the order of the printed table.
    pub const ALL: [Self; 23] = [
        Self::RequestClaim,
        Self::SettleClaim,
        Self::RecordOrganisation,
        Self::DescribeOrganisation,
        Self::ManageSeats,
        Self::Invite,
        Self::MergeOrganisations,
        Self::RunCooperation,
        Self::RecordExisting,
        Self::Remark,
        Self::Consent,
        Self::RecordDecision,
        Self::RegisterSignature,
        Self::RunExchange,
        Self::RunProject,
        Self::GiveDocument,
        Self::Talk,
        Self::RunCommittee,
        Self::RecordAnnulment,
        Self::RunGroup,
        Self::JoinGroup,
        Self::KeepRegister,
        Self::Automate,
    ];
}

/// Those who run cooperation for an authority; whoever signs may do what whoever prepares may.
const RUNS_COOPERATION: &[Action] = &[
    Action::RequestClaim,
    Action::RecordOrganisation,
    Action::SettleClaim,
    Action::DescribeOrganisation,
    Action::ManageSeats,
    Action::Invite,
    Action::RunCooperation,
    Action::RecordExisting,
    Action::Remark,
    Action::Consent,
    Action::RecordDecision,
    Action::RegisterSignature,
    Action::RunExchange,
    Action::RunProject,
    Action::GiveDocument,
    Action::Talk,
    Action::RunCommittee,
    Action::RecordAnnulment,
    Action::JoinGroup,
];

/// Those who watch over a country group.
const RUNS_GROUP: &[Action] = &[
    Action::RequestClaim,
    Action::RecordOrganisation,
    Action::SettleClaim,
    Action::ManageSeats,
    Action::Invite,
    Action::RunGroup,
    Action::JoinGroup,
];

/// Who may do what. A role that is not in a row's list may not; everybody may ask to act for a body.
pub const TABLE: &[(Role, &[Action])] = &[
    (Role::Executive, RUNS_COOPERATION),
    (
        Role::CouncilSecretary,
        &[Action::RequestClaim, Action::RecordDecision, Action::GiveDocument, Action::Talk],
    ),
    (Role::Officer, RUNS_COOPERATION),
    (
        Role::Contributor,
        &[
            Action::RequestClaim,
            Action::Remark,
            Action::RunExchange,
            Action::RunProject,
            Action::GiveDocument,
            Action::Talk,
        ],
    ),
    (Role::CommitteeMember, &[Action::RequestClaim, Action::RunExchange, Action::Talk]),
    (Role::Reader, &[Action::RequestClaim]),
    (
        Role::Administrator,
        &[
            Action::RequestClaim,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::ManageSeats,
        ],
    ),
    (Role::LegalityReviewer, &[Action::RequestClaim, Action::Remark, Action::RecordAnnulment]),
    (Role::Embassy, &[Action::RequestClaim, Action::Remark]),
    (Role::FunderInstructor, &[Action::RequestClaim, Action::Remark]),
    (Role::GroupChair, RUNS_GROUP),
    (Role::GroupCoordinator, RUNS_GROUP),
    (Role::GroupMember, &[Action::RequestClaim]),
    (Role::GroupObserver, &[Action::RequestClaim]),
    (
        Role::PlatformAdministrator,
        &[
            Action::RequestClaim,
            Action::RecordOrganisation,
            Action::SettleClaim,
            Action::DescribeOrganisation,
            Action::ManageSeats,
            Action::Invite,
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
            Action::ManageSeats,
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
/// who may be expected to know it as long as nobody acts for it yet (a record made provisionally stays mendable by whoever
/// made it, a coordinator of its country, its partners on record).
///
/// # Errors
/// [`H_ROLE`] as [`allows`]; [`H_NOT_YOURS`] when the author is none of them.
pub fn describes(
    author: &Author,
    organisation: OrganisationId,
    mendable: bool,
) -> Result<(), Refusal> {
    allows(author, Action::DescribeOrganisation)?;
    let own = author.organisation() == Some(organisation);
    if own || mendable || is_platform(author.role) {
        return Ok(());
    }
    Err(Refusal { rule: H_NOT_YOURS, path: None, detail: Vec::new() })
}

/// Says whether the author may manage the seats of `place`: those of the place itself whose role allows it, and the
/// platform anywhere.
///
/// # Errors
/// [`H_ROLE`] as [`allows`]; [`H_NOT_YOURS`] or [`H_GROUP_NOT_YOURS`] when the author acts for another place.
pub fn manages_seats(author: &Author, place: SeatOf) -> Result<(), Refusal> {
    allows(author, Action::ManageSeats)?;
    if author.of == place || is_platform(author.role) {
        return Ok(());
    }
    let rule = match place {
        SeatOf::Group(_) => H_GROUP_NOT_YOURS,
        SeatOf::Organisation(_) | SeatOf::Platform => H_NOT_YOURS,
    };
    Err(Refusal { rule, path: None, detail: Vec::new() })
}

/// True when somebody in this role may manage the seats of their own place.
#[must_use]
pub fn may_manage_seats(role: Role) -> bool {
    permits(role, Action::ManageSeats)
}

/// True when a seat of this role may stand in an organisation of `kind`; what a State does is done in its services.
#[must_use]
pub fn fits_organisation(role: Role, kind: Kind) -> bool {
    match role {
        Role::Executive
        | Role::CouncilSecretary
        | Role::Officer
        | Role::Contributor
        | Role::CommitteeMember
        | Role::Reader
        | Role::Administrator => true,
        Role::LegalityReviewer | Role::Embassy | Role::FunderInstructor => {
            matches!(kind, Kind::State | Kind::StateService)
        }
        Role::GroupChair
        | Role::GroupCoordinator
        | Role::GroupMember
        | Role::GroupObserver
        | Role::PlatformAdministrator
        | Role::System => false,
    }
}

/// True when a seat of this role may stand in a country group.
#[must_use]
pub fn fits_group(role: Role) -> bool {
    match role {
        Role::GroupChair | Role::GroupCoordinator | Role::GroupMember | Role::GroupObserver => true,
        Role::Executive
        | Role::CouncilSecretary
        | Role::Officer
        | Role::Contributor
        | Role::CommitteeMember
        | Role::Reader
        | Role::Administrator
        | Role::LegalityReviewer
        | Role::Embassy
        | Role::FunderInstructor
        | Role::PlatformAdministrator
        | Role::System => false,
    }
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
        | Role::LegalityReviewer
        | Role::Embassy
        | Role::FunderInstructor
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
        | Role::LegalityReviewer
        | Role::Embassy
        | Role::FunderInstructor
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
        Role::LegalityReviewer => "role.legality_reviewer",
        Role::Embassy => "role.embassy",
        Role::FunderInstructor => "role.funder_instructor",
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

pub mod matrix;
#[cfg(test)]
mod tests;
