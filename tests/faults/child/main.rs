//! A process that may be killed, hang or abort: `rives-faults write FOLDER [flawed]` and `rives-faults check FOLDER`.

mod check;
mod write;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use eventlog::LogError;

/// The log said in words that what is there is not what was written.
const DAMAGED: u8 = 3;
/// The log said in words that it cannot go on.
const STOPPED: u8 = 4;
/// Called in a way that it does not know.
const MISUSED: u8 = 64;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["write", folder] => write::run(Path::new(folder), false).await,
        ["write", folder, "flawed"] => write::run(Path::new(folder), true).await,
        ["check", folder] => check::run(Path::new(folder)).await,
        _ => {
            tell("rives-faults write FOLDER [flawed] | check FOLDER");
            return ExitCode::from(MISUSED);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&with_causes(&error));
            let damaged = matches!(error, LogError::Damaged { .. });
            ExitCode::from(if damaged { DAMAGED } else { STOPPED })
        }
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let cause = error.source().map(with_causes);
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

fn tell(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap_or_default();
}

/// One write, so that a line is whole or not there; nobody who listens any more is no reason to stop.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap_or_default();
}
