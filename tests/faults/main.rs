//! Faults: the log under fire, by kill, power cut and failing medium, alone and on a cluster; each prints its seed,
//! `FAULTS_SEED` repeats it.

mod acts;
mod cluster;
mod device;
mod kill;
mod medium;
mod power;
mod process;
mod rig;
#[path = "../journeys/servers.rs"]
mod servers;
mod watchers;
mod writers;

use std::io::Write as _;
use std::path::PathBuf;

/// The schedule of a test: random, by a seed that is printed and that can be given.
pub(crate) fn schedule(test: &str) -> fastrand::Rng {
    let given = std::env::var("FAULTS_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    tell(&format!("faults: {test}: FAULTS_SEED={seed}"));
    fastrand::Rng::with_seed(seed)
}

/// How often something is done: the variable, or what the continuous integration has time for.
pub(crate) fn rounds(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A line of its own in the step's log; `tests/run` shows it.
pub(crate) fn tell(line: &str) {
    writeln!(std::io::stderr(), "\n{line}").unwrap_or_default();
}

/// Where what a failing test leaves is kept.
pub(crate) fn artifacts() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("artifacts/faults");
    std::fs::create_dir_all(&folder).expect("the folder of the artefacts can be made");
    folder
}
