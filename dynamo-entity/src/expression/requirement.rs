//! Requirements of an update on the stored item, so that DynamoDB accepts the actions and reads can decode the result.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::same::same_value;
use crate::error::fault::Fault;
use crate::expression::action::{Action, ActionKind};
use crate::expression::condition::Node;
use crate::expression::range::{Limit, NumberRange};
use crate::expression::segment::{Segment, segments_text};
use crate::expression::term::Term;

/// The requirements of an update's actions on the item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requirements {
    ranges: Vec<InRange>,
    /// The paths of actions inside a map or list, which must exist.
    nested: Vec<Vec<Segment>>,
}

/// Requires that the number resulting from an action fits the field's type.
#[derive(Debug, Clone)]
struct InRange {
    path: Vec<Segment>,
    range: NumberRange,
    limit: Limit,
    /// Whether the start value of an absent attribute is within the limit.
    may_be_absent: bool,
}

impl Requirements {
    pub(crate) fn of(actions: &[Action]) -> Self {
        let nested = actions.iter().filter(|action| parent_of(&action.path).is_some());
        Requirements {
            ranges: actions.iter().filter_map(InRange::of).collect(),
            nested: nested.map(|action| action.path.clone()).collect(),
        }
    }

    /// Returns the conditions that keep numbers in range. DynamoDB itself refuses a path in a map that does not exist.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node> {
        self.ranges.iter().map(InRange::node)
    }

    /// Returns the first number that would leave its range in `item`, for which the conditions failed.
    pub(crate) fn out_of_range(&self, item: Option<&Item>) -> Option<Fault> {
        self.ranges.iter().find_map(|range| range.fault(item))
    }

    /// Whether an action is on a path inside a map or list.
    pub(crate) fn has_nested(&self) -> bool {
        !self.nested.is_empty()
    }

    /// Iterates over the item's attributes that nested paths begin with.
    pub(crate) fn nested_attributes(&self) -> impl Iterator<Item = &str> {
        self.nested.iter().filter_map(|path| match path.first() {
            Some(Segment::Name(name)) => Some(name.as_ref()),
            _ => None,
        })
    }

    /// Returns the first path inside a map or list that the item does not have.
    pub(crate) fn missing_parent(&self, item: Option<&Item>) -> Option<Fault> {
        self.nested.iter().find_map(|path| {
            let holds = |length: &usize| path.get(..=*length).is_some_and(|upto| is_within(item, upto));
            let missing = (1..path.len()).find(|length| !holds(length))?;
            Some(Fault::MissingParent {
                path: segments_text(path),
                parent: segments_text(path.get(..missing)?),
            })
        })
    }
}

impl InRange {
    fn of(Action { path, change, .. }: &Action) -> Option<Self> {
        let ActionKind::Number {
            operator,
            value: Term::Value(AttributeValue::N(amount)),
            start,
            range,
        } = change
        else {
            return None;
        };
        let limit = range.limit(*operator, amount)?;
        Some(InRange {
            path: path.clone(),
            range: *range,
            may_be_absent: limit.admits(start),
            limit,
        })
    }

    fn node(&self) -> Node {
        // An absent attribute is not beyond the limit, and neither is an attribute that is not a number.
        let number = Term::Path(self.path.clone());
        let (operator, bound) = self.limit.beyond();
        let beyond = Node::Compare(number.clone(), operator, Term::Value(bound));
        let within = Node::Not(Box::new(beyond));
        if self.may_be_absent {
            return within;
        }
        let exists = Node::Function("attribute_exists", vec![number]);
        Node::All(vec![exists, within])
    }

    fn fault(&self, item: Option<&Item>) -> Option<Fault> {
        let holds = match find(item, &self.path) {
            Some(value) => self.limit.admits(value),
            None => self.may_be_absent,
        };
        (!holds).then(|| Fault::OutOfRange {
            path: segments_text(&self.path),
            range: self.range.describe(),
            item: item.cloned(),
        })
    }
}

/// Whether the item has the state that `actions` produce. Only actions that set or remove are compared: the
/// result is false if there is another action, or only one action, because one attribute is not enough to
/// tell.
pub(crate) fn are_applied(actions: &[Action], item: &Item) -> bool {
    let stored = |path: &[Segment]| find(Some(item), path);
    let applied = |action: &Action| {
        let is_applied = match (&action.change, stored(&action.path)) {
            (ActionKind::Set(Term::Value(value)), Some(stored)) => same_value(value, stored),
            (ActionKind::Set(Term::Absent) | ActionKind::Remove, stored) => stored.is_none(),
            _ => false,
        };
        is_applied && action.alias_paths().iter().all(|alias| stored(alias).is_none())
    };
    actions.len() > 1 && actions.iter().all(applied)
}

/// Returns the path of the map or list that contains the attribute; `None` for an attribute of the item itself.
fn parent_of(path: &[Segment]) -> Option<&[Segment]> {
    let (_, parent) = path.split_last()?;
    (!parent.is_empty()).then_some(parent)
}

/// Whether the item has the map or list that the last segment of `path` is in.
fn is_within(item: Option<&Item>, path: &[Segment]) -> bool {
    let Some((last, parent)) = path.split_last() else {
        return true;
    };
    matches!(
        (last, find(item, parent)),
        (Segment::Name(_), Some(AttributeValue::M(_))) | (Segment::Index(_), Some(AttributeValue::L(_)))
    )
}

/// Returns the attribute at `path`.
fn find<'i>(item: Option<&'i Item>, path: &[Segment]) -> Option<&'i AttributeValue> {
    let (first, rest) = path.split_first()?;
    let Segment::Name(name) = first else { return None };
    rest.iter()
        .try_fold(item?.get(name.as_ref())?, |value, segment| match (segment, value) {
            (Segment::Name(name), AttributeValue::M(map)) => map.get(name.as_ref()),
            (Segment::Index(index), AttributeValue::L(list)) => list.get(*index),
            _ => None,
        })
}
