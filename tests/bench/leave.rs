//! How long a log takes to leave and to return: as lines, and by way of an archive; each command checks what it reads.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use rives_tests::binary;

pub(crate) fn run(data: &str) -> Result<()> {
    let folder = tempfile::tempdir_in(Path::new(data).parent().context("a folder of its own")?)?;
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (lines, archive) = (path("lines.jsonl"), path("archive"));
    let (imported, restored) = (path("imported"), path("restored"));
    for (what, words, data) in [
        ("log export", vec!["log", "export", &lines], data),
        ("log import", vec!["log", "import", &lines], &imported),
        ("log verify", vec!["log", "verify"], &imported),
        ("backup", vec!["backup", "--to", &archive], data),
        ("archive check", vec!["archive", "check", "--from", &archive], &restored),
        ("restore", vec!["restore", "--from", &archive], &restored),
    ] {
        let began = Instant::now();
        let output = Command::new(binary()?).args(&words).args(["--data-dir", data]).output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = said.lines().next().unwrap_or("written");
        println!("{what:>14}: {:>5.1} s  {told}", began.elapsed().as_secs_f64());
    }
    println!(
        "the lines take {}, the archive {}",
        mib(Path::new(&lines))?,
        mib(Path::new(&archive))?
    );
    Ok(())
}

fn mib(path: &Path) -> Result<String> {
    Ok(format!("{:.0} MiB", size(path)? as f64 / 1_048_576.0))
}

fn size(path: &Path) -> Result<u64> {
    if path.is_file() {
        return Ok(path.metadata()?.len());
    }
    let mut total = 0;
    for entry in std::fs::read_dir(path)? {
        total += size(&entry?.path())?;
    }
    Ok(total)
}
