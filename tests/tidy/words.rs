//! Words that do not belong into the repository, and messages that must exist in every language.

use std::collections::BTreeSet;

use crate::{files, none, root, text, with_extension};

/// Work left undone, and words that look down on a partner (the vocabulary of cooperation is reciprocal).
fn unwanted() -> Vec<String> {
    // Put together here, so that this file does not find itself.
    [("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("unimplemented", "!("), ("todo", "!(")]
        .map(|(a, b)| format!("{a}{b}"))
        .to_vec()
}

#[test]
fn nothing_is_left_undone_in_a_comment() {
    let unwanted = unwanted();
    let mut findings = Vec::new();
    for path in with_extension(&["rs", "ts", "svelte", "mjs", "sh", "css", "toml", "graphql"]) {
        for (number, line) in text(&path).unwrap_or_default().lines().enumerate() {
            if let Some(word) = unwanted.iter().find(|word| line.contains(word.as_str())) {
                findings.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    none("work left undone", &findings);
}

#[test]
fn no_lock_file_names_the_host_it_was_made_on() {
    let mut findings = Vec::new();
    for path in files() {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name == "package-lock.json" {
            let lock = text(&path).unwrap_or_default();
            if lock.contains("\"resolved\": \"http") {
                findings.push(path.display().to_string());
            }
        }
        if name == "Cargo.lock" {
            let lock = text(&path).unwrap_or_default();
            let other = lock.lines().find(|line| {
                line.starts_with("source = ")
                    && *line != "source = \"registry+https://github.com/rust-lang/crates.io-index\""
            });
            findings.extend(other.map(|line| format!("{}: {line}", path.display())));
        }
    }
    none("lock files with addresses", &findings);
}

#[test]
fn every_message_exists_in_french_english_and_spanish() {
    let folder = root().join("services/web/messages");
    let keys = |lang: &str| -> BTreeSet<String> {
        let path = folder.join(format!("{lang}.json"));
        let text = std::fs::read_to_string(&path).expect("a message file for each language");
        let json: serde_json::Value = serde_json::from_str(&text).expect("messages are JSON");
        let object = json.as_object().expect("messages are an object");
        let empty: Vec<_> =
            object.iter().filter(|(_, v)| v.as_str() == Some("")).map(|(k, _)| k).collect();
        assert!(empty.is_empty(), "{lang}: empty messages {empty:?}");
        object.keys().cloned().collect()
    };
    let (fr, en, es) = (keys("fr"), keys("en"), keys("es"));
    let all: BTreeSet<_> = fr.union(&en).chain(&es).cloned().collect();
    let missing: Vec<_> = all
        .iter()
        .flat_map(|key| {
            [("fr", &fr), ("en", &en), ("es", &es)]
                .into_iter()
                .filter(|(_, keys)| !keys.contains(key))
                .map(|(lang, _)| format!("{key} in {lang}"))
                .collect::<Vec<_>>()
        })
        .collect();
    none("messages that a language lacks", &missing);
}
