//! How long the examples take to load, and a sheet of twinnings to be imported among them.

use std::time::Instant;

use anyhow::{Result, ensure};
use rives_tests::Node;

use crate::sheet;

pub(crate) fn run(rows: usize) -> Result<()> {
    let began = Instant::now();
    let mut node = Node::start(&["serve", "--demo"])?;
    println!("demonstration: loaded and served in {:.1} s", began.elapsed().as_secs_f64());
    node.stop()?;
    let file = node.data().join("sheet.csv");
    sheet::write(rows, std::fs::File::create(&file)?)?;
    for turn in ["import", "again"] {
        let began = Instant::now();
        let (done, said) =
            node.command(&["import", "twinnings", file.to_string_lossy().as_ref()])?;
        ensure!(done, "the import failed:\n{said}");
        let took = began.elapsed().as_secs_f64();
        let counted = said.lines().map(str::trim).filter(|line| line.starts_with(char::is_numeric));
        let told: Vec<&str> = counted.collect();
        println!("{turn}: {rows} rows in {took:.1} s; {}", told.join(", "));
    }
    Ok(())
}
