//! `deploy/kubernetes`.

use std::fs;

use gateway::config::{Config, load};
use gateway::http::{ALIVE, READY};
use serde_json::Value;

use crate::{
    documents, has_time_to_end, is_the_program, is_the_tested_server, reaches, text, word, words,
};

const NATS: &str = "kubernetes/nats.yaml";
const RIVES: &str = "kubernetes/rives.yaml";

fn of(file: &str, kind: &str) -> Value {
    let mut found = documents(file).into_iter().filter(|it| it["kind"] == kind);
    found.next().unwrap_or_else(|| panic!("no {kind} in {file}"))
}

/// The pods of the file's set.
fn pods(file: &str) -> Value {
    of(file, "StatefulSet")["spec"]["template"]["spec"].clone()
}

fn container(file: &str) -> Value {
    pods(file)["containers"][0].clone()
}

fn config() -> Config {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rives.toml");
    let map = of(RIVES, "ConfigMap");
    fs::write(&path, word(&map["data"]["rives.toml"], "rives.toml")).expect("written");
    load(Some(&path), std::iter::empty()).expect("keys that the program knows")
}

pub(crate) fn arguments() -> Vec<String> {
    words(&container(NATS)["args"], "args")
}

pub(crate) fn server_probes() -> Vec<String> {
    ["startupProbe", "livenessProbe", "readinessProbe"]
        .map(|probe| word(&container(NATS)[probe]["httpGet"]["path"], probe).to_owned())
        .into()
}

/// Whether the pods have this file, from a volume that exists.
fn mounted(pods: &Value, file: &str) -> bool {
    let mounts = pods["containers"][0]["volumeMounts"].as_array().expect("mounts");
    let volumes = pods["volumes"].as_array().expect("volumes");
    mounts.iter().any(|mount| {
        file.starts_with(word(&mount["mountPath"], "a place"))
            && volumes.iter().any(|volume| volume["name"] == mount["name"])
    })
}

#[test]
fn the_gateways_know_every_key_and_reach_the_servers_where_they_listen() {
    let (config, set) = (config(), of(NATS, "StatefulSet"));
    let servers = set["spec"]["replicas"].as_u64().expect("a number");
    let (name, service) = (word(&set["metadata"]["name"], "a name"), of(NATS, "Service"));
    assert_eq!(set["spec"]["serviceName"], service["metadata"]["name"]);
    let hosts: Vec<_> = (0..servers).map(|n| format!("{name}-{n}.{name}")).collect();
    reaches(&config, &hosts, &arguments());
    is_the_tested_server(word(&container(NATS)["image"], "image"));
    is_the_program(word(&container(RIVES)["image"], "image"));
}

#[test]
fn the_gateways_are_asked_where_they_answer() {
    let (config, container) = (config(), container(RIVES));
    assert_eq!(container["ports"][0]["containerPort"], config.listen.port());
    let probe = |name: &str| word(&container[name]["httpGet"]["path"], name).to_owned();
    assert_eq!(probe("startupProbe"), ALIVE);
    assert_eq!(probe("livenessProbe"), ALIVE);
    assert_eq!(probe("readinessProbe"), READY);
    for name in ["startupProbe", "livenessProbe", "readinessProbe"] {
        assert_eq!(container[name]["httpGet"]["port"], container["ports"][0]["name"]);
    }
    assert_eq!(
        of(RIVES, "Service")["spec"]["ports"][0]["targetPort"],
        container["ports"][0]["name"]
    );
}

#[test]
fn the_gateways_have_their_files_and_time_to_end() {
    let (config, pods) = (config(), pods(RIVES));
    let key = config.people_key_file.as_ref().expect("the same key at all").display().to_string();
    assert!(mounted(&pods, &key), "{key}");
    let variables = pods["containers"][0]["env"].as_array().expect("variables");
    let place = variables.iter().find(|it| it["name"] == "RIVES_CONFIG").expect("a configuration");
    assert!(mounted(&pods, word(&place["value"], "RIVES_CONFIG")));
    let data = &of(RIVES, "StatefulSet")["spec"]["volumeClaimTemplates"][0]["metadata"]["name"];
    let mounts = pods["containers"][0]["volumeMounts"].as_array().expect("mounts");
    let at = mounts.iter().find(|mount| mount["name"] == *data).expect("a volume of its own");
    assert_eq!(at["mountPath"], config.data_dir.display().to_string());
    let pause = words(&pods["containers"][0]["lifecycle"]["preStop"]["exec"]["command"], "preStop");
    let pause = pause[1].parse().expect("seconds");
    let seconds = pods["terminationGracePeriodSeconds"].as_u64().expect("seconds");
    has_time_to_end(seconds, pause, &config);
}

#[test]
fn the_servers_are_configured_as_those_that_the_tests_run() {
    let map = of(NATS, "ConfigMap");
    assert_eq!(word(&map["data"]["nats.conf"], "nats.conf"), text("nats/nats.conf"));
    assert!(mounted(&pods(NATS), "/etc/nats/nats.conf"));
    let text = text("nats/nats.conf");
    let lame_duck = text.lines().find_map(|line| line.strip_prefix("lame_duck_duration: "));
    let lame_duck = lame_duck.and_then(|it| it.strip_suffix('s')).and_then(|it| it.parse().ok());
    let seconds = pods(NATS)["terminationGracePeriodSeconds"].as_u64().expect("seconds");
    assert!(lame_duck.is_some_and(|it: u64| seconds > it), "{lame_duck:?}");
}

#[test]
fn no_disruption_takes_the_majority_and_no_two_servers_share_a_machine() {
    for file in [NATS, RIVES] {
        let (budget, set) = (of(file, "PodDisruptionBudget"), of(file, "StatefulSet"));
        assert_eq!(budget["spec"]["maxUnavailable"], 1);
        let labels = &set["spec"]["template"]["metadata"]["labels"];
        assert_eq!(&budget["spec"]["selector"]["matchLabels"], labels);
        assert_eq!(&set["spec"]["selector"]["matchLabels"], labels);
        assert_eq!(&of(file, "Service")["spec"]["selector"], labels);
    }
    let apart = &pods(NATS)["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
        [0];
    assert_eq!(apart["topologyKey"], "kubernetes.io/hostname");
}
