//! Structs of changes: resolved models, and refused inputs.

use quote::ToTokens;

use crate::model::changes::ChangesTarget;
use crate::pipeline::{CHANGES, ENTITY};
use crate::tests::{model, refused};

#[test]
fn changes_of_an_entity() {
    let changes = model(
        &CHANGES,
        r#"
            #[changes(entity = model::User, edit, crate = "my::orm")]
            #[serde(rename_all = "camelCase", deny_unknown_fields)]
            pub struct UserPatch {
                #[serde(rename = "n")] pub name: Option<String>,
                pub nick: Change<String>,
            }
        "#,
    );
    let ChangesTarget::Entity { path, edit: true } = &changes.target else {
        panic!("it changes an entity");
    };
    assert_eq!(path.to_token_stream().to_string(), "model :: User");
    assert_eq!(changes.crate_path.to_token_stream().to_string(), "my :: orm");
    let fields: Vec<_> = changes.fields.iter().map(|field| field.ident.to_string()).collect();
    assert_eq!(fields, ["name", "nick"]);
}

refused! { CHANGES
    changes_of_nothing: "struct UserPatch { name: Option<String> }" => [
        "UserPatch": "`UserPatch` names nothing that it changes; write `#[changes(entity = User)]`, or `document = …`",
    ]
    changes_without_a_target: "#[changes(edit)] struct UserPatch { name: Option<String> }" => [
        "changes": "`UserPatch` names nothing that it changes; write `#[changes(entity = User)]`, or `document = …`",
    ]
    changes_of_both: "#[changes(entity = User, document = Address)] struct UserPatch { name: Option<String> }" => [
        "Address": "`UserPatch` changes an entity or a document, not both; derive `Changes` on one struct for each",
    ]
    changes_of_a_document_with_edit: "#[changes(document = Address, edit)] struct AddressPatch { city: Option<String> }" => [
        "edit": "a document has no index keys, so `edit` has no meaning here; write it on the changes of the entity",
    ]
    changes_of_text: r#"#[changes(entity = "User")] struct UserPatch { name: Option<String> }"# => [
        r#""User""#: "`entity` takes a type; write `entity = User`",
    ]
    changes_with_a_value_for_edit: "#[changes(entity = User, edit = true)] struct UserPatch { name: Option<String> }" => [
        "=": "`edit` takes no value; write `edit`",
    ]
    changes_with_an_unknown_option: "#[changes(entity = User, documents = Address)] struct UserPatch { name: Option<String> }" => [
        "documents": "unknown option `documents`, did you mean `document`; the options of `#[changes]` are `entity`, `document`, `edit`, `crate`",
    ]
    changes_with_rename_all: r#"#[changes(entity = User, rename_all = "camelCase")] struct UserPatch { name: Option<String> }"# => [
        "rename_all": r#"serde names the attributes; write `#[serde(rename_all = "…")]`"#,
    ]
    changes_of_an_option_in_an_option: "#[changes(entity = User)] struct UserPatch { name: Option<Option<String>>, nick: Option<(Option<String>)> }" => [
        "Option<Option<String>>": "serde reads `null` for this type as an absent field; write `Change<…>`, which `null` removes",
        "Option<(Option<String>)>": "serde reads `null` for this type as an absent field; write `Change<…>`, which `null` removes",
    ]
    changes_of_a_generic_struct: "#[changes(entity = User)] struct UserPatch<T> { name: Option<T> }" => [
        "<T>": "`UserPatch` is generic; `Changes` can be derived on a struct with named fields and no generics",
    ]
    changes_of_an_enum: "#[changes(entity = User)] enum UserPatch { Name(String) }" => [
        "UserPatch": "`UserPatch` is an enum; `Changes` can be derived on a struct with named fields and no generics",
    ]
}

#[test]
fn the_generated_changes_may_deny_unknown_fields() {
    let entity = |update| format!(r#"#[entity(pk = "A#<a>"{update})] struct A {{ a: String }}"#);
    assert!(!model(&ENTITY, &entity("")).update_denies_unknown_fields);
    assert!(model(&ENTITY, &entity(", update(deny_unknown_fields)")).update_denies_unknown_fields);
}

refused! { ENTITY
    update_with_an_unknown_option: r#"#[entity(pk = "A#<a>", update(deny_unknown))] struct A { a: String }"# => [
        "deny_unknown": "unknown option `deny_unknown`, did you mean `deny_unknown_fields`; the options of `update(…)` are `name`, `deny_unknown_fields`",
    ]
    update_with_a_value: r#"#[entity(pk = "A#<a>", update(deny_unknown_fields = true))] struct A { a: String }"# => [
        "=": "`deny_unknown_fields` takes no value; write `deny_unknown_fields`",
    ]
}
