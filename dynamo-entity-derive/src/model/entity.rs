//! The resolved `#[derive(Entity)]`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr, Path, Visibility};

use crate::attr::entity::EntityAttr;
use crate::attr::index::IndexAttr;
use crate::attr::serde::SerdeContainer;
use crate::attr::symbol::{LABEL, PADDING};
use crate::error::Context;
use crate::model::dialect::Dialect;
use crate::model::field::{FieldModel, unify_rules};
use crate::model::group::{self, Group};
use crate::model::index::IndexModel;
use crate::model::side::SideModel;
use crate::model::type_names::TypeNames;
use crate::model::{default_crate_path, shape};

pub(crate) struct EntityModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The value of an item's type attribute.
    pub(crate) name: String,
    /// Whose rules the keys and items follow.
    pub(crate) dialect: Dialect,
    /// Whether an item without a type attribute belongs to the entity if its key matches.
    pub(crate) accepts_untyped: bool,
    /// `update(deny_unknown_fields)`: the generated changes are read only from fields that they have.
    pub(crate) update_denies_unknown_fields: bool,
    /// The span of the option or identifier that gives the name.
    pub(crate) name_span: Span,
    pub(crate) fields: Vec<FieldModel>,
    /// The primary key, then the other indexes in the order in which they are written.
    pub(crate) indexes: Vec<IndexModel>,
    pub(crate) groups: Vec<Group>,
    pub(crate) serde: EntitySerde,
    pub(crate) types: TypeNames,
    /// `create(deny_unknown_fields)`
    pub(crate) create_denies_unknown_fields: Option<Span>,
}

/// serde's options on the whole item that matter here.
pub(crate) struct EntitySerde {
    pub(crate) deny_unknown_fields: Option<Span>,
    /// `into`, `from` or `try_from`: serde stores another type.
    pub(crate) converted: Option<Path>,
}

impl EntityModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let mut attr = EntityAttr::read(input, context);
        let index_attrs = IndexAttr::read_all(&input.attrs, context);
        let mut container = SerdeContainer::read(&input.attrs);
        unify_rules(&mut container, context);
        let named = shape::named_fields(input, "Entity", context)?;
        let resolve = |field| FieldModel::resolve(field, &container, context);
        let mut fields: Vec<FieldModel> = named.iter().filter_map(resolve).collect();

        let ident = input.ident.clone();
        let name = attr.name.take();
        let dialect = Dialect::resolve(attr.service.take(), context);
        if !dialect.arranges_indexes() {
            refuse_arrangements(&attr, &index_attrs, &fields, context);
        }
        let given = match (dialect.entity_name(), &name) {
            (Some(given), name) => {
                if let Some(name) = name {
                    context.error(name, "`electrodb` already names the entity; remove `name`");
                }
                Some(given.to_owned())
            }
            (None, name) => name.as_ref().map(LitStr::value),
        };
        let accepts_untyped = attr
            .untyped
            .take()
            .is_some_and(|untyped| accepts_untyped(&untyped, &dialect, context));
        let update_denies_unknown_fields = attr.generated.update_denies_unknown_fields;
        let crate_path = attr.crate_path.take().unwrap_or_else(default_crate_path);
        let types = TypeNames::resolve(&ident, std::mem::take(&mut attr.generated.names), context);
        let create_denies_unknown_fields = attr.generated.create_denies_unknown_fields;
        let primary = IndexModel::primary(&ident, attr, &fields, &dialect, context);
        let resolve = |attr| IndexModel::secondary(&ident, attr, &primary, &fields, &dialect, context);
        let secondary: Vec<IndexModel> = index_attrs.into_iter().filter_map(resolve).collect();
        let indexes: Vec<IndexModel> = [primary].into_iter().chain(secondary).collect();
        for field in &mut fields {
            field.digits = field.digits.or(dialect.digits());
        }
        let groups = group::assign_roles(&mut fields, &indexes);

        Some(EntityModel {
            crate_path,
            vis: input.vis.clone(),
            name: given.unwrap_or_else(|| ident.unraw().to_string()),
            dialect,
            accepts_untyped,
            update_denies_unknown_fields,
            name_span: name.as_ref().map_or_else(|| ident.span(), LitStr::span),
            ident,
            fields,
            indexes,
            groups,
            serde: EntitySerde {
                deny_unknown_fields: container.deny_unknown_fields,
                converted: container.converted,
            },
            types,
            create_denies_unknown_fields,
        })
    }
}

impl EntityModel {
    /// Returns the fields of the placeholders in the partition key of the table, in order.
    pub(crate) fn partition_parts(&self) -> Vec<&FieldModel> {
        let primary = self.indexes.iter().take(1);
        let parts = primary.flat_map(|index| match &index.pk {
            SideModel::Template(_) => index.pk.fields(),
            SideModel::Attributes(_) => Vec::new(),
        });
        parts.filter_map(|part| self.fields.get(part)).collect()
    }

    /// Returns the number of leading parts of the partition key that `unique(within = …)` names.
    pub(crate) fn parts_within(&self, field: &FieldModel) -> usize {
        let is_named = |part: &&FieldModel| {
            field
                .options
                .within
                .iter()
                .any(|name| name.unraw() == part.ident.unraw())
        };
        let last = self.partition_parts().iter().rposition(is_named);
        last.map_or(0, |last| last + 1)
    }
}

/// Resolves `untyped = "accept"`.
fn accepts_untyped(untyped: &LitStr, dialect: &Dialect, context: &Context) -> bool {
    let accepts = match untyped.value().as_str() {
        "accept" => true,
        "skip" => false,
        unknown => {
            let message =
                format!(r#"`untyped` takes `"skip"`, which is the default, or `"accept"`, not `"{unknown}"`"#);
            context.error(untyped, message);
            false
        }
    };
    if accepts && dialect.types_every_item() {
        context.error(
            untyped,
            "every ElectroDB item names its entity, and other items are skipped; remove `untyped`",
        );
    }
    accepts
}

/// Reports options of ElectroDB's key style on an entity without it.
fn refuse_arrangements(attr: &EntityAttr, indexes: &[IndexAttr], fields: &[FieldModel], context: &Context) {
    let arrangements = [&attr.arrangement]
        .into_iter()
        .chain(indexes.iter().map(|index| &index.arrangement));
    let options = arrangements.flat_map(|arrangement| arrangement.given.iter().copied());
    let of_fields = fields.iter().flat_map(|field| field.options.given());
    let of_fields = of_fields.filter(|(option, _)| [LABEL, PADDING].contains(option));
    for (option, span) in options.chain(of_fields) {
        let message =
            format!("`{option}` belongs to ElectroDB keys; add `electrodb(…)` to `#[entity]`, or remove the option");
        context.error_at(span, message);
    }
}
