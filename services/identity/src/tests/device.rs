//! A device that holds passkeys: it answers ceremonies as a browser with a platform authenticator does, and can be told to
//! misbehave.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of the authenticator's data.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;

/// A device with one passkey.
#[derive(Clone)]
pub(super) struct Device {
    key: SigningKey,
    id: Vec<u8>,
    /// Whose the device says the key is.
    pub(super) user: Vec<u8>,
    /// Uses so far.
    pub(super) counter: u32,
    /// The page that asks.
    pub(super) origin: String,
    /// Whether the person showed finger, face or code.
    pub(super) verified: bool,
    /// Whether the key is copied elsewhere by its maker.
    pub(super) backed_up: bool,
}

impl Device {
    /// A device in front of the page at `origin`.
    pub(super) fn at(origin: &str) -> Self {
        let key = SigningKey::from_slice(&crate::vault::fresh()).expect("a number below the order");
        Self {
            key,
            id: crate::vault::fresh().to_vec(),
            user: Vec::new(),
            counter: 0,
            origin: origin.to_owned(),
            verified: true,
            backed_up: false,
        }
    }

    /// The identifier of its key, as in JSON.
    pub(super) fn id(&self) -> String {
        BASE64.encode(&self.id)
    }

    /// Answers a registration.
    pub(super) fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("JSON");
        let options = &options["publicKey"];
        self.user = BASE64.decode(text(&options["user"]["id"])).expect("base 64");
        let client = self.client_data("webauthn.create", text(&options["challenge"]));
        let mut data = self.data(text(&options["rp"]["id"]), ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(&self.id);
        data.extend(self.public_key());
        let attestation = [
            &[0xa3, 0x63][..],
            b"fmt",
            &[0x64],
            b"none",
            &[0x67],
            b"attStmt",
            &[0xa0, 0x68],
            b"authData",
            &[0x58, u8::try_from(data.len()).expect("some 160 bytes")],
            &data,
        ]
        .concat();
        json!({
            "id": self.id(), "rawId": self.id(), "type": "public-key", "clientExtensionResults": {},
            "response": {
                "attestationObject": BASE64.encode(attestation), "transports": ["internal"],
                "clientDataJSON": BASE64.encode(client),
            },
        })
        .to_string()
    }

    /// Answers a sign-in.
    pub(super) fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("JSON");
        let options = &options["publicKey"];
        self.counter += 1;
        let client = self.client_data("webauthn.get", text(&options["challenge"]));
        let data = self.data(text(&options["rpId"]), 0);
        let signed = [&data[..], &Sha256::digest(&client)].concat();
        let signature: DerSignature = self.key.sign(&signed);
        json!({
            "id": self.id(), "rawId": self.id(), "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": BASE64.encode(data), "clientDataJSON": BASE64.encode(client),
                "signature": BASE64.encode(signature.as_bytes()), "userHandle": BASE64.encode(&self.user),
            },
        })
        .to_string()
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn data(&self, rp: &str, more: u8) -> Vec<u8> {
        let set = |on: bool, flag: u8| if on { flag } else { 0 };
        let flags = PRESENT
            | BACKUP_ELIGIBLE
            | set(self.verified, VERIFIED)
            | set(self.backed_up, BACKED_UP)
            | more;
        [&Sha256::digest(rp.as_bytes())[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// COSE: an elliptic curve key on P-256 for ES256, in CBOR.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y]
            .concat()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
