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
        "town": "`city` and `town` are both stored as the attribute `city`; rename one of them",
    ]
    document_unknown_option: r#"#[document(name = "x")] struct Address { city: String }"# => [
        "name": "unknown option `name`; the options of `#[document]` are `crate`",
    ]
    document_with_two_names: r#"struct Address { #[serde(rename(serialize = "c"))] city: String }"# => [
        r#""c""#: r#"serde writes `city` as `c` and reads it as `city`; give it one name with `rename = "c"`"#,
    ]
}
