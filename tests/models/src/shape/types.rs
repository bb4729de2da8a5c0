//! The types of fields, and the types that a model defines.

use crate::value::Value;

/// The type of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Ty {
    /// `bool`
    Bool,
    /// An integer.
    Int(Int),
    /// `f64`
    Float,
    /// `String`
    Text,
    /// `char`
    Char,
    /// `Vec<u8>`
    Bytes,
    /// `Uuid`
    Uuid,
    /// A timestamp.
    Time(Clock),
    /// A date.
    Date(Clock),
    /// `rust_decimal::Decimal`
    Decimal,
    /// `Option`
    Option(Box<Ty>),
    /// `Vec`
    List(Box<Ty>),
    /// `BTreeMap<String, …>`
    Map(Box<Ty>),
    /// `BTreeSet`
    Set(Box<Ty>),
    /// `Box`
    Boxed(Box<Ty>),
    /// A tuple of two.
    Pair(Box<Ty>, Box<Ty>),
    /// The model's own type at this position.
    Named(usize),
}

/// The integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are Rust's")]
pub enum Int {
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
}

/// The crates with timestamps and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// `chrono::DateTime<Utc>`, `chrono::NaiveDate`
    Chrono,
    /// `jiff::Timestamp`, `jiff::civil::Date`
    Jiff,
    /// `time::OffsetDateTime`, `time::Date`
    Time,
}

impl Clock {
    /// All of these.
    pub const ALL: [Clock; 3] = [Clock::Chrono, Clock::Jiff, Clock::Time];
}

/// A type that a model defines.
#[derive(Debug, Clone)]
pub enum Def {
    /// A struct, which may derive `Document`.
    Struct {
        /// Its name.
        ident: String,
        /// Its fields.
        members: Vec<Member>,
        /// Whether `Document` is derived.
        document: bool,
        /// serde's `rename_all = "camelCase"`
        camel_case: bool,
    },
    /// An enum with data.
    Choice {
        /// Its name.
        ident: String,
        /// The content of each variant: nothing, one value, or named fields.
        variants: Vec<Vec<Member>>,
        /// serde's `tag = "kind"`
        tagged: bool,
        /// Whether `Document` is derived.
        document: bool,
    },
    /// An enum without data that derives `KeyPart`.
    Units {
        /// Its name.
        ident: String,
        /// The variants with the text that serde writes.
        variants: Vec<(&'static str, &'static str)>,
    },
    /// A struct with one `String` that derives `KeyPart`.
    Wrap {
        /// Its name.
        ident: String,
    },
}

/// A field of a nested struct.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub ident: String,
    /// Its type.
    pub ty: Ty,
}

impl Int {
    /// All of these.
    pub const ALL: [Int; 10] = [
        Int::U8,
        Int::U16,
        Int::U32,
        Int::U64,
        Int::U128,
        Int::I8,
        Int::I16,
        Int::I32,
        Int::I64,
        Int::I128,
    ];

    /// Returns its name in Rust.
    #[must_use]
    pub fn rust(self) -> &'static str {
        match self {
            Int::U8 => "u8",
            Int::U16 => "u16",
            Int::U32 => "u32",
            Int::U64 => "u64",
            Int::U128 => "u128",
            Int::I8 => "i8",
            Int::I16 => "i16",
            Int::I32 => "i32",
            Int::I64 => "i64",
            Int::I128 => "i128",
        }
    }

    /// Returns the least and the greatest value, within DynamoDB's 38 digits.
    #[must_use]
    pub fn range(self) -> (i128, i128) {
        const DIGITS_38: i128 = 10_i128.pow(38) - 1;
        match self {
            Int::U8 => (0, u8::MAX.into()),
            Int::U16 => (0, u16::MAX.into()),
            Int::U32 => (0, u32::MAX.into()),
            Int::U64 => (0, u64::MAX.into()),
            Int::U128 => (0, DIGITS_38),
            Int::I8 => (i8::MIN.into(), i8::MAX.into()),
            Int::I16 => (i16::MIN.into(), i16::MAX.into()),
            Int::I32 => (i32::MIN.into(), i32::MAX.into()),
            Int::I64 => (i64::MIN.into(), i64::MAX.into()),
            Int::I128 => (-DIGITS_38, DIGITS_38),
        }
    }

    /// Whether it is unsigned.
    #[must_use]
    pub fn is_unsigned(self) -> bool {
        self.range().0 == 0
    }
}

impl Ty {
    /// Returns the type in Rust.
    #[must_use]
    pub fn rust(&self, defs: &[Def]) -> String {
        match self {
            Ty::Bool => "bool".into(),
            Ty::Int(int) => int.rust().into(),
            Ty::Float => "f64".into(),
            Ty::Text => "String".into(),
            Ty::Char => "char".into(),
            Ty::Bytes => "Vec<u8>".into(),
            Ty::Uuid => "Uuid".into(),
            Ty::Time(Clock::Chrono) => "DateTime<Utc>".into(),
            Ty::Time(Clock::Jiff) => "jiff::Timestamp".into(),
            Ty::Time(Clock::Time) => "time::OffsetDateTime".into(),
            Ty::Date(Clock::Chrono) => "NaiveDate".into(),
            Ty::Date(Clock::Jiff) => "jiff::civil::Date".into(),
            Ty::Date(Clock::Time) => "time::Date".into(),
            Ty::Decimal => "Decimal".into(),
            Ty::Option(of) => format!("Option<{}>", of.rust(defs)),
            Ty::List(of) => format!("Vec<{}>", of.rust(defs)),
            Ty::Map(of) => format!("BTreeMap<String, {}>", of.rust(defs)),
            Ty::Set(of) => format!("BTreeSet<{}>", of.rust(defs)),
            Ty::Boxed(of) => format!("Box<{}>", of.rust(defs)),
            Ty::Pair(a, b) => format!("({}, {})", a.rust(defs), b.rust(defs)),
            Ty::Named(def) => defs[*def].ident().into(),
        }
    }

    /// Whether it contains a 128-bit integer.
    pub(super) fn holds_128_bits(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Int(int) => matches!(int, Int::U128 | Int::I128),
            Ty::Option(of) | Ty::List(of) | Ty::Map(of) | Ty::Set(of) | Ty::Boxed(of) => of.holds_128_bits(defs),
            Ty::Pair(a, b) => a.holds_128_bits(defs) || b.holds_128_bits(defs),
            Ty::Named(def) => match &defs[*def] {
                Def::Struct { members, .. } => members.iter().any(|member| member.ty.holds_128_bits(defs)),
                Def::Choice { variants, .. } => variants.iter().flatten().any(|member| member.ty.holds_128_bits(defs)),
                Def::Units { .. } | Def::Wrap { .. } => false,
            },
            _ => false,
        }
    }

    /// Whether it contains the model's own type at this position.
    pub(super) fn names(&self, def: usize) -> bool {
        match self {
            Ty::Option(of) | Ty::List(of) | Ty::Map(of) | Ty::Set(of) | Ty::Boxed(of) => of.names(def),
            Ty::Pair(a, b) => a.names(def) || b.names(def),
            Ty::Named(own) => *own == def,
            _ => false,
        }
    }

    /// Whether a value of this type contains the last variant of an enum.
    #[must_use]
    pub fn has_newest(&self, value: &Value, def: usize, defs: &[Def]) -> bool {
        match (self, value) {
            (Ty::Option(of) | Ty::Boxed(of), value) => of.has_newest(value, def, defs),
            (Ty::List(of), Value::List(values)) => values.iter().any(|value| of.has_newest(value, def, defs)),
            (Ty::Map(of), Value::Map(entries)) => entries.values().any(|value| of.has_newest(value, def, defs)),
            (Ty::Pair(a, b), Value::List(values)) => [a, b]
                .iter()
                .zip(values)
                .any(|(of, value)| of.has_newest(value, def, defs)),
            (Ty::Named(own), value) if *own == def => match (&defs[def], value) {
                (Def::Units { variants, .. }, Value::Text(text)) => {
                    variants.last().is_some_and(|(_, newest)| newest == text)
                }
                (Def::Choice { variants, .. }, Value::Variant(at, _)) => at + 1 == variants.len(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns the type inside an `Option`, or the type itself.
    #[must_use]
    pub fn inner(&self) -> &Ty {
        match self {
            Ty::Option(of) => of,
            other => other,
        }
    }

    /// Whether it can be part of a template.
    #[must_use]
    pub fn is_part(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Named(def) => matches!(defs[*def], Def::Units { .. } | Def::Wrap { .. }),
            Ty::Bool | Ty::Int(_) | Ty::Text | Ty::Char | Ty::Uuid | Ty::Time(_) | Ty::Date(_) => true,
            _ => false,
        }
    }

    /// Whether it is text: `String`, a newtype of it, or an enum without data.
    #[must_use]
    pub fn is_text_part(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Named(def) => matches!(defs[*def], Def::Units { .. } | Def::Wrap { .. }),
            Ty::Text => true,
            _ => false,
        }
    }

    /// Whether its attribute can be a key attribute.
    #[must_use]
    pub fn is_native(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Named(def) => matches!(defs[*def], Def::Units { .. } | Def::Wrap { .. }),
            Ty::Int(_) | Ty::Text | Ty::Char | Ty::Uuid | Ty::Bytes | Ty::Float | Ty::Decimal => true,
            _ => false,
        }
    }

    /// Whether paths to it have an order.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        matches!(
            self,
            Ty::Int(_)
                | Ty::Float
                | Ty::Decimal
                | Ty::Text
                | Ty::Char
                | Ty::Bytes
                | Ty::Uuid
                | Ty::Time(_)
                | Ty::Date(_)
        )
    }

    /// Returns a default for `#[default(…)]`, with its expression.
    #[must_use]
    pub fn default_expression(value: &Value, ty: &str) -> Option<String> {
        Some(match value {
            Value::Bool(this) => this.to_string(),
            Value::Int(this) => this.to_string(),
            Value::Float(this) => format!("{:?}", this.0),
            Value::Decimal(0) => "Decimal::ZERO".into(),
            Value::Text(this) if ty == "String" => format!("{this:?}.to_owned()"),
            Value::List(elements) if elements.is_empty() => "Vec::new()".into(),
            Value::Set(elements) if elements.is_empty() => "BTreeSet::new()".into(),
            Value::Map(entries) if entries.is_empty() => "BTreeMap::new()".into(),
            Value::Absent => "None".into(),
            _ => return None,
        })
    }
}

impl Def {
    /// Its name.
    #[must_use]
    pub fn ident(&self) -> &str {
        match self {
            Def::Struct { ident, .. } | Def::Choice { ident, .. } | Def::Units { ident, .. } | Def::Wrap { ident } => {
                ident
            }
        }
    }
}
