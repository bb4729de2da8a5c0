//! `#[entity(pk = "…", sk = "…", name = "…")]` on a struct.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{DeriveInput, LitStr, Path};

use crate::attr::electrodb::{
    ArrangementAttr, COLLECTION_FORM, ELECTRODB_FORM, SCOPE_FORM, ServiceAttr, SideAttr, TYPE_FORM,
};
use crate::attr::option::{Grammar, Options, SERDE_NAMES, misplaced};
use crate::attr::symbol::{
    COLLECTION, CONDITION, CRATE, DEFAULT, DENY_UNKNOWN_FIELDS, ELECTRODB, ENTITY, NAME, PK, READONLY, RENAME_ALL,
    SCOPE, SK, TYPE, UNTYPED, UPDATE,
};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: ENTITY,
    example: r#"#[entity(pk = "USER#<user_id>", sk = "PROFILE")]"#,
    options: &[
        (PK, r#"pk = "USER#<user_id>""#),
        (SK, r#"sk = "PROFILE""#),
        (NAME, r#"name = "User""#),
        (UNTYPED, r#"untyped = "accept""#),
        (UPDATE, UPDATE_FORM),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    electrodb: &[ELECTRODB_FORM, TYPE_FORM, COLLECTION_FORM, SCOPE_FORM],
    refused: &[
        (RENAME_ALL, SERDE_NAMES),
        (
            CONDITION,
            "the table holds every item, so its key takes no `condition`; write the `condition` on a `#[gsi(…)]`",
        ),
    ],
};

const UPDATE_FORM: &str = "update(deny_unknown_fields)";

const UPDATE_GRAMMAR: Grammar = Grammar {
    attribute: UPDATE,
    example: UPDATE_FORM,
    options: &[(DENY_UNKNOWN_FIELDS, "deny_unknown_fields")],
    electrodb: &[],
    refused: &[],
};

pub(crate) struct EntityAttr {
    /// The span of the attribute's name, or of the struct's name if there is no attribute.
    pub(crate) span: Span,
    pub(crate) pk: Option<SideAttr>,
    pub(crate) sk: Option<SideAttr>,
    pub(crate) name: Option<LitStr>,
    /// `"skip"` or `"accept"`: how items without a type attribute are treated.
    pub(crate) untyped: Option<LitStr>,
    /// `update(deny_unknown_fields)`
    pub(crate) update_denies_unknown_fields: bool,
    pub(crate) crate_path: Option<Path>,
    /// The ElectroDB service, if the keys are ElectroDB's.
    pub(crate) service: Option<ServiceAttr>,
    pub(crate) arrangement: ArrangementAttr,
}

impl EntityAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut entity = EntityAttr {
            span: input.ident.span(),
            pk: None,
            sk: None,
            name: None,
            untyped: None,
            update_denies_unknown_fields: false,
            crate_path: None,
            service: None,
            arrangement: ArrangementAttr::default(),
        };
        let mut options = Options::new(&GRAMMAR, context);
        let mut last = None;
        misplaced(&input.attrs, &[READONLY, DEFAULT], "a field", context);
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == ENTITY) {
            last = Some(attribute);
            entity.span = attribute.path().span();
            options.read(attribute, |option| {
                match option.keyword {
                    PK => entity.pk = Some(SideAttr::read(&option, context)?),
                    SK => entity.sk = Some(SideAttr::read(&option, context)?),
                    NAME => entity.name = Some(option.text()?),
                    UNTYPED => entity.untyped = Some(option.text()?),
                    UPDATE => {
                        let group = option.group()?;
                        Options::new(&UPDATE_GRAMMAR, context).read_tokens(group.stream(), |option| {
                            entity.update_denies_unknown_fields = true;
                            option.flag()
                        });
                    }
                    ELECTRODB => entity.service = Some(ServiceAttr::read(&option, context)),
                    TYPE | COLLECTION | SCOPE => entity.arrangement.read_option(&option)?,
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
