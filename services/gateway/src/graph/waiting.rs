//! What is expected now: of a side, an organisation or any party, in words.

use async_graphql::Object;
use domain::OrganisationId;
use domain::cooperation::{Cooperation as CooperationId, Side};
use jiff::Timestamp;
use readmodel::cooperation::{WaitingKind as RowKind, WaitingRow};

use super::cooperation::Cooperation;
use super::enums::{Lang, WaitingKind};
use super::fault::Result;
use super::organisation::Organisation;
use super::scalars::DateTime;
use super::view::View;
use super::words::{self, Parts};

/// Something that is expected now, of a side, an organisation or any party.
pub struct WaitingItem {
    view: View,
    kind: WaitingKind,
    side: Option<Side>,
    organisation: Option<OrganisationId>,
    who: Vec<OrganisationId>,
    pub(crate) since: Timestamp,
    cooperation: Option<CooperationId>,
}

impl WaitingItem {
    /// What waits on a cooperation.
    #[must_use]
    pub fn of(view: &View, row: &WaitingRow) -> Self {
        Self {
            view: view.clone(),
            kind: row.kind.into(),
            side: row.side,
            organisation: row.organisation,
            who: row.who.clone(),
            since: row.since,
            cooperation: Some(row.cooperation),
        }
    }

    /// A claim that the viewer can settle.
    #[must_use]
    pub fn claim(view: &View, organisation: OrganisationId, since: Timestamp) -> Self {
        Self {
            view: view.clone(),
            kind: WaitingKind::ClaimConfirmation,
            side: None,
            organisation: Some(organisation),
            who: view.mine().to_vec(),
            since,
            cooperation: None,
        }
    }

    /// The name that the sentence speaks of.
    async fn subject(&self, lang: domain::Lang) -> Result<Option<String>> {
        if let Some(id) = self.organisation {
            return Ok(self.view.organisation(id).await?.map(|found| found.called(lang)));
        }
        match (self.side, self.cooperation) {
            (Some(side), Some(id)) => {
                Ok(Some(self.view.known_cooperation(id).await?.side_label(side, lang).await?))
            }
            (Some(_) | None, _) => Ok(None),
        }
    }
}

#[Object]
impl WaitingItem {
    async fn kind(&self) -> WaitingKind {
        self.kind
    }

    /// The side that is expected to act, where it is one.
    async fn side(&self) -> Option<u8> {
        self.side.map(|side| side.0)
    }

    /// The organisation that is expected to act, where it is one.
    async fn organisation(&self) -> Result<Option<Organisation>> {
        match self.organisation {
            Some(id) => self.view.organisation(id).await,
            None => Ok(None),
        }
    }

    async fn since(&self) -> DateTime {
        DateTime(self.since)
    }

    /// True when it waits for an organisation in which the viewer has a seat.
    async fn mine(&self) -> bool {
        self.kind == WaitingKind::ClaimConfirmation
            || self.who.iter().any(|organisation| self.view.is_mine(*organisation))
    }

    /// What is expected, in words.
    async fn text(&self, lang: Option<Lang>) -> Result<String> {
        let lang = self.view.lang(lang);
        let mut parts = Parts::default();
        parts.maybe("organisation", self.subject(lang).await?);
        Ok(words::fill(words::waiting(lang, self.kind), &parts))
    }

    async fn cooperation(&self) -> Result<Option<Cooperation>> {
        match self.cooperation {
            Some(id) => self.view.cooperation(id).await,
            None => Ok(None),
        }
    }
}

impl From<RowKind> for WaitingKind {
    fn from(kind: RowKind) -> Self {
        match kind {
            RowKind::Consent => Self::Consent,
            RowKind::Acceptance => Self::Acceptance,
            RowKind::CouncilDecision => Self::CouncilDecision,
            RowKind::Ceremony => Self::Ceremony,
            RowKind::Confirmation => Self::Confirmation,
            RowKind::Start => Self::Start,
            RowKind::ReviveOrEnd => Self::ReviveOrEnd,
            RowKind::Join => Self::Join,
        }
    }
}
