//! Selects the source of models that the program includes: the file named by `MODELS_SOURCE`, or none.

fn main() {
    println!("cargo::rerun-if-env-changed=MODELS_SOURCE");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(models)");
    if let Ok(source) = std::env::var("MODELS_SOURCE") {
        println!("cargo::rerun-if-changed={source}");
        println!("cargo::rustc-env=MODELS_SOURCE={source}");
        println!("cargo::rustc-cfg=models");
    }
}
