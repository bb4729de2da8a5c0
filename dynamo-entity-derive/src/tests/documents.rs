//! Documents: resolved models, and refused inputs.

use crate::model::document::ContentModel;
use crate::pipeline::DOCUMENT;
use crate::tests::{model, refused};

#[test]
fn members() {
    let document = model(
        &DOCUMENT,
        r#"
            #[document(crate = "my::orm")]
            #[serde(rename_all = "camelCase", deny_unknown_fields)]
            pub struct Address {
                /// Where.
                pub city: String,
                #[serde(alias = "zip", alias = "plz")] pub zip_code: String,
                #[serde(skip)] pub cache: u8,
                #[serde(flatten)] pub rest: Rest,
            }
        "#,
    );
    let ContentModel::Fields(fields) = &document.content else {
        panic!("it has named fields");
    };
    let names = fields.iter().map(|field| (field.attribute.as_str(), field.has_path()));
    let names: Vec<(&str, bool)> = names.collect();
    assert_eq!(
        names,
        [("city", true), ("zipCode", true), ("cache", false), ("rest", false)]
    );
    assert_eq!(fields[0].docs.len(), 1);
    assert_eq!(fields[1].serde.aliases, ["zip", "plz"]);
}

refused! { DOCUMENT
    document_of_a_union: "union Address { a: u8 }" => [
        "Address": "`Address` is a union; `Document` can be derived on structs and enums without generics",
    ]
    document_untagged: r"#[serde(untagged)] enum Address { Home(String) }" => [
        "untagged": "an untagged variant is stored without its name, so its form cannot be known here; give the enum a `tag`, or remove `Document`",
    ]
    document_with_an_untagged_variant: r"enum Address { Home, #[serde(untagged)] Other(String) }" => [
        "untagged": "an untagged variant is stored without its name, so its form cannot be known here; give the enum a `tag`, or remove `Document`",
    ]
    document_stored_as_another_type: r#"#[serde(into = "String", from = "String")] struct Address { city: String }"# => [
        "from": "serde stores `Address` as another type; derive `Document` on that type instead",
    ]
    document_of_a_generic_struct: "struct Address<T> { city: T }" => [
        "<T>": "`Address` is generic; `Document` can be derived on structs and enums without generics",
    ]
    document_with_one_attribute_twice: r#"struct Address { city: String, #[serde(rename = "city")] town: String }"# => [
        "\"city\"": "`city` and `town` are both stored as the attribute `city`; rename one of them",
    ]
    document_unknown_option: r#"#[document(name = "x")] struct Address { city: String }"# => [
        "name": "unknown option `name`; the options of `#[document]` are `crate`",
    ]
    document_with_options_of_entities: r#"struct Address { #[document(version)] a: u32, #[document(sensitive, unique)] b: String, #[document(on_write = now(), ttl, precision = "ms")] c: T }"# => [
        "version": "the version is an attribute of the item itself; move the field to the entity",
        "sensitive": "a document is sensitive as a whole; write `#[entity(sensitive)]` on the entity's field that holds it",
        "unique": "a `unique` value is an attribute of the item itself; move the field to the entity",
        "on_write": "`on_write` sets an attribute of the item itself; move the field to the entity",
        "ttl": "DynamoDB reads the `ttl` from an attribute of the item itself; move the field to the entity",
        "precision": "a document has one precision; write `precision` on the entity's field that holds it",
    ]
    document_with_options_out_of_place: r"enum Place { Home { #[document(set = f)] city: String }, At(#[document(validate = g)] String) }" => [
        "set": "`set` works on the named fields of a struct; move the fields to a struct with `Document`, or remove `set`",
        "validate": "`validate` works on the named fields of a struct; move the fields to a struct with `Document`, or remove `validate`",
    ]
    document_with_options_on_an_element: r"struct City(#[document(get = f)] String);" => [
        "get": "`get` works on the named fields of a struct; move the fields to a struct with `Document`, or remove `get`",
    ]
    document_with_options_that_serde_excludes: r#"struct Address { #[serde(skip)] #[document(set = f)] a: String, #[serde(flatten)] #[readonly] b: B, #[serde(with = "m")] #[document(set = f, get = f, readonly)] c: String }"# => [
        "set": "`a` has no attribute of its own; remove `set`",
        "readonly": "`b` has no attribute of its own; remove `readonly`",
        "set": "`set` depends on how the field is stored, which serde's `with` functions hide; remove one of them",
        "get": "`get` depends on how the field is stored, which serde's `with` functions hide; remove one of them",
    ]
    document_with_two_names: r#"struct Address { #[serde(rename(serialize = "c"))] city: String }"# => [
        r#""c""#: r#"serde writes `city` as `c` and reads it as `city`; give it one name with `rename = "c"`"#,
    ]
}
