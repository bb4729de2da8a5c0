//! Running the body of a property.

use std::panic::resume_unwind;
use std::thread;

use tokio::runtime::Builder;

/// The stack size of the thread. Unoptimized futures with many awaits are large, and `proptest` shrinks on the caller's
/// stack.
const STACK: usize = 32 << 20;

/// Runs an async body to its end on a thread with a large stack, and propagates its panic. The thread's random generator
/// has a fixed seed.
///
/// # Panics
/// If the body panics, or if the thread or its runtime cannot be started.
pub fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F + Send + 'static) {
    run_on(Builder::new_current_thread(), body);
}

/// Like [`run`], with tokio's time paused: when all tasks wait, the clock advances to the next timer.
///
/// # Panics
/// Like [`run`].
pub fn run_paused<F: Future<Output = ()>>(body: impl FnOnce() -> F + Send + 'static) {
    let mut builder = Builder::new_current_thread();
    builder.start_paused(true);
    run_on(builder, body);
}

fn run_on<F: Future<Output = ()>>(mut builder: Builder, body: impl FnOnce() -> F + Send + 'static) {
    let runtime = move || {
        // The pauses between attempts come from the thread's random generator.
        fastrand::seed(0);
        builder.enable_all().build().expect("a runtime starts").block_on(body());
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(runtime);
    if let Err(panic) = thread.expect("a thread starts").join() {
        resume_unwind(panic);
    }
}
