//! A write whose response was lost and that the SDK's client retried is not reported as a conflict.

use dynamo_entity::ErrorKind;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::faults::{Fault, Faults};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "JOB#<id>", sk = "JOB")]
#[gsi(name = "by_state", index = "gsi1", pk = "STATE#<state>", sk = "<id>")]
struct Job {
    id: String,
    state: String,
    owner: Option<String>,
    #[default(0.5)]
    weight: f64,
    #[default(0)]
    tries: u32,
    #[entity(version)]
    version: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LOCK#<name>", sk = "LOCK")]
struct Lock {
    name: String,
    owner: String,
}

#[derive(Table)]
#[table(entities(Job, Lock))]
struct App;

/// A table whose requests meet `faults`, and a handle to the same table without faults.
async fn tables(faults: Vec<Fault>) -> (Table<App>, Table<App>) {
    let engine = Engine::memory().unwrap();
    let calm = Table::<App>::new(engine.client(), "lost");
    calm.create().send().await.unwrap();
    let faults = Faults::new(faults);
    (faults.table(&engine, "lost"), calm)
}

/// Another write that happens between an attempt whose response is lost and its retry.
fn meanwhile(
    engine: &Engine,
    act: impl Fn(Table<App>) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> + Send + 'static,
) -> Table<App> {
    let calm = Table::<App>::new(engine.client(), "lost");
    let faults = Faults::by(move |request| match request.number {
        0 => Fault::AnswerLost,
        1 => {
            let done = act(calm.clone());
            std::thread::scope(|scope| {
                let thread = scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    runtime.block_on(done);
                });
                thread.join().unwrap();
            });
            Fault::None
        }
        _ => Fault::None,
    });
    faults.table(engine, "lost")
}

fn job(id: &str) -> Job {
    Job::builder().id(id).state("open").build()
}

fn lock(owner: &str) -> Lock {
    Lock {
        name: "l".into(),
        owner: owner.into(),
    }
}

#[tokio::test(start_paused = true)]
async fn case_19_a_create_that_was_done_succeeds() {
    for ways in [
        vec![Fault::AnswerLost],
        vec![Fault::AnswerLost, Fault::AnswerLost],
        vec![Fault::throttle(), Fault::AnswerLost],
        vec![Fault::AnswerCut],
        vec![Fault::AnswerCut, Fault::AnswerLost],
    ] {
        let (table, calm) = tables(ways).await;
        let created = Job::create(job("a")).send(&table).await.unwrap();
        assert_eq!(created.version, 1);
        assert_eq!(Job::get("a").send(&calm).await.unwrap().unwrap(), created);
    }
    let (table, _) = tables(vec![Fault::AnswerLost]).await;
    assert_eq!(Job::create(job("a")).return_old().send(&table).await.unwrap(), None);
    for fault in [Fault::AnswerLost, Fault::AnswerCut] {
        let (table, _) = tables(vec![fault]).await;
        let table = table.through_attribute_values();
        Job::create(job("a")).send(&table).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn case_19_a_create_that_another_item_refuses_is_refused() {
    let (table, calm) = tables(vec![Fault::Reset]).await;
    Lock::create(lock("other")).send(&calm).await.unwrap();
    let error = Lock::create(lock("me")).send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert_eq!(error.existing::<Lock>().unwrap().unwrap().owner, "other");

    // The same item, but no response was lost: another program created it.
    let (table, calm) = tables(vec![Fault::throttle()]).await;
    Lock::create(lock("me")).send(&calm).await.unwrap();
    assert!(
        Lock::create(lock("me"))
            .send(&table)
            .await
            .unwrap_err()
            .is_already_exists()
    );
}

#[tokio::test(start_paused = true)]
async fn case_19_a_put_of_a_version_that_was_done_succeeds() {
    let (table, calm) = tables(vec![Fault::None, Fault::AnswerLost]).await;
    let mut loaded = Job::create(job("a")).send(&table).await.unwrap();
    loaded.state = "taken".into();
    let put = Job::put(loaded.clone()).send(&table).await.unwrap();
    assert_eq!((put.version, put.state.as_str()), (2, "taken"));
    assert_eq!(Job::get("a").send(&calm).await.unwrap().unwrap(), put);

    // The replaced item is no longer known.
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    let error = Job::put(loaded).return_old().send(&table).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn case_19_an_edit_of_a_version_that_was_done_succeeds() {
    let f = Job::fields();
    for through in [false, true] {
        let (table, calm) = tables(vec![Fault::AnswerLost]).await;
        let table = if through {
            table.through_attribute_values()
        } else {
            table
        };
        let loaded = Job::create(job("a")).send(&calm).await.unwrap();
        loaded
            .edit()
            .set(f.state, "taken")
            .set(f.weight, 1.5)
            .remove(f.owner)
            .send(&table)
            .await
            .unwrap();
        let stored = Job::get("a").send(&calm).await.unwrap().unwrap();
        assert_eq!((stored.version, stored.state.as_str()), (2, "taken"));
    }
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    let edited = loaded
        .edit()
        .set(f.state, "taken")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(edited, Job::get("a").send(&calm).await.unwrap().unwrap());

    // The current number does not show whether this write added to it.
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    let error = loaded.edit().add(f.tries, 1).send(&table).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn case_19_a_reindex_of_a_version_that_was_done_succeeds() {
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    let new = loaded.reindex().return_new().send(&table).await.unwrap();
    assert_eq!(new, Job::get("a").send(&calm).await.unwrap().unwrap());
}

#[tokio::test(start_paused = true)]
async fn case_19_a_write_in_between_is_a_conflict() {
    let f = Job::fields();
    let engine = Engine::memory().unwrap();
    let calm = Table::<App>::new(engine.client(), "lost");
    calm.create().send().await.unwrap();
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    let advance = |table: Table<App>| -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            Job::patch("a")
                .set(Job::fields().owner, "other")
                .send(&table)
                .await
                .unwrap();
        })
    };
    let edit = loaded
        .edit()
        .set(f.state, "taken")
        .send(&meanwhile(&engine, advance))
        .await;
    assert!(edit.unwrap_err().is_version_conflict());
    let loaded = Job::get("a").send(&calm).await.unwrap().unwrap();
    let put = Job::put(loaded).send(&meanwhile(&engine, advance)).await;
    assert!(put.unwrap_err().is_version_conflict());

    let replace = |table: Table<App>| -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            Lock::put(lock("other")).send(&table).await.unwrap();
        })
    };
    let create = Lock::create(lock("me")).send(&meanwhile(&engine, replace)).await;
    assert!(create.unwrap_err().is_already_exists());
    assert_eq!(Lock::get("l").send(&calm).await.unwrap().unwrap().owner, "other");
}

#[tokio::test(start_paused = true)]
async fn case_19_a_removal_with_a_lost_response_is_not_reported_as_not_found() {
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    Lock::create(lock("me")).send(&calm).await.unwrap();
    let error = Lock::remove("l").send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown() && !error.is_not_found(), "{error}");
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert!(Lock::get("l").send(&calm).await.unwrap().is_none());

    // No response was lost, so the item did not exist.
    let (table, _) = tables(vec![Fault::throttle()]).await;
    assert!(Lock::remove("l").send(&table).await.unwrap_err().is_not_found());

    // A deletion without a condition succeeds.
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    Lock::create(lock("me")).send(&calm).await.unwrap();
    Lock::delete("l").send(&table).await.unwrap();

    // A deletion of a version does not.
    let (table, calm) = tables(vec![Fault::AnswerLost]).await;
    let loaded = Job::create(job("a")).send(&calm).await.unwrap();
    assert!(
        Job::delete(&loaded)
            .send(&table)
            .await
            .unwrap_err()
            .is_outcome_unknown()
    );
}

#[tokio::test(start_paused = true)]
async fn every_verb_is_done_once() {
    let f = Job::fields();
    let lost = || vec![Fault::AnswerLost];
    macro_rules! once {
        ($id:literal, $loaded:ident, $operation:expr) => {{
            let (table, calm) = tables(lost()).await;
            let $loaded = Job::create(job($id)).send(&calm).await.unwrap();
            $operation.once().send(&table).await.unwrap();
            Job::get($id).send(&calm).await.unwrap()
        }};
    }
    let version = |job: Option<Job>| job.unwrap().version;
    assert_eq!(version(once!("a", loaded, Job::put(loaded))), 2);
    assert_eq!(version(once!("a", _loaded, Job::create(job("b")))), 1);
    assert_eq!(version(once!("a", _loaded, Job::upsert(job("a")))), 2);
    let patched = once!("a", _loaded, Job::patch("a").add(f.tries, 1)).unwrap();
    assert_eq!((patched.version, patched.tries), (2, 1));
    assert_eq!(version(once!("a", loaded, loaded.edit().add(f.tries, 1))), 2);
    assert_eq!(once!("a", _loaded, Job::delete("a")), None);
    assert_eq!(once!("a", _loaded, Job::remove("a")), None);
    assert_eq!(once!("a", loaded, Job::remove(&loaded)), None);

    let (table, calm) = tables(lost()).await;
    Lock::create(lock("other")).send(&calm).await.unwrap();
    assert!(
        Lock::create(lock("me"))
            .once()
            .send(&table)
            .await
            .unwrap_err()
            .is_already_exists()
    );
    assert!(
        Job::remove("none")
            .once()
            .send(&table)
            .await
            .unwrap_err()
            .is_not_found()
    );
}
