//! Reports that write themselves: one structure, made once from the record for its reader's sight and language, that the
//! page, the PDF and the text document all show.

mod handover;
mod mission;
mod money;
mod project;
mod sheets;
mod tell;
mod terms;
#[cfg(test)]
mod tests;
mod words;

use async_graphql::{Context, Enum, SimpleObject, Union};
use domain::Lang;
use domain::cooperation::Cooperation as CooperationId;
use domain::project::Reporting;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use jumelage::query::ExchangeRow;
use reports::{Block, Cell, Column, Report as Whole, Row};

use self::tell::{Teller, table};
use self::words as w;
use super::fault::{Result, coded};
use super::ids::GlobalId;
use super::node;
use super::project::Project;
use super::view::View;
use super::waiting::WaitingItem;

/// The longest period of one report, in days: that of the longest call, twice.
const LONGEST: i32 = 3_660;

/// A labelled value.
#[derive(SimpleObject)]
pub struct ReportFact {
    pub label: String,
    pub value: String,
}

/// A heading within a section.
#[derive(SimpleObject)]
pub struct ReportHeading {
    pub text: String,
}

/// A paragraph; line breaks in it are kept.
#[derive(SimpleObject)]
pub struct ReportText {
    pub text: String,
    /// True for a remark beside the matter.
    pub aside: bool,
    /// True where the words are people's own.
    pub quoted: bool,
}

/// Points.
#[derive(SimpleObject)]
pub struct ReportList {
    pub items: Vec<String>,
}

/// Labelled values.
#[derive(SimpleObject)]
pub struct ReportFacts {
    pub facts: Vec<ReportFact>,
}

/// A column of a table.
#[derive(SimpleObject)]
pub struct ReportColumn {
    pub head: String,
    /// True for figures, which stand at the end of their cells.
    pub figures: bool,
    /// Its share of the width beside the others.
    pub share: u8,
}

/// A row of a table.
#[derive(SimpleObject)]
pub struct ReportRow {
    pub cells: Vec<String>,
    /// True for a sum of the rows above.
    pub total: bool,
}

/// A table with its caption.
#[derive(SimpleObject)]
pub struct ReportTable {
    pub caption: String,
    pub columns: Vec<ReportColumn>,
    pub rows: Vec<ReportRow>,
}

/// A piece of a section.
#[derive(Union)]
pub enum ReportBlock {
    Heading(ReportHeading),
    Text(ReportText),
    List(ReportList),
    Facts(ReportFacts),
    Table(ReportTable),
}

/// A part of a report under a heading.
#[derive(SimpleObject)]
pub struct ReportSection {
    pub heading: String,
    pub blocks: Vec<ReportBlock>,
}

/// The few words on every page of a printed report.
#[derive(SimpleObject)]
pub struct ReportFrame {
    pub source: String,
    pub page: String,
    pub of: String,
    pub contents: String,
}

/// A report, each text in its reader's language: what the page shows is what the PDF and the text document say.
#[derive(SimpleObject)]
pub struct Report {
    /// BCP 47 tag of the language of its words.
    pub lang: String,
    /// The kind of report.
    pub kicker: String,
    pub title: String,
    /// The period.
    pub subtitle: String,
    /// What is known at a glance.
    pub facts: Vec<ReportFact>,
    pub sections: Vec<ReportSection>,
    /// From which state of the record it was made.
    pub record: String,
    /// The day of that state.
    pub date: String,
    pub frame: ReportFrame,
}

impl From<reports::Fact> for ReportFact {
    fn from(fact: reports::Fact) -> Self {
        Self { label: fact.label, value: fact.value }
    }
}

impl From<Block> for ReportBlock {
    fn from(block: Block) -> Self {
        match block {
            Block::Heading { text } => Self::Heading(ReportHeading { text }),
            Block::Text { text, aside, quoted } => Self::Text(ReportText { text, aside, quoted }),
            Block::List { items } => Self::List(ReportList { items }),
            Block::Facts { facts } => {
                Self::Facts(ReportFacts { facts: facts.into_iter().map(Into::into).collect() })
            }
            Block::Table(table) => {
                let column = |one: Column| ReportColumn {
                    head: one.head,
                    figures: one.figures,
                    share: one.share,
                };
                let row = |one: Row| ReportRow { cells: one.cells, total: one.total };
                Self::Table(ReportTable {
                    caption: table.caption,
                    columns: table.columns.into_iter().map(column).collect(),
                    rows: table.rows.into_iter().map(row).collect(),
                })
            }
        }
    }
}

impl From<Whole> for Report {
    fn from(whole: Whole) -> Self {
        let section = |one: reports::Section| ReportSection {
            heading: one.heading,
            blocks: one.blocks.into_iter().map(Into::into).collect(),
        };
        let reports::Frame { source, page, of, contents } = whole.frame;
        Self {
            lang: whole.lang,
            kicker: whole.kicker,
            title: whole.title,
            subtitle: whole.subtitle,
            facts: whole.facts.into_iter().map(Into::into).collect(),
            sections: whole.sections.into_iter().map(section).collect(),
            record: whole.record,
            date: whole.date,
            frame: ReportFrame { source, page, of, contents },
        }
    }
}

/// What a cell of a sheet holds.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq)]
pub enum SheetCellKind {
    Words,
    /// An exact decimal.
    Figure,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// The sum of the figures above.
    Sum,
    Empty,
}

/// A cell of a sheet.
#[derive(SimpleObject)]
pub struct SheetCell {
    pub kind: SheetCellKind,
    pub text: String,
    /// Decimals with which a figure is shown.
    pub decimals: u32,
}

/// A row of a sheet.
#[derive(SimpleObject)]
pub struct SheetRow {
    pub cells: Vec<SheetCell>,
}

/// A sheet of a workbook.
#[derive(SimpleObject)]
pub struct Sheet {
    pub name: String,
    pub heads: Vec<String>,
    pub rows: Vec<SheetRow>,
}

impl From<Cell> for SheetCell {
    fn from(cell: Cell) -> Self {
        let (kind, text, decimals) = match cell {
            Cell::Words(text) => (SheetCellKind::Words, text, 0),
            Cell::Figure(text, decimals) => (SheetCellKind::Figure, text, decimals),
            Cell::Day(year, month, day) => {
                (SheetCellKind::Day, format!("{year:04}-{month:02}-{day:02}"), 0)
            }
            Cell::Sum(text, decimals) => (SheetCellKind::Sum, text, decimals),
            Cell::Empty => (SheetCellKind::Empty, String::new(), 0),
        };
        Self { kind, text, decimals }
    }
}

impl From<reports::Sheet> for Sheet {
    fn from(sheet: reports::Sheet) -> Self {
        let row =
            |cells: Vec<Cell>| SheetRow { cells: cells.into_iter().map(Into::into).collect() };
        Self {
            name: sheet.name,
            heads: sheet.heads,
            rows: sheet.rows.into_iter().map(row).collect(),
        }
    }
}

/// The report of a project in sight: of the record as it stood when the last day of the period was over, in UTC, or as it
/// stands where that day is not over yet.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    project: &Project,
    asked: Reporting,
    lang: Lang,
) -> Result<Report> {
    let days = asked.from.until(asked.to).map_or(i32::MAX, |span| span.get_days());
    if !(0..=LONGEST).contains(&days) {
        let text = format!("a report is of 1 to {LONGEST} days, from its first to its last");
        return Err(coded(text, "BAD_PERIOD"));
    }
    let (now, written) = (project.look(), &project.row().state.written);
    if now.is_past() || asked.to >= now.today() {
        return Ok(project::report(project, written, asked, lang).await?.into());
    }
    let id = project.row().id;
    let past = node::past(ctx, now, GlobalId::Project(id), over(asked.to)).await?;
    let then = match &past {
        Some(view) => view.project(id).await?,
        None => None,
    };
    let Some(then) = then else {
        let text = "the project was not on record yet on the last day of this period";
        return Err(coded(text, "BAD_PERIOD"));
    };
    Ok(project::report(&then, written, asked, lang).await?.into())
}

/// The last moment of a day, UTC.
fn over(day: Day) -> Timestamp {
    let next = day.checked_add(1.day()).and_then(|next| next.to_zoned(TimeZone::UTC));
    next.map_or(Timestamp::MAX, |next| {
        next.timestamp().checked_sub(1.millisecond()).unwrap_or(Timestamp::MAX)
    })
}

/// The handover pack of a cooperation in sight.
pub(super) async fn of_cooperation(view: &View, id: CooperationId, lang: Lang) -> Result<Report> {
    Ok(handover::report(view, id, lang).await?.into())
}

/// The mission report on an exchange in sight.
pub(super) async fn of_exchange(view: &View, row: &ExchangeRow, lang: Lang) -> Result<Report> {
    Ok(mission::report(view, row, lang).await?.into())
}

/// A plan of money as sheets.
pub(super) use sheets::of_plan;

/// The tag of a language.
pub(super) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
        Lang::Es => "es",
    }
}

/// What is expected, of whom and since when.
async fn pending(teller: &Teller, items: Vec<WaitingItem>) -> Result<Vec<Block>> {
    if items.is_empty() {
        return Ok(vec![Block::text(teller.say(&w::NOTHING_PENDING))]);
    }
    let columns = vec![
        Column::words(teller.say(&w::PENDING_WHAT), 8),
        Column::words(teller.say(&w::PENDING_SINCE), 3),
    ];
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        rows.push(Row::of(vec![item.said_in(teller.lang).await?, teller.day_of(item.since)]));
    }
    Ok(vec![table(teller.say(&w::PENDING), columns, rows)])
}

/// Documents that stand, with the hash of their bytes.
fn documents<'d>(
    teller: &Teller,
    rows: impl Iterator<Item = &'d partnership::query::DocumentRow>,
) -> Option<Block> {
    let columns = vec![
        Column::words(teller.say(&w::DOCUMENT), 4),
        Column::words(teller.say(&w::GIVEN), 2),
        Column::words(teller.say(&w::HASH), 5),
    ];
    let shown = rows.filter(|row| row.state.withdrawn.is_none()).filter_map(|row| {
        let present = row.state.present()?;
        let given = row.givings.last().and_then(|one| Timestamp::from_millisecond(one.at_ms).ok());
        let day = given.map(|moment| teller.day_of(moment)).unwrap_or_default();
        Some(Row::of(vec![present.name.clone(), day, present.hash.0.clone()]))
    });
    let shown: Vec<_> = shown.collect();
    (!shown.is_empty()).then(|| table(teller.say(&w::DOCUMENTS), columns, shown))
}
