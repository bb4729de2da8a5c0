//! What a read asks besides, of entities that other programs write too: ElectroDB also writes the key of an item that lacks all
//! parts of that side, cut short before the first. Such an item is not in the index.

use crate::expression::condition::Node;
use crate::expression::operand::Term;
use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::template::Template;
use crate::read::coverage::IndexCoverage;
use crate::read::post_filter::PostFilter;
use crate::read::query::spec::{QuerySpec, Range};
use crate::schema::definition::{EntitySchema, Index, Side};
use crate::schema::field::Field;

/// How such items are left out.
pub(crate) enum NotShort {
    Filter(Node),
    /// The index does not hold the attribute, and a filter would find nothing.
    Key(&'static str),
}

/// What leaves them out, by one side of an index; `None` if its keys are never cut short.
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

/// The first part of a key, if items may lack it.
fn first_optional(schema: &'static EntitySchema, template: &Template) -> Option<&'static Field> {
    schema.model_version?;
    let first = template.placeholders().next()?;
    let field = schema.fields.get(first.field)?;
    let is_optional = field.part.is_some_and(|part| part.optional);
    (is_optional && matches!(first.format, Format::Script(_))).then_some(field)
}

impl QuerySpec {
    /// Adds what leaves out such items to the filters, or to what is seen of what was read.
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

    /// The partition of an empty part is that of the keys without one.
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
