//! Key parts: resolved models, and types on which `#[derive(KeyPart)]` is refused.

use quote::quote;

use crate::expand::key_part::expand;
use crate::model::key_part::KeyPartKind;
use crate::pipeline::KEY_PART;
use crate::tests::{model, refused};

/// Each variant's text.
fn texts(source: &str) -> Vec<String> {
    match model(&KEY_PART, source).kind {
        KeyPartKind::Variants(variants) => variants.into_iter().map(|variant| variant.text).collect(),
        KeyPartKind::Newtype { .. } => panic!("an enum"),
    }
}

#[test]
fn variants_are_written_as_serde_writes_them() {
    assert_eq!(texts("enum Status { Draft, InReview }"), ["Draft", "InReview"]);
    assert_eq!(
        texts(r#"#[serde(rename_all = "snake_case")] enum Status { InReview, #[serde(rename = "Done!")] Done }"#),
        ["in_review", "Done!"]
    );
    assert_eq!(
        texts(r#"enum Status { #[serde(rename(serialize = "w", deserialize = "r"))] Draft, r#Type }"#),
        ["w", "Type"]
    );
}

#[test]
fn an_enum() {
    let status = model(
        &KEY_PART,
        r#"#[serde(rename_all = "lowercase")] enum Status { Draft, Published }"#,
    );
    let expected = quote! {
        const _: () = {
            use ::dynamo_entity::__private as __p;

            #[automatically_derived]
            impl __p::DerivedPart for Status {
                type Inner = __p::UnitText<true>;

                fn inner(&self) -> &Self::Inner {
                    match self {
                        Self::Draft => &__p::UnitText("draft"),
                        Self::Published => &__p::UnitText("published"),
                    }
                }

                fn copied(&self) -> Self {
                    match self {
                        Self::Draft => Self::Draft,
                        Self::Published => Self::Published,
                    }
                }
            }

            #[automatically_derived]
            impl<const __DIGITS: u8> __p::SetElement<__DIGITS> for Status
            where
                for<'trivial> ::std::string::String: __p::SetElement<__DIGITS>,
            {
                const SET: &'static __p::Shape = <::std::string::String as __p::SetElement<__DIGITS>>::SET;
            }

            #[automatically_derived]
            impl<const __DIGITS: u8> __p::Shaped<__DIGITS> for Status
            where
                for<'trivial> ::std::string::String: __p::Shaped<__DIGITS>,
            {
                const SHAPE: &'static __p::Shape = <::std::string::String as __p::Shaped<__DIGITS>>::SHAPE;
            }
        };
    };
    assert_eq!(expand(&status).to_string(), expected.to_string());
}

#[test]
fn texts_that_begin_with_another_are_not_prefix_free() {
    let expansion = |source| expand(&model(&KEY_PART, source)).to_string();
    assert!(expansion(r#"#[serde(rename_all = "snake_case")] enum Status { In, InReview }"#).contains("< false >"));
    assert!(expansion("enum Status { Only }").contains("< true >"));
}

#[test]
fn a_newtype() {
    let id = model(
        &KEY_PART,
        r#"#[key_part(crate = "my::orm")] pub struct UserId(pub String);"#,
    );
    let expected = quote! {
        const _: () = {
            use my::orm::__private as __p;

            #[automatically_derived]
            impl __p::DerivedPart for UserId {
                type Inner = String;

                fn inner(&self) -> &Self::Inner {
                    &self.0
                }

                fn copied(&self) -> Self {
                    Self { 0: __p::KeyPart::__copy(&self.0) }
                }
            }

            #[automatically_derived]
            impl<const __DIGITS: u8> __p::SetElement<__DIGITS> for UserId
            where
                for<'trivial> String: __p::SetElement<__DIGITS>,
            {
                const SET: &'static __p::Shape = <String as __p::SetElement<__DIGITS>>::SET;
            }

            #[automatically_derived]
            impl<const __DIGITS: u8> __p::Shaped<__DIGITS> for UserId
            where
                for<'trivial> String: __p::Shaped<__DIGITS>,
            {
                const SHAPE: &'static __p::Shape = <String as __p::Shaped<__DIGITS>>::SHAPE;
            }
        };
    };
    assert_eq!(expand(&id).to_string(), expected.to_string());
}

#[test]
fn a_newtype_with_a_named_field() {
    let id = model(&KEY_PART, "#[serde(transparent)] struct UserId { text: String }");
    assert!(expand(&id).to_string().contains("& self . text"));
}

refused! { KEY_PART
    generic_enum: "enum Status<T> { Draft }" => [
        "<T>": "`Status` is generic; `KeyPart` can be derived on a struct with one field or an enum without data, without generics",
    ]
    a_union: "union Id { a: u8 }" => [
        "Id": "`Id` is a union; `KeyPart` can be derived on a struct with one field or an enum without data, without generics",
    ]
    unit_struct: "struct Id;" => [
        "Id": "`Id` has 0 fields; `KeyPart` can be derived on a struct with one field or an enum without data, without generics",
    ]
    two_fields: "struct Id(String, String);" => [
        "Id": "`Id` has 2 fields; `KeyPart` can be derived on a struct with one field or an enum without data, without generics",
    ]
    named_field_without_transparent: "struct Id { text: String }" => [
        "Id": "serde stores `Id` as a map, which cannot be part of a key; write `struct Id(…);`, or add `#[serde(transparent)]`",
    ]
    generic: "struct Id<T>(T);" => [
        "<T>": "`Id` is generic; `KeyPart` can be derived on a struct with one field or an enum without data, without generics",
    ]
    enum_without_variants: "enum Status {}" => [
        "Status": "`Status` has no variants, so it has no text for a key; add a variant",
    ]
    enum_with_data: "enum Status { Draft, Published(String), Archived { by: String } }" => [
        "(String)": "`Status::Published` holds data, but only the names of variants can be part of a key; remove the data, or use its parts as fields",
        "{ by: String }": "`Status::Archived` holds data, but only the names of variants can be part of a key; remove the data, or use its parts as fields",
    ]
    two_variants_of_one_text: r#"#[serde(rename_all = "lowercase")] enum Status { Draft, #[serde(rename = "draft")] New }"# => [
        "New": "serde writes both `Draft` and `New` of `Status` as `draft`; rename one of them",
    ]
    empty_text: r#"enum Status { #[serde(rename = "")] Draft }"# => [
        "Draft": "serde writes `Status::Draft` as an empty string, which cannot be part of a key; rename it",
    ]
    unknown_option: r#"#[key_part(create = "x")] struct Id(String);"# => [
        "create": "unknown option `create`, did you mean `crate`; the options of `#[key_part]` are `crate`",
    ]
    rename_all: r#"#[key_part(rename_all = "lowercase")] enum Status { Draft }"# => [
        "rename_all": r#"serde names the attributes; write `#[serde(rename_all = "…")]`"#,
    ]
    empty_attribute: "#[key_part] struct Id(String);" => [
        "key_part": r#"`#[key_part]` is empty; write `#[key_part(crate = "my_crate::dynamo_entity")]`"#,
    ]
}
