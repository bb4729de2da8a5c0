pub use TableSchema;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auto {
    Version { highest: i128 },
    OnWrite,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    DynamoEntity,
    #[cfg(feature = "electrodb")]
    ElectroDb { version: &'static str },
}

#[derive(Debug)]
#[non_exhaustive]
pub struct EntitySchema {
    pub name: &'static str,
    pub dialect: Dialect,
    pub fields: &'static [Field],
    pub shapes: &'static [FieldShape],
    pub indexes: &'static [Index],
    pub accepts_untyped: bool,
    // and private fields
}
impl EntitySchema {
    #[must_use]
    pub const fn primary(&self) -> &'static Index {}
}

#[derive(Debug)]
#[non_exhaustive]
pub struct Field {
    pub name: &'static str,
    pub position: usize,
    pub attribute: &'static str,
    pub stored: bool,
    pub readonly: bool,
    pub defaulted: bool,
    pub auto: Option<Auto>,
    pub unique: bool,
    pub within: usize,
    pub ttl: bool,
    pub part: Option<FieldPart>,
    // and private fields
}
impl Eq for Field {}
impl Ord for Field {}
impl PartialEq for Field {}
impl PartialOrd for Field {}

#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FieldPart {
    pub kind: PartKind,
    pub prefix_free: bool,
    pub optional: bool,
    pub native: Option<ScalarType>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    None,
    Width(u8),
    Time(&'static str),
    Precision(u8),
    Lower,
    Upper,
    Raw,
    Number,
    Binary,
    Dialect(DialectFormat),
}
impl Format {
    #[must_use]
    pub const fn prefix_free(self, prefix_free: bool) -> bool {}
    pub fn check_text(self, kind: PartKind, text: &str) -> Result<Part<'_>, Refused> {}
    pub fn check_prefix(
        self,
        kind: PartKind,
        text: &str,
    ) -> Result<Cow<'_, str>, Refused> {}
}

#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Index {
    pub pattern: &'static str,
    pub kind: IndexKind,
    pub default_keys: (&'static str, &'static str),
    pub pk: Side,
    pub sk: Option<Side>,
    pub projection: Projection,
    pub shared_with_other_programs: bool,
    pub needs_type_filter: bool,
    // and private fields
}
impl Index {
    pub fn sides(&self) -> impl Iterator<Item = &Side> {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexKeys {
    pub index: &'static str,
    pub pk: &'static str,
    pub sk: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind {
    Primary,
    Global(&'static str),
    Local(&'static str),
}
impl IndexKind {
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projection {
    All,
    KeysOnly,
    Include(&'static [&'static str]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarType {
    S,
    N,
    B,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    Literal(&'static str),
    Placeholder { field: &'static Field, format: Format },
}

#[derive(Debug, Clone, Copy)]
pub enum Side {
    Template(Template),
    Attributes(&'static [&'static Field]),
}
impl Side {
    pub fn parts(&self) -> impl Iterator<Item = &'static Field> + use<> {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub text: &'static str,
    pub segments: &'static [Segment],
}
impl Template {
    #[must_use]
    pub const fn new(text: &'static str, segments: &'static [Segment]) -> Self {}
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {}
    #[must_use]
    pub const fn parts(&self) -> usize {}
    #[must_use]
    pub const fn leading(&self) -> &'static str {}
    #[must_use]
    pub const fn scalar(&self) -> ScalarType {}
    #[must_use]
    pub fn adjacent(&self) -> Option<Placeholder> {}
    pub fn render<'a>(
        &self,
        part: impl Fn(&'static Field) -> Part<'a>,
    ) -> Result<Option<String>, KeyError> {}
    pub fn render_value<'a>(
        &self,
        part: impl Fn(&'static Field) -> Part<'a>,
    ) -> Result<Option<KeyValue>, KeyError> {}
    pub fn render_prefix<'a>(
        &self,
        count: usize,
        part: impl Fn(Placeholder) -> Part<'a>,
    ) -> Result<Option<String>, KeyError> {}
    pub fn render_part(
        &self,
        ordinal: usize,
        part: &Part<'_>,
    ) -> Result<Option<String>, KeyError> {}
}
impl Template {
    #[must_use]
    pub fn may_equal(&self, text: &str) -> bool {}
    #[must_use]
    pub fn may_begin_with(&self, prefix: &str) -> bool {}
    #[must_use]
    pub fn may_overlap(&self, other: &Self) -> bool {}
}
