//! Conditions: a tree that is rendered once, with parentheses around every nested condition.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use crate::error::{Error, Result};
use crate::expression::placeholders::{IN_LIMIT, OPERATOR_LIMIT, Placeholders, too_many_operators};
use crate::expression::raw::RawCondition;
use crate::expression::segment::Segment;
use crate::expression::term::Term;

/// A condition on an item of `E`, for a condition expression or a filter.
///
/// The operators of [`Path`](crate::Path) create conditions; `&`, `|` and `!` join them. Joining never
/// changes the meaning of a part, because parts are parenthesised: `exists & (a | b)` keeps its grouping.
///
/// DynamoDB accepts at most 300 operators in an expression. A condition with more operators is discarded, and
/// the request fails before it is sent.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[must_use = "a condition does nothing until it is passed to an operation"]
pub struct Condition<E> {
    pub(crate) node: Node,
    /// The number of operators in the tree, which is an upper bound of its depth.
    operators: usize,
    marker: PhantomData<fn() -> E>,
}

/// The tree of a [`Condition`].
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Compare(Term, &'static str, Term),
    Between(Term, Term, Term),
    In(Term, Vec<Term>),
    /// A DynamoDB function with its operands, such as `begins_with(path, value)`.
    Function(&'static str, Vec<Term>),
    All(Vec<Node>),
    /// All of these hold, because the attribute is absent and is read as a default. In the condition of a
    /// write, the item must also exist: see [`Node::of_item`].
    ReadAs(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Raw(RawCondition),
    /// A tree with more operators than DynamoDB accepts. The tree is discarded, so that recursion over a tree
    /// cannot overflow the stack.
    TooLong(usize),
}

impl<E> Condition<E> {
    pub(crate) fn new(node: Node) -> Self {
        let operators = node.operators();
        Condition::of_operators(node, operators)
    }

    fn of_operators(node: Node, operators: usize) -> Self {
        let node = if operators > OPERATOR_LIMIT {
            Node::TooLong(operators)
        } else {
            node
        };
        Condition {
            node,
            operators,
            marker: PhantomData,
        }
    }

    fn joined(self, other: Self, join: impl FnOnce([Node; 2]) -> Node) -> Self {
        let operators = self.operators.saturating_add(other.operators).saturating_add(1);
        Condition::of_operators(join([self.node, other.node]), operators)
    }
}

impl<E> Clone for Condition<E> {
    fn clone(&self) -> Self {
        Condition::of_operators(self.node.clone(), self.operators)
    }
}

impl<E> fmt::Debug for Condition<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        match self.node.clone().render(&mut Placeholders::default(), &mut text) {
            Ok(()) => write!(f, "Condition({text})"),
            Err(error) => write!(f, "Condition({error})"),
        }
    }
}

impl<E> BitAnd for Condition<E> {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.joined(other, Node::all)
    }
}

impl<E> BitOr for Condition<E> {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.joined(other, Node::any)
    }
}

impl<E> Not for Condition<E> {
    type Output = Self;
    fn not(self) -> Self {
        match self.node {
            Node::Not(node) => Condition::of_operators(*node, self.operators.saturating_sub(1)),
            node => Condition::of_operators(Node::Not(Box::new(node)), self.operators.saturating_add(1)),
        }
    }
}

impl Node {
    /// Joins `nodes`: all must hold.
    pub(crate) fn all(nodes: impl IntoIterator<Item = Node>) -> Node {
        let nodes = nodes.into_iter();
        let mut all = Vec::with_capacity(nodes.size_hint().0);
        for node in nodes {
            match node {
                Node::All(inner) => all.extend(inner),
                node => all.push(node),
            }
        }
        Node::All(all)
    }

    /// Joins `nodes`: at least one must hold.
    fn any(nodes: impl IntoIterator<Item = Node>) -> Node {
        let mut any = Vec::with_capacity(2);
        for node in nodes {
            match node {
                Node::Any(inner) => any.extend(inner),
                node => any.push(node),
            }
        }
        Node::Any(any)
    }

    /// Returns the number of operators and functions. The operators in the text of a raw condition are not counted.
    fn operators(&self) -> usize {
        let sizes = |terms: &[&Term]| terms.iter().filter(|term| matches!(term, Term::Size(_))).count();
        let joined = |nodes: &[Node]| {
            let inner: usize = nodes.iter().map(Node::operators).sum();
            inner + nodes.len().saturating_sub(1)
        };
        match self {
            Node::Compare(left, _, right) => 1 + sizes(&[left, right]),
            Node::Between(term, low, high) => 1 + sizes(&[term, low, high]),
            Node::In(term, _) => 1 + sizes(&[term]),
            Node::Function(..) => 1,
            Node::All(nodes) | Node::ReadAs(nodes) | Node::Any(nodes) => joined(nodes),
            Node::Not(node) => 1 + node.operators(),
            Node::Raw(_) => 0,
            Node::TooLong(operators) => *operators,
        }
    }

    /// Extends the condition to the aliases of its attribute: the first name that exists in the item counts.
    /// If no name exists, the result is `on_absent`, or DynamoDB's own result if that is `None`.
    pub(crate) fn on_names(self, aliases: Vec<Vec<Segment>>, on_absent: Option<bool>) -> Node {
        let Some(Term::Path(own) | Term::Size(own)) = self.subject() else {
            return self;
        };
        if aliases.is_empty() && on_absent.is_none() {
            return self;
        }
        let exists = |path: &Vec<Segment>| Node::Function("attribute_exists", vec![Term::Path(path.clone())]);
        let absent = |path: &Vec<Segment>| Node::Function("attribute_not_exists", vec![Term::Path(path.clone())]);
        let names: Vec<Vec<Segment>> = [own.clone()].into_iter().chain(aliases).collect();
        let last = names.len() - 1;
        let mut any = Vec::with_capacity(names.len() + 1);
        for (position, name) in names.iter().enumerate() {
            let mut all: Vec<Node> = names.iter().take(position).map(absent).collect();
            // Some operators also hold for an absent attribute, so the name must exist.
            if position < last || on_absent.is_some() {
                all.push(exists(name));
            }
            all.push(self.clone().with_subject(name));
            any.push(Node::All(all));
        }
        if on_absent == Some(true) {
            any.push(Node::ReadAs(names.iter().map(absent).collect()));
        }
        match any.len() {
            1 => any.remove(0),
            _ => Node::Any(any),
        }
    }

    /// Adapts the condition to a write: an absent attribute is read as a default only if the item exists,
    /// that is, if it has its partition key `pk`.
    pub(crate) fn of_item(self, pk: &'static str) -> Node {
        let each = |nodes: Vec<Node>| nodes.into_iter().map(|node| node.of_item(pk)).collect();
        match self {
            Node::ReadAs(mut nodes) => {
                nodes.push(Node::Function("attribute_exists", vec![Term::attribute(pk)]));
                Node::All(nodes)
            }
            Node::All(nodes) => Node::All(each(nodes)),
            Node::Any(nodes) => Node::Any(each(nodes)),
            Node::Not(node) => Node::Not(Box::new(node.of_item(pk))),
            node => node,
        }
    }

    /// Whether a value of the condition is absent or could not be encoded.
    pub(crate) fn is_bad(&self) -> bool {
        let is_bad = |term: &Term| matches!(term, Term::Bad(_) | Term::Absent);
        match self {
            Node::Compare(left, _, right) => is_bad(left) || is_bad(right),
            Node::Between(term, low, high) => [term, low, high].into_iter().any(is_bad),
            Node::In(term, terms) => is_bad(term) || terms.iter().any(is_bad),
            Node::Function(_, terms) => terms.iter().any(is_bad),
            Node::All(_) | Node::ReadAs(_) | Node::Any(_) | Node::Not(_) | Node::Raw(_) | Node::TooLong(_) => false,
        }
    }

    /// Returns the operand that the condition tests.
    fn subject(&self) -> Option<&Term> {
        match self {
            Node::Compare(term, _, _) | Node::Between(term, _, _) | Node::In(term, _) => Some(term),
            Node::Function(_, terms) => terms.first(),
            Node::All(_) | Node::ReadAs(_) | Node::Any(_) | Node::Not(_) | Node::Raw(_) | Node::TooLong(_) => None,
        }
    }

    fn with_subject(mut self, path: &[Segment]) -> Node {
        let subject = match &mut self {
            Node::Compare(term, _, _) | Node::Between(term, _, _) | Node::In(term, _) => Some(term),
            Node::Function(_, terms) => terms.first_mut(),
            Node::All(_) | Node::ReadAs(_) | Node::Any(_) | Node::Not(_) | Node::Raw(_) | Node::TooLong(_) => None,
        };
        if let Some(Term::Path(known) | Term::Size(known)) = subject {
            path.clone_into(known);
        }
        self
    }

    /// Renders conditions that must all hold; `None` if there are none.
    pub(crate) fn render_all(nodes: Vec<Node>, placeholders: &mut Placeholders) -> Result<Option<String>> {
        let mut nodes = nodes;
        let node = match nodes.len() {
            0 => return Ok(None),
            1 => nodes.remove(0),
            _ => Node::all(nodes),
        };
        let mut text = String::with_capacity(64);
        node.render(placeholders, &mut text)?;
        placeholders.end_expression()?;
        Ok(Some(text))
    }

    /// Calls `visit` with each attribute of the item that the condition uses. In a raw condition, only bound
    /// names count.
    pub(crate) fn each_attribute<'n>(&'n self, visit: &mut dyn FnMut(&'n str)) {
        let mut terms = |terms: &[&'n Term]| {
            for term in terms {
                if let Term::Path(path) | Term::Size(path) = term
                    && let Some(Segment::Name(name)) = path.first()
                {
                    visit(name);
                }
            }
        };
        match self {
            Node::Compare(left, _, right) => terms(&[left, right]),
            Node::Between(term, low, high) => terms(&[term, low, high]),
            Node::In(term, _) => terms(&[term]),
            Node::Function(_, operands) => operands.iter().for_each(|operand| terms(&[operand])),
            Node::All(nodes) | Node::ReadAs(nodes) | Node::Any(nodes) => {
                for node in nodes {
                    node.each_attribute(visit);
                }
            }
            Node::Not(node) => node.each_attribute(visit),
            Node::Raw(raw) => raw.each_attribute(visit),
            Node::TooLong(_) => {}
        }
    }

    /// Whether the condition uses this attribute, or a value nested in it.
    pub(crate) fn mentions(&self, attribute: &str) -> bool {
        let mut found = false;
        self.each_attribute(&mut |name| found |= name == attribute);
        found || self.is_written_with(attribute)
    }

    /// Whether the text of a raw condition contains the attribute's name without a placeholder.
    fn is_written_with(&self, attribute: &str) -> bool {
        match self {
            Node::All(nodes) | Node::ReadAs(nodes) | Node::Any(nodes) => {
                nodes.iter().any(|node| node.is_written_with(attribute))
            }
            Node::Not(node) => node.is_written_with(attribute),
            Node::Raw(raw) => raw.is_written_with(attribute),
            _ => false,
        }
    }

    /// Renders the condition. Its names and values go to the placeholders.
    pub(crate) fn render(self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        match self {
            Node::Compare(left, operator, right) => {
                placeholders.operator();
                left.render(placeholders, out)?;
                out.push(' ');
                out.push_str(operator);
                out.push(' ');
                right.render(placeholders, out)
            }
            Node::Between(term, low, high) => {
                placeholders.operator();
                term.render(placeholders, out)?;
                out.push_str(" BETWEEN ");
                low.render(placeholders, out)?;
                out.push_str(" AND ");
                high.render(placeholders, out)
            }
            Node::In(term, values) => {
                placeholders.operator();
                if values.is_empty() || values.len() > IN_LIMIT {
                    return Err(Error::input(format!(
                        "`is_in` was given {} values; DynamoDB takes 1 to {IN_LIMIT}",
                        values.len()
                    )));
                }
                term.render(placeholders, out)?;
                out.push_str(" IN (");
                render_list(values, placeholders, out)?;
                out.push(')');
                Ok(())
            }
            Node::Function(name, operands) => {
                placeholders.operator();
                out.push_str(name);
                out.push('(');
                render_list(operands, placeholders, out)?;
                out.push(')');
                Ok(())
            }
            Node::All(nodes) | Node::ReadAs(nodes) => render_joined(nodes, " AND ", placeholders, out),
            Node::Any(nodes) => render_joined(nodes, " OR ", placeholders, out),
            Node::Not(node) => {
                placeholders.operator();
                out.push_str("NOT (");
                node.render(placeholders, out)?;
                out.push(')');
                Ok(())
            }
            Node::Raw(raw) => raw.render(placeholders, out),
            Node::TooLong(operators) => Err(too_many_operators(operators)),
        }
    }
}

fn render_list(terms: Vec<Term>, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
    for (i, term) in terms.into_iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        term.render(placeholders, out)?;
    }
    Ok(())
}

fn render_joined(nodes: Vec<Node>, separator: &str, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
    for (i, node) in nodes.into_iter().enumerate() {
        if i > 0 {
            placeholders.operator();
            out.push_str(separator);
        }
        // A function needs no parentheses; any other condition may contain an operator with lower precedence.
        let bare = matches!(node, Node::Function(..));
        if !bare {
            out.push('(');
        }
        node.render(placeholders, out)?;
        if !bare {
            out.push(')');
        }
    }
    Ok(())
}

/// A type that is accepted as a condition on `E`: a condition made of the paths of `E`, or a raw condition.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on `{E}`: compare its paths, and join conditions with `&` and `|`",
    label = "a condition made of the paths of `{E}` is needed here",
    note = "the paths of `{E}` are in `{E}::fields()`; `&&` and `||` join only `bool`s"
)]
pub trait IntoCondition<E> {
    /// Converts to a condition.
    fn into_condition(self) -> Condition<E>;
}
#[diagnostic::do_not_recommend]
impl<E> IntoCondition<E> for Condition<E> {
    fn into_condition(self) -> Condition<E> {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<E> IntoCondition<E> for crate::expression::raw::RawCondition {
    fn into_condition(self) -> Condition<E> {
        self.into()
    }
}

impl<E> From<RawCondition> for Condition<E> {
    fn from(raw: RawCondition) -> Self {
        Condition::new(Node::Raw(raw))
    }
}
