//! Records: what the rules need to know of parties, read from the log itself, so that it is never behind.

use std::sync::Arc;

use domain::codec::{Subject, stream_of};
use domain::cooperation::Party;
use domain::rules::{H_UNKNOWN, PartyFacts};
use domain::{Event, OrganisationId, Refusal, organisation, territory};
use eventlog::{EventLog, StreamId};

use crate::{Aggregate, Clock, Fault};

/// Why a look-up for a decision stopped.
#[derive(Debug)]
pub enum Stop {
    /// What the command names does not exist: an answer for people.
    Refused(Refusal),
    /// The look-up failed: an operator's concern.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// The directory and the country register as deciders need them.
pub struct Records {
    organisations: Aggregate<organisation::State>,
    territories: Aggregate<territory::State>,
}

impl Records {
    /// The records in `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            organisations: Aggregate::new(Arc::clone(log), clock.clone(), fold_organisation),
            territories: Aggregate::new(Arc::clone(log), clock.clone(), fold_territory),
        }
    }

    /// The facts of every party, in their order.
    ///
    /// # Errors
    /// [`Stop::Refused`] when a party is not on record.
    pub async fn facts(&self, parties: &[Party]) -> Result<Vec<PartyFacts>, Stop> {
        let mut facts = Vec::with_capacity(parties.len());
        for (index, party) in parties.iter().enumerate() {
            facts.push(
                self.facts_at(party.organisation, format!("parties.{index}.organisation")).await?,
            );
        }
        Ok(facts)
    }

    /// The facts of one organisation.
    ///
    /// # Errors
    /// [`Stop::Refused`] when it is not on record.
    pub async fn facts_of(&self, organisation: OrganisationId) -> Result<PartyFacts, Stop> {
        self.facts_at(organisation, "organisation".to_owned()).await
    }

    /// The facts of several groups of organisations, each in its order.
    ///
    /// # Errors
    /// [`Stop::Refused`] when one of them is not on record.
    pub async fn groups_of(
        &self,
        groups: &[Vec<OrganisationId>],
    ) -> Result<Vec<Vec<PartyFacts>>, Stop> {
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            let mut facts = Vec::with_capacity(group.len());
            for organisation in group {
                facts.push(self.facts_of(*organisation).await?);
            }
            all.push(facts);
        }
        Ok(all)
    }

    async fn facts_at(&self, id: OrganisationId, path: String) -> Result<PartyFacts, Stop> {
        let stream = StreamId(stream_of(&Subject::Organisation(id)).into());
        let (_, state) = self.organisations.load(&stream).await?;
        let Some(record) = &state.record else {
            let detail = vec![id.to_string()];
            return Err(Stop::Refused(Refusal { rule: H_UNKNOWN, path: Some(path), detail }));
        };
        let mut known = self.territory(&record.country).await?;
        if let Some(code) = &record.territory {
            known.extend(self.territory(code).await?);
        }
        Ok(PartyFacts {
            organisation: id,
            name: record.names.first().map(|name| name.text.clone()).unwrap_or_default(),
            kind: record.kind,
            country: record.country.clone(),
            population: record.population,
            profile: record.profile.clone(),
            territory: known,
            superseded: state.follow.is_some(),
        })
    }

    /// What the register says of a country or territory; nothing for a code that is none.
    async fn territory(&self, code: &str) -> Result<Vec<territory::Fact>, Fault> {
        let Some(subject) = Subject::territory(code) else {
            return Ok(Vec::new());
        };
        let (_, state) = self.territories.load(&StreamId(stream_of(&subject).into())).await?;
        Ok(state.facts.clone())
    }
}

fn fold_organisation(state: organisation::State, event: &Event) -> organisation::State {
    if let Event::Organisation(event) = event { organisation::evolve(state, event) } else { state }
}

fn fold_territory(state: territory::State, event: &Event) -> territory::State {
    if let Event::Territory(event) = event { territory::evolve(state, event) } else { state }
}
