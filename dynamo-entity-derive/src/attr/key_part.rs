//! `#[key_part(crate = "…")]` on a newtype or an enum.

use syn::{DeriveInput, Path};

use crate::attr::option::{Grammar, Options, SERDE_NAMES};
use crate::attr::symbol::{CRATE, KEY_PART, RENAME_ALL};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: KEY_PART,
    example: r#"#[key_part(crate = "my_crate::dynamo_entity")]"#,
    options: &[(CRATE, r#"crate = "my_crate::dynamo_entity""#)],
    electrodb: &[],
    refused: &[(RENAME_ALL, SERDE_NAMES)],
};

#[derive(Default)]
pub(crate) struct KeyPartAttr {
    pub(crate) crate_path: Option<Path>,
}

impl KeyPartAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut key_part = KeyPartAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == KEY_PART) {
            options.read(attribute, |option| {
                key_part.crate_path = Some(option.path()?);
                Ok(())
            });
        }
        key_part
    }
}
