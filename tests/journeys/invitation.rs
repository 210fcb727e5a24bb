//! Invitation: an officer invites the partner abroad, who accepts, is confirmed and acts in the name of their town.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rives_tests::Person;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scene::{Scene, own_town, propose, record_town, text};

const PARTNER: &str = "mayor@ville-invitee.example";

/// How long the courier may take to put a mail into the demonstration's drawer.
const CARRIED: Duration = Duration::from_secs(30);

pub(crate) fn invite(by: &Person, place: &Value, email: &str) -> Result<Value> {
    let mut input = json!({
        "commandId": Uuid::new_v4(), "role": "CONTRIBUTOR", "function": "Coopération internationale",
        "email": email, "lang": "FR", "note": "Suite à notre rencontre"
    });
    let fields = input.as_object_mut().context("an object")?;
    fields.extend(place.as_object().context("a place")?.clone());
    let select = "invitation { id claims role state }";
    Ok(by.clone().enter("invite", &input, select)?.done()["invitation"].take())
}

/// The last mail to `email`, once it was carried.
pub(crate) fn mail_to(reader: &Person, email: &str) -> Result<String> {
    let end = Instant::now() + CARRIED;
    while Instant::now() < end {
        let data = reader.ask("{ demoMails { to text } }", &json!({}))?;
        let mails = data["demoMails"].as_array().context("a demonstration shows its mails")?;
        if let Some(mail) = mails.iter().find(|mail| mail["to"] == email) {
            return text(&mail["text"]);
        }
    }
    bail!("no mail to {email}")
}

pub(crate) fn secret(mail: &str) -> Result<String> {
    let (_, rest) = mail.split_once("/invitation#").context("a link")?;
    Ok(rest.chars().take_while(char::is_ascii_hexdigit).collect())
}

pub(crate) fn accept(person: &mut Person, secret: &str) -> Result<rives_tests::Answer> {
    let input = json!({ "commandId": Uuid::new_v4(), "token": secret, "displayName": "Mayor" });
    person.enter("acceptInvitation", &input, "viewer { seats { role organisation { id } } }")
}

#[test]
fn the_partner_abroad_is_invited_asks_is_confirmed_and_acts() -> Result<()> {
    let scene = Scene::open()?;
    let officer = scene.saint_etienne()?;
    let (ours, theirs) = (
        own_town(&officer)?,
        record_town(&officer, "ML", "Ville-invitée", "FOREIGN_LOCAL_AUTHORITY")?,
    );
    let made = invite(&officer, &json!({ "organisation": theirs }), PARTNER)?;
    assert_eq!((&made["claims"], &made["role"]), (&json!(true), &json!("OFFICER")), "{made}");
    let mail = mail_to(&officer, PARTNER)?;
    assert!(mail.contains("Ville-invitée") && mail.contains("> Suite à notre rencontre"), "{mail}");
    let secret = secret(&mail)?;
    let mut partner = Person::visitor(&scene.node.url());
    let shown = partner.ask(
        "query($token: String!) { invitation(token: $token) { claims invitedBy organisation { id } } }",
        &json!({ "token": secret }),
    )?;
    assert_eq!(shown["invitation"]["organisation"]["id"], theirs);
    let accepted = accept(&mut partner, &secret)?.done();
    assert_eq!(accepted["viewer"]["seats"], json!([]), "accepting confirms nothing by itself");
    accept(&mut Person::visitor(&scene.node.url()), &secret)?.refused_by("H-INVITATION");
    let query =
        "query($id: ID!) { node(id: $id) { ... on Organisation { pendingClaims { seat mine } } } }";
    let claims = officer.ask(query, &json!({ "id": theirs }))?;
    let seat = &claims["node"]["pendingClaims"][0]["seat"];
    let input = json!({ "organisation": theirs, "seat": seat, "reason": "We have met" });
    officer.act("confirmClaim", input, "organisation { state }")?.done();
    assert_eq!(own_town(&partner)?, theirs);
    propose(&partner, &theirs, &ours)?;
    Ok(())
}

#[test]
fn a_seat_of_ones_own_town_is_offered_taken_by_who_is_signed_in_and_withdrawn_with_a_reason()
-> Result<()> {
    let scene = Scene::open()?;
    let officer = scene.saint_etienne()?;
    let place = json!({ "organisation": own_town(&officer)? });
    let made = invite(&officer, &place, "colleague@saint-etienne.example")?;
    assert_eq!((&made["claims"], &made["role"]), (&json!(false), &json!("CONTRIBUTOR")));
    let token = secret(&mail_to(&officer, "colleague@saint-etienne.example")?)?;
    let mut newcomer = scene.newcomer()?;
    let seats = accept(&mut newcomer, &token)?.done()["viewer"]["seats"].take();
    assert_eq!(seats[0]["role"], "CONTRIBUTOR", "the seat goes to who is signed in: {seats}");

    let made = invite(&officer, &place, "another@saint-etienne.example")?;
    let token = secret(&mail_to(&officer, "another@saint-etienne.example")?)?;
    let withdraw = |by: &Person, reason: &str| {
        let input =
            json!({ "commandId": Uuid::new_v4(), "invitation": made["id"], "reason": reason });
        by.clone().enter("withdrawInvitation", &input, "done")
    };
    withdraw(&scene.person("officer@marseille.example")?, "Mine")?.refused_by("H-UNKNOWN");
    withdraw(&officer, " ")?.refused_by("C-REASON");
    withdraw(&officer, "Somebody else was named")?.done();
    accept(&mut Person::visitor(&scene.node.url()), &token)?.refused_by("H-INVITATION");
    Ok(())
}
