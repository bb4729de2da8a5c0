//! `#[entity(pk = "…", sk = "…", name = "…")]` on a struct.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{DeriveInput, LitStr, Path};

use super::option::{Grammar, Options, SERDE_NAMES, misplaced};
use super::symbol::{CRATE, DEFAULT, ENTITY, NAME, PK, READONLY, RENAME_ALL, SK};
use super::value::TextOrList;
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: ENTITY,
    example: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")]"#,
    options: &[
        (PK, r#"pk = "USER#<user_id>""#),
        (SK, r#"sk = "PROFILE""#),
        (NAME, r#"name = "User""#),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    refused: &[(RENAME_ALL, SERDE_NAMES)],
};

pub(crate) struct EntityAttr {
    /// Of the attribute's name, or of the struct's without one.
    pub(crate) span: Span,
    pub(crate) pk: Option<TextOrList>,
    pub(crate) sk: Option<TextOrList>,
    pub(crate) name: Option<LitStr>,
    pub(crate) crate_path: Option<Path>,
}

impl EntityAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut entity = EntityAttr {
            span: input.ident.span(),
            pk: None,
            sk: None,
            name: None,
            crate_path: None,
        };
        let mut options = Options::new(&GRAMMAR, context);
        let mut last = None;
        misplaced(&input.attrs, &[READONLY, DEFAULT], "a field", context);
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == ENTITY) {
            last = Some(attribute);
            entity.span = attribute.path().span();
            options.read(attribute, |option| {
                match option.keyword {
                    PK => entity.pk = Some(option.text_or_list()?),
                    SK => entity.sk = Some(option.text_or_list()?),
                    NAME => entity.name = Some(option.text()?),
                    _ => entity.crate_path = Some(option.path()?),
                }
                Ok(())
            });
        }
        match last {
            None => {
                let message = format!("`{}` has no primary key; write `{}`", input.ident, GRAMMAR.example);
                context.error(&input.ident, message);
            }
            Some(attribute) if options.lacks(PK) => {
                let message = format!("`{}` has no `pk`; write `{}`", input.ident, GRAMMAR.example);
                context.error(attribute.path(), message);
            }
            Some(_) => {}
        }
        entity
    }
}
