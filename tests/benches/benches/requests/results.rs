//! The results of a measurement, by the names of the subjects.

use std::collections::BTreeMap;

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::million::Flow;
use dynamo_entity_benches::subject::Subject;

use crate::starts::Start;

#[derive(Debug, Clone, Copy)]
pub struct Allocated {
    pub bytes: u64,
    pub count: u64,
}

/// The nanoseconds of one call in each round.
#[derive(Debug, Clone, Default)]
pub struct Rounds {
    pub cpu: Vec<f64>,
    /// The time that passed.
    pub wall: Vec<f64>,
}

/// Many items, written or read by one process.
#[derive(Debug, Clone, Copy)]
pub struct Flowed {
    pub cpu_nanoseconds: f64,
    /// The most memory that the process had. 0 where the system does not say.
    pub peak_kibibytes: f64,
}

#[derive(Debug, Default)]
pub struct Results {
    /// Empty without valgrind.
    pub instructions: BTreeMap<String, u64>,
    pub times: BTreeMap<String, Rounds>,
    pub allocated: BTreeMap<String, Allocated>,
    pub flows: BTreeMap<(&'static str, &'static str), Vec<Flowed>>,
    pub starts: BTreeMap<&'static str, Start>,
}

impl Results {
    /// Returns the CPU time of one call in nanoseconds: the median of the rounds.
    pub fn cpu(&self, subject: Subject) -> Option<f64> {
        median(self.times.get(&subject.name())?.cpu.clone())
    }

    /// Returns the time that passes in one call, in nanoseconds: the median of the rounds.
    pub fn wall(&self, subject: Subject) -> Option<f64> {
        median(self.times.get(&subject.name())?.wall.clone())
    }

    /// Returns how many times the CPU time of `to` the call `of` takes: the median of the ratios in each round.
    pub fn cpu_ratio(&self, of: Subject, to: Subject) -> Option<f64> {
        self.median_ratio(of, to, |rounds| &rounds.cpu)
    }

    /// The same for the time that passes.
    pub fn wall_ratio(&self, of: Subject, to: Subject) -> Option<f64> {
        self.median_ratio(of, to, |rounds| &rounds.wall)
    }

    fn median_ratio(&self, of: Subject, to: Subject, part: fn(&Rounds) -> &Vec<f64>) -> Option<f64> {
        let (of, to) = (self.times.get(&of.name())?, self.times.get(&to.name())?);
        median(part(of).iter().zip(part(to)).map(|(of, to)| of / to).collect())
    }

    #[allow(clippy::cast_precision_loss)] // far below 2⁵²
    pub fn instructions(&self, subject: Subject) -> Option<f64> {
        self.instructions.get(&subject.name()).map(|count| *count as f64)
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

    /// Returns the cost of decoding or encoding alone. For a read, this is the cost above the same read without items; for a
    /// write through the SDK, the cost above the SDK alone. The floor makes no call.
    pub fn coding(&self, case: Case, way: Way, cost: fn(&Results, Subject) -> Option<f64>) -> Option<f64> {
        let (all, without) = match way {
            Way::Floor => return cost(self, Subject::Case(case, way)),
            _ if case.reads() => (Subject::Case(case, way), Subject::Empty(case, way)),
            Way::Ours => (Subject::Case(case, Way::ThroughSdk), Subject::Case(case, Way::Sdk)),
            _ => (Subject::Case(case, way), Subject::Case(case, Way::Sdk)),
        };
        Some(cost(self, all)? - cost(self, without)?)
    }

    /// Returns the median of what one process needed for many items.
    pub fn flow(&self, flow: Flow, way: Way, part: fn(&Flowed) -> f64) -> Option<f64> {
        median(self.flows.get(&(flow.name(), way.name()))?.iter().map(part).collect())
    }
}

/// `of / to`
pub fn ratio(of: Option<f64>, to: Option<f64>) -> Option<f64> {
    Some(of? / to.filter(|to| *to > 0.0)?)
}

pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
