//! `#[table(entities(User, Card), pk = "…", sk = "…", type_attribute = "…")]` on a table, and
//! `#[gsi(name = "gsi1", pk = "…", sk = "…")]`, `#[lsi(name = "lsi1", sk = "…")]`, which rename the
//! key attributes of an index.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, LitStr, Path};

use crate::attr::option::{Grammar, Options};
use crate::attr::symbol::{
    CRATE, ELECTRODB, ENTITIES, GSI, LSI, NAME, PK, SK, TABLE, TYPE_ATTRIBUTE, VERSION_ATTRIBUTE,
};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: TABLE,
    example: "#[table(entities(User, Card))]",
    options: &[
        (ENTITIES, "entities(User, Card)"),
        (PK, r#"pk = "pk""#),
        (SK, r#"sk = "sk""#),
        (TYPE_ATTRIBUTE, r#"type_attribute = "_type""#),
        (CRATE, r#"crate = "my_crate::dynamo_entity""#),
    ],
    electrodb: &[
        (ELECTRODB, "electrodb"),
        (VERSION_ATTRIBUTE, r#"version_attribute = "__edb_v__""#),
    ],
    refused: &[],
};

const GSI_GRAMMAR: Grammar = Grammar {
    attribute: GSI,
    example: r#"#[gsi(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]"#,
    options: &[
        (NAME, r#"name = "gsi1""#),
        (PK, r#"pk = "gsi1pk""#),
        (SK, r#"sk = "gsi1sk""#),
    ],
    electrodb: &[],
    refused: &[],
};

const LSI_GRAMMAR: Grammar = Grammar {
    attribute: LSI,
    example: r#"#[lsi(name = "lsi1", sk = "lsi1sk")]"#,
    options: &[(NAME, r#"name = "lsi1""#), (SK, r#"sk = "lsi1sk""#)],
    electrodb: &[],
    refused: &[(PK, "a local index uses the table's partition key; remove `pk`")],
};

#[derive(Default)]
pub(crate) struct TableAttr {
    pub(crate) entities: Vec<Path>,
    pub(crate) pk: Option<LitStr>,
    pub(crate) sk: Option<LitStr>,
    pub(crate) type_attribute: Option<LitStr>,
    pub(crate) version_attribute: Option<LitStr>,
    /// The span of `electrodb`: the type and version attributes have ElectroDB's names by default.
    pub(crate) electrodb: Option<Span>,
    pub(crate) crate_path: Option<Path>,
    pub(crate) indexes: Vec<TableIndexAttr>,
}

pub(crate) struct TableIndexAttr {
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) pk: Option<LitStr>,
    pub(crate) sk: Option<LitStr>,
}

impl TableAttr {
    pub(crate) fn read(input: &DeriveInput, context: &Context) -> Self {
        let mut table = TableAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        let mut last = None;
        for attribute in &input.attrs {
            let path = attribute.path();
            if *path == GSI {
                let index = TableIndexAttr::read(&GSI_GRAMMAR, attribute, context);
                table.indexes.push(index);
            } else if *path == LSI {
                let index = TableIndexAttr::read(&LSI_GRAMMAR, attribute, context);
                table.indexes.push(index);
            } else if *path == TABLE {
                last = Some(attribute);
                options.read(attribute, |option| {
                    match option.keyword {
                        ENTITIES => table.entities = option.paths()?,
                        PK => table.pk = Some(option.text()?),
                        SK => table.sk = Some(option.text()?),
                        TYPE_ATTRIBUTE => table.type_attribute = Some(option.text()?),
                        VERSION_ATTRIBUTE => table.version_attribute = Some(option.text()?),
                        ELECTRODB => {
                            option.flag()?;
                            table.electrodb = Some(option.ident.span());
                        }
                        _ => table.crate_path = Some(option.path()?),
                    }
                    Ok(())
                });
            }
        }
        let message = format!("`{}` has no entities; write `{}`", input.ident, GRAMMAR.example);
        match last {
            None => context.error(&input.ident, message),
            Some(attribute) if options.lacks(ENTITIES) => context.error(attribute.path(), message),
            Some(_) => {}
        }
        table
    }
}

impl TableIndexAttr {
    fn read(grammar: &'static Grammar, attribute: &Attribute, context: &Context) -> Self {
        let mut index = TableIndexAttr {
            span: attribute.path().span(),
            name: None,
            pk: None,
            sk: None,
        };
        let mut options = Options::new(grammar, context);
        options.read(attribute, |option| {
            match option.keyword {
                NAME => index.name = Some(option.text()?),
                PK => index.pk = Some(option.text()?),
                _ => index.sk = Some(option.text()?),
            }
            Ok(())
        });
        if options.lacks(NAME) {
            let Grammar {
                attribute: name,
                example,
                ..
            } = grammar;
            context.error_at(index.span, format_args!("`#[{name}]` has no `name`; write `{example}`"));
        }
        index
    }
}
