//! A few facts of the country register, neutral and sourced, so that the rules on wrong partners can be tried.

use domain::LocalText;
use domain::territory::{Command, Fact, Status};
use jiff::civil::{Date, date};

use super::act::Act;

struct Known {
    code: &'static str,
    names: [&'static str; 3],
    status: Status,
    from: Option<Date>,
    source: &'static str,
}

const UNRECOGNISED: &str = "France recognises no State there; operational guide of 2020, rule R-10: no agreement with its authorities";

const FACTS: [Known; 4] = [
    Known {
        code: "MD-SN",
        names: ["Transnistrie", "Transnistria", "Transnistria"],
        status: Status::NotRecognised,
        from: None,
        source: UNRECOGNISED,
    },
    Known {
        code: "GE-AB",
        names: ["Abkhazie", "Abkhazia", "Abjasia"],
        status: Status::NotRecognised,
        from: None,
        source: UNRECOGNISED,
    },
    Known {
        code: "CY-NORTH",
        names: ["Nord de Chypre", "Northern part of Cyprus", "Norte de Chipre"],
        status: Status::NotRecognised,
        from: None,
        source: "United Nations Security Council resolution 541 (1983); operational guide of 2020, rule R-10",
    },
    Known {
        code: "UA-43",
        names: ["Crimée", "Crimea", "Crimea"],
        status: Status::Sanctioned,
        from: Some(date(2014, 6, 25)),
        source: "Council Regulation (EU) No 692/2014; operational guide of 2020, rule R-11",
    },
];

/// Records the facts.
pub(super) async fn facts(act: &Act<'_>) -> anyhow::Result<()> {
    for known in &FACTS {
        let name = ["fr", "en", "es"].into_iter().zip(known.names);
        let fact = Fact {
            status: known.status,
            seen_from: "FR".to_owned(),
            from: known.from,
            until: None,
            source: known.source.to_owned(),
        };
        let name =
            name.map(|(lang, text)| LocalText { lang: lang.to_owned(), text: text.to_owned() });
        act.territory(known.code, Command::RecordFact { name: name.collect(), fact }).await?;
    }
    Ok(())
}
