//! Typed attribute paths: the attribute, its type, and what may be written to it.
//!
//! The file has over 400 lines because each step from a path to another copies its private facts.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::nesting::Nesting;
use crate::codec::encoded::{Encoded, empty_set};
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;
use crate::expression::nested::{Document, FieldsOf, ListLike, MapLike};
use crate::expression::path_kind::{Flattened, Parts, Plain};
use crate::expression::segment::{Name, Names, Segment, Segments, segments_text, write_segments};

/// Encodes a value of one attribute.
pub(crate) type Encode<T> = fn(&T, Encoder) -> Result<Encoded, CodecError>;

/// The code that serializes the attribute of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrittenBy {
    /// The type's own `Serialize`.
    Serialize,
    /// A function of serde's `with`: only that function knows how a value is stored.
    Function,
    /// A function of serde's `with` on a parent attribute.
    FunctionAbove,
    /// The type's own `Serialize`, but a parent attribute has aliases.
    AliasAbove,
}

impl WrittenBy {
    /// Returns the value for an attribute nested in this attribute.
    const fn below(self, has_aliases: bool, field: Self) -> Self {
        match self {
            WrittenBy::Serialize if has_aliases => WrittenBy::AliasAbove,
            WrittenBy::Serialize => field,
            WrittenBy::Function | WrittenBy::FunctionAbove => WrittenBy::FunctionAbove,
            WrittenBy::AliasAbove => WrittenBy::AliasAbove,
        }
    }
}

/// A type that serde can serialize.
#[diagnostic::on_unimplemented(
    message = "serde cannot store a `{Self}`: derive `Serialize` and `Deserialize` on your types in it",
    label = "serde does not know this type",
    note = "for a type of another crate, see whether the crate has a feature `serde`"
)]
pub trait Storable: Serialize {}
#[diagnostic::do_not_recommend]
impl<T: Serialize> Storable for T {}

/// A path to an attribute of `E` that holds a `T`.
///
/// `K` is the kind of the attribute, which decides what may be written: see [`path`](crate::path). `S` is the segments. The
/// derive macro generates the paths of an entity's fields ([`fields`](crate::Entity::fields)). [`dot`](Path::dot), [`key`](Path::key)
/// and [`at`](Path::at) go deeper: `f.address.dot(Address::fields().city)`, `f.scores.key("math")`,
/// `f.lines.at(0)`.
///
/// Attribute names are sent to DynamoDB as placeholders, so they never clash with reserved words and are
/// never parsed as paths.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Path<E, T, K = Plain, S = Name> {
    pub(crate) segments: S,
    pub(crate) shape: &'static Shape,
    pub(crate) encode: Encode<T>,
    /// `#[entity(set = …)]`
    set: Option<fn(T) -> T>,
    /// serde's default, which a read returns if the attribute is absent.
    absent: Option<fn() -> T>,
    /// `#[document(default = …)]`, from which an action on an absent attribute starts. The entity knows its own fields' defaults.
    default: Option<fn() -> T>,
    pub(crate) written: WrittenBy,
    /// Aliases (serde's `alias`), which a read also accepts.
    pub(crate) aliases: &'static [&'static str],
    /// Whether `NULL` is read as an absent attribute.
    pub(crate) optional: bool,
    /// Whether `None` is an absent attribute; otherwise it is stored as `NULL`.
    omits_none: bool,
    /// It is an entry of a map or an element of a list, which is gone where it is absent.
    is_entry: bool,
    /// serde flattens it into the item.
    flattened: bool,
    marker: PhantomData<fn() -> (E, K)>,
}

impl<E, T, K, S: Copy> Copy for Path<E, T, K, S> {}

impl<E, T, K, S: Clone> Clone for Path<E, T, K, S> {
    fn clone(&self) -> Self {
        Path {
            segments: self.segments.clone(),
            shape: self.shape,
            encode: self.encode,
            set: self.set,
            absent: self.absent,
            default: self.default,
            written: self.written,
            aliases: self.aliases,
            optional: self.optional,
            omits_none: self.omits_none,
            is_entry: self.is_entry,
            flattened: self.flattened,
            marker: PhantomData,
        }
    }
}

impl<E, T, K, S: Segments> fmt::Debug for Path<E, T, K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Path(")?;
        write_segments(f, &self.segments())?;
        f.write_str(")")
    }
}

impl<E, T, K, S> Path<E, T, K, S> {
    pub(crate) const fn custom(segments: S, shape: &'static Shape, encode: Encode<T>) -> Self {
        Path {
            segments,
            shape,
            encode,
            set: None,
            absent: None,
            default: None,
            written: WrittenBy::Serialize,
            aliases: &[],
            optional: false,
            omits_none: false,
            is_entry: false,
            flattened: false,
            marker: PhantomData,
        }
    }

    /// For a field with a serde default.
    #[doc(hidden)]
    #[must_use]
    pub const fn __absent(mut self, absent: fn() -> T) -> Self {
        self.absent = Some(absent);
        self
    }

    /// For a field of a document with `#[document(default = …)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __default(mut self, default: fn() -> T) -> Self {
        self.default = Some(default);
        self
    }

    const fn named_as(mut self, aliases: &'static [&'static str], optional: bool) -> Self {
        self.aliases = aliases;
        self.optional = optional;
        self.omits_none = optional;
        self
    }

    const fn written_by(mut self, written: WrittenBy) -> Self {
        self.written = written;
        self
    }

    /// For a field with serde's `alias`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// For a field that is an `Option`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __optional(mut self) -> Self {
        self.optional = true;
        self.__omitted()
    }

    /// For a field that is an `Option`, of which conditions do not take `NULL` for `None`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __omitted(mut self) -> Self {
        self.omits_none = true;
        self
    }

    /// For a field with `#[entity(set = …)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __set(mut self, set: fn(T) -> T) -> Self {
        self.set = Some(set);
        self
    }

    /// Applies `set` to a value before it is stored.
    pub(crate) fn prepare(&self, value: T) -> T {
        match self.set {
            Some(set) => set(value),
            None => value,
        }
    }
}

impl<E, T, K> Path<E, T, K> {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(attribute: Name, shape: &'static Shape) -> Self
    where
        T: Storable,
    {
        Path::custom(attribute, shape, T::serialize::<Encoder>)
    }

    /// For a field with serde's `with` or `serialize_with`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __with(attribute: Name, encode: Encode<T>) -> Self {
        Path::custom(attribute, &Shape::Plain, encode).written_by(WrittenBy::Function)
    }

    /// For a field with serde's `with` or `serialize_with`, and options for its stored form.
    #[doc(hidden)]
    #[must_use]
    pub const fn __with_shape(attribute: Name, encode: Encode<T>, shape: &'static Shape) -> Self {
        Path::custom(attribute, shape, encode).written_by(WrittenBy::Function)
    }
}

impl<E, T, K> Path<E, Parts<T>, K, Names> {
    /// For the parts of one index side, which are set together.
    #[doc(hidden)]
    #[must_use]
    pub const fn __together(attributes: Names, encode: Encode<Parts<T>>) -> Self {
        Path::custom(attributes, &Shape::Plain, encode)
    }

    /// For parts of one index side, if some have `#[entity(set = …)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __together_set(attributes: Names, encode: Encode<Parts<T>>, set: fn(Parts<T>) -> Parts<T>) -> Self {
        Path::__together(attributes, encode).__set(set)
    }
}

impl<E, T> Path<E, T, Flattened, ()> {
    /// For a field with serde's `flatten`: its fields are attributes of the item itself.
    #[doc(hidden)]
    #[must_use]
    pub const fn __flattened(shape: &'static Shape) -> Self
    where
        T: Serialize,
    {
        let mut path = Path::custom((), shape, T::serialize::<Encoder>);
        path.flattened = true;
        path
    }
}

impl<E, T, K, S> Path<E, T, K, S> {
    /// Returns the path of the attribute `field` of the document that this attribute holds.
    ///
    /// A write to this path needs an existing document: DynamoDB refuses a path below an absent attribute.
    pub fn dot<D, U, K2, S2>(self, field: Path<D, U, K2, S2>) -> Path<E, U, D::Below, (S, S2)>
    where
        D: FieldsOf<T, K, K2>,
        S2: Segments,
    {
        self.below(field)
    }

    /// Returns the path of the entry `key` of a map; absent if the map has no such entry.
    pub fn key<V, B>(self, key: impl Into<String>) -> Path<E, Option<V>, B, (S, String)>
    where
        T: MapLike<K, Item = V, Below = B>,
        V: Serialize,
    {
        let shape = self.shape.of_entries();
        let mut path = Path::custom((self.segments, key.into()), shape, encode_entry)
            .written_by(self.written.below(!self.aliases.is_empty(), WrittenBy::Serialize))
            .named_as(&[], true);
        path.is_entry = true;
        path.flattened = self.flattened;
        path
    }

    /// The element `index` of a list, counted from 0, absent where the list is shorter.
    pub fn at<BytesHaveNoElements, V, B>(self, index: usize) -> Path<E, Option<V>, B, (S, usize)>
    where
        T: ListLike<K, BytesHaveNoElements, Item = V, Below = B>,
        V: Serialize,
    {
        let shape = self.shape.of_elements();
        let mut path = Path::custom((self.segments, index), shape, encode_entry)
            .written_by(self.written.below(!self.aliases.is_empty(), WrittenBy::Serialize))
            .named_as(&[], true);
        path.is_entry = true;
        path.flattened = self.flattened;
        path
    }
}

/// Encodes an entry of a map or an element of a list, of which only `None` is absent: an entry that is `None` itself is `NULL`.
#[expect(clippy::ref_option, reason = "it is an `Encode<Option<T>>`")]
fn encode_entry<T: Serialize>(value: &Option<T>, encoder: Encoder) -> Result<Encoded, CodecError> {
    match value.serialize(encoder)? {
        Encoded::Absent if value.is_some() => Ok(Encoded::Value(AttributeValue::Null(true))),
        stored => Ok(stored),
    }
}

impl<E, T, K, S> Path<E, T, K, S> {
    /// Returns the path of a field of the document that this attribute holds, of any kind.
    pub(crate) fn below<D, U, K2, K3, S2: Segments>(self, field: Path<D, U, K3, S2>) -> Path<E, U, K2, (S, S2)> {
        // The shape within this field, which sets the precision of the document's times, or else the
        // document's own shape.
        let shape = field
            .segments()
            .iter()
            .try_fold(self.shape, |shape, segment| match segment {
                Segment::Name(name) => shape.of_attribute(name),
                Segment::Index(_) => None,
            });
        let mut path = Path::custom(
            (self.segments, field.segments),
            shape.map_or(field.shape, Shape::of_path),
            field.encode,
        )
        .written_by(self.written.below(!self.aliases.is_empty(), field.written))
        .named_as(field.aliases, field.optional);
        path.omits_none = field.omits_none;
        path.set = field.set;
        path.absent = field.absent;
        path.default = field.default;
        path.flattened = self.flattened;
        path
    }
}

impl<E, T, K, S: Segments> Path<E, T, K, S> {
    pub(crate) fn segments(&self) -> Vec<Segment> {
        let mut segments = Vec::with_capacity(1);
        self.segments.push_to(&mut segments);
        segments
    }

    /// Returns the path without its kind.
    pub(crate) fn any_kind(&self) -> Path<E, T, Plain, Vec<Segment>> {
        Path {
            segments: self.segments(),
            shape: self.shape,
            encode: self.encode,
            set: self.set,
            absent: self.absent,
            default: self.default,
            written: self.written,
            aliases: self.aliases,
            optional: self.optional,
            omits_none: self.omits_none,
            is_entry: self.is_entry,
            flattened: self.flattened,
            marker: PhantomData,
        }
    }

    /// Returns the path of the document that the attribute holds, possibly in an `Option` or a pointer.
    pub(crate) fn document<D: Document + FieldsOf<T>>(&self) -> Path<E, D, Plain, Vec<Segment>> {
        let mut path = Path::custom(self.segments(), self.shape, D::serialize::<Encoder>)
            .written_by(self.written)
            .named_as(self.aliases, false);
        path.flattened = self.flattened;
        path
    }

    /// Formats the path as `a.b[2].c`.
    pub(crate) fn text(&self) -> String {
        segments_text(&self.segments())
    }

    /// Returns the encoded default that a read returns if the attribute is absent; `None` if serde has no
    /// default for it.
    pub(crate) fn absent(&self) -> Option<Result<Encoded, CodecError>> {
        self.absent.map(|absent| self.encode(&absent()))
    }

    /// Returns the encoded default of a document's field, from which an action on the absent attribute starts.
    pub(crate) fn default(&self) -> Option<Result<Encoded, CodecError>> {
        let default = self.default.filter(|_| !self.optional)?;
        Some(self.encode(&self.prepare(default())))
    }

    /// Encodes a [prepared](Self::prepare) value in the stored form of this attribute.
    pub(crate) fn encode(&self, value: &T) -> Result<Encoded, CodecError> {
        match self.written {
            WrittenBy::FunctionAbove => return Err(self.refuse_with("its nested values", "the whole attribute")),
            WrittenBy::AliasAbove => return Err(self.refuse_alias()),
            WrittenBy::Serialize | WrittenBy::Function => {}
        }
        let encoded = (self.encode)(value, self.encoder());
        let encoded = match self.shape.stored(encoded) {
            Ok(Encoded::EmptySet) if self.is_entry => Err(empty_set()),
            Ok(Encoded::Absent) if !self.omits_none => Ok(Encoded::Value(AttributeValue::Null(true))),
            encoded => encoded,
        };
        encoded.map_err(|error| self.locate(error))
    }

    /// Encodes values where this attribute is.
    pub(crate) fn encoder(&self) -> Encoder {
        let nesting = Nesting::ITEM.below(self.segments.levels());
        let nesting = if self.flattened { nesting.buffered() } else { nesting };
        Encoder::at(self.shape, nesting)
    }

    /// Returns the error for an operation that needs what a function of serde's `with` hides.
    pub(crate) fn refuse_with(&self, hidden: &str, instead: &str) -> CodecError {
        self.locate(CodecError::new(format!(
            "serde's `with` converts the attribute and hides {hidden}; use {instead}, or `raw`"
        )))
    }

    /// Returns the error for an operation that an attribute with aliases does not support.
    pub(crate) fn refuse_alias(&self) -> CodecError {
        self.locate(CodecError::new(
            "an attribute with an `alias` may be stored under another name, which this does not reach; edit a loaded \
             item and `set` the whole attribute",
        ))
    }

    /// Returns the paths of the aliases.
    pub(crate) fn alias_paths(&self) -> Vec<Vec<Segment>> {
        let alias_path = |alias: &&'static str| {
            let mut segments = self.segments();
            segments.pop();
            segments.push(Segment::Name(Cow::Borrowed(alias)));
            segments
        };
        self.aliases.iter().map(alias_path).collect()
    }

    /// Prefixes the path of an error with this path.
    pub(crate) fn locate(&self, error: CodecError) -> CodecError {
        let mut error = error;
        for segment in self.segments().into_iter().rev() {
            error = match segment {
                Segment::Name(name) => error.within(&name),
                Segment::Index(index) => error.within_element(index),
            };
        }
        error
    }
}
