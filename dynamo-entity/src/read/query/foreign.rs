//! Leaves out items with short keys. If an item lacks all parts of one side of a key, a dialect may still write this side,
//! cut short before the first part, and not consider the item part of the index.

use crate::expression::condition::Node;
use crate::expression::term::Term;
use crate::key::field::Field;
use crate::key::part::Part;
use crate::key::scalar::ScalarType;
use crate::key::template::Template;
use crate::read::coverage::IndexCoverage;
use crate::read::post_filter::PostFilter;
use crate::read::query::spec::{QuerySpec, Range};
use crate::schema::definition::{EntitySchema, Index, Side};

/// How items with short keys are left out.
pub(crate) enum NotShort {
    Filter(Node),
    /// A key that must not equal this text, because the index does not hold the attribute and a filter would match nothing.
    Key(&'static str),
}

/// Returns how one side of an index leaves out short keys; `None` if its keys are never cut short.
pub(crate) fn not_short(
    schema: &'static EntitySchema,
    side: Option<&Side>,
    held: &IndexCoverage<'_>,
) -> Option<NotShort> {
    let Some(Side::Template(template)) = side else {
        return None;
    };
    let field = first_optional(schema, template)?;
    Some(if held.holds(field.attribute) {
        NotShort::Filter(Node::Function(
            "attribute_exists",
            vec![Term::attribute(field.attribute)],
        ))
    } else {
        NotShort::Key(template.leading())
    })
}

/// Returns the field of the first part of a key, if items may lack it.
fn first_optional(schema: &'static EntitySchema, template: &Template) -> Option<&'static Field> {
    if !schema.dialect.cuts_keys_short() {
        return None;
    }
    let first = template.placeholders().next()?;
    let is_optional = first.field.part.is_some_and(|part| part.optional);
    (is_optional && template.scalar() == ScalarType::S).then_some(first.field)
}

impl QuerySpec {
    /// Leaves out items with short keys: adds to the filters or, if the index does not hold the attribute, to the
    /// post-filters.
    pub(crate) fn leave_out_short(
        &self,
        (schema, index): (&'static EntitySchema, &Index),
        sk: Option<&'static str>,
        held: &IndexCoverage<'_>,
        (filters, rest): (&mut Vec<Node>, &mut Vec<PostFilter>),
    ) {
        let pk = self
            .partition_may_be_short()
            .then(|| not_short(schema, Some(&index.pk), held));
        if let Some(Some(NotShort::Filter(node))) = pk {
            filters.push(node);
        }
        let sk_side = self
            .sort_may_be_short()
            .then(|| not_short(schema, index.sk.as_ref(), held));
        match (sk_side.flatten(), sk) {
            (Some(NotShort::Filter(node)), _) => filters.push(node),
            (Some(NotShort::Key(short)), Some(attribute)) => rest.push(PostFilter::Whole { attribute, short }),
            _ => {}
        }
    }

    /// An empty part renders the same partition key as a missing part.
    fn partition_may_be_short(&self) -> bool {
        matches!(self.partition.as_slice(), [Part::Text(text)] if text.is_empty())
    }

    fn sort_may_be_short(&self) -> bool {
        let admits_empty = match &self.range {
            None | Some(Range::Less(_) | Range::LessOrEqual(_)) => true,
            Some(Range::BeginsWith(text)) => text.is_empty(),
            Some(_) => false,
        };
        self.sort.is_empty() && admits_empty
    }
}
