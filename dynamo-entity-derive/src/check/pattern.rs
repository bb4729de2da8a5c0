//! Checks of regular expressions, with the same parser as at run time.

/// Returns the mistake in a pattern, in one line.
#[cfg(feature = "regex")]
pub(super) fn check(pattern: &str) -> Result<(), String> {
    let Err(error) = regex_syntax::parse(pattern) else {
        return Ok(());
    };
    let what = match &error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => error.to_string().replace('\n', " "),
    };
    Err(format!("this is not a regular expression of the crate `regex`: {what}"))
}

#[cfg(not(feature = "regex"))]
pub(super) fn check(_: &str) -> Result<(), String> {
    Err(
        "`validate(regex = …)` needs the feature `regex` of `dynamo-entity`; add `regex` to its `features` in \
         Cargo.toml"
            .to_owned(),
    )
}
