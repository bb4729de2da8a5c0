//! Access patterns: what a program writes, and the request that it makes.

use std::fmt::Write as _;

use crate::request::Line;

/// One access pattern.
pub(crate) struct Pattern {
    pub(crate) name: &'static str,
    /// The call, as its own source text.
    pub(crate) call: &'static str,
    pub(crate) lines: Vec<Line>,
}

/// An access pattern whose request needs the table: `pattern!(table, "…", Issue::get(…))`.
macro_rules! pattern {
    ($table:ident, $name:literal, $call:expr) => {
        $crate::patterns::Pattern {
            name: $name,
            call: stringify!($call),
            lines: $crate::request::Request::lines(&$call.request($table).unwrap()),
        }
    };
}
/// An access pattern that is a transaction of the table.
macro_rules! transaction {
    ($name:literal, $call:expr) => {
        $crate::patterns::Pattern {
            name: $name,
            call: stringify!($call),
            lines: $crate::request::Request::lines(&$call.request().unwrap()),
        }
    };
}
/// An access pattern that is a batch; its first request is shown.
macro_rules! batch {
    ($table:ident, $name:literal, $call:expr) => {
        $crate::patterns::Pattern {
            name: $name,
            call: stringify!($call),
            lines: $crate::request::Request::lines(&$call.requests($table).unwrap()[0]),
        }
    };
}
pub(crate) use {batch, pattern, transaction};

/// Returns a table with a row for each access pattern.
pub(crate) fn table(patterns: &[Pattern]) -> String {
    let mut text = String::from("| access pattern | call | request | on |\n|---|---|---|---|\n");
    for Pattern { name, call, lines } in patterns {
        let call = one_line(call);
        let requests: Vec<String> = lines
            .iter()
            .map(|line| format!("{} `{}`", line.verb, line.text))
            .collect();
        let mut places: Vec<&str> = lines.iter().map(|line| line.place.as_str()).collect();
        places.dedup();
        writeln!(
            text,
            "| {name} | `{call}` | {} | {} |",
            requests.join("<br>"),
            places.join(", ")
        )
        .unwrap();
    }
    text
}

/// Joins the lines into which rustfmt breaks a call.
fn one_line(call: &str) -> String {
    let words: Vec<&str> = call.split_whitespace().collect();
    let joined = words.join(" ");
    [
        ("( ", "("),
        (" )", ")"),
        (",)", ")"),
        (" .", "."),
        ("&[ ", "&["),
    ]
    .iter()
    .fold(joined, |text, (from, to)| text.replace(from, to))
}
