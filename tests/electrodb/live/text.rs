//! Difficult texts: letter cases, letters whose case depends on their position or changes the length, and letters of more
//! than one UTF-16 code unit.

use fastrand::Rng;

/// The names of partitions: few, and some differ only in letter case.
pub(crate) const NAMES: [&str; 12] = [
    "Acme",
    "ACME",
    "acme",
    "ΟΔΟΣ",
    "οδος",
    "straße",
    "STRASSE",
    "İstanbul",
    "日本",
    "😀 Ünit",
    "ΑΣ2",
    "Zoë",
];

const PIECES: [&str; 22] = [
    "a", "B", "zZ", "É", "é", "ß", "ẞ", "Σ", "ς", "σ", "ΑΣ", "İ", "ı", "ﬁ", "ǅ", "😀", "𐐀", "日", " ", "-", "7",
    "e\u{301}",
];

pub(crate) fn name(rng: &mut Rng) -> String {
    NAMES[rng.usize(..NAMES.len())].to_owned()
}

/// Makes a short text, which may be empty.
pub(crate) fn any(rng: &mut Rng) -> String {
    (0..rng.usize(..6)).map(|_| PIECES[rng.usize(..PIECES.len())]).collect()
}

/// Makes a text that is unique for its number in every letter case.
pub(crate) fn unique(rng: &mut Rng, number: usize) -> String {
    format!("{}.{number:05}{}", any(rng), any(rng))
}

/// Returns the form of a text in keys.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Makes a number that both sides and DynamoDB can represent: integral, fractional, very small or very large.
pub(crate) fn number(rng: &mut Rng) -> f64 {
    const NUMBERS: [f64; 10] = [
        0.0,
        -0.0,
        5.0,
        -1.5,
        0.1,
        1e21,
        1e-7,
        -2.5e-10,
        9_007_199_254_740_991.0,
        123_456_789_012_345_680_000.0,
    ];
    match rng.u8(..3) {
        0 => NUMBERS[rng.usize(..NUMBERS.len())],
        1 => f64::from(rng.i32(-1000..1000)),
        _ => (rng.f64() - 0.5) * 10f64.powi(rng.i32(-30..30)),
    }
}

/// Texts that contain the delimiters of keys and the labels of parts.
pub(crate) fn delimited(rng: &mut Rng) -> String {
    const PIECES: [&str; 12] = [
        "#",
        "_",
        "$",
        "#placedat_",
        "#STATUS_",
        "#taskid_",
        "#task_1",
        "$order_1",
        "x",
        "Y",
        "x",
        "open",
    ];
    (0..rng.usize(..4)).map(|_| PIECES[rng.usize(..PIECES.len())]).collect()
}
