//! `rives import`: files of twinnings and of authorities, with a progress bar and a report line by line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use directory::import::columns::Mapping;
use directory::import::report::{Line, Outcome};
use directory::import::{Progress, Report, Step, authorities, import_twinnings};

use super::log::progress;
use super::{Configured, say};
use crate::node::{Node, Purpose};
use crate::recorder::NodeRecorder;

/// Lines of the report that are shown; all of them are in the file of `--report`.
const SHOWN: usize = 30;

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Existing twinnings from a spreadsheet (CSV). Doing it twice changes nothing.
    Twinnings(Twinnings),
    /// French territorial authorities from the file made by `deploy/data`. Doing it twice changes nothing.
    Authorities(Authorities),
}

#[derive(Debug, Args)]
pub(super) struct Twinnings {
    #[command(flatten)]
    configured: Configured,
    /// The spreadsheet.
    file: PathBuf,
    /// Which column is which, `name=header`, e.g. `town_a=Ville`; may be given several times.
    #[arg(long = "map")]
    map: Vec<String>,
    /// Which column is which, in TOML.
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// What separates the cells: `,`, `;` or `tab`; left out: found out.
    #[arg(long)]
    delimiter: Option<String>,
    /// `auto`, `utf-8` or `windows-1252`.
    #[arg(long, default_value = "auto")]
    encoding: String,
    /// Say what would happen and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write the report line by line as CSV.
    #[arg(long)]
    report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Authorities {
    #[command(flatten)]
    configured: Configured,
    /// The file.
    file: PathBuf,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Twinnings(twinnings) => twinnings.run().await,
            Self::Authorities(authorities) => authorities.run().await,
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Twinnings {
    async fn run(self) -> anyhow::Result<()> {
        let bytes = read(&self.file)?;
        let mapping = self.mapping()?;
        let node = open(&self.configured).await?;
        let result = self.import(&node, &bytes, &mapping).await;
        node.close().await?;
        let report = result?;
        if let Some(path) = &self.report {
            let file = std::fs::File::create(path);
            let file = file.with_context(|| format!("cannot create {}", path.display()))?;
            report.write_csv(file).with_context(|| format!("cannot write {}", path.display()))?;
        }
        self.summary(&report)
    }

    async fn import(&self, node: &Node, bytes: &[u8], mapping: &Mapping) -> anyhow::Result<Report> {
        let name = self
            .file
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let recorder = NodeRecorder::new(Arc::clone(&node.world));
        let wanted = (!self.dry_run).then_some(&recorder);
        let bar = Bar::new();
        let log = node.world.log.as_ref();
        Ok(import_twinnings(bytes, mapping, &name, log, wanted, &|at| bar.show(at)).await?)
    }

    fn mapping(&self) -> anyhow::Result<Mapping> {
        let mut mapping = match &self.mapping {
            Some(path) => {
                let text = std::fs::read_to_string(path);
                let text = text.with_context(|| format!("cannot read {}", path.display()))?;
                Mapping::from_toml(&text).with_context(|| format!("in {}", path.display()))?
            }
            None => Mapping::default(),
        };
        for column in &self.map {
            mapping.set_column(column)?;
        }
        if let Some(delimiter) = &self.delimiter {
            mapping.set_delimiter(delimiter)?;
        }
        mapping.set_encoding(&self.encoding)?;
        Ok(mapping)
    }

    fn summary(&self, report: &Report) -> anyhow::Result<()> {
        let told = report
            .lines
            .iter()
            .filter(|line| !matches!(line.outcome.word(), "recorded" | "already there"));
        for line in told.clone().take(SHOWN) {
            say(&told_of(line))?;
        }
        let hidden = told.count().saturating_sub(SHOWN);
        if hidden > 0 {
            say(&format!("… and {hidden} lines more; --report FILE has them all"))?;
        }
        say(&report.to_string())?;
        if self.dry_run {
            say("Nothing was written (--dry-run).")?;
        }
        Ok(())
    }
}

impl Authorities {
    async fn run(self) -> anyhow::Result<()> {
        let bytes = read(&self.file)?;
        let text = String::from_utf8(bytes)
            .with_context(|| format!("{} is not UTF-8", self.file.display()))?;
        let node = open(&self.configured).await?;
        let recorder = NodeRecorder::new(Arc::clone(&node.world));
        let bar = Bar::new();
        let result = authorities::import(&text, &recorder, &|at| bar.show(at)).await;
        node.close().await?;
        say(&format!("{} authorities are on record", result?))?;
        Ok(())
    }
}

fn told_of(line: &Line) -> String {
    let [a, b] = &line.ends;
    let why = match &line.outcome {
        Outcome::Refused(reason) => format!(": {reason}"),
        Outcome::Duplicate(first) => format!(": same towns as line {first}"),
        Outcome::Ambiguous => {
            ": several organisations may be meant; --report FILE lists them".to_owned()
        }
        Outcome::Recorded | Outcome::AlreadyThere => String::new(),
    };
    let word = line.outcome.word();
    format!(
        "line {}: {word}, {} ({}) and {} ({}){why}",
        line.line, a.town, a.country, b.town, b.country
    )
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The node without its network side; examples may be added to as well.
/// The node of a folder, whatever the folder is for, with everything in its log to be read.
pub(super) async fn open(configured: &Configured) -> anyhow::Result<Node> {
    let config = configured.load()?;
    let purpose = if Node::is_demo(&config.data_dir)? { Purpose::Demo } else { Purpose::Real };
    let node = Node::open(config, purpose).await?;
    node.caught_up().await?;
    Ok(node)
}

/// One bar a step.
struct Bar(parking_lot::Mutex<Option<(Step, indicatif::ProgressBar)>>);

impl Bar {
    fn new() -> Self {
        Self(parking_lot::Mutex::new(None))
    }

    fn show(&self, at: Progress) {
        let mut bar = self.0.lock();
        if bar.as_ref().is_none_or(|(step, _)| *step != at.step) {
            let what = match at.step {
                Step::Organisations => "towns and authorities",
                Step::Twinnings => "twinnings",
            };
            let total = u64::try_from(at.total).unwrap_or(u64::MAX);
            *bar = Some((at.step, progress(total, what)));
        }
        if let Some((_, bar)) = bar.as_ref() {
            bar.set_position(u64::try_from(at.done).unwrap_or(u64::MAX));
        }
    }
}
