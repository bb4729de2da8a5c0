//! Plans reads by key: packs the keys of several reads into requests, and puts the results back in place.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use crate::codec::redacted::Redacted;
use crate::entity::sides::KeyAttributes;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::read::keys::reading::Reading;
use crate::read::keys::wanted::{KeyOutcome, Place, ReadOptions, Wanted};
use crate::schema::table::TableSchema;
use crate::wire::target::Target;

/// DynamoDB's limit on one request. Source: "`BatchGetItem`" of the API reference.
const REQUEST_KEYS: usize = 100;

/// Reads in progress: the keys to read, and the results so far.
#[derive(Debug)]
pub struct ReadPlan {
    table: String,
    pub(crate) schema: &'static TableSchema,
    pub(super) key_names: Vec<&'static str>,
    /// The keys, grouped by read options; only keys with the same options can share a request.
    classes: Vec<Class>,
    pub(crate) groups: Vec<Group>,
}

#[derive(Debug)]
struct Class {
    how: Arc<ReadOptions>,
    wanted: Vec<Wanted>,
    /// The position of each key in `wanted`. Keys are deduped, because DynamoDB refuses a key twice in a request.
    places: HashMap<Identity, usize, HashIdentity>,
}

/// One read of a plan: its keys in order, and the result for each.
#[derive(Debug)]
pub(crate) struct Group {
    /// The entity that is read.
    pub(crate) ty: TypeId,
    /// The keys, a `Vec<PrimaryKey<E>>`.
    pub(crate) keys: Box<dyn Any + Send + Sync>,
    /// The `Decode<T>` that decodes an item as a `T`.
    pub(crate) decode: Box<dyn Any + Send + Sync>,
    pub(crate) found: Vec<KeyOutcome>,
}

/// The results of a plan, ready to be decoded.
#[derive(Debug)]
pub struct Decoding {
    pub(crate) groups: std::vec::IntoIter<Group>,
    pub(crate) key_names: Vec<&'static str>,
    pub(crate) schema: &'static TableSchema,
    /// The items that cannot be decoded.
    pub(crate) unreadable: Vec<Unreadable>,
}

impl Group {
    /// Creates a group for `rows` index rows, which needs only the results.
    pub(crate) fn of_rows(rows: usize) -> Self {
        Group {
            ty: TypeId::of::<()>(),
            keys: Box::new(()),
            decode: Box::new(()),
            found: vec![KeyOutcome::Unread; rows],
        }
    }
}

impl ReadPlan {
    pub(crate) fn of(target: &Target<'_>) -> Self {
        ReadPlan {
            table: target.name.to_owned(),
            schema: target.schema,
            key_names: target.key_names(),
            classes: Vec::new(),
            groups: Vec::new(),
        }
    }

    pub(crate) fn target(&self) -> Target<'_> {
        Target {
            name: &self.table,
            schema: self.schema,
            verify: false,
        }
    }

    pub(crate) fn into_decoding(self) -> Decoding {
        Decoding {
            groups: self.groups.into_iter(),
            key_names: self.key_names,
            schema: self.schema,
            unreadable: Vec::new(),
        }
    }

    pub(crate) fn key_names(&self) -> &[&'static str] {
        &self.key_names
    }

    /// Adds a read of these keys.
    pub(crate) fn add(&mut self, how: ReadOptions, keys: Vec<KeyAttributes>, group: Group) -> Result<()> {
        let number = self.groups.len();
        self.groups.push(group);
        let class = match self.classes.iter().position(|class| *class.how == how) {
            Some(class) => class,
            None => {
                self.classes.push(Class {
                    how: Arc::new(how),
                    wanted: Vec::new(),
                    places: HashMap::default(),
                });
                self.classes.len() - 1
            }
        };
        let Some(class) = self.classes.get_mut(class) else {
            return Ok(());
        };
        class.wanted.reserve(keys.len());
        class.places.reserve(keys.len());
        for (place, key) in keys.into_iter().enumerate() {
            let place = Place { group: number, place };
            let identity = Identity::of_key(&key).ok_or_else(|| Error::input("the key lacks a key attribute"))?;
            let at = *class.places.entry(identity.clone()).or_insert(class.wanted.len());
            match class.wanted.get_mut(at) {
                Some(wanted) => wanted.others.push(place),
                None => class.wanted.push(Wanted {
                    how: Arc::clone(&class.how),
                    key: Redacted(key),
                    identity,
                    place,
                    others: Vec::new(),
                }),
            }
        }
        Ok(())
    }

    /// Returns the number of distinct keys.
    pub(crate) fn len(&self) -> usize {
        self.classes.iter().map(|class| class.wanted.len()).sum()
    }

    /// Returns the keys of each request.
    pub(crate) fn chunks(&self) -> Vec<Vec<Wanted>> {
        split(self.classes.iter().map(|class| class.wanted.clone()))
    }

    /// Takes the keys of each request out of the plan.
    pub(crate) fn take_chunks(&mut self) -> Vec<Vec<Wanted>> {
        split(self.classes.drain(..).map(|class| class.wanted))
    }

    pub(crate) fn reading(&self) -> Reading {
        Reading::new(&self.table, &self.key_names)
    }

    /// Stores a result at every place where its key was wanted.
    pub(crate) fn put(&mut self, wanted: Wanted, found: KeyOutcome) {
        let mut put = |place: Place, found: KeyOutcome| {
            let group = self.groups.get_mut(place.group);
            if let Some(slot) = group.and_then(|group| group.found.get_mut(place.place)) {
                *slot = found;
            }
        };
        for place in wanted.others {
            put(place, found.clone());
        }
        put(wanted.place, found);
    }
}

/// Splits the keys of each class into requests.
fn split(classes: impl Iterator<Item = Vec<Wanted>>) -> Vec<Vec<Wanted>> {
    let mut chunks = Vec::new();
    for wanted in classes {
        if wanted.len() <= REQUEST_KEYS {
            chunks.extend((!wanted.is_empty()).then_some(wanted));
            continue;
        }
        let mut wanted = wanted.into_iter().peekable();
        while wanted.peek().is_some() {
            chunks.push(wanted.by_ref().take(REQUEST_KEYS).collect());
        }
    }
    chunks
}
