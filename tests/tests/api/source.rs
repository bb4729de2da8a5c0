//! The files of a crate, and which definition a path leads to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{Attribute, Item, UseTree, Visibility};

pub(crate) type Module = Vec<String>;

/// A definition: its module and its name.
pub(crate) type Definition = (Module, String);

/// The files of a crate by their module, without tests.
pub(crate) struct Crate {
    pub(crate) files: BTreeMap<Module, Vec<Item>>,
}

impl Crate {
    pub(crate) fn read(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with("tests") {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(src).unwrap().with_extension("");
                    let module = name.iter().map(|part| part.to_str().unwrap());
                    files.insert(module_of(module), fs::read_to_string(&path).unwrap());
                }
            }
        }
        let parsed = files.into_iter().map(|(module, text)| (module, items(&text)));
        Crate {
            files: parsed.collect(),
        }
    }

    pub(crate) fn parse(files: &[(&str, &str)]) -> Self {
        let parsed = files
            .iter()
            .map(|(path, text)| (module_of(path.split('/')), items(text)));
        Crate {
            files: parsed.collect(),
        }
    }

    /// Returns the definition that a path in a module leads to, if the crate defines it.
    pub(crate) fn resolve(&self, module: &Module, path: &[String]) -> Option<Definition> {
        let (name, before) = path.split_last()?;
        let first = before.first().map(String::as_str);
        let found = match first {
            Some("crate") => self.defined(before[1..].to_vec(), name),
            Some(_) => self.defined([module, before].concat(), name),
            None => self.defined(module.clone(), name),
        };
        found.or_else(|| {
            let imports = self.files.get(module)?.iter().flat_map(uses);
            let (import, _) = imports.into_iter().find(|(_, known)| *known == path[0])?;
            // An import that does not begin with `crate` is of another crate.
            let full = [&import, &path[1..]].concat();
            (full[0] == "crate").then(|| self.resolve(module, &full))?
        })
    }

    fn defined(&self, module: Module, name: &str) -> Option<Definition> {
        let items = self.files.get(&module)?;
        let is_here = items
            .iter()
            .any(|item| name_of(item).is_some_and(|known| known == name));
        is_here.then(|| (module, name.to_owned()))
    }

    pub(crate) fn item(&self, (module, name): &Definition) -> &Item {
        let mut items = self.files[module].iter();
        items
            .find(|item| name_of(item).is_some_and(|known| known == *name))
            .unwrap()
    }

    /// Returns the paths of the items that are `doc(hidden)`.
    pub(crate) fn hidden_items(&self) -> Vec<String> {
        let mut hidden = Vec::new();
        for (module, items) in &self.files {
            for item in items {
                let name = match item {
                    Item::Mod(item) => Some(item.ident.to_string()),
                    Item::Impl(_) => Some("impl".to_owned()),
                    Item::Use(_) => Some("use".to_owned()),
                    _ => name_of(item),
                };
                if let Some(name) = name.filter(|_| is_hidden(attributes(item))) {
                    hidden.push([module.as_slice(), &[name]].concat().join("::"));
                }
            }
        }
        hidden
    }
}

fn items(text: &str) -> Vec<Item> {
    syn::parse_file(text).unwrap().items
}

fn module_of<'p>(path: impl Iterator<Item = &'p str>) -> Module {
    path.filter(|part| !["mod", "lib"].contains(part))
        .map(str::to_owned)
        .collect()
}

/// Returns the name of an item that a path can lead to.
pub(crate) fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

pub(crate) fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_hidden = |list: &syn::MetaList| list.tokens.to_string() == "hidden";
        attribute.path().is_ident("doc") && attribute.meta.require_list().is_ok_and(is_hidden)
    })
}

pub(crate) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Returns the leaves of a `use`, each with the name that it gets.
pub(crate) fn uses(item: &Item) -> Vec<(Vec<String>, String)> {
    let mut leaves = Vec::new();
    if let Item::Use(item) = item {
        leaves_of(&item.tree, &[], &mut leaves);
    }
    leaves
}

fn leaves_of(tree: &UseTree, prefix: &[String], leaves: &mut Vec<(Vec<String>, String)>) {
    let with = |name: String| [prefix, &[name]].concat();
    match tree {
        UseTree::Path(path) => leaves_of(&path.tree, &with(path.ident.to_string()), leaves),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves_of(tree, prefix, leaves)),
        UseTree::Name(name) if name.ident == "self" => {
            let name = prefix.last().cloned().unwrap_or_default();
            leaves.push((prefix.to_vec(), name));
        }
        UseTree::Name(name) => leaves.push((with(name.ident.to_string()), name.ident.to_string())),
        UseTree::Rename(rename) => leaves.push((with(rename.ident.to_string()), rename.rename.to_string())),
        UseTree::Glob(_) => {}
    }
}
