//! The proleptic Gregorian calendar: days since 1970-01-01 and civil dates.

/// Returns the number of days from 1970-01-01 to a civil date.
#[must_use]
pub(crate) fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Returns year, month and day of a number of days since 1970-01-01, if the year has four digits.
pub(crate) fn civil_from_days(days: i64) -> Option<(i64, i64, i64)> {
    // Howard Hinnant's `civil_from_days`: years begin in March, so that a leap day is the last day of its year.
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (0..=9999).contains(&year).then_some((year, month, day))
}

pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Returns 0 for a number that is not a month.
pub(crate) fn days_in_month(leap: bool, month: i64) -> i64 {
    const MONTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = usize::try_from(month - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or(0);
    days + i64::from(leap && month == 2)
}

/// Returns the ordinal of a day in its year, counted from 1.
pub(crate) fn day_of_year(leap: bool, month: i64, day: i64) -> i64 {
    (1..month).map(|month| days_in_month(leap, month)).sum::<i64>() + day
}

/// Returns the month and day of an ordinal.
pub(crate) fn month_and_day(leap: bool, mut ordinal: i64) -> Option<(i64, i64)> {
    for month in 1..=12 {
        let days = days_in_month(leap, month);
        if ordinal <= days {
            return Some((month, ordinal));
        }
        ordinal -= days;
    }
    None
}
