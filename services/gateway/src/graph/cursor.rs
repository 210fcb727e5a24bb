//! Cursors of the feed: a place in the record that a client keeps and resumes from, opaque to it.

use std::fmt;
use std::str::FromStr;

use async_graphql::{
    Error, ErrorExtensions, InputValueError, InputValueResult, Scalar, ScalarType, ServerError,
    Value,
};
use eventlog::Position;

/// The code of the one final error for a cursor that cannot be served.
pub const CURSOR_UNKNOWN: &str = "CURSOR_UNKNOWN";

/// Places per commit in the order of the feed; a commit holds fewer events than that.
const PLACES: u64 = 64;

/// A place in the feed: after the event `index` of the commit at `position`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The commit.
    pub position: Position,
    /// The event within it.
    pub index: u16,
}

impl Cursor {
    /// After everything that the commit at `position` caused.
    #[must_use]
    pub fn end_of(position: Position) -> Self {
        Self { position, index: 63 }
    }

    /// The place as the read model counts it: `position * 64 + index`.
    #[must_use]
    pub fn seq(self) -> i64 {
        let seq = self.position.0.saturating_mul(PLACES).saturating_add(u64::from(self.index));
        i64::try_from(seq).unwrap_or(i64::MAX)
    }

    /// The reverse of [`Cursor::seq`]; places before the beginning are the beginning.
    #[must_use]
    pub fn at(seq: i64) -> Self {
        let seq = u64::try_from(seq).unwrap_or(0);
        let index = u16::try_from(seq % PLACES).unwrap_or_default();
        Self { position: Position(seq / PLACES), index }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1.{}.{}", self.position.0, self.index)
    }
}

/// The text is not a cursor that this node ever gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this cursor is not known here: start again without one, from the latest changes")]
pub struct UnknownCursor;

impl FromStr for Cursor {
    type Err = UnknownCursor;

    fn from_str(text: &str) -> Result<Self, UnknownCursor> {
        let (position, index) =
            text.strip_prefix("v1.").and_then(|rest| rest.split_once('.')).ok_or(UnknownCursor)?;
        let position = position.parse().map_err(|_| UnknownCursor)?;
        let index: u16 = index.parse().map_err(|_| UnknownCursor)?;
        let cursor = Self { position: Position(position), index };
        if u64::from(index) >= PLACES || cursor.to_string() != text {
            return Err(UnknownCursor);
        }
        Ok(cursor)
    }
}

impl UnknownCursor {
    /// The one final error, with its code.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::new(self.to_string()).extend_with(|_, e| e.set("code", CURSOR_UNKNOWN))
    }
}

/// Whether a request failed because of its cursor.
#[must_use]
pub fn is_unknown(error: &ServerError) -> bool {
    let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"));
    code.is_some_and(|code| *code == Value::from(CURSOR_UNKNOWN))
}

/// A place in the record, opaque: pass it back to resume from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorText(pub String);

#[Scalar(name = "Cursor")]
impl ScalarType for CursorText {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl From<Cursor> for CursorText {
    fn from(cursor: Cursor) -> Self {
        Self(cursor.to_string())
    }
}

impl CursorText {
    /// The place, if this node has got that far.
    ///
    /// # Errors
    /// `CURSOR_UNKNOWN` when the text is no cursor or lies beyond `applied`.
    pub fn read(&self, applied: Position) -> Result<Cursor, Error> {
        match self.0.parse::<Cursor>() {
            Ok(cursor) if cursor.position <= applied => Ok(cursor),
            Ok(_) | Err(UnknownCursor) => Err(UnknownCursor.into_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text_and_its_sequence_number() {
        let cursor = Cursor { position: Position(1234), index: 5 };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert_eq!(Cursor::at(cursor.seq()), cursor);
    }

    #[test]
    fn a_text_that_was_never_given_out_is_unknown() {
        for text in
            ["", "v1", "v1.1", "v1.1.64", "v1.01.0", "v2.1.0", "v1.-1.0", "v1.1.0 ", "v1.+1.0"]
        {
            assert_eq!(text.parse::<Cursor>(), Err(UnknownCursor), "{text}");
        }
    }

    #[test]
    fn a_cursor_beyond_what_is_applied_is_unknown() {
        let text = CursorText("v1.7.0".into());
        assert!(text.read(Position(6)).is_err());
        assert!(text.read(Position(7)).is_ok());
    }
}
