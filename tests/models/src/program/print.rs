//! Steps as text that looks like the calls.

use std::fmt::Write as _;

use super::step::{Act, Action, Condition, End, GetBy, Step, Verb, Whole, Write};
use crate::shape::{Entity, Model};
use crate::value::Value;

/// Prints one step.
#[must_use]
pub fn print_step(model: &Model, step: &Step) -> String {
    match step {
        Step::Write(write) => print_write(model, write),
        Step::Batch(writes) => format!("batch_write: {}", print_writes(model, writes)),
        Step::Transact(writes) => format!("transact_write: {}", print_writes(model, writes)),
        Step::Get { entity, key, by } => {
            let loaded = if *by == GetBy::Loaded { "&loaded of " } else { "" };
            let brief = if *by == GetBy::Brief { ".project()" } else { "" };
            format!("{}::get({loaded}{}){brief}", model.entities[*entity].ident, values(key))
        }
        Step::GetMany { entity, keys, together } => {
            let keys: Vec<String> = keys.iter().map(|key| values(key)).collect();
            let how = if *together { "transact_get" } else { "batch_get" };
            format!("{}::{how}([{}])", model.entities[*entity].ident, keys.join(", "))
        }
        Step::Query(query) => {
            let entity = &model.entities[query.entity];
            let index = &entity.indexes[query.index];
            let mut text = format!("{}::query().{}{}", entity.ident, index.pattern, values(&query.parts));
            for (part, value) in index.sort_parts().iter().zip(&query.sort) {
                let _ = write!(
                    text,
                    ".{}().eq({})",
                    entity.fields[part.field].ident,
                    print_value(value)
                );
            }
            if let (Some(range), Some(part)) = (&query.range, index.sort_parts().get(query.sort.len())) {
                let _ = write!(text, ".{}().{range:?}", entity.fields[part.field].ident);
            }
            if let Some(filter) = &query.filter {
                let _ = write!(text, ".filter({})", print_condition(model, entity, filter));
            }
            if query.descending {
                text.push_str(".descending()");
            }
            match query.end {
                End::All => {}
                End::Pages(limit) => {
                    let _ = write!(text, ".limit({limit}) page by page");
                }
                End::Stream => text.push_str(".stream()"),
                End::Count => text.push_str(".count()"),
                End::Brief => text.push_str(".project()"),
            }
            text
        }
        Step::Scan {
            entity,
            filter,
            segments,
        } => {
            let entity = &model.entities[*entity];
            let filter = filter.as_ref().map(|filter| print_condition(model, entity, filter));
            format!("{}::scan().filter({filter:?}).segments({segments})", entity.ident)
        }
        Step::Collection {
            collection,
            parts,
            stream,
        } => {
            let stream = if *stream { ".stream()" } else { "" };
            let ident = &model.collections[*collection].ident;
            format!("{ident}::query{}{stream}", values(parts))
        }
        Step::ScanOld(reading) => format!("old::{}::scan, {reading:?}", model.entities[0].ident),
        Step::Foreign(from, to) => format!(
            "{} with the cursor of a page of {}",
            print_step(model, &Step::Query((**to).clone())),
            print_step(model, &Step::Query((**from).clone()))
        ),
        Step::Unknown { entity, key } => {
            format!(
                "an unknown attribute in {}{}",
                model.entities[*entity].ident,
                values(key)
            )
        }
        Step::PutOld(fields) => format!(
            "old::{}::put({})",
            model.entities[0].ident,
            print_fields(&model.entities[0], fields)
        ),
    }
}

fn print_writes(model: &Model, writes: &[Write]) -> String {
    let writes: Vec<String> = writes.iter().map(|write| print_write(model, write)).collect();
    writes.join(" + ")
}

fn print_write(model: &Model, write: &Write) -> String {
    let entity = &model.entities[write.entity];
    let ident = &entity.ident;
    let mut text = match &write.verb {
        Verb::Whole { how, fields, unset } => {
            let how = match how {
                Whole::Put => "put",
                Whole::Create => "create",
                Whole::Upsert => "upsert",
            };
            let unset: Vec<&str> = unset.iter().map(|&at| entity.fields[at].ident.as_str()).collect();
            let unset = if unset.is_empty() {
                String::new()
            } else {
                format!(", without {}", unset.join(", "))
            };
            format!("{ident}::{how}({}{unset})", print_fields(entity, fields))
        }
        Verb::Blind {
            creates,
            key,
            actions,
            once,
        } => {
            let verb = if *creates { "update" } else { "patch" };
            let once = if *once { ".once()" } else { "" };
            format!(
                "{ident}::{verb}{}{}{once}",
                values(key),
                print_actions(model, entity, actions)
            )
        }
        Verb::Apply { key, changes } => {
            let changes = changes
                .iter()
                .map(|(at, value)| format!("{}: {}", entity.fields[*at].ident, print_value(value)));
            format!(
                "{ident}::patch{}.apply({{ {} }})",
                values(key),
                changes.collect::<Vec<_>>().join(", ")
            )
        }
        Verb::Edit { key, actions } => {
            format!(
                "{ident}::get{} .edit(){}",
                values(key),
                print_actions(model, entity, actions)
            )
        }
        Verb::Reindex { key } => format!("{ident}::get{} .reindex()", values(key)),
        Verb::Delete { removes, key, loaded } => {
            let verb = if *removes { "remove" } else { "delete" };
            let loaded = if *loaded { "&loaded of " } else { "" };
            format!("{ident}::{verb}({loaded}{})", values(key))
        }
        Verb::Check { key } => format!("{ident}::check{}", values(key)),
    };
    if let Some(condition) = &write.condition {
        let _ = write!(text, ".condition({})", print_condition(model, entity, condition));
    }
    text
}

fn print_actions(model: &Model, entity: &Entity, actions: &[Action]) -> String {
    let paths = entity.paths(&model.defs);
    let mut text = String::new();
    for Action { path, act } in actions {
        let path = &paths[*path].rust;
        let _ = match act {
            Act::Set(value) => write!(text, ".set(f.{path}, {})", print_value(value)),
            Act::Together(given) => write!(text, ".set(f.{path}, {})", values(given)),
            Act::SetIfAbsent(value) => write!(text, ".set_if_absent(f.{path}, {})", print_value(value)),
            Act::Remove => write!(text, ".remove(f.{path})"),
            Act::Add(value) => write!(text, ".add(f.{path}, {})", print_value(value)),
            Act::Subtract(value) => write!(text, ".subtract(f.{path}, {})", print_value(value)),
            Act::Append(value) => write!(text, ".append(f.{path}, {})", print_value(value)),
            Act::Prepend(value) => write!(text, ".prepend(f.{path}, {})", print_value(value)),
            Act::Delete(value) => write!(text, ".delete(f.{path}, {})", print_value(value)),
        };
    }
    text
}

fn print_condition(model: &Model, entity: &Entity, condition: &Condition) -> String {
    match condition {
        Condition::Test(path, test) => format!("f.{}.{test:?}", entity.paths(&model.defs)[*path].rust),
        Condition::All(a, b) => {
            format!(
                "({} & {})",
                print_condition(model, entity, a),
                print_condition(model, entity, b)
            )
        }
        Condition::Any(a, b) => {
            format!(
                "({} | {})",
                print_condition(model, entity, a),
                print_condition(model, entity, b)
            )
        }
        Condition::Not(a) => format!("!{}", print_condition(model, entity, a)),
    }
}

fn print_fields(entity: &Entity, fields: &[Value]) -> String {
    let fields = entity
        .fields
        .iter()
        .zip(fields)
        .map(|(field, value)| format!("{}: {}", field.ident, print_value(value)));
    format!("{} {{ {} }}", entity.ident, fields.collect::<Vec<_>>().join(", "))
}

fn values(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(print_value).collect();
    format!("({})", values.join(", "))
}

/// Prints a value in a form close to Rust.
#[must_use]
pub fn print_value(value: &Value) -> String {
    match value {
        Value::Absent => "None".into(),
        Value::Bool(this) => this.to_string(),
        Value::Int(this) => this.to_string(),
        Value::Float(this) => format!("{:?}", this.0),
        Value::Decimal(units) => format!("Decimal({units}e-10)"),
        Value::Text(this) if this.len() > 200 => format!("{:?}.repeat({})", &this[..1], this.len()),
        Value::Text(this) => format!("{this:?}"),
        Value::Bytes(this) => format!("{this:?}"),
        Value::Time(seconds, nanos) => format!("Time({seconds}, {nanos})"),
        Value::Date(days) => format!("Date({days})"),
        Value::List(elements) => format!("[{}]", elements.iter().map(print_value).collect::<Vec<_>>().join(", ")),
        Value::Set(elements) => format!(
            "{{{}}}",
            elements.iter().map(print_value).collect::<Vec<_>>().join(", ")
        ),
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", print_value(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Record(fields) => format!(
            "Record({})",
            fields.iter().map(print_value).collect::<Vec<_>>().join(", ")
        ),
        Value::Variant(at, held) => format!("V{at}({})", held.iter().map(print_value).collect::<Vec<_>>().join(", ")),
    }
}
