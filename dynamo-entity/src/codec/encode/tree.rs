//! `AttributeValue`s as what is encoded to.

use std::borrow::Cow;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::sink::{ListSink, MapSink, Sink};
use crate::codec::Item;

/// No more is set aside on the word of a `Serialize` about its length.
pub(super) const MAX_RESERVED: usize = 4096;

/// A value that becomes an `AttributeValue`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tree {
    variant: Option<&'static str>,
}

impl Tree {
    fn finish(self, value: AttributeValue) -> AttributeValue {
        match self.variant {
            Some(variant) => AttributeValue::M(Item::from([(variant.to_owned(), value)])),
            None => value,
        }
    }
}

impl Sink for Tree {
    type Value = AttributeValue;
    type List = TreeList;
    type Map = TreeMap;

    fn tagged(self, variant: &'static str) -> Self {
        Tree { variant: Some(variant) }
    }

    fn string(self, text: Cow<'_, str>) -> AttributeValue {
        self.finish(AttributeValue::S(text.into_owned()))
    }

    fn number(self, text: Cow<'_, str>) -> AttributeValue {
        self.finish(AttributeValue::N(text.into_owned()))
    }

    fn binary(self, bytes: Cow<'_, [u8]>) -> AttributeValue {
        self.finish(AttributeValue::B(Blob::new(bytes.into_owned())))
    }

    fn boolean(self, value: bool) -> AttributeValue {
        self.finish(AttributeValue::Bool(value))
    }

    fn null(self) -> AttributeValue {
        self.finish(AttributeValue::Null(true))
    }

    fn value(self, value: AttributeValue) -> AttributeValue {
        self.finish(value)
    }

    fn list(self, length: usize) -> TreeList {
        TreeList {
            tree: self,
            values: Vec::with_capacity(length.min(MAX_RESERVED)),
        }
    }

    fn map(self, length: usize) -> TreeMap {
        TreeMap {
            tree: self,
            map: Item::with_capacity(length.min(MAX_RESERVED)),
        }
    }
}

/// A list of `AttributeValue`s.
#[derive(Debug)]
pub struct TreeList {
    tree: Tree,
    values: Vec<AttributeValue>,
}

impl ListSink for TreeList {
    type Value = AttributeValue;
    type Element<'a> = Tree;

    fn element(&mut self) -> Tree {
        Tree::default()
    }

    fn null(&mut self) -> AttributeValue {
        AttributeValue::Null(true)
    }

    fn keep(&mut self, element: AttributeValue) {
        self.values.push(element);
    }

    fn finish(self) -> AttributeValue {
        self.tree.finish(AttributeValue::L(self.values))
    }
}

/// A map of `AttributeValue`s.
#[derive(Debug)]
pub struct TreeMap {
    tree: Tree,
    map: Item,
}

impl MapSink for TreeMap {
    type Value = AttributeValue;
    type Entry<'a> = Tree;

    fn entry(&mut self, _: &str) -> Tree {
        Tree::default()
    }

    fn null(&mut self) -> AttributeValue {
        AttributeValue::Null(true)
    }

    fn keep(&mut self, name: Cow<'_, str>, value: AttributeValue) {
        self.map.insert(name.into_owned(), value);
    }

    fn drop_entry(&mut self) {}

    fn finish(self) -> AttributeValue {
        self.tree.finish(AttributeValue::M(self.map))
    }
}
