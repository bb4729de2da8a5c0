//! The compile-time check that a flattened map reads no attributes of other flattened fields.

use crate::codec::flattening::Flattening;
use crate::schema::message::fail;

/// Refuses the flattened field at `position` if it is a map, or contains one, that would also read the attributes of
/// another flattened field. The map would be read with more entries than were written.
///
/// `fields` are the flattened fields of `owner`, in their order.
pub const fn check_flattened(owner: &str, fields: &[(&str, Flattening)], position: usize) {
    let (map, Flattening::ReadsAll) = fields[position] else {
        return;
    };
    let mut i = 0;
    while i < fields.len() {
        let (other, flattening) = fields[i];
        let (remedy, field, rest) = match flattening {
            Flattening::Takes => ("move the flattened map `", map, "` behind the other flattened fields"),
            Flattening::Leaves => (
                "serde does not take them out, because it reads `",
                other,
                "` as a map too: flatten only one of the two",
            ),
            Flattening::ReadsAll => ("flatten only one map: `", map, "` or the other"),
        };
        let is_taken = i < position && matches!(flattening, Flattening::Takes);
        if i != position && !is_taken {
            fail(&[
                "the flattened map `",
                map,
                "` of `",
                owner,
                "` would also read the attributes of the flattened `",
                other,
                "`; ",
                remedy,
                field,
                rest,
            ]);
        }
        i += 1;
    }
}
