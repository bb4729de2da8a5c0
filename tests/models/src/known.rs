//! Failures of known faults that are not corrected yet, each with the number of its fault. The list must not grow.
//!
//! The generator avoids other known faults. Each such place names its fault: N14 (`decimal`) and N15 (`Maker::write`).

/// Texts in the kind or the details of a failure, with the known fault.
const KNOWN: &[(&str, &str)] = &[];

/// Returns the known fault of a failure, if there is one.
#[must_use]
pub(crate) fn fault(kind: &str, details: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter();
    let found = known.find(|(text, _)| kind.contains(text) || details.contains(text));
    found.map(|(_, fault)| *fault)
}
