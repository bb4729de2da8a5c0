//! Runs random programs on the models that it was built with.

#[cfg(models)]
#[allow(warnings, clippy::all, clippy::pedantic)]
mod generated {
    include!(env!("MODELS_SOURCE"));
}

fn main() -> std::process::ExitCode {
    #[cfg(models)]
    return dynamo_entity_models::run::main(generated::MODELS);
    #[cfg(not(models))]
    {
        eprintln!("built without models: tests/models/run.sh builds it with some");
        std::process::ExitCode::FAILURE
    }
}
