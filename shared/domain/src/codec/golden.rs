//! Golden files: what was stored once stays readable for ever. `RIVES_BLESS=1` writes those that are missing or changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::samples::samples;
use super::{EVENTS, decode, encode};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/events")
}

fn pretty(payload: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(payload).expect("payloads are JSON");
    let text = serde_json::to_string_pretty(&value).expect("values serialise");
    format!("{text}\n")
}

fn blessing() -> bool {
    std::env::var_os("RIVES_BLESS").is_some_and(|value| value == "1")
}

#[test]
fn every_event_is_stored_as_its_golden_file_says() {
    for event in samples() {
        let encoded = encode(&event);
        let path = folder().join(format!("{}.v{}.json", encoded.name, encoded.version));
        let today = pretty(&encoded.payload);
        if blessing() {
            std::fs::create_dir_all(folder()).expect("the folder of golden files can be made");
            std::fs::write(&path, &today).expect("a golden file can be written");
        }
        let golden = std::fs::read_to_string(&path)
            .unwrap_or_else(|fault| panic!("{}: {fault}; bless it", path.display()));
        assert_eq!(golden, today, "{}: raise the version and write an upcaster", encoded.name);
    }
}

#[test]
fn every_golden_file_of_any_version_can_be_read() {
    let files = std::fs::read_dir(folder()).expect("the folder of golden files is there");
    for file in files {
        let path = file.expect("a folder can be listed").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("file names are ASCII");
        let (name, version) = stem.rsplit_once(".v").expect("files are named <event>.v<version>");
        let version = version.parse().expect("versions are numbers");
        let payload = std::fs::read_to_string(&path).expect("a golden file can be read");
        let event = decode(name, version, &payload)
            .unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        assert_eq!(encode(&event).name, name);
    }
}

#[test]
fn every_event_of_the_list_has_a_sample_and_no_other() {
    let sampled: BTreeSet<String> = samples().iter().map(|event| encode(event).name).collect();
    let listed: BTreeSet<String> = EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(sampled, listed);
    assert_eq!(samples().len(), EVENTS.len(), "each event is sampled once");
}
