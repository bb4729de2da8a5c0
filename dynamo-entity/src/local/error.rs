//! Failures of the engine outside of requests. Refused requests return the SDK's errors instead.

use std::error::Error;
use std::fmt;

/// The embedded engine itself failed: its database could not be opened or swept.
///
/// A request that the engine refuses returns the SDK's own error, as on AWS.
///
/// The chapter [Testing](mod@crate::guide::testing) of the guide has examples.
#[derive(Debug)]
pub struct LocalError {
    task: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl LocalError {
    pub(super) fn new(task: &'static str, source: dynoxide::DynoxideError) -> Self {
        Self {
            task,
            source: Box::new(source),
        }
    }
}

impl fmt::Display for LocalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the embedded engine could not {}", self.task)
    }
}

impl Error for LocalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
