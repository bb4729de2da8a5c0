//! Items as text: signatures without documentation, bodies and what is private.

use syn::punctuated::Punctuated;
use syn::{Attribute, Block, Fields, FnArg, ImplItem, Item, ItemImpl, Pat, Signature, TraitItem, parse_quote};

use crate::source::{is_hidden, is_public};

/// Stands for private fields until the item is text.
pub(crate) const PRIVATE: &str = "__private_fields: _,";

/// Prints an item, and adds the names of its hidden members to `hidden`.
pub(crate) fn item(item: &Item, hidden: &mut Vec<String>) -> String {
    let mut item = item.clone();
    match &mut item {
        Item::Const(item) => keep(&mut item.attrs),
        Item::Type(item) => keep(&mut item.attrs),
        Item::Fn(item) => {
            keep(&mut item.attrs);
            signature(&mut item.sig);
            *item.block = empty();
        }
        Item::Struct(item) => {
            keep(&mut item.attrs);
            fields(&mut item.fields);
        }
        Item::Enum(item) => {
            keep(&mut item.attrs);
            for variant in &mut item.variants {
                keep(&mut variant.attrs);
                variant.fields.iter_mut().for_each(|field| keep(&mut field.attrs));
            }
        }
        Item::Trait(item) => {
            keep(&mut item.attrs);
            item.items.retain(|member| {
                let (attributes, name) = match member {
                    TraitItem::Const(member) => (&member.attrs, &member.ident),
                    TraitItem::Fn(member) => (&member.attrs, &member.sig.ident),
                    TraitItem::Type(member) => (&member.attrs, &member.ident),
                    _ => return true,
                };
                let is_hidden = is_hidden(attributes);
                if is_hidden {
                    hidden.push(format!("{}::{name}", item.ident));
                }
                !is_hidden
            });
            for member in &mut item.items {
                match member {
                    TraitItem::Const(member) => keep(&mut member.attrs),
                    TraitItem::Type(member) => keep(&mut member.attrs),
                    TraitItem::Fn(member) => {
                        keep(&mut member.attrs);
                        signature(&mut member.sig);
                        member.default = member.default.as_ref().map(|_| empty());
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    text(item).replace(PRIVATE, "// and private fields")
}

/// Prints the public members of an `impl` of a type, if there are any.
pub(crate) fn inherent(item: &ItemImpl, ty: &str, hidden: &mut Vec<String>) -> Option<String> {
    let mut item = item.clone();
    keep(&mut item.attrs);
    item.items.retain(|member| {
        let (attributes, visibility, name) = match member {
            ImplItem::Const(member) => (&member.attrs, &member.vis, &member.ident),
            ImplItem::Fn(member) => (&member.attrs, &member.vis, &member.sig.ident),
            _ => return false,
        };
        if is_public(visibility) && is_hidden(attributes) {
            hidden.push(format!("{ty}::{name}"));
        }
        is_public(visibility) && !is_hidden(attributes)
    });
    for member in &mut item.items {
        match member {
            ImplItem::Const(member) => keep(&mut member.attrs),
            ImplItem::Fn(member) => {
                keep(&mut member.attrs);
                signature(&mut member.sig);
                member.block = empty();
            }
            _ => {}
        }
    }
    (!item.items.is_empty()).then(|| text(Item::Impl(item)))
}

/// Prints the head of an `impl` of a trait, with its types.
pub(crate) fn of_trait(item: &ItemImpl) -> String {
    let mut item = item.clone();
    keep(&mut item.attrs);
    item.items.retain(|member| matches!(member, ImplItem::Type(_)));
    for member in &mut item.items {
        if let ImplItem::Type(member) = member {
            keep(&mut member.attrs);
        }
    }
    text(Item::Impl(item))
}

pub(crate) fn text(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// Prints each `cfg` of some attributes as a line, after `#` or `#!`.
pub(crate) fn conditions(attributes: &[Attribute], mark: &str) -> String {
    let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let lines = conditions.map(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string());
        format!("{mark}[cfg({})]\n", condition.unwrap_or_default())
    });
    lines.collect()
}

/// Keeps the attributes that change what a user can do.
fn keep(attributes: &mut Vec<Attribute>) {
    let kept = ["cfg", "derive", "deprecated", "non_exhaustive", "must_use"];
    attributes.retain(|attribute| kept.iter().any(|name| attribute.path().is_ident(name)));
}

/// Removes the `mut` of arguments, which only the body sees.
fn signature(signature: &mut Signature) {
    for argument in &mut signature.inputs {
        match argument {
            // The `mut` of `&mut self` is not this one.
            FnArg::Receiver(receiver) => receiver.mutability = None,
            FnArg::Typed(argument) => {
                if let Pat::Ident(name) = &mut *argument.pat {
                    name.mutability = None;
                }
            }
        }
    }
}

fn fields(fields: &mut Fields) {
    fields.iter_mut().for_each(|field| keep(&mut field.attrs));
    match fields {
        Fields::Named(fields) => {
            let all = std::mem::replace(&mut fields.named, Punctuated::new());
            let count = all.len();
            fields
                .named
                .extend(all.into_iter().filter(|field| is_public(&field.vis)));
            if fields.named.len() < count {
                fields.named.push(parse_quote!(__private_fields: _));
            }
        }
        Fields::Unnamed(fields) => {
            for field in &mut fields.unnamed {
                if !is_public(&field.vis) {
                    *field = parse_quote!(_);
                }
            }
        }
        Fields::Unit => {}
    }
}

fn empty() -> Block {
    parse_quote!({})
}
