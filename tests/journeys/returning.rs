//! Returning: a machine is lost with all that was on it, and the record comes back from its archive; the drill of
//! deploy/runbook.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use rives_tests::{Node, Person, binary};
use serde_json::{Value, json};

use crate::drafting;
use crate::scene::{claim, own_town, propose, record_town};

const PASSWORD: &str = "la lune éclaire les deux rives";
const ADMINISTRATOR: &str = "admin@town.example";
const NEWCOMER: &str = "newcomer@town.example";
/// How long a turn of the archive may take; a bound, never a measure.
const PATIENCE: Duration = Duration::from_secs(30);

/// A node of real records with its archive, and the key of its people kept elsewhere.
pub(crate) struct Kept {
    pub(crate) node: Node,
    pub(crate) folder: tempfile::TempDir,
}

impl Kept {
    /// Serves with two people who can sign in: an administrator and somebody without a seat.
    pub(crate) fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("people.key"), "5a".repeat(32))?;
        let mut node = Node::start_with(&["serve"], &pairs(&environment(folder.path())))?;
        node.stop()?;
        for (address, seat) in
            [(ADMINISTRATOR, &["--seat", "platform:platform_administrator"][..]), (NEWCOMER, &[])]
        {
            let words = [&["account", "add", address], seat].concat();
            let (ok, said) = node.command_with(&words, PASSWORD)?;
            assert!(ok, "{said}");
        }
        node.run()?;
        Ok(Self { node, folder })
    }

    fn administrator(&self) -> Result<Person> {
        Person::sign_in(&self.node.url(), ADMINISTRATOR, PASSWORD)
    }

    pub(crate) fn newcomer(&self) -> Result<Person> {
        Person::sign_in(&self.node.url(), NEWCOMER, PASSWORD)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// The newcomer acts for a town that has a twinning: who they are, and its id.
    pub(crate) fn founded(&self) -> Result<(Person, String)> {
        let (administrator, newcomer) = (self.administrator()?, self.newcomer()?);
        let town = |name| record_town(&administrator, "ML", name, "FOREIGN_LOCAL_AUTHORITY");
        let (here, there) = (town("Ville-ici")?, town("Ville-là")?);
        claim(&newcomer, &administrator, &here)?;
        let twinning = propose(&newcomer, &here, &there)?;
        Ok((newcomer, twinning))
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    /// Records some towns, one commit each.
    pub(crate) fn record(&self, names: &[&str]) -> Result<()> {
        let administrator = self.administrator()?;
        for name in names {
            record_town(&administrator, "ML", name, "FOREIGN_LOCAL_AUTHORITY")?;
        }
        Ok(())
    }

    /// Waits until the archive holds all that the log does.
    fn archived(&self) -> Result<()> {
        let done = |figures: &str| {
            let (head, sealed) =
                (figure(figures, "rives_log_head"), figure(figures, "rives_archive_position"));
            head.is_some() && head == sealed
        };
        self.node.tells("/metrics", done, PATIENCE).map(drop)
    }

    /// Runs `rives` on a folder beside the archive, in the node's environment.
    pub(crate) fn elsewhere(&self, data: &str, words: &[&str]) -> Result<(bool, String)> {
        let output = Command::new(binary()?)
            .args(words)
            .args(["--data-dir", &self.path(data)])
            .env("NO_COLOR", "1")
            .envs(environment(self.folder.path()))
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }

    fn serve(&self, data: &str) -> Result<Node> {
        Node::serve_folder(&self.path(data), &pairs(&environment(self.folder.path())))
    }
}

fn environment(folder: &Path) -> Vec<(String, String)> {
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let pair = |key: &str, name| (key.to_owned(), path(name));
    vec![pair("RIVES_ARCHIVE__URL", "archive"), pair("RIVES_PEOPLE_KEY_FILE", "people.key")]
}

fn pairs(owned: &[(String, String)]) -> Vec<(&str, &str)> {
    owned.iter().map(|(key, value)| (&**key, &**value)).collect()
}

fn figure<'f>(figures: &'f str, name: &str) -> Option<&'f str> {
    figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}

/// The chain and the root that a command told.
pub(crate) fn head(said: &str) -> Vec<&str> {
    said.lines().filter(|line| line.starts_with("chain ") || line.starts_with("root ")).collect()
}

/// The towns as everybody sees them.
fn towns(node: &Node) -> Result<Value> {
    let query = "{ organisations(first: 50) { nodes { id name(lang: FR) state } } }";
    Person::visitor(&node.url()).ask(query, &json!({}))
}

#[test]
fn a_machine_is_lost_and_the_record_comes_back_with_its_chain_and_its_people() -> Result<()> {
    let mut kept = Kept::open()?;
    kept.record(&["Ville-du-fleuve", "Ville-du-lac"])?;
    // It dies without a word, and comes back: what the archive lacks is sealed at the start.
    kept.node.kill()?;
    kept.node.run()?;
    kept.archived()?;
    let before = towns(&kept.node)?;
    kept.node.kill()?;
    let (_, lost) = kept.node.command(&["log", "verify"])?;
    fs::remove_dir_all(kept.node.data())?;

    let (ok, checked) = kept.elsewhere("new", &["archive", "check"])?;
    assert!(ok && checked.contains("people as of"), "{checked}");
    let (ok, restored) = kept.elsewhere("new", &["restore"])?;
    assert!(ok && restored.contains("all as they were written"), "{restored}");
    assert_eq!(head(&lost).len(), 2, "{lost}");
    assert_eq!((head(&checked), head(&restored)), (head(&lost), head(&lost)));

    kept.node = kept.serve("new")?;
    assert_eq!(towns(&kept.node)?, before);
    kept.record(&["Ville-du-retour"])?;
    kept.node.stop()?;
    let (ok, verified) = kept.node.command(&["log", "verify"])?;
    assert!(ok, "{verified}");
    let (ok, checked) = kept.elsewhere("new", &["archive", "check"])?;
    assert!(ok, "{checked}");
    assert_eq!(head(&checked), head(&verified), "the node goes on sealing into the same archive");
    Ok(())
}

#[test]
fn without_the_key_of_the_people_nobody_signs_in_and_the_archive_never_holds_it() -> Result<()> {
    let mut kept = Kept::open()?;
    kept.record(&["Ville-du-fleuve"])?;
    kept.node.stop()?;
    let (ok, said) = kept.elsewhere("new", &["restore"])?;
    assert!(ok && said.contains("people as of"), "{said}");
    fs::write(kept.path("people.key"), "a5".repeat(32))?;
    let (ok, said) = kept.elsewhere("new", &["account", "list"])?;
    assert!(!ok && said.contains("the key file is not the one"), "{said}");
    let refused = kept.serve("new").map(drop).expect_err("the wrong key").to_string();
    assert!(refused.contains("the key file is not the one"), "{refused}");
    fs::write(kept.path("people.key"), "5a".repeat(32))?;
    kept.node = kept.serve("new")?;
    assert!(kept.administrator().is_ok());

    let key = "5a".repeat(32);
    for file in files(&kept.archive())? {
        let bytes = fs::read(&file)?;
        let told = [key.as_bytes(), &[0x5a; 32], ADMINISTRATOR.as_bytes()];
        let found = told.iter().any(|part| bytes.windows(part.len()).any(|at| at == *part));
        assert!(!found, "{}", file.display());
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

#[test]
fn the_record_comes_back_as_it_stood_before_something_and_its_seats_with_it() -> Result<()> {
    let mut kept = Kept::open()?;
    kept.record(&["Ville-du-fleuve"])?;
    let (administrator, newcomer) = (kept.administrator()?, kept.newcomer()?);
    let before = towns(&kept.node)?;
    let head = administrator.ask("{ head }", &json!({}))?["head"].take();
    let position = head.as_str().and_then(|head| head.split('.').nth(1)).context("a cursor")?;
    let town = record_town(&administrator, "ML", "Ville-de-trop", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&newcomer, &administrator, &town)?;
    assert_eq!(own_town(&newcomer)?, town);
    kept.node.stop()?;

    let (ok, said) = kept.elsewhere("then", &["restore", "--until", position])?;
    assert!(ok && said.contains("given anew"), "{said}");
    let then = kept.serve("then")?;
    assert_eq!(towns(&then)?, before);
    let seats = Person::sign_in(&then.url(), NEWCOMER, PASSWORD)?
        .ask("{ viewer { seats { id } } }", &json!({}))?;
    assert_eq!(seats["viewer"]["seats"], json!([]), "the seat was given later");
    // It is behind the archive it came from: a log with another future is not sealed into it.
    let ready = then.tells("/readyz", |said| said.contains("but "), PATIENCE)?;
    assert!(ready.starts_with("ready\n") && ready.contains("has stopped"), "{ready}");
    assert!(then.said().contains("the archive goes on to commit"), "{}", then.said());
    drop(then);

    let (ok, said) = kept.elsewhere("all", &["restore", "--until", "2999-01-01T00:00:00Z"])?;
    assert!(ok && !said.contains("given anew"), "{said}");
    let all = kept.serve("all")?;
    let newcomer = Person::sign_in(&all.url(), NEWCOMER, PASSWORD)?;
    assert_eq!(own_town(&newcomer)?, town);
    Ok(())
}

#[test]
fn what_two_towns_are_drafting_comes_back_with_the_rest() -> Result<()> {
    let mut kept = Kept::open()?;
    let (administrator, newcomer) = (kept.administrator()?, kept.newcomer()?);
    let town = |name| record_town(&administrator, "ML", name, "FOREIGN_LOCAL_AUTHORITY");
    let (own, other) = (town("Ville-du-fleuve")?, town("Ville-du-lac")?);
    claim(&newcomer, &administrator, &own)?;
    let twinning = propose(&newcomer, &own, &other)?;
    let convention = drafting::open(&newcomer, &twinning)?;
    assert_eq!(drafting::push(&newcomer, &convention, &drafting::letter(1, 0, b'a'))?, Ok(1));
    kept.node.stop()?;
    let other = kept.path("other");
    let (ok, said) = kept.node.command(&["backup", "--to", &other])?;
    assert!(ok, "{said}");
    for (folder, words) in [("new", &["restore"][..]), ("copy", &["restore", "--from", &other])] {
        let (ok, said) = kept.elsewhere(folder, words)?;
        assert!(ok, "{said}");
        let node = kept.serve(folder)?;
        let newcomer = Person::sign_in(&node.url(), NEWCOMER, PASSWORD)?;
        assert_eq!(drafting::english(&newcomer, &convention)?, "a", "{folder}");
    }
    Ok(())
}

#[test]
fn a_damaged_segment_is_named_and_what_came_before_it_can_be_served() -> Result<()> {
    let mut kept = Kept::open()?;
    // Each stop seals what there is.
    for town in ["Ville-du-fleuve", "Ville-du-lac"] {
        kept.record(&[town])?;
        kept.node.stop()?;
        kept.node.run()?;
    }
    kept.node.stop()?;
    let segments = files(&kept.archive().join("log"))?;
    let last = segments.last().context("segments")?;
    assert!(segments.len() >= 2, "{segments:?}");
    let name = last.file_name().context("a name")?.to_string_lossy().into_owned();
    let whole = fs::read(last)?;
    fs::write(last, &whole[..whole.len() / 2])?;

    for words in [&["archive", "check"], &["restore"][..]] {
        let (ok, said) = kept.elsewhere("part", words)?;
        assert!(!ok && said.contains(&name) && said.contains("is damaged at commit"), "{said}");
    }
    let (ok, said) = kept.elsewhere("part", &["log", "verify"])?;
    assert!(ok && !said.starts_with("0 commits"), "{said}");
    let part = kept.serve("part")?;
    assert!(Person::sign_in(&part.url(), ADMINISTRATOR, PASSWORD).is_ok());
    drop(part);

    fs::remove_file(&segments[0])?;
    let (ok, said) = kept.elsewhere("nothing", &["restore"])?;
    assert!(!ok && said.contains("are in no segment"), "{said}");
    assert!(!kept.folder.path().join("nothing").exists(), "nothing was begun");
    Ok(())
}

#[test]
fn a_stopped_node_is_backed_up_and_nothing_is_restored_over_records_or_sealed_over_a_foreign_log()
-> Result<()> {
    let mut kept = Kept::open()?;
    kept.record(&["Ville-du-fleuve"])?;
    kept.node.stop()?;
    let other = kept.path("other");
    let (ok, said) = kept.node.command(&["backup", "--to", &other])?;
    assert!(ok && said.contains("copies of the people: 1"), "{said}");
    let (ok, again) = kept.node.command(&["backup", "--to", &other])?;
    assert!(ok && again.contains("0 commits sealed"), "{again}");
    let (_, verified) = kept.node.command(&["log", "verify"])?;
    let (ok, checked) = kept.elsewhere("nowhere", &["archive", "check", "--from", &other])?;
    assert!(ok, "{checked}");
    assert_eq!(head(&checked), head(&verified));

    let (ok, said) = kept.node.command(&["restore", "--from", &other])?;
    assert!(!ok && said.contains("is not empty"), "{said}");
    assert_eq!(kept.node.command(&["log", "verify"])?.1, verified);
    let foreign = Kept::open()?;
    foreign.record(&["Ville-autre", "Ville-autre-encore"])?;
    let mut foreign = foreign;
    foreign.node.stop()?;
    let (ok, said) = foreign.node.command(&["backup", "--to", &other])?;
    assert!(!ok && said.contains("has another past"), "{said}");
    let (ok, said) = kept.elsewhere("new", &["restore", "--from", &kept.path("none")])?;
    assert!(!ok && said.contains("cannot be used"), "{said}");
    Ok(())
}
