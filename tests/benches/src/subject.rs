//! The subjects of the measurement, which can be run repeatedly.

use std::pin::Pin;

use tokio::runtime::Runtime;

use crate::case::{Case, Way};
use crate::{building, hooks, ways};

/// Runs a subject once and returns the number of its items.
pub type Operation = Box<dyn Fn() -> Pin<Box<dyn Future<Output = usize>>>>;

/// Makes an [`Operation`] of the future that `once` returns.
pub fn operation<F: Future<Output = usize> + 'static>(once: impl Fn() -> F + 'static) -> Operation {
    Box::new(move || Box::pin(once()))
}

/// A subject of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A case on the canned transport.
    Case(Case, Way),
    /// A case that reads, on the canned transport, with a response without items.
    Empty(Case, Way),
    /// A case on the embedded engine.
    Engine(Case, Way),
    /// A request of an operation.
    Building(building::Verb, building::Stage, building::By),
    /// GetItem with the raw SDK and an interceptor.
    Hook(hooks::Hook),
}

impl Subject {
    /// Returns all subjects.
    #[must_use]
    pub fn all() -> Vec<Subject> {
        let ways = |case: Case| Way::ALL.map(|way| Subject::Case(case, way));
        let on_engine = |case: Case| [Way::Hand, Way::Ours].map(|way| Subject::Engine(case, way));
        let mut subjects: Vec<_> = Case::ALL.into_iter().flat_map(ways).collect();
        let empty = |case: Case| [Way::Hand, Way::Modyne, Way::Ours].map(|way| Subject::Empty(case, way));
        subjects.extend(Case::ALL.into_iter().filter(|case| case.reads()).flat_map(empty));
        subjects.extend(ways::engine::CASES.into_iter().flat_map(on_engine));
        for verb in building::Verb::ALL {
            for stage in building::Stage::ALL {
                subjects.extend(building::By::ALL.map(|by| Subject::Building(verb, stage, by)));
            }
        }
        subjects.extend(hooks::Hook::ALL.map(Subject::Hook));
        subjects
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Subject> {
        Self::all().into_iter().find(|subject| subject.name() == name)
    }

    #[must_use]
    pub fn name(self) -> String {
        match self {
            Subject::Case(case, way) => format!("{}/{}", case.name(), way.name()),
            Subject::Empty(case, way) => format!("empty/{}/{}", case.name(), way.name()),
            Subject::Engine(case, way) => format!("engine/{}/{}", case.name(), way.name()),
            Subject::Building(verb, stage, by) => format!("{}/{}/{}", stage.name(), verb.name(), by.name()),
            Subject::Hook(hook) => format!("hook/{}", hook.name()),
        }
    }

    /// Returns the number of runs in the first measurement of instructions. The second has twice as many.
    #[must_use]
    pub fn repetitions(self) -> u32 {
        match self {
            Subject::Case(case, _) | Subject::Engine(case, _) => match case.items() {
                0..10 => 60,
                10..64 => 30,
                64..1_000 if case == Case::QuerySheets => 4,
                64..1_000 => 10,
                _ => 4,
            },
            Subject::Building(building::Verb::BatchGet | building::Verb::TransactGet, ..) => 20,
            Subject::Building(_, building::Stage::Build, _) => 400,
            Subject::Building(..) | Subject::Hook(_) | Subject::Empty(..) => 100,
        }
    }

    /// Prepares the subject, and runs it once to check its result.
    ///
    /// # Panics
    /// If the result is wrong.
    #[must_use]
    pub fn set_up(self, runtime: &Runtime) -> Operation {
        match self {
            Subject::Case(case, way) => ways::canned(case, way, runtime),
            Subject::Empty(case, way) => ways::empty(case, way),
            Subject::Engine(case, way) => ways::engine::operation(case, way, runtime),
            Subject::Building(verb, stage, by) => building::operation(verb, stage, by),
            Subject::Hook(hook) => hooks::operation(hook),
        }
    }
}

/// Makes the runtime of all subjects: one thread, and the clock that the SDK's timeouts need.
///
/// # Panics
/// If the runtime cannot be made.
#[must_use]
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
}
