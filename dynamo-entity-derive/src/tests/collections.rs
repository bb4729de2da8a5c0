//! Collections: resolved models, and refused inputs.

use quote::ToTokens;

use crate::model::collection::{CollectionKind, MemberModel, Number};
use crate::pipeline::COLLECTION;
use crate::tests::{model, refused};

#[test]
fn fields_and_variants_are_members() {
    let details = model(
        &COLLECTION,
        r#"
            #[collection(query = "by_org", crate = "my::orm")]
            pub struct Details { pub card: Option<Card>, pub reactions: std::vec::Vec<a::Reaction>, pub org: Org }
        "#,
    );
    assert_eq!(
        (details.kind, details.pattern.text.as_str()),
        (CollectionKind::Struct, "by_org")
    );
    let members = details.members.iter().map(|MemberModel { ident, entity, number }| {
        (
            ident.to_string(),
            entity.to_token_stream().to_string().replace(' ', ""),
            *number,
        )
    });
    let expected = [
        ("card", "Card", Number::AtMostOne),
        ("reactions", "a::Reaction", Number::Any),
        ("org", "Org", Number::ExactlyOne),
    ];
    let expected = expected.map(|(field, entity, number)| (field.to_owned(), entity.to_owned(), number));
    assert_eq!(members.collect::<Vec<_>>(), expected);

    let items = model(&COLLECTION, "enum Item { Card(Card), Reaction(a::Reaction) }");
    assert_eq!(
        (items.kind, items.pattern.text.as_str()),
        (CollectionKind::Enum, "primary"),
        "the primary key, if not said"
    );
    assert_eq!(items.members.len(), 2);
}

refused! { COLLECTION
    collection_unknown_option: r#"#[collection(qery = "by_org")] struct Details { card: Card }"# => [
        "qery": "unknown option `qery`, did you mean `query`; the options of `#[collection]` are `query`, `crate`",
    ]
    collection_wrong_literal: "#[collection(query = by_org)] struct Details { card: Card }" => [
        "by_org": r#"`query` takes text; write `query = "primary"`"#,
    ]
    collection_empty_attribute: "#[collection] struct Details { card: Card }" => [
        "collection": r#"`#[collection]` is empty; write `#[collection(query = "primary")]`"#,
    ]
    collection_duplicate_option: r#"#[collection(query = "a", query = "b")] struct Details { card: Card }"# => [
        "query": "duplicate option `query`; give it once",
    ]
    collection_without_pattern: r#"#[collection(query = "")] struct Details { card: Card }"# => [
        r#""""#: r#"`query` is empty; name an access pattern that every member has, such as `query = "primary"`"#,
    ]
    collection_attribute_on_a_field: r#"struct Details { #[collection(query = "a")] card: Card }"# => [
        "collection": "`#[collection]` has no meaning here; write it on the struct or enum",
    ]
    collection_with_an_entity_twice: "struct Details { card: Card, cards: Vec<Card>, last: Option<a::Card> }" => [
        "Card": "duplicate entity `Card` in `Details`; name it in one place",
    ]
    collection_without_fields: "struct Details {}" => [
        "Details": "`Details` is without members; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_without_variants: "enum Item {}" => [
        "Item": "`Item` is without members; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_of_a_tuple_struct: "struct Details(Card);" => [
        "Details": "`Details` is a tuple struct; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_of_a_unit_struct: "struct Details;" => [
        "Details": "`Details` is a unit struct; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_of_a_union: "union Details { card: Card }" => [
        "Details": "`Details` is a union; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_of_a_generic_struct: "struct Details<T> { card: T }" => [
        "<T>": "`Details` is generic; `Collection` can be derived on a struct with one named field for each entity, or an enum with one variant for each, without generics",
    ]
    collection_of_wrong_variants: "enum Item { Card(Card), None, Pair(Card, Log), Named { log: Log } }" => [
        "None": "the variant `None` does not hold exactly one entity; write it like `Card(Card)`",
        "Pair": "the variant `Pair` does not hold exactly one entity; write it like `Card(Card)`",
        "Named": "the variant `Named` does not hold exactly one entity; write it like `Card(Card)`",
    ]
}
