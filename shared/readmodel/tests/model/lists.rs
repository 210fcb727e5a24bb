//! Lists of cooperations: filters, stable pages, counters, the map, what waits, and the past.

use domain::access::Sight;
use domain::cooperation::{Side, Theme};
use domain::jumelage::Event;
use domain::organisation::Place;
use jiff::Timestamp;
use readmodel::cooperation::{
    self, CooperationFilter, CooperationOrder, Stage, WaitingKind, counters, map, sides_of,
    waiting_for, waiting_of,
};
use readmodel::{Direction, PageArgs, PageError, ReadError, ReadModel};

use crate::world::{DAY, START, World, charter, name, projections, read, sight_of};

fn titles(model: &ReadModel, filter: &CooperationFilter, args: &PageArgs) -> Vec<String> {
    let order = CooperationOrder::Title;
    let sight = Sight::default();
    let page =
        read(model, |conn| cooperation::page(conn, &sight, filter, order, Direction::Asc, args));
    page.rows.into_iter().map(|(row, _)| row.title).collect()
}

#[tokio::test]
async fn pages_are_stable_while_rows_are_added_and_go_both_ways() {
    let mut world = World::new();
    let hub = world.town("Z", "FR").await;
    for letter in ["A", "C", "E", "G"] {
        let town = world.town(letter, "ML").await;
        world.existing(town, hub, &[]).await;
    }
    let model = ReadModel::in_memory().expect("SQLite starts");
    let runner = world.follow(&model).await;
    let (sight, filter) = (Sight::default(), CooperationFilter::default());
    let page = |args: PageArgs| {
        read(&model, |conn| {
            let order = CooperationOrder::Title;
            cooperation::page(conn, &sight, &filter, order, Direction::Asc, &args)
        })
    };
    let first = page(PageArgs::first(2));
    assert!(first.has_next && !first.has_previous);
    for letter in ["B", "D"] {
        let town = world.town(letter, "ML").await;
        world.existing(town, hub, &[]).await;
    }
    model.reached(world.head()).await;
    let after = first.rows.last().map(|(_, cursor)| cursor.clone());
    let second = page(PageArgs { first: Some(9), after, ..PageArgs::default() });
    let seen: Vec<_> = second.rows.iter().map(|(row, _)| row.title.as_str()).collect();
    assert_eq!(seen, ["D – Z", "E – Z", "G – Z"]);
    let before = second.rows.first().map(|(_, cursor)| cursor.clone());
    let back = page(PageArgs { last: Some(2), before, ..PageArgs::default() });
    let seen: Vec<_> = back.rows.iter().map(|(row, _)| row.title.as_str()).collect();
    assert_eq!(seen, ["B – Z", "C – Z"]);
    assert!(back.has_previous && back.has_next);
    runner.stop().await;
}

#[tokio::test]
async fn a_page_that_cannot_be_served_is_the_clients_mistake() {
    let model = World::new().model().await;
    let ask = |args: PageArgs| {
        model.read(|conn| {
            let (sight, filter) = (Sight::default(), CooperationFilter::default());
            let order = CooperationOrder::default();
            cooperation::page(conn, &sight, &filter, order, Direction::Desc, &args)
        })
    };
    let cursor = Some("not-a-cursor".to_owned());
    for (args, mistake) in [
        (PageArgs::first(101), PageError::Size { asked: 101, most: 100 }),
        (PageArgs::first(-1), PageError::Size { asked: -1, most: 100 }),
        (PageArgs { after: cursor, ..PageArgs::default() }, PageError::Cursor),
        (PageArgs { last: Some(1), ..PageArgs::first(1) }, PageError::Mixed),
    ] {
        match ask(args) {
            Err(ReadError::Page(found)) => assert_eq!(found, mistake),
            other => panic!("{mistake:?} expected, got {other:?}"),
        }
    }
}

#[tokio::test]
async fn filters_narrow_by_country_theme_party_stage_and_words() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let kaya = world.town("Kaya", "BF").await;
    let dole = world.town("Dole", "FR").await;
    world.existing(gao, dole, &["1.2"]).await;
    world.existing(kaya, dole, &["10.1"]).await;
    let model = world.model().await;
    let ask = |filter: CooperationFilter| titles(&model, &filter, &PageArgs::default());
    let none = CooperationFilter::default;
    let theme = |code: &str| CooperationFilter { themes: vec![Theme(code.into())], ..none() };
    assert_eq!(ask(none()), ["Gao – Dole", "Kaya – Dole"]);
    assert_eq!(ask(theme("1")), ["Gao – Dole"], "a parent covers its own and no other");
    assert_eq!(ask(theme("10")), ["Kaya – Dole"]);
    assert_eq!(ask(CooperationFilter { countries: vec!["bf".into()], ..none() }), ["Kaya – Dole"]);
    assert_eq!(ask(CooperationFilter { organisation: Some(gao), ..none() }), ["Gao – Dole"]);
    assert_eq!(
        ask(CooperationFilter { search: Some("dole kay".into()), ..none() }),
        ["Kaya – Dole"]
    );
    assert_eq!(ask(CooperationFilter { stages: vec![Stage::Dormant], ..none() }), [""; 0]);
    assert_eq!(ask(CooperationFilter { mine: true, ..none() }), [""; 0]);
}

#[tokio::test]
async fn counts_kept_are_the_counts_of_what_is_there() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let old = world.existing(gao, dole, &["1.2", "1.1"]).await;
    world.existing(gao, dole, &["2.1"]).await;
    world.proposed(gao, dole, &["1.2"]).await;
    let ended = Event::Ended(domain::cooperation::Ending {
        side: Side(1),
        reason: "done".into(),
        lessons: "much".into(),
    });
    world.twin(old, gao, ended).await;
    let model = world.model().await;
    let all = CooperationFilter::default();
    let by_rows =
        CooperationFilter { kinds: cooperation::CooperationKind::ALL.to_vec(), ..all.clone() };
    for sight in [Sight::default(), sight_of(&[gao]), Sight { platform: true, ..Sight::default() }]
    {
        let kept = read(&model, |conn| counters(conn, &sight, &all));
        let counted = read(&model, |conn| counters(conn, &sight, &by_rows));
        assert_eq!(kept, counted, "{sight:?}");
    }
    let public = read(&model, |conn| counters(conn, &Sight::default(), &all));
    assert_eq!(public.total, 2);
    assert_eq!(public.by_stage, [(Stage::Active, 1), (Stage::Ended, 1)]);
    assert!(public.by_theme.contains(&("1".to_owned(), 1)), "once under a parent");
}

#[tokio::test]
async fn the_map_links_sides_and_tells_what_it_cannot_show() {
    let mut world = World::new();
    let place = |latitude| Some(Place { latitude, longitude: 1.0 });
    let gao = world.town_with(vec![name("Gao")], "ML", place(16.0), None).await;
    let dole = world.town_with(vec![name("Dole")], "FR", place(47.0), None).await;
    let nowhere = world.town("Nowhere", "FR").await;
    world.existing(gao, dole, &[]).await;
    world.existing(gao, nowhere, &[]).await;
    let model = world.model().await;
    let filter = CooperationFilter::default();
    let shown = read(&model, |conn| map(conn, &Sight::default(), &filter, 10));
    assert_eq!((shown.links.len(), shown.more, shown.without_place), (1, false, 1));
    assert_eq!(shown.links[0].from.side, Side(1));
    let cut = read(&model, |conn| map(conn, &Sight::default(), &filter, 0));
    assert!(cut.more && cut.links.is_empty());
}

#[tokio::test]
async fn what_waits_is_addressed_and_an_amended_charter_waits_for_both_again() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = world.proposed(gao, dole, &[]).await;
    let hash = charter("Nos villes se lient.").hash;
    world.twin(id, gao, Event::CharterConsented { by: Side(1), hash }).await;
    let model = ReadModel::in_memory().expect("SQLite starts");
    let runner = world.follow(&model).await;
    let sight = sight_of(&[gao, dole]);
    let agreed = |side: u8| {
        let sides = read(&model, |conn| sides_of(conn, &sight, &[id.0]));
        sides.iter().any(|(_, row)| row.side == Side(side) && row.agreed)
    };
    let mine = |who| read(&model, |conn| waiting_for(conn, &sight, &[who], 10)).len();
    assert_eq!((mine(gao), mine(dole)), (0, 1));
    assert!(agreed(1) && !agreed(2));
    let amended =
        Event::CharterAmended { by: Side(2), charter: charter("Autrement."), reason: "r".into() };
    world.twin(id, dole, amended).await;
    model.reached(world.head()).await;
    assert_eq!((mine(gao), mine(dole)), (1, 1));
    assert!(!agreed(1) && !agreed(2));
    let all = read(&model, |conn| waiting_of(conn, &sight, &[id.0]));
    assert!(all.iter().all(|row| row.kind == WaitingKind::Consent));
    runner.stop().await;
}

#[tokio::test]
async fn the_past_is_shown_by_the_same_queries_as_the_present() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = world.existing(gao, dole, &["1.2"]).await;
    world.now = START + 10 * DAY;
    let asleep =
        Event::MarkedDormant { last_activity: jiff::civil::date(2024, 1, 1), after_months: 18 };
    world.twin(id, gao, asleep).await;
    let model = world.model().await;
    let sight = Sight::default();
    let cooperation = domain::cooperation::Cooperation::Jumelage(id);
    let streams = read(&model, |conn| readmodel::streams_of(conn, &sight, cooperation));
    assert_eq!(streams.len(), 3, "the twinning and its two towns");
    let until = Timestamp::from_millisecond(START + DAY).expect("a moment of 2026");
    let past = readmodel::as_of(&*world.log, &streams, until, &projections())
        .await
        .expect("the past can be projected");
    let stage =
        |model: &ReadModel| read(model, |conn| cooperation::by_ids(conn, &sight, &[id.0]))[0].stage;
    assert_eq!((stage(&past), stage(&model)), (Stage::Active, Stage::Dormant));
}

#[tokio::test]
async fn a_clock_that_went_back_takes_nothing_out_of_the_middle_of_the_past() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    // The twinning is recorded while the clock is two days ahead, and rests after it was set right.
    world.now = START + 2 * DAY;
    let id = world.existing(gao, dole, &["1.2"]).await;
    world.now = START + DAY / 2;
    let asleep =
        Event::MarkedDormant { last_activity: jiff::civil::date(2024, 1, 1), after_months: 18 };
    world.twin(id, gao, asleep).await;
    let model = world.model().await;
    let sight = Sight::default();
    let cooperation = domain::cooperation::Cooperation::Jumelage(id);
    let streams = read(&model, |conn| readmodel::streams_of(conn, &sight, cooperation));
    let until = Timestamp::from_millisecond(START + DAY).expect("a moment of 2026");
    let past = readmodel::as_of(&*world.log, &streams, until, &projections()).await;
    let past = past.expect("the past can be projected");
    let rows = read(&past, |conn| cooperation::by_ids(conn, &sight, &[id.0]));
    assert_eq!(rows[0].stage, Stage::Dormant);
}
