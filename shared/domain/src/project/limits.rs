//! Named limits of a project: its whole state is read for every act, and one commit stays under the log's 96 KiB.

/// Bytes of a description in all its languages, as JSON.
pub const DESCRIPTION_BYTES: usize = 40 * 1024;
/// Specific objectives of a description.
pub const OBJECTIVES: usize = 12;
/// Results of a description.
pub const RESULTS: usize = 20;
/// Policy markers: each of them once.
pub const MARKERS: usize = 10;
/// Tasks of one project, dropped ones included.
pub const TASKS: usize = 200;
/// Tasks that one task comes after.
pub const AFTER: usize = 20;
/// Items of the checklist of one task.
pub const ITEMS: usize = 30;
/// Milestones of one project.
pub const MILESTONES: usize = 40;
/// Risks and assumptions of one project.
pub const RISKS: usize = 60;
/// Indicators of one project, dropped ones included.
pub const INDICATORS: usize = 40;
/// Measurements of one indicator, corrected ones included.
pub const MEASUREMENTS: usize = 200;
/// Parts of reports that people wrote, of all sides and periods of one project.
pub const REPORT_PARTS: usize = 120;
/// Bytes of a written part in all its languages, as JSON.
pub const REPORT_BYTES: usize = 8 * 1024;
/// The largest value of an indicator: more is a slip of the keyboard.
pub const VALUE: i64 = 1_000_000_000_000_000;
/// Decimals of the value of an indicator.
pub const DECIMALS: u32 = 6;
