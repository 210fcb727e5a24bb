//! kill -9 at random moments of a real node under load: what was answered is there, once, and the node starts each time.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use rives_tests::{Node, Person};

use crate::acts::{Act, Place, officer, stand_once};
use crate::{artifacts, rounds, schedule, tell};

/// Clients that act at once.
const CLIENTS: usize = 4;
/// Answers heard before a kill, at most.
const MOST_ANSWERS: usize = 24;
/// Answers of earlier rounds that are asked for again after each kill.
const LOOKED_BACK: usize = 6;
/// A node is killed while it starts, within this time of it, once in so many rounds.
const STARTING: (Duration, usize) = (Duration::from_millis(500), 10);

struct Fire {
    node: Node,
    person: Person,
    place: Place,
    /// All that was ever sent; after each round each has its answer.
    acts: Vec<Act>,
}

impl Fire {
    fn open() -> Result<Self> {
        let node = Node::start(&["serve", "--demo", "--demo-small"])?;
        let person = officer(&node.url())?;
        let place = Place::proposed(&person)?;
        Ok(Self { node, person, place, acts: Vec::new() })
    }

    /// Clients act until the node is killed; what they sent is remembered with the answers that came.
    fn round(&mut self, dice: &mut fastrand::Rng) -> Result<()> {
        let (tell, heard) = channel();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (person, place, tell) = (self.person.clone(), self.place.clone(), tell.clone());
                let mut dice = dice.fork();
                std::thread::spawn(move || act_until_killed(&person, &place, &mut dice, &tell))
            })
            .collect();
        drop(tell);
        let mut acts = hear(&heard, dice.usize(1..=MOST_ANSWERS))?;
        // The moment between two answers.
        std::thread::sleep(Duration::from_micros(dice.u64(..10_000)));
        self.node.kill()?;
        acts.extend(heard);
        for client in clients {
            client.join().expect("a client does not panic");
        }
        self.acts.extend(acts);
        Ok(())
    }

    /// Every act of the last round and some of those before: an answered one is known and in its place, one without an
    /// answer is carried out now, or was.
    fn settle(&mut self, from: usize, dice: &mut fastrand::Rng) -> Result<usize> {
        let earlier = (0..LOOKED_BACK.min(from)).map(|_| dice.usize(..from));
        let mut unanswered = 0;
        for at in earlier.chain(from..self.acts.len()).collect::<Vec<_>>() {
            let answered = self.acts[at].cursor.is_some();
            let repeated = self.acts[at].send(&self.person)?;
            ensure!(repeated || !answered, "an answered act was lost: {:?}", self.acts[at]);
            unanswered += usize::from(!answered);
        }
        Ok(unanswered)
    }
}

fn act_until_killed(person: &Person, place: &Place, dice: &mut fastrand::Rng, tell: &Sender<Act>) {
    loop {
        let mut act = Act::new(place, dice);
        let mut answer = act.send(person);
        // Others were quicker on the same record again and again: the answer says to send the same once more.
        while answer.as_ref().is_err_and(|error| error.to_string().contains("\"BUSY\"")) {
            answer = act.send(person);
        }
        let failed = answer.is_err();
        act.failure = answer.err().map(|error| format!("{error:#}"));
        if tell.send(act).is_err() || failed {
            return;
        }
    }
}

fn hear(from: &Receiver<Act>, count: usize) -> Result<Vec<Act>> {
    let mut acts = Vec::new();
    for _ in 0..count {
        let act = from.recv_timeout(Duration::from_mins(1)).context("the node answers")?;
        ensure!(act.cursor.is_some(), "an act failed before the kill: {act:?}");
        acts.push(act);
    }
    Ok(acts)
}

#[test]
fn every_answered_act_survives_kill_9_and_is_done_once() -> Result<()> {
    let mut dice = schedule("kill -9");
    let mut fire = Fire::open()?;
    let (kills, mut unanswered) = (rounds("FAULTS_KILLS", 200), 0);
    for number in 1..=kills {
        let from = fire.acts.len();
        let outcome = fire.round(&mut dice).and_then(|()| {
            if dice.usize(..STARTING.1) == 0 {
                fire.node.run_until(STARTING.0.mul_f32(dice.f32()))?;
            }
            fire.node.run()?;
            unanswered += fire.settle(from, &mut dice)?;
            Ok(())
        });
        if outcome.is_err() {
            let history = format!("{:#?}\n{}", fire.acts, fire.node.said());
            std::fs::write(artifacts().join("kill-9.txt"), history)?;
        }
        outcome.with_context(|| format!("kill {number} of {kills}"))?;
    }
    let commits = stand_once(&mut fire.node, &fire.acts)?;
    let acts = fire.acts.len();
    tell(&format!(
        "faults: kill -9: {kills} times, {acts} acts ({unanswered} without an answer at first), each once among {commits} commits"
    ));
    Ok(())
}
