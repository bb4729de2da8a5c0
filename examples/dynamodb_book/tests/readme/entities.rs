//! The keys of each entity, from the schema.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dynamo_entity::TableSchema;
use dynamo_entity::schema_data::{Index, Side};

/// Returns a table with a row for each entity, and a column for the table and for each index.
pub(crate) fn table(schema: &TableSchema) -> String {
    let indexes: BTreeSet<Option<&str>> = schema
        .access_patterns()
        .map(|index| index.kind.name())
        .collect();
    let mut text = String::from("| entity |");
    for index in &indexes {
        write!(text, " {} |", index.unwrap_or("table")).unwrap();
    }
    writeln!(text, "\n|---|{}", "---|".repeat(indexes.len())).unwrap();
    for entity in schema.entities {
        write!(text, "| {} |", entity.name).unwrap();
        for name in &indexes {
            let index = entity
                .indexes
                .iter()
                .find(|index| index.kind.name() == *name);
            write!(text, " {} |", index.map(key).unwrap_or_default()).unwrap();
        }
        text.push('\n');
    }
    text
}

fn key(index: &Index) -> String {
    match &index.sk {
        Some(sk) => format!("`{}`<br>`{}`", template(&index.pk), template(sk)),
        None => format!("`{}`", template(&index.pk)),
    }
}

fn template(side: &Side) -> &'static str {
    match side {
        Side::Template(template) => template.text,
        Side::Attributes(_) => panic!("the keys of these designs are templates"),
    }
}
