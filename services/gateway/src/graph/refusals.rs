//! Recent refusals: what acts were refused lately, by which rule, for the platform's administrators; in memory, bounded.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;

use domain::Refusal;
use domain::rules::RuleId;
use identity::Seat;
use jiff::Timestamp;
use parking_lot::Mutex;

use super::refusal::RefusalView;

/// Refusals that are kept.
const KEPT: usize = 200;

/// A refusal, without anything that was put in.
#[derive(Debug, Clone)]
pub struct Recent {
    /// When.
    pub at: Timestamp,
    /// The mutation.
    pub operation: String,
    /// The rule.
    pub rule: RuleId,
    /// As which seat it was tried.
    pub seat: Option<Seat>,
}

/// The latest refusals of a node.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<VecDeque<Recent>>);

impl Refusals {
    /// Keeps a refusal and forgets the oldest when there are too many.
    pub fn note(&self, recent: Recent) {
        let mut kept = self.0.lock();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(recent);
    }

    /// The latest `first`, newest first.
    #[must_use]
    pub fn latest(&self, first: usize) -> Vec<Recent> {
        self.0.lock().iter().rev().take(first).cloned().collect()
    }
}

tokio::task_local! {
    static TOLD: RefCell<Vec<RuleId>>;
}

/// Runs one mutation; answers with the rules by which it was refused, whether the client asked to see them or not.
pub(super) async fn heard<T>(mutation: impl Future<Output = T>) -> (T, Vec<RuleId>) {
    let run = async {
        let answer = mutation.await;
        (answer, TOLD.with(RefCell::take))
    };
    TOLD.scope(RefCell::default(), run).await
}

/// A refusal as the API shows it, noted as one of the running mutation.
#[must_use]
pub fn told(refusal: Refusal) -> RefusalView {
    if TOLD.try_with(|told| told.borrow_mut().push(refusal.rule)).is_err() {
        tracing::debug!(rule = %refusal.rule, "a refusal outside of a mutation is not kept");
    }
    RefusalView(refusal)
}
