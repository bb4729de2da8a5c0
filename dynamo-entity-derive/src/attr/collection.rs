//! `#[collection(query = "primary")]` on a struct or an enum.

use syn::{DeriveInput, LitStr, Path};

use crate::attr::option::{Grammar, Options};
use crate::attr::symbol::{COLLECTION, CRATE, QUERY};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: COLLECTION,
    example: r#"#[collection(query = "primary")]"#,
    options: &[
        (QUERY, r#"query = "primary""#),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    electrodb: &[],
    refused: &[],
};

#[derive(Default)]
pub(crate) struct CollectionAttr {
    pub(crate) query: Option<LitStr>,
    pub(crate) crate_path: Option<Path>,
}

impl CollectionAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut collection = CollectionAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        for attribute in input.attrs.iter().filter(|attribute| *attribute.path() == COLLECTION) {
            options.read(attribute, |option| {
                match option.keyword {
                    QUERY => collection.query = Some(option.text()?),
                    _ => collection.crate_path = Some(option.path()?),
                }
                Ok(())
            });
        }
        collection
    }
}
