//! Scalars of the API: moments, days, days known in part, identifiers of commands.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use jiff::Timestamp;

/// A moment, RFC 3339 in UTC: `2026-03-09T10:15:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Timestamp);

#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = words(value)?;
        text.parse().map(Self).map_err(|_| {
            InputValueError::custom(format!("“{text}” is no moment; write 2026-03-09T10:15:00Z"))
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A calendar day, ISO 8601: `2026-03-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub jiff::civil::Date);

#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = words(value)?;
        text.parse()
            .map(Self)
            .map_err(|_| InputValueError::custom(format!("“{text}” is no day; write 2026-03-09")))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A date known to the year, the month or the day: `1963`, `1963-05`, `1963-05-18`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialDate(pub String);

#[Scalar(name = "PartialDate")]
impl ScalarType for PartialDate {
    /// Any text: whether it is a date is the domain's to say, as a refusal that names the field.
    fn parse(value: Value) -> InputValueResult<Self> {
        words(value).map(Self)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl From<PartialDate> for domain::cooperation::PartialDate {
    fn from(date: PartialDate) -> Self {
        Self(date.0)
    }
}

/// A UUID, given by the client with every command: a repeat of it returns the first outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uuid(pub uuid::Uuid);

#[Scalar(name = "UUID")]
impl ScalarType for Uuid {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = words(value)?;
        text.parse().map(Self).map_err(|_| InputValueError::custom(format!("“{text}” is no UUID")))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

fn words<T: async_graphql::InputType>(value: Value) -> Result<String, InputValueError<T>> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(InputValueError::expected_type(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::cursor::{Cursor, CursorText};
    use crate::graph::ids::{GlobalId, read_cooperation};

    #[test]
    fn any_text_is_a_scalar_or_refused_without_a_panic_and_what_is_one_is_read_back() {
        bolero::check!().with_type().for_each(|(known, bytes): &(u8, Vec<u8>)| {
            let starts = ["", "v1.", "organisation:", "2026-03-", "1963-", "2026-03-09T10:15:00"];
            let start = starts[usize::from(*known) % starts.len()];
            let text = format!("{start}{}", String::from_utf8_lossy(bytes));
            let value = || Value::String(text.clone());
            if let Ok(moment) = DateTime::parse(value()) {
                assert_eq!(DateTime::parse(moment.to_value()).ok(), Some(moment));
            }
            if let Ok(day) = Date::parse(value()) {
                assert_eq!(Date::parse(day.to_value()).ok(), Some(day));
            }
            if let Ok(id) = Uuid::parse(value()) {
                assert_eq!(Uuid::parse(id.to_value()).ok(), Some(id));
            }
            if let Ok(cursor) = text.parse::<Cursor>() {
                assert_eq!(cursor.to_string(), text);
                assert!(Cursor::at(cursor.seq()).seq() <= cursor.seq());
            }
            drop(CursorText(text.clone()).read(eventlog::Position(7)));
            drop((PartialDate::parse(value()), GlobalId::read(&text), read_cooperation(&text)));
        });
    }
}
