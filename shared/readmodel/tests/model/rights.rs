//! Rights: every list, count and feed shows a viewer exactly what the domain's `sees` lets them see.

use domain::access::{Sight, Visibility, sees};
use domain::cooperation::{Side, Theme};
use domain::group::Scope;
use domain::jumelage::Event;
use domain::organisation::Event as Of;
use domain::{LocalText, PersonId, RemarkId, SeatId};
use readmodel::cooperation::{
    self, CooperationFilter, CooperationOrder, CooperationRow, counters, parties_of, remarks_of,
};
use readmodel::feed::{self, From};
use readmodel::{Direction, FeedScope, PageArgs, Viewer};

use crate::world::{World, charter, party, read, sight_of};

#[tokio::test]
async fn every_list_shows_exactly_what_the_domain_lets_a_viewer_see() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let other = world.town("Other", "FR").await;
    let old = world.existing(gao, dole, &["1.2"]).await;
    let new = world.proposed(gao, dole, &["1.2"]).await;
    let declined = world.proposed(dole, gao, &["1.2"]).await;
    world.twin(declined, gao, Event::Declined { by: Side(2), reason: "no".into() }).await;
    let model = world.model().await;
    let scope = |country: &str, theme: &str| Scope {
        countries: vec![country.to_owned()],
        themes: vec![Theme(theme.to_owned())],
    };
    let group = |scope| Sight { scopes: vec![scope], ..Sight::default() };
    let countries = ["ML".to_owned(), "FR".to_owned()];
    let themes = [Theme("1.2".to_owned())];
    let parties = [party(gao, 1), party(dole, 2)];
    for sight in [
        Sight::default(),
        sight_of(&[gao]),
        sight_of(&[other]),
        group(scope("ML", "1")),
        group(scope("ML", "2")),
        group(Scope::default()),
        Sight { platform: true, ..Sight::default() },
    ] {
        let mut expected: Vec<_> =
            [(old, Visibility::Public), (new, Visibility::Group), (declined, Visibility::Partners)]
                .into_iter()
                .filter(|(_, level)| sees(&sight, *level, &parties, None, &countries, &themes))
                .map(|(id, _)| id.0)
                .collect();
        expected.sort();
        let ids = [old.0, new.0, declined.0];
        read(&model, |conn| {
            let sorted = |mut found: Vec<uuid::Uuid>| {
                found.sort();
                found.dedup();
                found
            };
            let filter = CooperationFilter::default();
            let order = CooperationOrder::default();
            let args = PageArgs::default();
            let page = cooperation::page(conn, &sight, &filter, order, Direction::Desc, &args)?;
            let listed = page.rows.iter().map(|(row, _)| row.id()).collect();
            assert_eq!(sorted(listed), expected, "list for {sight:?}");
            let rows = cooperation::by_ids(conn, &sight, &ids)?;
            assert_eq!(sorted(rows.iter().map(CooperationRow::id).collect()), expected);
            let parties = parties_of(conn, &sight, &ids)?;
            assert_eq!(sorted(parties.iter().map(|(id, _)| *id).collect()), expected);
            let total = counters(conn, &sight, &filter)?.total;
            assert_eq!(usize::try_from(total), Ok(expected.len()), "count for {sight:?}");
            let scope = FeedScope { cooperations: ids.to_vec(), ..FeedScope::default() };
            let page = feed::page(conn, &sight, &scope, From::After(0), 100)?;
            let told = page.changes.iter().filter_map(|change| change.cooperation);
            assert_eq!(sorted(told.map(cooperation::id_of).collect()), expected);
            Ok(())
        });
    }
}

#[tokio::test]
async fn what_departs_with_a_right_is_what_was_seen_before_and_is_not_seen_now() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let public = world.existing(gao, dole, &[]).await;
    let remarked = world.existing(dole, gao, &[]).await;
    let remark = Event::RemarkMade {
        remark: RemarkId(uuid::Uuid::from_u128(78)),
        by: Side(1),
        about: charter("x").hash,
        body: LocalText { lang: "fr".into(), text: "Entre nous".into() },
        visibility: Visibility::Partners,
    };
    world.twin(remarked, dole, remark).await;
    let proposed = world.proposed(gao, dole, &["1.2"]).await;
    let model = world.model().await;
    let nobody = Sight::default();
    let mali = Scope { countries: vec!["ML".into()], themes: Vec::new() };
    let coordinator = Sight { scopes: vec![mali], ..Sight::default() };
    let both = Sight { organisations: vec![dole, gao], ..Sight::default() };
    let all = Sight { platform: true, ..Sight::default() };
    for (before, now, left) in [
        (sight_of(&[dole]), nobody.clone(), vec![remarked.0, proposed.0]),
        (sight_of(&[dole]), coordinator.clone(), vec![remarked.0]),
        (coordinator, nobody.clone(), vec![proposed.0]),
        (both, sight_of(&[gao]), vec![]),
        (all, sight_of(&[gao]), vec![]),
        (nobody, sight_of(&[dole]), vec![]),
    ] {
        read(&model, |conn| {
            let found = cooperation::departed(conn, &before, &now)?;
            let found: Vec<_> = found.into_iter().map(cooperation::id_of).collect();
            let mut expected = left.clone();
            expected.sort();
            assert_eq!(found, expected, "{before:?} {now:?}");
            assert!(!found.contains(&public.0));
            Ok(())
        });
    }
}

#[tokio::test]
async fn remarks_are_for_partners_even_when_the_twinning_is_public() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = world.existing(gao, dole, &[]).await;
    let remark = Event::RemarkMade {
        remark: RemarkId(uuid::Uuid::from_u128(77)),
        by: Side(1),
        about: charter("x").hash,
        body: LocalText { lang: "fr".into(), text: "Entre nous".into() },
        visibility: Visibility::Partners,
    };
    world.twin(id, gao, remark).await;
    let model = world.model().await;
    let group = Sight {
        scopes: vec![Scope { countries: vec!["ML".into()], themes: Vec::new() }],
        ..Sight::default()
    };
    for (sight, sees) in [
        (Sight::default(), false),
        (group, false),
        (sight_of(&[dole]), true),
        (Sight { platform: true, ..Sight::default() }, true),
    ] {
        read(&model, |conn| {
            let remarks = remarks_of(conn, &sight, &[id.0])?;
            let scope = FeedScope { cooperations: vec![id.0], ..FeedScope::default() };
            let page = feed::page(conn, &sight, &scope, From::After(0), 10)?;
            let told = page.changes.iter().any(|change| change.verb == "JUMELAGE_REMARK_MADE");
            assert_eq!((!remarks.is_empty(), told), (sees, sees), "{sight:?}");
            Ok(())
        });
    }
}

#[tokio::test]
async fn what_a_side_keeps_to_itself_leaves_no_trace_for_others_until_it_is_shared() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let beside = world.town("Bourem", "ML").await;
    let id = world.existing(gao, dole, &[]).await;
    let invited =
        Event::TownInvited { organisation: beside, side: Side(1), by: Side(1), reason: "a".into() };
    world.twin(id, gao, invited).await;
    let seen = |model: &readmodel::ReadModel, sight: &Sight| {
        read(model, |conn| {
            let remarks = remarks_of(conn, sight, &[id.0])?.len();
            let scope = FeedScope { cooperations: vec![id.0], ..FeedScope::default() };
            let page = feed::page(conn, sight, &scope, From::After(0), 10)?;
            let rows = cooperation::by_ids(conn, sight, &[id.0])?;
            let last = rows.first().map(|row| (row.last_seq, row.last_activity));
            Ok((remarks, page.changes.len(), last))
        })
    };
    let others = [
        Sight::default(),
        sight_of(&[dole]),
        sight_of(&[beside]),
        Sight { platform: true, ..Sight::default() },
    ];
    let model = world.model().await;
    let before: Vec<_> = others.iter().map(|sight| seen(&model, sight)).collect();
    let remark = RemarkId(uuid::Uuid::from_u128(77));
    let note = Event::RemarkMade {
        remark,
        by: Side(1),
        about: charter("x").hash,
        body: LocalText { lang: "fr".into(), text: "Entre nous".into() },
        visibility: Visibility::Side,
    };
    world.twin(id, gao, note).await;
    let model = world.model().await;
    let after: Vec<_> = others.iter().map(|sight| seen(&model, sight)).collect();
    assert_eq!(after, before, "not even a newer place in the record");
    assert_eq!(seen(&model, &sight_of(&[gao])).0, 1);
    world.twin(id, gao, Event::RemarkShared { remark, by: Side(1) }).await;
    let model = world.model().await;
    let told: Vec<_> = others.iter().map(|sight| seen(&model, sight).0).collect();
    assert_eq!(told, [0, 1, 1, 1], "all partners, and who runs the platform, not everybody");
}

#[tokio::test]
async fn an_invited_town_sees_what_it_is_invited_to_before_it_joins() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let third = world.town("Kaya", "BF").await;
    let id = world.proposed(gao, dole, &[]).await;
    let invited = Event::TownInvited {
        organisation: third,
        side: Side(3),
        by: Side(1),
        reason: "a friend".into(),
    };
    world.twin(id, gao, invited).await;
    let model = world.model().await;
    let sight = sight_of(&[third]);
    let parties = read(&model, |conn| parties_of(conn, &sight, &[id.0]));
    assert_eq!(parties.len(), 2, "it sees the twinning, and is not a party yet");
    let waiting = read(&model, |conn| cooperation::waiting_for(conn, &sight, &[third], 10));
    assert_eq!(waiting.len(), 1);
}

#[tokio::test]
async fn a_claim_is_known_to_those_who_may_settle_it_and_to_the_claimant() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let stranger = world.town("Stranger", "FR").await;
    world.existing(gao, dole, &[]).await;
    let claimant = PersonId(uuid::Uuid::from_u128(9));
    let requested = Of::ClaimRequested {
        person: claimant,
        seat: SeatId(uuid::Uuid::from_u128(10)),
        function: "mayor".into(),
        invited_by: None,
    };
    world.organisation(gao, requested).await;
    let model = world.model().await;
    let mali = Scope { countries: vec!["ML".into()], themes: Vec::new() };
    let viewer = |sight: Sight, person: Option<PersonId>| Viewer { sight, person };
    for (viewer, sees) in [
        (viewer(Sight::default(), None), false),
        (viewer(Sight::default(), Some(claimant)), true),
        (viewer(sight_of(&[stranger]), None), false),
        (viewer(sight_of(&[dole]), None), true),
        (viewer(Sight { scopes: vec![mali], ..Sight::default() }, None), true),
        (viewer(Sight { platform: true, ..Sight::default() }, None), true),
    ] {
        let claims = read(&model, |conn| directory::query::pending_claims(conn, &viewer, &[gao]));
        assert_eq!(!claims.is_empty(), sees, "{viewer:?}");
    }
}
