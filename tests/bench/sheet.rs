//! A spreadsheet of twinnings as people keep them: French communes, made-up towns abroad, the same place spelt unevenly.

use std::io::Write;

use anyhow::{Context, Result, ensure};

const REGISTER: &str = "deploy/data/authorities-fr.tsv";
const COUNTRIES: [(&str, f64, f64); 6] = [
    ("Allemagne", 51.0, 10.0),
    ("Italy", 43.0, 12.0),
    ("España", 40.0, -4.0),
    ("GB", 52.5, -1.5),
    ("Pologne", 52.0, 19.0),
    ("Romania", 46.0, 25.0),
];
const HEADS: [&str; 12] = [
    "Neu", "Alt", "Bad ", "Ober", "Unter", "San ", "Santa ", "Villa", "Nova ", "Great ", "Klein",
    "Stara ",
];
const MIDDLES: [&str; 20] = [
    "brandt", "kirch", "monte", "lago", "wind", "rosa", "stein", "birk", "palm", "gold", "fischer",
    "marin", "camp", "vald", "torre", "lind", "roth", "sool", "grün", "pérez",
];
const TAILS: [&str; 20] = [
    "burg", "hausen", "ville", "dorf", "ona", "ella", "ford", "ham", "owice", "escu", "feld",
    "bach", "ingen", "ano", "ate", "wick", "ton", "grad", "heim", "ów",
];

/// Writes `rows` lines; the same ones for the same number.
pub(crate) fn write(rows: usize, out: impl Write) -> Result<()> {
    let table = std::fs::read_to_string(REGISTER).with_context(|| format!("no {REGISTER} here"))?;
    let communes: Vec<(&str, &str, &str)> = table.lines().filter_map(commune).collect();
    ensure!(!communes.is_empty(), "{REGISTER} has no communes");
    let mut out = std::io::BufWriter::new(out);
    writeln!(out, "city1;country1;lat1;lng1;city2;country2;lat2;lng2;since")?;
    for row in 0..rows {
        let (name, latitude, longitude) = communes[row * 7919 % communes.len()];
        let home = uneven(name, row);
        // Every sixteenth line leaves the coordinates out, as people do.
        let place = |latitude: &str, longitude: &str| match row % 16 {
            0 => ";".to_owned(),
            _ => format!("{latitude};{longitude}"),
        };
        let (country, north, east) = COUNTRIES[row % COUNTRIES.len()];
        let number = row / 2 * 31;
        let abroad = format!(
            "{}{}{}",
            HEADS[number % 12],
            MIDDLES[number / 12 % 20],
            TAILS[number / 240 % 20]
        );
        let spread = |part: usize| (number % part) as f64 / part as f64 * 6.0 - 3.0;
        let (north, east) = (north + spread(97), east + spread(89));
        writeln!(
            out,
            "{home};France;{};{};{country};{};{}",
            place(latitude, longitude),
            uneven(&abroad, row / 3),
            place(&format!("{north:.4}"), &format!("{east:.4}")),
            1950 + row % 75
        )?;
    }
    out.flush()?;
    Ok(())
}

/// Name, latitude, longitude of a line that is a commune.
fn commune(line: &str) -> Option<(&str, &str, &str)> {
    let cells: Vec<&str> = line.split('\t').collect();
    match cells.as_slice() {
        ["commune", _, _, name, _, _, _, latitude, longitude] => Some((name, latitude, longitude)),
        _ => None,
    }
}

/// The ways in which a name is written, by turns.
fn uneven(name: &str, turn: usize) -> String {
    match turn % 11 {
        0 => name.to_uppercase(),
        1 => name.replace("Saint-", "St "),
        2 => name.replace('-', " "),
        3 => format!(" {name} "),
        4 => format!("{name} (ville)"),
        5 => name.replace(['é', 'è', 'ê'], "e"),
        6 => format!("Ville de {name}"),
        _ => name.to_owned(),
    }
}
