//! Writes the source of random models: `generate-models FIRST COUNT` takes the seeds from `FIRST` on.

use std::process::ExitCode;

use dynamo_entity_models::render;
use dynamo_entity_models::shape::Model;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Some(Ok(first)), Some(Ok(count))) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: generate-models FIRST COUNT");
        return ExitCode::FAILURE;
    };
    let models: Vec<Model> = (first..first + count).map(Model::random).collect();
    print!("{}", render::source(&models));
    ExitCode::SUCCESS
}
