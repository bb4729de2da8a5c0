//! Compile-time checks that a field with `skip_serializing_if` can be read back when it is absent.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::codec::shaped::SetElement;

/// A type that can be read from an absent attribute without a default: an `Option` or a set.
#[diagnostic::on_unimplemented(
    message = "an item from which `skip_serializing_if` omits a `{Self}` could not be read back",
    label = "an absent `{Self}` has no value",
    note = "add serde's `default`, remove `skip_serializing_if`, or make the field an `Option`"
)]
pub trait ReadWhereAbsent {}

#[diagnostic::do_not_recommend]
impl<T> ReadWhereAbsent for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: SetElement> ReadWhereAbsent for BTreeSet<T> {}
#[diagnostic::do_not_recommend]
impl<T: SetElement, H> ReadWhereAbsent for HashSet<T, H> {}

/// A type that can be flattened into an item, omitted and read back: an `Option` or a map.
#[diagnostic::on_unimplemented(
    message = "an item from which `skip_serializing_if` omits a flattened `{Self}` could not be read back",
    label = "all its attributes would be absent",
    note = "serde has no default for flattened fields: remove `skip_serializing_if`, or make the field an `Option`"
)]
pub trait ReadOfNothing {}

#[diagnostic::do_not_recommend]
impl<T> ReadOfNothing for Option<T> {}
#[diagnostic::do_not_recommend]
impl<K, V> ReadOfNothing for BTreeMap<K, V> {}
#[diagnostic::do_not_recommend]
impl<K, V, H> ReadOfNothing for HashMap<K, V, H> {}

/// Compiles only if a `T` can be read from an absent attribute.
pub const fn read_where_absent<T: ReadWhereAbsent>() {}

/// Compiles only if a flattened `T` can be read when all its attributes are absent.
pub const fn read_of_nothing<T: ReadOfNothing>() {}
