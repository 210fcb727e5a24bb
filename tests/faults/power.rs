//! The power is cut at random moments: every answered commit is there, once; and a log that forgets to sync is caught.

use std::collections::HashMap;

use anyhow::Result;

use crate::device::{Device, Images};
use crate::process::{Answered, Found, Writer, check, missing};
use crate::rig::{self, Mounted};
use crate::{artifacts, rounds, schedule, tell};

/// Answers heard before a cut, at most.
const MOST_ANSWERS: usize = 1_500;
/// A disk that holds more is exchanged for an empty one, so that the rig stays quick.
const LONGEST: usize = 12_000;

/// The lives of one disk: what is on it, and what was ever answered by the logs on it.
struct Lives {
    folder: tempfile::TempDir,
    blank: Vec<u8>,
    image: Vec<u8>,
    answered: Answered,
}

/// What the three images of one cut had to show.
#[derive(Debug, Default)]
struct Cut {
    answered: usize,
    /// Per image: how many answered commits are missing, or why it cannot be read.
    missing: HashMap<&'static str, std::result::Result<usize, String>>,
}

impl Cut {
    fn lost_something(&self) -> bool {
        self.missing.values().any(|missing| *missing != Ok(0))
    }
}

impl Lives {
    fn begin() -> Result<Self> {
        let folder = rig::folder()?;
        let blank = rig::formatted(folder.path())?;
        Ok(Self { image: blank.clone(), blank, folder, answered: Answered::new() })
    }

    /// Lets a log write on the disk, cuts the power, and looks at what may then be on it.
    fn cut(&mut self, dice: &mut fastrand::Rng, flawed: bool) -> Result<Cut> {
        if self.answered.len() > LONGEST {
            (self.image, self.answered) = (self.blank.clone(), Answered::new());
        }
        let images = self.live(dice, flawed)?;
        let mut cut = Cut { answered: self.answered.len(), ..Cut::default() };
        for (name, image) in
            [("kept", &images.kept), ("lost", &images.lost), ("some", &images.some)]
        {
            let found = self.look(image)?;
            cut.missing.insert(name, missing(&found, &self.answered));
        }
        // The next life goes on from one of the three.
        self.image = vec![images.kept, images.lost, images.some].swap_remove(dice.usize(..3));
        Ok(cut)
    }

    /// From power on to the cut.
    fn live(&mut self, dice: &mut fastrand::Rng, flawed: bool) -> Result<Images> {
        let device =
            Device::mount(&self.folder.path().join("power"), std::mem::take(&mut self.image))?;
        let mounted = Mounted::new(&device.path(), &self.folder.path().join("live"))?;
        let mut writer = Writer::start(&mounted.path().join("data/log"), flawed)?;
        let answers = dice.usize(1..MOST_ANSWERS);
        let going_on = writer.hear(answers)?;
        // The moment within a group of appends.
        std::thread::sleep(std::time::Duration::from_micros(dice.u64(..5_000)));
        writer.hear_what_came();
        let images = device.cut(dice);
        let answered = writer.answered.clone();
        anyhow::ensure!(going_on, "the log stopped by itself: {}", writer.last_words()?);
        self.answered.extend(answered);
        drop(writer);
        drop(mounted);
        Ok(images)
    }

    /// Mounts what the cut left, which replays the journal, and reads the log on it.
    fn look(&self, image: &[u8]) -> Result<Found> {
        let file = self.folder.path().join("left");
        rig::write_image(&file, image)?;
        let mounted = Mounted::new(&file, &self.folder.path().join("look"))?;
        check(&mounted.path().join("data/log"))
    }
}

#[test]
fn every_answered_commit_survives_a_power_cut() -> Result<()> {
    if let Some(reason) = rig::hindrance() {
        tell(&format!("skipped: power cuts: {reason}"));
        return Ok(());
    }
    let mut dice = schedule("power cuts");
    let mut lives = Lives::begin()?;
    let (cuts, mut answered) = (rounds("FAULTS_CUTS", 20), 0);
    for number in 1..=cuts {
        let cut = lives.cut(&mut dice, false)?;
        answered += cut.answered;
        if cut.lost_something() {
            std::fs::write(artifacts().join("power-cut.txt"), format!("cut {number}: {cut:#?}\n"))?;
        }
        assert!(!cut.lost_something(), "cut {number} of {cuts}: {cut:?}");
    }
    tell(&format!(
        "faults: power cuts: {cuts}, {} images, {answered} answered commits looked for in each of three, none lost",
        3 * cuts
    ));
    Ok(())
}

/// The rig is worth something only if it finds what it is made for.
#[test]
fn a_log_that_answers_on_sleds_flush_alone_is_caught() -> Result<()> {
    if let Some(reason) = rig::hindrance() {
        tell(&format!("skipped: power cuts of a flawed log: {reason}"));
        return Ok(());
    }
    let mut dice = schedule("power cuts of a flawed log");
    let most = rounds("FAULTS_FLAWED_CUTS", 6);
    for number in 1..=most {
        // Each on a disk of its own: what the first life lost is not to be lost again.
        let cut = Lives::begin()?.cut(&mut dice, true)?;
        if cut.lost_something() {
            tell(&format!(
                "faults: the log that does not sync was caught at cut {number}: {cut:?}"
            ));
            return Ok(());
        }
    }
    panic!("{most} power cuts took nothing from a log that does not sync: the rig proves nothing")
}
