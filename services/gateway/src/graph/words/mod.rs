//! Sentences of the API: summaries of changes, what is waited for, labels; one file a language.

mod en;
mod es;
mod fill;
mod fr;
pub mod privacy;
pub mod sheet;
pub mod template;

pub use fill::{Parts, fill};

use domain::Lang;
pub use domain::amounts::written as amount;
use domain::cooperation::Vote;

use super::enums::{Role, TerritoryStatus, Verb, WaitingKind};

/// What a change says, with gaps in braces and parts in brackets that fall away when a gap in them stays empty.
#[must_use]
pub fn summary(lang: Lang, verb: Verb) -> &'static str {
    match lang {
        Lang::Fr => fr::summary(verb),
        Lang::En => en::summary(verb),
        Lang::Es => es::summary(verb),
    }
}

/// What is expected.
#[must_use]
pub fn waiting(lang: Lang, kind: WaitingKind) -> &'static str {
    match lang {
        Lang::Fr => fr::waiting(kind),
        Lang::En => en::waiting(kind),
        Lang::Es => es::waiting(kind),
    }
}

/// A role by its name.
#[must_use]
pub fn role(lang: Lang, role: Role) -> &'static str {
    match lang {
        Lang::Fr => fr::role(role),
        Lang::En => en::role(role),
        Lang::Es => es::role(role),
    }
}

/// A label of a part of a change; parts without a label are not shown.
#[must_use]
pub fn label(lang: Lang, key: &str) -> Option<&'static str> {
    match lang {
        Lang::Fr => fr::label(key),
        Lang::En => en::label(key),
        Lang::Es => es::label(key),
    }
}

/// "The council … adopted" or "rejected".
#[must_use]
pub fn voted(lang: Lang, vote: Vote) -> &'static str {
    match (lang, vote) {
        (Lang::Fr, Vote::Adopted) => "a adopté",
        (Lang::Fr, Vote::Rejected) => "a rejeté",
        (Lang::En, Vote::Adopted) => "adopted",
        (Lang::En, Vote::Rejected) => "rejected",
        (Lang::Es, Vote::Adopted) => "aprobó",
        (Lang::Es, Vote::Rejected) => "rechazó",
    }
}

/// What is said of a territory.
#[must_use]
pub fn status(lang: Lang, status: TerritoryStatus) -> &'static str {
    match (lang, status) {
        (Lang::Fr, TerritoryStatus::NotRecognised) => "non reconnu",
        (Lang::Fr, TerritoryStatus::Sanctioned) => "sous sanctions",
        (Lang::En, TerritoryStatus::NotRecognised) => "not recognised",
        (Lang::En, TerritoryStatus::Sanctioned) => "under sanctions",
        (Lang::Es, TerritoryStatus::NotRecognised) => "no reconocido",
        (Lang::Es, TerritoryStatus::Sanctioned) => "bajo sanciones",
    }
}

/// The platform, when it acts by itself.
#[must_use]
pub fn platform(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "la plateforme",
        Lang::En => "the platform",
        Lang::Es => "la plataforma",
    }
}

/// Somebody who acts as a person, without a seat.
#[must_use]
pub fn somebody(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "une personne",
        Lang::En => "somebody",
        Lang::Es => "una persona",
    }
}

/// "and" between the last two of a list of names.
#[must_use]
pub fn and(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => " et ",
        Lang::En => " and ",
        Lang::Es => " y ",
    }
}

/// A list of names as it is said: "A, B and C".
#[must_use]
pub fn list(lang: Lang, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{}{}{last}", head.join(", "), and(lang)),
    }
}

/// A calendar day as it is said.
///
/// # Panics
/// Never: months count from 1.
#[must_use]
pub fn day(lang: Lang, date: jiff::civil::Date) -> String {
    let month = usize::try_from(date.month() - 1).expect("months count from 1");
    match lang {
        Lang::Fr => {
            let first = if date.day() == 1 { "er" } else { "" };
            format!("{}{first} {} {}", date.day(), fr::MONTHS[month], date.year())
        }
        Lang::En => format!("{} {} {}", date.day(), en::MONTHS[month], date.year()),
        Lang::Es => format!("{} de {} de {}", date.day(), es::MONTHS[month], date.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::resolver_utils::EnumType;

    const LANGS: [Lang; 3] = [Lang::Fr, Lang::En, Lang::Es];

    /// Gaps that the change of any verb may fill.
    const GAPS: &[&str] = &[
        "actor",
        "title",
        "others",
        "organisation",
        "into",
        "group",
        "voted",
        "reference",
        "on",
        "reason",
        "place",
        "function",
        "exchange",
        "convention",
        "project",
        "reminder",
        "occasion",
        "turn",
        "lesson",
        "file",
        "named",
        "stage",
        "measured",
        "item",
        "line",
        "amount",
        "money_step",
        "report_part",
        "phase",
        "mission_part",
        "found",
        "gone",
        "version",
        "step",
        "starts",
        "ends",
        "territory",
        "status",
        "months",
        "since",
        "count",
    ];

    #[test]
    fn every_sentence_uses_known_gaps_only_and_balances_its_brackets() {
        for verb in Verb::items() {
            for lang in LANGS {
                let sentence = summary(lang, verb.value);
                assert_eq!(
                    sentence.matches('[').count(),
                    sentence.matches(']').count(),
                    "{sentence}"
                );
                for gap in sentence.split('{').skip(1) {
                    let name = gap.split('}').next().unwrap_or_default();
                    let name = name.rsplit(' ').next().unwrap_or_default();
                    assert!(GAPS.contains(&name), "{name} in {sentence}");
                }
            }
        }
    }

    #[test]
    fn the_same_gaps_are_filled_in_each_language() {
        let gaps = |sentence: &str| {
            let mut names: Vec<String> = sentence
                .split('{')
                .skip(1)
                .filter_map(|gap| gap.split('}').next()?.rsplit(' ').next().map(str::to_owned))
                .collect();
            names.sort();
            names
        };
        for verb in Verb::items() {
            let french = gaps(summary(Lang::Fr, verb.value));
            assert_eq!(french, gaps(summary(Lang::En, verb.value)), "{}", verb.name);
            assert_eq!(french, gaps(summary(Lang::Es, verb.value)), "{}", verb.name);
        }
    }

    #[test]
    fn days_and_lists_are_said_as_people_say_them() {
        let date = jiff::civil::date(2026, 5, 1);
        assert_eq!(day(Lang::Fr, date), "1er mai 2026");
        assert_eq!(day(Lang::En, date), "1 May 2026");
        assert_eq!(day(Lang::Es, date), "1 de mayo de 2026");
        let names = ["Mopti".to_owned(), "Sikasso".to_owned(), "Ségou".to_owned()];
        assert_eq!(list(Lang::En, &names), "Mopti, Sikasso and Ségou");
    }
}
