//! `UserQuery`, with a method for each access pattern and the types of the partition's parts for collections, and
//! `UserStep`, with a method for each sort part.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Ident, Type};

use crate::expand::entity::options;
use crate::expand::names;
use crate::model::electrodb::primitive;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, inner_type};
use crate::model::given::GivenForm;
use crate::model::index::IndexModel;
use crate::model::side::SideModel;
use crate::template::format::{Format as FormatModel, Script};

/// A part that a query is given.
struct Part<'m> {
    position: usize,
    field: &'m FieldModel,
    /// `None` for an attribute of a multi-attribute key.
    format: Option<&'m FormatModel>,
}

fn parts<'m>(model: &'m EntityModel, side: &'m SideModel) -> Vec<Part<'m>> {
    let part = |position: usize, format: Option<&'m FormatModel>| {
        let field = model.fields.get(position)?;
        Some(Part {
            position,
            field,
            format,
        })
    };
    match side {
        SideModel::Template(template) => template
            .placeholders()
            .filter_map(|(field, format)| part(field, Some(format)))
            .collect(),
        SideModel::Attributes(listed) => listed.iter().filter_map(|listed| part(listed.field, None)).collect(),
    }
}

impl Part<'_> {
    /// Returns the type of the part's value. In a query the value of an optional part is always given.
    fn target(&self) -> TokenStream {
        let field = self.field;
        let ty = if field.optional {
            inner_type(&field.ty)
        } else {
            &field.ty
        };
        match GivenForm::of(self.format) {
            GivenForm::Native => quote!(__p::Native<#ty>),
            GivenForm::ValueOrText => quote!(__p::Formatted<#ty>),
            GivenForm::Value => quote!(#ty),
        }
    }
}

impl Part<'_> {
    /// Renders a marker that decides whether a range on the part is a range on its values, if the type alone does not decide
    /// this.
    fn order(&self) -> Option<TokenStream> {
        match self.format {
            Some(FormatModel::Script(Script { padding: None, .. })) => Some(quote!(, __p::Unpadded)),
            Some(FormatModel::Script(_)) if !is_text(&self.field.ty) => Some(quote!(, __p::Padded)),
            _ => None,
        }
    }
}

/// Whether the type is `String`, by its name.
fn is_text(ty: &Type) -> bool {
    primitive(ty).as_deref() == Some("String")
}

fn sort_parts<'m>(model: &'m EntityModel, index: &'m IndexModel) -> Vec<Part<'m>> {
    index.sk.as_ref().map_or_else(Vec::new, |sk| parts(model, sk))
}

/// Returns the marker of a query with the first `given` sort parts, such as `by_sender_expects_created_at`. The compiler
/// shows it where another part is called.
fn marker(index: &IndexModel, parts: &[Part<'_>], given: usize) -> Ident {
    let mut name = format!("{}_expects", index.pattern.unraw());
    if let Some(next) = parts.get(given) {
        let is_next = |part: &&Part<'_>| part.position == next.position;
        let repeated = parts.iter().take(given).filter(is_next).count();
        name = format!("{name}_{}{}", next.field.ident.unraw(), "_again".repeat(repeated));
    }
    Ident::new(&name, Span::call_site())
}

/// Returns one marker for each query that expects a sort part.
pub(super) fn step_markers(model: &EntityModel) -> Vec<Ident> {
    let mut markers = Vec::new();
    for index in &model.indexes {
        let parts = sort_parts(model, index);
        markers.extend((0..parts.len()).map(|given| marker(index, &parts, given)));
    }
    markers
}

fn has_steps(model: &EntityModel) -> bool {
    model.indexes.iter().any(|index| !sort_parts(model, index).is_empty())
}

pub(super) fn types(model: &EntityModel) -> TokenStream {
    let EntityModel {
        crate_path, ident, vis, ..
    } = model;
    let (query, step) = (&model.types.query, &model.types.step);
    let query_doc = format!("The access patterns of [`{ident}`].");
    let step_doc = format!("A query of [`{ident}`] that its next sort part can narrow.");
    let step_type = has_steps(model).then(|| {
        quote! {
            #[doc = #step_doc]
            #[must_use = "an operation does nothing until it is sent"]
            #[allow(missing_debug_implementations)]
            #vis struct #step<__S>(#crate_path::Query<#ident>, #crate_path::__private::PhantomData<__S>);
        }
    });
    quote! {
        #[doc = #query_doc]
        #[allow(missing_debug_implementations)]
        #vis struct #query(());
        #step_type
    }
}

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let (query, step) = (&model.types.query, &model.types.step);
    let patterns = model
        .indexes
        .iter()
        .enumerate()
        .map(|(at, index)| pattern(model, at, index));
    let steps = model.indexes.iter().map(|index| steps(model, index));
    let step_impls = has_steps(model).then(|| {
        quote! {
            #[automatically_derived]
            impl<__S> __p::From<__p::Query<#ident>> for #step<__S> {
                fn from(query: __p::Query<#ident>) -> Self {
                    #step(query, __p::PhantomData)
                }
            }
            #[automatically_derived]
            impl<__S> __p::QueryStep for #step<__S> {
                type Entity = #ident;
                type Item = #ident;
                fn into_query(self) -> __p::Query<#ident> {
                    self.0
                }
                fn __query(&self) -> &__p::Query<#ident> {
                    &self.0
                }
                fn __query_mut(&mut self) -> &mut __p::Query<#ident> {
                    &mut self.0
                }
            }
        }
    });
    let partitions = (model.indexes.iter().enumerate()).map(|(at, index)| {
        let targets = parts(model, &index.pk);
        let targets = targets.iter().map(Part::target);
        quote! {
            #[automatically_derived]
            impl __p::PartitionOf<#at, (#(#targets,)*)> for #ident {}
        }
    });
    quote! {
        #[automatically_derived]
        impl #query {
            #(#patterns)*
        }
        #(#partitions)*
        #(#steps)*
        #step_impls
    }
}

/// Renders `fn by_email(self, email: impl IntoValue<String>) -> Query<User>`.
fn pattern(model: &EntityModel, at: usize, index: &IndexModel) -> TokenStream {
    let (ident, name) = (&model.ident, &index.pattern);
    let given = parts(model, &index.pk);
    let sort = sort_parts(model, index);
    let positions: Vec<usize> = given.iter().map(|part| part.position).collect();
    let vis = names::narrowest(model, &positions);
    let arguments: Vec<Ident> = (given.iter().enumerate())
        .map(|(place, part)| {
            // A field that appears twice needs two argument names.
            let repeated = given.iter().take(place).any(|other| other.position == part.position);
            let name = part.field.ident.unraw().to_string();
            let name = if repeated { format!("{name}_{place}") } else { name };
            argument(&name)
        })
        .collect();
    let targets: Vec<TokenStream> = given.iter().map(Part::target).collect();
    let values = if given.is_empty() {
        quote!(__p::Vec::new())
    } else {
        let values = given
            .iter()
            .zip(&targets)
            .zip(&arguments)
            .map(
                |((part, target), argument)| match options::set_target(part.field, part.format) {
                    Some(set) => quote!(__p::Probe::<#target>::given_set(#argument, #set)),
                    None => quote!(__p::Probe::<#target>::given(#argument)),
                },
            );
        quote!([#(#values),*])
    };
    let at = Literal::usize_unsuffixed(at);
    let query = quote!(__p::Query::__partition(&__INDEXES[#at], #values));
    let (output, body) = if sort.is_empty() {
        (quote!(__p::Query<#ident>), query)
    } else {
        let (step, module) = (&model.types.step, names::module(ident));
        let marker = marker(index, &sort, 0);
        (quote!(#step<#module::#marker>), quote!(__p::From::from(#query)))
    };
    let doc = describe(index);
    quote! {
        #[doc = #doc]
        #vis fn #name(self, #(#arguments: impl __p::IntoValue<#targets>),*) -> #output {
            #body
        }
    }
}

/// Renders the methods for the sort parts, each available after the parts before it.
fn steps(model: &EntityModel, index: &IndexModel) -> TokenStream {
    let (ident, module) = (&model.ident, names::module(&model.ident));
    let step = &model.types.step;
    let sort = sort_parts(model, index);
    let impls = sort.iter().enumerate().map(|(given, part)| {
        let (name, target, order) = (&part.field.ident, part.target(), part.order());
        let vis = names::narrowest(model, &[part.position]);
        let here = marker(index, &sort, given);
        let next = if given + 1 < sort.len() {
            let next = marker(index, &sort, given + 1);
            quote!(#step<#module::#next>)
        } else {
            quote!(__p::Query<#ident>)
        };
        let open = match options::set_target(part.field, part.format) {
            Some(set) => quote!(self.0.__sort_set(#set)),
            None => quote!(self.0.__sort()),
        };
        let doc = format!(
            "The sort part `{name}`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`."
        );
        quote! {
            #[automatically_derived]
            impl #step<#module::#here> {
                #[doc = #doc]
                #vis fn #name(self) -> __p::SortStep<#ident, #target, #next #order> {
                    #open
                }
            }
        }
    });
    quote!(#(#impls)*)
}

/// Describes what the method of an access pattern reads.
fn describe(index: &IndexModel) -> String {
    let side = |side: &SideModel| match side {
        SideModel::Template(template) => format!("`{}`", template.text.value()),
        SideModel::Attributes(_) => "attributes of their own".to_owned(),
    };
    let place = match &index.index_name {
        Some(name) => format!("the index `{name}`"),
        None => "the table".to_owned(),
    };
    let sk = index
        .sk
        .as_ref()
        .map_or_else(String::new, |sk| format!(", sorted by {}", side(sk)));
    format!("Queries {place}, partitioned by {}{sk}.", side(&index.pk))
}

/// Returns an argument name, as a raw identifier if it is a keyword.
fn argument(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}
