//! Reference data that comes with the program: countries, themes and goals, each with its names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::cooperation::Theme;
use crate::fold::fold;
use crate::text::Words;

/// A country or territory of ISO 3166-1, or Kosovo by its user-assigned code.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// Short name in each language.
    pub name: Words,
    /// Latitude of a point in its largest part, degrees WGS 84.
    pub latitude: f64,
    /// Longitude of that point.
    pub longitude: f64,
    /// Kilometres from that point to its farthest corner, overseas parts included.
    pub reach_km: f64,
    /// Other names seen in documents, in any language, and the names of its well-known parts.
    pub labels: Vec<&'static str>,
}

/// A theme of decentralised cooperation (guide of 2020, table of contents).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeEntry {
    /// Its code, such as `1.2`.
    pub code: &'static str,
    /// The theme it lies under.
    pub parent: Option<&'static str>,
    /// Its name in each language.
    pub name: Words,
    /// The theme it only points to.
    pub alias_of: Option<&'static str>,
    /// True when the title was lost in the source and is inferred from its content.
    pub inferred: bool,
}

/// A sustainable development goal of the United Nations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// 1 to 17.
    pub number: u8,
    /// Its official short title in each language.
    pub name: Words,
}

static COUNTRIES: LazyLock<Vec<Country>> =
    LazyLock::new(|| rows(include_str!("../data/countries.tsv")).map(country_of).collect());

static THEMES: LazyLock<Vec<ThemeEntry>> =
    LazyLock::new(|| rows(include_str!("../data/themes.tsv")).map(theme_of).collect());

static GOALS: LazyLock<Vec<Goal>> =
    LazyLock::new(|| rows(include_str!("../data/sdgs.tsv")).map(goal_of).collect());

/// Folded label → index of its only country; `None` where two countries share it ("Congo").
static BY_LABEL: LazyLock<HashMap<String, Option<usize>>> = LazyLock::new(labels);

/// Every country, by code.
#[must_use]
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country with this ISO 3166-1 alpha-2 code, in either case.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code.eq_ignore_ascii_case(code))
}

/// The country that people mean by `label`: a name in any language, a code, a part of it ("England"), or a list of
/// those from the small to the large ("England, United Kingdom"). `None` when unknown or when two share it ("Congo").
#[must_use]
pub fn country_by_label(label: &str) -> Option<&'static Country> {
    let whole = |label: &str| BY_LABEL.get(&fold(label)).copied().flatten();
    let parts =
        || label.split([',', '(', ')', '/', ';']).rev().filter(|part| !part.trim().is_empty());
    whole(label).or_else(|| parts().find_map(whole)).map(|index| &COUNTRIES[index])
}

/// Every theme in the order of the source.
#[must_use]
pub fn themes() -> &'static [ThemeEntry] {
    &THEMES
}

/// The theme with this code.
#[must_use]
pub fn theme(code: &str) -> Option<&'static ThemeEntry> {
    THEMES.iter().find(|theme| theme.code == code)
}

/// The theme whose code or whose name in any language is `label`, accents and case aside; of two of the same name
/// the one that is no pointer to another.
#[must_use]
pub fn theme_by_label(label: &str) -> Option<&'static ThemeEntry> {
    let folded = fold(label);
    let named = |theme: &&ThemeEntry| {
        [theme.name.fr, theme.name.en, theme.name.es].iter().any(|name| fold(name) == folded)
    };
    let all = || THEMES.iter().filter(named);
    theme(label.trim())
        .or_else(|| all().find(|theme| theme.alias_of.is_none()))
        .or_else(|| all().next())
}

/// The codes of the themes that `code` lies under, nearest first.
#[must_use]
pub fn theme_parents(code: &str) -> Vec<&'static str> {
    std::iter::successors(theme(code).and_then(|t| t.parent), |parent| theme(parent)?.parent)
        .collect()
}

impl From<&ThemeEntry> for Theme {
    fn from(entry: &ThemeEntry) -> Self {
        Self(entry.code.to_owned())
    }
}

/// The seventeen goals.
#[must_use]
pub fn sdgs() -> &'static [Goal] {
    &GOALS
}

/// The goal with this number.
#[must_use]
pub fn sdg(number: u8) -> Option<&'static Goal> {
    GOALS.iter().find(|goal| goal.number == number)
}

fn labels() -> HashMap<String, Option<usize>> {
    let mut by_label: HashMap<String, Option<usize>> = HashMap::new();
    for (index, country) in COUNTRIES.iter().enumerate() {
        let Words { fr, en, es } = country.name;
        let codes = [country.code, country.alpha3, fr, en, es];
        for label in codes.into_iter().chain(country.labels.iter().copied()) {
            by_label
                .entry(fold(label))
                .and_modify(|known| *known = known.filter(|other| *other == index))
                .or_insert(Some(index));
        }
    }
    by_label
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn country_of(row: Vec<&'static str>) -> Country {
    let [code, alpha3, fr, en, es, latitude, longitude, reach, labels] = cells(row);
    Country {
        code,
        alpha3,
        name: Words { fr, en, es },
        latitude: number(latitude),
        longitude: number(longitude),
        reach_km: number(reach),
        labels: labels.split('|').filter(|label| !label.is_empty()).collect(),
    }
}

fn theme_of(row: Vec<&'static str>) -> ThemeEntry {
    let [code, parent, fr, en, es, alias_of, inferred] = cells(row);
    let given = |cell: &'static str| (!cell.is_empty()).then_some(cell);
    ThemeEntry {
        code,
        parent: given(parent),
        name: Words { fr, en, es },
        alias_of: given(alias_of),
        inferred: inferred == "yes",
    }
}

fn goal_of(row: Vec<&'static str>) -> Goal {
    let [number, fr, en, es] = cells(row);
    let number =
        number.parse().expect("goals have numbers in the table that comes with the program");
    Goal { number, name: Words { fr, en, es } }
}

fn cells<const N: usize>(row: Vec<&'static str>) -> [&'static str; N] {
    <[&'static str; N]>::try_from(row)
        .expect("the tables that come with the program have every column")
}

fn number(cell: &str) -> f64 {
    cell.parse().expect("the tables that come with the program have numbers where numbers go")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn code(label: &str) -> Option<&'static str> {
        country_by_label(label).map(|country| country.code)
    }

    #[test]
    fn every_country_of_the_standard_is_named_in_each_language() {
        assert_eq!(countries().len(), 250, "249 of ISO 3166-1 and Kosovo");
        for country in countries() {
            for lang in [Lang::Fr, Lang::En, Lang::Es] {
                assert!(!country.name.in_lang(lang).is_empty(), "{}", country.code);
            }
            assert!(country.latitude.abs() <= 90.0 && country.longitude.abs() <= 180.0);
            assert!(country.reach_km >= 20.0, "{}", country.code);
        }
    }

    #[test]
    fn a_country_is_known_by_what_people_call_it() {
        let cases = [
            ("England, United Kingdom", "GB"),
            ("ÉCOSSE", "GB"),
            ("UK", "GB"),
            ("Corée du Sud", "KR"),
            ("Corée (République de)", "KR"),
            ("Ivory Coast", "CI"),
            ("Côte d'Ivoire", "CI"),
            ("Territoires palestiniens", "PS"),
            ("Deutschland", "DE"),
            ("burkina faso", "BF"),
            ("BFA", "BF"),
            ("Congo-Brazzaville", "CG"),
            ("Québec", "CA"),
            ("Estados Unidos", "US"),
            ("Kosovo", "XK"),
        ];
        for (label, expected) in cases {
            assert_eq!(code(label), Some(expected), "{label}");
        }
    }

    #[test]
    fn a_label_of_two_countries_or_of_none_is_no_country() {
        assert_eq!(code("Congo"), None);
        assert_eq!(code("Atlantide"), None);
        assert_eq!(code(""), None);
    }

    #[test]
    fn the_own_names_of_every_country_lead_back_to_it() {
        for country in countries() {
            for name in [country.code, country.name.fr, country.name.en, country.name.es] {
                assert_eq!(code(name), Some(country.code), "{name}");
            }
        }
    }

    #[test]
    fn themes_know_their_parents_and_their_aliases() {
        assert_eq!(theme_parents("1.2"), ["1"]);
        assert!(theme_parents("1").is_empty());
        assert_eq!(theme("2.5").and_then(|t| t.alias_of), Some("6.2"));
        assert!(themes().iter().all(|t| t.parent.is_none_or(|parent| theme(parent).is_some())));
        assert!(themes().iter().all(|t| t.alias_of.is_none_or(|alias| theme(alias).is_some())));
        let inferred: Vec<_> = themes().iter().filter(|t| t.inferred).map(|t| t.code).collect();
        assert_eq!(inferred, ["7", "8", "9"]);
    }

    #[test]
    fn a_theme_is_found_by_its_code_and_by_its_name() {
        assert_eq!(theme_by_label("1.2").map(|t| t.code), Some("1.2"));
        assert_eq!(theme_by_label("eau et assainissement").map(|t| t.code), Some("1.2"));
        assert_eq!(theme_by_label("Agricultura y alimentación").map(|t| t.code), Some("3.1"));
    }

    #[test]
    fn there_are_seventeen_goals() {
        assert_eq!(sdgs().len(), 17);
        assert_eq!(sdg(6).map(|goal| goal.name.en), Some("Clean water and sanitation"));
        assert_eq!(sdg(18), None);
    }
}
