//! Checks the layers in the tables of ARCHITECTURE.md against the paths in the source.
//!
//! Only the crate's surface re-exports names of other files, so every other path leads to the file that defines the name.
//! The paths in a file are therefore its dependencies. There is no list of exceptions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The files that may re-export names of other files: the surface of the runtime.
const SURFACE: [&str; 3] = ["lib", "__private", "prelude"];

type Module = Vec<String>;

/// A crate: its modules and the paths in each module.
#[derive(Debug, Default)]
struct Source {
    /// The file of each module and its paths.
    files: BTreeMap<Module, File>,
}

#[derive(Debug, Default)]
struct File {
    path: PathBuf,
    /// Paths that are known to start at the root of the crate.
    names: BTreeSet<Module>,
    /// Re-exports: `pub use`.
    shown: BTreeSet<Module>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

// ---- ARCHITECTURE.md

/// Returns the rows of the table under a heading, as columns.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("\n## ").find(|section| section.starts_with(heading));
    let section = section.unwrap_or_else(|| panic!("no section `{heading}`"));
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        row.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    })
    .collect()
}

/// Returns the words of a cell that are in backticks.
fn words(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

// ---- the source

impl Source {
    /// Reads every file below `src`, except tests.
    fn read(src: &Path) -> Self {
        let mut paths = Vec::new();
        let mut folders = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    paths.push(path.strip_prefix(src).unwrap().to_owned());
                }
            }
        }
        let mut source = Source::default();
        for path in paths {
            let module = module_of(&path);
            if module.iter().any(|part| part == "tests") {
                continue;
            }
            let text = fs::read_to_string(src.join(&path)).unwrap();
            let tokens: TokenStream = text
                .parse()
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut file = File {
                path,
                ..File::default()
            };
            read(tokens, &module, &children(&text), &mut file);
            source.files.insert(module, file);
        }
        source
    }

    /// Returns the file that a path leads to: the file of its longest prefix that is a module.
    fn file_of(&self, name: &[String]) -> Option<&Module> {
        (1..=name.len())
            .rev()
            .find_map(|length| self.files.get_key_value(&name[..length]).map(|(module, _)| module))
    }

    /// Returns the other files that a file uses, and the paths that lead to no file.
    fn uses<'s>(&'s self, module: &Module, file: &'s File) -> (BTreeSet<&'s Module>, Vec<&'s Module>) {
        let mut uses = BTreeSet::new();
        let mut lost = Vec::new();
        for name in &file.names {
            match self.file_of(name) {
                Some(other) if other != module => drop(uses.insert(other)),
                Some(_) => {}
                None => lost.push(name),
            }
        }
        (uses, lost)
    }

    /// Finds a cycle from a file back to itself.
    fn circle(&self, is_surface: impl Fn(&Module) -> bool) -> Option<Vec<String>> {
        let uses: BTreeMap<&Module, BTreeSet<&Module>> = self
            .files
            .iter()
            .filter(|(module, _)| !is_surface(module))
            .map(|(module, file)| (module, self.uses(module, file).0))
            .collect();
        let mut done = BTreeSet::new();
        uses.keys()
            .find_map(|start| walk(start, &uses, &mut Vec::new(), &mut done))
    }
}

/// Follows the dependencies of a file. `way` holds the files on the path to it.
fn walk<'s>(
    module: &'s Module,
    uses: &BTreeMap<&'s Module, BTreeSet<&'s Module>>,
    way: &mut Vec<&'s Module>,
    done: &mut BTreeSet<&'s Module>,
) -> Option<Vec<String>> {
    if let Some(at) = way.iter().position(|other| *other == module) {
        let circle = way[at..].iter().chain([&module]);
        return Some(circle.map(|module| module.join("::")).collect());
    }
    if !done.insert(module) {
        return None;
    }
    way.push(module);
    let found = uses
        .get(module)
        .into_iter()
        .flatten()
        .find_map(|other| walk(other, uses, way, done));
    way.pop();
    found
}

fn module_of(path: &Path) -> Module {
    let mut module: Module = path
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    module.retain(|part| part != "mod" && part != "lib");
    module
}

/// Returns the modules that a file declares, with which a path may begin.
fn children(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_suffix(';'))
        .filter_map(|line| line.split_once("mod ").map(|(_, name)| name.to_owned()))
        .collect()
}

/// Adds the paths in the tokens. `module` is the module of the tokens, including inline modules.
fn read(tokens: TokenStream, module: &Module, children: &BTreeSet<String>, file: &mut File) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            // `#[cfg(test)] mod tests { … }`
            TokenTree::Ident(word) if word == "mod" && is(at + 1, "tests") => at += 2,
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(name), Some(TokenTree::Group(body))) = (tokens.get(at + 1), tokens.get(at + 2)) {
                    let inner = [module.as_slice(), &[name.to_string()]].concat();
                    read(body.stream(), &inner, &BTreeSet::new(), file);
                    at += 2;
                }
            }
            TokenTree::Ident(word) if word == "use" => {
                let is_shown = (at.saturating_sub(2)..at).any(|before| is(before, "pub"));
                let end = (at..)
                    .find(|end| tokens.get(*end).is_none() || is(*end, ";"))
                    .unwrap_or(at);
                let mut names = BTreeSet::new();
                tree(&tokens[at + 1..end], &Vec::new(), &mut names);
                for name in names {
                    if let Some(name) = from_root(name, module, children) {
                        if is_shown {
                            file.shown.insert(name.clone());
                        }
                        file.names.insert(name);
                    }
                }
                at = end;
            }
            TokenTree::Ident(_) if is(at + 1, ":") && is(at + 2, ":") => {
                let mut name = Vec::new();
                while let Some(TokenTree::Ident(word)) = tokens.get(at) {
                    name.push(word.to_string());
                    if !(is(at + 1, ":") && is(at + 2, ":")) {
                        break;
                    }
                    at += 3;
                }
                file.names.extend(from_root(name, module, children));
            }
            TokenTree::Group(group) => read(group.stream(), module, children, file),
            _ => {}
        }
        at += 1;
    }
}

/// Returns the leaves of a `use`: `a::b` and `a::c` for `a::{b, c as d}`.
fn tree(tokens: &[TokenTree], prefix: &Module, names: &mut BTreeSet<Module>) {
    let commas = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    for part in tokens.split(commas) {
        let mut name = prefix.clone();
        let mut is_leaf = !part.is_empty();
        for token in part {
            match token {
                TokenTree::Ident(word) if word == "as" => break,
                TokenTree::Ident(word) if word == "self" && !name.is_empty() => {}
                TokenTree::Ident(word) => name.push(word.to_string()),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    tree(&inner, &name, names);
                    is_leaf = false;
                }
                _ => {}
            }
        }
        if is_leaf {
            names.insert(name);
        }
    }
}

/// Resolves a path from the root of the crate. Returns `None` if the path is not known to be in the crate.
fn from_root(name: Module, module: &Module, children: &BTreeSet<String>) -> Option<Module> {
    let first = name.first()?;
    match first.as_str() {
        "crate" => Some(name[1..].to_vec()),
        "self" => Some([module, &name[1..]].concat()),
        "super" => {
            let ups = name.iter().take_while(|word| *word == "super").count();
            let base = module.get(..module.len().checked_sub(ups)?)?;
            Some([base, &name[ups..]].concat())
        }
        _ if children.contains(first) => Some([module.as_slice(), &name].concat()),
        _ => None,
    }
    .filter(|name: &Module| !name.is_empty())
}

// ---- the tests

fn top(module: &Module) -> &str {
    module.first().map_or("lib", String::as_str)
}

#[test]
fn the_runtime_uses_only_what_is_below() {
    let mut layers = BTreeMap::new();
    for row in table("The runtime") {
        let layer: u8 = row[0].parse().unwrap();
        layers.extend(words(&row[1]).into_iter().map(|module| (module, layer)));
    }
    let source = Source::read(&root().join("dynamo-entity/src"));
    let modules: BTreeSet<&str> = source.files.keys().map(top).collect();
    assert_eq!(
        modules,
        layers.keys().map(String::as_str).collect(),
        "the modules of the table"
    );

    let lib = fs::read_to_string(root().join("dynamo-entity/src/lib.rs")).unwrap();
    let public: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();

    let mut wrong = Vec::new();
    for (module, file) in &source.files {
        if SURFACE.contains(&top(module)) {
            continue;
        }
        let (uses, lost) = source.uses(module, file);
        wrong.extend(
            lost.iter()
                .map(|name| format!("{}: `crate::{}` is in no module", file.path.display(), name.join("::"))),
        );
        for other in uses {
            if layers[top(other)] > layers[top(module)] {
                wrong.push(format!("{}: is below `{}`", file.path.display(), other.join("::")));
            }
        }
        // The root file of a public module is part of the surface.
        let is_public = module.len() == 1 && public.contains(top(module));
        for name in file.shown.iter().filter(|_| !is_public) {
            if source.file_of(name).is_some_and(|other| other != module) {
                wrong.push(format!(
                    "{}: shows `{}`, which is another file's",
                    file.path.display(),
                    name.join("::")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        source.circle(|module| SURFACE.contains(&top(module))),
        None,
        "a circle of files"
    );
}

#[test]
fn the_stages_of_the_derives_read_only_those_before() {
    let mut readable: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut above = BTreeSet::new();
    for row in table("The derives") {
        let own = words(&row[1]);
        above.extend(own.iter().cloned());
        readable.extend(own.into_iter().map(|module| (module, above.clone())));
    }
    let source = Source::read(&root().join("dynamo-entity-derive/src"));
    let modules: BTreeSet<&str> = source.files.keys().map(top).collect();
    let stages = readable.keys().map(String::as_str);
    assert_eq!(
        modules,
        stages.chain(["lib", "pipeline"]).collect(),
        "the modules of the table"
    );

    let mut wrong = Vec::new();
    for (module, file) in &source.files {
        let Some(readable) = readable.get(top(module)) else {
            continue;
        };
        let (uses, _) = source.uses(module, file);
        wrong.extend(
            uses.iter()
                .filter(|other| !readable.contains(top(other)))
                .map(|other| format!("{}: names `{}`", file.path.display(), other.join("::"))),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        source.circle(|module| ["lib", "pipeline"].contains(&top(module))),
        None,
        "a circle of files"
    );
}

#[test]
fn paths_are_found_in_every_form() {
    let source = "
        mod child;
        use crate::{key::Part, path::{Path, Segments as Steps}};
        use super::super::value;
        use child::Thing;
        pub use serde::Serialize;
        mod inner { use super::super::super::page::Page; use super::nothing; }
        macro_rules! given { () => { $crate::codec::Item } }
        /// crate::comment
        #[cfg(test)]
        mod tests { use crate::table::Table; }
        fn f() -> crate::error::Result<()> { child::call(super::nothing) }
    ";
    let mut file = File::default();
    let module = ["a".to_owned(), "b".to_owned()].to_vec();
    read(source.parse().unwrap(), &module, &children(source), &mut file);
    let names: Vec<String> = file.names.iter().map(|name| name.join("::")).collect();
    assert_eq!(
        names,
        [
            "a::b::child::Thing",
            "a::b::child::call",
            "a::b::nothing",
            "a::nothing",
            "codec::Item",
            "error::Result",
            "key::Part",
            "page::Page",
            "path::Path",
            "path::Segments",
            "value",
        ]
    );
    assert_eq!(file.shown, BTreeSet::new());
}

#[test]
fn a_cycle_of_files_is_found() {
    let file = |names: &[&str]| File {
        names: names
            .iter()
            .map(|name| name.split("::").map(str::to_owned).collect())
            .collect(),
        ..File::default()
    };
    let module = |name: &str| name.split("::").map(str::to_owned).collect::<Module>();
    let mut source = Source::default();
    source.files.insert(module("a"), file(&["b::one::B"]));
    source.files.insert(module("b::one"), file(&["b::two::C"]));
    source.files.insert(module("b::two"), file(&[]));
    assert_eq!(source.circle(|_| false), None);
    source.files.insert(module("b::two"), file(&["a::A"]));
    assert_eq!(
        source.circle(|_| false),
        Some(["a", "b::one", "b::two", "a"].map(str::to_owned).to_vec())
    );
}
