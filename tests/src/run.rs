//! Running the body of a property.

use std::panic::resume_unwind;
use std::thread;

/// Unoptimised futures of many awaits are large, and `proptest` shrinks on the stack it was called on.
const STACK: usize = 32 << 20;

/// Runs an async body to its end, on a thread of its own with a large stack; its panic is the caller's.
///
/// # Panics
/// When the body does, and when the thread or its runtime cannot be started.
pub fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F + Send + 'static) {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts")
            .block_on(body());
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(runtime);
    if let Err(panic) = thread.expect("a thread starts").join() {
        resume_unwind(panic);
    }
}
