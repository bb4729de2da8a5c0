//! The condition that an item belongs to an entity.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expression::condition::Node;
use crate::expression::term::Term;
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

pub(crate) fn equals(attribute: &'static str, value: AttributeValue) -> Node {
    Node::Compare(Term::attribute(attribute), "=", Term::Value(value))
}

/// The item belongs to this entity. An untyped item does too, if the entity accepts untyped items.
pub(crate) fn is_entity(table: &TableSchema, entity: &EntitySchema) -> Node {
    let identifiers = table.identifiers(entity);
    let mut nodes: Vec<Node> = identifiers
        .map(|(attribute, text)| equals(attribute, AttributeValue::S(text.to_owned())))
        .collect();
    let node = match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::All(nodes),
    };
    if entity.accepts_untyped {
        return Node::Any(vec![is_absent(table.type_attribute), node]);
    }
    node
}

/// The item does not have this attribute.
pub(crate) fn is_absent(attribute: &'static str) -> Node {
    Node::Function("attribute_not_exists", vec![Term::attribute(attribute)])
}
