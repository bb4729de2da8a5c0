//! `#[gsi(name = "…", index = "…", pk = "…", sk = "…", projection = …)]` and
//! `#[lsi(name = "…", index = "…", sk = "…", projection = …)]` on an entity.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr};

use crate::attr::electrodb::{ArrangementAttr, COLLECTION_FORM, CONDITION_FORM, SCOPE_FORM, SideAttr, TYPE_FORM};
use crate::attr::option::{Grammar, Options};
use crate::attr::symbol::{
    COLLECTION, CONDITION, GSI, INDEX, INVERTED, LSI, NAME, PK, PROJECTION, SCOPE, SK, Symbol, TYPE,
};
use crate::attr::value::TextOrList;
use crate::error::Context;

const NAME_FORM: (Symbol, &str) = (NAME, r#"name = "by_email""#);
const INDEX_FORM: (Symbol, &str) = (INDEX, r#"index = "gsi1""#);
const PROJECTION_FORM: (Symbol, &str) = (PROJECTION, r#"projection = "keys_only""#);

const GSI_GRAMMAR: Grammar = Grammar {
    attribute: GSI,
    example: r#"#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]"#,
    options: &[
        NAME_FORM,
        INDEX_FORM,
        (PK, r#"pk = "EMAIL#<email>""#),
        (SK, r#"sk = "CARD#<created_at>""#),
        PROJECTION_FORM,
        (INVERTED, "inverted"),
    ],
    electrodb: &[TYPE_FORM, COLLECTION_FORM, SCOPE_FORM, CONDITION_FORM],
    refused: &[],
};

const LSI_GRAMMAR: Grammar = Grammar {
    attribute: LSI,
    example: r#"#[lsi(name = "by_date", index = "lsi1", sk = "DATE#<created_at>")]"#,
    options: &[
        NAME_FORM,
        (INDEX, r#"index = "lsi1""#),
        (SK, r#"sk = "DATE#<created_at>""#),
        PROJECTION_FORM,
    ],
    electrodb: &[TYPE_FORM, COLLECTION_FORM, CONDITION_FORM],
    refused: &[(
        PK,
        "a local index uses the table's partition key; remove `pk`, or write a `#[gsi(…)]`",
    )],
};

/// The kind of a DynamoDB index.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum IndexKind {
    Primary,
    Gsi,
    Lsi,
}

pub(crate) struct IndexAttr {
    pub(crate) kind: IndexKind,
    /// The span of the attribute's name, for errors about the whole attribute.
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) index: Option<LitStr>,
    pub(crate) pk: Option<SideAttr>,
    pub(crate) sk: Option<SideAttr>,
    pub(crate) projection: Option<ProjectionAttr>,
    pub(crate) arrangement: ArrangementAttr,
    /// `inverted`: the sides are those of the table's key, exchanged.
    pub(crate) inverted: Option<Span>,
}

pub(crate) enum ProjectionAttr {
    All,
    KeysOnly,
    Include(Vec<LitStr>),
}

impl IndexAttr {
    /// Reads the indexes in the order in which they are written.
    pub(crate) fn read_all(attributes: &[Attribute], context: &Context) -> Vec<Self> {
        let read = |attribute: &Attribute| match attribute.path() {
            path if *path == GSI => Some(Self::read(IndexKind::Gsi, &GSI_GRAMMAR, attribute, context)),
            path if *path == LSI => Some(Self::read(IndexKind::Lsi, &LSI_GRAMMAR, attribute, context)),
            _ => None,
        };
        attributes.iter().filter_map(read).collect()
    }

    fn read(kind: IndexKind, grammar: &'static Grammar, attribute: &Attribute, context: &Context) -> Self {
        let mut index = IndexAttr {
            kind,
            span: attribute.path().span(),
            name: None,
            index: None,
            pk: None,
            sk: None,
            projection: None,
            arrangement: ArrangementAttr::default(),
            inverted: None,
        };
        let mut options = Options::new(grammar, context);
        options.read(attribute, |option| {
            match option.keyword {
                NAME => index.name = Some(option.text()?),
                INDEX => index.index = Some(option.text()?),
                PK => index.pk = Some(SideAttr::read(&option, context)?),
                SK => index.sk = Some(SideAttr::read(&option, context)?),
                TYPE | COLLECTION | SCOPE | CONDITION => index.arrangement.read_option(&option)?,
                INVERTED => {
                    option.flag()?;
                    index.inverted = Some(option.ident.span());
                }
                _ => index.projection = Some(ProjectionAttr::read(option.text_or_list()?)?),
            }
            Ok(())
        });
        let required = match kind {
            IndexKind::Lsi => [NAME, SK],
            _ => [NAME, PK],
        };
        for keyword in required
            .into_iter()
            .filter(|&keyword| options.lacks(keyword) && (index.inverted.is_none() || keyword == NAME))
        {
            let Grammar {
                attribute: name,
                example,
                ..
            } = grammar;
            context.error_at(
                index.span,
                format_args!("`#[{name}]` has no `{keyword}`; write `{example}`"),
            );
        }
        index
    }
}

impl ProjectionAttr {
    fn read(value: TextOrList) -> syn::Result<Self> {
        match value {
            TextOrList::List(span, attributes) if attributes.is_empty() => Err(syn::Error::new(
                span,
                r#"the projection is empty; write `projection = "keys_only"`"#,
            )),
            TextOrList::List(_, attributes) => Ok(ProjectionAttr::Include(attributes)),
            TextOrList::Text(text) => match text.value().as_str() {
                "all" => Ok(ProjectionAttr::All),
                "keys_only" => Ok(ProjectionAttr::KeysOnly),
                unknown => Err(syn::Error::new(
                    text.span(),
                    format!(
                        r#"unknown projection `{unknown}`; write `"all"`, `"keys_only"`, or a list of attributes such as `["email"]`"#
                    ),
                )),
            },
        }
    }
}
