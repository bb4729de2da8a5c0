//! Rendered parts sort like their values.

use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

use crate::key::format::Format;
use crate::key::part::{KeyPart, Part, PartKind, SortPart};
use crate::key::template::Template;
use crate::key::tests::{NONE, field, nasty, time};
use crate::properties::cases;

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn times_sort_as_text(a in time(), b in time()) { sorts(a, b)?; }
    #[test]
    fn jiff_times_sort_as_text(a in time(), b in time()) {
        let jiff = |t: DateTime<Utc>| jiff::Timestamp::new(t.timestamp(), t.timestamp_subsec_nanos().cast_signed()).unwrap();
        sorts(jiff(a), jiff(b))?;
        prop_assert!(jiff(a).part() == a.part());
    }
    #[test]
    fn time_times_sort_as_text(a in time(), b in time(), hours in -12..12_i8) {
        let time = |t: DateTime<Utc>| {
            time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(t.timestamp()) * 1_000_000_000 + i128::from(t.timestamp_subsec_nanos())).unwrap()
        };
        sorts(time(a), time(b))?;
        prop_assert!(time(a).part() == a.part());
        if let Some(elsewhere) = time(a).checked_to_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap()) {
            prop_assert_eq!(elsewhere.part(), a.part());
        }
    }
    #[test]
    fn dates_sort_as_text(a in time(), b in time()) {
        let (a, b) = (a.date_naive(), b.date_naive());
        sorts(a, b)?;
        prop_assert_eq!(text(&a), a.to_string());
        let jiff = |d: NaiveDate| d.to_string().parse::<jiff::civil::Date>().unwrap();
        sorts(jiff(a), jiff(b))?;
        prop_assert!(jiff(a).part() == a.part());
        let time = |d: NaiveDate| time::Date::from_julian_day(d.to_epoch_days() + 2_440_588).unwrap();
        sorts(time(a), time(b))?;
        prop_assert!(time(a).part() == a.part());
    }
    #[test]
    fn times_are_written_as_chrono_writes_them(t in time()) {
        prop_assert_eq!(text(&t), t.format("%Y-%m-%dT%H:%M:%S.%9fZ").to_string());
        for format in ["%Y-%m", "%j/%Y %H%M", "%S.%3f %6f %%"] {
            let template = Template::new("", vec![field(0, Format::Time(format))].leak());
            let text = template.render(|_| t.part()).unwrap().unwrap();
            prop_assert_eq!(&text, &t.format(format).to_string());
            prop_assert!(Format::Time(format).check_text(PartKind::Time, &text).is_ok());
            prop_assert!(template.may_equal(&text));
            for (end, _) in text.char_indices() {
                prop_assert!(Format::Time(format).check_prefix(PartKind::Time, &text[..end]).is_ok());
                prop_assert!(template.may_begin_with(&text[..end]));
            }
        }
    }
    #[test]
    fn ids_sort_as_text(a: u128, b: u128) {
        sorts(uuid::Uuid::from_u128(a), uuid::Uuid::from_u128(b))?;
        sorts(ulid::Ulid::from(a), ulid::Ulid::from(b))?;
        sorts(ulid1::Ulid::from(a), ulid1::Ulid::from(b))?;
    }
    #[test]
    fn letters_sort_as_text(a: char, b: char, c: bool, d: bool) {
        if a != '\u{10FFFF}' && b != '\u{10FFFF}' { sorts(a, b)?; }
        sorts(c, d)?;
    }
    #[test]
    fn strings_sort_as_text(a in nasty(), b in nasty()) {
        let bad = |s: &String| s.is_empty() || s.contains('\u{10FFFF}');
        if !bad(&a) && !bad(&b) { sorts(a, b)?; }
    }
    #[test]
    fn padded_integers_sort_as_text(a: u128, b: u128, c: u64, d: u64) {
        let padded = |n: u128| rendered(Format::Width(39), &n.part());
        prop_assert_eq!(padded(a).cmp(&padded(b)), a.cmp(&b));
        let padded = |n: u64| rendered(Format::Width(20), &n.part());
        prop_assert_eq!(padded(c).cmp(&padded(d)), c.cmp(&d));
    }
}

fn rendered(format: Format, part: &Part<'_>) -> String {
    Template::new("", vec![field(0, format)].leak())
        .render(|_| part.clone())
        .unwrap()
        .unwrap()
}
fn text<T: KeyPart>(value: &T) -> String {
    const ALONE: Template = Template::new("<0>", &[field(0, NONE)]);
    ALONE.render(|_| value.part()).unwrap().unwrap()
}
#[expect(clippy::needless_pass_by_value, reason = "the callers make the values")]
fn sorts<T: SortPart + Ord + Debug>(a: T, b: T) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        text(&a).as_bytes().cmp(text(&b).as_bytes()),
        a.cmp(&b),
        "{:?} {:?}",
        a,
        b
    );
    Ok(())
}
