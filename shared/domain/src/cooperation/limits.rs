//! Named limits of what people may write into a cooperation, so that every commit stays well under the log's 96 KiB.

/// Parties of one cooperation.
pub const PARTIES: usize = 40;
/// Languages of one text.
pub const LANGUAGES: usize = 8;
/// Themes of one cooperation or exchange.
pub const THEMES: usize = 20;
/// Territories of one partnership.
pub const TERRITORIES: usize = 60;
/// Characters of a charter in one language.
pub const CHARTER: usize = 40_000;
/// Bytes of a charter in all its languages, as JSON.
pub const CHARTER_BYTES: usize = 56 * 1024;
/// Characters of the purpose of a partnership in one language.
pub const PURPOSE: usize = 10_000;
/// Bytes of the terms of a partnership, as JSON.
pub const TERMS_BYTES: usize = 56 * 1024;
/// Characters of a title in one language.
pub const TITLE: usize = 300;
/// Characters of the motives of a twinning.
pub const MOTIVES: usize = 4_000;
/// Characters of a reason, of lessons and of each part of a deliberation.
pub const REASON: usize = 2_000;
/// Characters of a remark.
pub const REMARK: usize = 4_000;
/// Characters of a reference, a source, a place, an authority's name, a code.
pub const SHORT: usize = 300;
/// Characters of what a side expects or brings.
pub const BENEFIT: usize = 1_000;
/// Characters of the outcome of an exchange in one language.
pub const OUTCOME: usize = 4_000;
/// Bytes of the outcome of an exchange in all its languages, as JSON.
pub const OUTCOME_BYTES: usize = 48 * 1024;
/// Rows of counted participants of one exchange.
pub const PARTICIPANT_ROWS: usize = 60;
/// Characters of a category of participants or of the function of a seat.
pub const LABEL: usize = 120;
/// Seats of one committee.
pub const SEATS: usize = 60;
/// Tasks of one committee.
pub const TASKS: usize = 20;
/// Characters of a task of a committee.
pub const TASK: usize = 500;
