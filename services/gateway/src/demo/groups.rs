//! Country groups of the guide of 2020, and one by theme that is fictional.

use anyhow::Context as _;
use domain::cooperation::Theme;
use domain::group::{Command, Scope};
use domain::{Author, GroupId, LocalText};

use super::act::{Act, id};

const TABLE: &str = include_str!("../../data/demo-groups.tsv");

/// The group that the table calls `key`.
pub(super) fn group_id(key: &str) -> GroupId {
    GroupId(id(&format!("group {key}")))
}

/// Founds them, parents first as the table has them.
pub(super) async fn found(act: &Act<'_>) -> anyhow::Result<()> {
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let (key, order) =
            group(line).with_context(|| format!("a group is not understood: {line}"))?;
        act.group(&Author::SYSTEM, &format!("group {key}"), group_id(key), order).await?;
    }
    Ok(())
}

fn group(line: &str) -> Option<(&str, Command)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [key, fr, en, es, countries, themes, parent] = cells[..] else {
        return None;
    };
    let list = |cell: &str| {
        cell.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let name = [("fr", fr), ("en", en), ("es", es)];
    let order = Command::Found {
        name: name
            .map(|(lang, text)| LocalText { lang: lang.to_owned(), text: text.to_owned() })
            .to_vec(),
        scope: Scope {
            countries: list(countries),
            themes: list(themes).into_iter().map(Theme).collect(),
        },
        runner: None,
        parent: (!parent.is_empty()).then(|| group_id(parent)),
        within: None,
    };
    Some((key, order))
}
