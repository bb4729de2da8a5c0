//! An index of an entity: the access pattern, DynamoDB's index, and the two sides of its key.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use super::field::FieldModel;
use super::side::{Resolver, SideKind, SideModel};
use crate::attr::entity::EntityAttr;
pub(crate) use crate::attr::index::IndexKind;
use crate::attr::index::{IndexAttr, ProjectionAttr};
use crate::error::Context;

pub(crate) struct IndexModel {
    /// The access pattern, which is the query method; `primary` for the table's own key.
    pub(crate) pattern: Ident,
    pub(crate) kind: IndexKind,
    /// DynamoDB's name of the index; `None` for the table's own key.
    pub(crate) index_name: Option<String>,
    /// Of what names the index.
    pub(crate) index_span: Span,
    pub(crate) pk: SideModel,
    pub(crate) sk: Option<SideModel>,
    pub(crate) projection: Projection,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Projection {
    All,
    KeysOnly,
    Include(Vec<String>),
}

impl IndexModel {
    pub(crate) fn primary(entity: &Ident, attr: EntityAttr, fields: &[FieldModel], context: &Context) -> Self {
        let resolver = Resolver {
            entity,
            fields,
            context,
        };
        let span = attr.span;
        IndexModel {
            pattern: Ident::new("primary", span),
            kind: IndexKind::Primary,
            index_name: None,
            index_span: span,
            pk: resolver.required_side(attr.pk, IndexKind::Primary, span),
            sk: attr.sk.map(|sk| resolver.side(sk, SideKind::Sk, IndexKind::Primary)),
            projection: Projection::All,
        }
    }

    /// `None` if the access pattern has no name, which has been reported.
    pub(crate) fn secondary(
        entity: &Ident,
        attr: IndexAttr,
        primary: &IndexModel,
        fields: &[FieldModel],
        context: &Context,
    ) -> Option<Self> {
        let resolver = Resolver {
            entity,
            fields,
            context,
        };
        let pk = match attr.kind {
            IndexKind::Lsi => primary.pk.clone(),
            IndexKind::Primary | IndexKind::Gsi => resolver.required_side(attr.pk, attr.kind, attr.span),
        };
        let sk = attr.sk.map(|sk| resolver.side(sk, SideKind::Sk, attr.kind));
        let name = attr.name?;
        let index = attr.index.as_ref().unwrap_or(&name);
        Some(IndexModel {
            index_name: Some(index.value()),
            index_span: index.span(),
            pattern: pattern(&name, context)?,
            kind: attr.kind,
            pk,
            sk,
            projection: match attr.projection {
                None | Some(ProjectionAttr::All) => Projection::All,
                Some(ProjectionAttr::KeysOnly) => Projection::KeysOnly,
                Some(ProjectionAttr::Include(attributes)) => {
                    Projection::Include(attributes.iter().map(LitStr::value).collect())
                }
            },
        })
    }

    /// The sides that are this index's own: a local index has the partition side of the table.
    pub(crate) fn own_sides(&self) -> impl Iterator<Item = (SideKind, &SideModel)> {
        let pk = (self.kind != IndexKind::Lsi).then_some((SideKind::Pk, &self.pk));
        let sk = self.sk.as_ref().map(|sk| (SideKind::Sk, sk));
        pk.into_iter().chain(sk)
    }
}

/// The name of a query method.
fn pattern(name: &LitStr, context: &Context) -> Option<Ident> {
    let message = match name.parse_with(Ident::parse_any) {
        Ok(ident) if name.parse::<Ident>().is_ok() && ident == ident.unraw() => return Some(ident),
        Ok(ident) => format!(
            "`{ident}` is a keyword and cannot name a query method; choose another name, as `by_{}`",
            ident.unraw()
        ),
        Err(_) => format!(
            "`{}` names a query method and is not an identifier; choose a name such as `by_email`",
            name.value()
        ),
    };
    context.error(name, message);
    None
}
