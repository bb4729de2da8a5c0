//! One field of an entity: its attribute, and how it may be updated.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Field, GenericArgument, Ident, LitStr, Path, PathArguments, Type, Visibility};

use crate::attr::field::FieldAttr;
use crate::attr::serde::{SerdeContainer, SerdeDefault, SerdeField};
use crate::attr::symbol::{DOC, READONLY};
use crate::error::Context;
use crate::model::option::{DefaultModel, FieldOptions};
use crate::template::format::Padding;

pub(crate) struct FieldModel {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) vis: Visibility,
    /// The doc comment, copied to the items generated for the field.
    pub(crate) docs: Vec<Attribute>,
    /// serde's name of the field.
    pub(crate) attribute: String,
    pub(crate) role: Role,
    pub(crate) default: Option<DefaultModel>,
    /// Whether the type is written `Option<…>`; an alias is not recognized.
    pub(crate) optional: bool,
    pub(crate) serde: SerdeModel,
    pub(crate) options: FieldOptions,
    /// The field's name in ElectroDB's keys, if it differs from the attribute's name.
    label: Option<LitStr>,
    pub(crate) padding: Option<Padding>,
    /// The number of fractional digits of the field's times; nine if not given.
    pub(crate) digits: Option<u8>,
}

/// The role of a field in its entity, which decides how it may be updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Part of the primary key: never updated.
    KeyPart,
    /// Written once.
    Readonly,
    /// Set by every write; the caller does not give a value.
    KeptUp,
    /// The only mutable part of each index key that contains it.
    Solo,
    /// Shares an index key with other mutable parts; holds the indexes of these groups in
    /// [`EntityModel::groups`](super::entity::EntityModel::groups).
    Grouped(Vec<usize>),
    /// Not in any index key that is written from a template.
    Plain,
    /// Stored as several attributes, whose names only serde knows.
    Flattened,
    /// Not stored as an attribute.
    Skipped,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of serde, and they can be combined"
)]
pub(crate) struct SerdeModel {
    /// Never serialized, so the field has no attribute.
    pub(crate) skip: bool,
    /// Not deserialized: serde uses a default value.
    pub(crate) skip_reading: bool,
    /// The span of `skip_serializing_if` or `skip_serializing`, which may omit the field from an item.
    pub(crate) skip_span: Option<Span>,
    pub(crate) flatten: bool,
    /// Other names under which the attribute is read.
    pub(crate) aliases: Vec<String>,
    /// The literals of `rename` and `alias`, where a clash of names is reported.
    pub(crate) names: Vec<LitStr>,
    pub(crate) serialize_with: Option<Path>,
    pub(crate) deserialize_with: Option<Path>,
    /// Whether items without the attribute can be read: serde has a default for the field or the struct.
    pub(crate) has_default: bool,
    /// The default for an absent attribute.
    pub(crate) default: Option<AbsentModel>,
}

/// The default that an absent attribute is read as.
pub(crate) enum AbsentModel {
    /// serde's `default` of the field.
    Field(SerdeDefault),
    /// The field in serde's `default` of the whole struct.
    Container(SerdeDefault),
}

impl FieldModel {
    /// Returns `None` for a field without a name; [`named_fields`](super::shape::named_fields) excludes such fields.
    pub(crate) fn resolve(field: &Field, container: &SerdeContainer, context: &Context) -> Option<Self> {
        let ident = field.ident.clone()?;
        let mut attr = FieldAttr::read(field, context);
        let label = attr.label.take();
        if let Some(label) = label.as_ref().filter(|label| label.value().is_empty()) {
            context.error(label, "the label is empty; write one");
        }
        let padding = attr.padding.take();
        let padding = padding.and_then(|padding| Padding::resolve(&padding, context));
        let digits = attr.precision.take();
        let digits = digits.and_then(|precision| digits_of(&precision, context));
        let serde_field = SerdeField::read(&field.attrs);
        let attribute = attribute_name(&ident, &serde_field, container, context);
        let serde = SerdeModel::resolve(serde_field, container);
        let (options, default) = FieldOptions::resolve(attr);
        let role = match &serde {
            SerdeModel { skip: true, .. } => Role::Skipped,
            SerdeModel { flatten: true, .. } => Role::Flattened,
            _ if options.is_kept_up() => Role::KeptUp,
            _ if options.has(READONLY) => Role::Readonly,
            _ => Role::Plain,
        };
        Some(FieldModel {
            ty: field.ty.clone(),
            vis: field.vis.clone(),
            docs: docs(&field.attrs),
            attribute,
            role,
            default,
            optional: is_option(&field.ty),
            serde,
            options,
            label,
            padding,
            digits,
            ident,
        })
    }

    /// Returns the field's name in ElectroDB's keys.
    pub(crate) fn label(&self) -> String {
        let label = self.label.as_ref().map(LitStr::value);
        label.unwrap_or_else(|| self.attribute.clone())
    }

    /// Whether an update may change the field, and so must rewrite the keys that contain it.
    pub(crate) fn is_mutable(&self) -> bool {
        !matches!(self.role, Role::KeyPart | Role::Readonly | Role::KeptUp)
    }

    /// Whether the field is one attribute, called [`attribute`](FieldModel::attribute).
    pub(crate) fn is_stored(&self) -> bool {
        !matches!(self.role, Role::Skipped | Role::Flattened)
    }
}

impl SerdeModel {
    /// Returns the span of the serde option that may omit the field, unless serde can still read an item without it. The
    /// field's type is not considered.
    pub(crate) fn left_out(&self) -> Option<Span> {
        // serde ignores the default of a flattened field.
        let is_read = self.skip_reading || (self.has_default && !self.flatten);
        self.skip_span.filter(|_| !is_read)
    }

    /// Returns the span of the function that reads the field, if the field may be `None` and is read only where it is present.
    pub(crate) fn reads_only_present(&self, optional: bool) -> Option<Span> {
        let read = self.deserialize_with.as_ref()?;
        let is_read = self.has_default || self.flatten || self.skip || self.skip_span.is_some();
        (optional && !is_read).then(|| read.span())
    }

    pub(crate) fn resolve(field: SerdeField, container: &SerdeContainer) -> Self {
        SerdeModel {
            skip: field.skip_serializing,
            skip_reading: field.skip_deserializing,
            skip_span: field.skip_span,
            flatten: field.flatten,
            aliases: field.aliases.iter().map(LitStr::value).collect(),
            names: field.rename.serialize.into_iter().chain(field.aliases).collect(),
            serialize_with: field.serialize_with,
            deserialize_with: field.deserialize_with,
            // serde uses a default for a field that it never deserializes.
            has_default: field.default.is_some() || field.skip_deserializing || container.default.is_some(),
            default: match (field.default, &container.default) {
                (Some(default), _) => Some(AbsentModel::Field(default)),
                (None, Some(default)) => Some(AbsentModel::Container(default.clone())),
                (None, None) => None,
            },
        }
    }
}

/// Reports a `rename_all` with two different rules, once instead of once per field.
pub(crate) fn unify_rules(container: &mut SerdeContainer, context: &Context) {
    let rules = &mut container.rename_all;
    if rules.serialize != rules.deserialize {
        let message = "serde writes attribute names by one rule and reads them by another; give one rule with \
                       `rename_all = \"…\"`";
        let span = container.rename_all_span.unwrap_or_else(Span::call_site);
        context.error_at(span, message);
        rules.deserialize = rules.serialize;
    }
}

/// Returns the name under which serde writes and reads a field.
pub(crate) fn attribute_name(
    ident: &Ident,
    field: &SerdeField,
    container: &SerdeContainer,
    context: &Context,
) -> String {
    let name = ident.unraw().to_string();
    let rename = &field.rename;
    let rules = &container.rename_all;
    let written = rename.serialize.as_ref().map(LitStr::value);
    let written = written.unwrap_or_else(|| rules.serialize.field(&name));
    let read = rename.deserialize.as_ref().map(LitStr::value);
    let read = read.unwrap_or_else(|| rules.deserialize.field(&name));
    if read != written && !field.skip_serializing && !field.flatten {
        let span = match (&rename.deserialize, &rename.serialize) {
            (Some(literal), _) | (None, Some(literal)) => literal.span(),
            (None, None) => ident.span(),
        };
        let message = format!(
            "serde writes `{name}` as `{written}` and reads it as `{read}`; give it one name with `rename = \"{written}\"`"
        );
        context.error_at(span, message);
    }
    written
}

pub(crate) fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    let docs = attributes.iter().filter(|attribute| *attribute.path() == DOC);
    docs.cloned().collect()
}

/// Parses a `precision` into a number of fractional digits.
fn digits_of(precision: &LitStr, context: &Context) -> Option<u8> {
    match precision.value().as_str() {
        "s" => Some(0),
        "ms" => Some(3),
        "us" => Some(6),
        "ns" => Some(9),
        other => {
            let message = format!("`{other}` is not a precision; write `s`, `ms`, `us` or `ns`");
            context.error(precision, message);
            None
        }
    }
}

pub(crate) fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Path(ty) => ty.path.segments.last().is_some_and(|last| last.ident == "Option"),
        Type::Group(group) => is_option(&group.elem),
        Type::Paren(paren) => is_option(&paren.elem),
        _ => false,
    }
}

/// Returns `String` for a type that is written `Option<String>`.
pub(crate) fn inner_type(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner;
    }
    match ty {
        Type::Group(group) => inner_type(&group.elem),
        Type::Paren(paren) => inner_type(&paren.elem),
        ty => ty,
    }
}
