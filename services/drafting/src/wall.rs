//! The wall before an update reaches the CRDT: what it may consist of, and that nothing in it costs more than its bytes.
//!
//! An update comes from outside and the library allocates by the numbers in it, so they are read here first. Of all that
//! Yjs can say, a draft takes what editors of plain texts say: characters in a root text, and deletions. The format is
//! version 1 of Yjs' `encodeStateAsUpdate` (lib0 variable-length integers, structs by client, then deletions).

use std::collections::HashMap;

use yrs::{ClientID, StateVector};

use crate::{Refused, limits};

/// Characters of the longest language tag.
const LONGEST_TAG: usize = 35;
/// Yjs keeps clients in the 53 bits that JavaScript counts exactly; the library would drop the others in silence.
const CLIENT_BITS: u32 = 53;
/// Clocks beyond would let a few bytes use up the numbers of a client.
const LAST_CLOCK: u64 = 1 << 30;

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_KEY: u8 = 0x20;
const KIND: u8 = 0x1f;
const DELETED: u8 = 1;
const STRING: u8 = 4;

/// What an update says, as far as it must be known before it is applied.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Client → where its structs begin and end.
    spans: HashMap<u64, (u64, u64)>,
    /// The ends of what it refers to: client and the clock after it.
    needs: Vec<(u64, u64)>,
    /// Root texts that it names.
    pub(crate) languages: Vec<String>,
}

impl Seen {
    /// True when all that the update builds on is in a draft with this state, or in the update itself.
    pub(crate) fn follows(&self, state: &StateVector) -> bool {
        let has = |client: u64| u64::from(state.get(&ClientID::new(client)));
        let begins = self.spans.iter().all(|(client, (from, _))| *from <= has(*client));
        let reach = |client: u64| {
            let own = self.spans.get(&client).map_or(0, |(_, to)| *to);
            own.max(has(client))
        };
        begins && self.needs.iter().all(|(client, to)| *to <= reach(*client))
    }
}

/// Reads an update to its end.
///
/// # Errors
/// [`Refused::Malformed`] or [`Refused::Long`].
pub(crate) fn look(update: &[u8]) -> Result<Seen, Refused> {
    if update.len() > limits::UPDATE_BYTES {
        return Err(Refused::Long);
    }
    let (mut bytes, mut seen) = (Bytes(update), Seen::default());
    structs(&mut bytes, &mut seen)
        .and_then(|()| deletions(&mut bytes, &mut seen))
        .ok_or(Refused::Malformed)?;
    if bytes.0.is_empty() { Ok(seen) } else { Err(Refused::Malformed) }
}

fn structs(bytes: &mut Bytes<'_>, seen: &mut Seen) -> Option<()> {
    for _ in 0..bytes.count()? {
        let structs = bytes.count()?;
        let client = bytes.client()?;
        let from = bytes.clock()?;
        let mut clock = from;
        for _ in 0..structs {
            clock = (clock + item(bytes, seen)?).min(LAST_CLOCK + 1);
        }
        if clock > LAST_CLOCK || seen.spans.insert(client, (from, clock)).is_some() {
            return None;
        }
    }
    Some(())
}

/// One struct; answers how many clocks it takes.
fn item(bytes: &mut Bytes<'_>, seen: &mut Seen) -> Option<u64> {
    let info = bytes.byte()?;
    for refers in [HAS_ORIGIN, HAS_RIGHT_ORIGIN] {
        if info & refers != 0 {
            let (client, clock) = (bytes.client()?, bytes.clock()?);
            seen.needs.push((client, clock + 1));
        }
    }
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) == 0 {
        // The first of its text: of a root that is a language, and of nothing within.
        let named = bytes.number()? == 1;
        let lang = bytes.text()?;
        if !named || !is_tag(lang) {
            return None;
        }
        if !seen.languages.iter().any(|known| known == lang) {
            seen.languages.push(lang.to_owned());
        }
    }
    if info & HAS_KEY != 0 {
        return None;
    }
    match info & KIND {
        DELETED => bytes.clock().filter(|len| *len > 0),
        STRING => {
            let words = bytes.text()?;
            let units = u64::try_from(words.encode_utf16().count()).ok()?;
            (units > 0 && !words.contains(is_control)).then_some(units)
        }
        _ => None,
    }
}

fn deletions(bytes: &mut Bytes<'_>, seen: &mut Seen) -> Option<()> {
    for _ in 0..bytes.count()? {
        let client = bytes.client()?;
        for _ in 0..bytes.count()? {
            let (from, len) = (bytes.clock()?, bytes.clock()?);
            seen.needs.push((client, from + len));
        }
    }
    Some(())
}

/// Characters that no editor of texts writes; a carriage return would be another length in a browser than here.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// The tag of a language in the one way in which it names a text: `fr`, `pt-BR`, `zh-Hant`.
pub(crate) fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let lower = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let subtag = |part: &str| match part.len() {
        2 => part.bytes().all(|b| b.is_ascii_uppercase()),
        4 => {
            part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
                && lower(&part[1..])
        }
        1..=8 => lower(part),
        _ => false,
    };
    tag.is_ascii()
        && tag.len() <= LONGEST_TAG
        && (2..=8).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(subtag)
}

/// The bytes that are left.
struct Bytes<'u>(&'u [u8]);

impl<'u> Bytes<'u> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number of variable length: seven bits a byte, lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..CLIENT_BITS).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many of something follow: each takes a byte at least.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= self.0.len())
    }

    fn client(&mut self) -> Option<u64> {
        self.number().filter(|client| client >> CLIENT_BITS == 0)
    }

    fn clock(&mut self) -> Option<u64> {
        self.number().filter(|clock| *clock <= LAST_CLOCK)
    }

    fn text(&mut self) -> Option<&'u str> {
        let len = self.count()?;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}
