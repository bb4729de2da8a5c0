//! Random writes with every verb: an item is in an index exactly if its attributes require it, with the keys that they give.

use std::collections::BTreeMap;

use dynamo_entity::Error;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::run::run;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::recorded::{cases, new_table, stored};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Jobs", entity = "job", version = "1"), pk = ["org"], sk = ["id"])]
#[gsi(name = "pending", index = "gsi1", pk = ["org"], sk = ["state", "due"], condition = is_pending)]
#[gsi(name = "by_owner", index = "gsi2", pk = ["owner"], sk = ["rank"], type = "clustered")]
#[gsi(name = "urgent", index = "gsi3", pk = [], sk = ["rank", "id"], condition = is_urgent)]
#[lsi(name = "by_owner_here", index = "lsi1", sk = ["owner"])]
struct Job {
    org: String,
    id: String,
    state: Option<String>,
    due: Option<String>,
    owner: Option<String>,
    #[default(7)]
    #[entity(padding(length = 2, char = "0"))]
    rank: u32,
}

#[expect(clippy::ref_option, reason = "it is given the fields as they are")]
fn is_pending(_org: &str, state: &Option<String>, _due: &Option<String>) -> bool {
    state.as_deref() == Some("Pending")
}

fn is_urgent(rank: &u32, _id: &str) -> bool {
    *rank < 5
}

#[derive(Table)]
#[table(entities(Job), electrodb)]
struct Jobs;

/// The changes of an update.
#[derive(Debug, Clone)]
struct Changes {
    pending: Option<(Option<String>, Option<String>)>,
    owner: Option<Option<String>>,
    rank: Option<u32>,
}

#[derive(Debug, Clone)]
enum Write {
    Put(Job),
    Create(Job),
    Update(String, Changes),
    Patch(String, Changes),
    /// A change of one part of the sparse index, for a loaded item.
    Edit(String, Option<String>, Changes),
    Upsert(Job),
    Delete(String),
    Batch(Job, String),
    Transact(Job, String, Changes),
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = Option<String>> + Clone {
    option::of(select(texts).prop_map(str::to_owned))
}

fn state() -> impl Strategy<Value = Option<String>> + Clone {
    one_of(&["Pending", "done"])
}

fn due() -> impl Strategy<Value = Option<String>> + Clone {
    one_of(&["2024", "2025"])
}

fn owner() -> impl Strategy<Value = Option<String>> + Clone {
    one_of(&["Ada", "bob"])
}

fn id() -> impl Strategy<Value = String> + Clone {
    select(&["A", "b", "C"][..]).prop_map(str::to_owned)
}

fn job() -> impl Strategy<Value = Job> + Clone {
    (id(), state(), due(), owner(), 0..9_u32).prop_map(|(id, state, due, owner, rank)| Job {
        org: "O".into(),
        id,
        state,
        due,
        owner,
        rank,
    })
}

fn changes() -> impl Strategy<Value = Changes> + Clone {
    (option::of((state(), due())), option::of(owner()), option::of(0..9_u32))
        .prop_map(|(pending, owner, rank)| Changes { pending, owner, rank })
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        job().prop_map(Write::Put),
        job().prop_map(Write::Create),
        (id(), changes()).prop_map(|(id, changes)| Write::Update(id, changes)),
        (id(), changes()).prop_map(|(id, changes)| Write::Patch(id, changes)),
        (id(), state(), changes()).prop_map(|(id, state, changes)| Write::Edit(id, state, changes)),
        job().prop_map(Write::Upsert),
        id().prop_map(Write::Delete),
        (job(), id()).prop_map(|(job, id)| Write::Batch(job, id)),
        (job(), id(), changes()).prop_map(|(job, id, changes)| Write::Transact(job, id, changes)),
    ]
}

impl Changes {
    fn change(&self, job: &mut Job) {
        if let Some((state, due)) = self.pending.clone() {
            (job.state, job.due) = (state, due);
        }
        if let Some(owner) = self.owner.clone() {
            job.owner = owner;
        }
        if let Some(rank) = self.rank {
            job.rank = rank;
        }
    }
}

/// Adds the changes to an update. A macro, because updates by key and updates of a loaded job have different types.
macro_rules! with {
    ($update:expr, $changes:expr) => {{
        let (f, mut update, changes) = (Job::fields(), $update, $changes.clone());
        if let Some(pending) = changes.pending {
            update = update.set(f.pending_key, pending);
        }
        if let Some(owner) = changes.owner {
            update = update.set(f.owner, owner);
        }
        if let Some(rank) = changes.rank {
            update = update.set(f.rank, rank);
        }
        update
    }};
}

fn new(id: &str) -> Job {
    Job {
        org: "O".into(),
        id: id.into(),
        state: None,
        due: None,
        owner: None,
        rank: 7,
    }
}

fn key(id: &str) -> (String, String) {
    ("O".to_owned(), id.to_owned())
}

async fn apply(table: &Table<Jobs>, jobs: &mut BTreeMap<String, Job>, write: Write) -> Result<(), Error> {
    match write {
        Write::Put(job) => {
            Job::put(job.clone()).send(table).await?;
            jobs.insert(job.id.clone(), job);
        }
        Write::Create(job) => {
            let created = Job::create(job.clone()).send(table).await;
            if jobs.contains_key(&job.id) {
                assert!(created.unwrap_err().is_already_exists());
            } else {
                created?;
                jobs.insert(job.id.clone(), job);
            }
        }
        Write::Update(id, changes) => {
            with!(Job::update(key(&id)), changes).send(table).await?;
            changes.change(jobs.entry(id.clone()).or_insert_with(|| new(&id)));
        }
        Write::Patch(id, changes) => {
            let patched = with!(Job::patch(key(&id)), changes).send(table).await;
            match jobs.get_mut(&id) {
                Some(job) => {
                    patched?;
                    changes.change(job);
                }
                None => assert!(patched.unwrap_err().is_not_found()),
            }
        }
        Write::Edit(id, state, changes) => {
            let Some(job) = jobs.get_mut(&id) else { return Ok(()) };
            let changes = Changes {
                pending: None,
                ..changes
            };
            with!(job.edit(), changes)
                .set(Job::fields().state, state.clone())
                .send(table)
                .await?;
            changes.change(job);
            job.state = state;
        }
        Write::Upsert(job) => {
            Job::upsert(job.clone()).send(table).await?;
            jobs.insert(job.id.clone(), job);
        }
        Write::Delete(id) => {
            Job::delete(key(&id)).send(table).await?;
            jobs.remove(&id);
        }
        Write::Batch(job, deleted) => {
            let batch = table.batch_write().put(job.clone());
            if deleted == job.id {
                batch.send().await?;
            } else {
                batch.delete::<Job>(key(&deleted)).send().await?;
                jobs.remove(&deleted);
            }
            jobs.insert(job.id.clone(), job);
        }
        Write::Transact(job, id, changes) => {
            let transaction = table.transact_write().add(Job::put(job.clone()));
            if id == job.id {
                transaction.send().await?;
            } else {
                let missing = !jobs.contains_key(&id);
                let sent = transaction.add(with!(Job::patch(key(&id)), changes)).send().await;
                if missing {
                    sent.unwrap_err();
                    return Ok(());
                }
                sent?;
                changes.change(jobs.get_mut(&id).unwrap());
            }
            jobs.insert(job.id.clone(), job);
        }
    }
    Ok(())
}

/// Returns the item of a job by ElectroDB's rules, except that an incomplete key is absent.
fn item(job: &Job) -> Value {
    let mut item = json!({
        "org": job.org, "id": job.id, "rank": job.rank, "pk": "$jobs#org_o", "sk": format!("$job_1#id_{}", job.id.to_lowercase()),
        "gsi2sk": format!("#rank_0{}$job_1", job.rank),
        "__edb_e__": "job", "__edb_v__": "1",
    });
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            item[name] = json!(value);
        }
    };
    set("state", job.state.clone());
    set("due", job.due.clone());
    set("owner", job.owner.clone());
    let owner = job.owner.as_ref().map(|owner| owner.to_lowercase());
    set("gsi2pk", owner.as_ref().map(|owner| format!("$jobs#owner_{owner}")));
    set("lsi1sk", owner.map(|owner| format!("$job_1#owner_{owner}")));
    let due = job.due.as_ref().filter(|_| job.state.as_deref() == Some("Pending"));
    set("gsi1pk", due.map(|_| "$jobs#org_o".to_owned()));
    set("gsi1sk", due.map(|due| format!("$job_1#state_pending#due_{due}")));
    if job.rank < 5 {
        set("gsi3pk", Some("$jobs".to_owned()));
        set(
            "gsi3sk",
            Some(format!("$job_1#rank_0{}#id_{}", job.rank, job.id.to_lowercase())),
        );
    }
    item
}

async fn check(table: &Table<Jobs>, jobs: &BTreeMap<String, Job>) {
    let mut expected: Vec<Value> = jobs.values().map(item).collect();
    expected.sort_by_key(|item| (item["pk"].to_string(), item["sk"].to_string()));
    assert_eq!(stored(table).await, expected);

    let of = |wanted: &dyn Fn(&Job) -> bool| jobs.values().filter(|job| wanted(job)).cloned().collect::<Vec<_>>();
    let sorted = |mut jobs: Vec<Job>| {
        jobs.sort_by(|a, b| a.id.cmp(&b.id));
        jobs
    };
    let pending = Job::query().pending("O").all(table).await.unwrap();
    assert_eq!(
        sorted(pending),
        of(&|job| job.state.as_deref() == Some("Pending") && job.due.is_some())
    );
    let urgent = Job::query().urgent().rank().lt(3_u32).all(table).await.unwrap();
    assert_eq!(sorted(urgent), of(&|job| job.rank < 3));
    for owner in ["ada", "bob"] {
        let is_own = |job: &Job| job.owner.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(owner));
        let owned = Job::query().by_owner(owner).rank().gte(2_u32).all(table).await.unwrap();
        assert_eq!(sorted(owned), of(&|job| is_own(job) && job.rank >= 2));
        let here = Job::query()
            .by_owner_here("O")
            .owner()
            .eq(owner)
            .all(table)
            .await
            .unwrap();
        assert_eq!(sorted(here), of(&is_own));
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn every_verb(writes in vec(write(), 1..16)) {
        run(|| async move {
            let table = new_table::<Jobs>().await;
            let mut jobs = BTreeMap::new();
            for write in writes {
                apply(&table, &mut jobs, write).await.unwrap();
                check(&table, &jobs).await;
            }
        });
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Jobs", entity = "task", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "urgent", index = "gsi1", pk = [], sk = ["rank"], condition = is_low)]
struct Task {
    id: String,
    #[default(3)]
    rank: u32,
    note: Option<String>,
}

fn is_low(rank: &u32) -> bool {
    *rank < 5
}

#[derive(Table)]
#[table(entities(Task), electrodb)]
struct Tasks;

/// An existing task may have another rank than the default, which puts a new task into the index.
#[tokio::test]
async fn a_default_that_decides() {
    let table = new_table::<Tasks>().await;
    let f = Task::fields();
    Task::update("1").set(f.note, "x").send(&table).await.unwrap();
    assert_eq!(Task::query().urgent().one(&table).await.unwrap().rank, 3);
    Task::update("1").set(f.rank, 6_u32).send(&table).await.unwrap();
    let error = Task::update("1").set(f.note, "y").send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    Task::patch("1")
        .set(Task::fields().note, "x")
        .send(&table)
        .await
        .unwrap();
    assert_eq!(Task::query().urgent().all(&table).await.unwrap(), []);
}
