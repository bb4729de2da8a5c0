//! `#[document(crate = "…")]` on a struct.

use syn::{DeriveInput, Path};

use crate::attr::option::{Grammar, Options, SERDE_NAMES};
use crate::attr::symbol::{CRATE, DOCUMENT, RENAME_ALL};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: DOCUMENT,
    example: r#"#[document(crate = "my_crate::dynamo_entity")]"#,
    options: &[(CRATE, r#"crate = "my_crate::dynamo_entity""#)],
    electrodb: &[],
    refused: &[(RENAME_ALL, SERDE_NAMES)],
};

#[derive(Default)]
pub(crate) struct DocumentAttr {
    pub(crate) crate_path: Option<Path>,
}

impl DocumentAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut document = DocumentAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == DOCUMENT) {
            options.read(attribute, |option| {
                document.crate_path = Some(option.path()?);
                Ok(())
            });
        }
        document
    }
}
