//! Makes the fields of an entity that are in no key, and the options of all fields.

use super::keys::Draft;
use super::{Change, Clock, Def, Field, Index, Int, Options, Side, Ty};
use crate::random::Random;
use crate::value::{Float, Value};

/// The names of fields. Each is used at most once in an entity.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<&'static str>);

/// Names that are not methods of a query.
const WORDS: [&str; 24] = [
    "holder",
    "title",
    "status_code",
    "tier",
    "region",
    "score",
    "rank",
    "due",
    "note",
    "tags",
    "likes",
    "color",
    "shape_of",
    "town",
    "kind_of",
    "level",
    "mood",
    "email",
    "phone",
    "weight",
    "repo",
    "issue_id",
    "comment_id",
    "org",
];

/// Attribute names that DynamoDB reserves, or that look like paths.
const RENAMES: [&str; 8] = ["count", "size", "name", "value", "x-y", "a.b", "#k", "data[0]"];

impl Words {
    pub(super) fn next(&mut self, random: &mut Random) -> String {
        let free: Vec<&str> = WORDS.into_iter().filter(|word| !self.0.contains(word)).collect();
        let Some(_) = free.first() else {
            return format!("f{}", random.bits() % 1_000_000);
        };
        let word = *random.pick(&free);
        self.0.push(word);
        word.into()
    }
}

impl Draft<'_> {
    /// Makes fields that are in no key, some with options that only one field can have.
    pub(super) fn others(&mut self, indexes: &[Index]) {
        for _ in 0..self.random.between(1, 4) {
            let ty = Ty::any(self.random, self.defs, 2);
            self.field(ty, Options::default());
        }
        // Fields for rare options.
        if self.random.chance(25) {
            self.field(Ty::Int(Int::I64), Options::default());
        }
        if self.random.chance(16) {
            let ints = [
                Int::U8,
                Int::U8,
                Int::U16,
                Int::U32,
                Int::U64,
                Int::I16,
                Int::I32,
                Int::I64,
            ];
            let ty = Ty::Int(*self.random.pick(&ints));
            let options = Options {
                version: true,
                ..Options::default()
            };
            self.named("version".into(), ty, options);
        }
        if self.random.chance(12) {
            let ty = if self.random.chance(50) {
                Ty::Int(Int::U32)
            } else {
                Ty::Text
            };
            let options = Options {
                on_write: true,
                ..Options::default()
            };
            self.named("written".into(), ty, options);
        }
        if self.random.chance(9) {
            let ty = match self.random.below(5) {
                0 => Ty::Int(Int::U32),
                1 => Ty::Int(Int::I64),
                2 => Ty::Int(Int::U64),
                _ => Ty::Time(*self.random.pick(&Clock::ALL)),
            };
            let ty = if self.random.chance(50) {
                Ty::Option(Box::new(ty))
            } else {
                ty
            };
            let options = Options {
                ttl: true,
                ..Options::default()
            };
            self.named("expires".into(), ty, options);
        }
        if self.random.chance(9) {
            let options = Options {
                flatten: true,
                ..Options::default()
            };
            let ty = match self.random.below(4) {
                0 => Ty::Named(2),
                1 => Ty::Named(3),
                // A struct that can be read from no attributes would never be `None`.
                2 if self.demands_a_member(2) => Ty::Option(Box::new(Ty::Named(2))),
                _ => Ty::Map(Box::new(Ty::Text)),
            };
            // serde cannot read 128-bit integers in flattened fields.
            let ty = if ty.holds_128_bits(self.defs) {
                Ty::Map(Box::new(Ty::Text))
            } else {
                ty
            };
            self.named("rest".into(), ty, options);
        }
        let has_ttl = self.fields.iter().any(|field| field.options.ttl);
        for at in 0..self.fields.len() {
            self.decide(at, indexes, has_ttl);
        }
    }

    /// Whether the struct has a member that is never absent.
    fn demands_a_member(&self, def: usize) -> bool {
        let Def::Struct { members, .. } = &self.defs[def] else {
            return false;
        };
        members
            .iter()
            .any(|member| !matches!(member.ty, Ty::Option(_) | Ty::Set(_)))
    }

    fn decide(&mut self, at: usize, indexes: &[Index], has_ttl: bool) {
        let in_key = indexes[0].parts().iter().any(|part| part.field == at);
        let parts = || indexes.iter().flat_map(Index::parts);
        let in_index = parts().any(|part| part.field == at);
        let is_own_attribute = self.fields[at].ident.starts_with("own");
        // A part in a list of attributes is stored in its own attribute, which `with` would convert.
        let sides = || indexes.iter().flat_map(Index::own_sides);
        let in_list = sides().any(|(_, side)| matches!(side, Side::List(fields) if fields.contains(&at)));
        let lone = sides().any(|(_, side)| {
            matches!(side, Side::Template(pieces) if pieces.len() == 1)
                && side.parts().iter().any(|part| part.field == at)
        });
        let random = &mut *self.random;
        let field = &mut self.fields[at];
        let options = &mut field.options;
        let special = options.version || options.on_write || options.flatten;
        options.sensitive = random.chance(7) && !options.flatten;
        if random.chance(15) && !is_own_attribute && !options.flatten && !options.ttl {
            let at = random.below(RENAMES.len());
            field.rename = Some(RENAMES[at].into());
        }
        if special {
            return;
        }
        let optional = matches!(field.ty, Ty::Option(_));
        let inner = field.ty.inner().clone();
        if !in_key {
            options.readonly = random.chance(9);
            if random.chance(35) {
                options.default = default_of(random, &field.ty);
            }
            if !in_index && random.chance(25) {
                options.serde_default = empty_of(&field.ty);
            }
        }
        if options.ttl {
            options.default = None;
            options.serde_default = None;
            return;
        }
        match inner {
            Ty::Text if random.chance(14) && !in_list && !lone && !optional => options.with = true,
            Ty::Text => {
                if random.chance(16) {
                    options.set = Some(*random.pick(&[Change::Lowercase, Change::Prefixed]));
                }
                if random.chance(6) && !in_index {
                    options.get = Some(Change::Marked);
                }
                options.validate = random.chance(8);
                // The name of a unique attribute must not contain `#`.
                let named = field.rename.as_ref().is_none_or(|name| !name.contains('#'));
                if random.chance(8) && named && !in_key && !has_ttl && options.default.is_none() {
                    options.unique = true;
                }
            }
            Ty::Int(Int::U32) => {
                if random.chance(25) {
                    options.set = Some(Change::Clamp);
                }
                options.validate = random.chance(20);
            }
            Ty::Int(Int::I64) if !optional && !in_index && random.chance(50) => {
                options.skip_if = random.chance(50);
                options.serde_default = Some(Value::Int(if options.skip_if { 0 } else { 10 }));
            }
            _ => {}
        }
    }
}

/// Returns a default value of this type that an expression can write.
fn default_of(random: &mut Random, ty: &Ty) -> Option<Value> {
    Some(match ty {
        Ty::Bool => Value::Bool(random.chance(50)),
        Ty::Int(int) => Value::Int((random.below(3) as i128 * 7).min(int.range().1)),
        Ty::Float => Value::Float(Float(1.5)),
        Ty::Decimal => Value::Decimal(0),
        Ty::Text => Value::text(*random.pick(&["a", "none", "Draft"])),
        Ty::List(_) if !matches!(ty, Ty::List(of) if **of == Ty::Int(Int::U8)) => Value::List(Vec::new()),
        Ty::Set(_) => Value::Set([].into()),
        Ty::Map(_) => Value::Map([].into()),
        Ty::Option(_) => Value::Absent,
        _ => return None,
    })
}

/// Returns the value of `Default::default()`.
fn empty_of(ty: &Ty) -> Option<Value> {
    Some(match ty {
        Ty::Bool => Value::Bool(false),
        Ty::Int(_) => Value::Int(0),
        Ty::Float => Value::Float(Float(0.0)),
        Ty::Decimal => Value::Decimal(0),
        Ty::Text => Value::text(""),
        Ty::Bytes => Value::Bytes(Vec::new()),
        Ty::Option(_) => Value::Absent,
        Ty::List(_) => Value::List(Vec::new()),
        Ty::Set(_) => Value::Set([].into()),
        Ty::Map(_) => Value::Map([].into()),
        Ty::Boxed(of) => empty_of(of)?,
        _ => return None,
    })
}

impl Field {
    /// Returns the name of its attribute.
    #[must_use]
    pub fn attribute(&self, camel_case: bool) -> String {
        match &self.rename {
            Some(name) => name.clone(),
            None if camel_case => camel(&self.ident),
            None => self.ident.clone(),
        }
    }
}

/// Converts `issue_id` to `issueId`.
#[must_use]
pub fn camel(ident: &str) -> String {
    let mut words = ident.split('_');
    let mut name: String = words.next().unwrap_or_default().into();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
