//! Normalizes expressions: names and values replace placeholders, and parts are sorted, so that equivalent expressions
//! have the same text.
//!
//! The code serves only this comparison and shares nothing with the code that builds expressions.

use std::collections::BTreeSet;

use serde_json::Value;

/// A condition, or a part of a condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    All(BTreeSet<Condition>),
    Any(BTreeSet<Condition>),
    Not(Box<Condition>),
    /// `=`, `begins_with`, `BETWEEN`, … of paths and values.
    Test(String, Vec<String>),
}

impl Condition {
    fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let mut flat = BTreeSet::new();
        for condition in conditions {
            match condition {
                Condition::All(inner) => flat.extend(inner),
                other => {
                    flat.insert(other);
                }
            }
        }
        if flat.len() == 1 {
            flat.pop_first().unwrap()
        } else {
            Condition::All(flat)
        }
    }

    fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let mut flat = BTreeSet::new();
        for condition in conditions {
            match condition {
                Condition::Any(inner) => flat.extend(inner),
                other => {
                    flat.insert(other);
                }
            }
        }
        if flat.len() == 1 {
            flat.pop_first().unwrap()
        } else {
            Condition::Any(flat)
        }
    }

    /// Removes a test of one half of the key if the other half is tested too, because an existing item has its whole key.
    pub fn without_second_guard(self) -> Condition {
        let Condition::All(mut conditions) = self else {
            return self;
        };
        for function in ["attribute_exists", "attribute_not_exists"] {
            let of = |key: &str| Condition::Test(function.into(), vec![key.into()]);
            if conditions.contains(&of("pk")) {
                conditions.remove(&of("sk"));
            }
        }
        Condition::all(conditions)
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let joined = |conditions: &BTreeSet<Condition>, word: &str| {
            let texts: Vec<String> = conditions.iter().map(Condition::to_string).collect();
            format!("({})", texts.join(word))
        };
        match self {
            Condition::All(conditions) => f.write_str(&joined(conditions, " AND ")),
            Condition::Any(conditions) => f.write_str(&joined(conditions, " OR ")),
            Condition::Not(condition) => write!(f, "NOT {condition}"),
            Condition::Test(test, terms) => match (test.as_str(), terms.as_slice()) {
                ("=" | "<>" | "<" | "<=" | ">" | ">=", [left, right]) => write!(f, "{left} {test} {right}"),
                _ => write!(f, "{test}({})", terms.join(", ")),
            },
        }
    }
}

/// Reads the expressions of one request.
pub struct Reader<'a> {
    tokens: Vec<String>,
    at: usize,
    params: &'a Value,
}

impl<'a> Reader<'a> {
    pub fn new(params: &'a Value, text: &str) -> Self {
        Reader {
            tokens: tokens(text),
            at: 0,
            params,
        }
    }

    /// Reads a whole condition.
    pub fn condition(mut self) -> Condition {
        let condition = self.any();
        assert_eq!(self.at, self.tokens.len(), "{:?}", self.tokens);
        condition
    }

    /// Reads a whole `UpdateExpression`, with the actions of each section sorted by path.
    pub fn update(mut self) -> Vec<(String, String, String)> {
        let mut actions = Vec::new();
        let mut section = String::new();
        while self.at < self.tokens.len() {
            if ["set", "remove", "add", "delete"].contains(&self.peek().to_lowercase().as_str()) {
                section = self.next().to_lowercase();
            }
            let path = self.term();
            let value = match section.as_str() {
                "set" => {
                    self.expect("=");
                    self.operand()
                }
                "remove" => String::new(),
                _ => self.term(),
            };
            actions.push((section.clone(), path, value));
            if self.peek() == "," {
                self.at += 1;
            }
        }
        actions.sort();
        actions
    }

    /// Reads a whole list of paths.
    pub fn paths(mut self) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        while self.at < self.tokens.len() {
            paths.insert(self.term());
            if self.peek() == "," {
                self.at += 1;
            }
        }
        paths
    }

    fn any(&mut self) -> Condition {
        let mut parts = vec![self.all()];
        while self.takes("or") {
            parts.push(self.all());
        }
        Condition::any(parts)
    }

    fn all(&mut self) -> Condition {
        let mut parts = vec![self.not()];
        while self.takes("and") {
            parts.push(self.not());
        }
        Condition::all(parts)
    }

    fn not(&mut self) -> Condition {
        if self.takes("not") {
            return Condition::Not(Box::new(self.not()));
        }
        if self.peek() == "(" {
            self.at += 1;
            let condition = self.any();
            self.expect(")");
            return condition;
        }
        self.test()
    }

    fn test(&mut self) -> Condition {
        let name = self.peek().to_owned();
        if name.starts_with("attribute_") || name == "begins_with" || name == "contains" {
            self.at += 1;
            return Condition::Test(name, self.arguments());
        }
        let left = self.term();
        let operator = self.next().to_lowercase();
        match operator.as_str() {
            "between" => {
                let low = self.term();
                assert!(self.takes("and"));
                let high = self.term();
                Condition::Test(operator, vec![left, low, high])
            }
            "in" => {
                let equal = |value| Condition::Test("=".into(), vec![left.clone(), value]);
                Condition::any(self.arguments().into_iter().map(equal))
            }
            _ => {
                let right = self.term();
                Condition::Test(operator, vec![left, right])
            }
        }
    }

    fn arguments(&mut self) -> Vec<String> {
        self.expect("(");
        let mut arguments = vec![self.term()];
        while self.peek() == "," {
            self.at += 1;
            arguments.push(self.term());
        }
        self.expect(")");
        arguments
    }

    /// Reads the value of a `SET` action. Parentheses around sums do not matter.
    fn operand(&mut self) -> String {
        let mut text = if self.peek() == "(" {
            self.at += 1;
            let text = self.operand();
            self.expect(")");
            text
        } else {
            self.term()
        };
        while ["+", "-"].contains(&self.peek()) {
            text = format!("{text} {} {}", self.next(), self.term());
        }
        text
    }

    /// Reads a path, a value or a function of these.
    fn term(&mut self) -> String {
        let token = self.next();
        if token.starts_with(':') {
            return canonical(&self.params["ExpressionAttributeValues"][&token]);
        }
        if self.peek() == "(" {
            return format!("{token}({})", self.arguments().join(", "));
        }
        let mut path = self.name(&token);
        loop {
            match self.peek() {
                "." => {
                    self.at += 1;
                    let token = self.next();
                    path = format!("{path}.{}", self.name(&token));
                }
                "[" => {
                    self.at += 1;
                    path = format!("{path}[{}]", self.next());
                    self.expect("]");
                }
                _ => return path,
            }
        }
    }

    fn name(&self, token: &str) -> String {
        if !token.starts_with('#') {
            return token.to_owned();
        }
        let name = &self.params["ExpressionAttributeNames"][token];
        name.as_str().unwrap_or_else(|| panic!("no name {token}")).to_owned()
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    fn takes(&mut self, word: &str) -> bool {
        let takes = self.peek().eq_ignore_ascii_case(word);
        self.at += usize::from(takes);
        takes
    }

    fn expect(&mut self, token: &str) {
        assert_eq!(self.next(), token, "{:?}", self.tokens);
    }
}

/// Renders a value as text, with its type and with the elements of sets in order.
fn canonical(value: &Value) -> String {
    assert!(!value.is_null(), "a placeholder without a value");
    if let Some(values) = value.pointer("/$set/values").and_then(Value::as_array) {
        let texts: BTreeSet<String> = values.iter().map(canonical).collect();
        return format!("{texts:?}");
    }
    value.to_string()
}

fn tokens(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || "_#:".contains(c);
    let mut tokens: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let joins = match tokens.last() {
            Some(last) => (is_word(c) && in_word) || ((c == '=' || c == '>') && (last == "<" || last == ">")),
            None => false,
        };
        if c.is_whitespace() {
            in_word = false;
            continue;
        }
        in_word = is_word(c);
        match tokens.last_mut() {
            Some(last) if joins => last.push(c),
            _ => tokens.push(c.into()),
        }
    }
    tokens
}

#[test]
fn expressions_are_read() {
    let params = serde_json::json!({
        "ExpressionAttributeNames": {"#a": "a", "#b": "b"},
        "ExpressionAttributeValues": {":x": 1, ":y": "t"},
    });
    let condition = |text: &str| Reader::new(&params, text).condition().to_string();
    assert_eq!(
        condition("#a = :x OR #b<>:y AND not contains(#b, :y)"),
        r#"((NOT contains(b, "t") AND b <> "t") OR a = 1)"#
    );
    assert_eq!(condition("#b IN (:y, :x)"), condition("(#b = :x) OR (#b = :y)"));
    assert_eq!(
        condition("((#a between :x and :x) AND size(#b) >= :x)"),
        "(size(b) >= 1 AND between(a, 1, 1))"
    );
    assert_ne!(
        condition("#a = :x OR #b = :y AND #a = :y"),
        condition("(#a = :x OR #b = :y) AND #a = :y")
    );
    let update = Reader::new(
        &params,
        "SET #a.#b[1] = (if_not_exists(#a, :x) + :x), #b = :y REMOVE #a ADD #b :x",
    )
    .update();
    assert_eq!(update.len(), 4);
    assert_eq!(
        update[2],
        ("set".into(), "a.b[1]".into(), "if_not_exists(a, 1) + 1".into())
    );
}
