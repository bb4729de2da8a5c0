//! Tests of the stored text and of the numbers that serde reads.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::time::moment::TimeKind;
use crate::codec::time::{NO_TIME, TimeShape, YEAR};

fn text(shape: TimeShape, text: &str) -> Result<String, String> {
    let stored = shape.of_text(text).map_err(|error| error.message().to_owned())?;
    Ok(stored.as_str().to_owned())
}

#[test]
fn every_serialized_form_becomes_the_stored_form() {
    let instant = TimeShape::new(TimeKind::Instant, 9);
    for written in [
        "2026-03-01T00:00:05.5Z",
        "2026-03-01T00:00:05.500000Z",
        "2026-03-01 0:00:05.5 +00:00:00",
    ] {
        assert_eq!(text(instant, written).as_deref(), Ok("2026-03-01T00:00:05.500000000Z"));
    }
    assert_eq!(
        text(instant, "2026-03-01T00:00:05Z").as_deref(),
        Ok("2026-03-01T00:00:05.000000000Z")
    );
    let civil = TimeShape::new(TimeKind::DateTime, 3);
    assert_eq!(
        text(civil, "2026-03-01T00:00:05").as_deref(),
        Ok("2026-03-01T00:00:05.000")
    );
    let clock = TimeShape::new(TimeKind::Clock, 0);
    assert_eq!(text(clock, "23:59:60").as_deref(), Ok("23:59:60"));
    assert_eq!(
        text(TimeShape::new(TimeKind::Date, 9), "2024-02-29").as_deref(),
        Ok("2024-02-29")
    );
}

#[test]
fn times_that_cannot_be_stored_are_refused() {
    let millis = TimeShape::new(TimeKind::Instant, 3);
    assert!(text(millis, "2026-03-01T00:00:05.5001Z").is_err_and(|why| why.contains("milliseconds")));
    for year in ["+12345-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"] {
        assert_eq!(text(millis, year), Err(YEAR.to_owned()));
    }
    assert!(text(millis, "2026-03-01T00:00:05+01:00").is_err_and(|why| why.contains("offset")));
    for none in [
        "",
        "2026-02-30T00:00:00Z",
        "2026-03-01",
        "2026-03-01T00:00:00",
        "2026-03-01T25:00:00Z",
    ] {
        assert_eq!(text(millis, none), Err(NO_TIME.to_owned()));
    }
}

#[test]
fn stored_text_becomes_the_numbers_that_serde_reads() {
    let with_offset = TimeShape::numbers_with_offset(9);
    assert_eq!(
        with_offset.numbers_of("2026-03-01T12:30:05.000000001-01:30"),
        Some(vec![2026, 60, 12, 30, 5, 1, -1, -30, 0])
    );
    let utc = TimeShape::numbers(TimeKind::Instant, 9);
    assert_eq!(
        utc.numbers_of("2026-03-01T00:30:00+01:00"),
        Some(vec![2026, 59, 23, 30, 0, 0])
    );
    let epoch = TimeShape::since_epoch(9);
    assert_eq!(
        epoch.numbers_of("1970-01-02T00:00:00.000000007Z"),
        Some(vec![86_400, 7])
    );
    let written = AttributeValue::M(
        [("secs_since_epoch", "86400"), ("nanos_since_epoch", "7")]
            .map(|(name, number)| (name.to_owned(), AttributeValue::N(number.to_owned())))
            .into(),
    );
    let stored = epoch.of_value(&written).unwrap();
    assert_eq!(stored.as_str(), "1970-01-02T00:00:00.000000007Z");
}
