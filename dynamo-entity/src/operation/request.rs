//! Requests of which some members are JSON already: those that hold items and values.

use crate::codec::Members;

/// A request: the SDK's input, and the members of its body that are written instead of what it would write.
#[derive(Debug, Clone)]
pub(crate) struct Request<B> {
    pub(crate) input: B,
    pub(crate) members: Members,
    /// How many items a batch or transaction is of, whose input does not tell.
    pub(crate) entries: Option<usize>,
}

impl<B> Request<B> {
    pub(crate) fn new(input: B, members: Members) -> Self {
        Request {
            input,
            members,
            entries: None,
        }
    }
}

/// A request that the SDK writes all of.
impl<B> From<B> for Request<B> {
    fn from(input: B) -> Self {
        Request::new(input, Members::default())
    }
}
