//! The results of a measurement: the costs of one run of each subject, by name.

use std::collections::BTreeMap;

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::subject::Subject;

#[derive(Debug, Clone, Copy)]
pub struct Allocated {
    pub bytes: u64,
    pub count: u64,
}

#[derive(Debug, Default)]
pub struct Results {
    /// Empty without valgrind.
    pub instructions: BTreeMap<String, u64>,
    pub nanoseconds: BTreeMap<String, f64>,
    pub allocated: BTreeMap<String, Allocated>,
}

impl Results {
    /// Whether instructions were counted.
    pub fn counted(&self) -> bool {
        !self.instructions.is_empty()
    }

    /// Returns the basis of ratios: instructions, or CPU time if instructions could not be counted.
    pub fn work(&self, subject: Subject) -> Option<f64> {
        if self.counted() {
            self.instructions(subject)
        } else {
            self.nanoseconds(subject)
        }
    }

    #[allow(clippy::cast_precision_loss)] // far below 2⁵²
    pub fn instructions(&self, subject: Subject) -> Option<f64> {
        self.instructions.get(&subject.name()).map(|count| *count as f64)
    }

    pub fn nanoseconds(&self, subject: Subject) -> Option<f64> {
        self.nanoseconds.get(&subject.name()).copied()
    }

    #[allow(clippy::cast_precision_loss)]
    pub fn bytes(&self, subject: Subject) -> Option<f64> {
        self.allocated
            .get(&subject.name())
            .map(|allocated| allocated.bytes as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    pub fn allocations(&self, subject: Subject) -> Option<f64> {
        self.allocated
            .get(&subject.name())
            .map(|allocated| allocated.count as f64)
    }

    /// Returns the work of encoding or decoding alone. For a read, this is the work above the same read without items; for
    /// a write, the work above the SDK alone. The floor makes no call.
    pub fn coding(&self, case: Case, way: Way) -> Option<f64> {
        let all = self.work(Subject::Case(case, way))?;
        let without = match way {
            Way::Floor => return Some(all),
            _ if case.reads() => Subject::Empty(case, way),
            _ => Subject::Case(case, Way::Sdk),
        };
        Some(all - self.work(without)?)
    }
}

/// `of / to`
pub fn ratio(of: Option<f64>, to: Option<f64>) -> Option<f64> {
    Some(of? / to.filter(|to| *to > 0.0)?)
}
