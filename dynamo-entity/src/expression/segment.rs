//! The segments of a path: attribute names and list positions, starting at the item.

use std::borrow::Cow;
use std::fmt;

/// The segments of a path to one attribute of the item.
#[expect(unreachable_pub, reason = "it is the default of a parameter of `Path`")]
pub type Name = &'static str;

/// The attributes of a path that stands for several attributes.
pub type Names = &'static [&'static str];

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// An attribute, or an entry of a map.
    Name(Cow<'static, str>),
    /// An element of a list.
    Index(usize),
}

/// The segments of a path, starting at the item.
pub trait Segments {
    #[doc(hidden)]
    fn push_to(&self, segments: &mut Vec<Segment>);

    /// How many levels below the item the attribute is.
    #[doc(hidden)]
    fn levels(&self) -> usize {
        1
    }

    /// The attributes of a path that stands for several.
    #[doc(hidden)]
    fn together(&self) -> Option<Names> {
        None
    }
}
impl Segments for Names {
    fn push_to(&self, _: &mut Vec<Segment>) {}
    fn together(&self) -> Option<Names> {
        Some(self)
    }
}
impl Segments for () {
    fn push_to(&self, _: &mut Vec<Segment>) {}
    fn levels(&self) -> usize {
        0
    }
}
impl Segments for Name {
    fn push_to(&self, segments: &mut Vec<Segment>) {
        segments.push(Segment::Name(Cow::Borrowed(self)));
    }
}
impl Segments for String {
    fn push_to(&self, segments: &mut Vec<Segment>) {
        segments.push(Segment::Name(Cow::Owned(self.clone())));
    }
}
impl Segments for usize {
    fn push_to(&self, segments: &mut Vec<Segment>) {
        segments.push(Segment::Index(*self));
    }
}
impl Segments for Vec<Segment> {
    fn push_to(&self, segments: &mut Vec<Segment>) {
        segments.extend(self.iter().cloned());
    }
    fn levels(&self) -> usize {
        self.len()
    }
}
impl<A: Segments, B: Segments> Segments for (A, B) {
    fn push_to(&self, segments: &mut Vec<Segment>) {
        self.0.push_to(segments);
        self.1.push_to(segments);
    }
    fn levels(&self) -> usize {
        self.0.levels() + self.1.levels()
    }
}

/// Formats segments as `a.b[2].c`.
pub(crate) fn segments_text(segments: &[Segment]) -> String {
    let mut text = String::new();
    let _ = write_segments(&mut text, segments);
    text
}

/// Writes `a.b[2].c`.
pub(crate) fn write_segments(f: &mut impl fmt::Write, segments: &[Segment]) -> fmt::Result {
    for (i, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Name(name) if i == 0 => f.write_str(name)?,
            Segment::Name(name) => write!(f, ".{name}")?,
            Segment::Index(index) => write!(f, "[{index}]")?,
        }
    }
    Ok(())
}
