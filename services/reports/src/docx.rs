//! DOCX: the same report for those who go on writing in it; headings are headings, tables repeat their heads.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Footer, LineSpacing, NumPages, PageMargin, PageNum,
    Paragraph, Run, RunFonts, Style, StyleType, Table as Grid, TableBorder, TableBorderPosition,
    TableBorders, TableCell, TableLayoutType, TableRow, WidthType,
};

use crate::text::clean;
use crate::{Block, Column, Fact, Report, Row, Table, Unwritten, limits};

/// Width of the text, in twentieths of a point: A4 less its margins.
const WIDTH: usize = 9_400;
/// Margins, in twentieths of a point.
const MARGIN: i32 = 1_250;
const WATER: &str = "2F6F82";
const QUIET: &str = "51626B";
const LINE: &str = "C9D3D7";

/// The report as a text document.
///
/// # Errors
/// [`Unwritten::TooMuch`] for what does not fit, [`Unwritten::Docx`] when it cannot be packed.
pub fn docx(report: &Report) -> Result<Vec<u8>, Unwritten> {
    limits::check(report)?;
    let report = report.clone().map(&clean);
    let mut document = styled(&report.date)
        .footer(foot(&report))
        .add_paragraph(said(&report.kicker).style("Kicker"))
        .add_paragraph(said(&report.title).style("Title"))
        .add_paragraph(said(&report.subtitle).style("Subtitle"))
        .add_table(facts(&report.facts))
        .add_paragraph(Paragraph::new());
    for section in &report.sections {
        document = document.add_paragraph(said(&section.heading).style("Heading1"));
        document = section.blocks.iter().fold(document, drawn);
    }
    document = document.add_paragraph(said(&report.record).style("Aside"));
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).map_err(|error| Unwritten::Docx(error.into()))?;
    Ok(bytes.into_inner())
}

/// Styles by the names that office programs know, so that outline and contents work.
fn styled(date: &str) -> Docx {
    let style = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).size(size)
    };
    let spaced = |before, after| LineSpacing::new().before(before).after(after);
    let moment = format!("{date}T00:00:00Z");
    Docx::new()
        .created_at(&moment)
        .updated_at(&moment)
        .page_size(11_906, 16_838)
        .page_margin(PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN))
        .default_fonts(RunFonts::new().ascii("Georgia").hi_ansi("Georgia").cs("Arial"))
        .default_size(21)
        .add_style(style("Title", "Title", 44).bold().line_spacing(spaced(0, 80)))
        .add_style(style("Subtitle", "Subtitle", 24).color(QUIET).line_spacing(spaced(0, 240)))
        .add_style(style("Kicker", "Kicker", 20).color(WATER).bold())
        .add_style(style("Aside", "Aside", 18).color(QUIET).line_spacing(spaced(60, 120)))
        .add_style(style("Quote", "Quote", 21).italic().line_spacing(spaced(60, 120)))
        .add_style(style("Caption", "caption", 18).color(QUIET).line_spacing(spaced(120, 60)))
        .add_style(heading("Heading1", "heading 1", 28, 0).color(WATER))
        .add_style(heading("Heading2", "heading 2", 23, 1))
}

fn heading(id: &str, name: &str, size: usize, level: usize) -> Style {
    let space = LineSpacing::new().before(280).after(100);
    let style = Style::new(id, StyleType::Paragraph).name(name).size(size).bold();
    style.outline_lvl(level).q_format(true).line_spacing(space)
}

fn foot(report: &Report) -> Footer {
    let words = |text: String| Run::new().add_text(text).size(17).color(QUIET);
    let before = format!("{} · {} ", report.frame.source, report.frame.page);
    let line = Paragraph::new()
        .add_run(words(before))
        .add_page_num(PageNum::new())
        .add_run(words(format!(" {} ", report.frame.of)))
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(line)
}

/// A paragraph; its line breaks are kept.
fn said(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text))
}

fn run(text: &str) -> Run {
    let lines = text.split('\n').enumerate();
    lines.fold(Run::new(), |run, (place, line)| {
        let run = if place > 0 { run.add_break(BreakType::TextWrapping) } else { run };
        run.add_text(line)
    })
}

fn drawn(document: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading { text } => document.add_paragraph(said(text).style("Heading2")),
        Block::Text { text, quoted: true, .. } => {
            document.add_paragraph(said(text).style("Quote").indent(Some(260), None, None, None))
        }
        Block::Text { text, aside: true, .. } => document.add_paragraph(said(text).style("Aside")),
        Block::Text { text, .. } => {
            let space = LineSpacing::new().after(120);
            document.add_paragraph(said(text).line_spacing(space))
        }
        Block::List { items } => items.iter().fold(document, |document, item| {
            let point = said(&format!("– {item}")).indent(Some(260), None, None, None);
            document.add_paragraph(point)
        }),
        Block::Facts { facts: list } => {
            document.add_table(facts(list)).add_paragraph(Paragraph::new())
        }
        Block::Table(table) => document
            .add_paragraph(said(&table.caption).style("Caption").keep_next(true))
            .add_table(grid(table))
            .add_paragraph(Paragraph::new()),
    }
}

fn facts(list: &[Fact]) -> Grid {
    let rows = list.iter().map(|fact| {
        let label = Paragraph::new().add_run(run(&fact.label).color(QUIET));
        TableRow::new(vec![
            TableCell::new().add_paragraph(label).width(WIDTH * 3 / 10, WidthType::Dxa),
            TableCell::new().add_paragraph(said(&fact.value)).width(WIDTH * 7 / 10, WidthType::Dxa),
        ])
    });
    Grid::without_borders(rows.collect())
        .set_grid(vec![WIDTH * 3 / 10, WIDTH * 7 / 10])
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
}

fn grid(table: &Table) -> Grid {
    let shares: usize = table.columns.iter().map(|column| usize::from(column.share)).sum();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| WIDTH * usize::from(column.share) / shares.max(1))
        .collect();
    let heads: Vec<String> = table.columns.iter().map(|column| column.head.clone()).collect();
    let head = Row { cells: heads, total: true };
    let rows = std::iter::once(&head).chain(&table.rows);
    let rows = rows.map(|row| line(row, &table.columns, &widths)).collect();
    let edge =
        |position| TableBorder::new(position).border_type(BorderType::Single).size(4).color(LINE);
    let borders = TableBorders::with_empty()
        .set(edge(TableBorderPosition::Top))
        .set(edge(TableBorderPosition::Bottom))
        .set(edge(TableBorderPosition::InsideH));
    Grid::without_borders(rows)
        .set_grid(widths)
        .set_borders(borders)
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
}

fn line(row: &Row, columns: &[Column], widths: &[usize]) -> TableRow {
    let cells = row.cells.iter().zip(columns).zip(widths).map(|((cell, column), width)| {
        let run = run(cell).size(18);
        let run = if row.total { run.bold() } else { run };
        let align = if column.figures { AlignmentType::End } else { AlignmentType::Start };
        let words = Paragraph::new().add_run(run).align(align);
        TableCell::new().add_paragraph(words).width(*width, WidthType::Dxa)
    });
    TableRow::new(cells.collect()).cant_split()
}
