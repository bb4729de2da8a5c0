//! Tables that are refused.

use crate::tests::refused;

refused! { TABLE
    no_attribute: "struct App;" => [
        "App": "`App` has no entities; write `#[table(entities(User, Card))]`",
    ]
    no_entities: r#"#[table(pk = "id")] struct App;"# => [
        "table": "`App` has no entities; write `#[table(entities(User, Card))]`",
    ]
    empty_list_of_entities: "#[table(entities())] struct App;" => [
        "()": "the list of `entities` is empty; write `entities(User, Card)`",
    ]
    entities_as_text: r#"#[table(entities = "User")] struct App;"# => [
        "=": "`entities` takes a list in parentheses; write `entities(User, Card)`",
    ]
    entities_that_are_no_types: r#"#[table(entities("User"))] struct App;"# => [
        r#""User""#: "`entities` takes types separated by commas; write `entities(User, Card)`",
    ]
    unknown_option: "#[table(entitis(User))] struct App;" => [
        "entitis": "unknown option `entitis`, did you mean `entities`; the options of `#[table]` are `entities`, `pk`, `sk`, `type_attribute`, `crate`",
    ]
    wrong_literal: "#[table(entities(User), pk = id)] struct App;" => [
        "id": r#"`pk` takes text; write `pk = "pk"`"#,
    ]
    duplicate_entity: "#[table(entities(User, Card, User))] struct App;" => [
        "User": "duplicate entity `User` in `App`; list it once",
    ]
    empty_attribute_name: r#"#[table(entities(User), pk = "")] struct App;"# => [
        r#""""#: "the name of a key attribute must have 1 to 255 bytes; write a name such as `pk`, or remove the option",
    ]
    one_attribute_for_two_keys: r#"#[table(entities(User), pk = "id", sk = "id")] struct App;"# => [
        r#""id""#: "`id` is both the partition key and the sort key of `App`; choose two names",
    ]
    type_attribute_is_a_key: r#"#[table(entities(User), type_attribute = "sk")] struct App;"# => [
        r#""sk""#: "`sk` is both the sort key and the type attribute of `App`; choose two names",
    ]
    index_without_name: r#"#[table(entities(User))] #[gsi(pk = "a")] struct App;"# => [
        "gsi": r#"`#[gsi]` has no `name`; write `#[gsi(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]`"#,
    ]
    index_unknown_option: r#"#[table(entities(User))] #[gsi(name = "gsi1", projection = "all")] struct App;"# => [
        "projection": "unknown option `projection`; the options of `#[gsi]` are `name`, `pk`, `sk`",
    ]
    index_twice: r#"#[table(entities(User))] #[gsi(name = "gsi1", pk = "a")] #[gsi(name = "gsi1", sk = "b")] struct App;"# => [
        r#""gsi1""#: "duplicate index `gsi1` of `App`; name its key attributes once",
    ]
    index_of_one_attribute: r#"#[table(entities(User))] #[gsi(name = "gsi1", pk = "a", sk = "a")] struct App;"# => [
        r#""a""#: "`a` is both the partition key and the sort key of the index `gsi1`; choose two names",
    ]
    index_on_the_type_attribute: r#"#[table(entities(User))] #[gsi(name = "gsi1", sk = "_type")] struct App;"# => [
        r#""_type""#: "`_type` is both a key of the index `gsi1` and the type attribute; choose two names",
    ]
    index_name_too_short: r#"#[table(entities(User))] #[gsi(name = "g1", pk = "a")] struct App;"# => [
        r#""g1""#: "`g1` cannot be the name of a DynamoDB index; write 3 to 255 letters, digits, `_`, `-` and `.`, such as `gsi1`",
    ]
    local_index_with_pk: r#"#[table(entities(User))] #[lsi(name = "lsi1", pk = "a")] struct App;"# => [
        "pk": "a local index uses the table's partition key; remove `pk`",
    ]
    struct_with_fields: "#[table(entities(User))] struct App { a: u8 }" => [
        "App": "`Table` can be derived on a unit struct without generics; write `struct App;`",
    ]
    enumeration: "#[table(entities(User))] enum App {}" => [
        "App": "`Table` can be derived on a unit struct without generics; write `struct App;`",
    ]
    generic: "#[table(entities(User))] struct App<T>;" => [
        "App": "`Table` can be derived on a unit struct without generics; write `struct App;`",
    ]
}
