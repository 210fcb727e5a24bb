//! People who act without a pause, and send each act again until it is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Error, Result, ensure};
use rives_tests::Person;

use crate::acts::{Act, Place};
use crate::cluster::until;

/// How many act at once.
const WRITERS: usize = 3;
/// How long an act may go without an answer, and a number of acts may take.
const BOUND: Duration = Duration::from_mins(2);
/// Before an act is sent again.
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) struct Writers {
    running: Vec<JoinHandle<Result<Vec<Act>>>>,
    answered: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Writers {
    pub(crate) fn start(person: &Person, place: &Place, dice: &mut fastrand::Rng) -> Self {
        let (answered, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let running = (0..WRITERS).map(|_| {
            let (person, place, mut dice) = (person.clone(), place.clone(), dice.fork());
            let (answered, stop) = (Arc::clone(&answered), Arc::clone(&stop));
            std::thread::spawn(move || {
                let mut acts = Vec::new();
                while !stop.load(SeqCst) {
                    let mut act = Act::new(&place, &mut dice);
                    until_answered(&mut act, &person)?;
                    acts.push(act);
                    answered.fetch_add(1, SeqCst);
                }
                Ok(acts)
            })
        });
        let running = running.collect();
        Self { running, answered, stop }
    }

    /// Waits until so many more acts are answered; fails at once when somebody was answered what they should not be.
    pub(crate) fn more(&self, count: usize) -> Result<()> {
        let goal = self.answered.load(SeqCst) + count;
        let ended = || self.running.iter().any(JoinHandle::is_finished);
        until("an answer to each act", BOUND, || self.answered.load(SeqCst) >= goal || ended())?;
        ensure!(!ended(), "somebody who acts has stopped");
        Ok(())
    }

    pub(crate) fn end(&mut self) -> Result<Vec<Act>> {
        self.stop.store(true, SeqCst);
        let all: Result<Vec<_>> =
            self.running.drain(..).map(|it| it.join().expect("a writer does not panic")).collect();
        Ok(all?.into_iter().flatten().collect())
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        self.stop.store(true, SeqCst);
    }
}

fn until_answered(act: &mut Act, person: &Person) -> Result<()> {
    let end = Instant::now() + BOUND;
    while let Err(error) = act.send(person) {
        ensure!(may_be_sent_again(&error), "an act was refused in other words: {error:#}");
        ensure!(Instant::now() < end, "an act was never answered: {error:#}");
        act.failure = Some(format!("{error:#}"));
        std::thread::sleep(PAUSE);
    }
    act.cursor.as_ref().context("an answer has a cursor").map(drop)
}

/// Nobody answered, or the answer says in so many words that the same act can be sent again.
fn may_be_sent_again(error: &Error) -> bool {
    let said = format!("{error:#}");
    error.downcast_ref::<ureq::Error>().is_some()
        || ["\"UNAVAILABLE\"", "\"BUSY\"", "\"STOPPING\""].iter().any(|code| said.contains(code))
}
