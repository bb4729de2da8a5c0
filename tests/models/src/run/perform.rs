//! One run: a new engine and a new oracle, to which each step is applied.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use dynamo_entity::local::Engine;
use tokio::runtime::Runtime;

use super::dump::{Dump, add_unknown, dump, is_marker};
use super::{Failure, Tamed};
use crate::Benches;
use crate::drive::{Drive, Past, Refusal, Why};
use crate::functions::set_step;
use crate::oracle::{Expected, Identity, Item, Oracle, Outcome};
use crate::program::{Step, Verb, Whole, Write};
use crate::render::old_entity;
use crate::shape::{Model, Ty};
use crate::value::Value;

/// A program that is running.
pub(super) struct Run<'a> {
    pub(super) model: &'a Model,
    pub(super) oracle: Oracle<'a>,
    pub(super) bench: Box<dyn Drive>,
    pub(super) old: Option<Box<dyn Past>>,
    runtime: Runtime,
    client: Client,
    /// The stored items after the last step.
    pub(super) dump: Dump,
    /// The stored key of each item.
    pub(super) places: BTreeMap<Identity, String>,
}

/// Returns the kind of a write, for the names of failures.
fn verb_name(write: &Write) -> &'static str {
    match &write.verb {
        Verb::Whole { how: Whole::Put, .. } => "put",
        Verb::Whole { how: Whole::Create, .. } => "create",
        Verb::Whole { how: Whole::Upsert, .. } => "upsert",
        Verb::Blind { creates: true, .. } => "update",
        Verb::Blind { once: true, .. } => "patch once",
        Verb::Blind { .. } => "patch",
        Verb::Apply { .. } => "apply",
        Verb::Edit { .. } => "edit",
        Verb::Reindex { .. } => "reindex",
        Verb::Delete { removes: true, .. } => "remove",
        Verb::Delete { .. } => "delete",
        Verb::Check { .. } => "check",
    }
}

/// Returns a message without its values, which differ between runs.
pub(super) fn shape_of(message: &str) -> String {
    let mut shape = String::new();
    let mut quoted = false;
    for letter in message.chars() {
        match letter {
            '`' | '"' => {
                quoted = !quoted;
                if !quoted {
                    shape.push('…');
                }
            }
            _ if quoted => {}
            letter if letter.is_ascii_digit() => {}
            letter => shape.push(letter),
        }
        if shape.len() > 110 {
            break;
        }
    }
    match shape.split_once(": ") {
        Some((before, after)) if before.contains(" at ") => after.to_owned(),
        _ => shape,
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(model: &'a Model, benches: Benches) -> Result<Self, Failure> {
        let broken = |text: String| Failure::new("no table", text);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| broken(error.to_string()))?;
        let client = Engine::memory().map_err(|error| broken(error.to_string()))?.client();
        let (bench, old) = benches(&client);
        runtime
            .block_on(bench.create())
            .map_err(|refusal| broken(refusal.message))?;
        Ok(Run {
            model,
            oracle: Oracle::new(model),
            bench,
            old,
            runtime,
            client,
            dump: Dump::new(),
            places: BTreeMap::new(),
        })
    }

    pub(super) fn wait<T>(&self, answer: crate::drive::Answer<T>) -> Result<T, Refusal> {
        self.runtime.block_on(answer)
    }

    /// Performs one step and checks its outcome.
    pub(super) fn step(&mut self, (step, tame): &Tamed) -> Result<(), Failure> {
        self.oracle.step += 1;
        set_step(self.oracle.step);
        match step {
            Step::Write(write) => self.write(write, *tame),
            Step::Batch(writes) => self.several(writes, *tame, true),
            Step::Transact(writes) => self.several(writes, *tame, false),
            Step::PutOld(fields) => self.put_old(fields, *tame),
            Step::Unknown { entity, key } => self.add_unknown(&self.oracle.identity_of_key(*entity, key)),
            read => self.read(read, *tame),
        }
    }

    fn loaded(&self, write: &Write) -> Option<Value> {
        let wants = matches!(
            write.verb,
            Verb::Edit { .. } | Verb::Reindex { .. } | Verb::Delete { loaded: true, .. }
        );
        let item = self
            .oracle
            .items
            .get(&self.oracle.identity_of(write))
            .filter(|_| wants)?;
        Some(self.oracle.read(write.entity, item))
    }

    fn write(&mut self, write: &Write, tame: bool) -> Result<(), Failure> {
        // An item that is older than an index may have parts that cannot be in the index key.
        let older = self.item(&self.oracle.identity_of(write));
        let tame = tame && older.is_none_or(|item| item.dormant.is_empty());
        let expected = self.oracle.expect(write);
        if expected.outcome == Outcome::Nothing || matches!(write.verb, Verb::Check { .. }) {
            return Ok(());
        }
        let loaded = self.loaded(write);
        let answer = self.wait(self.bench.write(write, loaded.as_ref()));
        let name = verb_name(write);
        let guarded = self.oracle.is_guarded(write);
        if guarded && matches!(&answer, Err(refusal) if refusal.why == Why::Condition) {
            // The condition on kept values fails.
            return self.settle(name, &[]);
        }
        let happened = judge(name, &expected.outcome, answer.as_ref().map(|_| ()), tame)?;
        if let (true, Ok(Some(given)), Outcome::Done(Some(item))) = (happened, &answer, &expected.outcome) {
            let should = self.oracle.read(write.entity, item);
            if *given != should {
                return Err(Failure::new(
                    format!("{name}: gives back another item"),
                    format!("gave {given:?}\n      not {should:?}"),
                ));
            }
        }
        let identities = if happened {
            vec![expected.identity.clone()]
        } else {
            Vec::new()
        };
        if happened {
            self.oracle.apply(expected);
            self.respell(write)?;
        }
        self.settle(name, &identities)
    }

    /// An update in another spelling of the key may keep the attribute, or change it together with all keys made of it.
    fn respell(&mut self, write: &Write) -> Result<(), Failure> {
        let Some(other) = self.oracle.respelled(write) else {
            return Ok(());
        };
        let found = self.wait(self.bench.get(write.entity, &other.key));
        let found = found.map_err(|refusal| Failure::new("get in another spelling", refusal.message))?;
        if found == Some(self.oracle.read(write.entity, &other)) {
            self.oracle.items.insert(self.oracle.identity_of(write), other);
        }
        Ok(())
    }

    /// Performs a batch or a transaction, of which everything or nothing is applied.
    fn several(&mut self, writes: &[Write], tame: bool, batch: bool) -> Result<(), Failure> {
        let name = if batch { "batch" } else { "transaction" };
        let mut after = self.oracle.clone();
        let mut outcome = Outcome::Done(None);
        let mut given = Vec::new();
        let mut expectations: Vec<Expected> = Vec::new();
        for write in writes {
            let expected = self.oracle.expect_alone(write);
            match &expected.outcome {
                Outcome::Nothing => continue,
                Outcome::Fails(why) => outcome = Outcome::Fails(why.clone()),
                Outcome::Done(_) => after.apply(expected.clone()),
            }
            given.push((write, self.loaded(write)));
            expectations.push(expected);
        }
        if given.is_empty() {
            return Ok(());
        }
        if outcome == Outcome::Done(None) && after.has_duplicates() {
            outcome = Outcome::Fails(vec![Why::Unique]);
        }
        if let Outcome::Fails(_) = outcome {
            // The engine chooses which of several reasons is reported.
            outcome = Outcome::Fails(Why::ALL.to_vec());
        }
        let answer = if batch {
            self.wait(self.bench.batch(writes))
        } else {
            self.wait(self.bench.transact(&given))
        };
        let guarded = given.iter().any(|(write, _)| self.oracle.is_guarded(write));
        if guarded && matches!(&answer, Err(refusal) if refusal.why == Why::Condition) {
            return self.settle(name, &[]);
        }
        let happened = judge(name, &outcome, answer.as_ref().copied(), tame)?;
        let mut identities: Vec<Identity> = Vec::new();
        if happened {
            identities = expectations.iter().map(|expected| expected.identity.clone()).collect();
            self.oracle = after;
            for write in writes {
                self.respell(write)?;
            }
        }
        self.settle(name, &identities)
    }

    fn put_old(&mut self, fields: &[Value], tame: bool) -> Result<(), Failure> {
        let (Some(old), Some(_), Some(older)) = (&self.old, old_entity(self.model), &self.model.entities[0].older)
        else {
            return Ok(());
        };
        let write = Write {
            entity: 0,
            verb: Verb::Whole {
                how: Whole::Put,
                fields: fields.to_vec(),
                unset: [].into(),
            },
            condition: None,
        };
        let mut expected = self.oracle.expect(&write);
        // An earlier release cannot write a variant that it does not have.
        let newest = |def: usize| {
            let mut all = self.model.entities[0].fields.iter().zip(fields);
            all.any(|(field, value)| field.ty.has_newest(value, def, &self.model.defs))
        };
        if older.without_variant.is_some_and(newest) {
            return Ok(());
        }
        let mut fewer = fields.to_vec();
        if let Some(gone) = older.without_field {
            fewer.remove(gone);
        }
        if let Outcome::Done(Some(item)) = &mut expected.outcome {
            if let Some(gone) = older.without_field {
                let field = &self.model.entities[0].fields[gone];
                item.fields[gone] = field.options.serde_default.clone().unwrap_or(match field.ty {
                    crate::shape::Ty::Set(_) => Value::Set([].into()),
                    _ => Value::Absent,
                });
                item.missing.insert(gone);
            }
            if let Some(index) = older.without_index {
                item.dormant.extend([(index, false), (index, true)]);
            }
        }
        let answer = self.wait(old.put(&fewer));
        // A release that does not know an index does not know which keys the index allows.
        if let Err(Refusal { why: Why::Service, .. }) = &answer
            && !tame
        {
            return self.settle("old put", &[]);
        }
        let happened = judge("old put", &expected.outcome, answer.as_ref().copied(), tame)?;
        let identities = if happened {
            vec![expected.identity.clone()]
        } else {
            Vec::new()
        };
        if happened {
            self.oracle.apply(expected);
        }
        self.settle("old put", &identities)
    }

    /// Adds an attribute that no entity has to an item, as another program would.
    fn add_unknown(&mut self, identity: &Identity) -> Result<(), Failure> {
        // A flattened map takes all attributes, but only of some types.
        let takes_all = |field: &crate::shape::Field| field.options.flatten && matches!(field.ty, Ty::Map(_));
        let fields = &self.model.entities[identity.0].fields;
        let place = self.places.get(identity).and_then(|place| self.dump.get(place));
        let (Some(item), false) = (place, fields.iter().any(takes_all)) else {
            return Ok(());
        };
        let (client, item) = (self.client.clone(), add_unknown(item));
        let put = client.put_item().table_name(crate::drive::TABLE).set_item(Some(item));
        let sent = self.runtime.block_on(put.send());
        sent.map_err(|error| Failure::new("unknown attribute", format!("{error:?}")))?;
        self.settle("unknown attribute", std::slice::from_ref(identity))
    }

    /// Compares the table with its earlier state: only these items may have changed, and they must be read as expected.
    fn settle(&mut self, name: &str, identities: &[Identity]) -> Result<(), Failure> {
        let now = self
            .runtime
            .block_on(dump(&self.client, self.model))
            .map_err(|text| Failure::new("dump", text))?;
        let before = std::mem::replace(&mut self.dump, now);
        let keys = before
            .keys()
            .chain(self.dump.keys().filter(|key| !before.contains_key(*key)));
        let changed: Vec<&String> = keys.filter(|key| before.get(*key) != self.dump.get(*key)).collect();
        let marker = |key: &&&String| {
            let item = before.get(**key).or_else(|| self.dump.get(**key));
            item.is_some_and(|item| is_marker(item, self.model))
        };
        if identities.is_empty() && !changed.is_empty() {
            return Err(Failure::new(
                format!("{name}: failed, and changed something"),
                format!("{changed:?}"),
            ));
        }
        let items: Vec<&String> = changed.iter().filter(|key| !marker(key)).copied().collect();
        if let ([key], [identity]) = (items.as_slice(), identities) {
            self.places.insert(identity.clone(), (*key).clone());
        }
        if items.len() > identities.len() {
            return Err(Failure::new(
                format!("{name}: changed another item too"),
                format!("{changed:?}"),
            ));
        }
        let stored = self.dump.values().filter(|item| !is_marker(item, self.model)).count();
        if stored != self.oracle.items.len() {
            let details = format!(
                "{stored} stored, {} expected; changed {changed:?}",
                self.oracle.items.len()
            );
            return Err(Failure::new(
                format!("{name}: another number of items is stored"),
                details,
            ));
        }
        for identity in identities {
            self.check_item(name, identity)?;
        }
        Ok(())
    }

    pub(super) fn item(&self, identity: &Identity) -> Option<&Item> {
        self.oracle.items.get(identity)
    }
}

/// Returns whether a write was applied, or an error if the outcome is not the expected one.
fn judge(name: &str, outcome: &Outcome, answer: Result<(), &Refusal>, tame: bool) -> Result<bool, Failure> {
    match (outcome, answer) {
        (Outcome::Done(_), Ok(())) => Ok(true),
        (Outcome::Fails(why), Ok(())) => Err(Failure::new(format!("{name}: done, and should fail: {why:?}"), "")),
        (_, Err(refusal)) if refusal.why == Why::Service || refusal.why == Why::Other => Err(Failure::new(
            format!("{name}: {:?} error: {}", refusal.why, shape_of(&refusal.message)),
            refusal.message.clone(),
        )),
        // A request with an unusual value may be refused, but a step with only ordinary values must not be.
        (Outcome::Fails(_), Err(refusal)) if matches!(refusal.why, Why::Invalid | Why::Validation) => Ok(false),
        (Outcome::Done(_), Err(refusal)) if refusal.why == Why::Invalid && !tame => Ok(false),
        (Outcome::Fails(why), Err(refusal)) if why.contains(&refusal.why) => Ok(false),
        (_, Err(refusal)) => Err(Failure::new(
            format!(
                "{name}: refused without a reason ({:?}): {}",
                refusal.why,
                shape_of(&refusal.message)
            ),
            format!("{}; expected {outcome:?}", refusal.message),
        )),
        (Outcome::Nothing, Ok(())) => Ok(false),
    }
}
