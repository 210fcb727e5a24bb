//! The binary `rives`.

use std::process::ExitCode;

/// A replay and a page are many small pieces that one thread makes and another lets go of: the system's allocator makes the
/// two wait for each other, and a replay took half as long again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gateway::cli::main()
}
