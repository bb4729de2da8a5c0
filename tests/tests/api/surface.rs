//! What a user can name: the exports of the public modules, with the implementations that belong to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quote::ToTokens as _;
use syn::{Attribute, Item, ItemImpl, Type};

use crate::print;
use crate::source::{Crate, Definition, Module, attributes, is_public, name_of, uses};

/// The module that generated code names. It is not part of the surface.
const PRIVATE: &str = "__private";

/// A public module: its re-exports of names that are public elsewhere or of other crates, and its own items.
#[derive(Default)]
struct Page {
    /// `#![cfg(…)]` of the module.
    conditions: String,
    /// Whether its documentation has an example.
    has_example: bool,
    uses: Vec<String>,
    /// By the names that they have here, with the `#[cfg(…)]` of the export.
    items: Vec<(String, Definition, String)>,
}

pub(crate) struct Surface<'c> {
    source: &'c Crate,
    pages: BTreeMap<String, Page>,
    public: BTreeSet<Definition>,
}

impl<'c> Surface<'c> {
    pub(crate) fn of(source: &'c Crate) -> Self {
        let mut surface = Surface {
            source,
            pages: BTreeMap::new(),
            public: BTreeSet::new(),
        };
        let root = Module::new();
        surface.add("root", Page::default(), &root, &source.files[&root]);
        surface
    }

    /// Adds the page of a module, unless the module holds documentation alone. A definition is listed where it is exported
    /// first, the root before its modules.
    fn add(&mut self, name: &str, mut page: Page, module: &Module, items: &[Item]) {
        for item in items {
            if let Item::Use(import) = item
                && is_public(&import.vis)
            {
                let conditions = print::conditions(&import.attrs, "#");
                for (path, given) in uses(item) {
                    let definition = self.source.resolve(module, &path);
                    let path = match &definition {
                        Some((_, name)) => name.clone(),
                        None => path.join("::"),
                    };
                    let is_first = definition.as_ref().is_some_and(|it| self.public.insert(it.clone()));
                    if !is_first || path != given {
                        let given = if path.ends_with(&given) {
                            String::new()
                        } else {
                            format!(" as {given}")
                        };
                        page.uses.push(format!("{conditions}pub use {path}{given};\n"));
                    }
                    page.items.extend(
                        definition
                            .filter(|_| is_first)
                            .map(|it| (given, it, conditions.clone())),
                    );
                }
            }
            if let Some(own) = name_of(item).filter(|_| is_public_item(item)) {
                let definition = (module.clone(), own.clone());
                self.public.insert(definition.clone());
                page.items.push((own, definition, String::new()));
            }
        }
        page.uses.sort();
        page.items.sort();
        if !(page.uses.is_empty() && page.items.is_empty()) {
            self.pages.insert(name.to_owned(), page);
        }
        for item in items {
            let Item::Mod(item) = item else { continue };
            if !is_public(&item.vis) || item.ident == PRIVATE {
                continue;
            }
            let inner = item.ident.to_string();
            let page = Page {
                conditions: print::conditions(&item.attrs, "#!"),
                has_example: has_example(&item.attrs),
                ..Page::default()
            };
            let full = [module.as_slice(), std::slice::from_ref(&inner)].concat();
            let source = self.source;
            match &item.content {
                Some((_, items)) => self.add(&inner, page, module, items),
                None => self.add(&inner, page, &full, &source.files[&full]),
            }
        }
    }

    /// Returns the text of each file of `tests/api`.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut hidden = Vec::new();
        let mut traits = Vec::new();
        let mut implementations = self.implementations(&mut hidden);
        let mut files = BTreeMap::new();
        for (name, page) in &self.pages {
            let mut text = page.conditions.clone();
            text.extend(page.uses.iter().map(String::as_str));
            for (given, definition, conditions) in &page.items {
                let item = self.source.item(definition);
                if matches!(item, Item::Trait(_)) {
                    let prefix = if name == "root" {
                        String::new()
                    } else {
                        format!("{name}::")
                    };
                    traits.push(prefix + given);
                }
                if !text.is_empty() {
                    text.push('\n');
                }
                text += conditions;
                text += &print::item(item, &mut hidden);
                let mut own = implementations.remove(definition).unwrap_or_default();
                own.sort();
                text.extend(own.into_iter().map(|(_, text)| text));
            }
            files.insert(format!("{name}.rs"), text);
        }
        files.insert("traits.txt".to_owned(), list("public trait", "", traits));
        files.insert(
            "hidden.txt".to_owned(),
            list("hidden member", " of public items", hidden),
        );
        files
    }

    /// Returns the items without an example. The example of a module is one for its items.
    pub(crate) fn items_without_example(&self) -> Vec<&str> {
        let pages = self.pages.values().filter(|page| !page.has_example);
        let items = pages.flat_map(|page| &page.items);
        items
            .filter(|(_, definition, _)| !has_example(attributes(self.source.item(definition))))
            .map(|(_, (_, name), _)| name.as_str())
            .collect()
    }

    /// Returns the implementations by the public definition they are listed at: inherent ones first, then those of traits,
    /// then the calls of macros that write some.
    fn implementations(&self, hidden: &mut Vec<String>) -> BTreeMap<Definition, Vec<(u8, String)>> {
        let mut found: BTreeMap<Definition, Vec<(u8, String)>> = BTreeMap::new();
        for (module, items) in &self.source.files {
            for item in items {
                match item {
                    Item::Impl(item) => {
                        if let Some((definition, order, text)) = self.implementation(module, item, hidden) {
                            found.entry(definition).or_default().push((order, text));
                        }
                    }
                    Item::Macro(call) if call.ident.is_none() => {
                        for definition in self.written_by(module, call, items) {
                            let text = print::text(Item::Macro(call.clone()));
                            found.entry(definition).or_default().push((2, text));
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn implementation(
        &self,
        module: &Module,
        item: &ItemImpl,
        hidden: &mut Vec<String>,
    ) -> Option<(Definition, u8, String)> {
        let own = self.definition_of(module, &item.self_ty);
        let own = own.filter(|definition| self.public.contains(definition));
        let Some((path, _)) = &item.trait_ else {
            let own = own?;
            let text = print::inherent(item, &own.1, hidden)?;
            return Some((own, 0, text));
        };
        let definition = self.source.resolve(module, &names(path));
        let is_shown = definition
            .as_ref()
            .is_none_or(|definition| self.public.contains(definition));
        if !is_shown {
            return None;
        }
        let text = print::of_trait(item);
        if let Some(own) = own {
            return Some((own, 1, text));
        }
        // A type of this crate that is not public is not listed; other types and type parameters are, at the trait.
        let is_secret = self.definition_of(module, &item.self_ty).is_some();
        let definition = definition.filter(|_| !is_secret)?;
        Some((definition, 1, text))
    }

    fn definition_of(&self, module: &Module, ty: &Type) -> Option<Definition> {
        match ty {
            Type::Path(path) => self.source.resolve(module, &names(&path.path)),
            Type::Reference(reference) => self.definition_of(module, &reference.elem),
            _ => None,
        }
    }

    /// Returns the public traits that the macro of a call implements: its definition says `Trait for`.
    fn written_by(&self, module: &Module, call: &syn::ItemMacro, items: &[Item]) -> BTreeSet<Definition> {
        let name = call.mac.path.to_token_stream().to_string();
        let definition = items.iter().find_map(|item| match item {
            Item::Macro(item) if item.ident.as_ref().is_some_and(|ident| *ident == name) => Some(item),
            _ => None,
        });
        let body = definition.map(|definition| definition.mac.tokens.to_string());
        let body = body.unwrap_or_default();
        let (starts, _) = body.rsplit_once(" for ").unwrap_or_default();
        starts
            .split(" for ")
            .filter_map(trait_at_the_end)
            .filter_map(|word| self.source.resolve(module, &[word]))
            .filter(|definition| self.public.contains(definition))
            .filter(|definition| matches!(self.source.item(definition), Item::Trait(_)))
            .collect()
    }
}

/// Returns whether documentation has an example or a link to a chapter of the guide.
fn has_example(attributes: &[Attribute]) -> bool {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    lines
        .map(|line| line.to_token_stream().to_string())
        .any(|line| line.contains("```") || line.contains("guide::"))
}

/// Returns `Trait` for `impl < T > Trait < A >`.
fn trait_at_the_end(tokens: &str) -> Option<String> {
    let mut depth = 0;
    let name = tokens.split_whitespace().rev().find(|token| {
        depth += token.matches('>').count().cast_signed();
        depth -= token.matches('<').count().cast_signed();
        depth == 0 && !token.contains(['<', '>'])
    });
    name.map(str::to_owned)
}

fn names(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

fn is_public_item(item: &Item) -> bool {
    match item {
        Item::Const(item) => is_public(&item.vis),
        Item::Enum(item) => is_public(&item.vis),
        Item::Fn(item) => is_public(&item.vis),
        Item::Struct(item) => is_public(&item.vis),
        Item::Trait(item) => is_public(&item.vis),
        Item::Type(item) => is_public(&item.vis),
        _ => false,
    }
}

fn list(what: &str, whose: &str, mut names: Vec<String>) -> String {
    names.sort();
    let plural = if names.len() == 1 { "" } else { "s" };
    let mut text = format!("{} {what}{plural}{whose}\n\n", names.len());
    for name in names {
        let _ = writeln!(text, "{name}");
    }
    text
}
