//! What the NATS server itself says about how the manifests start it.

use std::process::Command;

use eventlog_jetstream::servers::{Servers, program};

use crate::{compose, deploy, kubernetes};

/// The arguments with the file that is mounted there.
fn here(arguments: Vec<String>) -> Vec<String> {
    let conf = deploy().join("nats/nats.conf").display().to_string();
    let at_home = |argument: String| match &*argument {
        "/etc/nats/nats.conf" => conf.clone(),
        "$(POD_NAME)" => "nats-0".to_owned(),
        _ => argument,
    };
    arguments.into_iter().map(at_home).collect()
}

#[test]
fn the_servers_take_every_argument_and_the_configuration() {
    let Some(program) = program() else { return };
    let commands = compose::servers().values().map(compose::command).collect::<Vec<_>>();
    for arguments in commands.into_iter().chain([kubernetes::arguments()]) {
        let arguments = here(arguments);
        let told = Command::new(&program).args(&arguments).arg("-t").output().expect("it runs");
        let said = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{arguments:?}: {said}");
    }
}

#[tokio::test]
async fn a_server_that_serves_answers_every_probe() {
    let Some(program) = program() else { return };
    let servers = Servers::start(&program, 1, "always").await;
    for path in kubernetes::server_probes() {
        let url = format!("{}{path}", servers.monitors()[0]);
        let told = tokio::task::spawn_blocking(move || ureq::get(&url).call().map(drop));
        told.await.expect("asked").unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}
