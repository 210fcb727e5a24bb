//! Cooperations of the guide of 2020: facts by line, the partners recorded provisionally.

use anyhow::Context as _;
use directory::import::{jumelage_of, organisation_by_identifier, organisation_by_place};
use domain::cooperation::{PartialDate, Party, PartyRole, Side, Theme};
use domain::fold::fold;
use domain::organisation::{Command, Kind, Name, NameUse, Place};
use domain::partnership::{Nature, TermsDraft};
use domain::{Author, LocalText, OrganisationId, PartnershipId, jumelage, partnership};

use super::act::{Act, id};

const TABLE: &str = include_str!("../../data/demo-partnerships.tsv");

/// What a row is recorded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Jumelage,
    Partnership(Nature),
}

/// A row of the table.
#[derive(Debug, Clone)]
pub(super) struct Example {
    lines: &'static str,
    /// `scheme:value` of the French authority.
    pub(super) authority: &'static str,
    authority_name: &'static str,
    partner: &'static str,
    as_in_the_guide: &'static str,
    kind: Kind,
    country: &'static str,
    place: Place,
    themes: Vec<Theme>,
    since: Option<PartialDate>,
    form: Form,
    programme: &'static str,
}

/// A partner abroad, by its country and name.
pub(super) fn partner_id(country: &str, name: &str) -> OrganisationId {
    organisation_by_place(country, &fold(name), None)
}

/// A French authority by `scheme:value`.
pub(super) fn authority_id(identifier: &str) -> OrganisationId {
    let (scheme, value) = identifier.split_once(':').unwrap_or(("insee", identifier));
    organisation_by_identifier(scheme, value)
}

/// The table's rows.
pub(super) fn examples() -> anyhow::Result<Vec<Example>> {
    let rows = TABLE.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    rows.map(|(index, line)| {
        example(line)
            .with_context(|| format!("row {} of the examples is not understood", index + 1))
    })
    .collect()
}

fn example(line: &'static str) -> Option<Example> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [lines, authority, authority_name, partner, as_in_the_guide, kind, country, ..] = cells[..]
    else {
        return None;
    };
    let [.., latitude, longitude, themes, since, form, programme] = cells[..] else {
        return None;
    };
    Some(Example {
        lines,
        authority,
        authority_name,
        partner,
        as_in_the_guide,
        kind: match kind {
            "foreign_local_authority" => Kind::ForeignLocalAuthority,
            "federated_state" => Kind::FederatedState,
            _ => return None,
        },
        country,
        place: Place { latitude: latitude.parse().ok()?, longitude: longitude.parse().ok()? },
        themes: themes
            .split(';')
            .filter(|code| !code.is_empty())
            .map(|code| Theme(code.to_owned()))
            .collect(),
        since: (!since.is_empty()).then(|| PartialDate(since.to_owned())),
        form: match form {
            "jumelage" => Form::Jumelage,
            "convention" => Form::Partnership(Nature::Convention),
            "informal" => Form::Partnership(Nature::Informal),
            "network" => Form::Partnership(Nature::Network),
            _ => return None,
        },
        programme,
    })
}

/// Records the partners and the cooperations.
pub(super) async fn record(act: &Act<'_>, examples: &[Example]) -> anyhow::Result<()> {
    for example in examples {
        partner(act, example).await?;
        cooperation(act, example).await?;
    }
    Ok(())
}

async fn partner(act: &Act<'_>, example: &Example) -> anyhow::Result<()> {
    let mut names = vec![name(example.partner, "und", NameUse::Official)];
    if !example.as_in_the_guide.is_empty() {
        names.push(name(example.as_in_the_guide, "fr", NameUse::Variant));
    }
    let order = Command::Record {
        kind: example.kind,
        names,
        country: example.country.to_owned(),
        territory: None,
        place: Some(example.place),
        identifiers: Vec::new(),
        population: None,
        provisional: true,
        source: Some(
            "named in the operational guide of 2020; place: GeoNames (CC BY 4.0)".to_owned(),
        ),
    };
    let what = format!("organisation {} {}", example.country, example.partner);
    act.organisation(&Author::SYSTEM, &what, partner_id(example.country, example.partner), order)
        .await
}

fn name(text: &str, lang: &str, use_as: NameUse) -> Name {
    Name { lang: lang.to_owned(), text: text.to_owned(), use_as }
}

async fn cooperation(act: &Act<'_>, example: &Example) -> anyhow::Result<()> {
    let towns = [authority_id(example.authority), partner_id(example.country, example.partner)];
    let parties = parties(&towns);
    let what = format!("{} – {}", example.authority_name, example.partner);
    let source =
        format!("operational guide on decentralised cooperation, 2020, lines {}", example.lines);
    let (since, themes) = (example.since.clone(), example.themes.clone());
    match example.form {
        Form::Jumelage => {
            let order = jumelage::Command::RecordExisting {
                parties,
                facts: Vec::new(),
                kind: jumelage::Kind::Friendship,
                themes,
                since,
                source,
            };
            act.jumelage(&Author::SYSTEM, &what, jumelage_of(towns[0], towns[1]), order).await
        }
        Form::Partnership(nature) => {
            let order = partnership::Command::RecordExisting {
                parties,
                facts: Vec::new(),
                nature,
                terms: terms(example, &what),
                since,
                source,
            };
            act.partnership(&Author::SYSTEM, &what, PartnershipId(id(&what)), order).await
        }
    }
}

/// Each organisation leads a side of its own.
pub(super) fn parties(organisations: &[OrganisationId]) -> Vec<Party> {
    let party = |(organisation, side): (&OrganisationId, u8)| Party {
        organisation: *organisation,
        side: Side(side),
        role: PartyRole::Lead,
    };
    organisations.iter().zip(1..).map(party).collect()
}

fn terms(example: &Example, title: &str) -> TermsDraft {
    let purpose = if example.programme.is_empty() {
        Vec::new()
    } else {
        vec![LocalText { lang: "fr".to_owned(), text: example.programme.to_owned() }]
    };
    TermsDraft {
        title: vec![LocalText { lang: "fr".to_owned(), text: title.to_owned() }],
        purpose,
        themes: example.themes.clone(),
        sdgs: Vec::new(),
        territories: vec![example.country.to_owned()],
        benefits: Vec::new(),
    }
}
