//! Partnerships, groups, exchanges and committees: what their pages and feeds are made of.

use domain::access::Sight;
use domain::codec::Subject;
use domain::cooperation::{Cooperation, PartialDate, Party, Side, TextHash, Theme};
use domain::group::Scope;
use domain::organisation::NameUse;
use domain::partnership::{Event, Nature, Terms};
use domain::{
    CommitteeId, Event as Any, ExchangeId, GroupId, OrganisationId, PartnershipId, committee,
    exchange, group, jumelage,
};
use readmodel::cooperation::{CooperationFilter, Stage, by_ids, counters, parties_of};
use readmodel::feed::{self, From};
use readmodel::{FeedScope, PageArgs};

use crate::world::{World, officer, party, read, sight_of, text};

fn terms(title: &str, theme: &str) -> Terms {
    Terms {
        title: vec![text(title)],
        purpose: vec![text("Ensemble")],
        themes: vec![Theme(theme.to_owned())],
        sdgs: Vec::new(),
        territories: Vec::new(),
        benefits: Vec::new(),
        hash: TextHash(title.to_owned()),
    }
}

async fn proposed(world: &mut World, parties: Vec<Party>) -> PartnershipId {
    let id = PartnershipId(world.id());
    let author = parties[0].organisation;
    let event = Event::Proposed {
        parties,
        by: Side(1),
        nature: Nature::Convention,
        terms: terms("Eau pour tous", "1.2"),
        reason_for_choice: "The same river".to_owned(),
        first_contact: Some(PartialDate("2019-05".to_owned())),
    };
    acts(world, id, author, event).await;
    id
}

async fn acts(world: &mut World, id: PartnershipId, author: OrganisationId, event: Event) {
    let subject = Subject::Partnership(id);
    world.act(&subject, officer(author), vec![Any::Partnership(event)]).await;
}

#[tokio::test]
async fn a_side_that_declined_still_sees_what_it_declined_and_is_no_longer_a_party() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let kaya = world.town("Kaya", "BF").await;
    let parties = vec![party(dole, 1), party(gao, 2), party(kaya, 3)];
    let id = proposed(&mut world, parties).await;
    let declined = Event::Declined { by: Side(3), reason: "not now".into() };
    acts(&mut world, id, kaya, declined).await;
    let model = world.model().await;
    let sight = sight_of(&[kaya]);
    let parties = read(&model, |conn| parties_of(conn, &sight, &[id.0]));
    assert_eq!(parties.iter().map(|(_, p)| p.organisation).collect::<Vec<_>>(), [dole, gao]);
    let scope = FeedScope { organisations: vec![kaya], ..FeedScope::default() };
    let page = read(&model, |conn| feed::page(conn, &sight, &scope, From::Latest, 10));
    assert_eq!(page.changes.last().map(|c| c.verb.as_str()), Some("PARTNERSHIP_DECLINED"));
    let rows = read(&model, |conn| by_ids(conn, &sight, &[id.0]));
    assert_eq!(rows[0].stage, Stage::Proposed);
}

#[tokio::test]
async fn revised_terms_change_the_title_and_the_themes_and_stay_in_the_history() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = proposed(&mut world, vec![party(dole, 1), party(gao, 2)]).await;
    let revised = Event::TermsRevised {
        by: Side(2),
        terms: terms("Écoles", "2.1"),
        reason: "schools first".into(),
    };
    acts(&mut world, id, gao, revised).await;
    let model = world.model().await;
    let sight = sight_of(&[gao]);
    read(&model, |conn| {
        let row = by_ids(conn, &sight, &[id.0])?.remove(0);
        assert_eq!((row.title.as_str(), row.themes.len()), ("Écoles", 1));
        let versions = partnership::query::terms(conn, &sight, &[id.0])?;
        let said: Vec<_> = versions.iter().map(|(_, v)| (v.number, v.by.map(|s| s.0))).collect();
        assert_eq!(said, [(1, Some(1)), (2, Some(2))]);
        let detail = partnership::query::details(conn, &sight, &[id])?.remove(0);
        assert_eq!(detail.words.reason_for_choice.as_deref(), Some("The same river"));
        let filter = CooperationFilter { search: Some("ecol".into()), ..Default::default() };
        assert_eq!(counters(conn, &sight, &filter)?.total, 1);
        let filter = CooperationFilter { search: Some("eau".into()), ..Default::default() };
        assert_eq!(counters(conn, &sight, &filter)?.total, 0, "the old title is gone");
        Ok(())
    });
}

#[tokio::test]
async fn a_groups_scope_is_the_window_of_its_feed_and_register() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let nara = world.town("Nara", "JP").await;
    let inside = world.existing(gao, dole, &["1.2"]).await;
    world.existing(nara, dole, &["1.2"]).await;
    let id = GroupId(world.id());
    let founded = group::Event::Founded {
        name: vec![text("Sahel")],
        scope: Scope { countries: vec!["ML".into(), "BF".into()], themes: vec![Theme("1".into())] },
        runner: None,
        parent: None,
    };
    let joined = group::Event::MemberJoined { organisation: dole };
    let events = vec![Any::Group(founded), Any::Group(joined)];
    world.act(&Subject::Group(id), domain::Author::SYSTEM, events).await;
    let model = world.model().await;
    let sight = Sight::default();
    read(&model, |conn| {
        let scope = FeedScope {
            groups: vec![id],
            kinds: vec![readmodel::cooperation::CooperationKind::Jumelage],
            ..FeedScope::default()
        };
        let page = feed::page(conn, &sight, &scope, From::After(0), 10)?;
        let told: Vec<_> = page.changes.iter().filter_map(|change| change.cooperation).collect();
        assert_eq!(told, [Cooperation::Jumelage(inside)]);
        let filter = CooperationFilter { group: Some(id), ..Default::default() };
        assert_eq!(counters(conn, &sight, &filter)?.total, 1);
        let groups = ::groups::query::page(conn, &PageArgs::default())?;
        assert_eq!(groups.rows[0].0.state.members, [dole]);
        Ok(())
    });
}

#[tokio::test]
async fn exchanges_and_committees_belong_to_their_cooperation() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let id = world.proposed(gao, dole, &["1.2"]).await;
    let exchange = ExchangeId(world.id());
    let day = jiff::civil::date(2026, 7, 1);
    let planned = exchange::Event::Planned {
        cooperation: Cooperation::Jumelage(id),
        kind: exchange::Kind::School,
        title: vec![text("Correspondance")],
        starts: day,
        ends: day,
        host: gao,
        by: Side(2),
        themes: vec![Theme("2.1".into())],
    };
    let subject = Subject::Exchange(exchange);
    world.act(&subject, officer(dole), vec![Any::Exchange(planned)]).await;
    let committee = CommitteeId(world.id());
    let formed = committee::Event::Formed {
        jumelage: id,
        side: Side(1),
        organisation: gao,
        seats: Vec::new(),
        tasks: vec!["school".into()],
    };
    let subject = Subject::Committee(committee);
    world.act(&subject, officer(gao), vec![Any::Committee(formed)]).await;
    let model = world.model().await;
    for (sight, seen) in [(sight_of(&[gao]), 1), (Sight::default(), 0)] {
        read(&model, |conn| {
            use ::jumelage::query::{committees_of, exchanges, exchanges_of};
            assert_eq!(exchanges(conn, &sight, &[exchange])?.len(), seen);
            assert_eq!(exchanges_of(conn, &sight, &[id.0])?.len(), seen);
            assert_eq!(committees_of(conn, &sight, &[id])?.len(), seen);
            let scope = FeedScope { themes: vec![Theme("2".into())], ..FeedScope::default() };
            let page = feed::page(conn, &sight, &scope, From::Latest, 10)?;
            assert_eq!(page.changes.len(), seen, "found by the theme of the exchange");
            let scope = FeedScope { cooperations: vec![id.0], ..FeedScope::default() };
            let page = feed::page(conn, &sight, &scope, From::Latest, 10)?;
            assert_eq!(page.changes.len(), 3 * seen);
            let row = by_ids(conn, &sight, &[id.0])?;
            assert_eq!(row.first().map(|row| row.last_seq), page.changes.last().map(|c| c.seq));
            Ok(())
        });
    }
}

#[tokio::test]
async fn a_ceremony_dates_the_twinning_and_an_import_is_no_activity() {
    let mut world = World::new();
    let gao = world.town("Gao", "ML").await;
    let dole = world.town("Dole", "FR").await;
    let old = world.existing(gao, dole, &[]).await;
    let id = world.proposed(gao, dole, &[]).await;
    let on = jiff::civil::date(2026, 5, 8);
    let held = jumelage::Event::CeremonyHeld { on, place: "Gao".into(), participants: Some(300) };
    world.twin(id, gao, held).await;
    let model = world.model().await;
    let sight = Sight::default();
    read(&model, |conn| {
        let row = by_ids(conn, &sight, &[id.0])?.remove(0);
        assert_eq!((row.stage, row.since.map(|day| day.0)), (Stage::Active, Some(on.to_string())));
        let detail = ::jumelage::query::details(conn, &sight, &[id])?.remove(0);
        assert_eq!(detail.words.ceremony.and_then(|c| c.participants), Some(300));
        let row = by_ids(conn, &sight, &[old.0])?.remove(0);
        assert!(row.recorded_as_existing && row.last_activity == row.recorded_at);
        let dormant = readmodel::cooperation::dormant_candidates(conn, row.recorded_at, 10)?;
        assert!(dormant.is_empty(), "an older one starts to be watched when it is put on record");
        Ok(())
    });
}

#[tokio::test]
async fn a_translation_is_shown_where_its_language_is_asked_for() {
    let mut world = World::new();
    let translated = domain::organisation::Name {
        lang: "es".into(),
        text: "Ciudad del Cabo".into(),
        use_as: NameUse::Translation,
    };
    let names = vec![crate::world::name("Cape Town"), translated];
    let id = world.town_with(names, "ZA", None, None).await;
    let model = world.model().await;
    let row = read(&model, |conn| readmodel::organisation::by_ids(conn, &[id])).remove(0);
    assert_eq!(row.name(Some(domain::Lang::Es)), "Ciudad del Cabo");
    assert_eq!(row.name(Some(domain::Lang::Fr)), "Cape Town");
}

#[tokio::test]
async fn a_group_without_a_scope_looks_at_everything_and_an_unknown_group_at_nothing() {
    let mut world = World::new();
    world.town("Gao", "ML").await;
    let id = GroupId(world.id());
    let founded = group::Event::Founded {
        name: vec![text("Tous")],
        scope: Scope::default(),
        runner: None,
        parent: None,
    };
    world.act(&Subject::Group(id), domain::Author::SYSTEM, vec![Any::Group(founded)]).await;
    let unknown = GroupId(world.id());
    let model = world.model().await;
    for (group, count) in [(id, 2), (unknown, 0)] {
        let scope = FeedScope { groups: vec![group], ..FeedScope::default() };
        for from in [From::After(0), From::Latest] {
            let page = read(&model, |conn| feed::page(conn, &Sight::default(), &scope, from, 10));
            assert_eq!(page.changes.len(), count);
        }
    }
}
