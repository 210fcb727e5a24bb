//! Dormancy: a cooperation in which nothing happened for a set time sleeps until somebody revives or ends it.

use jiff::ToSpan;
use jiff::civil::Date;

/// Months without activity after which a cooperation sleeps, unless the operator sets another delay.
pub const DEFAULT_MONTHS: u16 = 18;

/// Says whether a cooperation last active on `last_activity` sleeps on `today`, after `months` without activity.
/// A delay that leads beyond the calendar is never over.
#[must_use]
pub fn due(last_activity: Date, today: Date, months: u16) -> bool {
    last_activity.checked_add(i64::from(months).months()).is_ok_and(|wakes| wakes <= today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn eighteen_months_to_the_day_are_long_enough_and_a_day_less_is_not() {
        let last = date(2024, 3, 15);
        assert!(due(last, date(2025, 9, 15), DEFAULT_MONTHS));
        assert!(!due(last, date(2025, 9, 14), DEFAULT_MONTHS));
    }

    #[test]
    fn months_of_different_length_end_on_their_last_day() {
        assert!(due(date(2023, 8, 31), date(2024, 2, 29), 6));
        assert!(!due(date(2023, 8, 31), date(2024, 2, 28), 6));
    }

    #[test]
    fn an_activity_still_to_come_is_not_over() {
        assert!(!due(date(2026, 1, 1), date(2025, 1, 1), 0));
    }

    #[test]
    fn a_delay_beyond_the_calendar_never_ends() {
        assert!(!due(Date::MAX, Date::MAX, u16::MAX));
    }
}
