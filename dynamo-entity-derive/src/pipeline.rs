//! The pipeline that takes every derive through the stages, and emits a fallback after mistakes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::check;
use crate::error::Context;
use crate::expand::{changes, collection, document, entity, fallback, key_part, projection, table};
use crate::features::Features;
use crate::model::changes::ChangesModel;
use crate::model::collection::CollectionModel;
use crate::model::document::DocumentModel;
use crate::model::entity::EntityModel;
use crate::model::key_part::KeyPartModel;
use crate::model::projection::ProjectionModel;
use crate::model::table::TableModel;

/// One derive: how its input is resolved, checked and expanded.
pub(crate) struct Derive<M> {
    resolve: fn(&DeriveInput, &Context) -> Option<M>,
    check: fn(&M, &Context),
    expand: fn(&M) -> TokenStream,
    /// Emits impls that other code needs if the input has mistakes and is not expanded.
    fallback: fn(&DeriveInput) -> TokenStream,
}

pub(crate) const ENTITY: Derive<EntityModel> = Derive {
    resolve: EntityModel::resolve,
    check: check::entity,
    expand: entity::expand,
    fallback: fallback::entity,
};

pub(crate) const KEY_PART: Derive<KeyPartModel> = Derive {
    resolve: KeyPartModel::resolve,
    check: check::key_part,
    expand: key_part::expand,
    fallback: fallback::key_part,
};

pub(crate) const DOCUMENT: Derive<DocumentModel> = Derive {
    resolve: DocumentModel::resolve,
    check: check::document,
    expand: document::expand,
    fallback: fallback::document,
};

pub(crate) const PROJECTION: Derive<ProjectionModel> = Derive {
    resolve: ProjectionModel::resolve,
    check: check::projection,
    expand: projection::expand,
    fallback: fallback::projection,
};

pub(crate) const CHANGES: Derive<ChangesModel> = Derive {
    resolve: ChangesModel::resolve,
    check: check::changes,
    expand: changes::expand,
    fallback: fallback::changes,
};

pub(crate) const COLLECTION: Derive<CollectionModel> = Derive {
    resolve: CollectionModel::resolve,
    check: check::collection,
    expand: collection::expand,
    fallback: fallback::collection,
};

pub(crate) const TABLE: Derive<TableModel> = Derive {
    resolve: TableModel::resolve,
    check: check::table,
    expand: table::expand,
    fallback: fallback::table,
};

impl<M> Derive<M> {
    pub(crate) fn run(&self, input: TokenStream) -> TokenStream {
        match syn::parse2::<DeriveInput>(input) {
            Ok(input) => self.expansion(&input),
            Err(error) => error.into_compile_error(),
        }
    }

    fn expansion(&self, input: &DeriveInput) -> TokenStream {
        match self.model(input, Features::BUILT) {
            Ok(model) => (self.expand)(&model),
            Err(error) => {
                let errors = error.into_compile_error();
                let fallback = (self.fallback)(input);
                quote!(#errors #fallback)
            }
        }
    }

    /// Returns a model without mistakes, or all mistakes as one error.
    pub(crate) fn model(&self, input: &DeriveInput, features: Features) -> syn::Result<M> {
        let context = Context::new(features);
        let model = (self.resolve)(input, &context);
        if let Some(model) = &model {
            (self.check)(model, &context);
        }
        context.finish()?;
        model.ok_or_else(|| syn::Error::new(input.ident.span(), "this cannot be derived here"))
    }
}
