//! What was used so far: CPU time and memory.

use std::cell::Cell;
use std::fs;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

thread_local! {
    static JOINED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Returns the CPU time of this thread, in its own code and in the system's, with the time of the threads that were
/// [`joined`].
#[must_use]
pub fn cpu_time() -> Duration {
    clock(ClockId::ThreadCPUTime) + JOINED.get()
}

/// Adds the CPU time of a thread that ended to the CPU time of this one.
pub fn joined(cpu_time: Duration) {
    JOINED.set(JOINED.get() + cpu_time);
}

/// Returns the CPU time of this process since it started.
#[must_use]
pub fn process_cpu_time() -> Duration {
    clock(ClockId::ProcessCPUTime)
}

fn clock(id: ClockId) -> Duration {
    Duration::try_from(clock_gettime(id)).unwrap_or_default()
}

/// Returns the most memory that this process had, in KiB. `None` where the system does not say.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    // VmHWM:	    7348 kB
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.parse().ok()
}
