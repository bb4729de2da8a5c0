//! `#[changes(entity = User)]` or `#[changes(document = Address)]` on a struct.

use syn::{DeriveInput, Ident, Path};

use crate::attr::option::{Grammar, Options, SERDE_NAMES};
use crate::attr::symbol::{CHANGES, CRATE, DOCUMENT, EDIT, ENTITY, RENAME_ALL};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: CHANGES,
    example: "#[changes(entity = User)]",
    options: &[
        (ENTITY, "entity = User"),
        (DOCUMENT, "document = Address"),
        (EDIT, "edit"),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    electrodb: &[],
    refused: &[(RENAME_ALL, SERDE_NAMES)],
};

#[derive(Default)]
pub(crate) struct ChangesAttr {
    pub(crate) entity: Option<Path>,
    pub(crate) document: Option<Path>,
    /// The keyword `edit`.
    pub(crate) edit: Option<Ident>,
    pub(crate) crate_path: Option<Path>,
}

impl ChangesAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut changes = ChangesAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        let mut last = None;
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == CHANGES) {
            last = Some(attribute);
            options.read(attribute, |option| {
                match option.keyword {
                    ENTITY => changes.entity = Some(option.ty()?),
                    DOCUMENT => changes.document = Some(option.ty()?),
                    EDIT => {
                        option.flag()?;
                        changes.edit = Some(option.ident);
                    }
                    _ => changes.crate_path = Some(option.path()?),
                }
                Ok(())
            });
        }
        let message = format!(
            "`{}` names nothing that it changes; write `{}`, or `document = …`",
            input.ident, GRAMMAR.example
        );
        match last {
            None => context.error(&input.ident, message),
            Some(attribute) if options.lacks(ENTITY) && options.lacks(DOCUMENT) => {
                context.error(attribute.path(), message);
            }
            Some(_) => {}
        }
        changes
    }
}
