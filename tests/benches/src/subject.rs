//! The subjects of the measurement, which can be run repeatedly.

use std::pin::Pin;

use tokio::runtime::Runtime;

use crate::case::{Case, Way};
use crate::{sends, socket, threads, ways};

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
    /// GetItem over a socket, with this number of requests in flight.
    Socket(u32, Way),
    /// GetItem on two threads with one client.
    Threads(Way),
    /// A case on the embedded engine.
    Engine(Case, Way),
    /// The request of a verb, with an empty response.
    Send(sends::Verb, sends::By),
    /// `batch_get` of one key, with an empty response.
    OneKey(sends::By),
}

impl Subject {
    /// Returns all subjects. Those that are compared follow each other.
    #[must_use]
    pub fn all() -> Vec<Subject> {
        let mut subjects = Vec::new();
        for case in Case::ALL {
            subjects.extend(Way::ALL.map(|way| Subject::Case(case, way)));
            if case.reads() {
                subjects.extend([Way::Hand, Way::Modyne, Way::Ours].map(|way| Subject::Empty(case, way)));
            }
        }
        for number in socket::IN_FLIGHT {
            subjects.extend(Way::CALLS.map(|way| Subject::Socket(number, way)));
            subjects.push(Subject::Socket(number, Way::Sdk));
        }
        subjects.extend(Way::CALLS.map(Subject::Threads));
        for case in ways::engine::CASES {
            subjects.extend([Way::Hand, Way::Ours].map(|way| Subject::Engine(case, way)));
        }
        for verb in sends::Verb::ALL {
            subjects.extend(sends::By::ALL.map(|by| Subject::Send(verb, by)));
            if verb == sends::Verb::BatchGet {
                subjects.extend(sends::By::ALL.map(Subject::OneKey));
            }
        }
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
            Subject::Empty(case, way) => format!("{}/empty/{}", case.name(), way.name()),
            Subject::Socket(number, way) => format!("socket-{number}/{}", way.name()),
            Subject::Threads(way) => format!("threads/{}", way.name()),
            Subject::Engine(case, way) => format!("engine/{}/{}", case.name(), way.name()),
            Subject::Send(verb, by) => format!("send/{}/{}", verb.name(), by.name()),
            Subject::OneKey(by) => format!("send/{}/one-key/{}", sends::Verb::BatchGet.name(), by.name()),
        }
    }

    /// Whether this subject takes turns with the other one, so that the two can be compared.
    #[must_use]
    pub fn is_compared_with(self, other: Subject) -> bool {
        match (self, other) {
            (Subject::Case(one, _) | Subject::Empty(one, _), Subject::Case(other, _) | Subject::Empty(other, _)) => {
                one == other
            }
            (Subject::Engine(one, _), Subject::Engine(other, _)) => one == other,
            (Subject::Socket(one, _), Subject::Socket(other, _)) => one == other,
            (Subject::Threads(_), Subject::Threads(_)) => true,
            _ => self.verb().is_some() && self.verb() == other.verb(),
        }
    }

    fn verb(self) -> Option<sends::Verb> {
        match self {
            Subject::Send(verb, _) => Some(verb),
            Subject::OneKey(_) => Some(sends::Verb::BatchGet),
            _ => None,
        }
    }

    /// Returns the number of calls in one run.
    #[must_use]
    pub fn calls(self) -> u32 {
        match self {
            Subject::Threads(_) => threads::CALLS,
            Subject::Socket(..) => socket::CALLS,
            _ => 1,
        }
    }

    /// Returns the number of runs in the first count of instructions. The second has twice as many. `None` if they are not
    /// counted.
    #[must_use]
    pub fn counted_runs(self) -> Option<u32> {
        let (Subject::Case(case, _) | Subject::Empty(case, _)) = self else {
            return None;
        };
        Some(match case.items() {
            _ if matches!(self, Subject::Empty(..)) => 40,
            0..10 => 40,
            10..64 => 20,
            64..1_000 if case == Case::QuerySheets => 3,
            64..1_000 => 5,
            _ => 2,
        })
    }

    /// Whether what the subject does is all its own, so that its allocations can be counted.
    #[must_use]
    pub fn counts_allocations(self) -> bool {
        matches!(self, Subject::Case(..))
    }

    /// Prepares the subject, and runs it once to check its result.
    ///
    /// # Panics
    /// If the result is wrong.
    #[must_use]
    pub fn set_up(self, runtime: &Runtime) -> Operation {
        match self {
            Subject::Case(case, way) => ways::canned(case, way, runtime),
            Subject::Empty(case, way) => ways::empty(case, way, runtime),
            Subject::Socket(number, way) => socket::operation(number, way, runtime),
            Subject::Threads(way) => threads::operation(way, &ways::connect(Case::GetItem.answer(), runtime)),
            Subject::Engine(case, way) => ways::engine::operation(case, way, runtime),
            Subject::Send(verb, by) => sends::operation(verb, by, &ways::connect("{}".into(), runtime)),
            Subject::OneKey(by) => sends::one_key(by, &ways::connect("{}".into(), runtime)),
        }
    }
}

/// Makes the runtime of all subjects: one thread, the clock that the SDK's timeouts need, and sockets.
///
/// # Panics
/// If the runtime cannot be made.
#[must_use]
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}
