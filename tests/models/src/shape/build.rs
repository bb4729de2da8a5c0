//! Makes a model from a seed: the plan of its table, and entities that fit the plan.

use super::keys::is_own;
use super::{Clock, Collection, Def, Entity, Field, Format, Index, Int, Kind, Model, Piece, Side, Ty};
use crate::random::Random;

/// The plan that the entities of a table share.
#[derive(Debug)]
pub(super) struct Plan {
    /// Whether the table has a sort key.
    pub(super) has_sort_key: bool,
    /// A partition template that several entities share, with the types of its parts.
    pub(super) partition: Vec<PartPlan>,
    /// Literal text for sort keys.
    pub(super) words: (&'static str, &'static str),
    /// The secondary indexes.
    pub(super) indexes: Vec<IndexPlan>,
}

/// A piece of a template. Each entity makes a field for a part.
#[derive(Debug, Clone)]
pub(super) enum PartPlan {
    /// Text.
    Text(&'static str),
    /// A part of this type.
    Part(Ty, Format),
}

/// One index of the table.
#[derive(Debug, Clone)]
pub(super) struct IndexPlan {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) has_sort_key: bool,
    /// Whether only one entity has it, with keys of any type.
    pub(super) exclusive: bool,
}

const PATTERNS: [&str; 6] = ["by_one", "by_two", "near", "review", "by_five", "nat"];

impl Plan {
    fn random(random: &mut Random, defs: &[Def]) -> Self {
        let has_sort_key = random.chance(92);
        let mut partition = vec![PartPlan::Text(random.word(&["REPO#", "REPO", "U#", "USER#A#"]))];
        let (ty, format) = part_type(random, defs, Place::Partition);
        partition.push(PartPlan::Part(ty, format));
        if random.chance(20) {
            partition.push(PartPlan::Text("#T#"));
            let (ty, format) = part_type(random, defs, Place::Partition);
            partition.push(PartPlan::Part(ty, format));
        }
        let indexes = (0..random.between(1, 4)).map(|at| {
            let kind = random.weighted(&[(12, Kind::Global), (2, Kind::Inverted), (3, Kind::Local)]);
            let kind = if has_sort_key { kind } else { Kind::Global };
            IndexPlan {
                name: if random.chance(50) {
                    PATTERNS[at].into()
                } else {
                    format!("gsi{at}")
                },
                kind,
                has_sort_key: kind != Kind::Global || random.chance(85),
                exclusive: kind == Kind::Global && random.chance(45),
            }
        });
        Plan {
            indexes: indexes.collect(),
            has_sort_key,
            partition,
            words: *random.pick(&[
                ("ISSUE#", "#COMMENT#"),
                ("A#", "#B#"),
                ("P", "#"),
                ("X-", "-"),
                ("REACTION#", "#USER#"),
            ]),
        }
    }
}

impl Model {
    /// Makes the model of this seed.
    #[must_use]
    pub fn random(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let random = &mut random;
        if random.chance(14) {
            return super::electro::model(seed, random);
        }
        let defs = Def::all(random);
        let mut plan = Plan::random(random, &defs);
        let mut model = Model {
            seed,
            defs,
            entities: Vec::new(),
            key_names: random.chance(15).then_some(("id", "range")),
            renamed: Vec::new(),
            electrodb: false,
            collections: Vec::new(),
        };
        let count = random.weighted(&[(9, 2), (7, 3), (3, 4), (1, 5)]);
        for _ in 0..count * 6 {
            if model.entities.len() == count {
                break;
            }
            let (entity, renamed) = Entity::random(random, &model.defs, &plan, model.entities.len());
            if model
                .entities
                .iter()
                .any(|other| may_collide(other, &entity) || share_key_attribute(other, &entity, &model.defs))
            {
                continue;
            }
            // An index of only one entity is no longer available.
            let taken = |index: &IndexPlan| index.exclusive && entity.indexes.iter().any(|own| own.name == index.name);
            plan.indexes.retain(|index| !taken(index));
            model.entities.push(entity);
            model.renamed.extend(renamed);
        }
        model.make_older(random);
        model.make_collections();
        model
    }

    /// Makes collections of the entities that share a partition.
    pub(super) fn make_collections(&mut self) {
        let mut collections: Vec<Collection> = Vec::new();
        for (at, entity) in self.entities.iter().enumerate() {
            for index in &entity.indexes {
                let shares = |collection: &&mut Collection| {
                    let other = &self.entities[collection.members[0]];
                    let own = other.indexes.iter().find(|own| own.pattern == index.pattern);
                    collection.pattern == index.pattern
                        && own.is_some_and(|own| {
                            own.name == index.name && same_partition((other, &own.pk), (entity, &index.pk))
                        })
                };
                match collections.iter_mut().find(shares) {
                    Some(collection) => collection.members.push(at),
                    None => collections.push(Collection {
                        ident: format!("Coll{}", collections.len()),
                        pattern: index.pattern.clone(),
                        members: vec![at],
                        whole: None,
                    }),
                }
            }
        }
        collections.retain(|collection| collection.members.len() > 1);
        for (at, collection) in (0_u64..).zip(&mut collections) {
            let form = self.seed.wrapping_add(at) % 6;
            collection.whole = (form < 3).then_some(form == 0);
        }
        self.collections = collections;
    }
}

/// Whether two partitions have the same text, with parts of the same types in the same formats.
fn same_partition((a, x): (&Entity, &Side), (b, y): (&Entity, &Side)) -> bool {
    let (Side::Template(x), Side::Template(y)) = (x, y) else {
        return false;
    };
    x.len() == y.len()
        && x.iter().zip(y).all(|pair| match pair {
            (Piece::Text(x), Piece::Text(y)) => x == y,
            (Piece::Part(x), Piece::Part(y)) => {
                let (p, q) = (&a.fields[x.field], &b.fields[y.field]);
                x.format == y.format && p.ty.inner() == q.ty.inner() && p.options.set == q.options.set
            }
            _ => false,
        })
}

/// Whether a table with both would not compile, because their templates differ only in the names of the parts.
fn may_collide(a: &Entity, b: &Entity) -> bool {
    let alike = |x: &Side, y: &Side| match (x, y) {
        (Side::Template(x), Side::Template(y)) => {
            x.len() == y.len()
                && x.iter().zip(y).all(|pair| match pair {
                    (Piece::Text(x), Piece::Text(y)) => x == y,
                    (Piece::Part(_), Piece::Part(_)) => true,
                    _ => false,
                })
        }
        _ => true,
    };
    let (x, y) = (&a.indexes[0], &b.indexes[0]);
    alike(&x.pk, &y.pk)
        && match (&x.sk, &y.sk) {
            (Some(x), Some(y)) => alike(x, y),
            _ => true,
        }
}

/// Whether a table with both would not compile, because an attribute of one is a key attribute of an index that only the
/// other has, with another type.
fn share_key_attribute(a: &Entity, b: &Entity, defs: &[Def]) -> bool {
    let attributes = |entity: &Entity| -> Vec<(String, Option<Scalar>)> {
        let attribute = |field: &Field| (field.attribute(entity.camel_case), Scalar::of(field, defs));
        entity.fields.iter().map(attribute).collect()
    };
    let keys = |entity: &Entity| -> Vec<(String, Option<Scalar>)> {
        let sides = entity.indexes.iter().flat_map(Index::own_sides);
        let native = sides.filter(|(_, side)| matches!(side, Side::List(_)));
        let listed: Vec<usize> = native
            .flat_map(|(_, side)| side.parts())
            .map(|part| part.field)
            .collect();
        let fields = entity.fields.iter().enumerate();
        let is_key = |at: usize, field: &Field| listed.contains(&at) || is_own(field);
        let keys = fields.filter(|(at, field)| is_key(*at, field));
        keys.map(|(_, field)| (field.attribute(entity.camel_case), Scalar::of(field, defs)))
            .collect()
    };
    let meets = |keys: Vec<(String, Option<Scalar>)>, entity: &Entity| {
        let all = attributes(entity);
        let differs = |(name, scalar): &(String, Option<Scalar>)| {
            let mut others = all.iter();
            others.any(|(other, stored)| other == name && (stored != scalar || stored.is_none()))
        };
        keys.iter().any(differs)
    };
    meets(keys(a), b) || meets(keys(b), a)
}

/// The types that a key attribute can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scalar {
    Text,
    Number,
    Binary,
}

impl Scalar {
    /// Returns the type of a field's attribute, if a key can have it.
    fn of(field: &Field, defs: &[Def]) -> Option<Self> {
        match field.ty.inner() {
            ty if !ty.is_native(defs) || field.options.with || field.options.ttl || field.options.flatten => None,
            Ty::Int(_) | Ty::Float | Ty::Decimal => Some(Scalar::Number),
            Ty::Bytes => Some(Scalar::Binary),
            _ => Some(Scalar::Text),
        }
    }
}

/// The position of a part in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Partition,
    /// In a sort key, in which a part must sort like its value.
    Sort,
    /// At the end of a sort key.
    LastOfSort,
}

/// Chooses the type and the format of a part.
pub(super) fn part_type(random: &mut Random, defs: &[Def], place: Place) -> (Ty, Format) {
    let unsigned = [Int::U8, Int::U16, Int::U32, Int::U64, Int::U128];
    let ty = match random.weighted(&[
        (14, 0),
        (2, 1),
        (2, 2),
        (4, 3),
        (1, 4),
        (1, 5),
        (1, 6),
        (4, 7),
        (2, 8),
        (1, 9),
    ]) {
        1 => Ty::Named(0),
        2 => Ty::Named(1),
        3 => Ty::Int(*random.pick(&unsigned)),
        4 => Ty::Bool,
        5 => Ty::Char,
        6 => Ty::Uuid,
        7 => Ty::Time(*random.pick(&Clock::ALL)),
        8 => Ty::Date(*random.pick(&Clock::ALL)),
        9 if place == Place::Partition => Ty::Int(*random.pick(&[Int::I8, Int::I64, Int::I128])),
        _ => Ty::Text,
    };
    let format = format_of(random, defs, &ty, place);
    (ty, format)
}

/// Chooses a format that a part of this type can have at this position.
pub(super) fn format_of(random: &mut Random, defs: &[Def], ty: &Ty, place: Place) -> Format {
    match ty {
        Ty::Int(int) if int.is_unsigned() && (place != Place::Partition || random.chance(40)) => {
            Format::Width(*random.pick(&[3, 5, 10, 20, 38]))
        }
        Ty::Time(_) if random.chance(45) => Format::Time(random.word(&[
            "%Y",
            "%Y-%m",
            "%Y-%m-%d",
            "%Y%m%d%H",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%dT%H:%M:%S.%3f",
            "%Y-%jT%H",
        ])),
        Ty::Date(_) if random.chance(40) => Format::Time(random.word(&["%Y", "%Y-%m", "%Y%m%d"])),
        ty if ty.is_text_part(defs) => {
            let raw = if place == Place::LastOfSort { 2 } else { 0 };
            random.weighted(&[
                (10, Format::Plain),
                (2, Format::Lower),
                (2, Format::Upper),
                (raw, Format::Raw),
            ])
        }
        _ => Format::Plain,
    }
}
