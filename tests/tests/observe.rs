//! Observability: hooks, and meters of consumed capacity. `spans.rs` tests `tracing`.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemInput, BatchGetItemOutput};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::get_item::{GetItemInput, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemInput, PutItemOutput};
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::scan::ScanOutput;
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use dynamo_entity::observe::{CapacityMeter, RequestEvent};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::models::secret::{self, App, User};
use futures::TryStreamExt;

fn user(id: u32) -> User {
    secret::user(id, &"secret-name ".repeat(1000))
}

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("observe"));
    table.create().send().await.unwrap();
    table
}

async fn filled() -> Table<App> {
    let table = table().await;
    for id in 0..5 {
        User::put(user(id)).send(&table).await.unwrap();
    }
    table
}

/// A list of the events that a hook saw.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[tokio::test]
async fn a_hook_sees_each_request_and_its_outcome() {
    let seen = Seen::default();
    let hook = seen.clone();
    let table = table().await.observe(move |event: &RequestEvent<'_>| {
        let written = event.request::<PutItemInput>().and_then(|input| input.item());
        let read = event.response::<GetItemOutput>().and_then(|output| output.item());
        assert_eq!(
            event.response::<PutItemOutput>().is_some(),
            written.is_some() && event.error().is_none()
        );
        let what = written.or(read).unwrap()["user_id"]
            .as_s()
            .unwrap()
            .replace("secret", "user");
        assert!(!format!("{event:?}").contains("secret"), "{event:?}");
        let error = event.error().map(ToString::to_string);
        hook.add(format!("{} {what} {:?} {error:?}", event.operation, event.error_type));
    });
    User::put(user(1)).send(&table).await.unwrap();
    User::get("secret-1").send(&table).await.unwrap();
    assert_eq!(seen.take(), ["PutItem user-1 None None", "GetItem user-1 None None"]);

    assert!(
        User::create(user(1))
            .send(&table)
            .await
            .unwrap_err()
            .is_already_exists()
    );
    let code = "ConditionalCheckFailedException";
    assert_eq!(
        seen.take(),
        [format!("PutItem user-1 Some(\"{code}\") Some(\"service error\")")]
    );

    assert!(User::get("").send(&table).await.unwrap_err().is_invalid_key());
    assert_eq!(seen.take(), [""; 0], "what is not sent is not seen");
}

#[tokio::test]
async fn a_hook_receives_only_names_and_numbers() {
    let table = filled().await;
    let name = table.name().to_owned();
    let seen = Seen::default();
    let (first, second) = (seen.clone(), seen.clone());
    let table = table
        .observe(move |event| {
            assert_eq!(event.table, name);
            let (index, batch) = (event.index.unwrap_or("-"), event.batch_size);
            first.add(format!(
                "{} {index} {:?} {:?} {batch:?}",
                event.operation, event.limit, event.consistent
            ));
        })
        .observe(move |event| second.add(format!("{:?} of {:?}", event.count, event.scanned_count)));
    let found = User::query().by_team("secret-team").limit(3).hydrate().consistent();
    assert_eq!(found.send(&table).await.unwrap().count, 3);
    let expected = [
        "Query gsi1 Some(3) None None",
        "Some(3) of Some(3)",
        "BatchGetItem - None None Some(3)",
        "None of None",
    ];
    assert_eq!(seen.take(), expected);
    let filter = User::fields().user_id.eq("secret-3");
    assert_eq!(User::scan().filter(filter).consistent().count(&table).await.unwrap(), 1);
    assert_eq!(seen.take(), ["Scan - None Some(true) None", "Some(1) of Some(5)"]);
}

#[tokio::test]
async fn capacity_is_requested_only_if_it_is_observed() {
    let table = filled().await;
    assert_eq!(
        User::get("secret-1")
            .request(&table)
            .unwrap()
            .return_consumed_capacity(),
        None
    );
    let seen = Seen::default();
    let hook = seen.clone();
    let table = table.observe(move |event| {
        let get = event
            .request::<GetItemInput>()
            .map(|input| input.return_consumed_capacity());
        let delete = event
            .request::<DeleteItemInput>()
            .map(|input| input.return_consumed_capacity());
        let batch = event.request::<BatchGetItemInput>().map(|input| {
            let keys = input.request_items().unwrap().values();
            let consistent: Vec<_> = keys.map(|keys| keys.consistent_read()).collect();
            assert_eq!(consistent, [Some(true)], "the second read is the consistent one");
            input.return_consumed_capacity()
        });
        let Some(asked) = get.or(delete).or(batch) else { return };
        assert_eq!(asked, Some(&ReturnConsumedCapacity::Total));
        hook.add(format!(
            "{} {:?}",
            event.operation,
            event.consumed_capacity.map(|units| units > 0.0)
        ));
    });
    User::get("secret-1").send(&table).await.unwrap();
    User::query()
        .by_team("secret-team")
        .hydrate()
        .consistent()
        .first(&table)
        .await
        .unwrap();
    User::delete("secret-1").send(&table).await.unwrap();
    // ministack does not report the capacity that a batch consumes.
    let batch = match endpoint() {
        Some(_) => "BatchGetItem None",
        None => "BatchGetItem Some(true)",
    };
    assert_eq!(seen.take(), ["GetItem Some(true)", batch, "DeleteItem Some(true)"]);
}

#[tokio::test]
async fn a_meter_sums_the_capacity_of_the_engine() {
    let reported = Arc::new(Mutex::new((0, 0.0)));
    let total = Arc::clone(&reported);
    let meter = CapacityMeter::new();
    let table = filled().await.metered(&meter).observe(move |event| {
        let mut total = total.lock().unwrap();
        total.0 += 1;
        let units = |capacity: Option<&ConsumedCapacity>| capacity.unwrap().capacity_units().unwrap();
        let query = event
            .response::<QueryOutput>()
            .map(|output| units(output.consumed_capacity()));
        let scan = event
            .response::<ScanOutput>()
            .map(|output| units(output.consumed_capacity()));
        let put = event
            .response::<PutItemOutput>()
            .map(|output| units(output.consumed_capacity()));
        let batch = event.response::<BatchGetItemOutput>();
        let batch = batch.map(|output| output.consumed_capacity().iter().map(|each| units(Some(each))).sum());
        total.1 += query.or(scan).or(put).or(batch).unwrap();
    });
    let same = |read: f64| {
        assert!(
            (read - reported.lock().unwrap().1).abs() < 1e-6,
            "{meter:?} and {reported:?}"
        )
    };

    let query = || User::query().by_team("secret-team").limit(2).hydrate();
    let page = query().pages(9).send(&table).await.unwrap();
    assert_eq!(page.items.len(), 5);
    assert!(meter.read_units() > 0.0 && meter.write_units() == 0.0);
    same(page.consumed_capacity);
    same(meter.read_units());
    let requests = meter.requests();
    assert!(requests >= 6, "three pages, each with its items: {requests}");

    let streamed: Vec<User> = query().stream(&table).try_collect().await.unwrap();
    assert_eq!(streamed.len(), 5);
    assert_eq!(User::scan().limit(1).segments(3).all(&table).await.unwrap().len(), 5);
    assert_eq!(User::scan().limit(1).count(&table).await.unwrap(), 5);
    same(meter.read_units());
    assert_eq!(meter.requests(), reported.lock().unwrap().0);

    let write = CapacityMeter::new();
    User::put(user(7)).send(&table.metered(&write)).await.unwrap();
    assert!(write.write_units() > 0.0 && write.read_units() == 0.0);
    same(meter.read_units() + write.write_units());
    assert_eq!((write.requests(), meter.write_units() > 0.0), (1, true), "both count");
}
