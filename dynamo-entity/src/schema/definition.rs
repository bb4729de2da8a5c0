//! The schema of one entity, as the derive macro generates it.

use crate::codec::shape::{Conversion, FieldShape, Shape};
use crate::error::codec::CodecError;
use crate::key::field::{Auto, Field};
use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::template::{Segment, Template};
use crate::schema::dialect::Dialect;

/// The schema of one entity: its type name, fields and access patterns.
#[derive(Debug)]
#[non_exhaustive]
pub struct EntitySchema {
    /// The name stored in the type attribute.
    pub name: &'static str,
    /// Whose rules the items and keys follow.
    pub dialect: Dialect,
    /// The fields in the order of the struct.
    pub fields: &'static [Field],
    /// How each field is stored, in the order of `fields`.
    pub shapes: &'static [FieldShape],
    /// The primary key.
    primary: &'static Index,
    /// The access patterns; the first is the primary key.
    pub indexes: &'static [Index],
    /// `#[entity(untyped = "accept")]`: an item without the type attribute belongs to the entity if its key matches.
    pub accepts_untyped: bool,
}

impl EntitySchema {
    /// Creates the schema of an entity whose first index is the primary key.
    ///
    /// # Panics
    /// In a constant, if there is no index.
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(
        name: &'static str,
        shapes: &'static [FieldShape],
        fields: &'static [Field],
        indexes: &'static [Index],
    ) -> Self {
        EntitySchema {
            name,
            dialect: Dialect::DynamoEntity,
            fields,
            shapes,
            primary: &indexes[0],
            indexes,
            accepts_untyped: false,
        }
    }

    /// `#[entity(untyped = "accept")]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __accepting_untyped(self) -> Self {
        EntitySchema {
            accepts_untyped: true,
            ..self
        }
    }

    /// `#[entity(electrodb(…))]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __with_dialect(self, dialect: Dialect) -> Self {
        EntitySchema { dialect, ..self }
    }

    /// Whether the two entities are the same: the same name and the same dialect, including its version.
    pub(crate) const fn is_same(&self, other: &EntitySchema) -> bool {
        self.dialect.is_same(other.dialect) && crate::key::text::same(self.name, other.name)
    }

    /// Returns the primary key.
    #[must_use]
    pub const fn primary(&self) -> &'static Index {
        self.primary
    }

    /// Returns the fields of the primary key in the order of the templates, each once.
    pub(crate) fn key_fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = Vec::new();
        for field in self.primary.sides().flat_map(Side::parts) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// Redacts an error about an item, if the error concerns a sensitive attribute.
    pub(crate) fn withhold(&self, error: CodecError) -> CodecError {
        let name = error.path().split(['.', '[']).next().unwrap_or_default().to_owned();
        let shape = Shape::Fields(self.shapes).attribute(&name);
        if shape.is_sensitive() {
            return shape.withhold(error).within(&name);
        }
        error
    }

    /// Whether `set` or `get` of a field converts its values.
    pub(crate) fn converts(&self) -> bool {
        self.shapes.iter().any(|field| field.shape.converts())
    }

    /// Whether a read may return a value that differs from the written value: a field converts its values, or a document
    /// within it does.
    pub(crate) fn converts_within(&self) -> bool {
        self.shapes
            .iter()
            .any(|field| field.shape.has_within(Conversion::converts))
    }

    /// Returns the attribute of the field with `#[entity(ttl)]`.
    pub(crate) const fn time_to_live(&self) -> Option<&'static str> {
        let mut i = 0;
        while i < self.fields.len() {
            if self.fields[i].ttl {
                return Some(self.fields[i].attribute);
            }
            i += 1;
        }
        None
    }

    /// Returns the field of this name.
    pub(crate) const fn field_named(&self, name: &str) -> Option<&'static Field> {
        let mut i = 0;
        while i < self.fields.len() {
            if crate::key::text::same(self.fields[i].name, name) {
                return Some(&self.fields[i]);
            }
            i += 1;
        }
        None
    }

    /// Returns the field with `#[entity(version)]`.
    pub(crate) fn version(&self) -> Option<&'static Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| matches!(field.auto, Some(Auto::Version { .. })))
    }

    /// Iterates over the fields with `#[entity(unique)]`.
    pub(crate) fn unique(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| field.unique)
    }

    /// Returns the field stored as `attribute`.
    pub(crate) fn field_of(&self, attribute: &str) -> Option<&'static Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.attribute == attribute && field.stored)
    }
}

/// One access pattern: a key, and the DynamoDB index that it belongs to.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Index {
    /// The name of the access pattern, which is also the name of the query method; `primary` for the primary key.
    pub pattern: &'static str,
    /// The kind of DynamoDB index, and its name.
    pub kind: IndexKind,
    /// The key attributes of the index, partition then sort, unless the table renames them.
    pub default_keys: (&'static str, &'static str),
    /// The partition half of the key.
    pub pk: Side,
    /// The sort half of the key, if the index has one.
    pub sk: Option<Side>,
    /// The attributes that the index holds of an item.
    pub projection: Projection,
    /// Whether keys of entities that the table does not list may lie between this entity's keys.
    pub shared_with_other_programs: bool,
    /// Whether the keys do not distinguish this entity from other entities of the table. A read that does not
    /// return the identifying attributes must then filter by them.
    pub needs_type_filter: bool,
    /// Decides whether an item that has all parts of the key is in the index.
    pub(crate) condition: Option<IndexCondition>,
}

/// Whether an item is in an index; the argument returns the item's parts by field.
pub(crate) type IndexCondition = fn(&dyn Fn(&'static Field) -> Part<'static>) -> Result<bool, CodecError>;

/// The DynamoDB index behind an access pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind {
    /// The table itself.
    Primary,
    /// The global secondary index of this name.
    Global(&'static str),
    /// The local secondary index of this name.
    Local(&'static str),
}

impl IndexKind {
    /// Returns the name of the secondary index; `None` for the table itself.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            IndexKind::Primary => None,
            IndexKind::Global(name) | IndexKind::Local(name) => Some(name),
        }
    }
}

/// One half of a key.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    /// A template, rendered into its own key attribute, or into the entity's attribute of the same name.
    Template(Template),
    /// A native multi-attribute key of DynamoDB: attributes of the entity itself, by field.
    Attributes(&'static [&'static Field]),
}

impl Side {
    /// Iterates over the fields that are parts of this side, in order. A field may occur twice.
    pub fn parts(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let (segments, fields): (&'static [Segment], &'static [&'static Field]) = match self {
            Side::Template(template) => (template.segments, &[]),
            Side::Attributes(fields) => (&[], fields),
        };
        segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Placeholder { field, .. } => Some(*field),
                Segment::Literal(_) => None,
            })
            .chain(fields.iter().copied())
    }
}

/// The attributes that a secondary index holds of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projection {
    /// `ALL`
    All,
    /// `KEYS_ONLY`
    KeysOnly,
    /// `INCLUDE`: the keys and these attributes.
    Include(&'static [&'static str]),
}

impl Index {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(
        pattern: &'static str,
        kind: IndexKind,
        default_keys: (&'static str, &'static str),
        pk: Side,
        sk: Option<Side>,
    ) -> Self {
        Index {
            pattern,
            kind,
            default_keys,
            pk,
            sk,
            projection: Projection::All,
            shared_with_other_programs: false,
            needs_type_filter: false,
            condition: None,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __projecting(self, projection: Projection) -> Self {
        Index { projection, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __shared_with_other_programs(self) -> Self {
        Index {
            shared_with_other_programs: true,
            ..self
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __needs_type_filter(self) -> Self {
        Index {
            needs_type_filter: true,
            ..self
        }
    }

    /// `condition = path`
    #[doc(hidden)]
    #[must_use]
    pub const fn __where(self, condition: IndexCondition) -> Self {
        Index {
            condition: Some(condition),
            ..self
        }
    }

    /// Iterates over the partition side and, if there is one, the sort side.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.pk).chain(&self.sk)
    }
}

// Constructors that generated code uses for templates.

/// Returns a literal of a template.
#[must_use]
pub const fn lit(text: &'static str) -> Segment {
    Segment::Literal(text)
}

/// Returns a placeholder of a template.
#[must_use]
pub const fn field(field: &'static Field, format: Format) -> Segment {
    Segment::Placeholder { field, format }
}

/// Returns a side that renders a template.
#[must_use]
pub const fn template(text: &'static str, segments: &'static [Segment]) -> Side {
    Side::Template(Template::new(text, segments))
}
