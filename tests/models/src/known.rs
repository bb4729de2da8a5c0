//! Failures whose faults are known and not corrected yet, each with its row in the list of cases or its finding. The list
//! only ever gets shorter.
//!
//! The generator leaves out what other known faults concern; each place names its finding: N2 (`Entity::kind`), N3
//! (`without_set`), N6 (`Ty::simple`), N8 (`functions::up`), N12 and
//! N15 (`Maker::write`), N14 (`decimal`).

/// What the kind or the details of a failure contain, and which fault it is.
const KNOWN: &[(&str, &str)] = &[
    (
        "which marks the end of a range",
        "N7: U+10FFFF in a key that is an attribute of its own is written, and cannot be asked for",
    ),
    (
        "cannot be read: the item is a ",
        "N16: an index on a list of another entity's attributes gives the other's items too",
    ),
];

/// The known fault that a failure is, if it is one.
#[must_use]
pub(crate) fn fault(kind: &str, details: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter();
    let found = known.find(|(text, _)| kind.contains(text) || details.contains(text));
    found.map(|(_, fault)| *fault)
}
