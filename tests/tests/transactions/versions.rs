//! Versions in random transactions: a stale copy changes nothing in any operation, and the version counts the writes.

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use dynamo_entity::{Cancellation, TransactWrite};
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use proptest::collection::btree_map;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PAGE#<id>", sk = "PAGE")]
#[gsi(name = "by_topic", index = "gsi1", pk = "TOPIC#<topic>", sk = "<state>#<id>")]
struct Page {
    id: String,
    #[default("misc".to_owned())]
    topic: String,
    #[default("draft".to_owned())]
    state: String,
    #[default]
    text: Vec<u32>,
    #[entity(version)]
    #[serde(default)]
    revision: u32,
}

#[derive(Table)]
#[table(entities(Page))]
struct Library;

const IDS: [&str; 3] = ["a", "b", "c"];

/// An operation on a page. Operations that need a copy use any copy that was read so far.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Put,
    Create,
    Edit,
    Patch,
    Update,
    Upsert,
    Remove,
    Delete,
    DeleteByKey,
    Check,
}

/// Mostly operations with a copy that may be out of date.
fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        2 => select(&[Kind::Put, Kind::Edit, Kind::Edit, Kind::Remove, Kind::Delete][..]),
        1 => select(&[Kind::Create, Kind::Patch, Kind::Update, Kind::Upsert, Kind::DeleteByKey, Kind::Check][..]),
    ]
}

#[derive(Debug, PartialEq)]
enum Refusal {
    AlreadyExists(Option<Page>),
    NotFound,
    VersionConflict(Option<Page>),
    ConditionFailed(Option<Page>),
}

fn refusal(cancellation: &Cancellation) -> Option<Refusal> {
    let existing = || cancellation.existing::<Page>().unwrap();
    if cancellation.is_already_exists() {
        return Some(Refusal::AlreadyExists(existing()));
    }
    if cancellation.is_not_found() {
        return Some(Refusal::NotFound);
    }
    if cancellation.is_version_conflict() {
        return Some(Refusal::VersionConflict(existing()));
    }
    if cancellation.is_condition_failed() {
        return Some(Refusal::ConditionFailed(existing()));
    }
    assert!(cancellation.is_ok(), "{cancellation}");
    None
}

/// An operation on a page. `copy` is the copy of its writer, and `number` is appended to the text.
struct Operation {
    kind: Kind,
    copy: Page,
    number: u32,
}

impl Operation {
    /// Returns the copy with more text, as it is passed to `put`.
    fn longer(&self) -> Page {
        let mut page = self.copy.clone();
        page.text.push(self.number);
        page
    }

    fn fresh(&self) -> Page {
        Page::builder()
            .id(self.copy.id.as_str())
            .text(vec![self.number])
            .build()
    }

    fn add_to(&self, transaction: TransactWrite<Library>) -> TransactWrite<Library> {
        let (f, id) = (Page::fields(), self.copy.id.as_str());
        match self.kind {
            Kind::Put => transaction.add(Page::put(self.longer())),
            Kind::Create => transaction.add(Page::create(self.fresh())),
            // One part of an index key is set; the other is taken from the copy.
            Kind::Edit => transaction.add(self.copy.edit().set(f.state, "final").append(f.text, [self.number])),
            Kind::Patch => transaction.add(Page::patch(id).append(f.text, [self.number])),
            Kind::Update => transaction.add(Page::update(id).append(f.text, [self.number])),
            Kind::Upsert => transaction.add(Page::upsert(self.longer())),
            Kind::Remove => transaction.add(Page::remove(&self.copy)),
            Kind::Delete => transaction.add(Page::delete(&self.copy)),
            Kind::DeleteByKey => transaction.add(Page::delete(id)),
            Kind::Check => transaction.add(Page::check(id).condition(f.revision.eq(self.copy.revision))),
        }
    }

    /// Returns the page after the operation.
    fn apply(&self, found: Option<&Page>) -> Result<Option<Page>, Refusal> {
        let in_version = |version: u32| match found {
            Some(found) if found.revision == version => Ok(found.clone()),
            _ => Err(Refusal::VersionConflict(found.cloned())),
        };
        let revision = found.map_or(0, |found| found.revision) + 1;
        let appended = |page: &Page| {
            let mut page = Page {
                revision,
                ..page.clone()
            };
            page.text.push(self.number);
            page
        };
        match self.kind {
            // A page that was never stored must be absent.
            Kind::Put if self.copy.revision == 0 => match found {
                Some(_) => Err(Refusal::VersionConflict(found.cloned())),
                None => Ok(Some(Page {
                    revision,
                    ..self.longer()
                })),
            },
            Kind::Put => in_version(self.copy.revision).map(|_| {
                Some(Page {
                    revision,
                    ..self.longer()
                })
            }),
            Kind::Create => match found {
                Some(_) => Err(Refusal::AlreadyExists(found.cloned())),
                None => Ok(Some(Page {
                    revision,
                    ..self.fresh()
                })),
            },
            Kind::Edit | Kind::Remove if found.is_none() => Err(Refusal::NotFound),
            Kind::Edit => in_version(self.copy.revision).map(|found| {
                let state = "final".to_owned();
                Some(Page {
                    state,
                    ..appended(&found)
                })
            }),
            Kind::Patch => found.map(|found| Some(appended(found))).ok_or(Refusal::NotFound),
            Kind::Update => Ok(Some(appended(found.unwrap_or(&Page {
                text: Vec::new(),
                ..self.fresh()
            })))),
            Kind::Upsert => Ok(Some(Page {
                revision,
                ..self.longer()
            })),
            Kind::Remove | Kind::Delete => in_version(self.copy.revision).map(|_| None),
            Kind::DeleteByKey => Ok(None),
            Kind::Check => match found {
                Some(page) if page.revision == self.copy.revision => Ok(found.cloned()),
                _ => Err(Refusal::ConditionFailed(found.cloned())),
            },
        }
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 200,
        ..cases(if endpoint().is_some() { 8 } else { 64 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_stale_copy_changes_nothing(
        transactions in vec(btree_map(0..IDS.len(), (kind(), any::<Index>()), 1..=IDS.len()), 1..14),
    ) {
        run(move || async move {
            let table = Table::<Library>::new(client().await, unique_table_name("versions"));
            table.create().send().await.unwrap();
            let mut stored: BTreeMap<String, Page> = BTreeMap::new();
            // Every copy that was read so far, and a copy of a page that was never stored.
            let mut copies = IDS.map(|id| vec![Page::builder().id(id).build()]);
            let mut number = 0;
            for transaction in transactions {
                let mut operation = |(page, (kind, index)): (usize, (Kind, Index))| {
                    number += 1;
                    // A loaded item has a version.
                    let loaded = matches!(kind, Kind::Edit | Kind::Remove | Kind::Delete) && copies[page].len() > 1;
                    let copy = if loaded {
                        index.get(&copies[page][1..])
                    } else {
                        index.get(&copies[page])
                    };
                    // Without a version, the operation is by key.
                    let kind = match kind {
                        Kind::Edit | Kind::Remove | Kind::Delete if !loaded => Kind::Patch,
                        kind => kind,
                    };
                    Operation { kind, copy: copy.clone(), number }
                };
                let operations: Vec<Operation> = transaction.into_iter().map(&mut operation).collect();
                let sent = operations.iter().fold(table.transact_write(), |all, operation| operation.add_to(all));
                let sent = sent.send().await;

                let outcomes = operations.iter().map(|operation| operation.apply(stored.get(&operation.copy.id)));
                let outcomes: Vec<_> = outcomes.collect();
                if outcomes.iter().all(Result::is_ok) {
                    sent.unwrap();
                    for (operation, outcome) in operations.iter().zip(outcomes) {
                        let id = operation.copy.id.clone();
                        match outcome {
                            Ok(Some(page)) => drop(stored.insert(id, page)),
                            _ => drop(stored.remove(&id)),
                        }
                    }
                } else {
                    let error = sent.unwrap_err();
                    let found: Vec<_> = error.cancellations().unwrap().iter().map(refusal).collect();
                    let expected: Vec<_> = outcomes.into_iter().map(Result::err).collect();
                    assert_eq!(found, expected);
                }

                let found = table.transact_get(IDS.map(Page::get).to_vec()).send().await.unwrap();
                for (copies, page) in copies.iter_mut().zip(&found) {
                    copies.extend(page.clone().filter(|page| !copies.contains(page)));
                }
                assert!(found.into_iter().eq(IDS.iter().map(|id| stored.get(*id).cloned())));
                let mut wanted: Vec<&Page> = stored.values().collect();
                wanted.sort_by_key(|page| (&page.state, &page.id));
                let indexed = Page::query().by_topic("misc").all(&table).await.unwrap();
                assert!(indexed.iter().eq(wanted));
            }
        });
    }
}
