//! Tests of the derives on inputs as text: messages for wrong inputs, and models and expansions of correct ones.

mod attributes;
mod changes;
mod collections;
mod documents;
mod electrodb;
mod entities;
mod expansion;
mod indexes;
mod key_parts;
mod models;
mod options;
mod reserved_names;
mod tables;
mod templates;
mod thankscard;

use syn::DeriveInput;

use crate::features::Features;
use crate::pipeline::Derive;

/// Defines one test for each `name: input => [underlined: message]`, which lists every mistake in order.
macro_rules! refused {
    ($derive:ident $($name:ident: $source:literal => [$($underlined:literal: $message:literal,)*])*) => {$(
        #[test]
        fn $name() {
            let expected = [$(($underlined.to_owned(), $message.to_owned())),*];
            assert_eq!($crate::tests::mistakes(&$crate::pipeline::$derive, $source), expected);
        }
    )*};
}
use refused;

const EVERY_FEATURE: Features = Features { electrodb: true };

/// Returns the mistakes in an input: the underlined text and the message of each.
fn mistakes<M>(derive: &Derive<M>, source: &str) -> Vec<(String, String)> {
    mistakes_with(EVERY_FEATURE, derive, source)
}

fn mistakes_with<M>(features: Features, derive: &Derive<M>, source: &str) -> Vec<(String, String)> {
    let input: DeriveInput = syn::parse_str(source).expect("the input is Rust");
    let errors = derive.model(&input, features).err().into_iter().flatten();
    let shown = |error: syn::Error| (error.span().source_text().unwrap_or_default(), error.to_string());
    errors.map(shown).collect()
}

/// Returns the model of a correct input.
fn model<M>(derive: &Derive<M>, source: &str) -> M {
    let input: DeriveInput = syn::parse_str(source).expect("the input is Rust");
    derive
        .model(&input, EVERY_FEATURE)
        .unwrap_or_else(|error| panic!("{error}"))
}
