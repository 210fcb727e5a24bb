//! Turns a report into PDF, DOCX and workbooks; knows no rule, asks nobody and reads no file.

mod docx;
pub mod limits;
mod pdf;
mod report;
mod sheet;
mod text;

#[cfg(test)]
mod tests;

pub use docx::docx;
pub use pdf::pdf;
pub use report::{Block, Column, Fact, Frame, Report, Row, Section, Table};
pub use sheet::{Cell, Sheet, csv, xlsx};

/// Why a report could not be written: an operator's concern, except [`Unwritten::TooMuch`].
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// It holds more than one document may: a shorter period has less.
    #[error("the report holds {found} {what}; at most {most} fit into one document")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        found: usize,
        /// How much there may be.
        most: usize,
    },
    /// The typesetter did not take it.
    #[error("the typesetter refused: {0}")]
    Typeset(String),
    /// The writer of text documents did not take it.
    #[error("the text document could not be written")]
    Docx(#[source] std::io::Error),
    /// The writer of workbooks did not take it.
    #[error("the workbook could not be written")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The writer of plain tables did not take it.
    #[error("the table could not be written")]
    Csv(#[from] csv_core::Error),
    /// It could not be put into JSON.
    #[error("the report is not JSON")]
    Json(#[from] serde_json::Error),
}

/// The crate `csv`, beside a function of that name.
mod csv_core {
    pub(crate) use csv::{Error, WriterBuilder};
}
