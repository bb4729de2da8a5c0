//! The tables of ARCHITECTURE.md, held against the source: who names whom.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Which modules at the root of a crate a file names, and where it is itself.
#[derive(Debug)]
struct Source {
    file: PathBuf,
    module: String,
    names: BTreeSet<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

// ---- ARCHITECTURE.md

/// The rows of the table under a heading, by column.
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

/// The words of a cell in backticks.
fn words(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

// ---- the source

/// The files below `src`, but for those of tests.
fn sources(src: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    let is_test = |file: &PathBuf| {
        file.components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with("tests"))
    };
    let sources = sources
        .into_iter()
        .map(|file| file.strip_prefix(src).unwrap().to_owned());
    sources
        .filter(|file| !is_test(file))
        .map(|file| source(src, file))
        .collect()
}

fn source(src: &Path, file: PathBuf) -> Source {
    let text = fs::read_to_string(src.join(&file)).unwrap();
    let tokens: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut path: Vec<String> = file
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    path.retain(|part| part != "mod" && part != "lib");
    let mut names = BTreeSet::new();
    read(tokens, path.len(), &mut names);
    Source {
        file,
        module: path.first().cloned().unwrap_or_else(|| "lib".to_owned()),
        names,
    }
}

/// Adds what follows `crate::`, and `super::` where that is the root, in a module `depth` below the root.
fn read(tokens: TokenStream, depth: usize, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    let path_goes_on = |at: usize| is(at, ":") && is(at + 1, ":");
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            // `#[cfg(test)] mod tests { … }`
            TokenTree::Ident(word) if word == "mod" && is(at + 1, "tests") => at += 2,
            TokenTree::Ident(word) if word == "mod" => {
                if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
                    read(body.stream(), depth + 1, names);
                    at += 2;
                }
            }
            TokenTree::Ident(word) if word == "crate" && path_goes_on(at + 1) => {
                first_names(tokens.get(at + 3), names);
            }
            TokenTree::Ident(word) if word == "super" => {
                let ups = (0..)
                    .take_while(|up| is(at + 3 * up, "super") && path_goes_on(at + 3 * up + 1))
                    .count();
                if ups > 0 {
                    if ups == depth {
                        first_names(tokens.get(at + 3 * ups), names);
                    }
                    at += 3 * ups - 1;
                }
            }
            TokenTree::Group(group) => read(group.stream(), depth, names),
            _ => {}
        }
        at += 1;
    }
}

/// `key` of `key::Part`; `key` and `path` of `{key::Part, path::Path}`.
fn first_names(token: Option<&TokenTree>, names: &mut BTreeSet<String>) {
    match token {
        Some(TokenTree::Ident(name)) => {
            names.insert(name.to_string());
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut starts = true;
            for token in group.stream() {
                if starts {
                    first_names(Some(&token), names);
                }
                starts = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
            }
        }
        _ => {}
    }
}

// ---- the tests

#[test]
fn the_runtime_imports_only_downwards() {
    let mut layers = BTreeMap::new();
    for row in table("The runtime") {
        let layer: u8 = row[0].parse().unwrap();
        layers.extend(words(&row[1]).into_iter().map(|module| (module, layer)));
    }
    let sources = sources(&root().join("dynamo-entity/src"));
    let modules: BTreeSet<&str> = sources.iter().map(|source| source.module.as_str()).collect();
    assert_eq!(
        modules,
        layers.keys().map(String::as_str).collect(),
        "the modules of the table"
    );

    let mut wrong = Vec::new();
    for Source { file, module, names } in &sources {
        // The root re-exports from every layer; inside the crate a name says which module it is of.
        for name in names.iter().filter(|_| module != "lib") {
            match layers.get(name) {
                None => wrong.push(format!("{}: `crate::{name}` is no module", file.display())),
                Some(layer) if *layer > layers[module] => {
                    wrong.push(format!("{}: `{module}` is below `{name}`", file.display()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_stages_of_the_derives_read_only_those_before() {
    let mut readable: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table("The derives") {
        let own = words(&row[1]);
        let names: BTreeSet<String> = words(&row[4]).into_iter().chain(own.iter().cloned()).collect();
        // The rows are in the order of the stages, and the helpers name none.
        let later = names.iter().find(|name| {
            !own.contains(name) && !readable.contains_key(*name) && !["error", "suggest"].contains(&name.as_str())
        });
        assert_eq!(later, None, "a stage of the table that reads a later one");
        readable.extend(own.into_iter().map(|module| (module, names.clone())));
    }
    let sources = sources(&root().join("dynamo-entity-derive/src"));
    let modules: BTreeSet<&str> = sources.iter().map(|source| source.module.as_str()).collect();
    let stages = readable.keys().map(String::as_str);
    assert_eq!(
        modules,
        stages.chain(["lib", "pipeline"]).collect(),
        "the modules of the table"
    );

    let mut wrong = Vec::new();
    for Source { file, module, names } in &sources {
        if let Some(readable) = readable.get(module) {
            for name in names.difference(readable) {
                wrong.push(format!("{}: `{module}` names `{name}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn paths_are_found_in_every_form() {
    let source = "
        use crate::{key::Part, path::{Path, Segments}};
        use super::super::value;
        mod inner { use super::super::super::page::Page; use super::nothing; }
        macro_rules! given { () => { $crate::codec::Item } }
        /// crate::comment
        #[cfg(test)]
        mod tests { use crate::table::Table; }
        fn f() -> crate::error::Result<()> { f(super::nothing) }
    ";
    let mut names = BTreeSet::new();
    read(source.parse().unwrap(), 2, &mut names);
    let expected = ["codec", "error", "key", "page", "path", "value"];
    assert_eq!(names, expected.map(str::to_owned).into());
}
