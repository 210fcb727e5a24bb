//! The file: followed or rebuilt gives the same rows; another log, another schema or damage is noticed and mended.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::cooperation::Side;
use domain::jumelage::Event;
use eventlog::Position;
use readmodel::{Decoded, Phase, ProjectError, Projection, ReadModel, Runner};
use rusqlite::Transaction;

use crate::world::{World, charter, dump, name, projections, read};

async fn lived_in() -> World {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    world.existing(gao, dole, &["1.2"]).await;
    let id = world.proposed(gao, dole, &["1.2"]).await;
    for version in ["un", "deux"] {
        let charter = charter(version);
        let by = Side(2);
        world.twin(id, dole, Event::CharterAmended { by, charter, reason: "r".into() }).await;
    }
    let names = vec![name("Gao-Ville")];
    let renamed = domain::organisation::Event::Renamed { names, reason: "vote".into() };
    world.organisation(gao, renamed).await;
    world
}

fn only_file(folder: &Path) -> PathBuf {
    let files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    assert_eq!(files.len(), 1, "one finished file: {files:?}");
    files[0].clone()
}

async fn settled(runner: &Runner) {
    let mut status = runner.status();
    let phase = |phase: &Phase| matches!(phase, Phase::Following | Phase::Stopped { .. });
    let found = status.wait_for(|s| phase(&s.phase)).await.expect("the runner lives").clone();
    assert_eq!(found.phase, Phase::Following);
}

#[tokio::test]
async fn following_live_and_rebuilding_give_the_same_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::new();
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = world.follow(&model).await;
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = world.existing(gao, dole, &["1.2"]).await;
    model.reached(world.head()).await;
    world.twin(id, gao, Event::Confirmed { by: Side(1) }).await;
    model.reached(world.head()).await;
    runner.stop().await;
    let rebuilt = world.model().await;
    assert_eq!(dump(&model), dump(&rebuilt));
}

#[tokio::test]
async fn a_restarted_node_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = lived_in().await;
    let first = ReadModel::open(folder.path()).expect("the folder is usable");
    world.follow(&first).await.stop().await;
    drop(first);
    world.town("Later", "FR").await;
    let second = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = Runner::start(second.clone(), world.log(), projections()).await.expect("starts");
    second.reached(world.head()).await;
    runner.stop().await;
    assert_eq!(dump(&second), dump(&world.model().await));
    assert!(only_file(folder.path()).ends_with("readmodel.1.db"), "it was not rebuilt");
}

#[tokio::test]
async fn a_read_model_of_another_log_is_rebuilt_and_swapped() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    lived_in().await.follow(&model).await.stop().await;
    drop(model);
    let mut other = World::new();
    for called in ["Somewhere", "Else"] {
        other.town(called, "JP").await;
    }
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = other.follow(&model).await;
    settled(&runner).await;
    runner.stop().await;
    assert_eq!(dump(&model), dump(&other.model().await));
    assert!(only_file(folder.path()).ends_with("readmodel.2.db"), "it was rebuilt beside");
}

#[tokio::test]
async fn a_damaged_file_is_rebuilt() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = lived_in().await;
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    world.follow(&model).await.stop().await;
    drop(model);
    std::fs::write(only_file(folder.path()), vec![0x5a; 20_000]).expect("it can be damaged");
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = world.follow(&model).await;
    settled(&runner).await;
    runner.stop().await;
    assert_eq!(dump(&model), dump(&world.model().await));
}

/// Fails at one position, or changes what a file is stamped with.
struct Odd(Option<Position>);

impl Projection for Odd {
    fn name(&self) -> &'static str {
        "odd"
    }

    fn setup(&self) -> &'static str {
        "CREATE TABLE odd (n INTEGER);"
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        tx.execute("INSERT INTO odd VALUES (?)", [commit.position.0.cast_signed()])?;
        if self.0 == Some(commit.position) {
            return Err(ProjectError::Commit("odd".to_owned()));
        }
        Ok(())
    }
}

fn with_odd(fails_at: Option<Position>) -> Vec<Box<dyn Projection>> {
    let mut all = projections();
    all.push(Box::new(Odd(fails_at)));
    all
}

#[tokio::test]
async fn a_projection_that_fails_stands_still_and_the_others_go_on() {
    let world = lived_in().await;
    let model = ReadModel::in_memory().expect("SQLite starts");
    let runner = Runner::start(model.clone(), world.log(), with_odd(Some(Position(3))))
        .await
        .expect("starts");
    model.reached(world.head()).await;
    let mut status = runner.status();
    let status =
        status.wait_for(|status| !status.faults.is_empty()).await.expect("it lives").clone();
    assert_eq!((status.faults[0].projection, status.faults[0].position), ("odd", Position(3)));
    let rows: i64 =
        read(&model, |conn| Ok(conn.query_row("SELECT count(*) FROM odd", [], |row| row.get(0))?));
    assert_eq!(rows, 2, "what the failing commit wrote is gone");
    let events: i64 = read(&model, |conn| {
        Ok(conn.query_row("SELECT count(*) FROM activity", [], |row| row.get(0))?)
    });
    assert_eq!(events.cast_unsigned(), world.head().0);
    runner.stop().await;
}

#[tokio::test]
async fn readers_keep_the_old_file_while_another_schema_is_built_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = lived_in().await;
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    world.follow(&model).await.stop().await;
    let before = read(&model, readmodel::feed::head);
    let log: Arc<dyn eventlog::EventLog> = world.log();
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = Runner::start(model.clone(), log, with_odd(None)).await.expect("starts");
    assert_eq!(read(&model, readmodel::feed::head), before, "answered before or after the swap");
    model.reached(world.head()).await;
    settled(&runner).await;
    runner.stop().await;
    let rows: i64 =
        read(&model, |conn| Ok(conn.query_row("SELECT count(*) FROM odd", [], |row| row.get(0))?));
    assert_eq!(rows.cast_unsigned(), world.head().0);
    assert!(only_file(folder.path()).ends_with("readmodel.2.db"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_is_moved_into_the_file_while_the_log_is_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::new();
    let model = ReadModel::open(folder.path()).expect("the folder is usable");
    let runner = world.follow(&model).await;
    settled(&runner).await;
    let size = || std::fs::metadata(only_file(folder.path())).expect("the file is there").len();
    let empty = size();
    // Far fewer than those after which the writer would have to do it itself.
    for number in 0..400 {
        world.town(&format!("Town {number}"), "ML").await;
    }
    model.reached(world.head()).await;
    let moved = async {
        while size() == empty {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), moved).await.expect("it was moved");
    runner.stop().await;
}
