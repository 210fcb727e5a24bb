//! Signed userinfo without a network, and what the store keeps of a link.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commands::Clock;
use domain::{Lang, PersonId, rules};
use eventlog::{EventLog, MemoryLog};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use outgoing::{Outgoing, Rules};
use serde_json::json;
use url::Url;
use uuid::Uuid;

use super::jwt::{Unbelieved, opened};
use super::userinfo::Told;
use super::{Algorithm, ProviderSettings, Providers, Start, TokenAuth, UserInfo};
use crate::Identity;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The key pair of RFC 8037, appendix A: everybody knows it.
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

fn key() -> CoreEdDsaPrivateSigningKey {
    let id = JsonWebKeyId::new("one".to_owned());
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, Some(id)).expect("a key")
}

fn signed(header: &serde_json::Value) -> String {
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(header), part(&json!({ "sub": "amina" })));
    let signature = key().sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.expect("signed")))
}

fn read(text: &str) -> Result<(), Unbelieved> {
    let keys = CoreJsonWebKeySet::new(vec![key().as_verification_key()]);
    opened(text, &keys, &[CoreJwsSigningAlgorithm::EdDsa]).map(drop)
}

#[test]
fn a_signed_jwt_is_opened_with_the_providers_key_only() {
    assert_eq!(read(&signed(&json!({ "alg": "EdDSA", "kid": "one" }))), Ok(()));
    assert_eq!(read(&signed(&json!({ "alg": "EdDSA" }))), Ok(()), "without a key's name");
    let other = signed(&json!({ "alg": "EdDSA", "kid": "two" }));
    assert_eq!(read(&other), Err(Unbelieved::Key));
}

#[test]
fn only_algorithms_on_the_list_are_believed() {
    for algorithm in ["none", "None", "HS256", "RS256", "ES256", "XY"] {
        let token = signed(&json!({ "alg": algorithm, "kid": "one" }));
        assert_eq!(read(&token), Err(Unbelieved::Algorithm), "{algorithm}");
    }
    let token = signed(&json!({ "alg": "EdDSA", "crit": ["exp"] }));
    assert_eq!(read(&token), Err(Unbelieved::Critical));
}

#[test]
fn what_was_altered_or_is_no_jwt_is_not_believed() {
    let token = signed(&json!({ "alg": "EdDSA", "kid": "one" }));
    let parts: Vec<&str> = token.split('.').collect();
    let forged = URL_SAFE_NO_PAD.encode(json!({ "sub": "admin" }).to_string());
    let altered = format!("{}.{forged}.{}", parts[0], parts[2]);
    assert_eq!(read(&altered), Err(Unbelieved::Signature));
    assert_eq!(read(&format!("{}.{}.", parts[0], parts[1])), Err(Unbelieved::Signature));
    for text in ["", ".", "..", "a.b.c", "{}", &token[1..]] {
        assert!(read(text).is_err(), "{text}");
    }
}

struct World {
    identity: Arc<Identity>,
    providers: Providers,
}

fn world() -> World {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let identity = Identity::in_memory(&log, Clock::system()).expect("an empty store opens");
    let settings = ProviderSettings {
        id: "town".to_owned(),
        name: "Town".to_owned(),
        issuer: "https://login.town.example".to_owned(),
        client_id: "rives".to_owned(),
        client_secret: None,
        token_auth: TokenAuth::Basic,
        scopes: Vec::new(),
        acr_values: Vec::new(),
        prompt: None,
        userinfo: UserInfo::Auto,
        algorithms: vec![Algorithm::EdDsa],
        logout: true,
        registration: true,
        trust_email: false,
        skew: std::time::Duration::from_mins(1),
    };
    let home = Url::parse("https://rives.example/").expect("an address");
    let outgoing = Outgoing::new(Rules::default());
    let providers = Providers::new(Arc::clone(&identity), outgoing, home, vec![settings]);
    World { identity, providers }
}

impl World {
    fn person(&self, email: &str) -> PersonId {
        self.identity.add_person_without_password(email, "Officer", Lang::En).expect("added")
    }

    fn link(&self, person: PersonId, subject: &str) {
        let told = Told {
            issuer: "https://login.town.example".to_owned(),
            subject: subject.to_owned(),
            email: None,
            verified: None,
            name: None,
        };
        let provider = self.providers.provider("town").expect("configured");
        self.identity.link(person, provider, &told).expect("linked");
    }

    fn link_of(&self, person: PersonId) -> Uuid {
        self.identity.linked_providers(person).expect("the store answers")[0].id
    }
}

#[tokio::test]
async fn a_subject_is_kept_sealed_and_goes_with_its_person() {
    let world = world();
    let person = world.person("amina@town.example");
    world.link(person, "subject-0815");
    let subjects = world.identity.provider_subjects(person).expect("they open");
    assert_eq!(subjects, ["https://login.town.example\nsubject-0815"]);
    let row: (Vec<u8>, Vec<u8>) = world
        .identity
        .store
        .lock()
        .query_row("SELECT found_by, subject FROM provider_link", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("one row");
    for bytes in [row.0, row.1] {
        assert!(!bytes.windows(4).any(|part| part == b"0815"), "not in the clear");
    }
    world
        .identity
        .store
        .lock()
        .execute("DELETE FROM person WHERE id = ?1", [person.0])
        .expect("deleted");
    assert!(world.identity.linked_providers(person).expect("the store answers").is_empty());
}

#[tokio::test]
async fn a_link_is_undone_by_its_person_and_the_last_way_in_by_nobody() {
    let world = world();
    let (one, other) = (world.person("one@town.example"), world.person("other@town.example"));
    world.link(one, "1");
    world.link(other, "2");
    let unlink = |person, link| world.identity.unlink_provider(person, link).expect("it answers");
    assert!(unlink(other, world.link_of(one)).is_none(), "somebody else's");
    let refusal = unlink(one, world.link_of(one)).expect("theirs").expect_err("the last");
    assert_eq!(refusal.rule, rules::H_PROVIDER_LAST);
    world.link(one, "3");
    unlink(one, world.link_of(one)).expect("theirs").expect("one is left");
    assert_eq!(world.identity.linked_providers(one).expect("the store answers").len(), 1);
}

#[tokio::test]
async fn a_passkey_is_another_way_in() {
    let world = world();
    let person = world.person("one@town.example");
    world.link(person, "1");
    world
        .identity
        .store
        .lock()
        .execute(
            "INSERT INTO passkey (id, credential, person, sealed, name, created_ms) VALUES (x'01',x'02',?1,x'03',x'04',5)",
            [person.0],
        )
        .expect("a passkey");
    let link = world.link_of(person);
    let unlinked = world.identity.unlink_provider(person, link).expect("it answers");
    unlinked.expect("theirs").expect("a passkey is left");
}

#[tokio::test]
async fn a_session_that_is_not_fresh_links_nothing() {
    let world = world();
    let person = world.person("one@town.example");
    let token = world.identity.begin(person, "").expect("a session");
    let viewer = world.identity.viewer_of(&token).expect("it answers").expect("signed in");
    world.identity.sign_out(&token).expect("signed out");
    let start = Start { back: "/", link: Some(&viewer), browser: None, address: HERE };
    let refusal = world.providers.start("town", &start).await.expect("it answers");
    assert_eq!(refusal.expect_err("not fresh").rule, rules::H_PROVIDER_RECENT);
}
