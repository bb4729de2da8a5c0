//! Makes the keys of an entity: its primary key according to the plan of the table, and its secondary indexes.

use super::build::{IndexPlan, PartPlan, Place, Plan, format_of, part_type};
use super::fields::Words;
use super::{Def, Field, Format, Index, Int, Kind, Options, Part, Piece, Side, Ty};
use crate::random::Random;

/// Whether the field's attribute is itself a key attribute.
pub(super) fn is_own(field: &Field) -> bool {
    field.ident.starts_with("own")
}

/// An entity under construction, with its fields so far.
pub(super) struct Draft<'a> {
    pub(super) random: &'a mut Random,
    pub(super) defs: &'a [Def],
    pub(super) words: Words,
    pub(super) fields: Vec<Field>,
}

impl Draft<'_> {
    pub(super) fn field(&mut self, ty: Ty, options: Options) -> usize {
        let ident = self.words.next(self.random);
        self.named(ident, ty, options)
    }

    pub(super) fn named(&mut self, ident: String, ty: Ty, options: Options) -> usize {
        self.fields.push(Field {
            ident,
            rename: None,
            alias: None,
            ty,
            options,
        });
        self.fields.len() - 1
    }

    fn part(&mut self, place: Place) -> Piece {
        let (ty, format) = part_type(self.random, self.defs, place);
        let field = self.field(ty, Options::default());
        Piece::Part(Part { field, format })
    }

    /// Makes the primary key of the entity at position `at`.
    pub(super) fn primary(&mut self, plan: &Plan) -> Index {
        let shared = plan.has_sort_key && self.random.chance(70);
        let pk = if shared {
            self.planned(&plan.partition)
        } else {
            self.own_partition(plan)
        };
        Index {
            pattern: "primary".into(),
            name: String::new(),
            kind: Kind::Primary,
            pk,
            sk: plan.has_sort_key.then(|| self.primary_sort(plan)),
            keys_only: false,
            condition: None,
            clustered: false,
        }
    }

    fn planned(&mut self, pieces: &[PartPlan]) -> Side {
        let pieces = pieces.iter().map(|piece| match piece {
            PartPlan::Text(text) => Piece::Text((*text).into()),
            PartPlan::Part(ty, format) => Piece::Part(Part {
                field: self.field(ty.clone(), Options::default()),
                format: *format,
            }),
        });
        Side::Template(pieces.collect())
    }

    fn own_partition(&mut self, plan: &Plan) -> Side {
        let text = self
            .random
            .word(&["USER#", "USER#A#", "U", "H", "ORG#", "REPO#A#", "USER"]);
        let mut pieces = vec![Piece::Text(text.into())];
        if !plan.has_sort_key || self.random.chance(80) {
            pieces.push(self.part(Place::Partition));
        }
        Side::Template(pieces)
    }

    fn primary_sort(&mut self, plan: &Plan) -> Side {
        let (first, second) = plan.words;
        let text = |text: &str| Piece::Text(text.into());
        let pieces = match self
            .random
            .weighted(&[(3, 0), (5, 1), (5, 2), (3, 3), (2, 4), (2, 5), (1, 6)])
        {
            0 => vec![text(self.random.word(&["META", "HOTEL", "ALL", "ISSUE", "ISSUE#1"]))],
            1 => vec![text(first), self.part(Place::LastOfSort)],
            2 => vec![
                text(first),
                self.part(Place::Sort),
                text(second),
                self.part(Place::LastOfSort),
            ],
            3 => vec![self.part(Place::LastOfSort)],
            4 => vec![self.part(Place::Sort), text(second), self.part(Place::LastOfSort)],
            5 => vec![text(second), self.part(Place::LastOfSort)],
            _ => vec![text(first), self.part(Place::Sort), text(second)],
        };
        Side::Template(pieces)
    }

    /// Makes an index of the plan. Also returns the names of its key attributes that are fields.
    pub(super) fn secondary(
        &mut self,
        plan: &IndexPlan,
        pattern: &str,
        primary: &Index,
        renamed: &mut Vec<(String, String, String)>,
    ) -> Option<Index> {
        let index = |pk, sk| {
            Some(Index {
                pattern: pattern.into(),
                name: plan.name.clone(),
                kind: plan.kind,
                pk,
                sk,
                keys_only: false,
                condition: None,
                clustered: false,
            })
        };
        match plan.kind {
            Kind::Primary => None,
            Kind::Inverted => {
                let sorts = |part: &Part| match self.fields[part.field].ty {
                    Ty::Int(_) => matches!(part.format, Format::Width(_)),
                    Ty::Time(_) | Ty::Date(_) => true,
                    _ => true,
                };
                let sk = primary.sk.clone()?;
                (primary.pk.parts().iter().all(sorts)).then_some(())?;
                index(sk, Some(primary.pk.clone()))
            }
            Kind::Local => {
                let sk = self.template(Place::Sort, true);
                index(primary.pk.clone(), Some(sk))
            }
            Kind::Global if plan.exclusive => {
                let mut made = self.exclusive(plan, renamed);
                made.pattern = pattern.into();
                Some(made)
            }
            Kind::Global => {
                let pk = self.template(Place::Partition, true);
                let sk = plan
                    .has_sort_key
                    .then(|| self.template(Place::Sort, !pk.parts().is_empty()));
                index(pk, sk)
            }
        }
    }

    /// Makes an index that no other entity has, with keys of any type.
    fn exclusive(&mut self, plan: &IndexPlan, renamed: &mut Vec<(String, String, String)>) -> Index {
        let side = |draft: &mut Self, place: Place, name: &mut Option<String>| match draft.random.below(10) {
            0..=4 => {
                let count = draft.random.between(1, if place == Place::Partition { 2 } else { 3 });
                let mut fields = Vec::new();
                for _ in 0..count {
                    let field = draft.native_field();
                    if !fields.contains(&field) {
                        fields.push(field);
                    }
                }
                Side::List(fields)
            }
            5 | 6 => {
                let field = draft.native_field();
                let format = match draft.fields[field].ty.inner() {
                    Ty::Int(_) | Ty::Float | Ty::Decimal => Format::Number,
                    Ty::Bytes => Format::Binary,
                    _ => Format::Plain,
                };
                Side::Template(vec![Piece::Part(Part { field, format })])
            }
            7 => {
                let field = draft.own_attribute();
                *name = Some(draft.fields[field].ident.clone());
                let format = Format::Plain;
                Side::Template(vec![Piece::Part(Part { field, format })])
            }
            _ => draft.template(place, true),
        };
        let (mut pk_name, mut sk_name) = (None, None);
        let pk = side(self, Place::Partition, &mut pk_name);
        let sk = plan.has_sort_key.then(|| side(self, Place::LastOfSort, &mut sk_name));
        // An attribute cannot be on both sides.
        let sk = match (&pk, sk) {
            (Side::List(pk), Some(Side::List(mut fields))) => {
                fields.retain(|field| !pk.contains(field));
                if fields.is_empty() {
                    fields.push(self.field(Ty::Text, Options::default()));
                }
                Some(Side::List(fields))
            }
            (_, sk) => sk,
        };
        if pk_name.is_some() && pk_name == sk_name {
            sk_name = None;
        }
        if pk_name.is_some() || sk_name.is_some() {
            // Names that neither `rename` nor a case rule changes.
            let name = |name: Option<String>, half: &str| name.unwrap_or_else(|| format!("{}{half}", plan.name));
            renamed.push((plan.name.clone(), name(pk_name, "pk"), name(sk_name, "sk")));
        }
        Index {
            pattern: String::new(),
            name: plan.name.clone(),
            kind: Kind::Global,
            pk,
            sk,
            keys_only: self.random.chance(10),
            condition: None,
            clustered: false,
        }
    }

    /// Makes a field whose attribute is itself a key attribute.
    fn own_attribute(&mut self) -> usize {
        let ident = format!("own_{}", self.fields.len());
        let ty = if self.random.chance(30) {
            Ty::Option(Box::new(Ty::Text))
        } else {
            Ty::Text
        };
        self.named(ident.replace("own_", "own"), ty, Options::default())
    }

    fn native_field(&mut self) -> usize {
        let fits = |(_, field): &(usize, &Field)| field.ty.inner().is_native(self.defs) && !is_own(field);
        let fitting: Vec<usize> = self.fields.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        if !fitting.is_empty() && self.random.chance(50) {
            return *self.random.pick(&fitting);
        }
        let ty = match self.random.below(8) {
            0 | 1 => Ty::Int(*self.random.pick(&Int::ALL)),
            2 => Ty::Bytes,
            3 => [Ty::Float, Ty::Decimal][self.random.below(2)].clone(),
            4 => Ty::Named(1),
            5 => Ty::Uuid,
            _ => Ty::Text,
        };
        let ty = self.perhaps_optional(ty);
        self.field(ty, Options::default())
    }

    fn perhaps_optional(&mut self, ty: Ty) -> Ty {
        if self.random.chance(40) {
            Ty::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// Makes a template of zero to two parts, from existing and new fields.
    fn template(&mut self, place: Place, may_be_constant: bool) -> Side {
        let count = self
            .random
            .weighted(&[(if may_be_constant { 2 } else { 0 }, 0), (6, 1), (4, 2)]);
        let mut pieces = Vec::new();
        if count == 0 || self.random.chance(60) {
            pieces.push(Piece::Text(
                (*self.random.pick(&["TEAM#", "S#", "E", "A#", "ISSUE#"])).into(),
            ));
        }
        let mut used = Vec::new();
        for at in 0..count {
            if at > 0 {
                pieces.push(Piece::Text((*self.random.pick(&["#", "#B#", "-"])).into()));
            }
            let place = if place == Place::Sort && at + 1 == count {
                Place::LastOfSort
            } else {
                place
            };
            let part = self.index_part(place, &used);
            used.push(part.field);
            pieces.push(Piece::Part(part));
        }
        Side::Template(pieces)
    }

    fn index_part(&mut self, place: Place, used: &[usize]) -> Part {
        let defs = self.defs;
        let fits = |(at, field): &(usize, &Field)| {
            let inner = field.ty.inner();
            let sorts = match inner {
                Ty::Int(int) => place == Place::Partition || int.is_unsigned(),
                _ => true,
            };
            inner.is_part(defs) && sorts && !used.contains(at) && !field.options.version && !field.options.on_write
        };
        let fitting: Vec<usize> = self.fields.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        if !fitting.is_empty() && self.random.chance(55) {
            let field = *self.random.pick(&fitting);
            let ty = self.fields[field].ty.inner().clone();
            let format = format_of(self.random, defs, &ty, place);
            return Part { field, format };
        }
        let (ty, format) = part_type(self.random, defs, place);
        let ty = self.perhaps_optional(ty);
        Part {
            field: self.field(ty, Options::default()),
            format,
        }
    }
}
