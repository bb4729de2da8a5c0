//! ElectroDB keys: each case is an input and its expected messages.

use crate::features::Features;
use crate::pipeline::{ENTITY, TABLE};
use crate::tests::{mistakes_with, refused};

#[test]
fn without_its_feature_the_dialect_is_refused() {
    const WITHOUT: Features = Features { electrodb: false };
    let refused = |option: &str| {
        format!("`{option}` needs the feature `electrodb` of `dynamo-entity`; add it to `features` in Cargo.toml")
    };
    let entity = r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { id: String }"#;
    assert_eq!(
        mistakes_with(WITHOUT, &ENTITY, entity),
        [("electrodb".to_owned(), refused("electrodb"))]
    );
    let table = "#[table(entities(User), electrodb)] struct App;";
    assert_eq!(
        mistakes_with(WITHOUT, &TABLE, table),
        [("electrodb".to_owned(), refused("electrodb"))]
    );
    let table = r#"#[table(entities(User), version_attribute = "_v")] struct App;"#;
    assert_eq!(
        mistakes_with(WITHOUT, &TABLE, table),
        [(r#""_v""#.to_owned(), refused("version_attribute"))]
    );
}

refused! { ENTITY
    unknown_type: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], type = "grouped")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""grouped""#: r#"unknown type `grouped`; write `"isolated"`, `"clustered"` or `"composite"`"#,
    ]
    unknown_casing: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(composite = ["id"], casing = "title"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""title""#: r#"unknown casing `title`; write `"lower"`, `"upper"` or `"none"`"#,
    ]
    unknown_cast: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(composite = ["id"], cast = "date"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""date""#: r#"unknown cast `date`; write `"number"` or `"string"`"#,
    ]
    unknown_option_of_a_side: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(composites = ["id"]), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "composites": "unknown option `composites`, did you mean `composite`; the options of `pk(…)` are `composite`, `template`, `casing`, `cast`",
        "pk": r#"a side of a key is a list of fields or a template; write `composite = ["user_id"]`"#,
    ]
    unknown_option_of_a_service: r#"#[entity(electrodb(services = "Shop", entity = "user", version = "1"), pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "services": "unknown option `services`, did you mean `service`; the options of `electrodb(…)` are `service`, `entity`, `version`",
    ]
    service_without_version: r#"#[entity(electrodb(service = "Shop", entity = "user"), pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#"(service = "Shop", entity = "user")"#: r#"`electrodb` has no `version`; write `electrodb(service = "thankscard", entity = "user", version = "1")`"#,
    ]
    nothing_of_a_service: r#"#[entity(electrodb(), pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "()": r#"`electrodb` has no `service`; write `electrodb(service = "thankscard", entity = "user", version = "1")`"#,
        "()": r#"`electrodb` has no `entity`; write `electrodb(service = "thankscard", entity = "user", version = "1")`"#,
        "()": r#"`electrodb` has no `version`; write `electrodb(service = "thankscard", entity = "user", version = "1")`"#,
    ]
    service_is_no_list: r#"#[entity(electrodb, pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        ",": r#"`electrodb` takes options in parentheses; write `electrodb(service = "thankscard", entity = "user", version = "1")`"#,
    ]
    empty_service: r#"#[entity(electrodb(service = "", entity = "user", version = ""), pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the name is empty; write one",
        r#""""#: "the name is empty; write one",
    ]
    type_without_electrodb: r#"#[entity(pk = "USER#<id>", type = "clustered")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "type": "`type` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
    ]
    scope_and_collection_without_electrodb: r#"#[entity(pk = "USER#<id>", scope = "a", collection = "b")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "scope": "`scope` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
        "collection": "`collection` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
    ]
    side_options_without_electrodb: r#"#[entity(pk(composite = ["id"]))] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "pk": "only an ElectroDB key has sides with options; add `electrodb(…)`, or write one template",
    ]
    list_without_electrodb: r#"#[entity(pk = ["id"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#"["id"]"#: "only a `#[gsi(…)]` can have keys of several attributes; write one template",
        r#""id""#: "`id` in a list of attributes is not a single field; write `<id>`",
    ]
    gsi_options_without_electrodb: r#"#[entity(pk = "USER#<id>", sk = "A")] #[gsi(name = "by_org", index = "gsi1", pk = "ORG#<org>", type = "isolated", condition = is_listed)] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "type": "`type` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
        "condition": "`condition` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
    ]
    label_without_electrodb: r#"#[entity(pk = "USER#<id>")] struct User { #[entity(label = "i")] id: String, #[entity(padding(length = 2, char = "0"))] n: u32 }"# => [
        "label": "`label` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
        "padding": "`padding` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option",
    ]
    name_beside_electrodb: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], name = "U")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""U""#: "`electrodb` already names the entity; remove `name`",
    ]
    template_and_list_disagree: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(composite = ["id"], template = "U#${org}"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""U#${org}""#: "the template and the list name different fields or orders; remove the list",
        "Option<String>": "`org` is part of the primary key, and a primary key part cannot be absent; make it required, or use it in an index",
    ]
    condition_on_the_table: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], condition = is_listed)] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "condition": "the table holds every item, so its key takes no `condition`; write the `condition` on a `#[gsi(…)]`",
    ]
    sub_collections_of_a_clustered_index: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], type = "clustered", collection = ["a", "b"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#"["a", "b"]"#: "a clustered index has no sub-collections; name one collection",
    ]
    no_collections: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], collection = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "[]": "the list of collections is empty; remove it, or name a collection",
    ]
    empty_collection: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], collection = "")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the collection is empty; write one",
    ]
    empty_scope: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], scope = "")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the scope is empty; write one",
    ]
    composite_type_of_the_table: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [], type = "composite")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""composite""#: "only a `#[gsi(…)]` can have keys of several attributes; remove the type",
    ]
    composite_type_with_scope_and_condition: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "by_org", index = "gsi1", pk = ["org"], sk = ["n"], type = "composite", scope = "z", condition = is_listed)] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""z""#: "a key of attributes has no text to hold a scope; remove the scope",
        "is_listed": "a key of attributes consists of the fields themselves, so a condition cannot omit it; remove the condition",
    ]
    composite_type_of_a_template: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "by_org", index = "gsi1", pk = "${org}", type = "composite")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""${org}""#: r#"a key of attributes is a list of fields; write `["tenant"]`"#,
    ]
    composite_type_of_too_many: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "by_org", index = "gsi1", pk = [], type = "composite")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "[]": "a key has 1 to 4 attributes, not 0; write a template instead",
    ]
    unclosed_placeholder: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "U#${id", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""U#${id""#: "unclosed `${id`; write `${field}`",
    ]
    touching_placeholders: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "U#${id}${n}", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""U#${id}${n}""#: "nothing separates two fields, so different values could give the same key; ElectroDB keys of this form cannot be written safely",
    ]
    unknown_field: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["idd"], sk = ["orgg"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""idd""#: "no field `idd` in `User`; the fields are `id`, `org`, `n`; nearest: `id`",
        r#""orgg""#: "no field `orgg` in `User`; the fields are `id`, `org`, `n`; nearest: `org`",
    ]
    unknown_field_of_a_template: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "U#${idd}", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""U#${idd}""#: "no field `idd` in `User`; the fields are `id`, `org`, `n`; nearest: `id`",
    ]
    field_twice: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id", "id"], sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""id""#: "duplicate field `id`; list it once",
    ]
    part_of_both_sides: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = ["id", "n"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""id""#: "`id` is in both sides of `primary`, but ElectroDB allows this only if the field is alone in the sort key; remove it from one side",
    ]
    duplicate_index: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "a", index = "gsi1", pk = ["org"])] #[gsi(name = "b", index = "gsi1", pk = ["n"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""gsi1""#: "the patterns `a` and `b` of `User` both use the index `gsi1`, but an item has one key in an index; move one to another index",
    ]
    optional_part_of_the_table: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["org"], sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "Option<String>": "`org` is part of the primary key, and a primary key part cannot be absent; make it required, or use it in an index",
    ]
    padding_of_nothing: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { #[entity(padding(length = 0, char = "0"))] id: String }"# => [
        "0": "the length of a padding is a number from 1 to 65535",
    ]
    padding_without_char: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { #[entity(padding(length = 3))] id: String }"# => [
        "(length = 3)": r#"`padding` has no `char`; write `padding(length = 5, char = "0")`"#,
    ]
    padding_with_empty_char: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { #[entity(padding(length = 3, char = ""))] id: String }"# => [
        r#""""#: r#"the padding has no character; write `char = "0"`"#,
    ]
    padding_with_a_surrogate_pair: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { #[entity(padding(length = 3, char = "😀"))] id: String }"# => [
        r#""😀""#: "`😀` is two UTF-16 units in JavaScript, which could cut it in half; pad with another character",
    ]
    empty_label: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] struct User { #[entity(label = "")] id: String }"# => [
        r#""""#: "the label is empty; write one",
    ]
    bare_template_of_an_unknown_type: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "${id}", sk = [])] struct User { id: Id }"# => [
        r#""${id}""#: r#"the name of its type does not tell whether `id` is a number; add `cast = "number"` or `cast = "string"` beside the template"#,
    ]
    number_of_several: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(composite = ["id", "n"], cast = "number"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "pk": "a key that is a number has one field; remove `cast`, or the other fields",
    ]
    side_of_nothing: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk(casing = "none"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "pk": r#"a side of a key is a list of fields or a template; write `composite = ["user_id"]`"#,
    ]
    inverted_with_sides: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = ["n"])] #[gsi(name = "r", index = "inv", inverted, pk = ["org"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "inverted": "`inverted` already defines both sides of the key; remove `pk` and `sk`",
    ]
    inverted_without_a_sort_key: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"])] #[gsi(name = "r", index = "inv", inverted)] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "inverted": "the table has no sort key to exchange with the partition key; remove `inverted`",
    ]
    condition_is_no_path: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "a", index = "gsi1", pk = ["org"], sk = [], condition = "is_listed")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""is_listed""#: "`condition` takes the path of a function, not a string; write `condition = is_listed`",
    ]
    optional_parts_of_a_number: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "a", index = "gsi1", pk(composite = [], cast = "number"), sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        "pk": "a key that is a number has one field; remove `cast`, or the other fields",
    ]
    empty_sort_key: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = "")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the key is empty; write at least a literal such as `PROFILE`, or a list of fields",
    ]
    empty_partition_key: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the key is empty; write at least a literal such as `PROFILE`, or a list of fields",
    ]
    empty_template_of_an_index: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "a", index = "gsi1", pk = ["org"], sk(template = ""))] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""""#: "the key is empty; write at least a literal such as `PROFILE`, or a list of fields",
    ]
    collection_without_a_sort_key: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], collection = "c")] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""c""#: "a collection is written in the sort key; give the index an `sk`, or remove `collection`",
    ]
    collection_of_an_index_without_a_sort_key: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["id"], sk = [])] #[gsi(name = "a", index = "gsi1", pk = ["org"], collection = ["c", "d"])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#"["c", "d"]"#: "a collection is written in the sort key; give the index an `sk`, or remove `collection`",
    ]
    placeholder_of_other_templates: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "USER#<id>", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""USER#<id>""#: "`<id>` is literal text in ElectroDB's syntax; write `${id}`",
    ]
    placeholder_without_its_dollar: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = "USER#{id}", sk = [])] struct User { id: String, org: Option<String>, n: u32 }"# => [
        r#""USER#{id}""#: "`{id}` is literal text in ElectroDB's syntax; write `${id}`",
    ]
}
