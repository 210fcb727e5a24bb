//! What happened to a twinning.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::access::Visibility;
use crate::cooperation::{
    CharterText, CouncilDecision, Ending, PartialDate, Party, Side, TextHash, Theme,
};
use crate::ids::{OrganisationId, RemarkId};
use crate::screening::Screened;
use crate::text::LocalText;

/// Events of a twinning's stream `jumelage/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// One side proposed it to the others.
    Proposed {
        /// All parties, on two sides or more.
        parties: Vec<Party>,
        /// The side that proposes.
        by: Side,
        /// What kind of twinning.
        kind: Kind,
        /// Why these towns: the four questions of manual P9.
        motives: String,
        /// Themes.
        themes: Vec<Theme>,
        /// The first text of the charter.
        charter: CharterText,
        /// When the towns first met, if they remember.
        first_contact: Option<PartialDate>,
    },
    /// It exists since before the platform and was put on record with its true dates.
    RecordedAsExisting {
        /// All parties.
        parties: Vec<Party>,
        /// The side that recorded it; `None` for an import or a register.
        by: Option<Side>,
        /// What kind of twinning.
        kind: Kind,
        /// Themes.
        themes: Vec<Theme>,
        /// When it was signed, as well as is known.
        since: Option<PartialDate>,
        /// Where the record comes from.
        source: String,
    },
    /// A side that had not recorded it confirmed that it exists.
    Confirmed {
        /// The side that confirmed.
        by: Side,
    },
    /// A side that had not recorded it says that it does not exist (any more).
    Contested {
        /// The side that contests.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The text of the charter was changed; consents given to another text are void from here on.
    CharterAmended {
        /// The side that changed it.
        by: Side,
        /// The new text.
        charter: CharterText,
        /// What was changed and why.
        reason: String,
    },
    /// Somebody remarked on the charter; for the side that speaks, or for all sides.
    RemarkMade {
        /// Its identifier.
        remark: RemarkId,
        /// The side that speaks.
        by: Side,
        /// The text of the charter it is about.
        about: TextHash,
        /// The words.
        body: LocalText,
        /// Whether the side keeps it to itself.
        visibility: Visibility,
    },
    /// A side showed a remark that it had kept to itself to all sides.
    RemarkShared {
        /// The remark.
        remark: RemarkId,
        /// Its side.
        by: Side,
    },
    /// A side consented to the charter with this hash.
    CharterConsented {
        /// The side.
        by: Side,
        /// What was consented to.
        hash: TextHash,
    },
    /// A side took its consent back before all had consented.
    ConsentWithdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// All sides consented to the same text.
    ContentAgreed {
        /// The text that all agreed on.
        hash: TextHash,
    },
    /// A council voted.
    CouncilDecided {
        /// What it decided.
        decision: CouncilDecision,
    },
    /// The ceremony was held: the twinning is signed.
    CeremonyHeld {
        /// Day.
        on: Date,
        /// Town and hall.
        place: String,
        /// How many took part, if counted.
        participants: Option<u32>,
    },
    /// A side declined the proposal.
    Declined {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The proposing side took the proposal back.
    Withdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The kind changed (a friendship became a cooperation twinning).
    KindChanged {
        /// From now on.
        kind: Kind,
        /// Why.
        reason: String,
    },
    /// Themes were set anew.
    ThemesChosen {
        /// All themes from now on.
        themes: Vec<Theme>,
        /// Why.
        reason: String,
    },
    /// A further town was invited, with the consent of the side that invites.
    TownInvited {
        /// The town.
        organisation: OrganisationId,
        /// The shore it would stand on.
        side: Side,
        /// The side that invites.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The invited town joined.
    TownJoined {
        /// The town.
        organisation: OrganisationId,
        /// The shore it stands on.
        side: Side,
    },
    /// Nothing happened for a set time; the system marked it.
    MarkedDormant {
        /// Day of the last activity known.
        last_activity: Date,
        /// The delay that was applied, in months.
        after_months: u16,
    },
    /// The platform screened it again and found something else than before.
    ScreenedAgain(Screened),
    /// A side woke it up.
    Revived {
        /// The side.
        by: Side,
        /// How and why.
        reason: String,
    },
    /// A side ended it.
    Ended(Ending),
    /// A State annulled it.
    Annulled {
        /// The authority that annulled.
        authority: String,
        /// Its reason.
        reason: String,
        /// The act's reference.
        reference: Option<String>,
        /// Day.
        on: Date,
    },
    /// Formalities that were missing have been completed (manual P10).
    Regularised {
        /// The side that completed them.
        by: Side,
        /// What was completed.
        reason: String,
        /// Registration or reference.
        reference: Option<String>,
    },
}
