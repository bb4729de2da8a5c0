//! The operators after a range, which do not compile. Without them, the compiler would find those of `Iterator`.

use crate::read::query::builder::Query;

/// A query whose sort key takes another operator. There is none.
#[diagnostic::on_unimplemented(
    message = "no operator can follow here, because one range ends the key condition: write both ends as `.between(low, high)`",
    label = "the sort key takes no other operator",
    note = "conditions on other attributes are filters: `.filter(…)`"
)]
pub trait TakesOperator {}

macro_rules! refused {
    ($($operator:ident($($value:ident: $type:ident),*)),*) => {
        impl<E, T> Query<E, T> {$(
            #[doc(hidden)]
            pub fn $operator<$($type),*>(self, $($value: $type),*) -> Self
            where
                Self: TakesOperator,
            {
                $(let _ = $value;)*
                self
            }
        )*}
    };
}
refused!(
    eq(value: V),
    begins_with(text: V),
    between(low: V, high: W),
    gt(value: V),
    gte(value: V),
    lt(value: V),
    lte(value: V)
);
