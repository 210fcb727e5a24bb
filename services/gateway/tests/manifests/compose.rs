//! `deploy/compose.yaml` and the proxy that it mounts.

use std::collections::BTreeMap;
use std::net::IpAddr;

use gateway::config::{Config, load};
use gateway::http::{READY, READY_FOR_WRITING};
use serde_json::Value;

use crate::{
    deploy, documents, flag, has_time_to_end, is_the_program, is_the_tested_server, reaches, text,
    word, words,
};

fn compose() -> Value {
    documents("compose.yaml").remove(0)
}

fn services(compose: &Value, image: &str) -> BTreeMap<String, Value> {
    let all = compose["services"].as_object().expect("services");
    let of = all.iter().filter(|(_, service)| word(&service["image"], "image").contains(image));
    let found: BTreeMap<_, _> = of.map(|(name, it)| (name.clone(), it.clone())).collect();
    assert!(!found.is_empty(), "no service of {image}");
    found
}

/// The configuration of a gateway, read as the program reads it in the container.
fn config(service: &Value) -> Config {
    let variables = service["environment"].as_object().expect("variables");
    let pairs = variables.iter().map(|(key, value)| (key.clone(), word(value, key).to_owned()));
    load(None, pairs).expect("variables that the program knows")
}

pub(crate) fn command(service: &Value) -> Vec<String> {
    word(&service["command"], "command").split_whitespace().map(str::to_owned).collect()
}

pub(crate) fn servers() -> BTreeMap<String, Value> {
    services(&compose(), "/nats:")
}

fn seconds(text: &Value) -> u64 {
    word(text, "a time").strip_suffix('s').and_then(|s| s.parse().ok()).expect("seconds")
}

#[test]
fn the_gateways_know_every_variable_and_reach_the_servers_where_they_listen() {
    let (compose, servers) = (compose(), servers());
    let hosts: Vec<_> = servers.keys().cloned().collect();
    for (name, server) in &servers {
        is_the_tested_server(word(&server["image"], "image"));
        let command = command(server);
        assert_eq!(flag(&command, "--name"), name);
        for gateway in services(&compose, "rives:").values() {
            reaches(&config(gateway), &hosts, &command);
        }
    }
}

#[test]
fn the_gateways_have_a_volume_the_key_and_time_to_end() {
    let compose = compose();
    let gateways = services(&compose, "rives:");
    assert!(gateways.len() > 1);
    for gateway in gateways.values() {
        is_the_program(word(&gateway["image"], "image"));
        let config = config(gateway);
        has_time_to_end(seconds(&gateway["stop_grace_period"]), 0, &config);
        let key = config.people_key_file.expect("the same key at all").display().to_string();
        let given = words(&gateway["secrets"], "secrets");
        assert!(given.iter().any(|secret| key == format!("/run/secrets/{secret}")), "{key}");
        assert!(given.iter().all(|secret| compose["secrets"][secret].is_object()), "{given:?}");
    }
    let mut volumes: Vec<_> = compose["services"]
        .as_object()
        .expect("services")
        .values()
        .flat_map(|service| words(&service["volumes"], "volumes"))
        .filter(|volume| !volume.starts_with("./"))
        .map(|volume| volume.split_once(':').expect("a place").0.to_owned())
        .collect();
    volumes.sort();
    let named: Vec<_> = compose["volumes"].as_object().expect("volumes").keys().cloned().collect();
    assert_eq!(volumes, named, "each is one node's own");
}

#[test]
fn every_file_that_is_mounted_is_there() {
    for (name, service) in compose()["services"].as_object().expect("services") {
        for volume in words(&service["volumes"], name) {
            if let Some((file, _)) =
                volume.split_once(':').filter(|(file, _)| file.starts_with('.'))
            {
                assert!(deploy().join(file).is_file(), "{name} mounts {file}");
            }
        }
    }
}

#[test]
fn the_proxy_prefers_gateways_that_can_write_and_is_believed_by_them() {
    let (compose, proxy) = (compose(), text("haproxy.cfg"));
    let gateways = services(&compose, "rives:");
    for (backend, path) in [("writers", READY_FOR_WRITING), ("readers", READY)] {
        let (_, section) = proxy.split_once(&format!("\nbackend {backend}\n")).expect("a backend");
        let section = section.split("\nbackend ").next().expect("its lines");
        assert!(section.contains(&format!("option httpchk GET {path}\n")), "{section}");
        for (name, gateway) in &gateways {
            let port = text("Containerfile");
            let port = port.lines().find_map(|line| line.strip_prefix("EXPOSE ")).expect("a port");
            assert!(section.contains(&format!("server {name} {name}:{port}\n")), "{section}");
            let own = word(
                &compose["services"]["proxy"]["networks"]["inner"]["ipv4_address"],
                "an address",
            );
            assert_eq!(
                config(gateway).trusted_proxies,
                [own.parse::<IpAddr>().expect("an address")]
            );
        }
    }
}
