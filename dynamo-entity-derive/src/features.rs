//! The features of `dynamo-entity` that decide what the derives accept.

/// Which optional parts of the runtime exist.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Features {
    pub(crate) electrodb: bool,
}

impl Features {
    /// The features with which the derives were built.
    pub(crate) const BUILT: Features = Features {
        electrodb: cfg!(feature = "electrodb"),
    };
}
