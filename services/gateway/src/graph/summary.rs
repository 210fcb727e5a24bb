//! The sentence that says a change, from its verb, its details and the names of those it speaks of.

use domain::codec::Subject;
use domain::cooperation::{PartialDate, Vote};
use domain::{ExchangeId, FinancingId, Lang, OrganisationId, ProjectId, reference};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::change::{Actor, Change, ChangeDetail};
use super::cooperation::in_lang;
use super::enums::Verb;
use super::fault::Result;
use super::words::{self, Parts};

/// Details that are shown one by one, in this order; ids are not among them.
const SHOWN: &[&str] = &[
    "reason",
    "version",
    "step",
    "stage",
    "measured",
    "outcome",
    "reference",
    "hash",
    "about",
    "body",
    "place",
    "authority",
    "function",
    "source",
    "lessons",
    "participants",
    "count",
    "starts",
    "ends",
    "last_activity",
    "after_months",
    "scheme",
    "value",
    "status",
    "themes",
];

/// Changes that say in which phase something is; without one it is in none.
const PLACED: &[Verb] = &[Verb::ProjectPhaseTaskPlaced, Verb::ProjectPhaseMilestonePlaced];

/// The sentence in `lang`.
pub(crate) async fn sentence(change: &Change, lang: Lang) -> Result<String> {
    let mut parts = Parts::default();
    parts.set("actor", Actor::new(change.view.clone(), change.item.author).called(lang).await?);
    cooperation(change, lang, &mut parts).await?;
    organisations(change, lang, &mut parts).await?;
    subject(change, lang, &mut parts).await?;
    plain(change, lang, &mut parts);
    Ok(words::fill(words::summary(lang, change.verb), &parts))
}

/// The details, each with its label.
pub(crate) fn details(change: &Change) -> Vec<ChangeDetail> {
    let lang = change.view.lang(None);
    let shown = SHOWN.iter().filter_map(|key| {
        let value = said(change, key, lang)?;
        Some(ChangeDetail::new(change.view.clone(), key, value))
    });
    shown.collect()
}

async fn cooperation(change: &Change, lang: Lang, parts: &mut Parts) -> Result<()> {
    let Some(id) = change.item.cooperation else {
        return Ok(());
    };
    let Some(cooperation) = change.view.cooperation(id).await? else {
        return Ok(());
    };
    parts.set("title", cooperation.called(lang).await?);
    let own = change.item.side;
    let others = cooperation.names(lang, |party| Some(party.side) != own).await?;
    parts.set("others", words::list(lang, &others));
    Ok(())
}

async fn organisations(change: &Change, lang: Lang, parts: &mut Parts) -> Result<()> {
    let own = match change.item.subject {
        Subject::Organisation(id) => Some(id),
        Subject::Jumelage(_)
        | Subject::Committee(_)
        | Subject::Exchange(_)
        | Subject::Partnership(_)
        | Subject::Convention(_)
        | Subject::Project(_)
        | Subject::Lesson(_)
        | Subject::Financing(_)
        | Subject::Document(_)
        | Subject::Discussion(_)
        | Subject::Group(_)
        | Subject::Territory(_) => None,
    };
    let named = value::<OrganisationId>(change, "organisation").or(own);
    parts.maybe("organisation", name(change, named, lang).await?);
    let mut turn = Vec::new();
    for id in value::<Vec<OrganisationId>>(change, "turn").unwrap_or_default() {
        turn.extend(name(change, Some(id), lang).await?);
    }
    parts.maybe("turn", (!turn.is_empty()).then(|| words::list(lang, &turn)));
    let other = value::<OrganisationId>(change, "into").or_else(|| value(change, "successor"));
    parts.maybe("into", name(change, other, lang).await?);
    Ok(())
}

async fn name(change: &Change, id: Option<OrganisationId>, lang: Lang) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(change.view.organisation(id).await?.map(|organisation| organisation.called(lang)))
}

async fn subject(change: &Change, lang: Lang, parts: &mut Parts) -> Result<()> {
    match &change.item.subject {
        Subject::Exchange(id) => {
            let exchange = change.view.exchange(*id).await?;
            parts.maybe("exchange", exchange.map(|exchange| exchange.called(lang)));
        }
        Subject::Convention(id) => {
            let convention = change.view.convention(*id).await?;
            parts.maybe("convention", convention.map(|convention| convention.called(lang)));
        }
        Subject::Project(id) => project(change, *id, lang, parts).await?,
        Subject::Lesson(id) => {
            let lesson = change.view.lesson(*id).await?;
            parts.maybe("lesson", lesson.and_then(|lesson| lesson.called(lang)));
        }
        Subject::Financing(id) => financing(change, *id, lang, parts).await?,
        Subject::Group(id) => {
            let group = change.view.country_group(*id).await?;
            parts.maybe("group", group.map(|group| group.called(lang)));
        }
        Subject::Territory(code) => {
            let told: Option<Vec<domain::LocalText>> = value(change, "name");
            let told = told.as_deref().and_then(|texts| in_lang(texts, lang)).map(str::to_owned);
            let known =
                reference::country(code).map(|country| country.name.in_lang(lang).to_owned());
            parts.set("territory", told.or(known).unwrap_or_else(|| code.clone()));
        }
        Subject::Document(id) => {
            let told = value::<String>(change, "file");
            let document = change.view.document(*id).await?;
            parts.maybe("file", told.or(document.map(|document| document.called())));
        }
        Subject::Organisation(_)
        | Subject::Jumelage(_)
        | Subject::Partnership(_)
        | Subject::Committee(_)
        | Subject::Discussion(_) => {}
    }
    Ok(())
}

/// The project, and the part of it that the change names by its id or by its words.
async fn project(change: &Change, id: ProjectId, lang: Lang, parts: &mut Parts) -> Result<()> {
    let Some(project) = change.view.project(id).await? else {
        return Ok(());
    };
    parts.set("project", project.called(lang));
    let told: Option<Vec<domain::LocalText>> = value(change, "named");
    let told = told.as_deref().and_then(|texts| in_lang(texts, lang)).map(str::to_owned);
    let ids = ["measure", "task", "milestone", "risk", "indicator", "phase"].into_iter();
    let known =
        ids.filter_map(|key| value(change, key)).find_map(|id| project.part_called(id, lang));
    parts.maybe("named", told.or(known));
    if let Some(id) = value::<ExchangeId>(change, "exchange") {
        let exchange = change.view.exchange(id).await?;
        parts.maybe("exchange", exchange.map(|exchange| exchange.called(lang)));
    }
    let phase = match value::<uuid::Uuid>(change, "placed") {
        Some(id) => project.part_called(id, lang),
        None if PLACED.contains(&change.verb) => {
            domain::term("phase.none", lang).map(str::to_owned)
        }
        None => None,
    };
    parts.maybe("phase", phase);
    Ok(())
}

/// The project that the money is for.
async fn financing(change: &Change, id: FinancingId, lang: Lang, parts: &mut Parts) -> Result<()> {
    if let Some(plan) = change.view.financing_plan(id).await? {
        project(change, plan.of_project(), lang, parts).await?;
    }
    Ok(())
}

fn plain(change: &Change, lang: Lang, parts: &mut Parts) {
    for key in [
        "reason",
        "function",
        "status",
        "starts",
        "ends",
        "step",
        "version",
        "stage",
        "measured",
        "item",
        "line",
        "amount",
        "money_step",
        "reminder",
        "found",
        "gone",
        "occasion",
        "report_part",
        "mission_part",
    ] {
        parts.maybe(key, said(change, key, lang));
    }
    parts.maybe("voted", said(change, "outcome", lang));
    parts.maybe("place", said(change, "place", lang).or_else(|| said(change, "authority", lang)));
    parts.maybe("months", said(change, "after_months", lang));
    parts.maybe("count", said(change, "count", lang));
    let scheme = said(change, "scheme", lang).zip(said(change, "value", lang));
    let identifier = scheme.map(|(scheme, value)| format!("{scheme} {value}"));
    parts.maybe("reference", said(change, "reference", lang).or(identifier));
    if let Some(role) = value::<domain::Role>(change, "role") {
        parts.set("function", words::role(lang, role.into()));
    }
    if let Some(date) = &change.item.happened_on {
        parts.set("on", partial(date, lang));
        parts.set("since", since(date, lang));
    }
}

/// A detail as it is said in `lang`; `None` when it is absent or has no words.
fn said(change: &Change, key: &str, lang: Lang) -> Option<String> {
    let found = change.item.detail.get(key)?;
    match key {
        "outcome" if value::<Vote>(change, key).is_some() => {
            value::<Vote>(change, key).map(|vote| words::voted(lang, vote).to_owned())
        }
        "status" => value::<domain::territory::Status>(change, key)
            .map(|status| words::status(lang, status.into()).to_owned()),
        "starts" | "ends" | "last_activity" => {
            value::<jiff::civil::Date>(change, key).map(|date| words::day(lang, date))
        }
        "amount" | "measured" => found.as_str().map(|told| words::amount(lang, told)),
        "money_step" => {
            domain::term(&format!("money.{}", found.as_str()?), lang).map(str::to_owned)
        }
        "reminder" => domain::term(found.as_str()?, lang).map(str::to_owned),
        "occasion" => {
            domain::term(&format!("occasion.{}", found.as_str()?), lang).map(str::to_owned)
        }
        "mission_part" => {
            domain::term(&format!("mission.{}", found.as_str()?), lang).map(str::to_owned)
        }
        "report_part" => {
            domain::term(&format!("report.{}", found.as_str()?), lang).map(str::to_owned)
        }
        "step" => domain::term(&format!("step.{}", found.as_str()?), lang).map(str::to_owned),
        "stage" => value::<domain::project::Stage>(change, key)
            .and_then(|stage| domain::term(domain::project::stage_term(stage), lang))
            .map(str::to_owned),
        "themes" => value::<Vec<String>>(change, key).map(|codes| themes(&codes, lang)),
        _ => match found {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        },
    }
    .filter(|words| !words.is_empty())
}

fn themes(codes: &[String], lang: Lang) -> String {
    let names = codes.iter().map(|code| {
        reference::theme(code)
            .map_or_else(|| code.clone(), |known| known.name.in_lang(lang).to_owned())
    });
    names.collect::<Vec<_>>().join(", ")
}

/// A date after "since": Spanish and French put an article before a day, and none before a year or a month.
fn since(date: &PartialDate, lang: Lang) -> String {
    let day = date.0.parse::<jiff::civil::Date>().is_ok();
    let article = match lang {
        Lang::Fr if day => "le ",
        Lang::Es if day => "el ",
        Lang::Fr | Lang::Es | Lang::En => "",
    };
    format!("{article}{}", partial(date, lang))
}

fn partial(date: &PartialDate, lang: Lang) -> String {
    date.0.parse::<jiff::civil::Date>().map_or_else(|_| date.0.clone(), |day| words::day(lang, day))
}

/// A detail as data; `None` when it is absent or of another shape.
fn value<T: DeserializeOwned>(change: &Change, key: &str) -> Option<T> {
    serde_json::from_value(change.item.detail.get(key)?.clone()).ok()
}
