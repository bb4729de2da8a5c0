//! Indexes and access patterns that are refused, alone or in combination.

use crate::tests::refused;

refused! { ENTITY
    list_of_a_bare_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["status"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#""status""#: "`status` in a list of attributes is not a single field; write `<status>`",
    ]
    list_of_a_template: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["STATUS#<status>"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#""STATUS#<status>""#: "`STATUS#<status>` in a list of attributes is not a single field; write `<field>`",
    ]
    list_with_a_format: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["<status:lower>"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#""<status:lower>""#: "`<status:lower>` in a list of attributes is not a single field; write `<status>`",
    ]
    list_of_an_unknown_field: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["<stat>"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#""<stat>""#: "no field `stat` in `User`; the fields are `user_id`, `status`, `level`, `team`, `city`, `zip`; nearest: `status`",
    ]
    list_too_long: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["<user_id>", "<status>", "<level>", "<team>", "<city>"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#"["<user_id>", "<status>", "<level>", "<team>", "<city>"]"#: "a key has 1 to 4 attributes, not 5; write a template instead",
    ]
    list_of_nothing: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = [])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        "[]": "a key has 1 to 4 attributes, not 0; write a template instead",
    ]
    list_of_one_field_twice: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["<status>", "<status>"])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        r#""<status>""#: "duplicate attribute `<status>`; list it once",
    ]
    list_of_the_other_side: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = ["<status>"], sk = ["<level>", "<status>"])] struct User { user_id: String, status: String, level: u32 }"# => [
        r#""<status>""#: "`status` is in both sides of `by_status`, but DynamoDB allows an attribute only once in the key of an index; remove it from one side",
    ]
    list_of_no_texts: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_status", pk = [status])] struct User { user_id: String, status: String, level: u32, team: String, city: String, zip: String }"# => [
        "status": "the list of `pk` takes strings in quotes, separated by commas",
    ]
    list_in_the_primary_key: r#"#[entity(pk = ["<user_id>"])] struct User { user_id: String, email: String }"# => [
        r#"["<user_id>"]"#: "only a `#[gsi(…)]` can have keys of several attributes; write one template",
    ]
    list_in_a_local_index: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[lsi(name = "by_email", sk = ["<email>"])] struct User { user_id: String, email: String }"# => [
        r#"["<email>"]"#: "only a `#[gsi(…)]` can have keys of several attributes; write one template",
    ]
    local_index_without_a_table_sort_key: r#"#[entity(pk = "USER#<user_id>")] #[lsi(name = "by_email", sk = "<email>")] struct User { user_id: String, email: String }"# => [
        r#""by_email""#: "DynamoDB allows local indexes only on a table with a sort key; give `User` an `sk`, or write a `#[gsi(…)]`",
    ]
    two_patterns_of_one_name: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>")] #[gsi(name = "by_email", index = "gsi2", pk = "MAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""by_email""#: "two access patterns are named `by_email` in `User`, on the indexes `gsi1` and `gsi2`; choose another name for one",
    ]
    two_patterns_on_one_index: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>")] #[gsi(name = "by_mail", index = "gsi1", pk = "MAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""gsi1""#: "the patterns `by_email` and `by_mail` of `User` both use the index `gsi1`, but an item has one key in an index; move one to another index",
    ]
    pattern_is_a_keyword: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "type", index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""type""#: "`type` is a keyword and cannot name a query method; choose another name, such as `by_type`",
    ]
    pattern_is_no_identifier: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by email", index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""by email""#: "`by email` names a query method and is not an identifier; choose a name such as `by_email`",
    ]
    pattern_is_empty: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "", index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""""#: "`` names a query method and is not an identifier; choose a name such as `by_email`",
    ]
    pattern_is_primary: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "primary", index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""primary""#: "`primary` queries the table's own key; choose another name for this index's access pattern",
    ]
    pattern_with_an_underscore: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "__by_email", index = "gsi1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""__by_email""#: "names that begin with `_` are reserved for generated code; choose another name than `__by_email`",
    ]
    index_name_too_short: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", index = "g1", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""g1""#: "`g1` cannot be the name of a DynamoDB index; write 3 to 255 letters, digits, `_`, `-` and `.`, such as `gsi1`",
    ]
    index_name_with_a_space: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")] #[gsi(name = "by_email", index = "by email", pk = "EMAIL#<email>")] struct User { user_id: String, email: String }"# => [
        r#""by email""#: "`by email` cannot be the name of a DynamoDB index; write 3 to 255 letters, digits, `_`, `-` and `.`, such as `gsi1`",
    ]
    sort_part_named_like_a_query_method: r#"#[entity(pk = "USER", sk = "LIMIT#<limit>")] #[gsi(name = "by_eq", pk = "USER", sk = "<eq>#<limit>")] struct User { limit: String, eq: String }"# => [
        r#""LIMIT#<limit>""#: r#"`limit` in the sort key of `primary` has the name of a query method; choose another name for the field, and keep the attribute with `#[serde(rename = "limit")]`"#,
        r#""<eq>#<limit>""#: r#"`eq` in the sort key of `by_eq` has the name of a query method; choose another name for the field, and keep the attribute with `#[serde(rename = "eq")]`"#,
    ]
}
