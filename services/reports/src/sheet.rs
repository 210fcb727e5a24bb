//! Workbooks and their plain twin: sheets of typed cells, sums as formulas that stay right when somebody works on.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

use crate::text::clean;
use crate::{Unwritten, csv_core, limits};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words; never read as a formula.
    Words(String),
    /// An exact decimal, `12000.50`, shown with this many decimals.
    Figure(String, u32),
    /// A day: year, month, day.
    Day(i16, i8, i8),
    /// The sum of the figures above it in its column, which is this exact decimal.
    Sum(String, u32),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }
}

/// A sheet: its name, the heads of its columns, its rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What it is called, at most 31 characters.
    pub name: String,
    /// Heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Characters of the name of a sheet, at most.
const NAME: usize = 31;
/// A column is as wide as its longest words, within these.
const WIDTHS: std::ops::RangeInclusive<usize> = 9..=48;

/// The sheets as a workbook with this title; the date is that of the record, `YYYY-MM-DD`.
///
/// # Errors
/// [`Unwritten::TooMuch`] for what does not fit, [`Unwritten::Xlsx`] when it cannot be written.
pub fn xlsx(title: &str, date: &str, sheets: &[Sheet]) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::parse_from_str(date)?;
    let properties = DocProperties::new()
        .set_title(clean(title))
        .set_author("Rives")
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    for sheet in sheets {
        limits::within("rows", sheet.rows.len(), limits::SHEET_ROWS)?;
        fill(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(to: &mut Worksheet, sheet: &Sheet) -> Result<(), Unwritten> {
    let head = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    to.set_name(called(&sheet.name))?;
    for (place, words) in sheet.heads.iter().enumerate() {
        let column = column(place)?;
        to.write_string_with_format(0, column, short(words), &head)?;
        to.set_column_width(column, width(sheet, place))?;
    }
    for (place, cells) in sheet.rows.iter().enumerate() {
        let row = u32::try_from(place + 1).unwrap_or(u32::MAX);
        for (place, cell) in cells.iter().enumerate() {
            put(to, row, column(place)?, cell)?;
        }
    }
    to.set_freeze_panes(1, 0)?;
    to.set_repeat_rows(0, 0)?;
    to.set_landscape();
    to.set_paper_size(9);
    to.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn put(to: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), Unwritten> {
    match cell {
        Cell::Words(text) => {
            let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
            to.write_string_with_format(row, column, short(text), &format)?;
        }
        Cell::Figure(exact, decimals) => {
            let format = Format::new().set_num_format(figures(*decimals));
            match exact.parse::<f64>() {
                Ok(number) => to.write_number_with_format(row, column, number, &format)?,
                Err(_) => to.write_string(row, column, short(exact))?,
            };
        }
        Cell::Day(year, month, day) => {
            let parts = (u16::try_from(*year), u8::try_from(*month), u8::try_from(*day));
            let (Ok(year), Ok(month), Ok(day)) = parts else { return Ok(()) };
            let day = ExcelDateTime::from_ymd(year, month, day)?;
            to.write_datetime_with_format(
                row,
                column,
                &day,
                &Format::new().set_num_format("yyyy-mm-dd"),
            )?;
        }
        Cell::Sum(exact, decimals) => {
            let format = Format::new()
                .set_num_format(figures(*decimals))
                .set_bold()
                .set_border_top(FormatBorder::Thin);
            let letter = rust_xlsxwriter::column_number_to_name(column);
            let formula = Formula::new(format!("=SUM({letter}2:{letter}{row})")).set_result(exact);
            to.write_formula_with_format(row, column, formula, &format)?;
        }
        Cell::Empty => {}
    }
    Ok(())
}

fn figures(decimals: u32) -> String {
    let part = "0".repeat(usize::try_from(decimals).unwrap_or_default());
    if part.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{part}") }
}

fn column(place: usize) -> Result<u16, Unwritten> {
    let most = usize::from(u16::MAX);
    u16::try_from(place).map_err(|_| Unwritten::TooMuch { what: "columns", found: place, most })
}

/// Excel forbids these in names of sheets, and an apostrophe at either end.
fn called(name: &str) -> String {
    let allowed = |one: char| if "[]:*?/\\'".contains(one) { ' ' } else { one };
    clean(name).chars().map(allowed).take(NAME).collect()
}

fn short(text: &str) -> String {
    clean(text).chars().take(limits::CELL).collect()
}

fn width(sheet: &Sheet, place: usize) -> f64 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(place));
    let longest = cells.map(|cell| match cell {
        Cell::Words(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Cell::Figure(exact, _) | Cell::Sum(exact, _) => exact.len() + 3,
        Cell::Day(..) => 10,
        Cell::Empty => 0,
    });
    let head = sheet.heads.get(place).map_or(0, |words| words.chars().count());
    let wide = longest.max().unwrap_or(0).max(head).clamp(*WIDTHS.start(), *WIDTHS.end());
    f64::from(u8::try_from(wide).unwrap_or(u8::MAX)) + 2.0
}

/// One sheet as a plain table, with `delimiter` between cells and the mark by which spreadsheets know UTF-8. What would be
/// taken for a formula is made harmless by `harmless`.
///
/// # Errors
/// [`Unwritten::Csv`] when it cannot be written.
pub fn csv(
    sheet: &Sheet,
    delimiter: u8,
    harmless: &dyn Fn(&str) -> String,
) -> Result<Vec<u8>, Unwritten> {
    limits::within("rows", sheet.rows.len(), limits::SHEET_ROWS)?;
    let mut plain = csv_core::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    plain.write_record(&sheet.heads)?;
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Words(text) => harmless(&clean(text)),
            Cell::Figure(exact, _) | Cell::Sum(exact, _) => exact.clone(),
            Cell::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
            Cell::Empty => String::new(),
        });
        plain.write_record(cells)?;
    }
    let rows = plain.into_inner().map_err(|error| Unwritten::Csv(error.into_error().into()))?;
    Ok([b"\xef\xbb\xbf".as_slice(), &rows].concat())
}
