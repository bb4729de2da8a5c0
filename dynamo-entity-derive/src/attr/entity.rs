//! `#[entity(pk = "…", sk = "…", name = "…")]` on a struct.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{DeriveInput, LitStr, Path};

use crate::attr::electrodb::{
    ArrangementAttr, COLLECTION_FORM, ELECTRODB_FORM, SCOPE_FORM, ServiceAttr, SideAttr, TYPE_FORM,
};
use crate::attr::generated::{GeneratedAttr, TYPES};
use crate::attr::option::{Grammar, Options, SERDE_NAMES, misplaced};
use crate::attr::symbol::{
    COLLECTION, CONDITION, CRATE, CREATE, DEFAULT, ELECTRODB, ENTITY, FIELDS, KEY, NAME, PK, QUERY, READONLY,
    RENAME_ALL, SCOPE, SK, STEP, TYPE, UNTYPED, UPDATE,
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
        (KEY, r#"key = "ProfileKey""#),
        (FIELDS, r#"fields = "ProfileFields""#),
        (CREATE, r#"create = "NewProfile""#),
        (UPDATE, r#"update = "ProfileChanges""#),
        (QUERY, r#"query = "ProfileQuery""#),
        (STEP, r#"step = "ProfileStep""#),
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

pub(crate) struct EntityAttr {
    /// The span of the attribute's name, or of the struct's name if there is no attribute.
    pub(crate) span: Span,
    pub(crate) pk: Option<SideAttr>,
    pub(crate) sk: Option<SideAttr>,
    pub(crate) name: Option<LitStr>,
    /// `"skip"` or `"accept"`: how items without a type attribute are treated.
    pub(crate) untyped: Option<LitStr>,
    pub(crate) crate_path: Option<Path>,
    /// The options of generated types.
    pub(crate) generated: GeneratedAttr,
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
            crate_path: None,
            generated: GeneratedAttr::default(),
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
                    keyword if TYPES.contains(&keyword) => entity.generated.read_option(&option, context)?,
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
