//! The table: the median of the rounds for each peer and number of writers.

use std::collections::BTreeMap;

use crate::load::Figure;
use crate::{PEERS, WRITERS};

#[derive(Default)]
pub(crate) struct Table {
    cells: BTreeMap<(&'static str, usize), Vec<(Figure, f64)>>,
    sizes: BTreeMap<&'static str, Vec<f64>>,
}

impl Table {
    pub(crate) fn add(&mut self, name: &str, column: usize, figure: Figure, raw: f64) {
        println!(
            "  {name:<16} {:>3} writers {:>9.0}/s  p50 {:>7.2} ms  p99 {:>7.2} ms  (disk {raw:.0} syncs/s)",
            WRITERS[column], figure.rate, figure.p50, figure.p99
        );
        self.cells.entry((known(name), column)).or_default().push((figure, raw));
    }

    /// Notes the bytes of disk a written event; a peer whose files lie elsewhere weighs nothing here.
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    pub(crate) fn weigh(&mut self, name: &str, bytes: u64) {
        let name = known(name);
        let written: u64 = (0..WRITERS.len())
            .filter_map(|column| self.cells.get(&(name, column))?.last())
            .map(|(figure, _)| figure.count)
            .sum();
        self.sizes.entry(name).or_default().push(bytes as f64 / written.max(1) as f64);
    }

    pub(crate) fn print(&self) {
        println!(
            "\nDurable appends a second of 300 bytes, median (least to most); the disk's own syncs a second"
        );
        print!("{:<16}", "writers");
        for writers in WRITERS {
            print!(" {writers:>27}");
        }
        println!("  {:>10}", "bytes/event");
        for name in PEERS {
            if !self.cells.contains_key(&(name, 0)) {
                continue;
            }
            print!("{name:<16}");
            for column in 0..WRITERS.len() {
                let cell = self.cells.get(&(name, column)).map(|runs| words(runs));
                print!(" {:>27}", cell.unwrap_or_default());
            }
            println!("  {:>10.0}", median(self.sizes.get(name).cloned().unwrap_or_default()));
        }
        self.ratios();
    }

    /// Ours against the peers that the goals name.
    fn ratios(&self) {
        for (ours, theirs) in [
            ("rives log", "fjall"),
            ("rives log", "redb"),
            ("rives log", "umadb"),
            ("rives http", "umadb"),
            ("rives ws", "umadb"),
        ] {
            let each: Option<Vec<String>> = (0..WRITERS.len())
                .map(|column| {
                    let rate = |name| {
                        let runs = self.cells.get(&(name, column))?;
                        Some(median(runs.iter().map(|(figure, _)| figure.rate).collect()))
                    };
                    Some(format!("{:.2}", rate(ours)? / rate(theirs)?))
                })
                .collect();
            if let Some(each) = each {
                println!("{ours} / {theirs}: {}", each.join("  "));
            }
        }
    }
}

fn known(name: &str) -> &'static str {
    PEERS.into_iter().find(|peer| *peer == name).expect("every peer is in the list")
}

fn words(runs: &[(Figure, f64)]) -> String {
    let rates: Vec<f64> = runs.iter().map(|(figure, _)| figure.rate).collect();
    let least = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let most = rates.iter().copied().fold(0.0, f64::max);
    let raw = median(runs.iter().map(|(_, raw)| *raw).collect());
    format!("{:.0} ({least:.0}-{most:.0}) {raw:.0}", median(rates))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
