//! The feed: every event once, in order, whatever the scope and the size of the pages; live delivery agrees with it.

use std::collections::HashSet;

use domain::access::{Sight, Visibility, sees};
use domain::cooperation::{Party, PartyRole, Side, Theme};
use domain::{JumelageId, OrganisationId, jumelage};
use proptest::prelude::*;
use readmodel::cooperation::{CooperationKind, id_of};
use readmodel::feed::{self, Change, From, Seq};
use readmodel::{FeedScope, ReadError, ReadModel};
use rusqlite::Connection;
use uuid::Uuid;

use crate::world::{World, charter, read, sight_of};

const COUNTRIES: [&str; 4] = ["FR", "ML", "BF", "JP"];
const THEMES: [&str; 4] = ["1.2", "1.1", "2.1", "10.1"];

/// Towns of four countries and a history of twinnings that `acts` decides.
async fn history(acts: &[(u8, u8, u8)]) -> (World, Vec<OrganisationId>) {
    let mut world = World::new();
    let mut towns = Vec::new();
    for country in COUNTRIES {
        towns.push(world.town(&format!("Town of {country}"), country).await);
    }
    let mut twinnings: Vec<JumelageId> = Vec::new();
    for (what, one, other) in acts {
        let (a, b) = (usize::from(*one) % 4, usize::from(*other) % 4);
        let theme = THEMES[usize::from(*what) % 4];
        match (what % 5, twinnings.is_empty()) {
            (0, _) | (_, true) => {
                let (a, b) = if a == b { (a, (a + 1) % 4) } else { (a, b) };
                twinnings.push(world.existing(towns[a], towns[b], &[theme]).await);
            }
            (1, false) => {
                let (a, b) = if a == b { (a, (a + 1) % 4) } else { (a, b) };
                twinnings.push(world.proposed(towns[a], towns[b], &[theme]).await);
            }
            (2, false) => {
                let event = jumelage::Event::ThemesChosen {
                    themes: vec![Theme(theme.to_owned())],
                    reason: "anew".to_owned(),
                };
                world.twin(twinnings[usize::from(*other) % twinnings.len()], towns[a], event).await;
            }
            (_, false) => {
                let event = jumelage::Event::CharterAmended {
                    by: Side(1),
                    charter: charter(&format!("Version {what} {one} {other}")),
                    reason: "clearer".to_owned(),
                };
                world.twin(twinnings[usize::from(*other) % twinnings.len()], towns[a], event).await;
            }
        }
    }
    (world, towns)
}

fn pages(model: &ReadModel, sight: &Sight, scope: &FeedScope, size: usize) -> Vec<Change> {
    let mut all = Vec::new();
    let mut after: Seq = 0;
    loop {
        let page = read(model, |conn| feed::page(conn, sight, scope, From::After(after), size));
        assert!(page.changes.len() <= size, "a page keeps its size");
        let Some(last) = page.changes.last() else {
            return all;
        };
        after = last.seq;
        let more = page.more;
        all.extend(page.changes);
        if !more {
            return all;
        }
    }
}

fn backwards(model: &ReadModel, sight: &Sight, scope: &FeedScope, size: usize) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    let mut from = From::Latest;
    loop {
        let page = read(model, |conn| feed::page(conn, sight, scope, from, size));
        let Some(first) = page.changes.first() else {
            return all;
        };
        from = From::Before(first.seq);
        let more = page.more;
        all.splice(0..0, page.changes);
        if !more {
            return all;
        }
    }
}

/// An event with what decides who gets it: its tags, and who may see its cooperation.
struct Known {
    change: Change,
    tags: HashSet<String>,
    reach: Visibility,
    parties: Vec<Party>,
}

/// Every event, read row by row, without the feed's own windows and conditions.
fn known(model: &ReadModel) -> Vec<Known> {
    let everything = Sight { platform: true, ..Sight::default() };
    let changes = pages(model, &everything, &FeedScope::default(), 100);
    read(model, |conn| changes.into_iter().map(|change| know(conn, change)).collect())
}

fn know(conn: &Connection, change: Change) -> Result<Known, ReadError> {
    let tags = "SELECT tags FROM activity WHERE seq = ?";
    let tags: String = conn.query_row(tags, [change.seq], |row| row.get(0))?;
    let tags = serde_json::from_str(&tags).expect("a list of tags");
    let Some(cooperation) = change.cooperation.map(id_of) else {
        return Ok(Known { change, tags, reach: Visibility::Public, parties: Vec::new() });
    };
    let id = cooperation.as_bytes().as_slice();
    let level = "SELECT visibility FROM cooperation WHERE id = ?";
    let reach = match conn.query_row(level, [id], |row| row.get(0))? {
        3 => Visibility::Public,
        2 => Visibility::Group,
        other => panic!("no twinning of these tests is declined or withdrawn: {other}"),
    };
    let mut parties =
        conn.prepare("SELECT organisation, side FROM cooperation_party WHERE cooperation = ?")?;
    let parties = parties.query_map([id], |row| {
        let organisation = Uuid::from_slice(&row.get::<_, Vec<u8>>(0)?).expect("an id");
        let organisation = OrganisationId(organisation);
        Ok(Party { organisation, side: Side(row.get(1)?), role: PartyRole::Member })
    })?;
    let parties = parties.collect::<Result<_, _>>()?;
    Ok(Known { change, tags, reach, parties })
}

/// The same answer without any index or SQL: each event asked one by one whether it is in the window and in sight.
fn by_hand(known: &[Known], sight: &Sight, scope: &FeedScope) -> Vec<Change> {
    let one_of = |tags: &HashSet<String>, wanted: Vec<String>| {
        wanted.is_empty() || wanted.iter().any(|tag| tags.contains(tag))
    };
    let holds = |event: &&Known| {
        let tags = &event.tags;
        let mine = |town: &OrganisationId| tags.contains(&format!("o:{town}"));
        one_of(
            tags,
            scope.countries.iter().map(|c| format!("c:{}", c.to_ascii_uppercase())).collect(),
        ) && one_of(tags, scope.themes.iter().map(|theme| format!("t:{}", theme.0)).collect())
            && one_of(tags, scope.kinds.iter().map(|kind| format!("k:{}", kind.word())).collect())
            && one_of(tags, scope.verbs.iter().map(|verb| format!("v:{verb}")).collect())
            && one_of(tags, scope.organisations.iter().map(|town| format!("o:{town}")).collect())
            && (!scope.mine || sight.organisations.iter().any(mine))
    };
    let seen = |event: &&Known| sees(sight, event.reach, &event.parties, None, &[], &[]);
    known.iter().filter(holds).filter(seen).map(|event| event.change.clone()).collect()
}

fn scopes(towns: &[OrganisationId]) -> Vec<FeedScope> {
    let countries = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    vec![
        FeedScope::default(),
        FeedScope { countries: countries(&["ML", "bf"]), ..FeedScope::default() },
        FeedScope { themes: vec![Theme("1".to_owned())], ..FeedScope::default() },
        FeedScope {
            countries: countries(&["JP", "ML"]),
            themes: vec![Theme("1.2".to_owned()), Theme("10.1".to_owned())],
            kinds: vec![CooperationKind::Jumelage],
            ..FeedScope::default()
        },
        FeedScope { organisations: vec![towns[1]], ..FeedScope::default() },
        FeedScope { verbs: vec!["JUMELAGE_PROPOSED".to_owned()], ..FeedScope::default() },
        FeedScope { mine: true, ..FeedScope::default() },
        FeedScope { countries: countries(&["AQ"]), ..FeedScope::default() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_event_is_in_the_feed_exactly_once_whatever_the_scope_and_the_page(
        acts in proptest::collection::vec((0_u8..250, 0_u8..4, 0_u8..8), 0..50),
        size in 1_usize..7,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()
            .expect("a runtime starts");
        let (world, towns) = runtime.block_on(history(&acts));
        let model = runtime.block_on(world.model());
        let known = known(&model);
        let everything = Sight { platform: true, ..Sight::default() };
        let all = pages(&model, &everything, &FeedScope::default(), size);
        prop_assert_eq!(all.len() as u64, world.head().0);
        for sight in [everything, Sight::default(), sight_of(&towns[..1])] {
            for scope in scopes(&towns) {
                let expected = by_hand(&known, &sight, &scope);
                prop_assert_eq!(&pages(&model, &sight, &scope, size), &expected);
                prop_assert_eq!(&backwards(&model, &sight, &scope, size), &expected);
            }
        }
    }
}

#[tokio::test]
async fn the_latest_page_is_the_newest_changes_oldest_first() {
    let (world, _) = history(&[(0, 0, 1), (0, 1, 2), (0, 2, 3)]).await;
    let model = world.model().await;
    let scope = FeedScope::default();
    let page = read(&model, |conn| feed::page(conn, &Sight::default(), &scope, From::Latest, 2));
    let positions: Vec<_> = page.changes.iter().map(|change| change.position().0).collect();
    assert_eq!(positions, [6, 7]);
    assert!(page.more);
    assert_eq!(read(&model, feed::head), page.changes[1].seq);
}

#[tokio::test]
async fn a_change_says_who_acted_on_which_side_and_since_when_without_a_name() {
    let mut world = World::new();
    let (one, other) = (world.town("Bamako", "ML").await, world.town("Angers", "FR").await);
    let old = world.existing(one, other, &["1.2"]).await;
    let new = world.proposed(other, one, &["1.2"]).await;
    let model = world.model().await;
    let sight = sight_of(&[one]);
    let scope = FeedScope { cooperations: vec![old.0, new.0], ..FeedScope::default() };
    let page = read(&model, |conn| feed::page(conn, &sight, &scope, From::After(0), 10));
    let [recorded, proposed] = page.changes.as_slice() else { panic!("two changes: {page:?}") };
    assert_eq!(recorded.verb, "JUMELAGE_RECORDED_AS_EXISTING");
    assert_eq!(recorded.happened_on.as_ref().map(|day| day.0.as_str()), Some("1963"));
    assert_eq!((recorded.side, proposed.side), (None, Some(Side(1))));
    assert_eq!(proposed.author.organisation(), Some(other));
    assert!(!serde_json::Value::Object(proposed.detail.clone()).to_string().contains("Angers"));
}
