//! Machines with a wire each: network namespaces on one bridge, whose wires can be cut without a word to either end.

use std::fs::File;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::process::{Child, Command, Stdio};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use tokio::runtime::{Builder, Runtime};

/// Addresses of the machines; nothing else is in these namespaces, so nobody minds.
const NET: [u8; 3] = [10, 213, 7];
/// What this process itself has.
const OWN: u8 = 254;

/// Some machines, and the place from which all of them are seen.
pub(crate) struct Wires {
    hub: String,
    machines: Vec<String>,
    /// A shell that takes it all away when its input ends, in whatever way this process does.
    guard: Child,
}

impl Wires {
    /// `None` where this cannot be made; a line says why.
    pub(crate) fn lay(machines: usize) -> Option<Self> {
        let own = format!("rives-{}", std::process::id());
        let hub = format!("{own}-hub");
        let machines: Vec<_> = (1..=machines).map(|n| format!("{own}-{n}")).collect();
        let all = [&hub].into_iter().chain(&machines).map(|it| format!("ip netns del {it}; "));
        // Also when the whole group of processes is asked to end.
        let script = format!("trap '' INT TERM HUP; read -r _; {}", all.collect::<String>());
        let guard = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn();
        let wires = Self { hub, machines, guard: guard.expect("a shell") };
        match wires.connect() {
            Ok(()) => Some(wires),
            Err(error) => {
                let why =
                    format!("no network namespaces here (root and iproute2 are needed): {error}");
                writeln!(io::stderr(), "\nskipped: the cluster with a cut network, {why}")
                    .unwrap_or_default();
                None
            }
        }
    }

    fn connect(&self) -> io::Result<()> {
        ip(&format!("netns add {}", self.hub))?;
        let hub = |rest: String| ip(&format!("-n {} {rest}", self.hub));
        hub("link add name bridge0 type bridge".into())?;
        hub(format!("addr add {}/24 dev bridge0", address(OWN)))?;
        hub("link set bridge0 up".into())?;
        for (wire, (name, host)) in self.machines().into_iter().enumerate() {
            ip(&format!("netns add {name}"))?;
            hub(format!("link add name wire{wire} type veth peer name eth0 netns {name}"))?;
            hub(format!("link set wire{wire} master bridge0 up"))?;
            ip(&format!("-n {name} addr add {host}/24 dev eth0"))?;
            ip(&format!("-n {name} link set eth0 up"))?;
            ip(&format!("-n {name} link set lo up"))?;
        }
        Ok(())
    }

    /// Name and address of each machine.
    pub(crate) fn machines(&self) -> Vec<(String, IpAddr)> {
        self.machines.iter().cloned().zip((1..).map(address)).collect()
    }

    /// What runs on this is on that machine; without a number, where all are seen from.
    pub(crate) fn runtime(&self, machine: Option<usize>) -> Runtime {
        let name = machine.map_or(&self.hub, |machine| &self.machines[machine]);
        let place = File::open(format!("/run/netns/{name}")).expect("the namespace exists");
        let enter = move || {
            let network = Some(LinkNameSpaceType::Network);
            move_into_link_name_space(std::os::fd::AsFd::as_fd(&place), network)
                .expect("a thread may enter");
        };
        let mut runtime = Builder::new_multi_thread();
        runtime.worker_threads(1).enable_all().on_thread_start(enter).build().expect("a runtime")
    }

    pub(crate) fn cut(&self, machine: usize) {
        ip(&format!("-n {} link set wire{machine} down", self.hub)).expect("the wire is there");
    }

    pub(crate) fn mend(&self, machine: usize) {
        ip(&format!("-n {} link set wire{machine} up", self.hub)).expect("the wire is there");
    }
}

impl Drop for Wires {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        self.guard.wait().map(drop).unwrap_or_default();
    }
}

fn address(last: u8) -> IpAddr {
    let [a, b, c] = NET;
    IpAddr::V4(Ipv4Addr::new(a, b, c, last))
}

fn ip(words: &str) -> io::Result<()> {
    let told = Command::new("ip").args(words.split(' ')).output()?;
    if told.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&told.stderr);
    Err(io::Error::other(format!("ip {words}: {}", said.trim())))
}
