//! The expansion of `#[derive(Projection)]`: the attributes to request, each checked against the entity's field of the same
//! name.

use crate::model::document::DocumentFieldModel;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::expand::entity::schema::field_shape;
use crate::expand::flattening;
use crate::expand::place::place;
use crate::expand::told::{self, Digits};
use crate::model::projection::ProjectionModel;

pub(crate) fn expand(model: &ProjectionModel) -> TokenStream {
    let ProjectionModel {
        crate_path,
        ident,
        entity,
        fields,
    } = model;
    let read = || fields.iter().filter(|field| !field.serde.skip_reading);
    let shapes = read().map(|field| {
        let DocumentFieldModel {
            ty, attribute, serde, ..
        } = field;
        let shape = match serde.deserialize_with {
            Some(_) => quote!(&__p::Shape::Plain),
            None => told::shape(ty, Digits::Nine),
        };
        field_shape(attribute, &shape, serde)
    });
    // One check per field, at its name: the entity must have the field with this type and this attribute.
    let checks = read().map(|field| {
        let DocumentFieldModel {
            ident, ty, attribute, ..
        } = field;
        let at = place(ident);
        let check = if field.serde.flatten {
            quote_spanned!(at=> __flattened_as::<#ty>())
        } else {
            quote_spanned!(at=> __read_as::<#ty>(#attribute))
        };
        quote_spanned!(at=> const _: () = <#entity as __p::Entity>::FIELDS.#ident.#check;)
    });
    let flattened = flattening::check(ident, read().map(|field| (&field.ident, &field.ty, &field.serde)));
    quote! {
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::PlainShape as _;
            const SHAPES: &'static [__p::FieldShape] = &[#(#shapes),*];
            #[automatically_derived]
            impl __p::Projected<#entity> for #ident {
                const __SHAPES: __p::Option<&'static [__p::FieldShape]> = __p::Some(SHAPES);
                fn __deserialize<'de, __D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                    __p::Deserialize::deserialize(deserializer)
                }
                fn __decode(
                    item: __p::StoredItem<'_, '_>,
                    table: &__p::TableSchema,
                    typed: __p::Typed,
                ) -> __p::Result<__p::Option<Self>, __p::Error> {
                    __p::decode_projection::<#entity, Self>(item, table, typed)
                }
            }
            #(#checks)*
            #flattened
        };
    }
}
