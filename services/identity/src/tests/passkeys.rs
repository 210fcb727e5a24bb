//! Passkeys in real ceremonies, and the attacks they are for.

use domain::{Refusal, rules};
use serde_json::Value;

use super::device::Device;
use super::{PASSWORD, Time, VISIT, World, world, world_at};
use crate::{Begun, Change, Identity, SignedIn};

const ORIGIN: &str = "http://localhost:8080";

fn passkey_world() -> World {
    let world = world();
    world.identity.serve_at(None).expect("localhost is a site");
    world
}

fn registration(identity: &Identity, of: &SignedIn) -> Begun {
    identity.start_passkey_registration(&of.viewer).expect("works").expect("just signed in")
}

fn register(identity: &Identity, of: &SignedIn, device: &mut Device) -> Result<(), Refusal> {
    let begun = registration(identity, of);
    let answer = device.create(&begun.options);
    identity
        .finish_passkey_registration(&of.viewer, &begun.id, &answer, " Phone ")
        .expect("the store works")
}

fn start(identity: &Identity) -> Begun {
    identity.start_passkey_sign_in().expect("works").expect("there is a site")
}

fn finish(identity: &Identity, ceremony: &str, answer: &str) -> Result<SignedIn, Refusal> {
    identity.finish_passkey_sign_in(ceremony, answer, &VISIT).expect("the store works")
}

fn sign_in(identity: &Identity, device: &mut Device) -> Result<SignedIn, Refusal> {
    let begun = start(identity);
    let answer = device.get(&begun.options);
    finish(identity, &begun.id, &answer)
}

/// A world with one person and their device.
async fn owner() -> (World, SignedIn, Device) {
    let world = passkey_world();
    world.person("a@town.example");
    let signed = world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    let mut device = Device::at(ORIGIN);
    register(&world.identity, &signed, &mut device).expect("registered");
    (world, signed, device)
}

#[tokio::test]
async fn a_passkey_is_registered_and_signs_in_without_an_address() {
    let (world, signed, mut device) = owner().await;
    let person = signed.viewer.person;
    assert_eq!(
        device.user,
        person.0.as_bytes(),
        "the handle is the identifier and nothing personal"
    );
    let entered = sign_in(&world.identity, &mut device).expect("signs in");
    assert_eq!(entered.viewer.person, person);
    let passkeys = world.identity.passkeys(person).expect("works");
    assert_eq!((passkeys.len(), passkeys[0].name.as_str()), (1, "Phone"));
    assert!(passkeys[0].used.is_some());
    let changes = world.identity.changes(person).expect("works");
    assert!(matches!(changes[..], [(_, Change::PasskeyAdded)]), "{changes:?}");
}

#[tokio::test]
async fn keys_are_asked_to_be_found_without_an_address_and_to_know_their_person() {
    let (world, signed, device) = owner().await;
    let options = registration(&world.identity, &signed).options;
    let options: Value = serde_json::from_str(&options).expect("JSON");
    let asked = &options["publicKey"];
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["rp"]["id"], "localhost");
    assert_eq!(asked["excludeCredentials"][0]["id"], device.id());
    let options: Value = serde_json::from_str(&start(&world.identity).options).expect("JSON");
    assert_eq!(options["publicKey"]["userVerification"], "required");
    assert_eq!(options["publicKey"]["allowCredentials"], serde_json::json!([]));
}

#[tokio::test]
async fn an_answer_counts_once() {
    let (world, _, mut device) = owner().await;
    let begun = start(&world.identity);
    let answer = device.get(&begun.options);
    finish(&world.identity, &begun.id, &answer).expect("the first time");
    let again = finish(&world.identity, &begun.id, &answer).expect_err("the second time");
    assert_eq!(again.rule, rules::H_CEREMONY);
    let other = start(&world.identity);
    let moved = finish(&world.identity, &other.id, &answer).expect_err("another ceremony");
    assert_eq!(moved.rule, rules::H_PASSKEY);
}

#[tokio::test]
async fn an_answer_that_is_none_leaves_the_ceremony_open_to_the_right_one() {
    let (world, _, mut device) = owner().await;
    let begun = start(&world.identity);
    let answer = device.get(&begun.options);
    assert_eq!(finish(&world.identity, &begun.id, "{}").expect_err("none").rule, rules::H_PASSKEY);
    finish(&world.identity, &begun.id, &answer).expect("the right one");
}

#[tokio::test]
async fn a_ceremony_that_was_altered_or_invented_is_none() {
    let (world, _, mut device) = owner().await;
    let begun = start(&world.identity);
    let answer = device.get(&begun.options);
    let (front, back) = begun.id.split_at(begun.id.len() / 2);
    let altered = format!("{front}A{}", &back[1..]);
    let altered = if altered == begun.id { format!("{front}B{}", &back[1..]) } else { altered };
    for wrong in [altered.as_str(), front, "", "moon", &"A".repeat(20_000)] {
        let refused = finish(&world.identity, wrong, &answer).expect_err("none of ours");
        assert_eq!(refused.rule, rules::H_CEREMONY, "{wrong}");
    }
}

#[tokio::test]
async fn a_ceremony_lasts_five_minutes() {
    let time = Time::new();
    let world = world_at(time.clock());
    world.identity.serve_at(None).expect("localhost is a site");
    let begun = start(&world.identity);
    time.pass(299);
    let refused = finish(&world.identity, &begun.id, "{}").expect_err("no answer");
    assert_eq!(refused.rule, rules::H_PASSKEY, "still open");
    let answer = Device::at(ORIGIN).get(&begun.options);
    time.pass(2);
    let late = finish(&world.identity, &begun.id, &answer).expect_err("too late");
    assert_eq!(late.rule, rules::H_CEREMONY);
}

#[tokio::test]
async fn what_was_used_up_stays_so_where_a_clock_is_behind() {
    let time = Time::new();
    let world = world_at(time.clock());
    let minutes = jiff::SignedDuration::from_mins(5);
    let text = world.identity.slip("kind", 1, minutes).expect("sealed");
    let read = |text: &str| world.identity.read_slip::<u8>("kind", text).expect("works");
    let use_up = |text: &str| {
        let slip = read(text).expect("good");
        assert!(world.identity.use_up_slip(&slip).expect("works"));
    };
    use_up(&text);
    time.pass(301);
    use_up(&world.identity.slip("kind", 2, minutes).expect("sealed"));
    time.pass(-2);
    assert!(read(&text).is_none(), "another node's clock let nothing go that counts here");
}

#[tokio::test]
async fn another_page_cannot_ask_for_a_passkey_of_ours() {
    let (world, signed, mut device) = owner().await;
    for origin in
        ["https://rives.example", "http://localhost.evil.example", "http://127.0.0.1:8080"]
    {
        device.origin = origin.to_owned();
        let refused = sign_in(&world.identity, &mut device).expect_err("another origin");
        assert_eq!(refused.rule, rules::H_PASSKEY, "{origin}");
    }
    let mut elsewhere = Device::at("https://rives.example");
    let refused = register(&world.identity, &signed, &mut elsewhere).expect_err("another origin");
    assert_eq!(refused.rule, rules::H_PASSKEY);
}

#[tokio::test]
async fn nobody_finishes_the_ceremony_of_another_person() {
    let (world, signed, _) = owner().await;
    world.person("b@town.example");
    let other = world.sign_in("b@town.example", PASSWORD).await.expect("signs in");
    let begun = registration(&world.identity, &signed);
    let answer = Device::at(ORIGIN).create(&begun.options);
    let refused = world
        .identity
        .finish_passkey_registration(&other.viewer, &begun.id, &answer, "theirs")
        .expect("works")
        .expect_err("not begun by them");
    assert_eq!(refused.rule, rules::H_CEREMONY);
    let begun = start(&world.identity);
    let mixed = world
        .identity
        .finish_passkey_registration(&signed.viewer, &begun.id, &answer, "mixed")
        .expect("works")
        .expect_err("a sign-in is no registration");
    assert_eq!(mixed.rule, rules::H_CEREMONY);
}

#[tokio::test]
async fn a_key_that_claims_another_owner_is_refused() {
    let (world, _, mut device) = owner().await;
    let other = world.person("b@town.example");
    device.user = other.0.as_bytes().to_vec();
    let refused = sign_in(&world.identity, &mut device).expect_err("not theirs");
    assert_eq!(refused.rule, rules::H_PASSKEY);
    let mut unknown = Device::at(ORIGIN);
    unknown.user = other.0.as_bytes().to_vec();
    assert_eq!(sign_in(&world.identity, &mut unknown).expect_err("unknown"), refused);
}

#[tokio::test]
async fn a_key_that_did_not_ask_for_its_person_is_refused() {
    let (world, signed, mut device) = owner().await;
    device.verified = false;
    assert_eq!(
        sign_in(&world.identity, &mut device).expect_err("nobody verified").rule,
        rules::H_PASSKEY
    );
    let mut careless = Device::at(ORIGIN);
    careless.verified = false;
    let refused = register(&world.identity, &signed, &mut careless).expect_err("nobody verified");
    assert_eq!(refused.rule, rules::H_PASSKEY);
}

#[tokio::test]
async fn a_copied_key_gives_itself_away_by_its_counter() {
    let (world, _, mut device) = owner().await;
    let mut copy = device.clone();
    sign_in(&world.identity, &mut device).expect("first use");
    sign_in(&world.identity, &mut device).expect("second use");
    let refused = sign_in(&world.identity, &mut copy).expect_err("an older count");
    assert_eq!(refused.rule, rules::H_PASSKEY);
}

#[tokio::test]
async fn a_key_may_come_to_be_backed_up() {
    let (world, _, mut device) = owner().await;
    device.backed_up = true;
    sign_in(&world.identity, &mut device).expect("backed up since");
    sign_in(&world.identity, &mut device).expect("and remembered");
}

#[tokio::test]
async fn the_same_key_is_registered_once() {
    let (world, _, mut device) = owner().await;
    world.person("b@town.example");
    let other = world.sign_in("b@town.example", PASSWORD).await.expect("signs in");
    let refused = register(&world.identity, &other, &mut device).expect_err("known");
    assert_eq!(refused.rule, rules::H_PASSKEY_KNOWN);
}

#[tokio::test]
async fn twenty_passkeys_are_enough() {
    let (world, signed, _) = owner().await;
    let last = registration(&world.identity, &signed);
    for _ in 1..20 {
        register(&world.identity, &signed, &mut Device::at(ORIGIN)).expect("up to twenty");
    }
    let refused = world.identity.start_passkey_registration(&signed.viewer).expect("works");
    assert_eq!(refused.expect_err("one too many").rule, rules::H_PASSKEY_MANY);
    let answer = Device::at(ORIGIN).create(&last.options);
    let refused = world
        .identity
        .finish_passkey_registration(&signed.viewer, &last.id, &answer, "begun before")
        .expect("works");
    assert_eq!(refused.expect_err("one too many").rule, rules::H_PASSKEY_MANY);
}

#[tokio::test]
async fn a_session_left_open_neither_adds_nor_removes_a_passkey() {
    let time = Time::new();
    let world = world_at(time.clock());
    world.identity.serve_at(None).expect("localhost is a site");
    world.person("a@town.example");
    let signed = world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    let mut device = Device::at(ORIGIN);
    register(&world.identity, &signed, &mut device).expect("registered");
    let passkey = world.identity.passkeys(signed.viewer.person).expect("works")[0].id;
    time.pass(15 * 60);
    let remove = |of: &SignedIn| world.identity.remove_passkey(&of.viewer, passkey).expect("works");
    let started = world.identity.start_passkey_registration(&signed.viewer).expect("works");
    assert_eq!(started.expect_err("too long ago").rule, rules::H_RECENT);
    assert_eq!(remove(&signed).expect_err("too long ago").rule, rules::H_RECENT);
    let again = sign_in(&world.identity, &mut device).expect("signs in again");
    remove(&again).expect("just signed in");
    assert_eq!(remove(&again).expect_err("gone").rule, rules::H_UNKNOWN);
    assert_eq!(sign_in(&world.identity, &mut device).expect_err("removed").rule, rules::H_PASSKEY);
}

#[tokio::test]
async fn nobody_removes_the_passkey_of_another_person() {
    let (world, signed, _) = owner().await;
    world.person("b@town.example");
    let other = world.sign_in("b@town.example", PASSWORD).await.expect("signs in");
    let passkey = world.identity.passkeys(signed.viewer.person).expect("works")[0].id;
    let refused = world.identity.remove_passkey(&other.viewer, passkey).expect("works");
    assert_eq!(refused.expect_err("not theirs").rule, rules::H_UNKNOWN);
}

#[tokio::test]
async fn where_no_browser_keeps_passkeys_none_are_offered() {
    let world = world();
    world.identity.serve_at(Some("http://192.0.2.1:8080")).expect("works");
    assert!(!world.identity.takes_passkeys_at(Some("192.0.2.1:8080")));
    let refused = world.identity.start_passkey_sign_in().expect("works").expect_err("no site");
    assert_eq!(refused.rule, rules::H_PASSKEY_OFF);
}
