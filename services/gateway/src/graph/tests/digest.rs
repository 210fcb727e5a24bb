//! Digests through a year: what they tell of somebody's feeds is what the feeds hold, each change once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::Lang;
use domain::organisation::Kind;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Node, Person, organisation};
use crate::digests::Digests;
use crate::graph::cursor::Cursor;

const HOUR: i64 = 3_600;
/// Days of a year, and some until the last weekly one.
const DAYS: usize = 372;

/// A reader, and what their digests have told them so far.
struct Reader<'n> {
    person: Person<'n>,
    told: Vec<i64>,
    letters: usize,
}

impl<'n> Reader<'n> {
    async fn of(person: Person<'n>, rhythm: &str, follows: Value) -> Self {
        for (mutation, kind, input) in [
            (
                "chooseDigest",
                "ChooseDigestInput",
                json!({ "rhythm": rhythm, "zone": "Africa/Bamako" }),
            ),
            ("followScope", "FollowScopeInput", json!({ "name": "News", "scope": follows })),
        ] {
            let document = format!(
                "mutation($input: {kind}!) {{ act: {mutation}(input: $input) {{ done }} }}"
            );
            let done = person.ask(&document, json!({ "input": input })).await;
            assert_eq!(done["act"]["done"], true, "{mutation}");
        }
        Self { person, told: Vec::new(), letters: 0 }
    }

    /// Gathers what is due as the writer does, and remembers it.
    async fn gathers(&mut self, digests: &Digests, node: &Node) {
        let id = self.person.id.expect("a person");
        let due = node.world.identity.due_digests(100).expect("the store works");
        let Some((_, digest)) = due.into_iter().find(|(person, _)| *person == id) else { return };
        let reader = node.world.identity.reader(id).expect("the store works").expect("is there");
        let gathered = digests.gather(&Arc::new(reader), &digest.cursor).await.expect("it answers");
        self.letters += usize::from(!gathered.changes.is_empty());
        self.told.extend(gathered.changes.into_keys());
    }

    /// The places of everything in one of their feeds after `start`.
    async fn feed(&self, scope: &Value, start: &str) -> BTreeSet<i64> {
        let (mut after, mut places) = (start.to_owned(), BTreeSet::new());
        let query = "query($scope: ScopeInput, $after: Cursor) { feed(scope: $scope, after: $after, first: 100) { \
             endCursor hasMore changes { cursor } } }";
        loop {
            let page = self.person.ask(query, json!({ "scope": scope, "after": after })).await;
            for change in page["feed"]["changes"].as_array().expect("a list") {
                let cursor = change["cursor"].as_str().expect("a cursor");
                places.insert(cursor.parse::<Cursor>().expect("a cursor").seq());
            }
            if page["feed"]["hasMore"] != true {
                return places;
            }
            after = page["feed"]["endCursor"].as_str().expect("a cursor").to_owned();
        }
    }
}

#[tokio::test]
async fn the_digests_of_a_year_tell_what_the_feeds_hold_once_each() {
    let now = Arc::new(AtomicI64::new(1_767_261_600)); // 1 January 2026, 10 h UTC
    let shown = Arc::clone(&now);
    let clock = move || Timestamp::from_second(shown.load(Ordering::Relaxed)).expect("a moment");
    let node = Node::at(Clock::of(clock)).await;
    let here = node.town("Aubenas", "FR", Kind::Commune).await;
    let there = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let acts = node.officer("writer@town.example", here, Lang::Fr).await;
    let french = node.officer("fr@town.example", here, Lang::Fr).await;
    let malian = node.officer("ml@town.example", there, Lang::En).await;
    let start = acts.ask("{ head }", json!({})).await["head"].as_str().expect("one").to_owned();
    let (benin, mali) = (json!({ "countries": ["BJ"] }), json!({ "countries": ["ML"] }));
    let mut readers = [
        (Reader::of(french, "DAILY", benin.clone()).await, benin),
        (Reader::of(malian, "WEEKLY", mali.clone()).await, mali),
    ];
    let digests = Digests::new(Arc::clone(&node.world));
    let mut dice = fastrand::Rng::with_seed(2_026);
    let mut letters = 0;
    for day in 0..DAYS {
        if day < 365 && dice.u8(..3) == 0 {
            // Now and then a town that nobody of them has to do with.
            let country = ["BJ", "ML", "SN"][dice.usize(..3)];
            let name = format!("Ville {day}");
            let town = node.town(&name, country, Kind::ForeignLocalAuthority).await;
            let parties = json!([
                { "organisation": organisation(here), "side": 0 },
                { "organisation": organisation(town), "side": 1 },
            ]);
            let existing = json!({
                "parties": parties, "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
            });
            if dice.u8(..4) > 0 {
                let kind = "RecordExistingJumelageInput";
                acts.does("recordExistingJumelage", kind, "commandId", existing).await;
            }
        }
        now.fetch_add(24 * HOUR, Ordering::Relaxed);
        for (reader, _) in &mut readers {
            reader.gathers(&digests, &node).await;
        }
        digests.round().await.expect("digests are written");
        letters = node.world.identity.due_mails(10_000).expect("the outbox works").len();
    }
    let expected: usize = readers.iter().map(|(reader, _)| reader.letters).sum();
    assert_eq!(letters, expected, "a letter for each morning with news, and none for the others");
    for (reader, follows) in &readers {
        let mut all = reader.feed(&json!({ "mine": true }), &start).await;
        all.extend(reader.feed(follows, &start).await);
        assert!(all.len() > 20, "a year with little in it: {}", all.len());
        let told: BTreeSet<i64> = reader.told.iter().copied().collect();
        assert_eq!(told.len(), reader.told.len(), "something was told twice");
        assert_eq!(told, all);
    }
}
