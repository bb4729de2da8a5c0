//! Malformed attributes: each case is an input and its expected messages.

use crate::tests::refused;

refused! { ENTITY
    no_entity_attribute: "struct User { user_id: String, email: String }" => [
        "User": r#"`User` has no primary key; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    empty_attribute: "#[entity] struct User { user_id: String, email: String }" => [
        "entity": r#"`#[entity]` is empty; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    attribute_of_nothing: "#[entity()] struct User { user_id: String, email: String }" => [
        "entity()": r#"`#[entity]` is empty; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    attribute_as_value: r#"#[entity = "USER"] struct User { user_id: String, email: String }"# => [
        r#"entity = "USER""#: r#"`#[entity]` takes options in parentheses; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    missing_pk: r#"#[entity(sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "entity": r#"`User` has no `pk`; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    unknown_option: r#"#[entity(pkk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "pkk": "unknown option `pkk`, did you mean `pk`; the options of `#[entity]` are `pk`, `sk`, `name`, `untyped`, `update`, `crate`",
    ]
    unknown_option_like_no_other: r#"#[entity(pk = "USER#<user_id>", colour = "red", sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "colour": "unknown option `colour`; the options of `#[entity]` are `pk`, `sk`, `name`, `untyped`, `update`, `crate`",
    ]
    duplicate_option: r#"#[entity(pk = "USER#<user_id>", sk = "A", sk = "B")] struct User { user_id: String, email: String }"# => [
        "sk": "duplicate option `sk`; give it once",
    ]
    duplicate_option_of_a_second_attribute: r#"#[entity(pk = "USER#<user_id>")] #[entity(pk = "USER")] struct User { user_id: String, email: String }"# => [
        "pk": "duplicate option `pk`; give it once",
    ]
    wrong_literal: "#[entity(pk = 10, sk = PROFILE)] struct User { user_id: String, email: String }" => [
        "10": r#"`pk` takes text; write `pk = "USER#<user_id>"`"#,
        "PROFILE": r#"`sk` takes text; write `sk = "PROFILE"`"#,
    ]
    option_without_value: r#"#[entity(pk, sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "pk": r#"`pk` has no value; write `pk = "USER#<user_id>"`"#,
    ]
    option_with_parentheses: r#"#[entity(pk("USER"), sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "pk": r#"`pk` has no value; write `pk = "USER#<user_id>"`"#,
    ]
    value_missing_after_equals: "#[entity(pk = )] struct User { user_id: String, email: String }" => [
        "pk": r#"`pk` has no value; write `pk = "USER#<user_id>"`"#,
    ]
    missing_comma: r#"#[entity(pk = "USER#<user_id>" sk = "PROFILE")] struct User { user_id: String, email: String }"# => [
        "sk": r#"unexpected token after `pk`; write `pk = "USER#<user_id>"`"#,
    ]
    literal_for_an_option: r#"#[entity("USER#<user_id>")] struct User { user_id: String, email: String }"# => [
        r#""USER#<user_id>""#: r#"expected an option of `#[entity]`; write `#[entity(pk = "USER#<user_id>", sk = "PROFILE")]`"#,
    ]
    rename_all: r#"#[entity(pk = "USER#<user_id>", rename_all = "camelCase")] struct User { user_id: String, email: String }"# => [
        "rename_all": r#"serde names the attributes; write `#[serde(rename_all = "…")]`"#,
    ]
    crate_is_no_path: r#"#[entity(pk = "USER#<user_id>", crate = "a b")] struct User { user_id: String, email: String }"# => [
        r#""a b""#: r#"`crate` takes a path in quotes; write `crate = "my_crate::dynamo_entity"`"#,
    ]
    name_is_empty: r#"#[entity(pk = "USER#<user_id>", name = "")] struct User { user_id: String, email: String }"# => [
        r#""""#: "an empty name cannot distinguish `User` from other entities; write a name, or remove `name`",
    ]
    gsi_empty: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi] struct User { user_id: String, email: String }"# => [
        "gsi": r#"`#[gsi]` is empty; write `#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]`"#,
    ]
    gsi_without_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "gsi": r#"`#[gsi]` has no `name`; write `#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]`"#,
    ]
    gsi_without_pk: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email")] struct User { user_id: String, email: String }"# => [
        "gsi": r#"`#[gsi]` has no `pk`; write `#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]`"#,
    ]
    gsi_unknown_option: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(nmae = "by_email", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "nmae": "unknown option `nmae`, did you mean `name`; the options of `#[gsi]` are `name`, `index`, `pk`, `sk`, `projection`, `inverted`",
    ]
    gsi_duplicate_option: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", name = "by_mail", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "name": "duplicate option `name`; give it once",
    ]
    gsi_wrong_literal: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = by_email, index = 1, pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "by_email": r#"`name` takes text; write `name = "by_email"`"#,
        "1": r#"`index` takes text; write `index = "gsi1"`"#,
    ]
    lsi_without_sk: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[lsi(name = "by_email")] struct User { user_id: String, email: String }"# => [
        "lsi": r#"`#[lsi]` has no `sk`; write `#[lsi(name = "by_date", index = "lsi1", sk = "DATE#<created_at>")]`"#,
    ]
    lsi_without_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[lsi(sk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "lsi": r#"`#[lsi]` has no `name`; write `#[lsi(name = "by_date", index = "lsi1", sk = "DATE#<created_at>")]`"#,
    ]
    lsi_with_pk: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[lsi(name = "by_email", pk = "USER", sk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        "pk": "a local index uses the table's partition key; remove `pk`, or write a `#[gsi(…)]`",
    ]
    unknown_projection: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", pk = "EMAIL#<email>", projection = "keys")] struct User { user_id: String, email: String }"# => [
        r#""keys""#: r#"unknown projection `keys`; write `"all"`, `"keys_only"`, or a list of attributes such as `["email"]`"#,
    ]
    empty_projection: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", pk = "EMAIL#<email>", projection = [])] struct User { user_id: String, email: String }"# => [
        "[]": r#"the projection is empty; write `projection = "keys_only"`"#,
    ]
    projection_of_no_texts: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", pk = "EMAIL#<email>", projection = [email])] struct User { user_id: String, email: String }"# => [
        "email": "the list of `projection` takes strings in quotes, separated by commas",
    ]
    readonly_with_value: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[readonly(true)] email: String }"# => [
        "readonly(true)": "`#[readonly]` takes no arguments; write `#[readonly]`",
    ]
    default_as_value: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[default = 5] level: u32 }"# => [
        "default = 5": "`#[default]` takes a value in parentheses; write `#[default]` or `#[default(0)]`",
    ]
    default_of_nothing: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[default()] level: u32 }"# => [
        "default()": "`#[default]` takes a value in parentheses; write `#[default]` or `#[default(0)]`",
    ]
    duplicate_field_options: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[readonly] #[default] #[entity(readonly, default = 1)] level: u32 }"# => [
        "readonly": "duplicate `readonly`; give it once",
        "default": "duplicate `default`; give it once",
    ]
    unknown_field_option: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[entity(read_only)] level: u32 }"# => [
        "read_only": "unknown option `read_only`, did you mean `readonly`; the options of `#[entity]` are `readonly`, `default`, `version`, `on_write`, `ttl`, `validate`, `get`, `set`, `unique`, `sensitive`, `precision`",
    ]
    field_option_with_value: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[entity(readonly = true)] level: u32 }"# => [
        "=": "`readonly` takes no value; write `readonly`",
    ]
    default_without_value: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[entity(default = , readonly)] level: u32 }"# => [
        "default": "`default` has no value; write `default = 0`",
    ]
    empty_field_attribute: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[entity] level: u32 }"# => [
        "entity": "`#[entity]` is empty; write `#[entity(readonly, default = 0)]`",
    ]
    field_attribute_on_the_struct: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[readonly] struct User { user_id: String, email: String }"# => [
        "readonly": "`#[readonly]` has no meaning here; write it on a field",
    ]
    index_on_a_field: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] struct User { user_id: String, #[gsi(name = "by_email", pk = "<email>")] email: String }"# => [
        "gsi": "`#[gsi]` has no meaning here; write it on the struct",
    ]
    two_mistakes_are_both_reported: r#"#[entity(pk = "USER#<user>", skk = "PROFILE")] #[gsi(pk = "EMAIL#<mail>")] struct User { user_id: String, email: String }"# => [
        "skk": "unknown option `skk`, did you mean `sk`; the options of `#[entity]` are `pk`, `sk`, `name`, `untyped`, `update`, `crate`",
        "gsi": r#"`#[gsi]` has no `name`; write `#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]`"#,
        r#""USER#<user>""#: "no field `user` in `User`; the fields are `user_id`, `email`; nearest: `user_id`",
        r#""EMAIL#<mail>""#: "no field `mail` in `User`; the fields are `user_id`, `email`; nearest: `email`",
    ]
}
