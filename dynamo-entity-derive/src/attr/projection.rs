//! `#[projection(entity = User)]` on a struct.

use syn::{DeriveInput, Path};

use crate::attr::option::{Grammar, Options, SERDE_NAMES};
use crate::attr::symbol::{CRATE, ENTITY, PROJECTION, RENAME_ALL};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: PROJECTION,
    example: "#[projection(entity = User)]",
    options: &[
        (ENTITY, "entity = User"),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    electrodb: &[],
    refused: &[(RENAME_ALL, SERDE_NAMES)],
};

#[derive(Default)]
pub(crate) struct ProjectionAttr {
    pub(crate) entity: Option<Path>,
    pub(crate) crate_path: Option<Path>,
}

impl ProjectionAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut projection = ProjectionAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        let mut last = None;
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == PROJECTION) {
            last = Some(attribute);
            options.read(attribute, |option| {
                match option.keyword {
                    ENTITY => projection.entity = Some(option.ty()?),
                    _ => projection.crate_path = Some(option.path()?),
                }
                Ok(())
            });
        }
        let message = format!("`{}` names no entity; write `{}`", input.ident, GRAMMAR.example);
        match last {
            None => context.error(&input.ident, message),
            Some(attribute) if options.lacks(ENTITY) => context.error(attribute.path(), message),
            Some(_) => {}
        }
        projection
    }
}
