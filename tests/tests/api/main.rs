//! Compares the public surface of the runtime with the text in `tests/api`, so that a review sees every change of it.
//!
//! ```sh
//! BLESS=1 cargo test -p dynamo-entity-tests --test api
//! ```
//!
//! writes the files again. They are made from the source and not from rustdoc's JSON, because the format of that JSON
//! depends on the compiler.

mod print;
mod release;
mod source;
mod surface;

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::source::Crate;
use crate::surface::Surface;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read() -> Crate {
    Crate::read(&root().join("dynamo-entity/src"))
}

#[test]
fn the_public_surface_is_as_recorded() {
    let files = Surface::of(&read()).files();
    let folder = root().join("tests/api");
    if env::var_os("BLESS").is_some() {
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        for (name, text) in &files {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let mut recorded: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    recorded.sort();
    assert_eq!(recorded, files.keys().cloned().collect::<Vec<_>>());
    for (name, text) in files {
        let recorded = fs::read_to_string(folder.join(&name)).unwrap();
        let differs = recorded.lines().zip(text.lines()).position(|(old, new)| old != new);
        let lines = recorded.lines().count().min(text.lines().count());
        assert!(
            recorded == text,
            "tests/api/{name} differs from line {}; if the change is meant: BLESS=1 cargo test -p dynamo-entity-tests --test api",
            differs.unwrap_or(lines) + 1
        );
    }
}

#[test]
fn no_item_is_hidden_but_the_module_of_generated_code() {
    assert_eq!(read().hidden_items(), ["__private"]);
}

#[test]
fn every_item_has_an_example_or_a_link_to_one() {
    let source = read();
    let surface = Surface::of(&source);
    let items = surface.items_without_example();
    assert!(
        items.is_empty(),
        "add an example or a link to a chapter of the guide to {items:?}"
    );
}

#[test]
fn items_are_listed_as_users_name_them() {
    let source = Crate::parse(&[
        (
            "lib",
            "mod a; #[doc(hidden)] pub mod __private; pub use a::{Bound, Shown, Verb}; pub mod more { pub use crate::a::Late as Later; } pub mod guide { pub mod chapter {} }",
        ),
        ("__private", "pub use crate::a::Secret;"),
        (
            "a",
            "
            use std::fmt;
            /// Documented.
            #[derive(Clone)]
            pub struct Shown<T> { pub one: T, two: u8 }
            pub struct Secret;
            pub(crate) struct Unreachable;
            pub trait Bound {} pub trait Verb { fn required(&self); fn provided(&self) { body() } #[doc(hidden)] fn __hidden(&self); }
            pub enum Late { A, B(u8) }
            impl<T> Shown<T> { pub fn shown(mut self) -> u8 { self.two } fn private() {} #[doc(hidden)] pub fn __new() {} }
            impl<T> fmt::Debug for Shown<T> { fn fmt(&self) {} }
            impl Verb for Secret { fn required(&self) {} }
            impl Verb for u8 { fn required(&self) {} }
            macro_rules! verbs { ($($ty:ty)*) => { $(impl<T: Bound> Verb for $ty {})* } }
            verbs!(u16 u32);
            ",
        ),
    ]);
    let files = Surface::of(&source).files();
    assert_eq!(
        files["root.rs"],
        "\
pub trait Bound {}

#[derive(Clone)]
pub struct Shown<T> {
    pub one: T,
    // and private fields
}
impl<T> Shown<T> {
    pub fn shown(self) -> u8 {}
}
impl<T> fmt::Debug for Shown<T> {}

pub trait Verb {
    fn required(&self);
    fn provided(&self) {}
}
impl Verb for u8 {}
verbs!(u16 u32);
"
    );
    assert_eq!(
        files["more.rs"],
        "pub use Late as Later;\n\npub enum Late {\n    A,\n    B(u8),\n}\n"
    );
    // Documentation alone is not surface.
    assert!(!files.contains_key("guide.rs") && !files.contains_key("chapter.rs"));
    assert_eq!(files["traits.txt"], "2 public traits\n\nBound\nVerb\n");
    assert_eq!(
        files["hidden.txt"],
        "2 hidden members of public items\n\nShown::__new\nVerb::__hidden\n"
    );
    assert_eq!(source.hidden_items(), ["__private"]);
}
