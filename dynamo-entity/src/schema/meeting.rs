//! Meetings: pairs of entities in a table that may render the same primary key, and which of the two owns such a key.
//!
//! The pairs are computed in constants, one for each entity, so an operation inspects the text of its key
//! only in a table that has such pairs.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::overlap::may_collide;
use crate::key::part::PartKind;
use crate::key::reading::PartType;
use crate::key::scalar::ScalarType;
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::language::{Language, includes, share};
use crate::schema::table::{Meeting, TableSchema, side_type};

/// Computes how the entity at `N` meets each earlier entity.
#[must_use]
pub const fn meetings<const N: usize>(entities: &[&EntitySchema]) -> [Meeting; N] {
    let mut meetings = [Meeting::Apart; N];
    let mut i = 0;
    while i < N {
        meetings[i] = meeting(entities[i], entities[N]);
        i += 1;
    }
    meetings
}

const fn meeting(earlier: &EntitySchema, later: &EntitySchema) -> Meeting {
    // An entity that does not compile has reported its own error.
    if earlier.name.is_empty() || later.name.is_empty() {
        return Meeting::Apart;
    }
    let (x, y) = (earlier.primary(), later.primary());
    let (pk, sk) = (
        compare(&x.pk, &y.pk),
        match (&x.sk, &y.sk) {
            (Some(x), Some(y)) => compare(x, y),
            (None, None) => Sides::SAME,
            // The check of the table reports this difference.
            _ => Sides::APART,
        },
    );
    if !pk.share || !sk.share {
        return Meeting::Apart;
    }
    if (pk.are_alike && sk.are_alike) || (pk.are_same && sk.are_same) {
        return Meeting::Always;
    }
    // Both may render a key such as `ISSUE#1#COMMENT#2`, with the templates `ISSUE#<issue>` and
    // `ISSUE#<issue>#COMMENT#<comment>`. The more specific template owns it.
    let earlier = (pk.earlier.0 + sk.earlier.0, pk.earlier.1 + sk.earlier.1);
    let later = (pk.later.0 + sk.later.0, pk.later.1 + sk.later.1);
    if earlier.0 > later.0 || (earlier.0 == later.0 && earlier.1 > later.1) {
        Meeting::Earlier
    } else if later.0 > earlier.0 || later.1 > earlier.1 {
        Meeting::Later
    } else {
        Meeting::Neither
    }
}

/// A comparison of two entities' keys on one side.
struct Sides {
    share: bool,
    /// The templates differ only in the names and formats of the placeholders.
    are_alike: bool,
    /// Each template renders all keys of the other.
    are_same: bool,
    /// How specific each template is: see [`Language::told`].
    earlier: (usize, usize),
    later: (usize, usize),
}

impl Sides {
    const APART: Sides = Sides {
        share: false,
        ..Sides::SAME
    };
    const SAME: Sides = Sides {
        share: true,
        are_alike: true,
        are_same: true,
        earlier: (0, 0),
        later: (0, 0),
    };
}

const fn compare(x: &Side, y: &Side) -> Sides {
    let (Side::Template(x), Side::Template(y)) = (x, y) else {
        return Sides::SAME;
    };
    // Fast path: most templates of a table have different leading literals.
    if !begin_alike(x.leading(), y.leading()) {
        return Sides::APART;
    }
    // Numbers and binaries have no text that distinguishes them. The type does not depend on the attribute's name.
    if !matches!(side_type(x, ""), ScalarType::S) || !matches!(side_type(y, ""), ScalarType::S) {
        return Sides::SAME;
    }
    let (one, other) = (Language::of(x), Language::of(y));
    if !share(&one, &other) {
        return Sides::APART;
    }
    Sides {
        share: true,
        are_alike: may_collide(x, y),
        are_same: includes(&one, &other) && includes(&other, &one),
        earlier: one.told(),
        later: other.told(),
    }
}

/// Whether one text is a prefix of the other.
pub(super) const fn begin_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut i = 0;
    while i < one.len() && i < other.len() {
        if one[i] != other[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl TableSchema {
    /// Adds how each entity meets the earlier ones.
    #[doc(hidden)]
    #[must_use]
    pub const fn __with_meetings(self, meetings: &'static [&'static [Meeting]]) -> Self {
        let mut i = 0;
        while i < meetings.len() {
            let mut j = 0;
            while j < meetings[i].len() {
                if !matches!(meetings[i][j], Meeting::Apart) {
                    return TableSchema { meetings, ..self };
                }
                j += 1;
            }
            i += 1;
        }
        self
    }

    /// Returns how the entity at `later` meets the entity at `earlier`.
    pub(super) const fn meeting(&self, earlier: usize, later: usize) -> Meeting {
        if later < self.meetings.len() && earlier < self.meetings[later].len() {
            self.meetings[later][earlier]
        } else {
            Meeting::Apart
        }
    }

    /// Whether two entities may render the same key.
    pub(crate) const fn has_rivals(&self) -> bool {
        !self.meetings.is_empty()
    }

    /// Returns another entity that also renders this primary key, if `entity` does not own the key.
    pub(crate) fn rival(
        &self,
        entity: &EntitySchema,
        pk: Option<&AttributeValue>,
        sk: Option<&AttributeValue>,
    ) -> Option<&'static EntitySchema> {
        if !self.has_rivals() {
            return None;
        }
        let own = self.entities.iter().position(|other| other.is_same(entity))?;
        let others = self.entities.iter().enumerate().filter(|(at, _)| match at.cmp(&own) {
            std::cmp::Ordering::Less => matches!(self.meeting(*at, own), Meeting::Earlier | Meeting::Neither),
            std::cmp::Ordering::Equal => false,
            std::cmp::Ordering::Greater => matches!(self.meeting(own, *at), Meeting::Later | Meeting::Neither),
        });
        let mut others = others.map(|(_, other)| *other);
        others.find(|other| other.renders(pk, sk))
    }
}

impl EntitySchema {
    /// Whether some item of the entity has this primary key.
    pub(crate) fn renders(&self, pk: Option<&AttributeValue>, sk: Option<&AttributeValue>) -> bool {
        let primary = self.primary();
        Self::side_renders(Some(&primary.pk), pk) && Self::side_renders(primary.sk.as_ref(), sk)
    }

    fn side_renders(side: Option<&Side>, value: Option<&AttributeValue>) -> bool {
        match (side, value) {
            (Some(Side::Template(template)), Some(AttributeValue::S(text))) => template.reads(text, |field| PartType {
                kind: field.part.map_or(PartKind::Text, |part| part.kind),
                is_prefix_free: field.part.is_some_and(|part| part.prefix_free),
            }),
            // Numbers and binaries have no text that distinguishes entities.
            (Some(_), Some(_)) | (None, None) => true,
            _ => false,
        }
    }
}
