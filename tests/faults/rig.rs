//! ext4 on a loop device: on a disk whose power can be cut, or on an image that one left; always taken down again.

use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

/// Begins the name of every folder of the rig, with the process that it belongs to.
const PREFIX: &str = "rives-faults-";
/// Size of the disk: sled takes its space in pieces of 8 MiB.
const DISK_BYTES: u64 = 128 * 1024 * 1024;
const PAGE: usize = 4096;

/// Why there is no rig on this machine.
pub(crate) fn hindrance() -> Option<String> {
    if !rustix::process::geteuid().is_root() {
        return Some("it needs root, to mount".to_owned());
    }
    for device in ["/dev/fuse", "/dev/loop-control"] {
        if let Err(error) = File::options().read(true).write(true).open(device) {
            return Some(format!("{device}: {error}"));
        }
    }
    let found = |name: &str| {
        ["/sbin", "/usr/sbin", "/bin", "/usr/bin"]
            .iter()
            .any(|at| Path::new(at).join(name).is_file())
    };
    let lacking = ["mkfs.ext4", "losetup", "mount", "umount"].into_iter().find(|name| !found(name));
    lacking.map(|name| format!("{name} is not installed"))
}

/// A folder of the rig; what a rig that was killed has left is taken down first.
pub(crate) fn folder() -> Result<TempDir> {
    sweep()?;
    let prefix = format!("{PREFIX}{}-", std::process::id());
    Ok(tempfile::Builder::new().prefix(&prefix).tempdir()?)
}

/// Runs a command of the system.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.with_context(|| format!("running {program}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{program} {}: {}", arguments.join(" "), said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// An empty ext4 of the rig's size.
pub(crate) fn formatted(folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join("formatted");
    File::create(&path)?.set_len(DISK_BYTES)?;
    run("mkfs.ext4", &["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", text(&path)?])?;
    let image = fs::read(&path)?;
    fs::remove_file(path)?;
    Ok(image)
}

/// Writes an image with holes where it has nothing.
pub(crate) fn write_image(path: &Path, image: &[u8]) -> Result<()> {
    let mut file = File::create(path)?;
    for (number, page) in image.chunks(PAGE).enumerate() {
        if page != &[0; PAGE][..page.len()] {
            file.seek(SeekFrom::Start((number * PAGE) as u64))?;
            file.write_all(page)?;
        }
    }
    file.set_len(image.len() as u64)?;
    Ok(())
}

/// A file that is mounted as a disk; taken down when dropped.
pub(crate) struct Mounted {
    device: String,
    at: PathBuf,
}

impl Mounted {
    /// Mounts the ext4 in `file` at `at`; a journal is replayed.
    pub(crate) fn new(file: &Path, at: &Path) -> Result<Self> {
        fs::create_dir_all(at)?;
        let device = run("losetup", &["--find", "--show", text(file)?])?;
        let mounted = Self { device, at: at.to_owned() };
        run("mount", &["-t", "ext4", "-o", "noatime", &mounted.device, text(at)?])?;
        Ok(mounted)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.at
    }

    /// Stops it as ext4 stops itself when its disk fails: from now on nothing can be written.
    pub(crate) fn shut_down(&self) -> Result<()> {
        run("mount", &["-o", "remount,abort", text(&self.at)?]).map(drop)
    }

    /// Mounts it anew with these options, such as `ro`.
    pub(crate) fn remount(&self, options: &str) -> Result<()> {
        let options = format!("remount,{options}");
        run("mount", &["-o", &options, text(&self.at)?]).map(drop)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Whoever was killed has closed its files; a disk that fails can be let go of all the same.
        let at = self.at.to_string_lossy().into_owned();
        let down = run("umount", &[&at]).or_else(|_| run("umount", &["--lazy", &at]));
        let freed = run("losetup", &["--detach", &self.device]);
        for failure in [down, freed].into_iter().filter_map(Result::err) {
            crate::tell(&format!("{failure:#}"));
        }
    }
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path in UTF-8")
}

/// Takes down what processes that are no more have left.
fn sweep() -> Result<()> {
    let temporary = std::env::temp_dir();
    let orphans: Vec<_> = fs::read_dir(&temporary)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| owner(path).is_some_and(|id| has_ended(&id)))
        .collect();
    for orphan in orphans {
        // Asked first: once its disk is unmounted a loop device no longer says where it was.
        let loops = run("losetup", &["--list", "--noheadings", "--output", "NAME,BACK-FILE"])?;
        let mounts = fs::read_to_string("/proc/self/mounts")?;
        let points = mounts.lines().filter_map(|line| line.split(' ').nth(1));
        let mut points: Vec<_> = points.filter(|at| Path::new(at).starts_with(&orphan)).collect();
        // The file system before the disk that it is on.
        points.sort_unstable_by_key(|at| at.ends_with("/power"));
        for point in points {
            run("umount", &["--lazy", point])?;
        }
        let orphaned = text(&orphan)?.to_owned();
        for line in loops.lines().filter(|line| line.contains(&orphaned)) {
            let name = line.split_whitespace().next().context("a loop device")?;
            // It may have gone with the last of its mounts.
            run("losetup", &["--detach", name]).map(drop).or_else(|error| {
                let lists = run("losetup", &["--list", "--noheadings", "--output", "NAME"])?;
                if lists.lines().any(|other| other == name) { Err(error) } else { Ok(()) }
            })?;
        }
        fs::remove_dir_all(&orphan)?;
    }
    Ok(())
}

/// Also one that nobody has waited for, and which has no program any more.
fn has_ended(id: &str) -> bool {
    fs::read_link(Path::new("/proc").join(id).join("exe")).is_err()
}

/// The process that made a folder of the rig.
fn owner(path: &Path) -> Option<String> {
    let rest = path.file_name()?.to_str()?.strip_prefix(PREFIX)?;
    Some(rest.split_once('-')?.0.to_owned())
}
