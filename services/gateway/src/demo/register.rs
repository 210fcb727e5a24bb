//! The register of the demonstration: French authorities, and bodies that the examples and the stories need.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Context as _;
use directory::import::authorities;
use domain::Author;
use domain::organisation::{Command, Kind, Name, NameUse, Place};

use super::Size;
use super::act::Act;
use super::guide::{Example, authority_id, partner_id};
use super::people::AUTHORITIES;
use crate::recorder::NodeRecorder;

const FRENCH: &str = include_str!("../../../../deploy/data/authorities-fr.tsv");
/// Authorities in a small demonstration beside those that it needs.
const SOME_MORE: usize = 200;

/// A body abroad that is in no example of the guide: name, kind, country, territory, place, source.
struct Other {
    name: &'static str,
    lang: &'static str,
    kind: Kind,
    country: &'static str,
    territory: Option<&'static str>,
    place: Place,
    source: &'static str,
}

const SEEKER: &str =
    "looks for partners according to the operational guide of 2020; place: GeoNames (CC BY 4.0)";
const TO_TRY: &str = "recorded to try the rules (fictional)";

const OTHERS: [Other; 5] = [
    Other {
        name: "Tamale",
        lang: "en",
        kind: Kind::ForeignLocalAuthority,
        country: "GH",
        territory: None,
        place: Place { latitude: 9.4008, longitude: -0.8393 },
        source: SEEKER,
    },
    Other {
        name: "Cape Coast",
        lang: "en",
        kind: Kind::ForeignLocalAuthority,
        country: "GH",
        territory: None,
        place: Place { latitude: 5.1053, longitude: -1.2466 },
        source: SEEKER,
    },
    Other {
        name: "San Carlos de Bariloche",
        lang: "es",
        kind: Kind::ForeignLocalAuthority,
        country: "AR",
        territory: None,
        place: Place { latitude: -41.1456, longitude: -71.3082 },
        source: SEEKER,
    },
    Other {
        name: "Republic of Ghana",
        lang: "en",
        kind: Kind::State,
        country: "GH",
        territory: None,
        place: Place { latitude: 5.556, longitude: -0.1969 },
        source: TO_TRY,
    },
    Other {
        name: "Tiraspol",
        lang: "und",
        kind: Kind::ForeignLocalAuthority,
        country: "MD",
        territory: Some("MD-SN"),
        place: Place { latitude: 46.8403, longitude: 29.6433 },
        source: TO_TRY,
    },
];

/// Records French authorities.
pub(super) async fn authorities(
    act: &Act<'_>,
    size: Size,
    examples: &[Example],
) -> anyhow::Result<()> {
    let mut all =
        authorities::read(FRENCH).context("the table of French authorities is not understood")?;
    if size == Size::Small {
        let needed: HashSet<_> = examples
            .iter()
            .map(|example| example.authority)
            .chain(AUTHORITIES)
            .map(authority_id)
            .collect();
        let mut more = SOME_MORE;
        all.retain(|authority| {
            let some = more > 0 && authority.kind == Kind::Commune;
            more -= usize::from(some);
            some || needed.contains(&authority.id)
        });
    }
    authorities::record(all, &NodeRecorder::new(Arc::clone(act.world)), &|_| {}).await?;
    Ok(())
}

/// Records the other bodies.
pub(super) async fn others(act: &Act<'_>) -> anyhow::Result<()> {
    for other in &OTHERS {
        let order = Command::Record {
            kind: other.kind,
            names: vec![Name {
                lang: other.lang.to_owned(),
                text: other.name.to_owned(),
                use_as: NameUse::Official,
            }],
            country: other.country.to_owned(),
            territory: other.territory.map(str::to_owned),
            place: Some(other.place),
            identifiers: Vec::new(),
            population: None,
            provisional: true,
            source: Some(other.source.to_owned()),
        };
        let what = format!("organisation {} {}", other.country, other.name);
        act.organisation(&Author::SYSTEM, &what, partner_id(other.country, other.name), order)
            .await?;
    }
    Ok(())
}
