//! Rows of a delimited file, each with its line; a row with the wrong number of cells is kept apart, not the end.

use super::FileError;
use super::columns::{Layout, Mapping};
use super::encoding::{Encoding, decode};

/// Rows of one import.
pub const MOST_ROWS: usize = 1_000_000;
const DELIMITERS: [u8; 4] = *b",;\t|";

/// A delimited file, read.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where the fields are.
    pub layout: Layout,
    /// The rows, without the header.
    pub rows: Vec<Record>,
    /// How the file was written.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: u8,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it starts on, from 1.
    pub line: u64,
    /// Its cells, as many as there are.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads `bytes` as `mapping` says, guessing the rest.
    ///
    /// # Errors
    /// [`FileError`] when the file as a whole is not usable.
    pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Self, FileError> {
        let (text, encoding) = decode(bytes, mapping.encoding)?;
        let delimiter = mapping.delimiter.unwrap_or_else(|| guess_delimiter(&text));
        let mut records = records(&text, delimiter)?;
        if records.is_empty() {
            return Err(FileError::Empty);
        }
        let header = records.remove(0);
        let layout = Layout::of(&header.cells, mapping)?;
        Ok(Self { layout, rows: records, encoding, delimiter })
    }
}

fn records(text: &str, delimiter: u8) -> Result<Vec<Record>, FileError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|wrong| FileError::Csv {
            line: wrong.position().map_or(0, csv::Position::line),
            what: wrong.to_string(),
        })?;
        if records.len() > MOST_ROWS {
            return Err(FileError::Mapping(format!("more than {MOST_ROWS} rows: split the file")));
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(Record { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Ok(records)
}

/// The delimiter that the header has most of, outside quotes.
fn guess_delimiter(text: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(which) = DELIMITERS.iter().position(|delimiter| *delimiter == byte) {
                    counts[which] += 1;
                }
            }
        }
    }
    let most = (0..DELIMITERS.len()).rev().max_by_key(|which| counts[*which]).unwrap_or_default();
    DELIMITERS[most]
}

#[cfg(test)]
mod tests {
    use super::super::columns::Field;
    use super::*;

    fn read(text: &str) -> Table {
        Table::read(text.as_bytes(), &Mapping::default()).expect("a table")
    }

    #[test]
    fn headers_in_three_languages_are_recognised() {
        for header in [
            "city1,country1,lat1,lng1,city2,country2,lat2,lng2",
            "Ville;Pays;Ville jumelée;Pays partenaire;Année",
            "Ciudad\tPaís\tCiudad hermana\tPaís 2\tDesde",
        ] {
            let table = read(&format!("{header}\n"));
            assert_eq!(table.layout.width, header.split([',', ';', '\t']).count(), "{header}");
        }
    }

    #[test]
    fn a_quoted_newline_and_a_quoted_delimiter_are_part_of_the_cell() {
        let table = read(
            "town a;country a;town b;country b;notes\nOrléans;France;Parakou;Bénin;\"one;\ntwo\"\nLyon;France;X;Bénin;\n",
        );
        assert_eq!(table.delimiter, b';');
        assert_eq!(table.rows[0].cells[4], "one;\ntwo");
        assert_eq!(table.rows[1].line, 4);
    }

    #[test]
    fn a_ragged_line_is_kept_with_the_cells_it_has() {
        let table =
            read("city1,country1,city2,country2\nLyon,France\n\nParis,France,Rome,Italy,extra\n");
        assert_eq!(table.rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [2, 5]);
    }

    #[test]
    fn any_file_is_read_or_refused_without_a_panic() {
        bolero::check!().with_type().for_each(|(header, bytes): &(u8, Vec<u8>)| {
            let headers = [
                "",
                "city1,country1,city2,country2,year\n",
                "Ville;Pays;Ville jumelée;Pays partenaire\n",
            ];
            let header = headers[usize::from(*header) % headers.len()];
            let file = [header.as_bytes(), bytes].concat();
            if let Ok(table) = Table::read(&file, &Mapping::default()) {
                for record in &table.rows {
                    drop(crate::import::row::Row::read(record, &table.layout));
                }
            }
            let text = String::from_utf8_lossy(bytes);
            drop((Mapping::from_toml(&text), crate::import::authorities::read(&text)));
        });
    }

    #[test]
    fn a_missing_column_is_named_with_what_the_file_has() {
        let wrong = Table::read(b"city1,city2\n", &Mapping::default());
        assert!(matches!(wrong, Err(FileError::NoColumn { wanted: "country_a", .. })), "{wrong:?}");
        let wrong = Table::read(b"", &Mapping::default());
        assert!(matches!(wrong, Err(FileError::Empty)));
    }

    #[test]
    fn a_mapping_names_columns_and_fills_the_missing_ones() {
        let mapping = Mapping::from_toml(
            "delimiter = \";\"\n[columns]\ntown_a = \"Chez nous\"\ntown_b = \"Chez eux\"\ncountry_b = \"Où\"\n[defaults]\ncountry_a = \"France\"\n",
        )
        .expect("a mapping");
        let table =
            Table::read("Chez nous;Chez eux;Où\nÉvry;Bexley;Angleterre\n".as_bytes(), &mapping)
                .expect("a table");
        assert_eq!(table.layout.cell(&table.rows[0].cells, Field::CountryA), "France");
        assert_eq!(table.layout.cell(&table.rows[0].cells, Field::TownB), "Bexley");
    }

    #[test]
    fn a_mapping_that_is_not_understood_says_what() {
        for wrong in [
            "[columns]\nvillage = \"x\"",
            "colums = 1",
            "delimiter = \"ab\"",
            "encoding = \"ebcdic\"",
        ] {
            assert!(matches!(Mapping::from_toml(wrong), Err(FileError::Mapping(_))), "{wrong}");
        }
    }
}
