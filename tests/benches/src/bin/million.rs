//! Writes or scans many items in one way, and prints the CPU time in nanoseconds and the peak of memory in KiB.
//!
//! ```sh
//! million write ours 1000000
//! ```

use std::process::ExitCode;

use dynamo_entity_benches::case::Way;
use dynamo_entity_benches::million::{Flow, run};
use dynamo_entity_benches::subject::runtime;
use dynamo_entity_benches::usage;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [flow, way, items] = arguments.as_slice() else {
        return ExitCode::FAILURE;
    };
    let (Some(flow), Some(way), Ok(items)) = (Flow::named(flow), Way::named(way), items.parse()) else {
        return ExitCode::FAILURE;
    };
    let runtime = runtime();
    let connection = flow.connect(items, &runtime);
    let before = usage::cpu_time();
    let count = runtime.block_on(run(flow, way, &connection, items));
    let cpu_time = usage::cpu_time() - before;
    assert_eq!(count, items as usize);
    println!("{}\t{}", cpu_time.as_nanos(), usage::peak_memory().unwrap_or_default());
    ExitCode::SUCCESS
}
