//! Update actions: the types that support each action, and how actions are rendered.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec::encode::encoder::Encoder;
use crate::codec::{encode, size};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::operand::Term;
use crate::expression::path::{Segment, segments_text};
use crate::expression::placeholders::Placeholders;
use crate::expression::range::NumberRange;
use crate::expression::value::IntoValue;

/// One action on one path.
#[derive(Clone)]
pub(crate) struct Action {
    pub(crate) path: Vec<Segment>,
    pub(crate) change: ActionKind,
    /// Aliases of the attribute, which an older item may have and which the action removes.
    pub(crate) aliases: &'static [&'static str],
}

// Prints the expression with redacted values, because a value may be sensitive.
impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Term::Path(self.path.clone());
        match &self.change {
            ActionKind::Set(value) => write!(f, "{path:?} = {value:?}"),
            ActionKind::SetIfAbsent(value) => write!(f, "{path:?} = if_not_exists({path:?}, {value:?})"),
            ActionKind::Remove => write!(f, "remove {path:?}"),
            ActionKind::Number { operator, value, .. } => write!(f, "{path:?} {operator} {value:?}"),
            ActionKind::List { front: true, value, .. } => write!(f, "prepend {value:?} to {path:?}"),
            ActionKind::List { value, .. } => write!(f, "append {value:?} to {path:?}"),
            ActionKind::AddToSet(value) => write!(f, "add {value:?} to {path:?}"),
            ActionKind::DeleteFromSet(value) => write!(f, "delete {value:?} from {path:?}"),
        }
    }
}

/// The change that an action makes.
#[derive(Clone)]
pub(crate) enum ActionKind {
    /// `SET path = value`. An absent value removes the attribute.
    Set(Term),
    /// `SET path = if_not_exists(path, value)`.
    SetIfAbsent(Term),
    Remove,
    /// `SET path = if_not_exists(path, start) + value`, or `-`.
    Number {
        operator: char,
        value: Term,
        start: AttributeValue,
        /// The numbers that the result must be within.
        range: NumberRange,
    },
    /// `SET path = list_append(…)`.
    List {
        front: bool,
        value: Term,
        start: AttributeValue,
    },
    /// `ADD path value`: adds elements to a set.
    AddToSet(Term),
    /// `DELETE path value`: deletes elements from a set.
    DeleteFromSet(Term),
}

impl Action {
    /// Creates a change of a whole attribute.
    pub(crate) fn of(attribute: &'static str, change: ActionKind) -> Self {
        Action {
            path: vec![Segment::Name(attribute.into())],
            change,
            aliases: &[],
        }
    }

    /// Returns the name of the item's attribute that the path starts with.
    pub(crate) fn attribute(&self) -> &str {
        match self.path.first() {
            Some(Segment::Name(name)) => name,
            Some(Segment::Index(_)) | None => "",
        }
    }

    /// Returns a lower bound of an item's size in bytes after `actions`: the names and values of the
    /// attributes that are set.
    pub(crate) fn least_size(actions: &[Action]) -> usize {
        let set = actions.iter().filter_map(|action| match &action.change {
            ActionKind::Set(Term::Value(value)) => Some(action.attribute().len() + size::value_size(value)),
            _ => None,
        });
        set.sum()
    }

    /// Renders the update expression of `actions`; `None` if there is nothing to change.
    pub(crate) fn render_all(actions: Vec<Action>, placeholders: &mut Placeholders) -> Result<Option<String>> {
        Self::refuse_overlaps(&actions)?;
        let mut clauses: [(&str, String); 4] = [
            ("SET", String::new()),
            ("REMOVE", String::new()),
            ("ADD", String::new()),
            ("DELETE", String::new()),
        ];
        for action in actions {
            let [set, remove, add, delete] = &mut clauses;
            let clause = match &action.change {
                ActionKind::Set(Term::Absent) | ActionKind::Remove => remove,
                ActionKind::AddToSet(_) => add,
                ActionKind::DeleteFromSet(_) => delete,
                _ => set,
            };
            // Adding or deleting no elements leaves a set unchanged.
            if let ActionKind::AddToSet(Term::Absent) | ActionKind::DeleteFromSet(Term::Absent) = action.change {
                continue;
            }
            let out = &mut clause.1;
            if !out.is_empty() {
                out.push_str(", ");
            }
            let aliases = action.alias_paths();
            action.render(placeholders, out)?;
            let [_, (_, removed), ..] = &mut clauses;
            for alias in aliases {
                if !removed.is_empty() {
                    removed.push_str(", ");
                }
                placeholders.path(&alias, removed);
            }
        }
        let mut text = String::new();
        for (keyword, clause) in clauses {
            if !clause.is_empty() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(keyword);
                text.push(' ');
                text.push_str(&clause);
            }
        }
        placeholders.end_expression()?;
        Ok((!text.is_empty()).then_some(text))
    }

    /// Returns the paths of the aliases.
    pub(super) fn alias_paths(&self) -> Vec<Vec<Segment>> {
        let alias_path = |alias: &&'static str| {
            let mut path = self.path.clone();
            path.pop();
            path.push(Segment::Name((*alias).into()));
            path
        };
        self.aliases.iter().map(alias_path).collect()
    }

    fn render(self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        let aliases = self.alias_paths();
        let path = &self.path;
        placeholders.path(path, out);
        match self.change {
            ActionKind::Remove | ActionKind::Set(Term::Absent) => {}
            ActionKind::Set(value) => {
                out.push_str(" = ");
                value.render(placeholders, out)?;
            }
            ActionKind::SetIfAbsent(value) => {
                // The attribute may exist under any of its names.
                out.push_str(" = ");
                for name in [path].into_iter().chain(&aliases) {
                    placeholders.operator();
                    out.push_str("if_not_exists(");
                    placeholders.path(name, out);
                    out.push_str(", ");
                }
                value.render(placeholders, out)?;
                out.push_str(&")".repeat(aliases.len() + 1));
            }
            ActionKind::Number {
                operator, value, start, ..
            } => {
                placeholders.operator();
                out.push_str(" = ");
                render_start(path, start, placeholders, out);
                out.push(' ');
                out.push(operator);
                out.push(' ');
                value.render(placeholders, out)?;
            }
            ActionKind::List { front, value, start } => {
                placeholders.operator();
                out.push_str(" = list_append(");
                if front {
                    value.render(placeholders, out)?;
                    out.push_str(", ");
                    render_start(path, start, placeholders, out);
                } else {
                    render_start(path, start, placeholders, out);
                    out.push_str(", ");
                    value.render(placeholders, out)?;
                }
                out.push(')');
            }
            ActionKind::AddToSet(value) | ActionKind::DeleteFromSet(value) => {
                out.push(' ');
                value.render(placeholders, out)?;
            }
        }
        Ok(())
    }

    /// Refuses two actions on the same path or on nested paths, which DynamoDB does not accept.
    fn refuse_overlaps(actions: &[Action]) -> Result<()> {
        for (i, action) in actions.iter().enumerate() {
            for other in actions.iter().skip(i + 1) {
                // Fast path: most actions are on different attributes.
                if action.attribute() != other.attribute() {
                    continue;
                }
                let shared = action.path.len().min(other.path.len());
                if action.path.iter().zip(&other.path).take(shared).all(|(a, b)| a == b) {
                    let longer = if action.path.len() > shared { action } else { other };
                    let text = segments_text(&longer.path);
                    return Err(Error::input(format!(
                        "two actions of one update change `{text}`: join them, or send two updates"
                    )));
                }
            }
        }
        Ok(())
    }
}

/// Renders `if_not_exists(path, start)`.
fn render_start(path: &[Segment], start: AttributeValue, placeholders: &mut Placeholders, out: &mut String) {
    placeholders.operator();
    out.push_str("if_not_exists(");
    placeholders.path(path, out);
    out.push_str(", ");
    placeholders.value(start, out);
    out.push(')');
}

// ---- the types that support each action

/// A DynamoDB number.
pub trait Number: Serialize {
    #[doc(hidden)]
    const RANGE: NumberRange;
}
macro_rules! numbers { ($($ty:ty => $range:expr;)*) => {$(
    impl Number for $ty {
        const RANGE: NumberRange = $range;
    }
)*}; }
macro_rules! integers { ($($ty:ty)*) => { numbers! { $(
    $ty => NumberRange::integers(<$ty>::MIN as i128, <$ty>::MAX as i128);
)* } }; }
integers!(u8 u16 u32 u64 i8 i16 i32 i64 i128);
numbers! {
    // `u128::MAX` does not fit into an `i128`, and has more digits than DynamoDB stores.
    u128 => NumberRange::integers(0, i128::MAX);
    f32 => NumberRange::Single;
    f64 => NumberRange::All;
}
#[cfg(feature = "electrodb")]
numbers! { crate::electrodb::number::JsNumber => NumberRange::All; }
/// The highest `Decimal`: 96 bits.
#[cfg(feature = "rust_decimal")]
const DECIMAL: i128 = (1 << 96) - 1;
#[cfg(feature = "rust_decimal")]
numbers! { rust_decimal::Decimal => NumberRange::integers(-DECIMAL, DECIMAL); }

/// The encoded operand of an action.
#[derive(Debug)]
pub enum Amount {
    Number(NumberAmount),
    Set(SetAmount),
}
#[derive(Debug)]
pub struct NumberAmount(pub(crate) Term, pub(crate) NumberRange);
#[derive(Debug)]
pub struct SetAmount(pub(crate) Term);
#[derive(Debug)]
pub struct ListAmount(pub(crate) Term);

/// A type that supports `add`: of a number to a number, of elements to a set.
#[diagnostic::on_unimplemented(
    message = "`add` of `{V}` does not work on `{Self}`",
    label = "`add` works on numbers (a number) and on sets (elements), not on `{Self}`"
)]
pub trait AddTo<V> {
    #[doc(hidden)]
    fn __amount(value: V, encoder: Encoder) -> Amount;
}
/// A type that supports `subtract`: numbers.
#[diagnostic::on_unimplemented(
    message = "`subtract` of `{V}` does not work on `{Self}`",
    label = "`subtract` works on numbers, not on `{Self}`"
)]
pub trait SubtractFrom<V> {
    #[doc(hidden)]
    fn __amount(value: V, encoder: Encoder) -> NumberAmount;
}
/// A type that supports `append` and `prepend`: lists.
#[diagnostic::on_unimplemented(
    message = "`append` of `{V}` does not work on `{Self}`",
    label = "`append` and `prepend` work on lists, not on `{Self}`"
)]
pub trait AppendTo<V> {
    #[doc(hidden)]
    fn __elements(values: V, encoder: Encoder) -> ListAmount;
}
/// A type that supports `delete`: sets.
#[diagnostic::on_unimplemented(
    message = "`delete` of `{V}` does not work on `{Self}`",
    label = "`delete` takes elements out of a set; `{Self}` is not a set"
)]
pub trait DeleteFrom<V> {
    #[doc(hidden)]
    fn __elements(values: V, encoder: Encoder) -> SetAmount;
}
/// A type that supports `remove`: an attribute that may be absent.
#[diagnostic::on_unimplemented(
    message = "a required attribute cannot be removed",
    label = "`{Self}` is not an `Option`",
    note = "an item without this attribute could not be read; make the field an `Option` if it may be absent"
)]
pub trait Removable {}
#[diagnostic::do_not_recommend]
impl<T> Removable for Option<T> {}

fn number<T: Number>(value: &T, encoder: Encoder) -> NumberAmount {
    NumberAmount(Term::encoded(value.serialize(encoder)), T::RANGE)
}

macro_rules! arithmetic { ($([$($cfg:meta)?] $ty:ty),* $(,)?) => {$(
    $(#[$cfg])?
    #[diagnostic::do_not_recommend]
    impl<V: IntoValue<$ty>> AddTo<V> for $ty {
        fn __amount(value: V, encoder: Encoder) -> Amount {
            Amount::Number(number::<$ty>(&value.into_value(), encoder))
        }
    }
    $(#[$cfg])?
    #[diagnostic::do_not_recommend]
    impl<V: IntoValue<$ty>> SubtractFrom<V> for $ty {
        fn __amount(value: V, encoder: Encoder) -> NumberAmount {
            number::<$ty>(&value.into_value(), encoder)
        }
    }
)*}; }
arithmetic!(
    [] u8, [] u16, [] u32, [] u64, [] u128, [] i8, [] i16, [] i32, [] i64, [] i128, [] f32, [] f64,
    [cfg(feature = "electrodb")] crate::electrodb::number::JsNumber,
    [cfg(feature = "rust_decimal")] rust_decimal::Decimal,
);

fn elements<X, V>(values: V) -> Vec<X>
where
    V: IntoIterator,
    V::Item: IntoValue<X>,
{
    values.into_iter().map(IntoValue::into_value).collect()
}

fn set_of<X: Serialize>(values: &[X], encoder: Encoder) -> SetAmount {
    SetAmount(Term::encoded(values.serialize(encoder)))
}

macro_rules! sets { ($([$($generics:tt)*] $ty:ty),*) => {$(
    #[diagnostic::do_not_recommend]
    impl<X: Serialize, V: IntoIterator, $($generics)*> AddTo<V> for $ty where V::Item: IntoValue<X> {
        fn __amount(values: V, encoder: Encoder) -> Amount {
            Amount::Set(set_of(&elements::<X, V>(values), encoder))
        }
    }
    #[diagnostic::do_not_recommend]
    impl<X: Serialize, V: IntoIterator, $($generics)*> DeleteFrom<V> for $ty where V::Item: IntoValue<X> {
        fn __elements(values: V, encoder: Encoder) -> SetAmount {
            set_of(&elements::<X, V>(values), encoder)
        }
    }
)*}; }
sets!([] BTreeSet<X>, [H] HashSet<X, H>);

#[diagnostic::do_not_recommend]
impl<X: Serialize, V: IntoIterator> AppendTo<V> for Vec<X>
where
    V::Item: IntoValue<X>,
{
    fn __elements(values: V, encoder: Encoder) -> ListAmount {
        // A `Vec<u8>` is binary, which has no elements; its shape is all that tells it from a list.
        if encoder.is_binary() {
            return ListAmount(Term::Bad(CodecError::new(
                "a `Vec<u8>` is stored as binary, which can only be set",
            )));
        }
        let values = elements::<X, V>(values)
            .iter()
            .map(|value| encoder.element().and_then(|encoder| encode::to_element(value, encoder)))
            .collect::<Result<Vec<_>, _>>();
        ListAmount(match values {
            Ok(values) => Term::Value(AttributeValue::L(values)),
            Err(error) => Term::Bad(error),
        })
    }
}

#[diagnostic::do_not_recommend]
impl<V, T: AddTo<V>> AddTo<V> for Option<T> {
    fn __amount(value: V, encoder: Encoder) -> Amount {
        T::__amount(value, encoder)
    }
}
#[diagnostic::do_not_recommend]
impl<V, T: SubtractFrom<V>> SubtractFrom<V> for Option<T> {
    fn __amount(value: V, encoder: Encoder) -> NumberAmount {
        T::__amount(value, encoder)
    }
}
#[diagnostic::do_not_recommend]
impl<V, T: AppendTo<V>> AppendTo<V> for Option<T> {
    fn __elements(values: V, encoder: Encoder) -> ListAmount {
        T::__elements(values, encoder)
    }
}
#[diagnostic::do_not_recommend]
impl<V, T: DeleteFrom<V>> DeleteFrom<V> for Option<T> {
    fn __elements(values: V, encoder: Encoder) -> SetAmount {
        T::__elements(values, encoder)
    }
}
