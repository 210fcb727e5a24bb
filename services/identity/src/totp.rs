//! One-time codes of an application (TOTP, RFC 6238) as the second factor beside a password or a link.

use domain::{PersonId, Refusal};
use jiff::SignedDuration;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::account::Change;
use crate::slips::Slip;
use crate::throttle::{Guess, WINDOW};
use crate::{Identity, IdentityError, Viewer, recovery, rules, vault};

/// Bytes of a secret: what RFC 4226 recommends and every application takes.
const SECRET: usize = 20;
/// Digits of a code.
const DIGITS: usize = 6;
/// Names the platform in the person's application.
const ISSUER: &str = "Rives";
/// The column of sealed secrets.
const PLACE: &str = "totp.secret";

/// What the slip of an enrolment is, and how long it waits for its first code.
const ENROLS: &str = "totp enrolment";

const WAITS: SignedDuration = SignedDuration::from_mins(15);

/// A secret that waits for its first code, at the browser that shows it.
#[derive(Serialize, Deserialize)]
struct Pending {
    person: PersonId,
    session: Uuid,
    secret: [u8; SECRET],
}

/// What a person's application needs to make codes. Shown once, counts from the first code on.
#[derive(Clone)]
pub struct Enrolment {
    /// Names it, to be given back with the first code: at any node, within a quarter of an hour.
    pub id: String,
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The secret as an `otpauth://` address.
    pub uri: String,
    /// The address as a picture (SVG), to be scanned.
    pub qr: String,
}

impl Identity {
    /// Asks for a person's second factor after the first was right: nothing to do for those who have none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn second_factor(
        &self,
        person: PersonId,
        code: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        if !self.has_totp(person)? {
            return Ok(Ok(()));
        }
        if code.trim().is_empty() {
            return Ok(Err(rules::second_factor()));
        }
        self.spend(person, code)
    }

    /// Whether the person is asked for a code.
    ///
    /// # Errors
    /// When the store fails.
    pub fn has_totp(&self, person: PersonId) -> Result<bool, IdentityError> {
        let found = self
            .store
            .read()
            .query_row("SELECT 1 FROM totp WHERE person = ?1", [person.0], |_| Ok(()))
            .optional()?;
        Ok(found.is_some())
    }

    /// Makes a secret for the viewer's application; it waits for its first code. One that is in force stays so until then.
    ///
    /// # Errors
    /// When the store fails.
    pub fn start_totp(&self, viewer: &Viewer) -> Result<Result<Enrolment, Refusal>, IdentityError> {
        if let Err(refusal) = self.lately(viewer)? {
            return Ok(Err(refusal));
        }
        let random = Zeroizing::new(vault::fresh());
        let mut secret = Zeroizing::new([0; SECRET]);
        secret.copy_from_slice(&random[..SECRET]);
        let pending = Pending { person: viewer.person, session: viewer.session, secret: *secret };
        let id = self.slip(ENROLS, pending, WAITS)?;
        Ok(Ok(enrolment(id, &viewer.email, &secret)))
    }

    /// Puts the secret of `enrolment` in force whose first code this is, and answers the recovery codes, which are shown this
    /// once.
    ///
    /// # Errors
    /// When the store fails.
    pub fn confirm_totp(
        &self,
        viewer: &Viewer,
        enrolment: &str,
        code: &str,
    ) -> Result<Result<Vec<String>, Refusal>, IdentityError> {
        let slip: Option<Slip<Pending>> = self.read_slip(ENROLS, enrolment)?;
        let own = |slip: &Slip<Pending>| {
            (slip.says.person, slip.says.session) == (viewer.person, viewer.session)
        };
        let Some(slip) = slip.filter(own) else { return Ok(Err(rules::totp_none())) };
        let secret = Zeroizing::new(slip.says.secret);
        if !self.throttle.guess(Guess::Code, viewer.person) {
            return Ok(Err(rules::throttled(WINDOW.as_secs() / 60, "code")));
        }
        let Some(step) = totp(&secret[..]).check(&plain(code), self.seconds()) else {
            return Ok(Err(rules::code()));
        };
        self.throttle.guessed(Guess::Code, viewer.person);
        let codes = recovery::fresh_codes();
        let (person, now) = (viewer.person, self.clock.now().as_millisecond());
        let sealed = self.store.vault.seal(PLACE, person.0.as_bytes(), &secret[..]);
        let first = self.store.write(|tx| {
            if !slip.use_up(tx, now)? {
                return Ok(false);
            }
            tx.execute(
                "INSERT INTO totp (person, secret, last_step, created_ms) VALUES (?1,?2,?3,?4)
                 ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step,
                    created_ms = excluded.created_ms",
                params![person.0, sealed, signed(step), now],
            )?;
            recovery::replace(tx, &self.store.vault, person, &codes)?;
            self.note(tx, person, Change::CodesAdded)?;
            Ok(true)
        })?;
        if !first {
            return Ok(Err(rules::totp_none()));
        }
        Ok(Ok(codes))
    }

    /// Takes the second factor away, with its recovery codes: by a code, or by a sign-in of late when `code` is empty.
    ///
    /// # Errors
    /// When the store fails.
    pub fn remove_totp(
        &self,
        viewer: &Viewer,
        code: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        if let Err(refusal) = self.present_factor(viewer, code)? {
            return Ok(Err(refusal));
        }
        self.store.write(|tx| {
            tx.execute("DELETE FROM totp WHERE person = ?1", [viewer.person.0])?;
            tx.execute("DELETE FROM recovery_code WHERE person = ?1", [viewer.person.0])?;
            self.note(tx, viewer.person, Change::CodesRemoved)
        })?;
        Ok(Ok(()))
    }

    /// Makes new recovery codes; the old ones are void.
    ///
    /// # Errors
    /// When the store fails.
    pub fn renew_recovery_codes(
        &self,
        viewer: &Viewer,
        code: &str,
    ) -> Result<Result<Vec<String>, Refusal>, IdentityError> {
        if let Err(refusal) = self.present_factor(viewer, code)? {
            return Ok(Err(refusal));
        }
        let codes = recovery::fresh_codes();
        self.store.write(|tx| {
            recovery::replace(tx, &self.store.vault, viewer.person, &codes)?;
            self.note(tx, viewer.person, Change::RecoveryCodesRenewed)
        })?;
        Ok(Ok(codes))
    }

    /// The person has the second factor and shows that they still have it, or signed in of late.
    fn present_factor(
        &self,
        viewer: &Viewer,
        code: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        if !self.has_totp(viewer.person)? {
            return Ok(Err(rules::totp_none()));
        }
        if code.trim().is_empty() { self.lately(viewer) } else { self.spend(viewer.person, code) }
    }

    /// Uses a code of the application or a recovery code up. Guesses are counted before they are looked at.
    fn spend(&self, person: PersonId, code: &str) -> Result<Result<(), Refusal>, IdentityError> {
        if !self.throttle.guess(Guess::Code, person) {
            return Ok(Err(rules::throttled(WINDOW.as_secs() / 60, "code")));
        }
        if !self.takes(person, &plain(code))? {
            return Ok(Err(rules::code()));
        }
        self.throttle.guessed(Guess::Code, person);
        Ok(Ok(()))
    }

    fn takes(&self, person: PersonId, code: &str) -> Result<bool, IdentityError> {
        self.store.write(|tx| {
            if code.len() == DIGITS {
                return self.takes_code(tx, person, code);
            }
            let known = recovery::spend(tx, &self.store.vault, person, code)?;
            if known {
                self.note(tx, person, Change::RecoveryCodeUsed)?;
            }
            Ok(known)
        })
    }

    /// A code counts once, and none that is older than the last one used.
    fn takes_code(
        &self,
        store: &Connection,
        person: PersonId,
        code: &str,
    ) -> Result<bool, IdentityError> {
        let sealed: Option<Vec<u8>> = store
            .query_row("SELECT secret FROM totp WHERE person = ?1", [person.0], |row| row.get(0))
            .optional()?;
        let Some(sealed) = sealed else {
            return Ok(false);
        };
        let secret = Zeroizing::new(self.store.vault.open(PLACE, person.0.as_bytes(), &sealed)?);
        let Some(step) = totp(&secret).check(code, self.seconds()) else {
            return Ok(false);
        };
        let first = store.execute(
            "UPDATE totp SET last_step = ?2 WHERE person = ?1 AND last_step < ?2",
            params![person.0, signed(step)],
        )?;
        Ok(first == 1)
    }

    fn seconds(&self) -> u64 {
        // Before 1970 no code fits, which is as good as any answer there.
        u64::try_from(self.clock.now().as_second()).unwrap_or_default()
    }
}

/// Six digits of SHA-1 every 30 seconds, the one form that all applications know; a clock may be a step off.
fn totp(secret: &[u8]) -> Totp {
    let builder = Builder::new().with_secret(Secret::new(secret.into()));
    builder.build().expect("160 bits and six digits are within the standard")
}

fn enrolment(id: String, email: &str, secret: &[u8; SECRET]) -> Enrolment {
    let secret = Secret::new_stack(*secret).to_base32();
    let account: String = url::form_urlencoded::byte_serialize(email.as_bytes()).collect();
    let uri = format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}");
    let code = qrcode::QrCode::new(&uri).expect("an address of 254 characters fits a QR code");
    let picture = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build();
    // Without the declaration of a file, so that a page can hold it as it is.
    let qr = picture.find("<svg").map_or(picture.as_str(), |start| &picture[start..]).to_owned();
    Enrolment { id, secret, uri, qr }
}

/// A code without what people put between its parts.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

fn signed(step: u64) -> i64 {
    i64::try_from(step).expect("steps of 30 seconds last longer than the sun")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp(secret).generate(seconds).to_string(), code, "at {seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let totp = totp(b"12345678901234567890");
        let code = totp.generate(1_111_111_100).to_string();
        for (seconds, fits) in [
            (1_111_111_100 - 60, false),
            (1_111_111_100 - 30, true),
            (1_111_111_100 + 30, true),
            (1_111_111_100 + 60, false),
        ] {
            assert_eq!(totp.check(&code, seconds).is_some(), fits, "at {seconds}");
        }
    }

    #[test]
    fn an_application_reads_the_secret_from_the_address_and_the_picture() {
        let made = enrolment(String::new(), "a+b@town.example", b"12345678901234567890");
        assert_eq!(made.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            made.uri,
            format!(
                "otpauth://totp/Rives:a%2Bb%40town.example?secret={}&issuer=Rives",
                made.secret
            )
        );
        assert!(made.qr.starts_with("<svg") && made.qr.ends_with("</svg>"), "{}", made.qr);
        enrolment(String::new(), &"é".repeat(127), b"12345678901234567890");
    }
}
