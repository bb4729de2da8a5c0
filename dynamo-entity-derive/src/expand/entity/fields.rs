//! `UserFields`: one typed path for each field, and one for each group of fields that form a key together.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::attr::serde::SerdeDefault;
use crate::attr::symbol::UNIQUE;
use crate::expand::entity::docs::{documented, group_fields, names_of};
use crate::expand::entity::options;
use crate::expand::entity::part_use::PartUse;
use crate::expand::names;
use crate::expand::place::place;
use crate::model::entity::EntityModel;
use crate::model::field::{AbsentModel, FieldModel, Role, SerdeModel};
use crate::model::group::Group;
use crate::template::side::SideKind;

pub(super) fn types(model: &EntityModel) -> TokenStream {
    let EntityModel {
        crate_path, ident, vis, ..
    } = model;
    let name = &model.types.fields;
    let doc = format!("The attributes of [`{ident}`], for conditions, filters and updates.");
    let fields = stored(model).map(|field| {
        let FieldModel {
            ident: field_ident,
            ty,
            vis,
            docs,
            ..
        } = field;
        let kind = kind(model, field).map(|kind| quote!(, #kind));
        let segments = (field.role == Role::Flattened).then(|| quote!(, ()));
        let doc = documented(docs, &format!("`{}` of `{ident}`.", field.ident));
        quote!(#doc #vis #field_ident: #crate_path::Path<#ident, #ty #kind #segments>)
    });
    let groups = model.groups.iter().map(|group| {
        let Group { ident: group_ident, .. } = group;
        let vis = names::narrowest(model, &group.fields);
        let types = group_fields(model, group).map(|field| &field.ty);
        let names = names_of(model, group);
        let side = match group.side {
            Some(SideKind::Pk) => "partition key",
            Some(SideKind::Sk) => "sort key",
            None => "key",
        };
        let pattern = model
            .indexes
            .get(group.index)
            .map_or_else(String::new, |index| index.pattern.to_string());
        let kind = if crate::expand::entity::markers::read_only_of(model, group).is_empty() {
            quote!(PartGroup)
        } else {
            quote!(PartGroupLoaded)
        };
        let doc = format!("{names} of `{ident}` together: they form the {side} of `{pattern}`.");
        quote! {
            #[doc = #doc]
            #vis #group_ident: #crate_path::Path<
                #ident,
                #crate_path::__private::Parts<(#(#types,)*)>,
                #crate_path::__private::#kind,
                #crate_path::__private::Names,
            >
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(missing_debug_implementations, clippy::type_complexity)]
        #vis struct #name { #(#fields,)* #(#groups,)* }
    }
}

/// Renders the value of the constant `FIELDS`.
pub(super) fn paths(model: &EntityModel) -> TokenStream {
    let name = &model.types.fields;
    let paths = stored(model).map(|field| {
        let FieldModel {
            ident, ty, attribute, ..
        } = field;
        let shape = options::path_shape(field);
        if field.role == Role::Flattened {
            return quote!(#ident: __p::Path::__flattened(#shape));
        }
        let set = options::set(field).map(|set| quote!(.__set(#set)));
        let reads_null = model.dialect.reads_null_as_absent();
        let named = named_as(&field.serde.aliases, field.optional, reads_null);
        let absent = (field.role != Role::KeyPart).then(|| absent(&model.ident, ident, &field.serde));
        match &field.serde.serialize_with {
            Some(with) if options::is_shaped(field) => {
                quote!(#ident: __p::Path::__with_shape(#attribute, |value: &#ty, encoder| #with(value, encoder), #shape) #named #absent)
            }
            Some(with) => {
                quote!(#ident: __p::Path::__with(#attribute, |value: &#ty, encoder| #with(value, encoder)) #named #absent)
            }
            None => {
                let path = quote_spanned!(place(ty)=> __p::Path::__new(#attribute, #shape));
                quote!(#ident: #path #set #named #absent)
            }
        }
    });
    let groups = model.groups.iter().map(|group| {
        let Group { ident, .. } = group;
        let attributes = group_fields(model, group).map(|field| &field.attribute);
        let set = set_together(model, group);
        let values = group_fields(model, group).enumerate().map(|(position, field)| {
            let position = syn::Index::from(position);
            let value = quote!(&value.0.#position);
            match &field.serde.serialize_with {
                Some(with) => quote!(#with(#value, encoder)?),
                None => {
                    let shape = options::path_shape(field);
                    quote!(__p::encode_as(#value, #shape)?)
                }
            }
        });
        let encode = quote!(|value, encoder| __p::encode_together([#(#values),*]));
        match set {
            None => quote!(#ident: __p::Path::__together(&[#(#attributes),*], #encode)),
            Some(set) => quote!(#ident: __p::Path::__together_set(&[#(#attributes),*], #encode, #set)),
        }
    });
    quote!(#name { #(#paths,)* #(#groups,)* })
}

/// Renders `.__absent(ten)`: serde's default of a field, which a read gives if the attribute is absent.
pub(in crate::expand) fn absent(ident: &Ident, field: &Ident, serde: &SerdeModel) -> Option<TokenStream> {
    let default = match serde.default.as_ref()? {
        AbsentModel::Field(SerdeDefault::Std) => quote!(__p::Default::default),
        AbsentModel::Field(SerdeDefault::Path(path)) => quote!(#path),
        AbsentModel::Container(SerdeDefault::Std) => quote!(|| <#ident as __p::Default>::default().#field),
        AbsentModel::Container(SerdeDefault::Path(path)) => quote!(|| #path().#field),
    };
    Some(quote!(.__absent(#default)))
}

/// Renders a path's aliases, whether it is an `Option`, and whether its conditions take `NULL` for `None`.
pub(in crate::expand) fn named_as(aliases: &[String], optional: bool, reads_null: bool) -> TokenStream {
    let aliases = (!aliases.is_empty()).then(|| quote!(.__aliases(&[#(#aliases),*])));
    let optional = optional.then(|| {
        if reads_null {
            quote!(.__optional())
        } else {
            quote!(.__omitted())
        }
    });
    quote!(#aliases #optional)
}

/// Renders a function that applies `set` to the parts that have one. Returns `None` if no part has one.
fn set_together(model: &EntityModel, group: &Group) -> Option<TokenStream> {
    let fields = || group_fields(model, group);
    fields().find_map(options::set)?;
    let types = fields().map(|field| &field.ty);
    let values = fields().enumerate().map(|(position, field)| {
        let position = syn::Index::from(position);
        match options::set(field) {
            Some(_) => options::apply_set(field, &quote!(parts.0.#position)),
            None => quote!(parts.0.#position),
        }
    });
    Some(quote!(|parts: __p::Parts<(#(#types,)*)>| __p::Parts((#(#values,)*))))
}

fn stored(model: &EntityModel) -> impl Iterator<Item = &FieldModel> {
    model.fields.iter().filter(|field| field.role != Role::Skipped)
}

/// Renders the kind of a path, which restricts how the attribute may be written. Returns `None` for no restriction, the
/// default of a path.
fn kind(model: &EntityModel, field: &FieldModel) -> Option<TokenStream> {
    let private = &model.crate_path;
    let of = |kind: TokenStream| Some(quote!(#private::__private::#kind));
    match &field.role {
        Role::KeyPart => of(quote!(Key)),
        Role::Readonly | Role::KeptUp => of(quote!(ReadOnly)),
        Role::Flattened => of(quote!(Flattened)),
        Role::Plain | Role::Skipped => {
            let position = model.fields.iter().position(|other| other.ident == field.ident);
            let native = position.and_then(|position| crate::expand::entity::part_use::part_use(model, position));
            match native {
                // A write must know the value in order to reserve it.
                _ if field.options.has(UNIQUE) => of(quote!(SolePart)),
                // A key made of the entity's own attributes changes with them.
                Some(PartUse::Native) | None => None,
                Some(PartUse::Template) => of(quote!(SolePart)),
            }
        }
        Role::Solo if crate::expand::entity::kind::needs_loaded(model, field) => {
            Some(crate::expand::entity::kind::kind(model, field))
        }
        Role::Solo => of(quote!(SolePart)),
        Role::Grouped(_) => Some(crate::expand::entity::kind::kind(model, field)),
    }
}
