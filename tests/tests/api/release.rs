//! Which version the changes of the public surface since the last release need.
//!
//! The changes are found in the text of both surfaces. In doubt a change counts as breaking.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use quote::ToTokens;
use syn::{Attribute, Fields, Generics, ImplItem, Item, Meta, Token, TraitItem};

use crate::print::PRIVATE;
use crate::surface::Surface;
use crate::{read, root};

/// The files of a surface, by their names.
type Files = BTreeMap<String, String>;

/// A version without a suffix.
type Version = [u64; 3];

fn version(text: &str) -> Version {
    let numbers: Vec<u64> = text.split('.').map(|number| number.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

/// The changes from one surface to another, each with the name of what changed.
#[derive(Debug, Default, PartialEq)]
struct Changes {
    breaking: BTreeSet<String>,
    added: BTreeSet<String>,
}

impl Changes {
    fn between(released: &Files, current: &Files) -> Self {
        let (released, current) = (members(released), members(current));
        let mut changes = Changes::default();
        for (name, member) in &released {
            match current.get(name) {
                Some(other) if other.text == member.text => {}
                _ => drop(changes.breaking.insert(name.clone())),
            }
        }
        for (name, member) in current {
            if !released.contains_key(&name) {
                let is_breaking = released.contains_key(&member.breaks);
                let names = if is_breaking {
                    &mut changes.breaking
                } else {
                    &mut changes.added
                };
                names.insert(name);
            }
        }
        changes
    }

    /// Returns whether Cargo's rules let `current` follow `released`. Before 1.0 a new minor version may break programs.
    fn are_allowed(&self, released: Version, current: Version) -> bool {
        let position = released.iter().position(|number| *number > 0).unwrap_or(2);
        let is_incompatible = current[..=position] > released[..=position];
        if !self.breaking.is_empty() {
            is_incompatible
        } else if !self.added.is_empty() {
            current > released
        } else {
            current >= released
        }
    }
}

/// What a program can name or rely on.
struct Member {
    text: String,
    /// The member whose users break if this one is new: a field of a struct that programs can build, a variant of an enum
    /// that they can match, an item of a trait that they can implement. Empty if nobody breaks.
    breaks: String,
}

fn members(files: &Files) -> BTreeMap<String, Member> {
    let mut members = BTreeMap::new();
    for (file, text) in files {
        let Some(module) = file.strip_suffix(".rs") else {
            continue;
        };
        let parsed = syn::parse_file(&text.replace("// and private fields", PRIVATE)).unwrap();
        for item in parsed.items {
            add(module, item, &mut members);
        }
    }
    members
}

fn add(module: &str, mut item: Item, members: &mut BTreeMap<String, Member>) {
    let mut insert = |name: String, text: String, breaks: &str| {
        let breaks = breaks.to_owned();
        members.insert(format!("{module}::{name}"), Member { text, breaks });
    };
    let in_module = |name: &str| format!("{module}::{name}");
    match &mut item {
        Item::Struct(item) => {
            let name = item.ident.to_string();
            derives(&name, &mut item.attrs, &mut insert);
            let is_open = is_exhaustive(&item.attrs) && !item.fields.iter().any(is_private);
            let breaks = if is_open { in_module(&name) } else { String::new() };
            for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| !is_private(field)) {
                let field_name = field.ident.as_ref().map_or(index.to_string(), ToString::to_string);
                insert(format!("{name}.{field_name}"), tokens(field), &breaks);
            }
            item.fields = Fields::Unit;
            insert(name, format!("{} {is_open}", tokens(&item)), "");
        }
        Item::Enum(item) => {
            let name = item.ident.to_string();
            derives(&name, &mut item.attrs, &mut insert);
            let breaks = if is_exhaustive(&item.attrs) {
                in_module(&name)
            } else {
                String::new()
            };
            for variant in &item.variants {
                insert(format!("{name}::{}", variant.ident), tokens(variant), &breaks);
            }
            item.variants.clear();
            insert(name, tokens(&item), "");
        }
        Item::Trait(item) => {
            let name = item.ident.to_string();
            for member in std::mem::take(&mut item.items) {
                let (member_name, has_default) = match &member {
                    TraitItem::Const(member) => (member.ident.to_string(), member.default.is_some()),
                    TraitItem::Fn(member) => (member.sig.ident.to_string(), member.default.is_some()),
                    TraitItem::Type(member) => (member.ident.to_string(), member.default.is_some()),
                    other => (tokens(other), false),
                };
                let breaks = if has_default { String::new() } else { in_module(&name) };
                insert(format!("{name}::{member_name}"), tokens(&member), &breaks);
            }
            insert(name, tokens(&item), "");
        }
        Item::Impl(item) => {
            let ty = tokens(&item.self_ty);
            if item.trait_.is_some() {
                let types = std::mem::take(&mut item.items);
                let types: String = types.iter().map(tokens).collect();
                insert(tokens(&item), types, "");
                return;
            }
            for member in &item.items {
                let name = match member {
                    ImplItem::Const(member) => member.ident.to_string(),
                    ImplItem::Fn(member) => member.sig.ident.to_string(),
                    other => tokens(other),
                };
                // Several `impl`s may have a method of one name, for different parameters of the type.
                insert(format!("{ty}::{name}"), bound(&item.generics, member), "");
            }
        }
        other => insert(tokens(&other), String::new(), ""),
    }
}

/// Lists each derived trait as an implementation.
fn derives(name: &str, attributes: &mut Vec<Attribute>, insert: &mut impl FnMut(String, String, &str)) {
    for attribute in attributes.extract_if(.., |attribute| attribute.path().is_ident("derive")) {
        let Meta::List(list) = &attribute.meta else { continue };
        let paths = list.parse_args_with(syn::punctuated::Punctuated::<syn::Path, Token![,]>::parse_terminated);
        for path in paths.unwrap() {
            insert(format!("impl {} for {name}", tokens(&path)), String::new(), "");
        }
    }
}

fn is_exhaustive(attributes: &[Attribute]) -> bool {
    !attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

fn is_private(field: &syn::Field) -> bool {
    matches!(field.ty, syn::Type::Infer(_))
}

fn bound(generics: &Generics, member: &ImplItem) -> String {
    format!(
        "{} {} {}",
        tokens(generics),
        tokens(&generics.where_clause),
        tokens(member)
    )
}

/// Prints without the attributes that break no program.
fn tokens(part: &impl ToTokens) -> String {
    let text = part.to_token_stream().to_string();
    text.replace("# [must_use] ", "")
}

/// `tests/released` has the surface of the last release, in a folder with the name of its version. Before the first release it is
/// empty, and the version is that of the first release.
#[test]
fn the_version_allows_the_changes_since_the_last_release() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let current = manifest.lines().find_map(|line| line.strip_prefix("version = "));
    let current = current.unwrap().trim_matches('"');
    let releases: Vec<PathBuf> = fs::read_dir(root().join("tests/released"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [last] = &releases[..] else {
        assert_eq!(releases.len(), 0, "only the last release has a folder");
        assert_eq!(current, "0.1.0", "record the release: CONTRIBUTING.md says how");
        return;
    };
    let released: Files = fs::read_dir(last)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    let changes = Changes::between(&released, &Surface::of(&read()).files());
    let last = last.file_name().unwrap().to_str().unwrap();
    assert!(
        changes.are_allowed(version(last), version(current)),
        "{current} may not follow {last} with {changes:#?}"
    );
}

#[test]
fn changes_are_told_from_the_text() {
    let changes = |old: &str, new: &str| {
        let files = |text: &str| Files::from([("root.rs".to_owned(), text.to_owned())]);
        let changes = Changes::between(&files(old), &files(new));
        assert!(Changes::between(&files(old), &files(old)) == Changes::default());
        let names = changes.added.into_iter().map(|name| format!("added {name}"));
        let names = names.chain(changes.breaking.into_iter().map(|name| format!("breaking {name}")));
        names.collect::<Vec<_>>().join(", ")
    };
    let none = "";
    assert_eq!(changes(none, "pub struct S;"), "added root::S");
    assert_eq!(changes("pub struct S;", none), "breaking root::S");
    // A method: new, removed, with another signature, with an attribute.
    let method = "pub struct S(_); impl S { pub fn a(&self) -> u8 {} }";
    assert_eq!(changes("pub struct S(_);", method), "added root::S::a");
    assert_eq!(changes(method, "pub struct S(_);"), "breaking root::S::a");
    assert_eq!(changes(method, &method.replace("u8", "u16")), "breaking root::S::a");
    assert_eq!(changes(method, &method.replace("pub fn", "#[must_use] pub fn")), "");
    // A field of a struct that programs build, and of one that they cannot build.
    let open = "pub struct S { pub a: u8 }";
    let closed = "pub struct S { pub a: u8, // and private fields\n }";
    assert_eq!(
        changes(open, "pub struct S { pub a: u8, pub b: u8 }"),
        "breaking root::S.b"
    );
    let grown = "pub struct S { pub a: u8, pub b: u8, // and private fields\n }";
    assert_eq!(changes(closed, grown), "added root::S.b");
    assert_eq!(changes(open, closed), "breaking root::S");
    assert_eq!(
        changes(closed, grown.replace("u8", "u16").as_str()),
        "added root::S.b, breaking root::S.a"
    );
    // A variant, where programs match all of them and where they cannot.
    assert_eq!(
        changes("pub enum E { A }", "pub enum E { A, B }"),
        "breaking root::E::B"
    );
    let (old, new) = (
        "#[non_exhaustive] pub enum E { A }",
        "#[non_exhaustive] pub enum E { A, B }",
    );
    assert_eq!(changes(old, new), "added root::E::B");
    // An item of a trait, with and without a default.
    let (old, new) = ("pub trait T {}", "pub trait T { fn a(&self); fn b(&self) {} }");
    assert_eq!(changes(old, new), "added root::T::b, breaking root::T::a");
    // Implementations, written and derived.
    let (old, new) = ("pub struct S;", "#[derive(Clone)] pub struct S; impl Debug for S {}");
    assert_eq!(
        changes(old, new),
        "added root::impl Clone for S, added root::impl Debug for S { }"
    );
    assert_eq!(
        changes(new, old),
        "breaking root::impl Clone for S, breaking root::impl Debug for S { }"
    );
}

#[test]
fn a_version_follows_another_as_cargo_has_it() {
    let change = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (same, added, breaking) = (
        Changes::default(),
        Changes {
            added: change(&["a"]),
            ..Changes::default()
        },
        Changes {
            breaking: change(&["a"]),
            added: change(&["b"]),
        },
    );
    let allowed = |changes: &Changes, last, next| changes.are_allowed(version(last), version(next));
    assert!(allowed(&same, "0.1.0", "0.1.0") && !allowed(&same, "0.1.1", "0.1.0"));
    assert!(allowed(&added, "0.1.0", "0.1.1") && !allowed(&added, "0.1.0", "0.1.0"));
    assert!(allowed(&breaking, "0.1.3", "0.2.0") && !allowed(&breaking, "0.1.3", "0.1.4"));
    assert!(allowed(&breaking, "1.2.0", "2.0.0") && !allowed(&breaking, "1.2.0", "1.3.0"));
    assert!(allowed(&breaking, "0.0.1", "0.0.2") && !allowed(&breaking, "0.0.1", "0.0.1"));
}

#[test]
fn the_rust_version_is_that_of_the_sdk() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let version = |name: &str| {
        let mut packages = metadata["packages"].as_array().unwrap().iter();
        let package = packages.find(|package| package["name"] == name).unwrap();
        package["rust_version"].as_str().unwrap()
    };
    let version = (
        version("aws-sdk-dynamodb"),
        version("dynamo-entity"),
        version("dynamo-entity-derive"),
    );
    assert_eq!((version.1, version.2), (version.0, version.0));
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("Rust version is that of the SDK, {}.", version.0)));
}
