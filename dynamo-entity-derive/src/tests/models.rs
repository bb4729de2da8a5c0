//! The models of correct inputs, option by option.

use quote::ToTokens;

use crate::attr::index::IndexKind;
use crate::model::field::Role;
use crate::model::index::Projection;
use crate::model::option::DefaultModel;
use crate::model::side::{SegmentModel, SideModel};
use crate::pipeline::{ENTITY, TABLE};
use crate::template::format::Format as FormatModel;
use crate::tests::model;

fn segments(template: &str) -> Vec<SegmentModel> {
    let source =
        format!(r#"#[entity(pk = "A", sk = "{template}")] struct A {{ a: String, b: String, r#type: String }}"#);
    match model(&ENTITY, &source).indexes.remove(0).sk {
        Some(SideModel::Template(template)) => template.segments,
        _ => panic!("a template"),
    }
}

/// `'literal'` and `field number:format`
fn shown(template: &str) -> Vec<String> {
    let show = |segment: SegmentModel| match segment {
        SegmentModel::Literal(literal) => format!("'{literal}'"),
        SegmentModel::Placeholder { field, format, .. } => format!("{field}:{format:?}"),
    };
    segments(template).into_iter().map(show).collect()
}

#[test]
fn templates() {
    assert_eq!(shown("A#<a>#B"), ["'A#'", "0:None", "'#B'"]);
    assert_eq!(shown("<<a>>#<b>"), ["'<a>#'", "1:None"]);
    assert_eq!(shown("{{a}}#<b>"), ["'{a}#'", "1:None"]);
    assert_eq!(shown("<a>>>"), ["0:None", "'>'"]);
    assert_eq!(shown("<type>"), ["2:None"]);
    assert_eq!(shown("<a>#<a>"), ["0:None", "'#'", "0:None"]);
    assert_eq!(shown("<a:020><b>"), ["0:Width(20)", "1:None"]);
    assert_eq!(shown("<a:%Y%m%d><b>"), ["0:Time(\"%Y%m%d\")", "1:None"]);
    assert_eq!(shown("<a:%Y-%j %H:%M:%S.%9f>"), ["0:Time(\"%Y-%j %H:%M:%S.%9f\")"]);
    assert_eq!(shown("<a:lower>#<b:upper>"), ["0:Lower", "'#'", "1:Upper"]);
    assert_eq!(shown("<a:raw>"), ["0:Raw"]);
    assert_eq!(shown("<a:N>"), ["0:Number"]);
    assert_eq!(shown("<a:B>"), ["0:Binary"]);
    assert_eq!(shown("ä#<a>"), ["'ä#'", "0:None"]);
}

#[test]
fn options_of_an_entity() {
    let entity = model(
        &ENTITY,
        r#"
            #[entity(pk = "A", name = "a", crate = "my::orm")]
            #[gsi(name = "by_b", pk = "<b>", projection = "keys_only")]
            #[gsi(name = "by_c", index = "gsi2", pk = ["<b>", "<c>"], sk = ["<d>"], projection = ["b", "x"])]
            struct A { b: String, c: u32, d: String }
        "#,
    );
    assert_eq!(entity.name, "a");
    assert_eq!(entity.crate_path.to_token_stream().to_string(), "my :: orm");
    let [primary, by_b, by_c] = &entity.indexes[..] else {
        panic!("three indexes")
    };
    assert!(primary.sk.is_none() && primary.index_name.is_none());
    assert_eq!(by_b.index_name.as_deref(), Some("by_b"));
    assert_eq!(by_b.projection, Projection::KeysOnly);
    assert_eq!(
        by_c.projection,
        Projection::Include(vec!["b".to_owned(), "x".to_owned()])
    );
    assert!(matches!(&by_c.pk, SideModel::Attributes(_)) && by_c.pk.fields() == [0, 1]);
    assert!(matches!(&by_c.sk, Some(side @ SideModel::Attributes(_)) if side.fields() == [2]));
    // Key attributes that are fields cannot become stale; only the template binds its field.
    let roles: Vec<&Role> = entity.fields.iter().map(|field| &field.role).collect();
    assert_eq!(roles, [&Role::Solo, &Role::Plain, &Role::Plain]);
}

#[test]
fn a_local_index_has_the_partition_of_the_table() {
    let entity = model(
        &ENTITY,
        r#"
            #[entity(pk = "A#<a>", sk = "B")]
            #[lsi(name = "by_c", index = "lsi1", sk = "<c>#<d>")]
            struct A { a: String, c: String, d: String }
        "#,
    );
    let by_c = &entity.indexes[1];
    assert_eq!(by_c.kind, IndexKind::Lsi);
    assert_eq!(by_c.pk.fields(), [0]);
    assert_eq!(entity.groups[0].ident, "by_c_sk");
}

#[test]
fn a_field_in_two_groups() {
    let entity = model(
        &ENTITY,
        r#"
            #[entity(pk = "A")]
            #[gsi(name = "by_b", pk = "<b>#<c>", sk = "<d>")]
            #[gsi(name = "by_c", pk = "<d>", sk = "<c>#<b>#<c>")]
            #[gsi(name = "by_d", pk = "A", sk = "<b>")]
            struct A { b: String, c: String, d: String }
        "#,
    );
    let roles: Vec<&Role> = entity.fields.iter().map(|field| &field.role).collect();
    assert_eq!(
        roles,
        [&Role::Grouped(vec![0, 1]), &Role::Grouped(vec![0, 1]), &Role::Solo]
    );
    let groups: Vec<(String, &[usize])> = entity
        .groups
        .iter()
        .map(|group| (group.ident.to_string(), group.fields.as_slice()))
        .collect();
    assert_eq!(
        groups,
        [("by_b_pk".to_owned(), &[0, 1][..]), ("by_c_sk".to_owned(), &[1, 0][..])]
    );
}

#[test]
fn options_of_a_field() {
    let entity = model(
        &ENTITY,
        r#"
            #[entity(pk = "A")]
            struct A {
                #[entity(readonly, default = Vec::<(u8, u8)>::new())] a: A,
                #[entity(default)] b: A,
                #[entity(default = || { 1 })] c: A,
                #[default([1, 2])] d: A,
                #[entity(default = HashMap::<u8, u8>::new(), readonly)] e: A,
                #[default(1, 2)] f: A,
            }
        "#,
    );
    let shown = |default: &Option<DefaultModel>| match default {
        None => "none".to_owned(),
        Some(DefaultModel::Std) => "std".to_owned(),
        Some(DefaultModel::Expr(expr)) => expr.to_token_stream().to_string().replace(' ', ""),
    };
    let defaults: Vec<String> = entity.fields.iter().map(|field| shown(&field.default)).collect();
    let expected = [
        "Vec::<(u8,u8)>::new()",
        "std",
        "||{1}",
        "[1,2]",
        "HashMap::<u8,u8>::new()",
        "1,2",
    ];
    assert_eq!(defaults, expected);
    let readonly: Vec<bool> = entity
        .fields
        .iter()
        .map(|field| field.options.has(crate::attr::symbol::READONLY))
        .collect();
    assert_eq!(readonly, [true, false, false, false, true, false]);
}

#[test]
fn serde_names_and_stores_the_attributes() {
    let entity = model(
        &ENTITY,
        r#"
            #[entity(pk = "A")]
            #[serde(rename_all = "camelCase", tag = "kind", bound(serialize = "T: X"))]
            struct A {
                created_at: A,
                #[serde(rename = "x", alias = "y", skip_serializing_if = "f")] b: A,
                #[serde(rename(serialize = "z", deserialize = "z"))] c: A,
                #[serde(skip)] d: A,
                #[serde(skip_serializing, default)] e: A,
                #[serde(flatten)] f: A,
                #[serde(default = "now", with = "unix::seconds")] g: A,
                #[serde(skip_deserializing, serialize_with = "write")] h: A,
                r#type: A,
            }
        "#,
    );
    let names: Vec<&str> = entity.fields.iter().map(|field| field.attribute.as_str()).collect();
    assert_eq!(names, ["createdAt", "x", "z", "d", "e", "f", "g", "h", "type"]);
    let roles: Vec<&Role> = entity.fields.iter().map(|field| &field.role).collect();
    assert_eq!(
        roles[2..7],
        [
            &Role::Plain,
            &Role::Skipped,
            &Role::Skipped,
            &Role::Flattened,
            &Role::Plain
        ]
    );
    let path = |path: &Option<syn::Path>| path.to_token_stream().to_string().replace(' ', "");
    assert_eq!(path(&entity.fields[6].serde.serialize_with), "unix::seconds::serialize");
    assert_eq!(
        path(&entity.fields[6].serde.deserialize_with),
        "unix::seconds::deserialize"
    );
    assert_eq!(path(&entity.fields[7].serde.serialize_with), "write");
    let has_default: Vec<bool> = entity.fields.iter().map(|field| field.serde.has_default).collect();
    assert_eq!(has_default, [false, false, false, true, true, false, true, true, false]);
    assert!(entity.fields[3].serde.skip && entity.fields[5].serde.flatten);
}

#[test]
fn a_default_of_the_struct_is_one_of_each_field() {
    let entity = model(
        &ENTITY,
        r#"#[entity(pk = "A")] #[serde(default)] struct A { a: String }"#,
    );
    assert!(entity.fields[0].serde.has_default);
}

#[test]
fn optional_parts_in_an_index() {
    let source = r#"
        #[entity(pk = "A#<a>")]
        #[gsi(name = "by_b", pk = "B#<b>")]
        struct A { #[default] a: String, b: Option<String> }
    "#;
    assert_eq!(model(&ENTITY, source).fields[1].role, Role::Solo);
}

#[test]
fn lone_formats() {
    let source = r#"#[entity(pk = "<a:B>", sk = "<b:N>")] struct A { a: Vec<u8>, b: u64 }"#;
    let entity = model(&ENTITY, source);
    let Some(SideModel::Template(sk)) = &entity.indexes[0].sk else {
        panic!("a template")
    };
    let formats: Vec<(usize, &FormatModel)> = sk.placeholders().collect();
    assert_eq!(formats, [(1, &FormatModel::Number)]);
}

#[test]
fn names_of_key_attributes() {
    let table = model(
        &TABLE,
        r#"
            #[table(entities(User), pk = "id", sk = "range", type_attribute = "kind")]
            #[gsi(name = "gsi1", pk = "GSI1PK", sk = "id")]
            #[lsi(name = "lsi1", sk = "LSI1SK")]
            struct App;
        "#,
    );
    assert_eq!(
        [&table.pk.text, &table.sk.text, &table.type_attribute.text],
        ["id", "range", "kind"]
    );
    let [gsi, lsi] = &table.indexes[..] else {
        panic!("two indexes")
    };
    assert_eq!(gsi.pk.as_ref().map(|name| name.text.as_str()), Some("GSI1PK"));
    assert!(lsi.pk.is_none());
}
