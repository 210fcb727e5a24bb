//! Import: a spreadsheet of twinnings with uneven names, told line by line, and twice is once.

use anyhow::{Context, Result};
use rives_tests::Person;
use serde_json::json;

use crate::scene::Scene;

const SHEET: &str = "Ville;Pays;Ville jumelle;Pays jumeau;Depuis
Saint-Etienne;France;Ville Essai Un;Allemagne;1960
ST ETIENNE;France;Ville-Essai-Un;Germany;1960
Saint-Étienne;France;Ville Essai Deux;Corée du Sud;
Saint-Étienne;France;Ville Essai Trois;Atlantide;1980
Saint-Étienne;France;;Espagne;1980
Saint-Étienne;France;Saint-Étienne;France;1990
";

#[test]
fn a_sheet_is_imported_once_however_often_it_is_given_and_each_line_is_told() -> Result<()> {
    let mut scene = Scene::open()?;
    scene.node.stop()?;
    let sheet = scene.node.data().with_file_name("twinnings.csv");
    std::fs::write(&sheet, SHEET)?;
    let file = sheet.to_str().context("a path")?;
    let columns = [
        "town_a=Ville",
        "country_a=Pays",
        "town_b=Ville jumelle",
        "country_b=Pays jumeau",
        "since=Depuis",
    ];
    let mut arguments = vec!["import", "twinnings", file];
    for column in &columns {
        arguments.extend(["--map", column]);
    }

    let dry: Vec<_> = arguments.iter().copied().chain(["--dry-run"]).collect();
    let (ok, said) = scene.node.command(&dry)?;
    assert!(ok, "{said}");
    let (ok, first) = scene.node.command(&arguments)?;
    assert!(ok, "{first}");
    assert!(first.contains("Atlantide"), "the unknown country is told: {first}");
    let (_, before) = scene.node.command(&["log", "info"])?;
    let (ok, second) = scene.node.command(&arguments)?;
    assert!(ok, "{second}");
    let (_, after) = scene.node.command(&["log", "info"])?;
    assert_eq!(before, after, "the second run changes nothing");

    scene.node.run()?;
    let visitor = Person::visitor(&scene.node.url());
    let query = "{ cooperations(filter: { search: \"ville essai\" }) { nodes { title stage } } }";
    let found = visitor.ask(query, &json!({}))?;
    assert_eq!(found["cooperations"]["nodes"].as_array().map(Vec::len), Some(2), "{found}");
    Ok(())
}

#[test]
fn a_sheet_without_the_needed_columns_says_which_ones() -> Result<()> {
    let mut scene = Scene::open()?;
    scene.node.stop()?;
    let sheet = scene.node.data().with_file_name("odd.csv");
    std::fs::write(&sheet, "a;b\n1;2\n")?;
    let (ok, said) =
        scene.node.command(&["import", "twinnings", sheet.to_str().context("a path")?])?;
    assert!(!ok);
    assert!(said.contains("town_a"), "{said}");
    Ok(())
}
