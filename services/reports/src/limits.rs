//! Named limits of what is written: a document is made on a thread that cannot be stopped, so what goes in is bounded.

use crate::{Block, Report, Unwritten};

/// Rows of all tables of one report together.
pub const ROWS: usize = 4_000;
/// Sections, paragraphs, lists and tables of one report together.
pub const BLOCKS: usize = 2_000;
/// Characters of one report, all its texts together: some 250 pages.
pub const CHARACTERS: usize = 1_000_000;
/// Rows of one sheet of a workbook.
pub const SHEET_ROWS: usize = 20_000;
/// Characters of one cell of a workbook: what Excel opens.
pub const CELL: usize = 32_767;

/// Refuses what would keep a thread too long.
///
/// # Errors
/// [`Unwritten::TooMuch`] with what there is too much of.
pub(crate) fn check(report: &Report) -> Result<(), Unwritten> {
    let blocks = || report.sections.iter().flat_map(|section| &section.blocks);
    let rows = blocks().map(|block| match block {
        Block::Table(table) => table.rows.len(),
        Block::List { items } => items.len(),
        Block::Text { .. } | Block::Heading { .. } | Block::Facts { .. } => 0,
    });
    within("rows", rows.sum(), ROWS)?;
    within("blocks", blocks().count() + report.sections.len(), BLOCKS)?;
    within("characters", report.characters(), CHARACTERS)
}

pub(crate) fn within(what: &'static str, found: usize, most: usize) -> Result<(), Unwritten> {
    if found > most { Err(Unwritten::TooMuch { what, found, most }) } else { Ok(()) }
}
