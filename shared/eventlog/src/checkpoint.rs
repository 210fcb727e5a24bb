//! Checkpoint: the head of the log in a few lines of text, signed by its node, for anyone to keep and compare.
//!
//! The text is a signed note as transparency logs use it (C2SP `tlog-checkpoint` and `signed-note`): origin, number of
//! commits, root of the tree in base64, an empty line, and one line a signature. Who kept one can show later that the
//! log they are given is not the one they were shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::tree::Hash;

/// The kind of key, as signed notes number it.
const ED25519: u8 = 1;

/// A head of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: a name without spaces or `+`, e.g. the address under which people reach it.
    pub origin: String,
    /// How many commits.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// Why a text is not a checkpoint signed by the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The text is not laid out as a signed note of a checkpoint.
    #[error("this is not a checkpoint: {0}")]
    Shape(&'static str),
    /// No line is signed by this key.
    #[error("no signature of {0} is on it")]
    Unsigned(String),
    /// A line claims to be of this key and is not.
    #[error("the signature of {0} does not fit: the text was altered or the key is another one")]
    Forged(String),
    /// A verifier key is not `<name>+<8 hex digits>+<base64>`.
    #[error("this is no verifier key")]
    Key,
}

/// The key that signs heads.
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// The public half of a [`Signer`], as others keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    name: String,
    key: VerifyingKey,
}

impl Signer {
    /// The signer `name` (the origin of its log) with these 32 secret bytes.
    #[must_use]
    pub fn new(name: &str, secret: &[u8; 32]) -> Self {
        Self { name: name.to_owned(), key: SigningKey::from_bytes(secret) }
    }

    /// What others need to check its signatures.
    #[must_use]
    pub fn witness(&self) -> Witness {
        Witness { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The checkpoint of this log at `size` commits with `root`, as a signed note.
    #[must_use]
    pub fn sign(&self, size: u64, root: Hash) -> String {
        let checkpoint = Checkpoint { origin: self.name.clone(), size, root };
        let text = checkpoint.text();
        let signature = self.key.sign(text.as_bytes());
        let signed = [&self.witness().id()[..], &signature.to_bytes()].concat();
        format!("{text}\n— {} {}\n", self.name, BASE64.encode(signed))
    }
}

impl Checkpoint {
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }
}

impl Witness {
    /// First bytes of the digest of name and key, by which signature lines are told apart.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update(b"\n")
            .chain_update([ED25519])
            .chain_update(self.key.as_bytes())
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// The text form, `<name>+<id>+<key>`.
    #[must_use]
    pub fn text(&self) -> String {
        let id = u32::from_be_bytes(self.id());
        let key = [&[ED25519][..], self.key.as_bytes()].concat();
        format!("{}+{id:08x}+{}", self.name, BASE64.encode(key))
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`CheckpointError::Key`] when it is none.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(CheckpointError::Key);
        };
        let bytes = BASE64.decode(key).map_err(|_| CheckpointError::Key)?;
        let Some((&ED25519, key)) = bytes.split_first() else {
            return Err(CheckpointError::Key);
        };
        let key = <[u8; 32]>::try_from(key).map_err(|_| CheckpointError::Key)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| CheckpointError::Key)?;
        let witness = Self { name: name.to_owned(), key };
        let fits = format!("{:08x}", u32::from_be_bytes(witness.id())) == id && !name.is_empty();
        if fits { Ok(witness) } else { Err(CheckpointError::Key) }
    }

    /// Reads a checkpoint that this key signed.
    ///
    /// # Errors
    /// When the text is none, or is not signed by this key.
    pub fn open(&self, note: &str) -> Result<Checkpoint, CheckpointError> {
        let (body, signatures) = note
            .split_once("\n\n")
            .ok_or(CheckpointError::Shape("there is no empty line before the signatures"))?;
        let body = format!("{body}\n");
        let signed = signatures
            .lines()
            .filter_map(|line| line.strip_prefix("— ")?.split_once(' '))
            .filter(|(name, _)| *name == self.name)
            .filter_map(|(_, text)| BASE64.decode(text).ok())
            .find(|bytes| bytes.starts_with(&self.id()))
            .ok_or_else(|| CheckpointError::Unsigned(self.name.clone()))?;
        let forged = || CheckpointError::Forged(self.name.clone());
        let signature = Signature::from_slice(&signed[4..]).map_err(|_| forged())?;
        self.key.verify(body.as_bytes(), &signature).map_err(|_| forged())?;
        read(&body)
    }
}

fn read(body: &str) -> Result<Checkpoint, CheckpointError> {
    let mut lines = body.lines();
    let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
        return Err(CheckpointError::Shape("it has less than three lines"));
    };
    let size = size.parse().map_err(|_| CheckpointError::Shape("its second line is no number"))?;
    let root = BASE64.decode(root).ok().and_then(|bytes| Hash::try_from(bytes).ok());
    let root = root.ok_or(CheckpointError::Shape("its third line is no hash"))?;
    Ok(Checkpoint { origin: origin.to_owned(), size, root })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> Signer {
        Signer::new("rives.example/log", &[7; 32])
    }

    #[test]
    fn a_signed_head_is_read_by_who_has_the_public_key() {
        let note = signer().sign(3, [1; 32]);
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(lines[..2], ["rives.example/log", "3"]);
        assert_eq!((lines[3], lines[4].starts_with("— rives.example/log ")), ("", true));
        let witness = Witness::parse(&signer().witness().text()).expect("its own text");
        let origin = "rives.example/log".to_owned();
        assert_eq!(witness.open(&note), Ok(Checkpoint { origin, size: 3, root: [1; 32] }));
    }

    #[test]
    fn a_head_that_was_altered_or_signed_by_another_is_refused() {
        let note = signer().sign(3, [1; 32]);
        let witness = signer().witness();
        let forged = CheckpointError::Forged("rives.example/log".into());
        assert_eq!(witness.open(&note.replacen("\n3\n", "\n2\n", 1)), Err(forged));
        let other = Signer::new("rives.example/log", &[8; 32]);
        let unsigned = CheckpointError::Unsigned("rives.example/log".into());
        assert_eq!(witness.open(&other.sign(3, [1; 32])), Err(unsigned.clone()));
        assert_eq!(witness.open(&format!("{}\n\n", note.replace("— ", "- "))), Err(unsigned));
        assert!(matches!(witness.open("nothing"), Err(CheckpointError::Shape(_))));
    }

    #[test]
    fn a_verifier_key_that_is_none_is_refused() {
        let good = signer().witness().text();
        for text in ["", "a+b", "a+00000000+AAAA", &good.replacen("rives", "other", 1), &good[..40]]
        {
            assert_eq!(Witness::parse(text), Err(CheckpointError::Key), "{text}");
        }
    }
}
