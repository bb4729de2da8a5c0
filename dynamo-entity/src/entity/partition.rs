//! The parts of a partition key as one value: the argument of a collection's `query`.

use crate::expression::value::IntoValue;
use crate::key::formatted::PartTarget;
use crate::key::part::Part;

/// Says that the partition key of the access pattern at position `INDEX` has parts of the types `T`, a tuple.
///
/// The derive implements it once for each access pattern. `T` is a parameter, because an associated type could not be less
/// visible than the entity.
pub trait PartitionOf<const INDEX: usize, T> {}

/// The parts of a partition key, in the order of its template: a single part as it is, several parts as a tuple, no parts
/// as `()`.
///
/// `T` is the tuple of the types of the parts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not match the parts of a partition key, `{T}`",
    label = "not the parts of the partition key",
    note = "pass the parts in the order of the template: one as it is, several as a tuple"
)]
pub trait IntoPartition<T> {
    #[doc(hidden)]
    fn __into_parts(self) -> Vec<Part<'static>>;
}

/// The parts of an entity that did not compile.
#[derive(Debug)]
pub enum UnknownPartition {}

#[diagnostic::do_not_recommend]
impl<V> IntoPartition<UnknownPartition> for V {
    fn __into_parts(self) -> Vec<Part<'static>> {
        Vec::new()
    }
}

#[diagnostic::do_not_recommend]
impl IntoPartition<()> for () {
    fn __into_parts(self) -> Vec<Part<'static>> {
        Vec::new()
    }
}

#[diagnostic::do_not_recommend]
impl<P: PartTarget, V: IntoValue<P>> IntoPartition<(P,)> for V {
    fn __into_parts(self) -> Vec<Part<'static>> {
        vec![self.into_value().into_part()]
    }
}

macro_rules! several {
    ($($part:ident $value:ident $at:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($part: PartTarget, $value: IntoValue<$part>),*> IntoPartition<($($part,)*)> for ($($value,)*) {
            fn __into_parts(self) -> Vec<Part<'static>> {
                vec![$(self.$at.into_value().into_part()),*]
            }
        }
    };
}
several!(P0 V0 0, P1 V1 1);
several!(P0 V0 0, P1 V1 1, P2 V2 2);
several!(P0 V0 0, P1 V1 1, P2 V2 2, P3 V3 3);
several!(P0 V0 0, P1 V1 1, P2 V2 2, P3 V3 3, P4 V4 4);
several!(P0 V0 0, P1 V1 1, P2 V2 2, P3 V3 3, P4 V4 4, P5 V5 5);
several!(P0 V0 0, P1 V1 1, P2 V2 2, P3 V3 3, P4 V4 4, P5 V5 5, P6 V6 6);
several!(P0 V0 0, P1 V1 1, P2 V2 2, P3 V3 3, P4 V4 4, P5 V5 5, P6 V6 6, P7 V7 7);
