//! The names that the derive reserves are those of the runtime's methods, read from its source.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::{FnArg, GenericParam, ImplItem, Item, ItemImpl, ItemTrait, TraitItem, Type, TypeParamBound, Visibility};

use crate::check::index::QUERY_METHODS;

/// Returns the items of every file below a folder.
fn items(folder: &Path) -> Vec<Item> {
    let mut items = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the runtime exists") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            items.extend(self::items(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            items.extend(syn::parse_file(&text).expect("the file is Rust").items);
        }
    }
    items
}

/// Returns the name of a type or trait without its path and parameters.
fn last(path: &syn::Path) -> String {
    path.segments
        .last()
        .map_or_else(String::new, |segment| segment.ident.to_string())
}

/// Returns the trait that `impl<Q: QueryStep> Trait for Q` implements for every step of a query.
fn trait_of_steps(item: &ItemImpl) -> Option<String> {
    let (implemented, _) = item.trait_.as_ref()?;
    let Type::Path(of) = &*item.self_ty else {
        return None;
    };
    let is_bound =
        |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(bound) if last(&bound.path) == "QueryStep");
    let is_step = |parameter: &GenericParam| {
        matches!(parameter, GenericParam::Type(parameter)
            if of.path.is_ident(&parameter.ident) && parameter.bounds.iter().any(is_bound))
    };
    item.generics.params.iter().any(is_step).then(|| last(implemented))
}

fn is_method(signature: &syn::Signature) -> bool {
    let is_hidden = signature.ident.to_string().starts_with("__");
    matches!(signature.inputs.first(), Some(FnArg::Receiver(_))) && !is_hidden
}

fn trait_methods(item: &ItemTrait) -> impl Iterator<Item = String> {
    item.items.iter().filter_map(|item| match item {
        TraitItem::Fn(function) if is_method(&function.sig) => Some(function.sig.ident.to_string()),
        _ => None,
    })
}

fn inherent_methods(item: &ItemImpl) -> impl Iterator<Item = String> {
    item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) if matches!(function.vis, Visibility::Public(_)) && is_method(&function.sig) => {
            Some(function.sig.ident.to_string())
        }
        _ => None,
    })
}

#[test]
fn the_methods_of_a_query_step_are_reserved() {
    let items = items(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../dynamo-entity/src"));
    let mut traits = BTreeSet::from(["QueryStep".to_owned()]);
    let mut methods = BTreeSet::new();
    for item in &items {
        let Item::Impl(item) = item else { continue };
        traits.extend(trait_of_steps(item));
        if item.trait_.is_none() && matches!(&*item.self_ty, Type::Path(of) if last(&of.path) == "SortStep") {
            methods.extend(inherent_methods(item));
        }
    }
    assert!(traits.len() > 1, "no trait is implemented for every step: {traits:?}");
    for item in &items {
        if let Item::Trait(item) = item
            && traits.contains(&item.ident.to_string())
        {
            methods.extend(trait_methods(item));
        }
    }
    let reserved: BTreeSet<String> = QUERY_METHODS.map(str::to_owned).into();
    assert_eq!(methods, reserved);
}
