//! The expansion of `#[derive(Document)]`: how a nested type is stored, and paths to the members of a nested map.

use crate::model::document::DocumentFieldModel;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::expand::document_builder::Builder;
use crate::expand::entity::fields::{absent, named_as};
use crate::expand::entity::schema::written_shape;
use crate::expand::place::place;
use crate::expand::told::{self, Digits};
use crate::expand::{document_option, flattening, left_out, names};
use crate::model::document::{ContentModel, DocumentModel, ElementModel};

pub(crate) fn expand(model: &DocumentModel) -> TokenStream {
    let DocumentModel {
        crate_path,
        ident,
        vis,
        content,
        ..
    } = model;
    let has_members = matches!(content, ContentModel::Fields(_));
    let name = names::suffixed(ident, "Fields");
    let members = model.members().map(|field| {
        let DocumentFieldModel {
            ident: member,
            ty,
            vis,
            docs,
            ..
        } = field;
        let fallback = format!("`{member}` of `{ident}`.");
        let doc = if docs.is_empty() {
            quote!(#[doc = #fallback])
        } else {
            quote!(#(#docs)*)
        };
        let kind = document_option::kind(field, crate_path);
        quote!(#doc #vis #member: #crate_path::Path<#ident, #ty #kind>)
    });
    let paths = model.members().map(|field| path(ident, field));
    let doc = format!("The attributes of [`{ident}`], for conditions, filters and updates.");
    let types = has_members.then(|| {
        quote! {
            #[doc = #doc]
            #[allow(missing_debug_implementations)]
            #vis struct #name { #(#members),* }
        }
    });
    let (fields_type, fields) = if has_members {
        (quote!(#name), quote!(#name { #(#paths),* }))
    } else {
        (quote!(()), quote!(()))
    };
    let shape = content_shape(content);
    let options = document_option::items(model);
    let builder = Builder::of(model);
    let (builder_types, builder_impls) = builder.map(|builder| (builder.types(), builder.impls())).unzip();
    let fields_left_out = model.fields().into_iter();
    let demands = fields_left_out.filter_map(|field| left_out::demand(&field.ty, &field.serde));
    let check = flattening::check_content(ident, content);
    let flattens = flattening::of_content(content).map(|flattening| {
        quote! {
            #[automatically_derived]
            impl __p::Flattens for #ident {
                const FLATTENING: __p::Flattening = {
                    #[allow(unused_imports)]
                    use __p::UnknownFlattening as _;
                    #flattening
                };
            }
        }
    });
    quote! {
        #types
        #builder_types
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::PlainShape as _;
            #(#demands)*
            #options
            #builder_impls
            #check
            #flattens
            #[automatically_derived]
            impl<const __DIGITS: u8> __p::Shaped<__DIGITS> for #ident {
                const SHAPE: &'static __p::Shape = &__p::Shape::Deferred(__p::DeferredShape(|| #shape));
            }
            #[automatically_derived]
            impl __p::Document for #ident {
                type Fields = #fields_type;
                const FIELDS: #fields_type = #fields;
            }
        };
    }
}

/// Renders the member of `FIELDS` with the path of a field of the document `ident`.
fn path(ident: &Ident, field: &DocumentFieldModel) -> TokenStream {
    let DocumentFieldModel {
        ident: member,
        ty,
        attribute,
        ..
    } = field;
    let named = named_as(&field.serde.aliases, field.optional, true);
    let absent = absent(ident, member, &field.serde);
    let options = document_option::path_options(field);
    match &field.serde.serialize_with {
        Some(with) => {
            quote!(#member: __p::Path::__with(#attribute, |value: &#ty, encoder| #with(value, encoder)) #named #absent #options)
        }
        None => {
            let shape = told::shape(ty, Digits::Nine);
            let path = quote_spanned!(place(ty)=> __p::Path::__new(#attribute, #shape));
            quote!(#member: #path #named #absent #options)
        }
    }
}

fn content_shape(content: &ContentModel) -> TokenStream {
    match content {
        ContentModel::Fields(fields) => {
            // An attribute that is no longer written may be left in an item, and is read.
            let fields = fields
                .iter()
                .filter(|field| !field.serde.skip || !field.serde.skip_reading);
            let fields = fields.map(|field| {
                let DocumentFieldModel {
                    attribute,
                    optional,
                    serde,
                    ..
                } = field;
                written_shape(attribute, &document_option::shape(field), *optional, serde)
            });
            quote!(&__p::Shape::Fields(const { &[#(#fields),*] }))
        }
        ContentModel::Elements(elements) => match elements.as_slice() {
            [element] => element_shape(element),
            elements => {
                let elements = elements.iter().map(element_shape);
                quote!(&__p::Shape::Tuple(const { &[#(#elements),*] }))
            }
        },
        ContentModel::Variants { tag, content, variants } => {
            let variants = variants.iter().map(|variant| {
                let names = &variant.names;
                let mut shape = content_shape(&variant.content);
                if let Some(content) = content {
                    shape = quote!(&__p::Shape::Fields(const { &[__p::FieldShape::new(#content, #shape)] }));
                }
                quote!(__p::VariantShape::new(&[#(#names),*], #shape))
            });
            match tag {
                Some(tag) => quote!(&__p::Shape::Tagged(#tag, const { &[#(#variants),*] })),
                None => quote!(&__p::Shape::Variants(const { &[#(#variants),*] })),
            }
        }
        ContentModel::Plain => quote!(&__p::Shape::Plain),
    }
}

fn element_shape(element: &ElementModel) -> TokenStream {
    match element.serde.serialize_with {
        Some(_) => quote!(&__p::Shape::Plain),
        None => told::shape(&element.ty, Digits::Generic),
    }
}
