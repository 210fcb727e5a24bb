//! The register leaves as a spreadsheet: with what its reader may see, in their language, and no formula in it.

use anyhow::Result;
use serde_json::json;

use crate::scene::{Scene, own_town, propose, record_town};

#[test]
fn the_register_leaves_as_a_spreadsheet_with_what_its_reader_may_see() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let here = own_town(&french)?;
    let hidden = record_town(&french, "SN", "=Ville-du-tableur()", "FOREIGN_LOCAL_AUTHORITY")?;
    let proposed = propose(&french, &here, &hidden)?;
    let parties =
        json!([{ "organisation": hidden, "side": 1 }, { "organisation": here, "side": 2 }]);
    let public =
        json!({ "parties": parties, "kind": "FRIENDSHIP", "themes": [], "source": "archives" });
    let public = french.act("recordExistingJumelage", public, "jumelage { id }")?.done();
    let public = public["jumelage"]["id"].as_str().unwrap_or_default().to_owned();

    let (status, ours) = french.fetch("/register.csv?lang=fr&country=SN")?;
    assert_eq!(status, 200, "{ours}");
    assert!(ours.starts_with("\u{feff}Identifiant;Nature;Intitulé;État"), "{ours}");
    assert!(ours.contains(&proposed) && ours.contains(&public), "{ours}");
    assert!(ours.contains(";proposé;") && ours.contains(";jumelage;"), "{ours}");
    assert!(ours.contains("'=Ville-du-tableur()"), "no spreadsheet calculates: {ours}");

    let (status, theirs) = scene.newcomer()?.fetch("/register.csv?lang=en&country=SN")?;
    assert_eq!(status, 200, "{theirs}");
    assert!(theirs.starts_with("\u{feff}Identifier,Kind,Title,State"), "{theirs}");
    assert!(!theirs.contains(&proposed) && theirs.contains(&public), "{theirs}");

    let (_, all) = french.fetch("/register.csv?lang=en&order=TITLE")?;
    let count = french.ask("{ counters { total } }", &json!({}))?;
    let lines = u64::try_from(all.lines().count())?;
    assert_eq!(json!(lines - 1), count["counters"]["total"], "every page of it, and a head");

    let (status, wrong) = french.fetch("/register.csv?stage=SLEEPY")?;
    assert_eq!(status, 400, "{wrong}");
    assert!(wrong.contains("SLEEPY"), "it says what is wrong: {wrong}");
    let (status, wrong) = french.fetch("/register.csv?countries=SN")?;
    assert_eq!(status, 400, "half a filter is no filter: {wrong}");
    Ok(())
}
