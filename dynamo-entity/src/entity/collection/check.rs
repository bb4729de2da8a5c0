//! The rules that hold across the members of a collection, checked at compile time.
//!
//! Each rule is one function that panics with a message that names both entities. The derive calls the rules once for each
//! member, so that the error points at the member's type.

#![expect(
    clippy::many_single_char_names,
    reason = "two entities, and two of everything they have"
)]

use crate::entity::collection::member::Member;
use crate::entity::collection::projected::{check_projection, fail, native};
use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::part::PartKind;
use crate::key::template::{Segment, Template};
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::message::Message;

/// Checks the member at `position` of the `collection`, alone and against the members before it.
///
/// # Panics
/// If the member cannot be read together with the others.
pub const fn check_member(collection: &str, pattern: &str, members: &[Member], position: usize) {
    let (first, member) = (members[0], members[position]);
    // The derive already reported an entity that did not compile.
    if member.schema.name.is_empty() {
        return;
    }
    check_pattern(collection, pattern, member.schema, member.found);
    let mut i = 0;
    while i < position {
        check_difference(collection, members[i].schema, member.schema);
        i += 1;
    }
    if !first.schema.name.is_empty() && first.found && position > 0 {
        check_index(collection, &first, &member);
        check_partition(collection, &first, &member);
    }
    check_projection(collection, member.schema, member.index);
}

/// Refuses `query = "by_org"` if a member has no such access pattern.
const fn check_pattern(collection: &str, pattern: &str, entity: &EntitySchema, found: bool) {
    if found {
        return;
    }
    let mut message = Message::of(&[
        "`",
        entity.name,
        "` has no access pattern `",
        pattern,
        "`, which the collection `",
        collection,
        "` reads; it has ",
    ]);
    let mut i = 0;
    while i < entity.indexes.len() {
        message.push(if i == 0 { "`" } else { ", `" });
        message.push(entity.indexes[i].pattern);
        message.push("`");
        i += 1;
    }
    panic!("{}", message.as_str())
}

/// Refuses an entity that is a member twice: `card: Card, cards: Vec<Card>`.
const fn check_difference(collection: &str, other: &EntitySchema, entity: &EntitySchema) {
    if other.is_same(entity) {
        fail(&[
            "`",
            entity.name,
            "` appears twice in the collection `",
            collection,
            "`; name it in one place",
        ]);
    }
}

/// Refuses an access pattern that is on different indexes: `by_org` is `gsi1` in one member and `gsi2` in the other.
const fn check_index(collection: &str, first: &Member, member: &Member) {
    let (x, y) = (first.index.kind.name(), member.index.kind.name());
    let agree = match (x, y) {
        (Some(x), Some(y)) => same(x, y),
        (None, None) => true,
        _ => false,
    };
    if agree {
        return;
    }
    fail(&[
        "one query cannot read the collection `",
        collection,
        "`: its access pattern is on the index `",
        index_name(x),
        "` in `",
        first.schema.name,
        "` and on `",
        index_name(y),
        "` in `",
        member.schema.name,
        "`; give both the same `index`",
    ])
}

const fn index_name(name: Option<&'static str>) -> &'static str {
    match name {
        Some(name) => name,
        None => "primary",
    }
}

/// Refuses different partition keys: `CARD#<card_id>` and `REACTION#<card_id>`, or `CARD#<card_id>` and
/// `CARD#<card_id:020>`.
const fn check_partition(collection: &str, first: &Member, member: &Member) {
    let (a, b) = (first.schema, member.schema);
    let difference = match (&first.index.pk, &member.index.pk) {
        (Side::Template(x), Side::Template(y)) => templates_agree(x, y),
        (Side::Attributes(x), Side::Attributes(y)) => attributes_agree(x, y),
        _ => Some("they must share one partition: write both as a template or both as attributes"),
    };
    let Some(remedy) = difference else { return };
    let mut message = Message::of(&["one query cannot read the collection `", collection, "`: `", a.name]);
    message.push("` has the partition key ");
    push_side(&mut message, &first.index.pk);
    message.push(" and `");
    message.push(b.name);
    message.push("` ");
    push_side(&mut message, &member.index.pk);
    message.push("; ");
    message.push(remedy);
    panic!("{}", message.as_str())
}

/// Returns what must change so that two templates render the same keys.
const fn templates_agree(x: &Template, y: &Template) -> Option<&'static str> {
    const SHARE: &str = "write the same text with the same parts in the same formats";
    if x.segments.len() != y.segments.len() {
        return Some(SHARE);
    }
    let mut i = 0;
    while i < x.segments.len() {
        match (&x.segments[i], &y.segments[i]) {
            (Segment::Literal(x), Segment::Literal(y)) => {
                if !same(x, y) {
                    return Some(SHARE);
                }
            }
            (Segment::Placeholder { field: x, format: p }, Segment::Placeholder { field: y, format: q }) => {
                if !formats_agree(*p, *q) {
                    return Some(SHARE);
                }
                if kind(x) != kind(y) {
                    return Some("the parts in the same place must have the same type");
                }
            }
            _ => return Some(SHARE),
        }
        i += 1;
    }
    None
}

const fn attributes_agree(x: &[&Field], y: &[&Field]) -> Option<&'static str> {
    const SHARE: &str = "list the same attributes, of the same types";
    if x.len() != y.len() {
        return Some(SHARE);
    }
    let mut i = 0;
    while i < x.len() {
        let (x, y) = (x[i], y[i]);
        if !same(x.attribute, y.attribute) || native(x) != native(y) {
            return Some(SHARE);
        }
        i += 1;
    }
    None
}

const fn formats_agree(x: Format, y: Format) -> bool {
    match (x, y) {
        (Format::Time(x), Format::Time(y)) => same(x, y),
        (Format::Width(x), Format::Width(y)) | (Format::Precision(x), Format::Precision(y)) => x == y,
        (Format::None, Format::None)
        | (Format::Lower, Format::Lower)
        | (Format::Upper, Format::Upper)
        | (Format::Raw, Format::Raw)
        | (Format::Number, Format::Number)
        | (Format::Binary, Format::Binary) => true,
        (Format::Dialect(x), Format::Dialect(y)) => x.is_same(y),
        _ => false,
    }
}

/// Returns a number for the type of a template's part. (`==` of enums is not `const`.)
const fn kind(field: &Field) -> u8 {
    match field.part {
        None => 0,
        Some(part) => match part.kind {
            PartKind::Text => 1,
            PartKind::Unsigned => 2,
            PartKind::Signed => 3,
            PartKind::Bool => 4,
            PartKind::Time => 5,
            PartKind::Date => 6,
            PartKind::Float => 7,
        },
    }
}

/// Writes a side, such as `` `CARD#<card_id>` `` or the attributes `tenant`, `region`.
const fn push_side(message: &mut Message, side: &Side) {
    match side {
        Side::Template(template) => {
            message.push("`");
            message.push(template.text);
            message.push("`");
        }
        Side::Attributes(fields) => {
            let mut i = 0;
            while i < fields.len() {
                message.push(if i == 0 { "of the attributes `" } else { ", `" });
                message.push(fields[i].attribute);
                message.push("`");
                i += 1;
            }
        }
    }
}
