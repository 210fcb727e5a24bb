//! kill -9 at random moments of a real node under load: what was answered is there, once, and the node starts each time.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use rives_tests::{Node, Person};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{artifacts, rounds, schedule, tell};

/// The demonstration's password; it exists only with `--demo`.
const PASSWORD: &str = "two-shores-one-river";
/// Clients that act at once.
const CLIENTS: usize = 4;
/// Answers heard before a kill, at most.
const MOST_ANSWERS: usize = 24;
/// Answers of earlier rounds that are asked for again after each kill.
const LOOKED_BACK: usize = 6;
/// A node is killed while it starts, within this time of it, once in so many rounds.
const STARTING: (Duration, usize) = (Duration::from_millis(500), 10);

/// One act of a client: what was sent, and the cursor that was answered, if an answer came.
#[derive(Debug, Clone)]
struct Act {
    mutation: &'static str,
    input: Value,
    cursor: Option<String>,
    /// Why no answer came.
    failure: Option<String>,
}

impl Act {
    fn new(place: &Place, dice: &mut fastrand::Rng) -> Self {
        let command = Uuid::from_u128(dice.u128(..));
        if dice.u8(..4) == 0 {
            let names =
                json!([{ "lang": "fr", "text": format!("Ville {command}"), "use": "OFFICIAL" }]);
            let input = json!({ "commandId": command, "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML",
                "names": names, "source": "letter of the mayor" });
            return Self { mutation: "recordOrganisation", input, cursor: None, failure: None };
        }
        let input = json!({ "commandId": command, "cooperation": place.jumelage, "about": place.charter,
            "body": { "lang": "en", "text": format!("Remark {command}") } });
        Self { mutation: "remarkOnJumelage", input, cursor: None, failure: None }
    }

    /// Sends it; the first answer stays, and whether this one says that it was given before.
    fn send(&mut self, person: &Person) -> Result<bool> {
        let answer = person.act(self.mutation, self.input.clone(), "")?;
        ensure!(answer.refused.is_empty(), "{self:?} was refused by {:?}", answer.refused);
        let payload = answer.payload;
        let cursor = payload["cursor"].as_str().context("a cursor")?.to_owned();
        let first = self.cursor.get_or_insert_with(|| cursor.clone());
        ensure!(*first == cursor, "{self:?} was answered with {cursor} the second time");
        Ok(payload["repeated"] == true)
    }
}

/// What the clients write about: a twinning, and the hash of its charter.
#[derive(Debug, Clone)]
struct Place {
    jumelage: Value,
    charter: Value,
}

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
        let person = Person::sign_in(&node.url(), "officer@saint-etienne.example", PASSWORD)?;
        let query = "{ viewer { seats { organisation { id } } } }";
        let here =
            person.ask(query, &json!({}))?["viewer"]["seats"][0]["organisation"]["id"].take();
        let names = json!([{ "lang": "fr", "text": "Ville-du-fleuve", "use": "OFFICIAL" }]);
        let input = json!({ "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML", "names": names, "source": "a letter" });
        let there = person.act("recordOrganisation", input, "organisation { id }")?.done();
        let there = &there["organisation"]["id"];
        let input = json!({
            "parties": [{ "organisation": here, "side": 1 }, { "organisation": there, "side": 2 }],
            "kind": "FRIENDSHIP", "motives": "Two towns of musicians", "themes": ["1.2"],
            "charter": [{ "lang": "fr", "text": "Charte" }, { "lang": "en", "text": "Charter" }]
        });
        let select = "jumelage { id charter { hash } }";
        let mut proposed = person.act("proposeJumelage", input, select)?.done();
        let (jumelage, charter) =
            (proposed["jumelage"]["id"].take(), proposed["jumelage"]["charter"]["hash"].take());
        Ok(Self { node, person, place: Place { jumelage, charter }, acts: Vec::new() })
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

    /// The log itself: each act once, at the position that was answered, and nothing else with its command id.
    fn look_into_the_log(&mut self) -> Result<u64> {
        self.node.stop()?;
        let (whole, said) = self.node.command(&["log", "verify"])?;
        ensure!(whole, "{said}");
        let (written, lines) = self.node.command(&["log", "export"])?;
        ensure!(written, "{lines}");
        let mut places = std::collections::HashMap::new();
        for line in lines.lines().filter(|line| line.starts_with('{')) {
            let line: Value = serde_json::from_str(line)?;
            let id = line["id"].as_str().context("an id")?.to_owned();
            let twice = places.insert(id, line.clone());
            ensure!(twice.is_none(), "applied twice: {line}");
        }
        for act in &self.acts {
            let id = act.input["commandId"].as_str().context("a command id")?;
            let line = places.get(id).with_context(|| format!("not in the log: {act:?}"))?;
            let cursor = act.cursor.as_deref().context("every act was settled")?;
            let position = cursor.split('.').nth(1).context("a position")?;
            ensure!(line["sequence"] == position, "{act:?} stands elsewhere: {line}");
        }
        Ok(places.len() as u64)
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
    let commits = fire.look_into_the_log()?;
    let acts = fire.acts.len();
    tell(&format!(
        "faults: kill -9: {kills} times, {acts} acts ({unanswered} without an answer at first), each once among {commits} commits"
    ));
    Ok(())
}
