//! The names of the attributes that a table has unless it gives them others.

/// The partition key of the table.
pub(crate) const PARTITION_KEY: &str = "pk";
/// The sort key of the table.
pub(crate) const SORT_KEY: &str = "sk";
/// The attribute that identifies the entity of an item.
pub(crate) const TYPE: &str = "_type";
/// The attribute that identifies the entity of an item, in ElectroDB's dialect.
pub(crate) const ELECTRODB_TYPE: &str = "__edb_e__";
/// The attribute that identifies the version of an item's entity, in ElectroDB's dialect.
pub(crate) const ELECTRODB_VERSION: &str = "__edb_v__";

/// Returns the partition key of a secondary index.
pub(crate) fn index_partition_key(index: &str) -> String {
    format!("{index}{PARTITION_KEY}")
}

/// Returns the sort key of a secondary index.
pub(crate) fn index_sort_key(index: &str) -> String {
    format!("{index}{SORT_KEY}")
}
