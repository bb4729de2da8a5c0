//! Options of fields that are refused, alone or in combination.

use crate::model::entity::EntityModel;
use crate::model::field::Role;
use crate::pipeline::ENTITY;
use crate::tests::{model, refused};

refused! { ENTITY
    flags_with_values: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(version = 1)] b: u32, #[entity(ttl(true))] c: u32, #[entity(sensitive = "yes")] d: String }"# => [
        "=": "`version` takes no value; write `version`",
        "(true)": "`ttl` takes no value; write `ttl`",
        "=": "`sensitive` takes no value; write `sensitive`",
    ]
    values_missing: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(on_write)] b: u32, #[entity(validate)] c: u32, #[entity(set)] d: u32, #[entity(get =)] e: u32 }"# => [
        "on_write": "`on_write` has no value; write `on_write = Utc::now()`",
        "validate": "`validate` has no value; write `validate = is_email`",
        "set": "`set` has no value; write `set = path`",
        "get": "`get` has no value; write `get = path`",
    ]
    functions_as_text: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(validate = "is_email", set = "lowercase", get = 7)] b: String }"# => [
        "\"is_email\"": "`validate` takes the path of a function, not a string; write `validate = is_email`",
        "\"lowercase\"": "`set` takes the path of a function, not a string; write `set = path`",
        "7": "`get` takes the path of a function; write `get = path`",
    ]
    validate_in_parentheses: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(validate(is_email))] b: String, #[entity(validate(regex = 7))] c: String, #[entity(validate(pattern = "a"))] d: String }"# => [
        "is_email": r#"`validate(…)` takes only `regex`; write `validate(regex = "^.+@.+$")`"#,
        "7": r#"`validate(…)` takes only `regex`; write `validate(regex = "^.+@.+$")`"#,
        "pattern": r#"`validate(…)` takes only `regex`; write `validate(regex = "^.+@.+$")`"#,
    ]
    given_twice: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(ttl, ttl)] b: u32, #[readonly] #[entity(readonly)] c: u32 }"# => [
        "ttl": "duplicate option `ttl`; give it once",
        "readonly": "duplicate `readonly`; give it once",
    ]
    two_fields: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(version)] b: u32, #[entity(version)] c: u32, #[entity(ttl)] d: u32, #[entity(ttl)] e: u32 }"# => [
        "version": "`b` of `A` is already the `version`, and an item has only one; remove one of them",
        "ttl": "`d` of `A` is already the `ttl`, and an item has only one; remove one of them",
    ]
    no_attribute: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[serde(skip)] #[entity(version)] b: u32, #[serde(flatten)] #[entity(ttl, sensitive)] c: C, #[serde(skip)] #[entity(set = f, get = f, validate = g, on_write = 1)] d: u32 }"# => [
        "version": "`b` has no attribute of its own; remove `version`",
        "ttl": "`c` has no attribute of its own; remove `ttl`",
        "sensitive": "`c` has no attribute of its own; remove `sensitive`",
        "set": "`d` has no attribute of its own; remove `set`",
        "get": "`d` has no attribute of its own; remove `get`",
        "validate": "`d` has no attribute of its own; remove `validate`",
        "on_write": "`d` has no attribute of its own; remove `on_write`",
    ]
    unique_and_others: r#"#[entity(pk = "A#<a>")] struct A { #[entity(unique)] a: String, #[entity(unique, default = 1)] b: u32, #[entity(unique, version)] c: u32, #[entity(unique, on_write = 1)] d: u32, #[entity(ttl)] e: u32 }"# => [
        "default": "many items can have the same default, but only one can have a `unique` value; remove `default`",
        "unique": "a `version` starts at 0 and is incremented by every write; remove `unique`",
        "unique": "`on_write` is evaluated by every write, and every write would have to claim a unique value; remove `unique`",
        "unique": "`a` is part of the primary key, which no two items share; remove `unique`, or store the value in an item of its own",
        "unique": "DynamoDB deletes items with a `ttl` by itself, and their unique values would stay reserved; remove one of them",
        "unique": "DynamoDB deletes items with a `ttl` by itself, and their unique values would stay reserved; remove one of them",
        "unique": "DynamoDB deletes items with a `ttl` by itself, and their unique values would stay reserved; remove one of them",
        "unique": "DynamoDB deletes items with a `ttl` by itself, and their unique values would stay reserved; remove one of them",
    ]
    get_without_set: r#"#[entity(pk = "A#<a>")] #[gsi(name = "by_b", index = "gsi1", pk = "<b>")] struct A { #[entity(get = f)] a: String, #[entity(get = f)] b: String, #[entity(get = f, unique)] c: String, #[entity(get = f)] d: String, #[entity(set = f)] e: String }"# => [
        "get": "`a` is part of a key or `unique`, but `get` makes the loaded value differ from the stored one: add a `set` that reverses `get`, or remove `get`",
        "get": "`b` is part of a key or `unique`, but `get` makes the loaded value differ from the stored one: add a `set` that reverses `get`, or remove `get`",
        "get": "`c` is part of a key or `unique`, but `get` makes the loaded value differ from the stored one: add a `set` that reverses `get`, or remove `get`",
    ]
    unique_names: r##"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(unique)] #[serde(rename = "#b")] b: String }"## => [
        "unique": "the attribute name `#b` contains `#`, which `unique` does not allow; rename it, or remove `unique`",
    ]
    unique_in_an_entity_with_a_hash: r#"#[entity(pk = "A#<a>", name = "A#1")] struct A { a: String, #[entity(unique)] b: String }"# => [
        "unique": "the entity name `A#1` contains `#`, which `unique` does not allow; rename it, or remove `unique`",
    ]
    left_out: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[serde(skip_serializing)] b: String, #[serde(skip_serializing)] c: Option<String>, #[serde(skip_serializing, default)] d: String, #[serde(skip_serializing_if = "f", with = "m")] e: Option<u8>, #[serde(skip_serializing_if = "f", with = "m", default)] g: u8, #[serde(skip)] h: u8, #[serde(with = "of_i")] i: Option<u8>, #[serde(deserialize_with = "of_j", default)] j: Option<u8>, #[serde(with = "of_k")] k: u8 }"# => [
        "skip_serializing": "`b` is never written, so no item could be read back; add `default`, or replace the option with `skip`, which implies `default`",
        "skip_serializing_if": "`e` may be absent from an item, which then could not be read back: serde calls the function that reads it only if the attribute is present; add `default`",
        "\"of_i\"": "`i` is omitted if it is `None`, and the item could then not be read back: serde calls the function that reads it only if the attribute is present; add `default`",
    ]
    unique_within: r#"#[entity(pk = "O#<o>#T#<t>#U#<u>", sk = "X")] struct A { o: String, t: String, u: String, v: String, #[entity(unique(within = v))] b: String, #[entity(unique(within = tt))] c: String, #[entity(unique(within = t))] d: String, #[entity(unique(within = [o, t, u]))] e: String, #[entity(unique(within = []))] f: String, #[entity(unique(tenant = o))] g: String, #[entity(unique(within = "o"))] h: String, #[entity(unique(within = [o, v]))] i: String }"# => [
        "]": "`unique(…)` takes only `within`; write `unique(within = tenant_id)`",
        "tenant": "`unique(…)` takes only `within`; write `unique(within = tenant_id)`",
        "\"o\"": "`unique(…)` takes only `within`; write `unique(within = tenant_id)`",
        "v": "`v` is not part of the partition key, in which the values of `unique(within = …)` are reserved; begin `pk` with `<v>`, or remove `within`",
        "tt": "no field `tt` in `A`; the parts of the partition key are `o`, `t`, `u`",
        "unique": "the partition key has `<o>` before the fields of `within`; add it to `within`, or move it to the end of `pk`",
        "unique": "`within` names the whole primary key, which only one item has; remove `unique`",
        "v": "`v` is not part of the partition key, in which the values of `unique(within = …)` are reserved; begin `pk` with `<v>`, or remove `within`",
    ]
    unique_within_without_a_sort_key: r#"#[entity(pk = "T#<t>#U#<u>")] struct A { t: String, u: String, #[entity(unique(within = t))] b: String }"# => [
        "unique": "the values of `unique(within = …)` are reserved beside the items, which needs a sort key; add `sk`, or remove `within`",
    ]
    unique_with_a_value: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(unique = "email")] b: String }"# => [
        "=": "`unique` takes no value; write `unique`",
    ]
    version_and_others: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[readonly] #[default(1)] #[entity(version, ttl, validate = f, get = g, set = h, on_write = 1)] b: u32 }"# => [
        "readonly": "a `version` starts at 0 and is incremented by every write; remove `readonly`",
        "default": "a `version` starts at 0 and is incremented by every write; remove `default`",
        "on_write": "a `version` starts at 0 and is incremented by every write; remove `on_write`",
        "ttl": "a `version` starts at 0 and is incremented by every write; remove `ttl`",
        "validate": "a `version` starts at 0 and is incremented by every write; remove `validate`",
        "get": "a `version` starts at 0 and is incremented by every write; remove `get`",
        "set": "a `version` starts at 0 and is incremented by every write; remove `set`",
        "readonly": "`on_write` is evaluated by every write, but a `readonly` field is written only once; remove `readonly`",
        "default": "`on_write` is also the default; remove `default`",
    ]
    on_write_and_others: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(on_write = 1, readonly, default = 2)] b: u32 }"# => [
        "readonly": "`on_write` is evaluated by every write, but a `readonly` field is written only once; remove `readonly`",
        "default": "`on_write` is also the default; remove `default`",
    ]
    serde_functions: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[serde(with = "ts_seconds")] #[entity(ttl)] b: T, #[serde(deserialize_with = "f")] #[entity(set = g, validate = h)] c: T, #[serde(with = "m")] #[entity(sensitive)] d: T }"# => [
        "ttl": "`ttl` depends on how the field is stored, which serde's `with` functions hide; remove one of them",
        "set": "`set` depends on how the field is stored, which serde's `with` functions hide; remove one of them",
        "validate": "`validate` depends on how the field is stored, which serde's `with` functions hide; remove one of them",
    ]
    keys: r#"#[entity(pk = "A#<a>#<b:020>", sk = "<c>")] #[gsi(name = "by_d", pk = "<b:020>")] #[gsi(name = "by_e", pk = ["<b>"])] struct A { a: String, #[entity(version)] b: u64, #[entity(on_write = now())] c: T }"# => [
        "\"A#<a>#<b:020>\"": "every write changes the `version` field `b`, so it cannot be part of a key; use another field",
        "\"<c>\"": "every write changes the `on_write` field `c`, so it cannot be part of the primary key; use another field",
        "\"<b:020>\"": "every write changes the `version` field `b`, so it cannot be part of a key; use another field",
        "\"<b>\"": "every write changes the `version` field `b`, so it cannot be part of a key; use another field",
    ]
    beside_on_write: r#"#[entity(pk = "A#<a>")] #[gsi(name = "by_d", pk = "D#<b>#<a>#<c>", sk = "<c>#<r>#<e>")] struct A { a: String, b: String, #[entity(on_write = now())] c: T, #[entity(on_write = now())] e: T, #[readonly] r: String }"# => [
        "\"D#<b>#<a>#<c>\"": "every update of a `A` rewrites this key because of `c`, but does not know `b`; give `c` a side of its own, or combine it only with parts of the primary key",
        "\"<c>#<r>#<e>\"": "every update of a `A` rewrites this key because of `c`, but does not know `r`; give `c` a side of its own, or combine it only with parts of the primary key",
    ]
}

#[cfg(feature = "regex")]
refused! { ENTITY
    patterns: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(validate(regex = "(a"))] b: String, #[entity(validate(regex = "\\p{Nonsense}"))] c: String, #[entity(validate(regex = "a(?=b)"))] d: String }"# => [
        "\"(a\"": "this is not a regular expression of the crate `regex`: unclosed group",
        "\"\\\\p{Nonsense}\"": "this is not a regular expression of the crate `regex`: Unicode property not found",
        "\"a(?=b)\"": "this is not a regular expression of the crate `regex`: look-around, including look-ahead and look-behind, is not supported",
    ]
}

#[cfg(not(feature = "regex"))]
refused! { ENTITY
    patterns: r#"#[entity(pk = "A#<a>")] struct A { a: String, #[entity(validate(regex = "a"))] b: String }"# => [
        "\"a\"": "`validate(regex = …)` needs the feature `regex` of `dynamo-entity`; add `regex` to its `features` in Cargo.toml",
    ]
}

#[test]
fn version_and_on_write_fields_have_their_role_and_default() {
    let source = r#"
        #[entity(pk = "A#<a>")]
        #[gsi(name = "recent", pk = "A", sk = "<c>#<a>")]
        struct A { a: String, #[entity(version)] b: u32, #[entity(on_write = now())] c: T, d: String }
    "#;
    let entity: EntityModel = model(&ENTITY, source);
    let fields: Vec<_> = entity
        .fields
        .iter()
        .map(|field| (field.role.clone(), field.default.is_some()))
        .collect();
    let expected = [
        (Role::KeyPart, false),
        (Role::KeptUp, true),
        (Role::KeptUp, true),
        (Role::Plain, false),
    ];
    assert_eq!(fields, expected);
    assert!(entity.groups.is_empty());
}
