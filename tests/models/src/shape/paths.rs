//! The paths of an entity that updates and conditions use, with the actions that each permits.

use super::{Def, Entity, Index, Kind, Side, Ty};

/// One path.
#[derive(Debug, Clone)]
pub struct PathShape {
    /// The path in Rust, after `fields()`: `address.dot(Address::fields().city)`.
    pub rust: String,
    /// The steps of the path, from the field on.
    pub steps: Vec<Step>,
    /// The type at the end of the path.
    pub ty: Ty,
    /// The permitted actions.
    pub kind: PathKind,
    /// The uses of the path that the driver compiles.
    pub uses: Uses,
}

/// The compiled uses of a path. Each use compiles code for every path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uses {
    /// Actions of updates by key.
    pub blind: bool,
    /// Actions of updates of loaded items.
    pub loaded: bool,
    /// The operators `is_in` and `not_exists`.
    pub rare_tests: bool,
}

impl Uses {
    const ALL: Uses = Uses {
        blind: true,
        loaded: true,
        rare_tests: true,
    };
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A field of the entity.
    Field(usize),
    /// A field of a document.
    Member(usize),
    /// An entry of a map.
    Key(String),
    /// An element of a list.
    At(usize),
}

/// The actions that a path permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathKind {
    /// None: part of the primary key, read-only, or written by every write.
    Never,
    /// `set` and `remove`.
    Solo,
    /// `set` and `remove`, of a loaded entity.
    Loaded,
    /// Every action.
    Plain,
    /// Several fields together.
    Group(Vec<usize>),
}

impl Entity {
    /// Returns every path of the entity.
    #[must_use]
    pub fn paths(&self, defs: &[Def]) -> Vec<PathShape> {
        let mut paths = Vec::new();
        for (at, field) in self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.options.flatten)
        {
            let kind = self.kind(at);
            let path = PathShape {
                rust: field.ident.clone(),
                steps: vec![Step::Field(at)],
                ty: field.ty.clone(),
                kind: kind.clone(),
                uses: Uses::ALL,
            };
            // A field with an alias is changed only as a whole.
            if kind == PathKind::Plain && !field.options.ttl && !field.options.with && field.alias.is_none() {
                below(&path, defs, 2, &mut paths);
            }
            paths.push(path);
        }
        thin(&mut paths);
        for index in &self.indexes {
            for (half, sides) in index.groups() {
                if let Some(fields) = self.group(index, &sides) {
                    paths.push(PathShape {
                        rust: format!("{}_{half}", index.pattern),
                        steps: Vec::new(),
                        ty: Ty::Bool,
                        kind: PathKind::Group(fields),
                        // An update by key does not know a read-only part.
                        uses: Uses {
                            blind: !self.has_readonly(&sides),
                            ..Uses::ALL
                        },
                    });
                }
            }
        }
        for (at, path) in paths.iter_mut().enumerate() {
            let plain = path.kind == PathKind::Plain;
            path.uses = Uses {
                blind: path.uses.blind && (!plain || at % 3 != 1),
                loaded: !plain || at % 3 != 2,
                rare_tests: at % 3 == 0,
            };
        }
        paths
    }

    /// Returns the fields of these sides that can change, if there are several.
    fn group(&self, index: &Index, sides: &[&Side]) -> Option<Vec<usize>> {
        if index.kind == Kind::Primary {
            return None;
        }
        let mut fields = Vec::new();
        for part in sides.iter().flat_map(|side| side.parts()) {
            if self.is_mutable(part.field) && !fields.contains(&part.field) {
                fields.push(part.field);
            }
        }
        (fields.len() > 1).then_some(fields)
    }

    fn is_mutable(&self, at: usize) -> bool {
        let options = &self.fields[at].options;
        !self.key_fields().contains(&at) && !options.readonly && !options.version && !options.on_write
    }

    /// Whether a part of these sides is read-only and not in the primary key.
    fn has_readonly(&self, sides: &[&Side]) -> bool {
        let mut parts = sides.iter().flat_map(|side| side.parts());
        let key = self.key_fields();
        parts.any(|part| self.fields[part.field].options.readonly && !key.contains(&part.field))
    }

    fn kind(&self, at: usize) -> PathKind {
        if !self.is_mutable(at) {
            return PathKind::Never;
        }
        let secondary = self.indexes.iter().filter(|index| index.kind != Kind::Primary);
        let has_it = |side: &&Side| side.parts().iter().any(|part| part.field == at);
        let templates: Vec<(&Index, Vec<&Side>)> = secondary
            .flat_map(|index| index.groups().into_iter().map(move |(_, sides)| (index, sides)))
            .filter(|(_, sides)| sides.iter().any(has_it))
            .collect();
        if templates.is_empty() {
            return if self.fields[at].options.unique {
                PathKind::Solo
            } else {
                PathKind::Plain
            };
        }
        if templates
            .iter()
            .any(|(index, sides)| self.group(index, sides).is_some() || self.has_readonly(sides))
        {
            return PathKind::Loaded;
        }
        PathKind::Solo
    }
}

/// The maximum number of nested paths of one entity, because each takes long to compile.
const NESTED: usize = 6;

/// Keeps some of the nested paths, evenly distributed.
fn thin(paths: &mut Vec<PathShape>) {
    let nested = paths.iter().filter(|path| path.steps.len() > 1).count();
    let every = nested.div_ceil(NESTED).max(1);
    let mut at = 0;
    paths.retain(|path| {
        at += usize::from(path.steps.len() > 1);
        path.steps.len() == 1 || at % every == 0
    });
}

/// Returns the paths below a path that permits every action.
fn below(path: &PathShape, defs: &[Def], depth: usize, paths: &mut Vec<PathShape>) {
    if depth == 0 {
        return;
    }
    let mut push = |rust: String, step: Step, ty: Ty| {
        let mut steps = path.steps.clone();
        steps.push(step);
        let path = PathShape {
            rust,
            steps,
            ty,
            kind: PathKind::Plain,
            uses: Uses::ALL,
        };
        below(&path, defs, depth - 1, paths);
        paths.push(path);
    };
    let optional = |ty: &Ty| match ty {
        Ty::Option(_) => ty.clone(),
        other => Ty::Option(Box::new(other.clone())),
    };
    let inner = match &path.ty {
        Ty::Boxed(of) if matches!(**of, Ty::Named(_)) => of,
        other => other.inner(),
    };
    match inner {
        Ty::Named(def) => {
            if let Def::Struct {
                ident,
                members,
                document: true,
                ..
            } = &defs[*def]
            {
                for (at, member) in members.iter().enumerate() {
                    let rust = format!("{}.dot({ident}::fields().{})", path.rust, member.ident);
                    push(rust, Step::Member(at), member.ty.clone());
                }
            }
        }
        Ty::Map(of) => {
            for key in ["k", "a.b"] {
                push(
                    format!("{}.key({key:?})", path.rust),
                    Step::Key(key.into()),
                    optional(of),
                );
            }
        }
        Ty::List(of) => {
            for at in [0, 1] {
                push(format!("{}.at({at})", path.rust), Step::At(at), optional(of));
            }
        }
        _ => {}
    }
}
