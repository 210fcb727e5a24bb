//! `rives restore`: makes a data folder from an archive, each commit checked on the way.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use archive::papers::{self, Copied};
use archive::people::{self, Of};
use archive::{Place, Plan, Reading, Until, read};
use clap::Args;
use eventlog::transfer::append;
use eventlog::{EventLog, Position};
use jiff::Timestamp;

use super::archive::place;
use super::log::{at, progress, told};
use super::{Configured, say, say_error};
use crate::config::Config;
use crate::node::{drafts_path, people_path, restoring};

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    configured: Configured,
    /// Which archive: a folder or `s3://bucket/prefix`; left out: that of the configuration.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Restore the record only up to this commit (a position), or up to the first commit after this moment
    /// (`2026-11-21T18:00:00+01:00`). People come as they are in the newest copy, and hold the seats that this record
    /// gives them.
    #[arg(long, value_name = "POSITION|MOMENT", value_parser = until)]
    until: Option<Until>,
}

fn until(text: &str) -> Result<Until, String> {
    if let Ok(position) = text.parse() {
        return Ok(Until::Position(position));
    }
    let moment: Result<Timestamp, _> = text.parse();
    let moment = moment.map_err(|_| {
        "neither a position nor a moment with its offset, such as `2026-11-21T18:00:00Z`".to_owned()
    })?;
    Ok(Until::Moment(moment.as_millisecond()))
}

impl Restore {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.configured.load()?;
        let place = place(&config, self.from.as_deref(), false)?;
        let plan = Plan::of(&place).await?;
        let end = plan.end();
        let reading = read(&place, plan, self.until.unwrap_or(Until::End))?;
        let folder = &config.data_dir;
        let log = restoring::begin(folder)?;
        let written = write(log.as_ref(), reading, end).await;
        let head = *log.head().borrow();
        log.close().await?;
        let came = written?;
        let people = bring_people(&place, folder, head).await;
        let drafts = bring_drafts(&place, folder).await;
        let documents = bring_documents(&place, &config).await;
        restoring::done(folder)?;
        if let Some(damage) = came {
            return Err(anyhow::Error::new(damage).context(format!(
                "the restore stopped; {} holds the log up to commit {} and can be served. Restore from another copy of \
                 the archive into an empty folder to have the rest",
                folder.display(),
                head.0
            )));
        }
        say_people(&people?, &config)?;
        if let Some(made) = drafts? {
            say(&format!("drafts as of {made}"))?;
        }
        say_documents(&documents?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Takes all pages into the log; what they stopped at, if they did.
async fn write(
    log: &dyn EventLog,
    mut reading: Reading,
    end: u64,
) -> anyhow::Result<Option<archive::ArchiveError>> {
    let bar = progress(end, "commits restored");
    while let Some(page) = reading.page().await {
        let count = page.len() as u64;
        append(log, page).await?;
        bar.inc(count);
    }
    bar.finish_and_clear();
    let verified = match reading.outcome().await {
        Ok(verified) => verified,
        Err(damage) => return Ok(Some(damage)),
    };
    let stands = at(log, verified.commits).await?;
    if stands.is_some_and(|stands| stands.hash != verified.hash) {
        bail!(
            "the log that was written is not the one that was read; look at the disk of the data folder"
        );
    }
    say(&format!("{} of {end} commits restored, all as they were written", verified.commits))?;
    say(&told(&verified))?;
    Ok(None)
}

/// Writes the newest copy of the drafts: as of when, if there is one. Those of conventions that a shorter log does not have
/// are asked for by nobody.
async fn bring_drafts(place: &Place, folder: &Path) -> anyhow::Result<Option<Timestamp>> {
    let Some(newest) = people::copies(place, Of::Drafts).await?.pop() else { return Ok(None) };
    let content = people::fetch(place, Of::Drafts, newest).await?;
    let path = drafts_path(folder);
    write_store(folder, &path, &content)?;
    drafting::make_own(&path).context("the copy of drafts cannot be used")?;
    Ok(Some(newest.made))
}

/// Brings the documents back that their place lacks.
async fn bring_documents(place: &Place, config: &Config) -> anyhow::Result<Copied> {
    let to =
        config.documents.place(&config.data_dir).context("cannot open the place of documents")?;
    Ok(papers::copy(place, &to).await?)
}

fn say_documents(documents: &Copied) -> anyhow::Result<()> {
    say(&format!("{} documents", documents.copied))?;
    for hash in &documents.damaged {
        say_error(&format!("The document {hash} of the archive is damaged and was left out."));
    }
    Ok(())
}

fn write_store(folder: &Path, path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| File::open(folder)?.sync_all())
        .with_context(|| format!("cannot write {}", path.display()))
}

/// What became of the people.
struct People {
    made: Option<Timestamp>,
    /// Their seats are given anew, by the shorter record.
    rewound: bool,
}

/// Writes the newest copy of the store of people, and tells it where the log ends.
async fn bring_people(place: &Place, folder: &Path, head: Position) -> anyhow::Result<People> {
    let Some(newest) = people::copies(place, Of::People).await?.pop() else {
        return Ok(People { made: None, rewound: false });
    };
    let content = people::fetch(place, Of::People, newest).await?;
    let path = people_path(folder);
    write_store(folder, &path, &content)?;
    let rewound = identity::rewind(&path, head).context("the copy of people cannot be used")?;
    Ok(People { made: Some(newest.made), rewound })
}

fn say_people(people: &People, config: &Config) -> anyhow::Result<()> {
    match people.made {
        None => say("the archive holds no people")?,
        Some(made) => say(&format!("people as of {made}"))?,
    }
    if people.rewound {
        say("their seats are given anew by this record, which ends earlier")?;
    }
    let beside = config.data_dir.join("people.key");
    let key = config.people_key_file.as_ref().unwrap_or(&beside);
    if people.made.is_some() && !key.exists() {
        say_error(&format!(
            "Put the key of the people back to {} before the node starts: without it nobody can sign in.",
            key.display()
        ));
    }
    say_error(
        "Whoever was forgotten after that moment must be forgotten again: `rives person erase`.",
    );
    say_error(&format!("Next: rives serve --data-dir {}", config.data_dir.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_position_or_a_moment_with_its_offset() {
        assert_eq!(until("42"), Ok(Until::Position(42)));
        assert_eq!(until("1970-01-01T01:00:01+01:00"), Ok(Until::Moment(1_000)));
        for wrong in ["yesterday", "2026-11-21", "2026-11-21T18:00:00", "-1"] {
            assert!(until(wrong).is_err(), "{wrong}");
        }
    }
}
