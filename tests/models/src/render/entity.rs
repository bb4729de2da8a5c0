//! The source of one entity, as a user would write it.

use std::fmt::Write as _;

use crate::shape::{Change, Entity, Field, Format, Index, Kind, Model, Piece, Side, Ty};

/// Writes the struct with its attributes.
pub(super) fn declaration(model: &Model, entity: &Entity, out: &mut String) {
    out.push_str("#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]\n");
    if entity.camel_case {
        out.push_str("#[serde(rename_all = \"camelCase\")]\n");
    }
    let primary = &entity.indexes[0];
    let mut options = Vec::new();
    if model.electrodb {
        let name = entity.ident.to_lowercase();
        options.push(format!(
            "electrodb(service = \"shop\", entity = \"{name}\", version = \"1\")"
        ));
    } else if let Some(name) = &entity.name {
        options.push(format!("name = \"{name}\""));
    }
    options.extend(sides(model, entity, primary));
    let _ = writeln!(out, "#[entity({})]", options.join(", "));
    for index in entity.indexes.iter().skip(1) {
        let _ = writeln!(out, "{}", index_attribute(model, entity, index));
    }
    let _ = writeln!(out, "pub struct {} {{", entity.ident);
    for field in &entity.fields {
        self::field(model, field, out);
    }
    out.push_str("}\n\n");
    for index in &entity.indexes {
        condition(model, entity, index, out);
    }
}

fn index_attribute(model: &Model, entity: &Entity, index: &Index) -> String {
    let mut options = vec![format!("name = \"{}\"", index.pattern)];
    if index.name != index.pattern {
        options.push(format!("index = \"{}\"", index.name));
    }
    match index.kind {
        Kind::Inverted => options.push("inverted".into()),
        Kind::Local => options.extend(sides(model, entity, index).into_iter().skip(1)),
        _ => options.extend(sides(model, entity, index)),
    }
    if index.condition.is_some() {
        options.push(format!("condition = {}", condition_name(entity, index)));
    }
    if index.clustered {
        options.push("type = \"clustered\"".into());
    }
    if index.keys_only {
        options.push("projection = \"keys_only\"".into());
    }
    let attribute = if index.kind == Kind::Local { "lsi" } else { "gsi" };
    format!("#[{attribute}({})]", options.join(", "))
}

fn condition_name(entity: &Entity, index: &Index) -> String {
    format!("is_{}_{}", entity.ident.to_lowercase(), index.pattern)
}

/// Writes the function that decides whether an item is in an index.
fn condition(model: &Model, entity: &Entity, index: &Index, out: &mut String) {
    let Some(decides) = index.condition else { return };
    let mut fields: Vec<usize> = Vec::new();
    for part in index.parts() {
        if !fields.contains(&part.field) {
            fields.push(part.field);
        }
    }
    let parameters = fields.iter().map(|&at| {
        let name = if at == decides { "decides" } else { "_" };
        format!("{name}: &{}", entity.fields[at].ty.rust(&model.defs))
    });
    let _ = writeln!(
        out,
        "fn {}({}) -> bool {{ decides.is_listed() }}\n",
        condition_name(entity, index),
        parameters.collect::<Vec<_>>().join(", ")
    );
}

fn sides(model: &Model, entity: &Entity, index: &Index) -> Vec<String> {
    let casing = |side: &Side| match side.parts().first().map(|part| part.format) {
        Some(Format::Plain) if model.electrodb => Some("none"),
        Some(Format::Upper) if model.electrodb => Some("upper"),
        _ => None,
    };
    let attribute = |half: &str, own: &Side| {
        let text = side(model, entity, own);
        match casing(own) {
            None => format!("{half} = {text}"),
            Some(casing) if text.starts_with('[') => format!("{half}(composite = {text}, casing = {casing:?})"),
            Some(casing) => format!("{half}(template = {text}, casing = {casing:?})"),
        }
    };
    let pk = attribute("pk", &index.pk);
    let sk = index.sk.as_ref().map(|sk| attribute("sk", sk));
    [pk].into_iter().chain(sk).collect()
}

fn side(model: &Model, entity: &Entity, side: &Side) -> String {
    let name = |field: usize| entity.fields[field].ident.as_str();
    match side {
        Side::Template(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Text(_))) && model.electrodb => {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Part(part) => format!("${{{}}}", name(part.field)),
            });
            format!("{:?}", pieces.collect::<String>())
        }
        Side::Template(pieces) if model.electrodb => {
            let names = pieces.iter().filter_map(|piece| match piece {
                Piece::Part(part) => Some(format!("{:?}", name(part.field))),
                Piece::Text(_) => None,
            });
            format!("[{}]", names.collect::<Vec<_>>().join(", "))
        }
        Side::Template(pieces) => format!("{:?}", template(entity, pieces)),
        Side::List(fields) => {
            let names = fields.iter().map(|&field| format!("\"<{}>\"", name(field)));
            format!("[{}]", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn template(entity: &Entity, pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Part(part) => {
            let name = &entity.fields[part.field].ident;
            match part.format {
                Format::Plain | Format::Native | Format::Script => format!("<{name}>"),
                Format::Width(width) => format!("<{name}:0{width}>"),
                Format::Time(format) => format!("<{name}:{format}>"),
                Format::Lower => format!("<{name}:lower>"),
                Format::Upper => format!("<{name}:upper>"),
                Format::Raw => format!("<{name}:raw>"),
                Format::Number => format!("<{name}:N>"),
                Format::Binary => format!("<{name}:B>"),
            }
        }
    });
    pieces.collect()
}

/// Writes the projection, if the entity has one.
pub(super) fn projection(model: &Model, entity: &Entity, out: &mut String) {
    let Some(fields) = &entity.brief else { return };
    out.push_str("#[derive(Debug, Clone, PartialEq, Projection, Deserialize)]\n");
    if entity.camel_case {
        out.push_str("#[serde(rename_all = \"camelCase\")]\n");
    }
    let _ = writeln!(out, "#[projection(entity = {0})]\npub struct Brief{0} {{", entity.ident);
    for &at in fields {
        let field = &entity.fields[at];
        serde(field, out);
        let _ = writeln!(out, "    pub {}: {},", field.ident, field.ty.rust(&model.defs));
    }
    out.push_str("}\n\n");
}

fn field(model: &Model, field: &Field, out: &mut String) {
    let ty = field.ty.rust(&model.defs);
    let options = &field.options;
    let mut own = Vec::new();
    if options.readonly {
        own.push("readonly".to_owned());
    }
    if let Some(default) = &options.default {
        match Ty::default_expression(default, &ty) {
            Some(expression) => own.push(format!("default = {expression}")),
            None => own.push("default".to_owned()),
        }
    }
    let flags = [
        (options.version, "version"),
        (options.ttl, "ttl"),
        (options.unique, "unique"),
        (options.sensitive, "sensitive"),
        (options.padding, "padding(length = 5, char = \"0\")"),
    ];
    own.extend(
        flags
            .into_iter()
            .filter(|(given, _)| *given)
            .map(|(_, word)| word.to_owned()),
    );
    if options.on_write {
        own.push(format!(
            "on_write = {}",
            if field.ty == Ty::Text { "step_text()" } else { "step()" }
        ));
    }
    if options.validate {
        own.push(format!(
            "validate = {}",
            if *field.ty.inner() == Ty::Text {
                "is_short"
            } else {
                "is_small"
            }
        ));
    }
    let change = |change: Change| match change {
        Change::Lowercase => "lowercase",
        Change::Prefixed => "prefixed",
        Change::Clamp => "clamp",
        Change::Marked => "marked",
    };
    own.extend(options.set.map(|set| format!("set = {}", change(set))));
    own.extend(options.get.map(|get| format!("get = {}", change(get))));
    if !own.is_empty() {
        let _ = writeln!(out, "    #[entity({})]", own.join(", "));
    }
    serde(field, out);
    let _ = writeln!(out, "    pub {}: {ty},", field.ident);
}

/// Writes serde's attributes of a field.
fn serde(field: &Field, out: &mut String) {
    let options = &field.options;
    let mut serde = Vec::new();
    serde.extend(field.rename.as_ref().map(|name| format!("rename = {name:?}")));
    serde.extend(field.alias.as_ref().map(|name| format!("alias = {name:?}")));
    match &options.serde_default {
        Some(crate::value::Value::Int(10)) => serde.push("default = \"ten\"".into()),
        Some(_) => serde.push("default".into()),
        None => {}
    }
    if options.skip_if {
        serde.push("skip_serializing_if = \"is_zero\"".into());
    }
    if options.with {
        serde.push("with = \"up\"".into());
    }
    if options.flatten {
        serde.push("flatten".into());
    }
    if !serde.is_empty() {
        let _ = writeln!(out, "    #[serde({})]", serde.join(", "));
    }
}
