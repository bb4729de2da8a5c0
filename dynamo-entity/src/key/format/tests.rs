//! Tests of formats.

use super::*;

fn written(format: Format, part: &Part<'_>) -> Result<String, KeyErrorKind> {
    let mut out = String::new();
    format.write(part, &mut out).map(|_| out).map_err(|error| error.reason)
}

#[test]
fn writes_each_kind() {
    assert_eq!(written(Format::Width(5), &Part::Unsigned(42)).unwrap(), "00042");
    assert_eq!(
        written(Format::Width(2), &Part::Unsigned(142)),
        Err(KeyErrorKind::TooWide { width: 2 })
    );
    assert_eq!(
        written(Format::Width(2), &Part::Signed(-1)),
        Err(KeyErrorKind::Negative)
    );
    assert_eq!(
        written(Format::Width(39), &Part::Unsigned(u128::MAX)).unwrap(),
        u128::MAX.to_string()
    );
    assert_eq!(
        written(Format::None, &Part::Signed(i128::MIN)).unwrap(),
        i128::MIN.to_string()
    );
    assert_eq!(
        written(Format::Time("%Y-%m"), &Part::Date { days: 0 }).unwrap(),
        "1970-01"
    );
    assert_eq!(written(Format::None, &Part::Date { days: -1 }).unwrap(), "1969-12-31");
    assert_eq!(
        written(Format::None, &Part::Date { days: i64::MAX }),
        Err(KeyErrorKind::Year)
    );
    assert_eq!(written(Format::Upper, &Part::Text("straße".into())).unwrap(), "STRASSE");
    assert_eq!(written(Format::None, &Part::Text("".into())), Err(KeyErrorKind::Empty));
    assert_eq!(
        written(Format::None, &Part::Bytes(vec![1].into())),
        Err(KeyErrorKind::NotText)
    );
}

#[test]
fn lower_case_of_a_prefix_is_a_prefix_of_the_lower_case() {
    let (whole, beginning) = ("ΟΔΟΣΑ", "ΟΔΟΣ");
    let prefix = Format::Lower.check_prefix(PartKind::Text, beginning).unwrap();
    assert!(
        written(Format::Lower, &Part::Text(whole.into()))
            .unwrap()
            .starts_with(prefix.as_ref())
    );
}

#[test]
fn text_is_accepted_if_some_value_renders_to_it() {
    let check = |format: Format, kind, text| format.check_text(kind, text).map_err(|error| error.reason);
    let month = Format::Time("%Y-%m");
    assert_eq!(
        check(month, PartKind::Time, "2026-03"),
        Ok(Part::Fixed("2026-03".into()))
    );
    assert_eq!(
        check(month, PartKind::Time, "2026-3"),
        Err(KeyErrorKind::Time { format: "%Y-%m" })
    );
    assert_eq!(
        check(Format::Width(3), PartKind::Unsigned, "042"),
        Ok(Part::Fixed("042".into()))
    );
    assert_eq!(
        check(Format::Width(3), PartKind::Unsigned, "42"),
        Err(KeyErrorKind::Digits { width: 3 })
    );
    assert_eq!(check(Format::None, PartKind::Unsigned, "42"), Ok(Part::Unsigned(42)));
    assert_eq!(check(Format::None, PartKind::Signed, "-42"), Ok(Part::Signed(-42)));
    for bad in ["042", "+42", "", "-0", "4x"] {
        assert_eq!(
            check(Format::None, PartKind::Signed, bad),
            Err(KeyErrorKind::Integer),
            "{bad}"
        );
    }
    assert_eq!(check(Format::None, PartKind::Bool, "True"), Err(KeyErrorKind::Bool));
    assert!(check(Format::None, PartKind::Time, "2026-03-01T12:00:00.000000000Z").is_ok());
    assert_eq!(
        check(Format::None, PartKind::Date, "2026-02-30"),
        Err(KeyErrorKind::Time { format: DATE })
    );
    assert_eq!(
        check(Format::Lower, PartKind::Text, "Any"),
        Ok(Part::Text("Any".into()))
    );
}

#[test]
fn a_prefix_is_accepted_if_some_value_has_it() {
    let check =
        |format: Format, kind, text: &'static str| format.check_prefix(kind, text).map_err(|error| error.reason);
    assert_eq!(check(Format::None, PartKind::Time, "2026-03-1").unwrap(), "2026-03-1");
    assert_eq!(
        check(Format::None, PartKind::Time, "2026-3"),
        Err(KeyErrorKind::TimePrefix { format: TIMESTAMP })
    );
    assert_eq!(
        check(Format::Width(3), PartKind::Unsigned, "0042"),
        Err(KeyErrorKind::DigitsPrefix { width: 3 })
    );
    assert!(
        ["", "1", "042"]
            .into_iter()
            .all(|text| check(Format::Width(3), PartKind::Unsigned, text).is_ok())
    );
    assert!(
        ["", "-", "-1", "0", "7"]
            .into_iter()
            .all(|text| check(Format::None, PartKind::Signed, text).is_ok())
    );
    assert!(
        ["00", "-01", "x", "--"]
            .into_iter()
            .all(|text| check(Format::None, PartKind::Signed, text).is_err())
    );
    assert!(check(Format::None, PartKind::Bool, "tr").is_ok() && check(Format::None, PartKind::Bool, "x").is_err());
    assert_eq!(check(Format::Upper, PartKind::Text, "ab").unwrap(), "AB");
}
