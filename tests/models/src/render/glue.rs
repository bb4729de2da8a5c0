//! The code that connects each entity with the driver: `impl Subject for User`.

use std::fmt::Write as _;

use super::{old, types};
use crate::shape::{Def, Entity, Field, Format, Model, Part, PathKind, PathShape, Ty};

/// Writes the code for a model.
pub(super) fn model(model: &Model) -> String {
    let mut out = String::from(
        "use dynamo_entity::{BatchWrite, Unloaded, Condition, IntoEntity, Loaded, Query, Update};\n\
         use dynamo_entity_models::as_value::{AsValue, of};\n\
         use dynamo_entity_models::drive::{self, Bench, Drive, Members, Of, Subject};\n\
         use dynamo_entity_models::program::{Action, Query as Step, Range, Test};\n\
         use dynamo_entity_models::value::Value;\n\n",
    );
    for def in &model.defs {
        types::glue(def, &mut out);
    }
    for entity in &model.entities {
        subject(model, entity, &mut out);
    }
    for collection in &model.collections {
        members(model, collection, &mut out);
    }
    let news = |entities: &[Entity]| {
        let boxes = entities
            .iter()
            .map(|entity| format!("Box::new(Of::<{}>::new())", entity.ident));
        boxes.collect::<Vec<_>>().join(", ")
    };
    let with: String = model
        .collections
        .iter()
        .map(|own| format!(".with::<{}>()", own.ident))
        .collect();
    let _ = writeln!(
        out,
        "pub fn benches(client: &aws_sdk_dynamodb::Client) -> (Box<dyn Drive>, Option<Box<dyn drive::Past>>) {{\n\
         let bench = Bench::<App>::new(client, vec![{}]){with};\n(Box::new(bench), {})\n}}",
        news(&model.entities),
        if old::model(model).is_some() {
            "Some(old::bench(client))"
        } else {
            "None"
        },
    );
    out
}

/// Writes the code for an earlier version, `model`.
pub(super) fn old(present: &Model, model: &Model) -> String {
    let mut out = String::new();
    let older = present.entities[0].older.as_ref();
    if let Some(def) = older.and_then(|older| older.without_variant) {
        types::glue(&model.defs[def], &mut out);
    }
    let entity = &model.entities[0];
    record(&entity.ident, entity.fields.iter(), &mut out);
    let _ = writeln!(
        out,
        "pub fn bench(client: &aws_sdk_dynamodb::Client) -> Box<dyn drive::Past> {{\n\
         Box::new(drive::Release::<App, {}>::new(client))\n}}",
        entity.ident,
    );
    out
}

fn record<'f>(ident: &str, fields: impl Iterator<Item = &'f Field>, out: &mut String) {
    let names: Vec<&str> = fields.map(|field| field.ident.as_str()).collect();
    let _ = writeln!(
        out,
        "dynamo_entity_models::record!({ident} {{ {} }});",
        names.join(", ")
    );
}

fn subject(model: &Model, entity: &Entity, out: &mut String) {
    let ident = &entity.ident;
    let names: Vec<&str> = entity.fields.iter().map(|field| field.ident.as_str()).collect();
    record(ident, entity.fields.iter(), out);
    let brief = match &entity.brief {
        None => "Self".to_owned(),
        Some(fields) => {
            let brief = format!("Brief{ident}");
            record(&brief, fields.iter().map(|&at| &entity.fields[at]), out);
            brief
        }
    };
    let _ = writeln!(
        out,
        "impl Subject for {ident} {{\ntype Table = App;\ntype Brief = {brief};"
    );
    let key = entity.key_fields();
    let key = key
        .iter()
        .enumerate()
        .map(|(at, field)| format!("{}: of(&parts[{at}])", names[*field]));
    let _ = writeln!(
        out,
        "fn key_of(parts: &[Value]) -> {ident}Key {{ {ident}Key {{ {} }} }}",
        key.collect::<Vec<_>>().join(", ")
    );
    build(model, entity, out);
    changes(model, entity, out);
    actions(model, entity, out);
    tests(model, entity, out);
    queries(model, entity, out);
    if entity.has_rare_reads {
        out.push_str(
            "fn rare(table: &Table<App>, read: drive::Rare<'_>) -> drive::Answer<Vec<Value>> { drive::rare::<Self>(table, read) }\n",
        );
    }
    if entity.update_creates() {
        let _ = writeln!(
            out,
            "fn update_of(key: {ident}Key) -> Option<Update<Self, Unloaded>> {{ Some({ident}::update(key)) }}"
        );
    }
    if entity.writes_alone() {
        let _ = writeln!(
            out,
            "fn batch_put(batch: BatchWrite<App>, item: Self) -> BatchWrite<App> {{ batch.put(item) }}\n\
             fn batch_delete(batch: BatchWrite<App>, key: {ident}Key) -> BatchWrite<App> {{ batch.delete::<Self>(key) }}"
        );
    }
    out.push_str("}\n\n");
}

fn build(model: &Model, entity: &Entity, out: &mut String) {
    let _ = write!(
        out,
        "fn build(fields: &[Value], given: &dyn Fn(usize) -> bool) -> impl IntoEntity<Entity = Self> {{\nlet builder = {}::builder()",
        entity.ident
    );
    let value = |at: usize, ty: &Ty| format!("of::<{}>(&fields[{at}])", ty.rust(&model.defs));
    let (given, left): (Vec<_>, Vec<_>) = entity
        .fields
        .iter()
        .enumerate()
        .partition(|(_, field)| !field.is_defaulted());
    for (at, field) in given {
        let _ = write!(out, ".{}({})", field.ident, value(at, &field.ty));
    }
    out.push_str(";\n");
    for (at, field) in left {
        let _ = writeln!(
            out,
            "let builder = if given({at}) {{ builder.{}({}) }} else {{ builder }};",
            field.ident,
            value(at, &field.ty)
        );
    }
    out.push_str("builder\n}\n");
}

fn changes(model: &Model, entity: &Entity, out: &mut String) {
    let _ = writeln!(
        out,
        "fn changes(changes: &[(usize, Value)]) -> {0}Update {{\nlet mut all = {0}Update::default();\n\
         for (field, value) in changes {{ match field {{",
        entity.ident
    );
    for path in entity.paths(&model.defs) {
        if let ([crate::shape::Step::Field(at)], false) = (path.steps.as_slice(), path.kind == PathKind::Never) {
            let field = &entity.fields[*at];
            let value = match &field.ty {
                Ty::Option(of) => format!("Option::<{}>::of(value).into()", of.rust(&model.defs)),
                _ => "Some(of(value))".into(),
            };
            let _ = writeln!(out, "{at} => all.{} = {value},", field.ident);
        }
    }
    out.push_str("_ => {} } }\nall\n}\n");
}

/// Returns the call that performs an action on a path of this type.
fn act(model: &Model, path: &PathShape) -> String {
    let defs = &model.defs;
    let inner = path.ty.inner();
    let base = match (&path.kind, &path.ty) {
        (PathKind::Plain, Ty::Option(_)) => "drive::plain",
        (PathKind::Plain, _) => "drive::flat",
        (_, Ty::Option(_)) => "drive::either",
        _ => "drive::solo",
    };
    let at = format!("update, f.{}, act", path.rust);
    if let PathKind::Group(_) = path.kind {
        return String::new();
    }
    if path.kind != PathKind::Plain {
        return format!("{base}({at})");
    }
    match inner {
        Ty::Int(_) | Ty::Float | Ty::Decimal => {
            format!("drive::number::<_, _, {}, _, _, _>({at}, {base})", inner.rust(defs))
        }
        Ty::List(of) => format!("drive::list::<_, _, {}, _, _, _>({at}, {base})", of.rust(defs)),
        Ty::Set(of) => format!("drive::set::<_, _, {}, _, _, _>({at}, {base})", of.rust(defs)),
        _ => format!("{base}({at})"),
    }
}

fn actions(model: &Model, entity: &Entity, out: &mut String) {
    let (mut blind, mut loaded) = (String::new(), String::new());
    for (at, path) in entity.paths(&model.defs).iter().enumerate() {
        let line = match &path.kind {
            PathKind::Never => continue,
            PathKind::Group(fields) => {
                let values = fields
                    .iter()
                    .enumerate()
                    .map(|(at, field)| format!("of::<{}>(&values[{at}])", entity.fields[*field].ty.rust(&model.defs)));
                let values = values.collect::<Vec<_>>().join(", ");
                format!(
                    "{at} => drive::together(update, f.{}, act, |values| ({values},)),\n",
                    path.rust
                )
            }
            _ => format!("{at} => {},\n", act(model, path)),
        };
        if path.kind != PathKind::Loaded && path.uses.blind {
            blind.push_str(&line);
        }
        if path.uses.loaded {
            loaded.push_str(&line);
        }
    }
    for (name, mode, lines) in [("act", "Unloaded", blind), ("act_loaded", "Loaded", loaded)] {
        let _ = writeln!(
            out,
            "fn {name}(update: Update<Self, {mode}>, action: &Action) -> Update<Self, {mode}> {{\n\
             let (f, act) = (Self::fields(), &action.act);\nmatch action.path {{\n{lines}_ => update,\n}}\n}}"
        );
    }
}

fn tests(model: &Model, entity: &Entity, out: &mut String) {
    let defs = &model.defs;
    out.push_str("fn test(path: usize, test: &Test) -> Condition<Self> {\nlet f = Self::fields();\nmatch path {\n");
    for (at, path) in entity.paths(defs).iter().enumerate() {
        let inner = path.ty.inner();
        let call = match inner {
            _ if matches!(path.kind, PathKind::Group(_)) => continue,
            Ty::Text => "drive::textual".into(),
            Ty::List(of) | Ty::Set(of) => format!("drive::listed::<_, {}, _, _, _>", of.rust(defs)),
            Ty::Map(_) => "drive::mapped".into(),
            inner if inner.is_ordered() => "drive::ordered".into(),
            _ => "drive::equal".into(),
        };
        if path.uses.rare_tests {
            let _ = writeln!(
                out,
                "{at} if matches!(test, Test::In(_) | Test::NotExists) => drive::seldom(f.{}, test),",
                path.rust
            );
        }
        let _ = writeln!(out, "{at} => {call}(f.{}, test),", path.rust);
    }
    out.push_str("_ => panic!(\"no path\"),\n}\n}\n");
}

fn queries(model: &Model, entity: &Entity, out: &mut String) {
    out.push_str("fn query_of(step: &Step) -> Query<Self> {\nmatch (step.index, step.sort.len(), &step.range) {\n");
    let value = |part: &Part, list: &str, at: usize| {
        let ty = entity.fields[part.field].ty.inner().rust(&model.defs);
        format!("of::<{ty}>(&step.{list}[{at}])")
    };
    for (number, index) in entity.indexes.iter().enumerate() {
        let parts = index.pk.parts();
        let parts = parts.iter().enumerate().map(|(at, part)| value(part, "parts", at));
        let start = format!(
            "Self::query().{}({})",
            index.pattern,
            parts.collect::<Vec<_>>().join(", ")
        );
        let sort = index.sort_parts();
        for given in 0..=sort.len() {
            let equal = sort.iter().take(given).enumerate();
            let equal = equal
                .map(|(at, part)| format!(".{}().eq({})", entity.fields[part.field].ident, value(part, "sort", at)));
            let query = format!("{start}{}", equal.collect::<String>());
            let _ = writeln!(out, "({number}, {given}, None) => {query}.into_query(),");
            if let Some(part) = sort.get(given) {
                let field = &entity.fields[part.field];
                let ty = field.ty.inner();
                let step = format!("{query}.{}()", field.ident);
                let of = format!("of::<{}>", ty.rust(&model.defs));
                let call = if begins(part, ty, &model.defs) {
                    let prefix = if *ty == Ty::Bytes { "Vec<u8>" } else { "String" };
                    format!("drive::prefix({step}, range, {of}, of::<{prefix}>)")
                } else {
                    format!("drive::range({step}, range, {of})")
                };
                let _ = writeln!(out, "({number}, {given}, Some(range)) => {call},");
            }
        }
    }
    out.push_str("_ => panic!(\"no such query\"),\n}\n}\n");
}

/// Whether a sort part has `begins_with`.
pub(crate) fn begins(part: &Part, ty: &Ty, defs: &[Def]) -> bool {
    match part.format {
        Format::Native | Format::Number | Format::Binary => matches!(ty, Ty::Text | Ty::Bytes),
        Format::Plain | Format::Lower | Format::Upper | Format::Raw | Format::Script => ty.is_text_part(defs),
        Format::Width(_) | Format::Time(_) => false,
    }
}

fn members(model: &Model, collection: &crate::shape::Collection, out: &mut String) {
    let ident = &collection.ident;
    let entity = &model.entities[collection.members[0]];
    let index = entity.indexes.iter().find(|index| index.pattern == collection.pattern);
    let parts = index.map(|index| index.pk.parts()).unwrap_or_default();
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            format!(
                "of::<{}>(&parts[{at}])",
                entity.fields[part.field].ty.inner().rust(&model.defs)
            )
        })
        .collect();
    let parts = match parts.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    };
    let members = collection.members.iter().enumerate();
    let body = if collection.whole.is_some() {
        let chains = members.map(|(at, _)| format!(".chain(all.member{at}.iter().map(|item| ({at}, item.value())))"));
        let chains: String = chains.collect();
        format!("drive::answer(query.all(table), |all| std::iter::empty(){chains}.collect())")
    } else {
        let arms = members.map(|(at, member)| {
            let member = &model.entities[*member].ident;
            format!("{ident}::{member}(item) => ({at}, item.value()),")
        });
        let arms: String = arms.collect();
        format!(
            "let value = |item: &Self| match item {{ {arms} }};\n\
             if stream {{ return drive::streamed(query.stream(table), value); }}\n\
             drive::answer(query.all(table), move |items| items.iter().map(value).collect())"
        )
    };
    let _ = writeln!(
        out,
        "impl Members<App> for {ident} {{\n\
         fn all(parts: &[Value], table: &Table<App>, stream: bool) -> drive::Answer<Vec<(usize, Value)>> {{\n\
         let query = {ident}::query({parts});\n{body}\n}}\n}}\n"
    );
}
