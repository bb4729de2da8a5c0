//! Chooses random types, including the types that a model defines.

use super::types::{Clock, Def, Int, Member, Ty};
use crate::random::Random;

impl Def {
    /// Makes the types of a model: two documents, one of which may contain the other, a plain struct, enums, a newtype.
    pub(super) fn all(random: &mut Random) -> Vec<Def> {
        let mut defs = vec![
            Def::Units {
                ident: "Status".into(),
                variants: random
                    .pick(&[
                        vec![("Draft", "draft"), ("Sent", "sent"), ("Done", "done")],
                        vec![("In", "in"), ("InProgress", "in_progress"), ("Sent", "IN")],
                        vec![("Draft", "a#b"), ("Sent", "a"), ("Done", "A#")],
                    ])
                    .clone(),
            },
            Def::Wrap { ident: "Tag".into() },
        ];
        let inner = Def::record("Inner", random, &defs, true);
        defs.push(inner);
        let plain = Def::record("Plain", random, &defs, false);
        defs.push(plain);
        let choice = Def::choice(random, &defs);
        defs.push(choice);
        let outer = Def::record("Outer", random, &defs, true);
        defs.push(outer);
        defs
    }

    fn record(ident: &str, random: &mut Random, defs: &[Def], document: bool) -> Def {
        let names = ["city", "zip_code", "amount", "lines"];
        let members = names.iter().take(random.between(1, 4)).map(|name| Member {
            ident: (*name).into(),
            ty: Ty::any(random, defs, 1),
        });
        Def::Struct {
            ident: ident.into(),
            members: members.collect(),
            document,
            camel_case: random.chance(40),
        }
    }

    fn choice(random: &mut Random, defs: &[Def]) -> Def {
        let tagged = random.chance(30);
        let document = random.chance(50);
        let mut member = |ident: &str| Member {
            ident: ident.into(),
            // serde's buffer for tagged enums has neither binary nor 128-bit integers.
            ty: if tagged {
                Ty::simple(random)
            } else {
                Ty::any(random, defs, 1)
            },
        };
        let mut variants = vec![Vec::new(), vec![member("from"), member("until")]];
        if !tagged {
            let Member { ident, ty } = member("");
            variants.push(vec![Member {
                ident,
                ty: *without_set(ty),
            }]);
        }
        Def::Choice {
            ident: "Choice".into(),
            variants,
            tagged,
            document,
        }
    }
}

impl Ty {
    /// Chooses a scalar type.
    pub(super) fn scalar(random: &mut Random) -> Ty {
        match random.weighted(&[
            (1, 0),
            (6, 1),
            (1, 2),
            (4, 3),
            (1, 4),
            (2, 5),
            (1, 6),
            (4, 7),
            (2, 8),
            (2, 9),
        ]) {
            0 => Ty::Bool,
            1 => Ty::Int(*random.pick(&Int::ALL)),
            2 => Ty::Float,
            4 => Ty::Char,
            5 => Ty::Bytes,
            6 => Ty::Uuid,
            7 => Ty::Time(*random.pick(&Clock::ALL)),
            8 => Ty::Date(*random.pick(&Clock::ALL)),
            9 => Ty::Decimal,
            _ => Ty::Text,
        }
    }

    /// Chooses a type that serde's buffer can hold.
    fn simple(random: &mut Random) -> Ty {
        match random.below(4) {
            0 => Ty::Int(*random.pick(&[Int::U8, Int::U32, Int::I64, Int::U64])),
            1 => Ty::Bool,
            2 => Ty::Option(Box::new(Ty::Text)),
            _ => Ty::Text,
        }
    }

    /// Chooses any type up to this depth.
    pub(super) fn any(random: &mut Random, defs: &[Def], depth: usize) -> Ty {
        let of = |random: &mut Random| Box::new(Ty::any(random, defs, depth - 1));
        match random.weighted(&[(10, 0), (3, 1), (3, 2), (2, 3), (3, 4), (1, 5), (1, 6), (5, 7)]) {
            1 if depth > 0 => match of(random) {
                option if matches!(*option, Ty::Option(_)) => *option,
                other => Ty::Option(other),
            },
            2 if depth > 0 => match *of(random) {
                Ty::Int(Int::U8) => Ty::Bytes,
                Ty::Option(other) => Ty::List(without_set(*other)),
                other => Ty::List(without_set(other)),
            },
            3 if depth > 0 => match *of(random) {
                Ty::Option(other) => Ty::Map(without_set(*other)),
                other => Ty::Map(without_set(other)),
            },
            4 => Ty::Set(Box::new(match random.below(4) {
                0 => Ty::Int(*random.pick(&Int::ALL)),
                1 => Ty::Bytes,
                _ => Ty::Text,
            })),
            5 if depth > 0 => Ty::Boxed(without_set(*of(random))),
            6 if depth > 0 => Ty::Pair(without_set(*of(random)), without_set(*of(random))),
            7 if !defs.is_empty() => Ty::Named(random.below(defs.len())),
            _ => Ty::scalar(random),
        }
    }
}

/// Chooses a type for elements. It is never a set, because an empty set could not be stored there.
fn without_set(ty: Ty) -> Box<Ty> {
    match ty {
        Ty::Set(of) => of,
        other => Box::new(other),
    }
}
