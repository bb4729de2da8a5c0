//! What a query asks besides, of entities that other programs write too: ElectroDB writes the key of an item that lacks the
//! first part of the sort key, up to there.

use super::QuerySpec;
use crate::expression::{Node, Term};
use crate::key::Format;
use crate::operation::held::Held;
use crate::schema::{EntitySchema, Index, Side};

impl QuerySpec {
    /// The filter that leaves out such items, which are not in the index.
    pub(super) fn foreign_filter(&self, schema: &'static EntitySchema, index: &Index, held: &Held<'_>) -> Option<Node> {
        let Some(Side::Template(template)) = &index.sk else {
            return None;
        };
        if schema.model_version.is_none() || !self.sort.is_empty() || self.range.is_some() {
            return None;
        }
        let first = template.placeholders().next()?;
        let field = schema.fields.get(first.field)?;
        let is_optional = field.part.is_some_and(|part| part.optional);
        // A filter on what the index does not hold would find nothing.
        let filters = is_optional && matches!(first.format, Format::Script(_)) && held.holds(field.attribute);
        filters.then(|| Node::Function("attribute_exists", vec![Term::attribute(field.attribute)]))
    }
}
