//! The written keys, model by model.

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use serde_json::json;

use crate::golden::{Request, case, differs, meaning, params, plain, same, table};

/// Defines `Ent` with these keys and fields, and its table.
macro_rules! model {
    ($name:ident, $(#[$options:meta])* { $($(#[$of_field:meta])* $field:ident: $ty:ty),* }) => {
        model!($name, electrodb, $(#[$options])* { $($(#[$of_field])* $field: $ty),* });
    };
    ($name:ident, $($table:ident $(= $value:literal)?)|+, $(#[$options:meta])* { $($(#[$of_field:meta])* $field:ident: $ty:ty),* }) => {
        #[allow(dead_code, reason = "a model is there for its keys")]
        mod $name {
            use dynamo_entity::prelude::*;
            use serde::{Deserialize, Serialize};

            #[allow(unused_imports)]
            use super::*;

            #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
            $(#[$options])*
            pub struct Ent {
                $($(#[$of_field])* pub $field: $ty),*
            }

            #[derive(Table)]
            #[table(entities(Ent), $($table $(= $value)?),+)]
            pub struct App;
        }
    };
}

/// Checks that the item is the recorded one.
macro_rules! put {
    ($case:literal, $name:ident { $($field:ident: $value:expr),* $(,)? }) => {
        same($case, &$name::Ent::put($name::Ent { $($field: $value.into()),* }).request(&table::<$name::App>().await).unwrap())
    };
}

model!(no_sort_key, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"])] { id: String });
model!(constant, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = [], sk = [])] { id: String });
model!(scope, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [], scope = "Zone")] { id: String });
model!(several, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["a", "b"], sk = ["c", "d"])]
    { a: String, b: String, c: String, d: String });
model!(labels, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { #[entity(label = "i")] id: String, #[entity(label = "x")] a: String });
model!(casing, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"),
        pk(composite = ["id"], casing = "upper"), sk(composite = ["subId"], casing = "none"))]
    { id: String, #[serde(rename = "subId")] sub_id: String });
model!(lower, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"),
        pk(composite = ["id"], casing = "default"), sk(composite = ["sub_id"], casing = "lower"))]
    { id: String, #[serde(rename = "subId")] sub_id: String });
model!(two, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a", "b"])]
    { id: String, a: String, b: String });
model!(numbers, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { id: JsNumber, a: JsNumber });
model!(padded, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { id: String, #[entity(padding(length = 6, char = "0"))] a: i64 });
model!(padded_text, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { id: String, #[entity(padding(length = 2, char = "0"))] a: String });
model!(template, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"),
        pk(composite = ["id"], template = "USER#${id}"), sk = "A#${a}#B#${b}#END")]
    { id: String, a: String, b: String });
model!(text, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = "USER#${id}", sk(composite = [], template = "METADATA"))]
    { id: String });
model!(template_in_collection, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = "Z#${a}", collection = "Col")]
    { id: String, a: String });
model!(numeric, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = "${id}", sk = "${a}")]
    { id: i64, a: i64 });
model!(number_as_text, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk(template = "${a}", cast = "string"))]
    { id: String, a: i64 });
model!(text_as_number, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk(composite = ["a"], cast = "number"))]
    { id: String, a: i64 });
model!(attribute, electrodb | pk = "accountId" | sk = "n",
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"),
        pk(template = "${accountId}", casing = "none"), sk(template = "${n}", casing = "none"))]
    { #[serde(rename = "accountId")] account_id: String, n: String });
model!(identifiers, electrodb | type_attribute = "_e" | version_attribute = "_v",
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])] { id: String });
model!(sub_collections, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"], collection = ["C1", "C2", "C3"])]
    { id: String, a: String });
model!(clustered_constant, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [], type = "clustered", collection = "Col")]
    { id: String });
model!(clustered_no_sort_key, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], type = "clustered")]
    { id: String });
model!(second_version, #[entity(electrodb(service = "Shop", entity = "Ent", version = "2"), pk = ["id"], sk = [])] { id: String });
model!(prefixed, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { id: String, #[entity(set = prefix_s)] a: String });

fn prefix_s(text: String) -> String {
    // The item is written again: `set` is also applied to the values of keys.
    if text.starts_with('S') {
        text
    } else {
        format!("S{text}")
    }
}

#[tokio::test]
async fn keys() {
    put!(
        "key: no sort key -> entity+version live in the pk",
        no_sort_key { id: "A1" }
    );
    put!("key: both empty", constant { id: "A1" });
    put!("key: scope", scope { id: "A1" });
    put!(
        "key: several pk and sk composites",
        several {
            a: "1",
            b: "2",
            c: "3",
            d: "4"
        }
    );
    put!("key: labels", labels { id: "1", a: "2" });
    put!(
        "key: casing upper / none",
        casing {
            id: "aBc",
            sub_id: "aBc"
        }
    );
    put!(
        "key: casing default == lower",
        lower {
            id: "aBc",
            sub_id: "aBc"
        }
    );
    put!("key: integral float and negative zero", numbers { id: 5.0, a: -0.0 });
    put!(
        "key: padding longer value untouched",
        padded_text { id: "1", a: "12345" }
    );
    put!(
        "key: template keys",
        template {
            id: "Ab",
            a: "X",
            b: "Y"
        }
    );
    put!("key: static template", text { id: "1" });
    put!(
        "key: template sk ignores the collection prefix",
        template_in_collection { id: "1", a: "2" }
    );
    put!("key: numeric key via bare template", numeric { id: 5, a: 7 });
    put!(
        "key: cast string overrides numeric template",
        number_as_text { id: "x", a: 12 }
    );
    put!(
        "key: attribute doubles as key field, casing none",
        attribute {
            account_id: "AbC",
            n: "Xy"
        }
    );
    put!("key: custom identifiers", identifiers { id: "1" });
    put!(
        "key: isolated index in nested sub-collections",
        sub_collections { id: "1", a: "2" }
    );
    put!(
        "key: clustered index with empty sk composite",
        clustered_constant { id: "1" }
    );
    put!(
        "key: clustered index, no sort key at all",
        clustered_no_sort_key { id: "1" }
    );
    put!(
        "key: padding on negative number pads before the sign",
        padded { id: "1", a: -42 }
    );
    let get = second_version::Ent::get("A1")
        .request(&table::<second_version::App>().await)
        .unwrap();
    same("key: same logical key under another version is another item", &get);
}

/// `cast = "number"` removes the prefix from every kind of side.
#[tokio::test]
async fn a_number_has_no_prefix() {
    let entity = text_as_number::Ent { id: "x".into(), a: 3 };
    let put = text_as_number::Ent::put(entity)
        .request(&table::<text_as_number::App>().await)
        .unwrap();
    assert_eq!(plain(put.item().unwrap())["sk"], json!(3));
}

/// ElectroDB allows empty text in keys. Here such keys are read but not written, because they are ambiguous.
#[tokio::test]
async fn empty_parts() {
    let table = table::<two::App>().await;
    let name = "key: empty string composite";
    let error = two::Ent::put(two::Ent {
        id: "1".into(),
        a: String::new(),
        b: "z".into(),
    })
    .request(&table)
    .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let get = two::Ent::get(("1", "", "z")).request(&table).unwrap();
    let key = plain(get.key().unwrap());
    assert_eq!(
        (&key["pk"], &key["sk"]),
        (&params(name)["Item"]["pk"], &params(name)["Item"]["sk"])
    );
}

/// Keys contain the value after `set`, also in reads.
#[tokio::test]
async fn setters() {
    let table = table::<prefixed::App>().await;
    let name = "setter on a composite: put uses the transformed value in the key";
    same(
        name,
        &prefixed::Ent::put(prefixed::Ent {
            id: "1".into(),
            a: "x".into(),
        })
        .request(&table)
        .unwrap(),
    );
    let get = prefixed::Ent::get(("1", "x")).request(&table).unwrap();
    assert_eq!(plain(get.key().unwrap())["sk"], params(name)["Item"]["sk"]);
}

/// An optional value is present or absent, but never null.
#[test]
fn null() {
    assert_eq!(
        case("put: null is rejected for typed attributes")["error"]["code"],
        3001
    );
    let null = serde_json::from_value::<two::Ent>(json!({"id": "1", "a": null, "b": "z"})).unwrap_err();
    assert!(null.to_string().contains("null"));
}

/// A query of a template gives the key up to the part of the range.
#[tokio::test]
async fn queries_of_templates() {
    let table = table::<template::App>().await;
    let first = template::Ent::query().primary("Ab").a().begins_with("X");
    same("template query: begins on first", &first.request(&table).unwrap());
    let last = template::Ent::query().primary("Ab").a().eq("X").b().begins_with("Y");
    same(
        "template query: begins on last (no trailing text)",
        &last.request(&table).unwrap(),
    );
}

#[tokio::test]
async fn queries_of_numbers() {
    let app = table::<keys_with_number::App>().await;
    let query = || keys_with_number::Ent::query().primary("x");
    same(
        "numeric sk query: pk only -> no sk condition",
        &query().request(&app).unwrap(),
    );
    same("numeric sk query: equality", &query().a().eq(3).request(&app).unwrap());
    same("numeric sk query: gt", &query().a().gt(3).request(&app).unwrap());

    let app = table::<no_sort_key::App>().await;
    same(
        "no-sk query",
        &no_sort_key::Ent::query().primary("x").request(&app).unwrap(),
    );
}

#[tokio::test]
async fn queries_of_padded_numbers() {
    let app = table::<padded_unsigned::App>().await;
    let query = || padded_unsigned::Ent::query().primary("x").a();
    differs(
        "padded query: gt",
        &query().gt(42_u32).request(&app).unwrap(),
        |recorded| {
            // The range also ends where the keys with this part end.
            let range = "between(sk, \"$ent_1#a_000042\\u0000\", \"$ent_1#a_\u{10FFFF}\")";
            recorded["KeyConditionExpression"] = json!(format!(r#"(pk = "$shop#id_x" AND {range})"#));
        },
    );
    // A prefix consists of digits as they are in the key.
    let name = "padded query: begins also pads the partial value";
    same(name, &query().begins_with("000042").request(&app).unwrap());
    let first_digits = meaning(&query().begins_with("42").request(&app).unwrap().params());
    assert!(
        first_digits["KeyConditionExpression"]
            .as_str()
            .unwrap()
            .contains(r##""$ent_1#a_42""##)
    );
}

model!(keys_with_number, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk(composite = ["a"], template = "${a}"))]
    { id: String, a: i64 });
model!(padded_unsigned, #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a"])]
    { id: String, #[entity(padding(length = 6, char = "0"))] a: u32 });
