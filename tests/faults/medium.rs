//! The medium fails: full, read-only, broken, damaged in any file. All that was answered is there, or the log says why not.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use rives_tests::Node;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cluster::until;
use crate::device::Device;
use crate::process::{Answered, Found, Writer, check, missing};
use crate::rig::{self, Mounted};
use crate::{artifacts, rounds, schedule, tell};

/// Longest wait for what a node says on its way, which comes through a pipe.
const WORD: Duration = Duration::from_secs(10);

/// A disk over FUSE with an ext4 on it, mounted.
struct Stage {
    // Taken down in this order.
    mounted: Option<Mounted>,
    device: Device,
    folder: TempDir,
}

impl Stage {
    /// None where there is no rig; that is told.
    fn open(what: &str) -> Result<Option<Self>> {
        if let Some(reason) = rig::hindrance() {
            tell(&format!("skipped: {what}: {reason}"));
            return Ok(None);
        }
        let folder = rig::folder()?;
        let device = Device::mount(&folder.path().join("power"), rig::formatted(folder.path())?)?;
        let mounted = Some(Mounted::new(&device.path(), &folder.path().join("live"))?);
        Ok(Some(Self { mounted, device, folder }))
    }

    fn at(&self) -> PathBuf {
        self.folder.path().join("live")
    }

    fn log(&self) -> PathBuf {
        self.at().join("data/log")
    }

    /// As after a restart of the machine.
    fn mount_again(&mut self) -> Result<()> {
        self.mounted = None;
        self.mounted = Some(Mounted::new(&self.device.path(), &self.at())?);
        Ok(())
    }
}

/// Appends until the log stops by itself; what was answered, and its last words.
fn until_it_stops(mut writer: Writer) -> Result<(Answered, String)> {
    while writer.hear(1)? {}
    let said = writer.last_words()?;
    Ok((std::mem::take(&mut writer.answered), said))
}

fn all_there(folder: &Path, answered: &Answered) -> Result<()> {
    let found = check(folder)?;
    let lost = missing(&found, answered);
    ensure!(lost == Ok(0), "of {} answered commits are missing: {lost:?}", answered.len());
    Ok(())
}

#[test]
fn a_full_disk_stops_the_log_in_words_and_what_was_answered_is_there_once_there_is_room()
-> Result<()> {
    let Some(stage) = Stage::open("full disk")? else { return Ok(()) };
    let ballast = stage.at().join("ballast");
    let mut writer = Writer::start(&stage.log(), false)?;
    ensure!(writer.hear(100)?, "there is room at first");
    // As much as fits; the log's next segment does not.
    let filled = fs::write(&ballast, vec![1; 128 * 1024 * 1024]);
    ensure!(filled.is_err(), "the ballast is larger than the disk");
    let (answered, said) = until_it_stops(writer)?;
    ensure!(said.contains("No space left on device"), "{said}");
    ensure!(said.contains("make room on the disk"), "{said}");
    // Opened while the disk is still full: it serves what it has or says why not, and harms nothing.
    let full = check(&stage.log())?;
    ensure!(!matches!(full, Found::Broken(_)), "{full:?}");
    fs::remove_file(ballast)?;
    all_there(&stage.log(), &answered)
}

#[test]
fn a_disk_that_turns_read_only_stops_the_log_in_words() -> Result<()> {
    let Some(stage) = Stage::open("read-only disk")? else { return Ok(()) };
    let mut writer = Writer::start(&stage.log(), false)?;
    ensure!(writer.hear(100)?, "it can be written at first");
    // The system's emergency remount: what an ext4 does to itself when its disk fails.
    let mounted = stage.mounted.as_ref().context("mounted")?;
    mounted.shut_down()?;
    let (answered, said) = until_it_stops(writer)?;
    ensure!(said.contains("start again"), "{said}");
    let mut stage = stage;
    stage.mount_again()?;
    stage.mounted.as_ref().context("mounted")?.remount("ro")?;
    let Found::Refused(refused) = check(&stage.log())? else {
        anyhow::bail!("a log on a read-only disk cannot be opened");
    };
    ensure!(refused.contains("mount it writable"), "{refused}");
    stage.mounted.as_ref().context("mounted")?.remount("rw")?;
    all_there(&stage.log(), &answered)
}

#[test]
fn a_failing_disk_stops_the_log_in_words_and_what_was_answered_is_there() -> Result<()> {
    let Some(mut stage) = Stage::open("failing disk")? else { return Ok(()) };
    let mut dice = schedule("failing disk");
    let mut all = Answered::new();
    for _ in 0..rounds("FAULTS_FAILURES", 5) {
        let mut writer = Writer::start(&stage.log(), false)?;
        ensure!(writer.hear(dice.usize(1..200))?, "the disk works at first");
        // One write that fails and is never told of again is worse than a disk that is gone.
        let failing = if dice.bool() { 1 } else { u64::MAX };
        stage.device.fail(dice.u64(..20), failing);
        let (answered, said) = until_it_stops_or(writer, 3_000)?;
        all.extend(answered);
        ensure!(said.is_empty() || said.contains("start again"), "{said}");
        stage.device.mend();
        if failing == 1 && dice.bool() {
            // Started again at once, without the machine having forgotten what it could not write.
            if let Ok(mut writer) = Writer::start(&stage.log(), false) {
                writer.hear(50)?;
                all.extend(writer.kill()?);
            }
        }
        let images = stage.device.cut(&mut dice);
        let left = stage.folder.path().join("left");
        rig::write_image(&left, &images.lost)?;
        let mounted = Mounted::new(&left, &stage.folder.path().join("look"))?;
        all_there(&mounted.path().join("data/log"), &all)?;
        drop(mounted);
        stage.mount_again()?;
    }
    Ok(())
}

/// A single failed write may go unnoticed by the log: it may have been of something that the file system writes again.
fn until_it_stops_or(mut writer: Writer, enough: usize) -> Result<(Answered, String)> {
    for _ in 0..enough {
        if !writer.hear(1)? {
            let said = writer.last_words()?;
            return Ok((std::mem::take(&mut writer.answered), said));
        }
    }
    Ok((writer.kill()?, String::new()))
}

/// A stopped log with its commits, and copies of it to spoil.
struct Model {
    folder: TempDir,
    whole: String,
    answered: Answered,
}

impl Model {
    fn make() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = folder.path().join("log");
        // Three lives, so that there are snapshots and an index on the disk.
        let mut answered = Answered::new();
        for _ in 0..3 {
            let mut writer = Writer::start(&log, false)?;
            writer.hear(150)?;
            answered.extend(writer.kill()?);
        }
        let Found::Whole(..) = check(&log)? else { anyhow::bail!("the model is not whole") };
        // The check appended one commit more and closed the log.
        let copy = Self { folder, whole: String::new(), answered };
        let Found::Whole(whole, _) = check(&copy.copy()?.path().join("log"))? else {
            anyhow::bail!("the model is not whole")
        };
        Ok(Self { whole, ..copy })
    }

    /// The files of the log, relative to its folder.
    fn files(&self) -> Result<Vec<PathBuf>> {
        files_below(&self.folder.path().join("log"), Path::new(""))
    }

    fn copy(&self) -> Result<TempDir> {
        let copy = tempfile::tempdir()?;
        for file in self.files()? {
            let to = copy.path().join("log").join(&file);
            fs::create_dir_all(to.parent().context("a parent")?)?;
            fs::copy(self.folder.path().join("log").join(&file), to)?;
        }
        Ok(copy)
    }

    /// What the log says of a copy that was spoilt; never a silent difference, never a hang, never a panic.
    fn judge(&self, copy: &Path, how: &str) -> Result<Found> {
        let found = check(&copy.join("log"))?;
        let fine = match &found {
            Found::Whole(whole, _) => {
                *whole == self.whole && missing(&found, &self.answered) == Ok(0)
            }
            Found::Refused(why) => !why.is_empty(),
            Found::Broken(_) => false,
        };
        if !fine {
            fs::write(
                artifacts().join("damage.txt"),
                format!("{how}\nexpected {}\n{found:#?}\n", self.whole),
            )?;
        }
        ensure!(fine, "{how}: {}", said(&found));
        Ok(found)
    }
}

fn said(found: &Found) -> &str {
    match found {
        Found::Whole(said, _) | Found::Refused(said) | Found::Broken(said) => said,
    }
}

fn files_below(root: &Path, at: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join(at))? {
        let entry = entry?;
        let name = at.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            found.extend(files_below(root, &name)?);
        } else if entry.metadata()?.len() > 0 {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// Places that hold something: most of sled's file is empty.
fn places(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|&at| bytes[at] != 0).collect()
}

#[test]
fn a_flipped_bit_in_any_file_is_mended_or_named_and_never_passed_over() -> Result<()> {
    let mut dice = schedule("flipped bits");
    let model = Model::make()?;
    let (mut mended, mut named, mut words) = (0, 0, std::collections::BTreeMap::new());
    for file in model.files()? {
        let bytes = fs::read(model.folder.path().join("log").join(&file))?;
        let places = places(&bytes);
        let large = bytes.len() > 64 * 1024;
        let flips = if large { rounds("FAULTS_FLIPS", 80) } else { 12 };
        for _ in 0..flips {
            let (place, bit) = (places[dice.usize(..places.len())], dice.u32(..8));
            let mut spoilt = bytes.clone();
            spoilt[place] ^= 1 << bit;
            let copy = model.copy()?;
            fs::write(copy.path().join("log").join(&file), spoilt)?;
            let how = format!("{} byte {place} bit {bit}", file.display());
            match model.judge(copy.path(), &how)? {
                Found::Whole(..) => mended += 1,
                found => {
                    named += 1;
                    *words.entry(kind_of(said(&found))).or_insert(0) += 1;
                }
            }
        }
    }
    fs::write(artifacts().join("flipped-bits.txt"), format!("{words:#?}\n"))?;
    tell(&format!(
        "faults: flipped bits: {mended} without effect or mended, {named} named, none passed over"
    ));
    Ok(())
}

/// A refusal without its numbers and names.
fn kind_of(said: &str) -> String {
    said.split_whitespace()
        .filter(|word| !word.contains(['/', '0', '1', '2', '3']))
        .take(16)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn files_that_are_cut_emptied_or_gone_are_mended_or_named() -> Result<()> {
    let mut dice = schedule("cut files");
    let model = Model::make()?;
    for file in model.files()? {
        let length = fs::metadata(model.folder.path().join("log").join(&file))?.len();
        for left in [0, dice.u64(..length), length - 1] {
            let copy = model.copy()?;
            fs::File::options()
                .write(true)
                .open(copy.path().join("log").join(&file))?
                .set_len(left)?;
            model.judge(copy.path(), &format!("{} cut to {left} of {length}", file.display()))?;
        }
        let copy = model.copy()?;
        fs::remove_file(copy.path().join("log").join(&file))?;
        model.judge(copy.path(), &format!("{} removed", file.display()))?;
    }
    Ok(())
}

#[test]
fn a_database_cut_to_an_earlier_length_is_refused_because_the_log_had_come_further() -> Result<()> {
    let model = Model::make()?;
    let copy = model.copy()?;
    let db = copy.path().join("log/sled/db");
    let places = places(&fs::read(&db)?);
    fs::File::options().write(true).open(&db)?.set_len(places[places.len() / 2] as u64)?;
    for snapshot in files_below(&copy.path().join("log"), Path::new(""))? {
        if snapshot.to_string_lossy().contains("snap.") {
            fs::remove_file(copy.path().join("log").join(snapshot))?;
        }
    }
    let found = model.judge(copy.path(), "db cut in the middle of what it holds")?;
    ensure!(matches!(&found, Found::Refused(why) if why.contains("restore")), "{}", said(&found));
    Ok(())
}

/// Records a town: the command and the cursor of its answer.
fn record(person: &rives_tests::Person, number: usize) -> Result<(Value, Value)> {
    let names = json!([{ "lang": "fr", "text": format!("Ville {number}"), "use": "OFFICIAL" }]);
    let input = json!({ "commandId": uuid::Uuid::new_v4(), "kind": "FOREIGN_LOCAL_AUTHORITY",
        "country": "ML", "names": names, "source": "letter ".repeat(30) });
    let answer = person.act("recordOrganisation", input.clone(), "")?;
    Ok((input, answer.done()["cursor"].clone()))
}

/// On the real node: what people and operators see.
#[test]
fn a_node_whose_disk_is_full_stops_with_a_word_to_the_operator_and_serves_again_once_there_is_room()
-> Result<()> {
    let Some(stage) = Stage::open("full disk of a node")? else { return Ok(()) };
    let mut node = Node::start_on(&stage.at().join("node"), &["serve", "--demo", "--demo-small"])?;
    let ballast = stage.at().join("ballast");
    let person = rives_tests::Person::sign_in(
        &node.url(),
        "officer@saint-etienne.example",
        "two-shores-one-river",
    )?;
    let mut kept = Vec::new();
    // Some while there is room: how many more fit is the file system's affair, and may be none.
    while kept.len() < 3 {
        kept.push(record(&person, kept.len())?);
    }
    ensure!(
        fs::write(&ballast, vec![1; 128 * 1024 * 1024]).is_err(),
        "the ballast is larger than the disk"
    );
    let refused = loop {
        match record(&person, kept.len()) {
            Ok(act) => kept.push(act),
            Err(error) => break format!("{error:#}"),
        }
        ensure!(kept.len() < 20_000, "the disk never fills");
    };
    // Which of the two finds no room first is the file system's affair: the log, then the node stops, or the read model,
    // then acts are kept and shown later.
    let shown_later = refused.contains("PROJECTION_BEHIND");
    if !shown_later {
        let ended = node.ended().with_context(|| refused.clone())?;
        ensure!(!ended.success(), "it ended with {ended}");
    }
    until("a word to the operator", WORD, || node.said().contains("make room on the disk"))
        .with_context(|| format!("{refused}: {}", node.said()))?;
    fs::remove_file(ballast)?;
    if !shown_later || !node.runs()? {
        node.run()?;
    }
    let (last, _) = kept.last().context("something was kept")?;
    let end = Instant::now() + Duration::from_mins(1);
    while let Err(error) = person.act("recordOrganisation", last.clone(), "") {
        ensure!(Instant::now() < end, "it does not serve again: {error:#}");
        if !node.runs()? {
            node.run()?;
        }
    }
    // It may have served on while its log was about to stop: what counts is what the next start finds.
    node.kill()?;
    node.run()?;
    for (input, cursor) in kept.iter().rev().take(20) {
        let again = person.act("recordOrganisation", input.clone(), "")?.done();
        ensure!(again["repeated"] == true && again["cursor"] == *cursor, "lost: {input}");
    }
    tell(&format!(
        "faults: full disk of a node: {} acts kept; then people saw: {}",
        kept.len(),
        message(&refused)
    ));
    node.stop()
}

/// The message and the code of a GraphQL error.
fn message(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let told = lines.filter(|line| line.starts_with("\"message\"") || line.starts_with("\"code\""));
    told.collect::<Vec<_>>().join(" ")
}
