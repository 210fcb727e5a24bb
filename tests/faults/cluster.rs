//! Nodes and servers of a cluster end one after the other while some act and some watch: by kill -9, and by rolling restart.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use rives_tests::{Node, Person};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::acts::{Place, officer, stand_once};
use crate::servers::Cluster;
use crate::watchers::{Watched, watch};
use crate::writers::Writers;
use crate::{artifacts, schedule, tell};

/// Watchers at each node in the beginning.
const WATCHERS: usize = 3;
/// Acts that are answered between one disturbance and the next.
const SOME: usize = 30;

/// Two nodes on three servers, with people who act and people who watch. Who acts has an account at the first node.
struct Town {
    cluster: Cluster,
    nodes: [Node; 2],
    officer: Person,
    writers: Writers,
    watchers: Vec<std::thread::JoinHandle<Result<Watched>>>,
    /// Where watching began.
    from: Value,
    /// The act that tells watchers that nothing else comes.
    last: Uuid,
}

impl Town {
    fn open(name: &str) -> Result<Option<Self>> {
        let mut dice = schedule(name);
        let Some(cluster) = Cluster::start()? else { return Ok(None) };
        let nodes =
            [cluster.node(&["serve", "--demo", "--demo-small"])?, cluster.node(&["serve"])?];
        let officer = officer(&nodes[0].url())?;
        let place = Place::proposed(&officer)?;
        let from = officer.ask("{ head }", &json!({}))?["head"].take();
        let (last, urls) = (Uuid::from_u128(dice.u128(..)), [nodes[0].url(), nodes[1].url()]);
        let start = from.as_str().context("a cursor")?;
        let watchers = (0..2 * WATCHERS)
            .map(|number| watch(urls.clone(), number % 2, start.to_owned(), last))
            .collect();
        let writers = Writers::start(&officer, &place, &mut dice);
        Ok(Some(Self { cluster, nodes, officer, writers, watchers, from, last }))
    }

    /// Waits until so many more acts are answered.
    fn more(&self) -> Result<()> {
        self.writers.more(SOME)
    }

    /// Ends it, keeps what all have seen, and compares it with the record.
    fn finish(mut self, name: &str) -> Result<()> {
        let acts = self.writers.end()?;
        let names = json!([{ "lang": "fr", "text": "Ville-du-bout", "use": "OFFICIAL" }]);
        let input = json!({ "commandId": self.last, "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML",
            "names": names, "source": "letter of the mayor" });
        self.officer.act("recordOrganisation", input, "")?.done();
        let watched: Vec<_> =
            self.watchers.into_iter().map(|it| it.join().expect("no panic")).collect();
        let watched: Vec<_> = watched.into_iter().collect::<Result<_>>()?;
        keep(
            &artifacts().join(format!("{name}.json")),
            &json!({
                "acts": acts.iter().map(|act| json!({ "input": act.input, "cursor": act.cursor, "failure": act.failure })).collect::<Vec<_>>(),
                "watched": watched.iter().map(|it| json!({ "changes": it.changes, "opened": it.opened })).collect::<Vec<_>>(),
            }),
        )?;
        let record = record_after(&Person::visitor(&self.nodes[1].url()), &self.from)?;
        for (number, one) in watched.iter().enumerate() {
            ensure!(one.changes == record, "watcher {number} saw something else than the record");
        }
        let resumed: usize = watched.iter().map(|it| it.opened - 1).sum();
        let unanswered = acts.iter().filter(|act| act.failure.is_some()).count();
        let commits = stand_once(&mut self.nodes[1], &acts)?;
        tell(&format!(
            "faults: {name}: {} acts ({unanswered} without an answer at first), each once among {commits} commits; {} \
             watchers resumed {resumed} times and saw each of {} changes once",
            acts.len(),
            watched.len(),
            record.len()
        ));
        Ok(())
    }
}

fn keep(path: &Path, what: &Value) -> Result<()> {
    Ok(std::fs::write(path, what.to_string())?)
}

/// All changes after a cursor, as a visitor reads them page by page.
fn record_after(by: &Person, from: &Value) -> Result<Vec<String>> {
    let query = "query($after: Cursor) { feed(after: $after, first: 100) { changes { cursor } endCursor hasMore } }";
    let (mut after, mut all) = (from.clone(), Vec::new());
    loop {
        let mut feed = by.ask(query, &json!({ "after": after }))?["feed"].take();
        for change in feed["changes"].as_array().context("changes")? {
            all.push(change["cursor"].as_str().context("a cursor")?.to_owned());
        }
        if feed["hasMore"] != true {
            return Ok(all);
        }
        after = feed["endCursor"].take();
    }
}

#[test]
fn who_watches_a_node_that_is_killed_resumes_at_another_and_misses_nothing() -> Result<()> {
    let Some(mut town) = Town::open("nodes killed")? else { return Ok(()) };
    for number in [1, 0, 1] {
        town.more()?;
        town.nodes[number].kill()?;
        if number == 1 {
            town.more()?;
        }
        town.nodes[number].run()?;
    }
    town.more()?;
    town.finish("nodes killed")
}

#[test]
fn a_rolling_restart_under_load_loses_and_doubles_nothing() -> Result<()> {
    let Some(mut town) = Town::open("rolling restart")? else { return Ok(()) };
    for server in 0..3 {
        town.more()?;
        town.cluster.runtime.block_on(town.cluster.servers.end(server));
        town.more()?;
        town.cluster.servers.run(server);
        ready(&mut town.cluster)?;
    }
    for number in [1, 0] {
        town.more()?;
        town.nodes[number].stop()?;
        if number == 1 {
            town.more()?;
        }
        town.nodes[number].run()?;
    }
    town.more()?;
    town.finish("rolling restart")
}

fn ready(cluster: &mut Cluster) -> Result<()> {
    let ready = cluster.servers.ready();
    cluster.runtime.block_on(ready).map_err(anyhow::Error::msg)
}

/// Waits until `is_so`, for a bounded time.
pub(crate) fn until(what: &str, bound: Duration, mut is_so: impl FnMut() -> bool) -> Result<()> {
    let end = Instant::now() + bound;
    while !is_so() {
        if Instant::now() > end {
            bail!("{what} did not come within {bound:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
