//! Financing plan: who brings what to a project and what it is spent on, agreed by every side, to the last minor unit.

mod calls;
mod checks;
mod command;
mod decide;
mod event;
pub mod limits;
mod money;
mod order;
mod plan;
mod reading;
mod remind;
mod state;
mod sums;
mod text;

#[cfg(test)]
mod tests;

pub use calls::{CALLS, Call, LEVIES, SUBSIDIES, Sector, SectorRow, Threshold, call_on};
pub use checks::checks;
pub use command::{Command, EntryCommand, Known, PlanCommand, SubsidyCommand};
pub use decide::decide;
pub use event::Event;
pub use money::{Conversion, Money, amount, minor_units};
pub use order::{Act, Possibility, possible, steps};
pub use plan::{Content, Draft, Expense, Levy, Line, Subsidy, Tranche};
pub use reading::{DueTranche, Waiting, WaitingFor, due, remarks, waiting_for};
pub use remind::upcoming;
pub use state::{
    Convention, Entry, Kept, Opening, State, Target, Vote, evolve, in_force, standing,
};
pub use sums::{Outlay, Sums, Tally, sums};
pub use text::hash_of;

/// Exact decimals, for those who show them.
pub use rust_decimal::Decimal;

use serde::{Deserialize, Serialize};

/// Where money comes from (guide 2020, E-21 and F-01 to F-21).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The general budget of a party.
    #[default]
    GeneralBudget,
    /// An annex budget of a party: a levy of at most 1 % on a public service.
    AnnexBudget,
    /// Co-financing by the State, by its calls for decentralised cooperation (F-05).
    State,
    /// The development agency's facility for authorities (F-06, FICOL).
    Ficol,
    /// The same facility's programme (F-07).
    FicolProgramme,
    /// Support of the agency to engineering (F-15, DCOL): never a part of a plan.
    Dcol,
    /// An agency, otherwise.
    Agency,
    /// The European Union.
    EuropeanUnion,
    /// A region.
    Region,
    /// A département.
    Departement,
    /// A chamber of commerce, of trades, of agriculture.
    Chamber,
    /// A company.
    Company,
    /// A foundation.
    Foundation,
    /// A university.
    University,
    /// An authority of another country that is no party.
    ForeignAuthority,
    /// Who runs a public service for a party.
    Delegatee,
    /// Gifts.
    Donation,
    /// Another source.
    Other,
}

/// What kind of resource a line is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// A party's own money.
    #[default]
    Own,
    /// Somebody else's money.
    Cofinancing,
    /// Work, rooms, equipment with their value.
    InKind,
}

/// What money is spent on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// People at work.
    #[default]
    Staff,
    /// Missions and stays.
    Travel,
    /// Equipment and supplies.
    Equipment,
    /// Works.
    Works,
    /// Studies and services.
    Services,
    /// Training.
    Training,
    /// Making known, giving an account.
    Communication,
    /// Monitoring and evaluation.
    Evaluation,
    /// Running the project.
    Management,
    /// What cannot be foreseen.
    Contingencies,
    /// Another heading.
    Other,
}

/// The class of the partner's country in a call of the State: which share it may bring. The sides say which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CountryClass {
    /// Receives no official development assistance.
    NoAid,
    /// Receives it.
    #[default]
    Aid,
    /// A priority of French development policy.
    Priority,
    /// One of the least developed countries.
    LeastDeveloped,
}

/// How far the money of a line has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Who brings it has said so in writing.
    Confirmed,
    /// They are bound.
    Committed,
    /// It has come.
    Disbursed,
}
