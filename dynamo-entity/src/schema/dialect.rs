//! The dialect of an entity: whose rules its items and keys follow. Code that depends on a rule asks for that rule here.

/// Whose rules the items and keys of an entity follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// The rules of this library.
    DynamoEntity,
    /// The rules of ElectroDB.
    #[cfg(feature = "electrodb")]
    ElectroDb {
        /// The version of the entity's model.
        version: &'static str,
    },
}

impl Dialect {
    /// Returns the version of the entity that each item stores, in the version attribute of the table.
    pub(crate) const fn stored_version(self) -> Option<&'static str> {
        match self {
            Dialect::DynamoEntity => None,
            #[cfg(feature = "electrodb")]
            Dialect::ElectroDb { version } => Some(version),
        }
    }

    /// Compares in constants, where `==` is not available.
    pub(crate) const fn is_same(self, other: Dialect) -> bool {
        match (self.stored_version(), other.stored_version()) {
            (Some(one), Some(other)) => crate::key::text::same(one, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether an item of another entity may have a key of this entity. A read by key then skips such an item.
    pub(crate) const fn may_share_keys(self) -> bool {
        !self.is_own()
    }

    /// Whether other programs write items to the entity's indexes, of entities that the table does not list.
    pub(crate) const fn shares_indexes(self) -> bool {
        !self.is_own()
    }

    /// Whether requests name the attributes that identify the entity: projections ask for them, and conditions check them.
    pub(crate) const fn requests_identify(self) -> bool {
        self.is_own()
    }

    /// Whether an item that lacks the first part of a key still has this key, cut short before the part.
    pub(crate) const fn cuts_keys_short(self) -> bool {
        !self.is_own()
    }

    /// Whether a side of an index without parts is written only together with the other side.
    pub(crate) const fn ties_constant_sides(self) -> bool {
        !self.is_own()
    }

    const fn is_own(self) -> bool {
        matches!(self, Dialect::DynamoEntity)
    }
}
