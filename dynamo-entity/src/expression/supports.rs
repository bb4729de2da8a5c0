//! `Supports`: the operators and actions that the attributes of a type support.

use crate::codec::encode::encoder::Encoder;
use crate::expression::has_action::{
    Add, AddTo, Amount, Append, AppendTo, Delete, DeleteFrom, ListAmount, NumberAmount, Removable, Remove, SetAmount,
    Subtract, SubtractFrom,
};
use crate::expression::has_operator::{Containing, Contains, HasSize, Length, Order, Ordered, Prefix, Textual};
use crate::expression::term::TermOf;

/// A type whose attributes support `O`, an operator of a condition or an action of an update.
///
/// | `O` | methods | types |
/// |---|---|---|
/// | [`Order`] | `gt`, `gte`, `lt`, `lte`, `between` | numbers, strings, binary, dates and times, UUIDs, ULIDs |
/// | [`Prefix`] | `begins_with` | strings, binary |
/// | [`Containing<V>`] | `contains` | strings (a substring), sets and lists (an element) |
/// | [`Length`] | `size` | strings, binary, sets, lists, maps |
/// | [`Add<V>`] | `add` | numbers (a number), sets (elements) |
/// | [`Subtract<V>`] | `subtract` | numbers |
/// | [`Append<V>`] | `append`, `prepend` | lists |
/// | [`Delete<V>`] | `delete` | sets |
/// | [`Remove`] | `remove` | `Option`s |
///
/// An `Option` supports what its contents support. Every type supports `eq`, `ne`, `is_in`, `exists` and `set`.
///
/// The trait is implemented for these types and no others. Functions that are generic over paths use it as a bound:
///
/// ```
/// use dynamo_entity::path::{Order, Supports};
/// use dynamo_entity::{Condition, Operand, Path};
///
/// /// Whether the attribute is outside of a range.
/// fn outside<E, T>(path: Path<E, T>, low: T, high: T) -> Condition<E>
/// where
///     T: Supports<Order> + Operand<E, T>,
/// {
///     path.lt(low) | path.gt(high)
/// }
/// ```
pub trait Supports<O: Operation> {
    #[doc(hidden)]
    fn __operand(operation: O, encoder: Encoder) -> O::Operand;
}

/// An operator or action.
pub trait Operation {
    /// The facts about the type that an expression needs.
    type Operand;
}

/// Whether the order is also correct where a function of serde's `with` stores a number.
#[derive(Debug)]
pub struct AsNumber(pub(crate) bool);

// The trait of each operation has the message that says why a type does not support it.
macro_rules! supports {
    ($operation:ident $(<$value:ident>)?: $bound:path => $operand:ty, |$given:pat_param, $encoder:pat_param| $result:expr) => {
        impl $(<$value>)? Operation for $operation $(<$value>)? {
            type Operand = $operand;
        }

        impl<T $(, $value)?> Supports<$operation $(<$value>)?> for T
        where
            $operation $(<$value>)?: $bound,
        {
            fn __operand($given: $operation $(<$value>)?, $encoder: Encoder) -> $operand {
                $result
            }
        }
    };
}
supports!(Order: Ordered<T> => AsNumber, |_, _| AsNumber(<Order as Ordered<T>>::AS_NUMBER));
supports!(Prefix: Textual<T> => (), |_, _| ());
supports!(Length: HasSize<T> => (), |_, _| ());
supports!(Containing<V>: Contains<T, V> => TermOf, |value, _| value.contained());
supports!(Add<V>: AddTo<T, V> => Amount, |value, encoder| value.amount(encoder));
supports!(Subtract<V>: SubtractFrom<T, V> => NumberAmount, |value, encoder| value.amount(encoder));
supports!(Append<V>: AppendTo<T, V> => ListAmount, |values, encoder| values.elements(encoder));
supports!(Delete<V>: DeleteFrom<T, V> => SetAmount, |values, encoder| values.elements(encoder));
supports!(Remove: Removable<T> => (), |_, _| ());
