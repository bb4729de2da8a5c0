//! Types that cannot be entities, and fields that entities cannot have.

use crate::tests::refused;

refused! { ENTITY
    enumeration: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] enum User { A }"# => [
        "User": "`User` is an enum; `Entity` can be derived on a struct with named fields and no generics",
    ]
    tuple_struct: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User(String);"# => [
        "User": "`User` is a tuple struct; `Entity` can be derived on a struct with named fields and no generics",
    ]
    unit_struct: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User;"# => [
        "User": "`User` is a unit struct; `Entity` can be derived on a struct with named fields and no generics",
    ]
    a_union: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] union User { a: u8 }"# => [
        "User": "`User` is a union; `Entity` can be derived on a struct with named fields and no generics",
    ]
    generic_struct: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User<T> { user_id: T }"# => [
        "<T>": "`User` is generic; `Entity` can be derived on a struct with named fields and no generics",
    ]
    lifetime: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User<'a> { user_id: &'a str }"# => [
        "<'a>": "`User` is generic; `Entity` can be derived on a struct with named fields and no generics",
    ]
    where_clause: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User where String: Clone { user_id: String }"# => [
        "where String: Clone": "`User` is generic; `Entity` can be derived on a struct with named fields and no generics",
    ]
    wrong_shape_and_wrong_option: r#"#[entity(pkk = "USER")] enum User { A }"# => [
        "pkk": "unknown option `pkk`, did you mean `pk`; the options of `#[entity]` are `pk`, `sk`, `name`, `untyped`, `key`, `fields`, `create`, `update`, `query`, `step`, `crate`",
        "User": "`User` is an enum; `Entity` can be derived on a struct with named fields and no generics",
    ]
    optional_primary_key_part: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: Option<String> }"# => [
        "Option<String>": "`user_id` is part of the primary key, and a primary key part cannot be absent; make it required, or use it in an index",
    ]
    optional_by_path: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: std::option::Option<String> }"# => [
        "std::option::Option<String>": "`user_id` is part of the primary key, and a primary key part cannot be absent; make it required, or use it in an index",
    ]
    two_fields_of_one_attribute: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, email: String, #[serde(rename = "email")] mail: String }"# => [
        "\"email\"": "`email` and `mail` are both stored as the attribute `email`; rename one of them",
    ]
    two_names_of_one_field: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[serde(rename(serialize = "mail", deserialize = "e_mail"))] email: String }"# => [
        r#""e_mail""#: r#"serde writes `email` as `mail` and reads it as `e_mail`; give it one name with `rename = "mail"`"#,
    ]
    two_names_by_one_direction: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[serde(rename(serialize = "mail"))] email: String }"# => [
        r#""mail""#: r#"serde writes `email` as `mail` and reads it as `email`; give it one name with `rename = "mail"`"#,
    ]
    two_names_by_rule: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[serde(rename_all(serialize = "camelCase"))] struct User { user_id: String }"# => [
        "rename_all": r#"serde writes attribute names by one rule and reads them by another; give one rule with `rename_all = "…"`"#,
    ]
    skipped_field_in_a_template: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { #[serde(skip)] user_id: String }"# => [
        r#""USER#<user_id>""#: "`user_id` is not stored as an attribute and cannot be part of a key; remove `skip` from the field",
    ]
    flattened_field_in_a_template: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { #[serde(flatten)] user_id: Id }"# => [
        r#""USER#<user_id>""#: "`user_id` is not stored as an attribute and cannot be part of a key; remove `flatten` from the field",
    ]
    readonly_on_skipped_and_flattened: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[readonly] #[serde(skip)] a: u8, #[entity(readonly)] #[serde(flatten)] b: B }"# => [
        "readonly": "`a` has no attribute of its own; remove `readonly`",
        "readonly": "`b` has no attribute of its own; remove `readonly`",
    ]
    a_type_with_the_name_of_the_entity: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", key = "User")] struct User { user_id: String }"# => [
        r#""User""#: "`User` is the entity itself; choose another name for `key`",
    ]
    two_types_of_one_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", key = "Profile", create(name = "Profile"))] struct User { user_id: String }"# => [
        r#""Profile""#: "both `key` and `create` are the type `Profile`; choose another name for one of them",
    ]
    a_type_with_the_name_of_another: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", query = "UserKey")] struct User { user_id: String }"# => [
        r#""UserKey""#: "both `query` and `key` are the type `UserKey`; choose another name for one of them",
    ]
    a_type_that_is_no_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", key = "the key", update = "User-Update")] struct User { user_id: String }"# => [
        r#""the key""#: r#"`key` takes the name of a type; write `key = "UserType"`"#,
        r#""User-Update""#: r#"`update` takes the name of a type; write `update = "UserType"`"#,
    ]
    a_step_that_is_not_generated: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", step = "Narrowed")] struct User { user_id: String }"# => [
        r#""Narrowed""#: "no sort key of `User` has parts, so there is no type of this name; remove `step`",
    ]
    a_body_with_a_flattened_field: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", create(deny_unknown_fields))] struct User { user_id: String, #[serde(flatten)] rest: Rest }"# => [
        "deny_unknown_fields": "the builder of `User` is not `Deserialize`, because only serde knows the names of the flattened `rest`; remove `deny_unknown_fields`",
    ]
    an_unknown_option_of_create: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", create(nmae = "NewUser"))] struct User { user_id: String }"# => [
        "nmae": "unknown option `nmae`, did you mean `name`; the options of `create(…)` are `name`, `deny_unknown_fields`",
    ]
    field_build: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, build: u32 }"# => [
        "build": r#"the builder of `User` already has a method `build`; choose another name for the field, and keep the attribute with `#[serde(rename = "build")]`"#,
    ]
    group_named_like_a_field: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "review", pk = "REVIEW", sk = "<status>#<score:05>")] struct User { user_id: String, status: String, score: u32, review_sk: String }"# => [
        r#""review""#: "`review_sk` would be both the group of this key's parts and a field of `User`; choose another name for the field or the pattern",
    ]
    converted_by_serde: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[serde(into = "Row", from = "Row")] struct User { user_id: String, email: String }"# => [
        "from": "serde stores `User` as another type, whose attributes are unknown here; derive `Entity` on that type, or convert single fields",
    ]
    unknown_fields_denied: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[serde(deny_unknown_fields)] struct User { user_id: String, email: String }"# => [
        "deny_unknown_fields": "every stored `User` has key attributes that are not its fields, and `deny_unknown_fields` refuses them; remove it",
    ]
    untyped_in_another_way: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", untyped = "keep")] struct User { user_id: String, email: String }"# => [
        r#""keep""#: "`untyped` takes `\"skip\"`, which is the default, or `\"accept\"`, not `\"keep\"`",
    ]
    untyped_as_a_flag: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE", untyped = true)] struct User { user_id: String, email: String }"# => [
        "true": "`untyped` takes text; write `untyped = \"accept\"`",
    ]
    untyped_of_electrodb: r#"#[entity(electrodb(service = "Shop", entity = "user", version = "1"), pk = ["user_id"], sk = [], untyped = "accept")] struct User { user_id: String, email: String }"# => [
        r#""accept""#: "every ElectroDB item names its entity, and other items are skipped; remove `untyped`",
    ]
}
