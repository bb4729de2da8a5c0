//! The chart: CPU time of calls in percent of the same call by hand, as SVG.

use std::fmt::Write;

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::subject::Subject;

use crate::results::Results;

const WAYS: [Way; 3] = [Way::Hand, Way::Modyne, Way::Ours];

const CASES: [Case; 8] = [
    Case::GetItem,
    Case::PutItem,
    Case::UpdateItem,
    Case::Query(10),
    Case::Query(1_000),
    Case::BatchGetItem,
    Case::BatchWriteItem,
    Case::TransactWriteItems,
];

const WIDTH: f64 = 800.0;
/// Where the bars begin.
const LEFT: f64 = 212.0;
/// The length of a bar of 100 %.
const FULL: f64 = 380.0;
const TOP: f64 = 96.0;
const BAR: f64 = 14.0;
/// The height of a group of bars, with the space after it.
const GROUP: f64 = 60.0;

/// The panel has its own background, so that it can be read wherever it is shown.
const STYLE: &str = "
    text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
    .title { font-size: 17px; font-weight: 600; }
    .quiet { fill: #59636e; }
    .strong { font-weight: 600; }
    .panel { fill: #ffffff; stroke: #d1d9e0; }
    .axis { stroke: #d1d9e0; }
    .hand { fill: #b6bfc9; }
    .modyne { fill: #818b98; }
    .ours { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .quiet { fill: #9198a1; }
        .panel { fill: #0d1117; stroke: #3d444d; }
        .axis { stroke: #3d444d; }
        .hand { fill: #656c76; }
        .modyne { fill: #9198a1; }
        .ours { fill: #4493f8; }
    }
";

/// Draws the chart. Calls that were not measured are left out.
pub fn chart(results: &Results) -> String {
    let mut calls: Vec<_> = CASES
        .map(|case| (case.title(), measured(results, |way| Subject::Case(case, way))))
        .into();
    calls.push((
        "GetItem over a socket".to_owned(),
        measured(results, |way| Subject::Socket(1, way)),
    ));
    calls.push(("GetItem on two threads".to_owned(), measured(results, Subject::Threads)));
    let groups: Vec<_> = calls
        .into_iter()
        .filter_map(|(title, times)| Some((title, times?)))
        .collect();
    drawn(&groups)
}

/// Returns the nanoseconds of each way.
fn measured(results: &Results, subject: impl Fn(Way) -> Subject) -> Option<[f64; 3]> {
    let [hand, modyne, ours] = WAYS.map(|way| results.cpu(subject(way)));
    Some([hand?, modyne?, ours?])
}

fn drawn(groups: &[(String, [f64; 3])]) -> String {
    let rows: f64 = groups.iter().map(|_| GROUP).sum();
    let height = TOP + rows + 4.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
         <title>CPU time of a call by hand, with modyne and with dynamo-entity</title>\n<style>{STYLE}</style>\n\
         <rect class=\"panel\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n",
        WIDTH - 1.0,
        height - 1.0
    );
    text(&mut svg, "title", 20.0, 34.0, "CPU time of a call");
    text(
        &mut svg,
        "quiet",
        20.0,
        54.0,
        "beside the same call by hand: shorter is better",
    );
    let mut x = LEFT;
    for way in WAYS {
        bar(&mut svg, way, x, 68.0, BAR);
        let title = match way {
            Way::Hand => "by hand, with the AWS SDK and serde_dynamo",
            _ => way.title(),
        };
        text(&mut svg, "quiet", x + 20.0, 80.0, title);
        // More than the width of the letters.
        x += 44.0 + title.chars().map(|_| 7.4).sum::<f64>();
    }
    let mut y = TOP;
    for (title, times) in groups {
        group(&mut svg, y, title, times);
        y += GROUP;
    }
    let end = TOP + rows - 10.0;
    // Writing to a `String` does not fail.
    let _ = writeln!(svg, "<path class=\"axis\" d=\"M{LEFT} {TOP}V{end}\"/>\n</svg>");
    svg
}

fn group(svg: &mut String, top: f64, title: &str, times: &[f64; 3]) {
    text(svg, "strong", 20.0, top + 26.0, title);
    let hand = times[0];
    let mut y = top;
    for (way, time) in WAYS.into_iter().zip(times) {
        // A call that takes far more than by hand would leave the panel.
        let length = FULL * (time / hand).min(1.25);
        bar(svg, way, LEFT, y, length);
        let (class, label) = match way {
            Way::Ours => ("strong", format!("{} · {:.1}x less", duration(*time), hand / time)),
            _ => ("quiet", duration(*time)),
        };
        text(svg, class, LEFT + length + 6.0, y + BAR - 2.5, &label);
        y += BAR + 2.0;
    }
}

fn bar(svg: &mut String, way: Way, x: f64, y: f64, length: f64) {
    let class = way.name();
    let _ = writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{BAR}\"/>"
    );
}

fn text(svg: &mut String, class: &str, x: f64, y: f64, text: &str) {
    let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

/// `5.3 µs`, or `1.24 ms` for a long call.
fn duration(nanoseconds: f64) -> String {
    if nanoseconds < 1e6 {
        format!("{:.1} µs", nanoseconds / 1e3)
    } else {
        format!("{:.2} ms", nanoseconds / 1e6)
    }
}
