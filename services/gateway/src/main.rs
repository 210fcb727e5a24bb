//! The binary `rives`.

use std::process::ExitCode;

fn main() -> ExitCode {
    gateway::cli::main()
}
