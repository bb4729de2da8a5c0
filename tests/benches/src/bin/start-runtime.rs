//! Starts, and asks nothing: the part of the other programs that is not theirs.

mod start;

fn main() {
    start::run(async {});
}
