//! Running the body of a property.

use std::panic::resume_unwind;
use std::thread;

use tokio::runtime::Builder;

/// Unoptimised futures of many awaits are large, and `proptest` shrinks on the stack it was called on.
const STACK: usize = 32 << 20;

/// Runs an async body to its end, on a thread of its own with a large stack; its panic is the caller's. What is random in it is
/// the same in every run.
///
/// # Panics
/// When the body does, and when the thread or its runtime cannot be started.
pub fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F + Send + 'static) {
    run_on(Builder::new_current_thread(), body);
}

/// As [`run`], with tokio's time paused: where everything waits, the clock goes on to what is waited for.
///
/// # Panics
/// As [`run`].
pub fn run_paused<F: Future<Output = ()>>(body: impl FnOnce() -> F + Send + 'static) {
    let mut builder = Builder::new_current_thread();
    builder.start_paused(true);
    run_on(builder, body);
}

fn run_on<F: Future<Output = ()>>(mut builder: Builder, body: impl FnOnce() -> F + Send + 'static) {
    let runtime = move || {
        // The pauses between attempts, the SDK's and ours, are of the thread's generator.
        fastrand::seed(0);
        builder.enable_all().build().expect("a runtime starts").block_on(body());
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(runtime);
    if let Err(panic) = thread.expect("a thread starts").join() {
        resume_unwind(panic);
    }
}
