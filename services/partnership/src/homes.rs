//! The cooperation that a convention, a project or a plan belongs to, as their decisions need to know it.

use std::sync::Arc;

use commands::{Aggregate, Clock, Fault};
use domain::codec::{Subject, stream_of};
use domain::cooperation::{Cooperation, Party, Theme};
use domain::{Event, jumelage, partnership};
use eventlog::{EventLog, StreamId};

/// Looks cooperations of either kind up in the log.
pub(crate) struct Homes {
    twinnings: Aggregate<jumelage::State>,
    partnerships: Aggregate<partnership::State>,
}

/// A cooperation as what belongs to it needs to know it.
#[derive(Default)]
pub(crate) struct Home {
    pub(crate) parties: Vec<Party>,
    pub(crate) themes: Vec<Theme>,
    /// True while it is proposed or lives.
    pub(crate) open: bool,
}

impl Homes {
    pub(crate) fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            twinnings: Aggregate::new(Arc::clone(log), clock.clone(), fold_twinning),
            partnerships: Aggregate::new(Arc::clone(log), clock.clone(), fold_partnership),
        }
    }

    /// The cooperation; an empty one where there is none.
    pub(crate) async fn of(&self, cooperation: Option<Cooperation>) -> Result<Home, Fault> {
        match cooperation {
            Some(Cooperation::Jumelage(id)) => {
                let (_, state) = self.twinnings.load(&stream(&Subject::Jumelage(id))).await?;
                let open = jumelage::stage(&state).is_some_and(twinning_goes_on);
                let (parties, themes) = (state.parties.clone(), state.themes.clone());
                Ok(Home { parties, themes, open })
            }
            Some(Cooperation::Partnership(id)) => {
                let (_, state) = self.partnerships.load(&stream(&Subject::Partnership(id))).await?;
                let open = partnership::stage(&state).is_some_and(partnership_goes_on);
                let (parties, themes) = (state.parties.clone(), state.themes.clone());
                Ok(Home { parties, themes, open })
            }
            None => Ok(Home::default()),
        }
    }
}

fn twinning_goes_on(stage: jumelage::Stage) -> bool {
    use jumelage::Stage as S;
    match stage {
        S::Proposed | S::ContentAgreed | S::Decided | S::Active | S::Dormant => true,
        S::Ended | S::Annulled | S::Declined | S::Withdrawn => false,
    }
}

fn partnership_goes_on(stage: partnership::Stage) -> bool {
    use partnership::Stage as S;
    match stage {
        S::Proposed | S::Accepted | S::Active | S::Dormant => true,
        S::Ended | S::Annulled | S::Declined | S::Withdrawn => false,
    }
}

/// The stream of a subject.
pub(crate) fn stream(subject: &Subject) -> StreamId {
    StreamId(stream_of(subject).into())
}

fn fold_twinning(state: jumelage::State, event: &Event) -> jumelage::State {
    if let Event::Jumelage(event) = event { jumelage::evolve(state, event) } else { state }
}

fn fold_partnership(state: partnership::State, event: &Event) -> partnership::State {
    if let Event::Partnership(event) = event { partnership::evolve(state, event) } else { state }
}
