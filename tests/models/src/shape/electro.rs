//! Makes models with ElectroDB keys.

use super::fields::Words;
use super::keys::Draft;
use super::{Def, Entity, Format, Index, Int, Kind, Model, Options, Part, Piece, Side, Ty};
use crate::random::Random;

const IDENTS: [&str; 3] = ["Issue", "Comment", "Hotel"];

/// Makes a model of two or three entities of one service.
pub(super) fn model(seed: u64, random: &mut Random) -> Model {
    let defs = Def::all(random);
    let entities = (0..random.between(2, 3)).map(|at| entity(random, &defs, at));
    Model {
        seed,
        entities: entities.collect(),
        defs,
        key_names: None,
        renamed: Vec::new(),
        electrodb: true,
        collections: Vec::new(),
    }
}

fn entity(random: &mut Random, defs: &[Def], at: usize) -> Entity {
    let name = IDENTS[at].to_lowercase();
    let mut draft = Draft {
        random,
        defs,
        words: Words::default(),
        fields: Vec::new(),
    };
    let pk = composites(&mut draft, 1, false, &[]);
    let pk = templated(&mut draft, &name, pk);
    let sk = if draft.random.chance(40) {
        Side::Template(Vec::new())
    } else {
        let sk = composites(&mut draft, 1, true, &pk.parts());
        templated(&mut draft, "of", sk)
    };
    let mut indexes = vec![Index {
        pattern: "primary".into(),
        name: String::new(),
        kind: Kind::Primary,
        pk,
        sk: Some(sk),
        keys_only: false,
        condition: None,
        clustered: false,
    }];
    for (number, pattern) in ["by_one", "by_two"]
        .into_iter()
        .enumerate()
        .take(draft.random.between(0, 2))
    {
        let pk = composites(&mut draft, 1, false, &[]);
        let count = draft.random.between(0, 2);
        let sk = composites(&mut draft, count, true, &pk.parts());
        let clustered = draft.random.chance(30);
        let own = [pk.parts(), sk.parts()].concat();
        let fits = |part: &Part| matches!(draft.fields[part.field].ty, Ty::Text | Ty::Int(_));
        let decides = own.iter().find(|part| fits(part)).map(|part| part.field);
        let condition = decides.filter(|_| draft.random.chance(30));
        indexes.push(Index {
            pattern: pattern.into(),
            name: format!("gsi{number}"),
            kind: Kind::Global,
            pk,
            sk: Some(sk),
            keys_only: false,
            condition,
            clustered,
        });
    }
    draft.others(&indexes);
    let mut fields = draft.fields;
    for field in &mut fields {
        field.rename = None;
        field.options.unique = false;
        field.options.with = false;
        field.options.flatten = false;
        if matches!(field.ty, Ty::Map(_)) && field.ident == "rest" {
            field.options.serde_default = None;
        }
    }
    Entity {
        ident: IDENTS[at].into(),
        name: None,
        camel_case: draft.random.chance(50),
        fields,
        indexes,
        has_rare_reads: draft.random.chance(40),
        brief: None,
        older: None,
    }
}

/// Sometimes puts the same parts into a template of the entity.
fn templated(draft: &mut Draft<'_>, name: &str, side: Side) -> Side {
    let parts = side.parts();
    if parts.is_empty() || !draft.random.chance(15) {
        return side;
    }
    let text = |number: usize| Piece::Text(if number == 0 { format!("{name}#") } else { "#".into() });
    let pieces = parts.into_iter().enumerate();
    Side::Template(
        pieces
            .flat_map(|(number, part)| [text(number), Piece::Part(part)])
            .collect(),
    )
}

fn composites(draft: &mut Draft<'_>, count: usize, sort: bool, taken: &[Part]) -> Side {
    let mut pieces = Vec::new();
    let format = *draft.random.pick(&[
        Format::Script,
        Format::Script,
        Format::Script,
        Format::Plain,
        Format::Upper,
    ]);
    let mut used: Vec<usize> = taken.iter().map(|part| part.field).collect();
    for _ in 0..count {
        let fits = |(at, field): &(usize, &super::Field)| {
            let inner = field.ty.inner();
            let sorts = !sort || *inner == Ty::Text || *inner == Ty::Named(0);
            matches!(inner, Ty::Text | Ty::Named(0) | Ty::Int(Int::U16))
                && sorts
                && !used.contains(at)
                && (!matches!(field.ty, Ty::Option(_)))
        };
        let fitting: Vec<usize> = draft.fields.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        let field = if !fitting.is_empty() && draft.random.chance(40) {
            *draft.random.pick(&fitting)
        } else {
            let ty = match draft.random.below(5) {
                0 => Ty::Named(0),
                1 => Ty::Int(Int::U16),
                _ => Ty::Text,
            };
            let options = Options {
                padding: matches!(ty, Ty::Int(_)),
                ..Options::default()
            };
            draft.field(ty, options)
        };
        used.push(field);
        pieces.push(Piece::Part(Part { field, format }));
    }
    Side::Template(pieces)
}
