//! `AttributeValue` as a [`Sink`].

use std::borrow::Cow;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::sink::{ListSink, MapContext, MapSink, SetKind, SetSink, Sink};
use crate::codec::item::Item;

/// The limit on capacity that is reserved for a length that `Serialize` announces.
pub(super) const MAX_RESERVED: usize = 4096;

/// The sink of a value that becomes an `AttributeValue`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tree {
    variant: Option<&'static str>,
    context: MapContext,
}

impl Tree {
    /// Makes the sink of a map that keeps only wanted entries.
    pub(super) fn only(wanted: fn(&str) -> bool) -> Self {
        let mut tree = Tree::default();
        tree.context.wanted = Some(wanted);
        tree
    }

    /// Marks the values as possibly loaded.
    pub(super) fn loaded(mut self) -> Self {
        self.context.is_loaded = true;
        self
    }

    /// Makes a sink with the context of another sink.
    pub(super) fn within(context: MapContext) -> Self {
        Tree { variant: None, context }
    }

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
    type Set = TreeSet;
    type Map = TreeMap;

    fn tagged(self, variant: &'static str) -> Self {
        Tree {
            variant: Some(variant),
            ..Tree::default()
        }
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

    fn set(self, length: usize) -> TreeSet {
        TreeSet {
            tree: self,
            kind: SetKind::Strings,
            texts: Vec::with_capacity(length.min(MAX_RESERVED)),
        }
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

    fn context(&self) -> MapContext {
        self.context
    }
}

/// A set under construction.
#[derive(Debug)]
pub struct TreeSet {
    tree: Tree,
    kind: SetKind,
    texts: Vec<String>,
}

impl SetSink for TreeSet {
    type Place = Tree;

    fn push(&mut self, kind: SetKind, text: &str) -> bool {
        if self.texts.is_empty() {
            self.kind = kind;
        }
        if self.kind != kind {
            return false;
        }
        self.texts.push(text.to_owned());
        true
    }

    fn finish(self) -> Option<AttributeValue> {
        if self.texts.is_empty() {
            return None;
        }
        Some(self.tree.finish(match self.kind {
            SetKind::Strings => AttributeValue::Ss(self.texts),
            SetKind::Numbers => AttributeValue::Ns(self.texts),
        }))
    }

    fn take_back(self) -> (Vec<AttributeValue>, Tree) {
        let value = match self.kind {
            SetKind::Strings => AttributeValue::S,
            SetKind::Numbers => AttributeValue::N,
        };
        (self.texts.into_iter().map(value).collect(), self.tree)
    }
}

/// A list under construction.
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

/// A map under construction.
#[derive(Debug)]
pub struct TreeMap {
    tree: Tree,
    map: Item,
}

impl TreeMap {
    /// Whether the map has an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }
}

impl MapSink for TreeMap {
    type Value = AttributeValue;
    type Entry<'a> = Tree;

    fn takes(&self, name: &str) -> bool {
        self.tree.context.wanted.is_none_or(|wanted| wanted(name))
    }

    fn is_loaded(&self) -> bool {
        self.tree.context.is_loaded
    }

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
