//! Types of fields, and the types that a model defines for them.

use crate::random::Random;
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
    /// One of the model's own, by position.
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
    /// All of them.
    pub const ALL: [Clock; 3] = [Clock::Chrono, Clock::Jiff, Clock::Time];
}

/// A type that a model defines.
#[derive(Debug, Clone)]
pub enum Def {
    /// A struct, perhaps with `Document`.
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
    /// An enum whose variants hold something.
    Choice {
        /// Its name.
        ident: String,
        /// What each variant holds: nothing, one value, or named fields.
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
    /// A struct of one `String` that derives `KeyPart`.
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
    /// All of them.
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

    /// Its name in Rust.
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

    /// The least and the greatest; of the widest, as far as DynamoDB's 38 digits go.
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

    /// Whether it has no sign.
    #[must_use]
    pub fn is_unsigned(self) -> bool {
        self.range().0 == 0
    }
}

impl Ty {
    /// The type in Rust.
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

    /// Whether a 128-bit integer is somewhere in it.
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

    /// What is inside an `Option`, or the type itself.
    #[must_use]
    pub fn inner(&self) -> &Ty {
        match self {
            Ty::Option(of) => of,
            other => other,
        }
    }

    /// Whether it may be part of a template.
    #[must_use]
    pub fn is_part(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Named(def) => matches!(defs[*def], Def::Units { .. } | Def::Wrap { .. }),
            Ty::Bool | Ty::Int(_) | Ty::Text | Ty::Char | Ty::Uuid | Ty::Time(_) | Ty::Date(_) => true,
            _ => false,
        }
    }

    /// Whether it is free text: `String`, a newtype of it, an enum without data.
    #[must_use]
    pub fn is_text_part(&self, defs: &[Def]) -> bool {
        match self {
            Ty::Named(def) => matches!(defs[*def], Def::Units { .. } | Def::Wrap { .. }),
            Ty::Text => true,
            _ => false,
        }
    }

    /// Whether its attribute may be a key attribute.
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

    /// A default that `#[default(…)]` can say, with its expression.
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

    /// The types of a model: two documents, one of which may hold the other, a plain struct, enums, a newtype.
    pub(super) fn all(random: &mut Random) -> Vec<Def> {
        let mut defs = vec![
            Def::Units {
                ident: "Status".into(),
                variants: random
                    .pick(&[
                        vec![("Draft", "draft"), ("Sent", "sent"), ("Done", "done")],
                        vec![("In", "in"), ("InProgress", "in_progress"), ("Sent", "IN")],
                        vec![("Draft", "a#b"), ("Sent", "a"), ("Done", "A#")],
                    ])
                    .clone(),
            },
            Def::Wrap { ident: "Tag".into() },
        ];
        let inner = Def::record("Inner", random, &defs, true);
        defs.push(inner);
        let plain = Def::record("Plain", random, &defs, false);
        defs.push(plain);
        let choice = Def::choice(random, &defs);
        defs.push(choice);
        let outer = Def::record("Outer", random, &defs, true);
        defs.push(outer);
        defs
    }

    fn record(ident: &str, random: &mut Random, defs: &[Def], document: bool) -> Def {
        let names = ["city", "zip_code", "amount", "lines"];
        let members = names.iter().take(random.between(1, 4)).map(|name| Member {
            ident: (*name).into(),
            ty: Ty::any(random, defs, 1),
        });
        Def::Struct {
            ident: ident.into(),
            members: members.collect(),
            document,
            camel_case: random.chance(40),
        }
    }

    fn choice(random: &mut Random, defs: &[Def]) -> Def {
        let tagged = random.chance(30);
        let document = random.chance(50);
        let mut member = |ident: &str| Member {
            ident: ident.into(),
            // serde holds what is tagged in a form without binary and the widest integers.
            ty: if tagged {
                Ty::simple(random)
            } else {
                Ty::any(random, defs, 1)
            },
        };
        let mut variants = vec![Vec::new(), vec![member("from"), member("until")]];
        if !tagged {
            let Member { ident, ty } = member("");
            variants.push(vec![Member {
                ident,
                ty: *without_set(ty),
            }]);
        }
        Def::Choice {
            ident: "Choice".into(),
            variants,
            tagged,
            document,
        }
    }
}

impl Ty {
    /// A type that is one value.
    pub(super) fn scalar(random: &mut Random) -> Ty {
        match random.weighted(&[
            (1, 0),
            (6, 1),
            (1, 2),
            (4, 3),
            (1, 4),
            (2, 5),
            (1, 6),
            (4, 7),
            (2, 8),
            (2, 9),
        ]) {
            0 => Ty::Bool,
            1 => Ty::Int(*random.pick(&Int::ALL)),
            2 => Ty::Float,
            4 => Ty::Char,
            5 => Ty::Bytes,
            6 => Ty::Uuid,
            7 => Ty::Time(*random.pick(&Clock::ALL)),
            8 => Ty::Date(*random.pick(&Clock::ALL)),
            9 => Ty::Decimal,
            _ => Ty::Text,
        }
    }

    /// A type that every form of serde's holds.
    fn simple(random: &mut Random) -> Ty {
        match random.below(4) {
            0 => Ty::Int(*random.pick(&[Int::U8, Int::U32, Int::I64, Int::U64])),
            1 => Ty::Bool,
            2 => Ty::Option(Box::new(Ty::Text)),
            _ => Ty::Text,
        }
    }

    /// Any type, this deep.
    pub(super) fn any(random: &mut Random, defs: &[Def], depth: usize) -> Ty {
        let of = |random: &mut Random| Box::new(Ty::any(random, defs, depth - 1));
        match random.weighted(&[(10, 0), (3, 1), (3, 2), (2, 3), (3, 4), (1, 5), (1, 6), (5, 7)]) {
            1 if depth > 0 => match of(random) {
                option if matches!(*option, Ty::Option(_)) => *option,
                other => Ty::Option(other),
            },
            2 if depth > 0 => match *of(random) {
                Ty::Int(Int::U8) => Ty::Bytes,
                Ty::Option(other) => Ty::List(without_set(*other)),
                other => Ty::List(without_set(other)),
            },
            3 if depth > 0 => match *of(random) {
                Ty::Option(other) => Ty::Map(without_set(*other)),
                other => Ty::Map(without_set(other)),
            },
            4 => Ty::Set(Box::new(match random.below(4) {
                0 => Ty::Int(*random.pick(&Int::ALL)),
                1 => Ty::Bytes,
                _ => Ty::Text,
            })),
            5 if depth > 0 => Ty::Boxed(without_set(*of(random))),
            6 if depth > 0 => Ty::Pair(without_set(*of(random)), without_set(*of(random))),
            7 if !defs.is_empty() => Ty::Named(random.below(defs.len())),
            _ => Ty::scalar(random),
        }
    }
}

/// An element is never a set: an empty one could not be stored there.
fn without_set(ty: Ty) -> Box<Ty> {
    match ty {
        Ty::Set(of) => of,
        other => Box::new(other),
    }
}
