//! The directory: search, look-alikes, renames and merges, and what the rules must know of a party.

use domain::OrganisationId;
use domain::organisation::{Event, Identifier, Name, NameUse, Place};
use jiff::civil::date;
use readmodel::organisation::{
    OrganisationFilter, OrganisationOrder, by_identifier, by_ids, page, party_facts, similar,
};
use readmodel::{Direction, PageArgs, ReadModel};

use crate::world::{World, name, read, sight_of};

fn found(model: &ReadModel, words: &str) -> Vec<String> {
    let filter =
        OrganisationFilter { search: Some(words.to_owned()), ..OrganisationFilter::default() };
    let order = OrganisationOrder::Relevance;
    let page = read(model, |conn| page(conn, &filter, order, Direction::Asc, &PageArgs::default()));
    page.rows.iter().map(|(row, _)| row.name(None).to_owned()).collect()
}

#[tokio::test]
async fn names_are_found_however_they_are_spelt() {
    let mut world = World::new();
    for (called, country) in [
        ("Saint-Étienne", "FR"),
        ("Saint-Étienne-du-Rouvray", "FR"),
        ("Ouagadougou", "BF"),
        ("Sédhiou", "SN"),
        ("Łódź", "PL"),
    ] {
        world.town(called, country).await;
    }
    let model = world.model().await;
    let both = ["Saint-Étienne", "Saint-Étienne-du-Rouvray"];
    for words in ["saint-etienne", "St Etienne", "SAINT ÉTIENNE", "st. etienne"] {
        assert_eq!(found(&model, words), both, "{words}: the exact name comes first");
    }
    assert_eq!(found(&model, "ouaga"), ["Ouagadougou"]);
    assert_eq!(found(&model, "sedhiou"), ["Sédhiou"]);
    assert_eq!(found(&model, "Sédhiou"), ["Sédhiou"]);
    assert_eq!(found(&model, "lodz"), ["Łódź"]);
    assert_eq!(found(&model, "Łódź"), ["Łódź"]);
    assert_eq!(found(&model, "nowhere"), [""; 0]);
    assert_eq!(found(&model, "\"--'*"), [""; 0], "signs alone find nothing and break nothing");
}

#[tokio::test]
async fn a_renamed_town_keeps_its_old_name_findable_and_titles_follow() {
    let mut world = World::new();
    let (one, other) = (world.town("Leningrad", "RU").await, world.town("Le Havre", "FR").await);
    let twinning = world.existing(one, other, &[]).await;
    let renamed = Event::Renamed { names: vec![name("Saint-Pétersbourg")], reason: "vote".into() };
    world.organisation(one, renamed).await;
    let model = world.model().await;
    assert_eq!(found(&model, "leningrad"), ["Saint-Pétersbourg"]);
    let rows =
        read(&model, |conn| readmodel::cooperation::by_ids(conn, &sight_of(&[]), &[twinning.0]));
    assert_eq!(rows[0].title, "Saint-Pétersbourg – Le Havre");
}

#[tokio::test]
async fn a_merged_record_gives_its_cooperations_to_the_one_that_stays() {
    let mut world = World::new();
    let double = world.town("Gao (double)", "ML").await;
    let stays = world.town("Gao", "ML").await;
    let other = world.town("Thionville", "FR").await;
    let twinning = world.existing(double, other, &[]).await;
    world.organisation(double, Event::MergedInto { into: stays, reason: "same".into() }).await;
    let model = world.model().await;
    let rows = read(&model, |conn| by_ids(conn, &[stays, double]));
    let count = |id: OrganisationId| rows.iter().find(|row| row.id == id).map(|r| r.cooperations);
    assert_eq!((count(stays), count(double)), (Some(1), Some(0)));
    let sight = sight_of(&[]);
    let parties =
        read(&model, |conn| readmodel::cooperation::parties_of(conn, &sight, &[twinning.0]));
    assert_eq!(parties[0].1.organisation, stays);
    assert_eq!(found(&model, "gao"), ["Gao"], "the merged record is no longer in the list");
}

#[tokio::test]
async fn look_alikes_are_found_by_name_and_by_place() {
    let mut world = World::new();
    let place = Place { latitude: 13.51, longitude: 2.12 };
    let names = vec![
        name("Niamey"),
        Name { lang: "und".into(), text: "Niame".into(), use_as: NameUse::Variant },
    ];
    let niamey = world.town_with(names, "NE", Some(place), Some(1_000_000)).await;
    world.town("Niamey", "FR").await;
    let model = world.model().await;
    let near = Some(Place { latitude: 13.52, longitude: 2.10 });
    for (words, place) in [("niamey", None), ("Niame", None), ("Communauté urbaine", near)] {
        let rows = read(&model, |conn| similar(conn, words, "ne", place));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [niamey], "{words}");
    }
}

#[tokio::test]
async fn an_identifier_finds_its_body_and_facts_come_in_the_order_asked_for() {
    let mut world = World::new();
    let (one, other) = (world.town("Bobo", "BF").await, world.town("Châlons", "FR").await);
    let identifier = Identifier { scheme: "insee".into(), value: "51108".into() };
    world.organisation(other, Event::IdentifierAdded { identifier: identifier.clone() }).await;
    let model = world.model().await;
    assert_eq!(read(&model, |conn| by_identifier(conn, &identifier))[0].id, other);
    assert_eq!(found(&model, "51108"), ["Châlons"]);
    let facts = read(&model, |conn| party_facts(conn, &[other, one], date(2026, 6, 1)));
    assert_eq!(facts.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Châlons", "Bobo"]);
}
