//! Which kinds of attributes an update may set, and how setting them affects index keys.

use crate::expression::path_kind::{Flattened, Key, PartGroup, PartGroupLoaded, Parts, Plain, ReadOnly, SolePart};
use crate::expression::value::IntoValue;
use crate::key::native::SettablePart;
use crate::key::part::{IndexPart, Part};

/// The index parts that an update does not set are unknown.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug)]
pub enum Unloaded {}

/// The index parts that an update does not set are known from a loaded item.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug)]
pub enum Loaded {}

/// Values as parts of index keys.
pub type PartList = Vec<Part<'static>>;

/// Returns one value as a part.
pub fn one_part<T: SettablePart>(value: &T) -> PartList {
    vec![value.settable_part().into_owned()]
}

/// An attribute of this kind may be set to a `T` by an update of mode `M`.
pub trait SetIn<M, T> {
    /// Returns the values as parts of index keys, in the order of the path's attributes; empty for an attribute that is
    /// no part.
    #[doc(hidden)]
    fn __parts(value: &T) -> PartList {
        let _ = value;
        Vec::new()
    }
}

impl<M, T> SetIn<M, T> for Plain {}

impl<M, T: SettablePart> SetIn<M, T> for SolePart {
    fn __parts(value: &T) -> PartList {
        one_part(value)
    }
}

impl<M: NeverReadOnly, T> SetIn<M, T> for ReadOnly {}
impl<M: SetsKeys, T> SetIn<M, T> for Key {}
impl<M: SetsFlattened, T> SetIn<M, T> for Flattened {}

// No mode implements these traits: they exist for their diagnostics.

/// Never.
#[diagnostic::on_unimplemented(
    message = "this attribute is read-only",
    label = "a `readonly` field is written only when the item is created; every write sets `version` and `on_write` fields itself"
)]
pub trait NeverReadOnly {}

/// Never.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of the primary key",
    label = "the key of an item cannot change: delete the item and create another"
)]
pub trait SetsKeys {}

/// Never.
#[diagnostic::on_unimplemented(
    message = "this field is flattened into the item",
    label = "set its own fields: `.dot(…)`"
)]
pub trait SetsFlattened {}

/// An update that knows the read-only part.
#[diagnostic::on_unimplemented(
    message = "this index key has a read-only part, which an update without the item does not know",
    label = "load the item and set the parts there: `.edit()`"
)]
pub trait KnowsReadOnly {}
impl KnowsReadOnly for Loaded {}

/// An update of mode `M` can apply changes that need this mode.
#[diagnostic::on_unimplemented(
    message = "these changes need a loaded item: load the item and write `.edit().apply(…)`",
    label = "`#[changes(…, edit)]` changes a part of an index key whose other parts only a loaded item knows"
)]
pub trait AppliedBy<M> {}
impl<M> AppliedBy<M> for Unloaded {}
impl AppliedBy<Loaded> for Loaded {}

/// Kinds of attributes that have actions other than `set` and `remove`.
#[diagnostic::on_unimplemented(
    message = "this attribute has no actions except `set` and `remove`",
    label = "part of a key, unique, or read-only: no `add`, `append`, `set_if_absent` or similar actions",
    note = "the write also rewrites the item's keys, so the new value must be known: load the item and `set` it"
)]
pub trait Acts {}
impl Acts for Plain {}

macro_rules! together {
    ($(($($part:ident $value:ident $index:tt),+))*) => {$(
        impl<M, $($part: IndexPart),+> SetIn<M, Parts<($($part,)+)>> for PartGroup {
            fn __parts(value: &Parts<($($part,)+)>) -> PartList {
                vec![$(value.0.$index.index_part().into_owned()),+]
            }
        }
        impl<M: KnowsReadOnly, $($part: IndexPart),+> SetIn<M, Parts<($($part,)+)>> for PartGroupLoaded {
            fn __parts(value: &Parts<($($part,)+)>) -> PartList {
                vec![$(value.0.$index.index_part().into_owned()),+]
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$($part, $value: IntoValue<$part>),+> IntoValue<Parts<($($part,)+)>> for ($($value,)+) {
            fn into_value(self) -> Parts<($($part,)+)> {
                Parts(($(self.$index.into_value(),)+))
            }
        }
    )*};
}
together!(
    (A VA 0, B VB 1)
    (A VA 0, B VB 1, C VC 2)
    (A VA 0, B VB 1, C VC 2, D VD 3)
    (A VA 0, B VB 1, C VC 2, D VD 3, F VF 4)
    (A VA 0, B VB 1, C VC 2, D VD 3, F VF 4, G VG 5)
);
