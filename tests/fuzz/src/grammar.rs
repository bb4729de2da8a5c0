//! A strict JSON reader that notes how bytes differ from the JSON that DynamoDB writes.
//!
//! The reader uses no code of the library or the SDK. It reads JSON to its end, even with malformed strings and numbers,
//! and notes every [`Oddity`] with its place.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The nesting that both ways read. The SDK stops at 64 attribute values, the library at 64 levels, which are 128 levels
/// of JSON.
const DEEP: usize = 100;

/// The nesting at which this reader stops.
const TOO_DEEP: usize = 1000;

/// A way in which bytes differ from a response of DynamoDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// A string with a control character.
    Control,
    /// A string with an unknown escape or half of a surrogate pair.
    Text,
    /// A number that is not valid JSON: `01`, `1.`, `1-2`.
    Number,
    /// A name that occurs twice in an object.
    Repeated,
    /// `null` in place of a value: DynamoDB writes `{"NULL":true}`.
    Null,
    /// A member `__type` next to a tag, which only the SDK knows.
    Type,
    /// A value that is not an object with one tag and matching content.
    Malformed,
    /// An unknown tag in a key.
    Kind,
    /// An unknown tag in an item.
    KindInItem,
    /// Nesting deeper than `DEEP` levels.
    Deep,
    /// Text after the end of the JSON.
    Trailing,
    /// A count or capacity that is not such a number.
    Summary,
    /// Another table than the requested one.
    Table,
}

/// The oddities of one input, each with the names of the objects that contain it.
#[derive(Clone, Debug, Default)]
pub struct Oddities {
    found: BTreeSet<(Oddity, Vec<String>)>,
    /// The current place.
    place: Vec<String>,
}

impl Oddities {
    /// Starts without oddities, at a place that is known to be read.
    #[must_use]
    pub fn within(place: &[&str]) -> Self {
        Oddities {
            found: BTreeSet::new(),
            place: place.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Notes an oddity at the current place.
    pub fn note(&mut self, oddity: Oddity) {
        self.found.insert((oddity, self.place.clone()));
    }

    /// Checks the member with this name.
    pub fn at<T>(&mut self, name: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(name.to_owned());
        let seen = look(self);
        self.place.pop();
        seen
    }

    /// Adds oddities that were found elsewhere.
    pub fn extend(&mut self, others: Oddities) {
        self.found.extend(others.found);
    }

    /// Whether there are no oddities.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether this oddity occurs anywhere.
    #[must_use]
    pub fn contains(&self, oddity: Oddity) -> bool {
        self.found.iter().any(|(found, _)| *found == oddity)
    }

    /// Whether this oddity occurs at such a place.
    pub fn contains_at(&self, oddity: Oddity, is_there: impl Fn(&[String]) -> bool) -> bool {
        let mut places = self.found.iter().filter(|(found, _)| *found == oddity);
        places.any(|(_, place)| is_there(place))
    }
}

/// A JSON value. The members of objects are in order.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Json {
    Null,
    Bool,
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Returns the value with this name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns the content of an attribute `{"S":"text"}` with this name.
    #[must_use]
    pub fn string(&self, name: &str) -> Option<&str> {
        match self.member(name)?.member("S")? {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads JSON. Returns `None` if the text is not JSON.
pub fn read(text: &str, oddities: &mut Oddities) -> Option<Json> {
    let mut reader = Reader { rest: text, oddities };
    let json = reader.value(0)?;
    reader.space();
    if !reader.rest.is_empty() {
        oddities.note(Oddity::Trailing);
    }
    Some(json)
}

struct Reader<'t, 'o> {
    rest: &'t str,
    oddities: &'o mut Oddities,
}

impl Reader<'_, '_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn take(&mut self, token: &str) -> bool {
        self.space();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEEP {
            self.oddities.note(Oddity::Deep);
        }
        if depth > TOO_DEEP {
            return None;
        }
        if self.take("null") {
            return Some(Json::Null);
        }
        if self.take("true") || self.take("false") {
            return Some(Json::Bool);
        }
        if self.take("[") {
            let mut elements = Vec::new();
            if self.take("]") {
                return Some(Json::List(elements));
            }
            loop {
                elements.push(self.value(depth + 1)?);
                if self.take("]") {
                    return Some(Json::List(elements));
                }
                if !self.take(",") {
                    return None;
                }
            }
        }
        if self.take("{") {
            return self.object(depth);
        }
        if self.rest.starts_with('"') {
            return self.text().map(Json::Text);
        }
        self.number()
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        let mut names = BTreeSet::new();
        if self.take("}") {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.text()?;
            if !self.take(":") {
                return None;
            }
            if !names.insert(name.clone()) {
                self.oddities.note(Oddity::Repeated);
            }
            self.oddities.place.push(name.clone());
            let value = self.value(depth + 1);
            self.oddities.place.pop();
            members.push((name, value?));
            if self.take("}") {
                return Some(Json::Object(members));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if !number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        if serde_json::from_str::<&serde_json::value::RawValue>(number).is_err() {
            self.oddities.note(Oddity::Number);
        }
        self.rest = rest;
        Some(Json::Number(number.to_owned()))
    }

    /// Reads a string, which `serde_json` decodes if it is valid.
    fn text(&mut self) -> Option<String> {
        let inside = self.rest.strip_prefix('"')?;
        let mut escaped = false;
        let end = inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        let (quoted, rest) = self.rest.split_at(end + 2);
        self.rest = rest;
        Some(serde_json::from_str(quoted).unwrap_or_else(|_| {
            let without_control: String = quoted.chars().filter(|c| !c.is_ascii_control()).collect();
            let is_text = serde_json::from_str::<String>(&without_control).is_ok();
            self.oddities.note(if is_text { Oddity::Control } else { Oddity::Text });
            quoted.to_owned()
        }))
    }
}

/// Checks the attributes of an item.
pub fn look_at_item(item: &Json, oddities: &mut Oddities) {
    let mut of_item = Oddities {
        found: BTreeSet::new(),
        place: oddities.place.clone(),
    };
    look_at_key(item, &mut of_item);
    oddities
        .found
        .extend(of_item.found.into_iter().map(|(oddity, place)| match oddity {
            Oddity::Kind => (Oddity::KindInItem, place),
            _ => (oddity, place),
        }));
}

/// Checks the attributes of a key, which the library passes on.
pub fn look_at_key(item: &Json, oddities: &mut Oddities) {
    let Json::Object(attributes) = item else {
        oddities.note(not_a_value(item));
        return;
    };
    for (name, value) in attributes {
        oddities.at(name, |oddities| look_at_value(value, oddities));
    }
}

fn not_a_value(json: &Json) -> Oddity {
    if *json == Json::Null {
        Oddity::Null
    } else {
        Oddity::Malformed
    }
}

fn look_at_value(value: &Json, oddities: &mut Oddities) {
    let Json::Object(members) = value else {
        oddities.note(not_a_value(value));
        return;
    };
    if members.iter().any(|(name, _)| name == "__type") {
        oddities.note(Oddity::Type);
    }
    if members.iter().any(|(_, content)| *content == Json::Null) {
        oddities.note(Oddity::Null);
    }
    let [(tag, content)] = members.as_slice() else {
        oddities.note(Oddity::Malformed);
        // The SDK also reads members next to a `null` or a `__type`.
        return members
            .iter()
            .for_each(|(tag, content)| oddities.at(tag, |oddities| look_at_content(tag, content, oddities)));
    };
    oddities.at(tag, |oddities| look_at_content(tag, content, oddities));
}

fn look_at_content(tag: &str, content: &Json, oddities: &mut Oddities) {
    let is_base64 = |text: &Json| matches!(text, Json::Text(text) if STANDARD.decode(text).is_ok());
    let well_formed = match (tag, content) {
        ("S" | "N", Json::Text(_)) | ("BOOL" | "NULL", Json::Bool) => true,
        ("B", content) => is_base64(content),
        ("SS" | "NS", Json::List(texts)) => texts.iter().all(|text| matches!(text, Json::Text(_))),
        ("BS", Json::List(texts)) => texts.iter().all(is_base64),
        ("L", Json::List(values)) => {
            values.iter().for_each(|value| look_at_value(value, oddities));
            true
        }
        ("M", Json::Object(_)) => {
            look_at_key(content, oddities);
            true
        }
        ("S" | "N" | "BOOL" | "NULL" | "SS" | "NS" | "BS" | "L" | "M", _) => false,
        _ => {
            oddities.note(Oddity::Kind);
            true
        }
    };
    if !well_formed {
        oddities.note(Oddity::Malformed);
    }
}
