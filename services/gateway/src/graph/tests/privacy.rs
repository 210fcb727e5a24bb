//! Privacy through the API: what is kept is told, a name is changed, and who goes leaves the place named that they leave empty.

use identity::Looker;

use super::*;

#[tokio::test]
async fn what_is_kept_is_told_to_everybody_in_their_language() {
    let node = Node::new().await;
    let document = "{ processing { sessionDays inactiveMonths contact fr: notes(lang: FR) en: notes(lang: EN) es: notes(lang: ES) } }";
    let told = node.stranger().ask(document, json!({})).await;
    let processing = &told["processing"];
    assert_eq!(
        (&processing["sessionDays"], &processing["inactiveMonths"]),
        (&json!(30), &json!(0))
    );
    let [fr, en, es] =
        ["fr", "en", "es"].map(|lang| processing[lang].as_array().expect("notes").clone());
    assert!(
        fr.len() == en.len() && en.len() == es.len() && fr.iter().all(|note| !en.contains(note))
    );
    assert!(fr.iter().any(|note| note.as_str().is_some_and(|note| note.contains("30 jours"))));
}

#[tokio::test]
async fn a_person_sees_who_looked_by_seat_and_takes_everything_along() {
    let node = Node::new().await;
    let administrator = node
        .person(
            "admin@rives.example",
            Some(SeatOf::Platform),
            Role::PlatformAdministrator,
            Lang::En,
        )
        .await;
    let person = node.person("a@town.example", None, Role::Reader, Lang::En).await;
    let identity = &node.world.identity;
    let looker = administrator.asker().viewer.expect("signed in");
    let by =
        Looker::Person { person: looker.person, seat: looker.seats.first().map(|seat| seat.id) };
    identity.people(by, "town", None, 10).expect("the store works");

    let renamed = json!({ "input": { "displayName": " Somebody else " } });
    let document =
        "mutation($input: SetDisplayNameInput!) { setDisplayName(input: $input) { done } }";
    assert_eq!(person.ask(document, renamed).await["setDisplayName"]["done"], true);
    let document = "{ viewer { displayName personalData accessJournal(first: 5) { by(lang: EN) purpose(lang: EN) } } }";
    let viewer = person.ask(document, json!({})).await["viewer"].take();
    assert_eq!(viewer["displayName"], "Somebody else");
    assert!(viewer["personalData"].as_str().is_some_and(|data| data.contains("Somebody else")));
    let looks = viewer["accessJournal"].as_array().expect("a journal");
    assert!(looks.iter().any(|look| look["by"] == "platform administrator"), "{looks:?}");
}

#[tokio::test]
async fn who_goes_is_told_that_nobody_is_left_in_their_town() {
    let node = Node::new().await;
    let town = node.town("Ville-sans-personne", "FR", Kind::Commune).await;
    let person = node.officer("a@town.example", town, Lang::En).await;
    let document = "mutation($input: EraseMeInput!) { eraseMe(input: $input) {
        done refusals { rule { id } } remarks { rule { id } message } } }";
    let input = json!({ "input": { "email": "a@town.example", "password": PASSWORD } });
    let gone = person.ask(document, input).await["eraseMe"].take();
    assert_eq!(gone["done"], true, "{gone}");
    assert_eq!(gone["remarks"][0]["rule"]["id"], "H-NOBODY-LEFT");
    assert!(gone["remarks"][0]["message"].as_str().is_some_and(|text| text.contains("Ville-sans")));
    assert_eq!(person.ask("{ viewer { id } }", json!({})).await["viewer"], Value::Null);
}
