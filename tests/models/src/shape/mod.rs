//! Models as data: the generator renders them as Rust, programs draw values from them, and the oracle reads names and
//! parts. A model depends only on its seed, so that the generated source and the program that runs it agree.

mod build;
mod draw;
mod electro;
mod entity;
mod fields;
mod keys;
mod paths;
mod types;

use crate::value::Value;

pub use fields::camel;
pub use paths::{PathKind, PathShape, Step, Uses};
pub use types::{Clock, Def, Int, Member, Ty};

/// Several entities in one table.
#[derive(Debug, Clone)]
pub struct Model {
    /// The seed.
    pub seed: u64,
    /// The types of its fields.
    pub defs: Vec<Def>,
    /// Its entities.
    pub entities: Vec<Entity>,
    /// The names of the table's key attributes, if they are not `pk` and `sk`.
    pub key_names: Option<(&'static str, &'static str)>,
    /// The names of an index's key attributes: the index, the partition key and the sort key.
    pub renamed: Vec<(String, String, String)>,
    /// Whether the keys are those of ElectroDB.
    pub electrodb: bool,
    /// The collections.
    pub collections: Vec<Collection>,
}

/// One entity.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The name of the struct.
    pub ident: String,
    /// `#[entity(name = …)]`
    pub name: Option<String>,
    /// serde's `rename_all = "camelCase"`
    pub camel_case: bool,
    /// Its fields in their order.
    pub fields: Vec<Field>,
    /// Its access patterns; the first is the primary key.
    pub indexes: Vec<Index>,
    /// Whether the driver compiles rarely used terminal methods of reads.
    pub has_rare_reads: bool,
    /// The fields of a projection.
    pub brief: Option<Vec<usize>>,
    /// The difference of an earlier version.
    pub older: Option<Older>,
}

/// The difference between the earlier version of an entity and the current one.
#[derive(Debug, Clone, Default)]
pub struct Older {
    /// The access pattern at this position was missing.
    pub without_index: Option<usize>,
    /// The field was missing.
    pub without_field: Option<usize>,
    /// The field had another name.
    pub renamed_field: Option<usize>,
    /// The last variant of the enum at this position was missing.
    pub without_variant: Option<usize>,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub ident: String,
    /// serde's `rename`
    pub rename: Option<String>,
    /// serde's `alias`
    pub alias: Option<String>,
    /// Its type.
    pub ty: Ty,
    /// Its options.
    pub options: Options,
}

/// The options of a field.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Options {
    /// `#[readonly]`
    pub readonly: bool,
    /// `#[default(…)]`
    pub default: Option<Value>,
    /// `#[entity(version)]`
    pub version: bool,
    /// `#[entity(on_write = …)]`
    pub on_write: bool,
    /// `#[entity(ttl)]`
    pub ttl: bool,
    /// `#[entity(validate = …)]`
    pub validate: bool,
    /// `#[entity(set = …)]`
    pub set: Option<Change>,
    /// `#[entity(get = …)]`
    pub get: Option<Change>,
    /// `#[entity(unique)]`
    pub unique: bool,
    /// `#[entity(sensitive)]`
    pub sensitive: bool,
    /// serde's `default`, with the value of an absent attribute.
    pub serde_default: Option<Value>,
    /// serde's `with`
    pub with: bool,
    /// serde's `skip_serializing_if`
    pub skip_if: bool,
    /// serde's `flatten`
    pub flatten: bool,
    /// ElectroDB's padding to five digits.
    pub padding: bool,
}

/// The functions of `set` and `get`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// `lowercase`
    Lowercase,
    /// `prefixed`
    Prefixed,
    /// `clamp`
    Clamp,
    /// `marked`
    Marked,
}

/// One access pattern.
#[derive(Debug, Clone)]
pub struct Index {
    /// The query's method.
    pub pattern: String,
    /// DynamoDB's name.
    pub name: String,
    /// The kind of index.
    pub kind: Kind,
    /// The partition half.
    pub pk: Side,
    /// The sort half.
    pub sk: Option<Side>,
    /// Whether it holds only keys.
    pub keys_only: bool,
    /// The field that ElectroDB's `condition` tests.
    pub condition: Option<usize>,
    /// ElectroDB's `type = "clustered"`
    pub clustered: bool,
}

/// The kind of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The table itself.
    Primary,
    /// `#[gsi(…)]`
    Global,
    /// `#[gsi(…, inverted)]`
    Inverted,
    /// `#[lsi(…)]`
    Local,
}

/// One half of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Side {
    /// `"USER#<user_id>"`, or ElectroDB's composites.
    Template(Vec<Piece>),
    /// `["<tenant>", "<region>"]`
    List(Vec<usize>),
}

/// Text or a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A placeholder.
    Part(Part),
}

/// One placeholder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The field, by position.
    pub field: usize,
    /// Its format.
    pub format: Format,
}

/// How a part is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Format {
    /// Without a format.
    Plain,
    /// `:05`
    Width(u8),
    /// `:%Y-%m`
    Time(&'static str),
    /// `:lower`
    Lower,
    /// `:upper`
    Upper,
    /// `:raw`
    Raw,
    /// `:N`
    Number,
    /// `:B`
    Binary,
    /// An attribute in a list.
    Native,
    /// ElectroDB's lower case.
    Script,
}

/// A collection.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The name of the enum.
    pub ident: String,
    /// The access pattern of all members.
    pub pattern: String,
    /// The members, by position.
    pub members: Vec<usize>,
    /// Whether it is a struct, which has at most one item of its first member.
    pub whole: Option<bool>,
}

impl Side {
    /// Returns the parts in order.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        match self {
            Side::Template(pieces) => (pieces.iter())
                .filter_map(|piece| match piece {
                    Piece::Part(part) => Some(*part),
                    Piece::Text(_) => None,
                })
                .collect(),
            Side::List(fields) => (fields.iter())
                .map(|&field| Part {
                    field,
                    format: Format::Native,
                })
                .collect(),
        }
    }
}

impl Index {
    /// Returns the parts of the sort half.
    #[must_use]
    pub fn sort_parts(&self) -> Vec<Part> {
        self.sk.as_ref().map(Side::parts).unwrap_or_default()
    }

    /// Returns the parts of both halves.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = self.pk.parts();
        parts.extend(self.sort_parts());
        parts
    }

    /// Returns the halves whose parts are written together, which are both halves of an index with a condition.
    #[must_use]
    pub fn groups(&self) -> Vec<(&'static str, Vec<&Side>)> {
        let sides = self.own_sides().into_iter();
        let sides: Vec<_> = sides.filter(|(_, side)| matches!(side, Side::Template(_))).collect();
        match self.condition {
            None => sides.into_iter().map(|(half, side)| (half, vec![side])).collect(),
            Some(_) => vec![("key", sides.into_iter().map(|(_, side)| side).collect())],
        }
    }

    /// Returns the halves that belong to this index alone. A local index has the table's partition half.
    #[must_use]
    pub fn own_sides(&self) -> Vec<(&'static str, &Side)> {
        let pk = (self.kind != Kind::Local).then_some(("pk", &self.pk));
        pk.into_iter().chain(self.sk.as_ref().map(|sk| ("sk", sk))).collect()
    }
}

impl Entity {
    /// Returns the fields of the primary key, each once, in the order of the templates.
    #[must_use]
    pub fn key_fields(&self) -> Vec<usize> {
        let mut fields = Vec::new();
        for part in self.indexes[0].parts() {
            if !fields.contains(&part.field) {
                fields.push(part.field);
            }
        }
        fields
    }

    /// Whether a flattened map makes the item's attributes unpredictable.
    #[must_use]
    pub fn flattens_a_map(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| field.options.flatten && matches!(field.ty, Ty::Map(_)))
    }

    /// Returns the position of the field with `version`.
    #[must_use]
    pub fn version(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.options.version)
    }

    /// Whether it can be written in a batch.
    #[must_use]
    pub fn writes_alone(&self) -> bool {
        !(self.fields.iter()).any(|field| field.options.version || field.options.unique)
    }

    /// Whether `update` can create it: all fields except those of the key are optional or have a default.
    #[must_use]
    pub fn update_creates(&self) -> bool {
        let key = self.key_fields();
        let mut others = self.fields.iter().enumerate().filter(|(at, _)| !key.contains(at));
        others.all(|(_, field)| !field.options.flatten && (field.is_defaulted() || matches!(field.ty, Ty::Option(_))))
    }
}

impl Field {
    /// Whether the builder does not require it.
    #[must_use]
    pub fn is_defaulted(&self) -> bool {
        self.options.default.is_some() || self.options.version || self.options.on_write
    }
}
