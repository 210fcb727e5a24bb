//! Named limits of a financing plan: its whole state is read for every act, and one commit stays under the log's 96 KiB.

/// Lines of resources of one plan.
pub const LINES: usize = 60;
/// Items of expense of one plan.
pub const EXPENSES: usize = 60;
/// Tranches of one line.
pub const TRANCHES: usize = 8;
/// Bytes of a plan, as JSON.
pub const PLAN_BYTES: usize = 56 * 1024;
/// Amounts recorded on one plan, corrected ones included.
pub const ENTRIES: usize = 400;
/// The largest amount: more is a slip of the keyboard. With [`RATE_DIGITS`] it keeps every conversion exact.
pub const AMOUNT: i64 = 1_000_000_000_000;
/// The largest rate.
pub const RATE: i64 = 1_000_000;
/// Significant digits of a rate.
pub const RATE_DIGITS: u32 = 12;
/// Decimals of a rate.
pub const RATE_DECIMALS: u32 = 10;
/// The first and the last year that a line may name.
pub const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;
