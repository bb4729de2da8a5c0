//! The resolved `#[derive(Table)]`: the entities of a table and the names of its key attributes.

use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path};

use crate::attr::symbol::{ELECTRODB, VERSION_ATTRIBUTE};
use crate::attr::table::{TableAttr, TableIndexAttr};
use crate::error::Context;
use crate::model::dialect::require_electrodb;
use crate::model::{attribute_names, default_crate_path, shape};

pub(crate) struct TableModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) entities: Vec<Path>,
    /// The partition key's attribute. The entities decide whether there is a sort key.
    pub(crate) pk: AttributeName,
    pub(crate) sk: AttributeName,
    pub(crate) type_attribute: AttributeName,
    pub(crate) version_attribute: Option<AttributeName>,
    /// The indexes whose key attributes are renamed.
    pub(crate) indexes: Vec<TableIndexModel>,
}

pub(crate) struct TableIndexModel {
    pub(crate) name: AttributeName,
    /// `<name>pk` if not given.
    pub(crate) pk: Option<AttributeName>,
    /// `<name>sk` if not given.
    pub(crate) sk: Option<AttributeName>,
}

/// A name in DynamoDB, and its span.
pub(crate) struct AttributeName {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl TableModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = TableAttr::read(input, context);
        if !is_unit_struct(input) {
            let ident = &input.ident;
            let message = format!("`Table` can be derived on a unit struct without generics; write `struct {ident};`");
            context.error(ident, message);
            return None;
        }
        let or_default = |name: Option<LitStr>, default: &str| match name {
            Some(name) => AttributeName::of(&name),
            None => AttributeName {
                text: default.to_owned(),
                span: input.ident.span(),
            },
        };
        match (attr.electrodb, &attr.version_attribute) {
            (Some(span), _) => require_electrodb(ELECTRODB, span, context),
            (None, Some(name)) => require_electrodb(VERSION_ATTRIBUTE, name.span(), context),
            (None, None) => {}
        }
        let (default_type, default_version) = match attr.electrodb {
            Some(_) => (
                attribute_names::ELECTRODB_TYPE,
                Some(attribute_names::ELECTRODB_VERSION),
            ),
            None => (attribute_names::TYPE, None),
        };
        Some(TableModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            entities: attr.entities,
            pk: or_default(attr.pk, attribute_names::PARTITION_KEY),
            sk: or_default(attr.sk, attribute_names::SORT_KEY),
            version_attribute: match attr.version_attribute {
                Some(given) => Some(AttributeName::of(&given)),
                None => default_version.map(|default| or_default(None, default)),
            },
            type_attribute: or_default(attr.type_attribute, default_type),
            indexes: attr.indexes.iter().filter_map(TableIndexModel::resolve).collect(),
        })
    }
}

impl TableIndexModel {
    /// Returns `None` if the index has no name, which has been reported.
    fn resolve(attr: &TableIndexAttr) -> Option<Self> {
        Some(TableIndexModel {
            name: attr.name.as_ref().map(AttributeName::of)?,
            pk: attr.pk.as_ref().map(AttributeName::of),
            sk: attr.sk.as_ref().map(AttributeName::of),
        })
    }
}

impl AttributeName {
    fn of(literal: &LitStr) -> Self {
        AttributeName {
            text: literal.value(),
            span: literal.span(),
        }
    }
}

fn is_unit_struct(input: &DeriveInput) -> bool {
    let unit = matches!(&input.data, Data::Struct(data) if matches!(data.fields, Fields::Unit));
    unit && !shape::has_generics(input)
}
