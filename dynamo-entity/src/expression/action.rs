//! The actions of an update, and how they are rendered.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::size;
use crate::error::{Error, Result};
use crate::expression::placeholders::Placeholders;
use crate::expression::range::NumberRange;
use crate::expression::segment::{Segment, segments_text};
use crate::expression::term::Term;

/// One action on one path.
#[derive(Clone)]
pub(crate) struct Action {
    pub(crate) path: Vec<Segment>,
    pub(crate) change: ActionKind,
    /// Aliases of the attribute, which an older item may have and which the action removes.
    pub(crate) aliases: &'static [&'static str],
}

// Prints the expression with redacted values, because a value may be sensitive.
impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Term::Path(self.path.clone());
        match &self.change {
            ActionKind::Set(value) => write!(f, "{path:?} = {value:?}"),
            ActionKind::SetIfAbsent(value) => write!(f, "{path:?} = if_not_exists({path:?}, {value:?})"),
            ActionKind::Remove => write!(f, "remove {path:?}"),
            ActionKind::Number { operator, value, .. } => write!(f, "{path:?} {operator} {value:?}"),
            ActionKind::List { front: true, value, .. } => write!(f, "prepend {value:?} to {path:?}"),
            ActionKind::List { value, .. } => write!(f, "append {value:?} to {path:?}"),
            ActionKind::AddToSet(value) => write!(f, "add {value:?} to {path:?}"),
            ActionKind::DeleteFromSet(value) => write!(f, "delete {value:?} from {path:?}"),
        }
    }
}

/// The change that an action makes.
#[derive(Clone)]
pub(crate) enum ActionKind {
    /// `SET path = value`. An absent value removes the attribute.
    Set(Term),
    /// `SET path = if_not_exists(path, value)`.
    SetIfAbsent(Term),
    Remove,
    /// `SET path = if_not_exists(path, start) + value`, or `-`.
    Number {
        operator: char,
        value: Term,
        start: AttributeValue,
        /// The numbers that the result must be within.
        range: NumberRange,
    },
    /// `SET path = list_append(…)`.
    List {
        front: bool,
        value: Term,
        start: AttributeValue,
    },
    /// `ADD path value`: adds elements to a set.
    AddToSet(Term),
    /// `DELETE path value`: deletes elements from a set.
    DeleteFromSet(Term),
}

impl Action {
    /// Creates a change of a whole attribute.
    pub(crate) fn of(attribute: &'static str, change: ActionKind) -> Self {
        Action {
            path: vec![Segment::Name(attribute.into())],
            change,
            aliases: &[],
        }
    }

    /// Returns the name of the item's attribute that the path starts with.
    pub(crate) fn attribute(&self) -> &str {
        match self.path.first() {
            Some(Segment::Name(name)) => name,
            Some(Segment::Index(_)) | None => "",
        }
    }

    /// Returns a lower bound of an item's size in bytes after `actions`: the names and values of the
    /// attributes that are set.
    pub(crate) fn least_size(actions: &[Action]) -> usize {
        let set = actions.iter().filter_map(|action| match &action.change {
            ActionKind::Set(Term::Value(value)) => Some(action.attribute().len() + size::value_size(value)),
            _ => None,
        });
        set.sum()
    }

    /// Renders the update expression of `actions`; `None` if there is nothing to change.
    pub(crate) fn render_all(actions: Vec<Action>, placeholders: &mut Placeholders) -> Result<Option<String>> {
        Self::refuse_overlaps(&actions)?;
        let mut clauses: [(&str, String); 4] = [
            ("SET", String::new()),
            ("REMOVE", String::new()),
            ("ADD", String::new()),
            ("DELETE", String::new()),
        ];
        for action in actions {
            let [set, remove, add, delete] = &mut clauses;
            let clause = match &action.change {
                ActionKind::Set(Term::Absent) | ActionKind::Remove => remove,
                ActionKind::AddToSet(_) => add,
                ActionKind::DeleteFromSet(_) => delete,
                _ => set,
            };
            // Adding or deleting no elements leaves a set unchanged.
            if let ActionKind::AddToSet(Term::Absent) | ActionKind::DeleteFromSet(Term::Absent) = action.change {
                continue;
            }
            let out = &mut clause.1;
            if !out.is_empty() {
                out.push_str(", ");
            }
            let aliases = action.alias_paths();
            action.render(placeholders, out)?;
            let [_, (_, removed), ..] = &mut clauses;
            for alias in aliases {
                if !removed.is_empty() {
                    removed.push_str(", ");
                }
                placeholders.path(&alias, removed);
            }
        }
        let mut text = String::new();
        for (keyword, clause) in clauses {
            if !clause.is_empty() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(keyword);
                text.push(' ');
                text.push_str(&clause);
            }
        }
        placeholders.end_expression()?;
        Ok((!text.is_empty()).then_some(text))
    }

    /// Returns the paths of the aliases.
    pub(super) fn alias_paths(&self) -> Vec<Vec<Segment>> {
        let alias_path = |alias: &&'static str| {
            let mut path = self.path.clone();
            path.pop();
            path.push(Segment::Name((*alias).into()));
            path
        };
        self.aliases.iter().map(alias_path).collect()
    }

    fn render(self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        let aliases = self.alias_paths();
        let path = &self.path;
        placeholders.path(path, out);
        match self.change {
            ActionKind::Remove | ActionKind::Set(Term::Absent) => {}
            ActionKind::Set(value) => {
                out.push_str(" = ");
                value.render(placeholders, out)?;
            }
            ActionKind::SetIfAbsent(value) => {
                // The attribute may exist under any of its names.
                out.push_str(" = ");
                for name in [path].into_iter().chain(&aliases) {
                    placeholders.operator();
                    out.push_str("if_not_exists(");
                    placeholders.path(name, out);
                    out.push_str(", ");
                }
                value.render(placeholders, out)?;
                out.push_str(&")".repeat(aliases.len() + 1));
            }
            ActionKind::Number {
                operator, value, start, ..
            } => {
                placeholders.operator();
                out.push_str(" = ");
                render_start(path, start, placeholders, out);
                out.push(' ');
                out.push(operator);
                out.push(' ');
                value.render(placeholders, out)?;
            }
            ActionKind::List { front, value, start } => {
                placeholders.operator();
                out.push_str(" = list_append(");
                if front {
                    value.render(placeholders, out)?;
                    out.push_str(", ");
                    render_start(path, start, placeholders, out);
                } else {
                    render_start(path, start, placeholders, out);
                    out.push_str(", ");
                    value.render(placeholders, out)?;
                }
                out.push(')');
            }
            ActionKind::AddToSet(value) | ActionKind::DeleteFromSet(value) => {
                out.push(' ');
                value.render(placeholders, out)?;
            }
        }
        Ok(())
    }

    /// Refuses two actions on the same path or on nested paths, which DynamoDB does not accept.
    fn refuse_overlaps(actions: &[Action]) -> Result<()> {
        for (i, action) in actions.iter().enumerate() {
            for other in actions.iter().skip(i + 1) {
                // Fast path: most actions are on different attributes.
                if action.attribute() != other.attribute() {
                    continue;
                }
                let shared = action.path.len().min(other.path.len());
                if action.path.iter().zip(&other.path).take(shared).all(|(a, b)| a == b) {
                    let longer = if action.path.len() > shared { action } else { other };
                    let text = segments_text(&longer.path);
                    return Err(Error::input(format!(
                        "two actions of one update change `{text}`: join them, or send two updates"
                    )));
                }
            }
        }
        Ok(())
    }
}

/// Renders `if_not_exists(path, start)`.
fn render_start(path: &[Segment], start: AttributeValue, placeholders: &mut Placeholders, out: &mut String) {
    placeholders.operator();
    out.push_str("if_not_exists(");
    placeholders.path(path, out);
    out.push_str(", ");
    placeholders.value(start, out);
    out.push(')');
}
