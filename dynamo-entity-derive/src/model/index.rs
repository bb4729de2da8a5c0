//! An index of an entity: its access pattern, its DynamoDB index, and the two sides of its key.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Path};

use crate::attr::electrodb::SideAttr;
use crate::attr::entity::EntityAttr;
use crate::attr::index::{IndexAttr, IndexKind, ProjectionAttr};
use crate::error::Context;
use crate::model::dialect::Dialect;
use crate::model::electrodb::arrangement::Arrangement;
use crate::model::field::FieldModel;
use crate::model::side::{Place, Resolver, SideModel};
use crate::template::side::SideKind;

pub(crate) struct IndexModel {
    /// The access pattern, which names the query method; `primary` for the table's own key.
    pub(crate) pattern: Ident,
    pub(crate) kind: IndexKind,
    /// DynamoDB's name of the index; `None` for the table's own key.
    pub(crate) index_name: Option<String>,
    /// The span of the index's name.
    pub(crate) index_span: Span,
    pub(crate) pk: SideModel,
    pub(crate) sk: Option<SideModel>,
    pub(crate) projection: Projection,
    /// Whether keys of unknown entities may lie between the keys of this entity.
    pub(crate) shared_with_other_programs: bool,
    /// Whether the keys may not identify the entity, so that reads must filter by type.
    pub(crate) needs_type_filter: bool,
    /// The function that decides whether an item is in the index.
    pub(crate) condition: Option<Path>,
    /// Whether the sides are those of the table's key, exchanged.
    pub(crate) inverted: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Projection {
    All,
    KeysOnly,
    Include(Vec<String>),
}

impl IndexModel {
    pub(crate) fn primary(
        entity: &Ident,
        attr: EntityAttr,
        fields: &[FieldModel],
        dialect: &Dialect,
        context: &Context,
    ) -> Self {
        let resolver = Resolver {
            entity,
            fields,
            context,
            dialect,
        };
        let span = attr.span;
        let arrangement = Arrangement::resolve(&attr.arrangement, IndexKind::Primary, attr.sk.is_some(), context);
        let place = Place {
            kind: IndexKind::Primary,
            arrangement: &arrangement,
        };
        if dialect.arranges_indexes() {
            arrangement.check_collection(&attr.arrangement, context);
        }
        let telling = attr.sk.as_ref().or(attr.pk.as_ref());
        let needs_type_filter = dialect.filters_templates_by_type() && telling.is_some_and(SideAttr::is_template);
        IndexModel {
            pattern: Ident::new("primary", span),
            kind: IndexKind::Primary,
            index_name: None,
            index_span: span,
            pk: resolver.required_side(attr.pk, place, span),
            sk: attr.sk.map(|sk| resolver.side(sk, SideKind::Sk, place)),
            projection: Projection::All,
            shared_with_other_programs: dialect.shares_indexes() && arrangement.mixes_entities(),
            needs_type_filter,
            condition: None,
            inverted: false,
        }
    }

    /// Returns `None` if the access pattern has no valid name, which has been reported.
    pub(crate) fn secondary(
        entity: &Ident,
        attr: IndexAttr,
        primary: &IndexModel,
        fields: &[FieldModel],
        dialect: &Dialect,
        context: &Context,
    ) -> Option<Self> {
        let resolver = Resolver {
            entity,
            fields,
            context,
            dialect,
        };
        let arrangement = Arrangement::resolve(&attr.arrangement, attr.kind, attr.sk.is_some(), context);
        let place = Place {
            kind: attr.kind,
            arrangement: &arrangement,
        };
        if dialect.arranges_indexes() {
            arrangement.check_collection(&attr.arrangement, context);
        }
        let telling = attr.sk.as_ref().or(attr.pk.as_ref());
        let needs_type_filter = dialect.filters_templates_by_type() && telling.is_some_and(SideAttr::is_template);
        let (inverted, sides) = (attr.inverted.is_some(), (attr.pk, attr.sk));
        let exchanged = attr
            .inverted
            .and_then(|span| inverted_sides(primary, &sides, span, context));
        let (pk, sk) = match exchanged {
            Some((pk, sk)) => (pk, Some(sk)),
            None => {
                let pk = match attr.kind {
                    IndexKind::Lsi => primary.pk.clone(),
                    IndexKind::Primary | IndexKind::Gsi => resolver.required_side(sides.0, place, attr.span),
                };
                let sk = sides.1.map(|sk| resolver.side(sk, SideKind::Sk, place));
                (pk, sk)
            }
        };
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
            shared_with_other_programs: dialect.shares_indexes() && arrangement.mixes_entities(),
            needs_type_filter,
            condition: attr.arrangement.condition,
            inverted,
        })
    }

    /// Returns the sides that belong to this index only: a local index shares the table's partition side.
    pub(crate) fn own_sides(&self) -> impl Iterator<Item = (SideKind, &SideModel)> {
        let pk = (self.kind != IndexKind::Lsi).then_some((SideKind::Pk, &self.pk));
        let sk = self.sk.as_ref().map(|sk| (SideKind::Sk, sk));
        pk.into_iter().chain(sk)
    }
}

/// Returns the sides of the table's key, exchanged.
fn inverted_sides(
    primary: &IndexModel,
    given: &(Option<SideAttr>, Option<SideAttr>),
    span: Span,
    context: &Context,
) -> Option<(SideModel, SideModel)> {
    if given.0.is_some() || given.1.is_some() {
        context.error_at(
            span,
            "`inverted` already defines both sides of the key; remove `pk` and `sk`",
        );
    }
    let Some(sk) = &primary.sk else {
        context.error_at(
            span,
            "the table has no sort key to exchange with the partition key; remove `inverted`",
        );
        return None;
    };
    Some((sk.clone(), primary.pk.clone()))
}

/// Parses the name of a query method.
fn pattern(name: &LitStr, context: &Context) -> Option<Ident> {
    let message = match name.parse_with(Ident::parse_any) {
        Ok(ident) if name.parse::<Ident>().is_ok() && ident == ident.unraw() => return Some(ident),
        Ok(ident) => format!(
            "`{ident}` is a keyword and cannot name a query method; choose another name, such as `by_{}`",
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
