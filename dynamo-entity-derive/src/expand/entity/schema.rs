//! The entity as `'static` data: fields with the demands on their types, shapes, indexes.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::attr::index::IndexKind;
use crate::attr::symbol::READONLY;
use crate::expand::entity::options;
use crate::expand::entity::part_use::{PartUse, part_use, uses};
use crate::expand::place::place;
use crate::model::attribute_names::{PARTITION_KEY, SORT_KEY, index_partition_key, index_sort_key};
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role, SerdeModel};
use crate::model::index::{IndexModel, Projection};
use crate::model::side::{SegmentModel, SideModel, TemplateModel};
use crate::template::format::{Casing, Format as FormatModel, Script};
use crate::template::side::SideKind;

/// Returns how the field at `position` is part of key attributes that a write sets in addition to the field's own attribute.
pub(super) fn written_part(model: &EntityModel, position: usize) -> Option<PartUse> {
    let is_written = uses(model, position).any(|(_, format)| format.is_some());
    part_use(model, position).filter(|_| is_written)
}

/// Renders the statics that the schema consists of. Templates and generated code refer to their elements.
pub(super) fn statics(model: &EntityModel) -> TokenStream {
    let fields = model
        .fields
        .iter()
        .enumerate()
        .map(|(position, field)| field_schema(model, position, field));
    let shapes = model.fields.iter().map(shape);
    let indexes = model.indexes.iter().map(|index| index_schema(model, index));
    let (field_count, index_count) = (model.fields.len(), model.indexes.len());
    quote! {
        static __SHAPES: [__p::FieldShape; #field_count] = [#(#shapes),*];
        static __FIELDS: [__p::Field; #field_count] = [#(#fields),*];
        static __INDEXES: [__p::Index; #index_count] = [#(#indexes),*];
    }
}

/// Renders a reference to the field at `position`.
pub(super) fn field(position: usize) -> TokenStream {
    let position = Literal::usize_unsuffixed(position);
    quote!(&__FIELDS[#position])
}

pub(super) fn schema(model: &EntityModel) -> TokenStream {
    let name = &model.name;
    let dialect = model
        .dialect
        .stored_version()
        .map(|version| quote!(.__with_dialect(__p::Dialect::ElectroDb { version: #version })));
    let untyped = model.accepts_untyped.then(|| quote!(.__accepting_untyped()));
    quote!(__p::EntitySchema::__new(#name, &__SHAPES, &__FIELDS, &__INDEXES)#dialect #untyped)
}

/// Renders `Field::__new("email", 1, &__SHAPES).__part::<String>()`. Each call is a demand on the type.
fn field_schema(model: &EntityModel, position: usize, field: &FieldModel) -> TokenStream {
    let FieldModel { ident, ty, .. } = field;
    let name = syn::ext::IdentExt::unraw(ident).to_string();
    let at_position = Literal::usize_unsuffixed(position);
    let mut demands = Vec::new();
    match part_use(model, position) {
        Some(PartUse::Template) if field.role == Role::KeyPart => demands.push("__key"),
        Some(PartUse::Template) => demands.push("__part"),
        Some(PartUse::Native) => demands.push("__native"),
        None => {}
    }
    for (kind, format) in uses(model, position) {
        let demand = match format {
            Some(FormatModel::None) if kind == SideKind::Sk => "__sort",
            None | Some(FormatModel::None) => continue,
            Some(FormatModel::Number) => "__number",
            Some(FormatModel::Binary) => "__binary",
            Some(FormatModel::Script(_)) => "__electrodb",
            Some(FormatModel::Width(_)) => "__width",
            Some(FormatModel::Time(_)) => "__time",
            Some(FormatModel::Lower | FormatModel::Upper | FormatModel::Raw) => "__text",
        };
        if !demands.contains(&demand) {
            demands.push(demand);
        }
    }
    // Every call is spanned at the type, so that the compiler reports a mistake there once.
    let at = place(ty);
    let demands = demands.iter().map(|demand| {
        let demand = Ident::new(demand, at);
        quote_spanned!(at=> .#demand::<#ty>())
    });
    let custom =
        (field.serde.serialize_with.is_some() && part_use(model, position).is_some()).then(|| quote!(.__custom()));
    let readonly = field.options.has(READONLY).then(|| quote!(.__readonly()));
    let defaulted = field.default.is_some().then(|| quote!(.__defaulted()));
    let set = part_use(model, position).and_then(|part_use| options::set_given(field, part_use));
    let facts = options::facts(model, field, at);
    let is_plain = field.is_stored() && field.serde.serialize_with.is_none() && part_use(model, position).is_none();
    let new = if is_plain {
        quote_spanned!(at=> __p::Field::__of(#name, #at_position, &__SHAPES, __p::KeyType::<#ty>::TYPE))
    } else {
        quote_spanned!(at=> __p::Field::__new(#name, #at_position, &__SHAPES))
    };
    let stored = match field.role {
        Role::Skipped if !field.serde.skip_reading => Some(quote!(.__only_read())),
        Role::Skipped | Role::Flattened => Some(quote!(.__not_stored())),
        _ => None,
    };
    quote_spanned!(at=> #new #(#demands)* #custom #set #readonly #defaulted #facts #stored)
}

/// Renders the shape of the field, with storage that serde does not know.
fn shape(field: &FieldModel) -> TokenStream {
    written_shape(
        &field.attribute,
        &options::field_shape(field),
        field.optional,
        &field.serde,
    )
}

/// As [`field_shape`], for a field that is also written: its `None` is omitted only where the field is an `Option`.
pub(in crate::expand) fn written_shape(
    attribute: &str,
    shape: &TokenStream,
    optional: bool,
    serde: &SerdeModel,
) -> TokenStream {
    let shape = field_shape(attribute, shape, serde);
    let optional = (optional && !serde.flatten).then(|| quote!(.optional()));
    quote!(#shape #optional)
}

/// Adds serde's `flatten` and aliases to a shape.
pub(in crate::expand) fn field_shape(attribute: &str, shape: &TokenStream, serde: &SerdeModel) -> TokenStream {
    let flatten = serde.flatten.then(|| quote!(.flatten()));
    let aliases = &serde.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    quote!(__p::FieldShape::new(#attribute, #shape)#flatten #aliases)
}

fn index_schema(model: &EntityModel, index: &IndexModel) -> TokenStream {
    let pattern = syn::ext::IdentExt::unraw(&index.pattern).to_string();
    let name = index.index_name.as_deref().unwrap_or_default();
    let kind = match index.kind {
        IndexKind::Primary => quote!(Primary),
        IndexKind::Gsi => quote!(Global(#name)),
        IndexKind::Lsi => quote!(Local(#name)),
    };
    let (pk_name, sk_name) = match index.kind {
        IndexKind::Primary => (PARTITION_KEY.to_owned(), SORT_KEY.to_owned()),
        IndexKind::Gsi if index.inverted => (SORT_KEY.to_owned(), PARTITION_KEY.to_owned()),
        IndexKind::Gsi | IndexKind::Lsi => (index_partition_key(name), index_sort_key(name)),
    };
    let pk = side_schema(model, &index.pk);
    let sk = match &index.sk {
        Some(sk) => {
            let sk = side_schema(model, sk);
            quote!(__p::Some(#sk))
        }
        None => quote!(__p::None),
    };
    let projection = match &index.projection {
        Projection::All => None,
        Projection::KeysOnly => Some(quote!(.__projecting(__p::Projection::KeysOnly))),
        Projection::Include(names) => Some(quote!(.__projecting(__p::Projection::Include(&[#(#names),*])))),
    };
    let shared_with_other_programs = index
        .shared_with_other_programs
        .then(|| quote!(.__shared_with_other_programs()));
    let needs_type_filter = index.needs_type_filter.then(|| quote!(.__needs_type_filter()));
    let condition = condition(model, index);
    quote!(__p::Index::__new(#pattern, __p::IndexKind::#kind, (#pk_name, #sk_name), #pk, #sk)#projection #shared_with_other_programs #needs_type_filter #condition)
}

/// Renders `condition = path`, called with the fields of both sides, each once.
fn condition(model: &EntityModel, index: &IndexModel) -> Option<TokenStream> {
    let path = index.condition.as_ref()?;
    let mut fields: Vec<usize> = Vec::new();
    for position in index.own_sides().flat_map(|(_, side)| side.fields()) {
        if !fields.contains(&position) {
            fields.push(position);
        }
    }
    let values = fields.iter().filter_map(|&position| {
        let (field, ty) = (field(position), &model.fields.get(position)?.ty);
        Some(quote!(&__p::part_value::<#ty>(part(#field))?))
    });
    let at = place(path);
    let call = quote_spanned!(at=> #path(#(#values),*));
    Some(quote!(.__where(|part| __p::Ok(#call))))
}

fn side_schema(model: &EntityModel, side: &SideModel) -> TokenStream {
    match side {
        SideModel::Template(template) => template_schema(model, template),
        SideModel::Attributes(_) => {
            let fields = side.fields().into_iter().map(field);
            quote!(__p::Side::Attributes(&[#(#fields),*]))
        }
    }
}

fn template_schema(model: &EntityModel, template: &TemplateModel) -> TokenStream {
    let text = template.text.value();
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(literal) => quote!(__p::lit(#literal)),
        SegmentModel::Placeholder { field, format, .. } => {
            let format = match format {
                FormatModel::Script(script) => script_format(script),
                FormatModel::None => match model.fields.get(*field).and_then(|field| field.digits) {
                    Some(digits) if digits < 9 => quote!(__p::Format::Precision(#digits)),
                    _ => quote!(__p::Format::None),
                },
                FormatModel::Width(width) => quote!(__p::Format::Width(#width)),
                FormatModel::Time(format) => quote!(__p::Format::Time(#format)),
                FormatModel::Lower => quote!(__p::Format::Lower),
                FormatModel::Upper => quote!(__p::Format::Upper),
                FormatModel::Raw => quote!(__p::Format::Raw),
                FormatModel::Number => quote!(__p::Format::Number),
                FormatModel::Binary => quote!(__p::Format::Binary),
            };
            let field = self::field(*field);
            quote!(__p::field(#field, #format))
        }
    });
    quote!(__p::template(#text, &[#(#segments),*]))
}

fn script_format(script: &Script) -> TokenStream {
    let casing = match script.casing {
        Casing::None => quote!(None),
        Casing::Lower => quote!(Lower),
        Casing::Upper => quote!(Upper),
    };
    let (length, fill) = match &script.padding {
        Some(padding) => (padding.length, padding.fill.as_str()),
        None => (0, ""),
    };
    quote!(__p::electrodb_format(__p::Casing::#casing, #length, #fill))
}
