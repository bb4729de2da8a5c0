//! JavaScript numbers as key parts.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::number::float::{ecmascript_text, shortest};
use crate::key::native::NativePart;
use crate::key::part::{KeyPart, Part, PartKind};
use crate::key::scalar::ScalarType;

/// A JavaScript number in a key: an `f64` that is written as `Number.prototype.toString` writes it.
///
/// An `f64` itself cannot be part of a key. This type is for tables that TypeScript programs write through
/// ElectroDB: their keys contain `5` for 5.0, `1e+21` and `1e-7`. The attribute is stored as a Number. The
/// text does not sort like the value in a key; for whole numbers use an integer. Infinity and NaN are refused
/// when the key is rendered.
///
/// ```
/// use dynamo_entity::JsNumber;
///
/// assert_eq!(JsNumber(5.0).to_string(), "5");
/// assert_eq!(JsNumber(-0.0).to_string(), "0");
/// assert_eq!(JsNumber(1e21).to_string(), "1e+21");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct JsNumber(pub f64);

impl fmt::Display for JsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ecmascript_text(self.0))
    }
}

macro_rules! from {
    ($($number:ty)*) => {$(
        impl From<$number> for JsNumber {
            fn from(number: $number) -> Self {
                JsNumber(number.into())
            }
        }
    )*};
}
from!(f64 f32 u8 u16 u32 i8 i16 i32);

impl Serialize for JsNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for JsNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(JsNumber)
    }
}

impl NativePart for JsNumber {
    const TYPE: ScalarType = ScalarType::N;

    fn native(&self) -> Part<'_> {
        Part::Number(shortest(self.0).into())
    }

    fn copied(&self) -> Self {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl KeyPart for JsNumber {
    const KIND: PartKind = PartKind::Float;
    const PREFIX_FREE: bool = false;
    const NATIVE: Option<ScalarType> = Some(ScalarType::N);

    fn part(&self) -> Part<'_> {
        Part::Float(self.0)
    }

    fn __copy(&self) -> Self {
        *self
    }
}
