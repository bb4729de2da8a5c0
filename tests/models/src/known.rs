//! Failures whose faults are known and not corrected yet, each with its row in the list of cases or its finding. The list
//! only ever gets shorter.
//!
//! The generator leaves out what other known faults concern. Each place names its finding: N14 (`decimal`)
//! and N15 (`Maker::write`).

/// What the kind or the details of a failure contain, and which fault it is.
const KNOWN: &[(&str, &str)] = &[];

/// The known fault that a failure is, if it is one.
#[must_use]
pub(crate) fn fault(kind: &str, details: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter();
    let found = known.find(|(text, _)| kind.contains(text) || details.contains(text));
    found.map(|(_, fault)| *fault)
}
