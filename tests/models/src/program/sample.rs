//! Values for fields: a few ordinary values, so that they repeat, and difficult ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::random::Random;
use crate::shape::{Def, Int, Model, Piece, Side, Ty};
use crate::value::{Float, Value};

/// The texts from which a model's values are drawn.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    nasty: Vec<String>,
    /// Whether times have at most milliseconds, as in ElectroDB.
    coarse: bool,
}

const TAME: [&str; 5] = ["a", "b", "ab", "A", "a1"];

const NASTY: [&str; 22] = [
    "",
    "#",
    "-",
    "a#b",
    "a#",
    "#a",
    "ab#B#a",
    "\u{10FFFF}",
    "a\u{10FFFF}",
    "Σς",
    "ΑΣ",
    "ß",
    "İ",
    "\u{212A}",
    "é",
    "e\u{301}",
    "\u{0}",
    "a\u{0}",
    "\u{D7FF}",
    "\u{E000}",
    "S",
    "undefined",
];

impl Pool {
    /// Makes the texts for this model, including its literals.
    pub(super) fn of(model: &Model) -> Self {
        let mut nasty: Vec<String> = NASTY.iter().map(|text| (*text).to_owned()).collect();
        let mut literals = BTreeSet::new();
        for index in model.entities.iter().flat_map(|entity| &entity.indexes) {
            for side in [Some(&index.pk), index.sk.as_ref()].into_iter().flatten() {
                if let Side::Template(pieces) = side {
                    literals.extend(pieces.iter().filter_map(|piece| match piece {
                        Piece::Text(text) => Some(text.clone()),
                        Piece::Part(_) => None,
                    }));
                }
            }
        }
        for literal in literals {
            nasty.extend([
                format!("a{literal}b"),
                format!("{literal}a"),
                literal.clone(),
                format!("a{literal}"),
            ]);
        }
        // Numbers and dates in the form that keys of other entities have.
        nasty.extend(["2026-01-01", "00001", "true", "x-y", "S1"].map(str::to_owned));
        Pool {
            nasty,
            coarse: model.electrodb,
        }
    }

    /// Makes a value of this type. `nasty` is the percentage of difficult values.
    pub(super) fn value(&self, random: &mut Random, ty: &Ty, defs: &[Def], nasty: usize) -> Value {
        let nasty = if random.chance(nasty) { nasty } else { 0 };
        match ty {
            Ty::Bool => Value::Bool(random.chance(50)),
            Ty::Int(int) => Value::Int(integer(random, *int, nasty > 0)),
            Ty::Float => Value::Float(Float(float(random, nasty > 0))),
            Ty::Decimal => Value::Decimal(decimal(random, nasty > 0)),
            Ty::Text => Value::Text(self.text(random, nasty)),
            Ty::Char => {
                let all = ['a', 'b', 'A', '#', 'Σ', '\u{10FFFF}', '\u{0}'];
                let end = if nasty > 0 { all.len() } else { 3 };
                Value::text(all[random.below(end)])
            }
            Ty::Bytes => {
                let all: [&[u8]; 5] = [&[1], &[1, 2], &[255], &[], b"a#b"];
                let end = if nasty > 0 { all.len() } else { 3 };
                Value::Bytes(all[random.below(end)].to_vec())
            }
            Ty::Uuid => Value::Text(format!("0000000{}-0000-4000-8000-00000000000f", random.below(3))),
            Ty::Time(_) => match time(random, nasty > 0) {
                Value::Time(seconds, nanos) if self.coarse => Value::Time(seconds, nanos / 1_000_000 * 1_000_000),
                time => time,
            },
            Ty::Date(_) => Value::Date(match nasty {
                0 => 19_000 + i64::try_from(random.below(3) * 20).unwrap_or_default(),
                _ => *random.pick(&[-1, 0, 19_000, 2_932_896, -719_162]),
            }),
            // An empty set in an `Option` is read as `None`.
            Ty::Option(of) if random.chance(70) => match self.value(random, of, defs, nasty) {
                value if value.is_absent() => Value::Absent,
                value => value,
            },
            Ty::Option(_) => Value::Absent,
            Ty::Boxed(of) => self.value(random, of, defs, nasty),
            Ty::List(of) => Value::List(
                (0..random.below(4))
                    .map(|_| self.value(random, of, defs, nasty))
                    .collect(),
            ),
            Ty::Set(of) => Value::Set(
                (0..random.below(3))
                    .map(|_| self.value(random, of, defs, nasty))
                    .collect(),
            ),
            Ty::Map(of) => {
                let keys = ["k", "a.b", "x", "b#c"];
                let entries = (0..random.below(4)).map(|at| (keys[at].to_owned(), self.value(random, of, defs, nasty)));
                Value::Map(entries.collect::<BTreeMap<_, _>>())
            }
            Ty::Pair(a, b) => Value::List(vec![
                self.value(random, a, defs, nasty),
                self.value(random, b, defs, nasty),
            ]),
            Ty::Named(def) => self.named(random, &defs[*def], defs, nasty),
        }
    }

    fn named(&self, random: &mut Random, def: &Def, defs: &[Def], nasty: usize) -> Value {
        match def {
            Def::Struct { members, .. } => Value::Record(
                members
                    .iter()
                    .map(|member| self.value(random, &member.ty, defs, nasty))
                    .collect(),
            ),
            Def::Choice { variants, .. } => {
                let at = random.below(variants.len());
                let held = variants[at]
                    .iter()
                    .map(|member| self.value(random, &member.ty, defs, nasty));
                Value::Variant(at, held.collect())
            }
            Def::Units { variants, .. } => {
                let tame = variants.iter().filter(|(_, text)| nasty > 0 || !text.contains('#'));
                let texts: Vec<&str> = tame.map(|(_, text)| *text).collect();
                Value::text(*random.pick(&texts))
            }
            Def::Wrap { .. } => Value::Text(self.text(random, nasty)),
        }
    }

    fn text(&self, random: &mut Random, nasty: usize) -> String {
        match nasty {
            0 => (*random.pick(&TAME)).to_owned(),
            _ if random.chance(2) => "x".repeat(*random.pick(&[1000, 1024, 2040, 3000])),
            _ => random.pick(&self.nasty).clone(),
        }
    }

    /// Makes the entries of a flattened map.
    pub(super) fn rest(&self, random: &mut Random, attributes: &[String], nasty: usize) -> Value {
        let mut entries = BTreeMap::new();
        for _ in 0..random.below(3) {
            let key = if random.chance(nasty) {
                let own = attributes.iter().map(String::as_str);
                let keys: Vec<&str> = own.chain(["pk", "sk", "_type", "gsi0pk"]).collect();
                (*random.pick(&keys)).to_owned()
            } else {
                (*random.pick(&["other", "extra", "q.r"])).to_owned()
            };
            entries.insert(key, Value::Text(self.text(random, 0)));
        }
        Value::Map(entries)
    }
}

fn integer(random: &mut Random, int: Int, nasty: bool) -> i128 {
    let (low, high) = int.range();
    if nasty {
        return *random.pick(&[low, high, low + 1, high - 1, high / 2, 99, 0]);
    }
    i128::try_from(random.below(6)).unwrap_or_default()
}

fn float(random: &mut Random, nasty: bool) -> f64 {
    if nasty {
        return *random.pick(&[
            1e100,
            -1e-100,
            0.1 + 0.2,
            1e15,
            -0.0,
            123_456_789.123_456_79,
            f64::MAX,
            5e-324,
        ]);
    }
    *random.pick(&[0.0, 1.0, 1.5, -2.25])
}

fn decimal(random: &mut Random, nasty: bool) -> i128 {
    const ONE: i128 = 10_i128.pow(10);
    if nasty {
        // Fault N14: a sum may have more digits than the type, and a read rounds it.
        return *random.pick(&[1, -1, 10_i128.pow(27), -(10_i128.pow(27)), ONE / 3, 10 * ONE + 1]);
    }
    *random.pick(&[0, ONE, 3 * ONE / 2, -ONE / 4, 10 * ONE])
}

fn time(random: &mut Random, nasty: bool) -> Value {
    let nanos = *random.pick(&[0, 0, 500_000_000, 120_000_000, 123_456_000, 1, 999_999_999, 500]);
    let seconds = if nasty {
        *random.pick(&[-1, 0, 253_402_207_200, -62_135_500_000, 1_700_000_000, 951_782_400])
    } else {
        1_700_000_000 + i64::try_from(random.below(3)).unwrap_or_default() * *random.pick(&[1, 1, 86_400])
    };
    Value::Time(seconds, nanos)
}
