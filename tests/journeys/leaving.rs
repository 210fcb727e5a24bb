//! Leaving and returning: a log goes out as lines and comes back the same; what was altered on the way is named.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use rives_tests::{Node, Person, binary};
use serde_json::{Value, json};

/// A stopped node with the small demonstration, the lines of its log in a file, and a folder for what comes of them.
struct Left {
    node: Node,
    folder: tempfile::TempDir,
    file: String,
    /// What the node answered to everybody before it stopped.
    answered: Value,
}

impl Left {
    fn open() -> Result<Self> {
        let mut node = Node::start(&["serve", "--demo", "--demo-small"])?;
        let answered = answer(&node)?;
        node.stop()?;
        let folder = tempfile::tempdir()?;
        let file = path(folder.path(), "out.jsonl");
        let (ok, said) = node.command(&["log", "export", &file])?;
        assert!(ok, "{said}");
        Ok(Self { node, folder, file, answered })
    }

    /// Runs `rives log …` on a folder beside the file.
    fn elsewhere(&self, name: &str, words: &[&str]) -> Result<(bool, String)> {
        let output = Command::new(binary()?)
            .arg("log")
            .args(words)
            .args(["--data-dir", &path(self.folder.path(), name)])
            .env("NO_COLOR", "1")
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }

    /// Writes some lines to a file beside the export.
    fn written(&self, name: &str, lines: &[&str]) -> Result<String> {
        let file = path(self.folder.path(), name);
        fs::write(&file, lines.join("\n"))?;
        Ok(file)
    }
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// What a visitor sees of the cooperations.
fn answer(node: &Node) -> Result<Value> {
    let query =
        "{ cooperations(first: 50) { nodes { id stage parties { organisation { id } } } } }";
    Person::visitor(&node.url()).ask(query, &json!({}))
}

/// The lines of `text` that begin with `word`.
fn line<'t>(text: &'t str, word: &str) -> &'t str {
    text.lines().find(|line| line.starts_with(word)).unwrap_or("")
}

#[test]
fn a_log_that_left_comes_back_with_the_same_head_and_the_node_on_it_answers_the_same() -> Result<()>
{
    let left = Left::open()?;
    let (ok, first) = left.elsewhere("data", &["import", &left.file])?;
    assert!(ok, "{first}");
    let (ok, again) = left.elsewhere("data", &["import", &left.file])?;
    assert!(ok && again.contains(" 0 of them new"), "{again}");

    let (_, here) = left.node.command(&["log", "verify"])?;
    let (ok, there) = left.elsewhere("data", &["verify"])?;
    assert!(ok, "{there}");
    for head in ["chain ", "root "] {
        assert!(line(&here, head).len() > 64, "{here}");
        for same in [&there, &first, &again] {
            assert_eq!(line(&here, head), line(same, head));
        }
    }

    let mut returned = Node::serve_folder(&path(left.folder.path(), "data"), &[])?;
    assert_eq!(answer(&returned)?, left.answered);
    assert!(left.answered["cooperations"]["nodes"].as_array().is_some_and(|all| all.len() > 5));
    returned.stop()
}

#[test]
fn a_line_that_was_altered_or_left_out_is_named_and_what_came_before_it_stays_whole() -> Result<()>
{
    let left = Left::open()?;
    let text = fs::read_to_string(&left.file)?;
    let lines: Vec<&str> = text.lines().collect();
    let altered = lines[20].replacen("\"time\":\"2", "\"time\":\"3", 1);
    assert_ne!(altered, lines[20]);
    for (name, broken) in [
        ("altered", [&lines[..20], &[altered.as_str()], &lines[21..]].concat()),
        ("left-out", [&lines[..20], &lines[21..]].concat()),
        ("cut-off", [&lines[..20], &[&lines[20][..40]]].concat()),
    ] {
        let file = left.written(&format!("{name}.jsonl"), &broken)?;
        let (ok, said) = left.elsewhere(name, &["import", &file])?;
        assert!(!ok && said.contains("line 21"), "{said}");
        let (ok, said) = left.elsewhere(name, &["verify"])?;
        assert!(ok, "{said}");
        let (ok, said) = left.elsewhere(name, &["import", &left.file])?;
        assert!(ok, "a good file goes on from there: {said}");
    }
    Ok(())
}

#[test]
fn a_log_with_another_past_is_known_and_left_as_it_is_and_an_export_is_never_written_over()
-> Result<()> {
    let left = Left::open()?;
    let text = fs::read_to_string(&left.file)?;
    let lines: Vec<&str> = text.lines().collect();
    let (ok, said) = left.node.command(&["log", "export", &left.file])?;
    assert!(!ok && said.contains("cannot create"), "{said}");
    assert_eq!(fs::read_to_string(&left.file)?, text);

    // What a copy lacks goes on where it ends, and only there.
    let half = left.written("half.jsonl", &lines[..lines.len() / 2])?;
    let (ok, said) = left.elsewhere("data", &["import", &half])?;
    assert!(ok, "{said}");
    let late = left.written("late.jsonl", &lines[lines.len() / 2 + 1..])?;
    let (ok, said) = left.elsewhere("data", &["import", &late])?;
    assert!(!ok && said.contains("is missing"), "{said}");
    let rest = path(left.folder.path(), "rest.jsonl");
    let after = (lines.len() / 2).to_string();
    let (ok, said) = left.node.command(&["log", "export", "--after", &after, &rest])?;
    assert!(ok, "{said}");
    let (ok, said) = left.elsewhere("data", &["import", &rest])?;
    assert!(ok, "{said}");
    let (_, here) = left.node.command(&["log", "verify"])?;
    assert_eq!(line(&here, "root "), line(&said, "root "));

    let other = Node::start(&["serve", "--demo", "--demo-small"]).and_then(|mut node| {
        node.stop()?;
        Ok(node)
    })?;
    let (_, before) = other.command(&["log", "verify"])?;
    let (ok, said) = other.command(&["log", "import", &left.file])?;
    assert!(!ok && said.contains("another log"), "{said}");
    assert_eq!(other.command(&["log", "verify"])?.1, before);
    // The head of half the log: the other one reaches so far for sure, and what is reminded of at a start may make it shorter than the whole.
    left.elsewhere("begun", &["import", &half])?;
    let (ok, said) = left.elsewhere("begun", &["head"])?;
    assert!(ok, "{said}");
    let (note, key) = said.split_once("verifier key: ").expect("the key is told");
    let kept = left.written("head", &[note])?;
    let (ok, said) = other.command(&["log", "head", "--against", &kept, "--key", key.trim()])?;
    assert!(!ok && said.contains("another past"), "{said}");
    let empty = left.written("empty.jsonl", &[])?;
    let (ok, said) = left.elsewhere("nothing", &["import", &empty])?;
    assert!(!ok && said.contains("holds no commit"), "{said}");
    Ok(())
}

#[test]
fn a_head_that_was_kept_shows_whether_the_log_is_still_the_one_it_was() -> Result<()> {
    let left = Left::open()?;
    let (ok, said) = left.node.command(&["log", "head"])?;
    assert!(ok, "{said}");
    let (note, key) = said.split_once("verifier key: ").expect("the key is told");
    let kept = left.written("head", &[note])?;
    let compare = ["head", "--against", &kept, "--key", key.trim()];
    let words: Vec<&str> = ["log"].into_iter().chain(compare).collect();
    let (ok, said) = left.node.command(&words)?;
    assert!(ok && said.contains("are those of the head that was kept"), "{said}");

    let text = fs::read_to_string(&left.file)?;
    let lines: Vec<&str> = text.lines().collect();
    let shorter = left.written("shorter.jsonl", &lines[..lines.len() - 2])?;
    left.elsewhere("shorter", &["import", &shorter])?;
    let (ok, said) = left.elsewhere("shorter", &compare)?;
    assert!(!ok && said.contains("the head that was kept says"), "{said}");

    let (_, other) = left.elsewhere("shorter", &["head"])?;
    let (_, foreign) = other.split_once("verifier key: ").expect("the key is told");
    let words = ["log", "head", "--against", &kept, "--key", foreign.trim()];
    let (ok, said) = left.node.command(&words)?;
    assert!(!ok && said.contains("no signature of"), "{said}");
    Ok(())
}

#[test]
fn the_present_code_reads_every_event_of_the_demonstration() -> Result<()> {
    let left = Left::open()?;
    let (ok, said) = left.node.command(&["log", "check"])?;
    assert!(ok && said.contains("jumelage.recorded_as_existing v1"), "{said}");
    Ok(())
}
