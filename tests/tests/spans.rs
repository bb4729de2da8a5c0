//! The span of each request. This file has one test, because a collector of one thread can miss spans whose call site is
//! first reached on another thread.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::models::secret::{self, App, User};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

fn user(id: u32) -> User {
    secret::user(id, "secret-name")
}

async fn filled() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("spans"));
    table.create().send().await.unwrap();
    for id in 0..5 {
        User::put(user(id)).send(&table).await.unwrap();
    }
    table
}

type Fields = BTreeMap<String, String>;

/// Records the fields of each span of the crate when it closes.
#[derive(Clone, Default)]
struct Spans {
    open: Arc<Mutex<BTreeMap<u64, Fields>>>,
    closed: Arc<Mutex<Vec<Fields>>>,
}

struct Collect<'f>(&'f mut Fields);

impl Visit for Collect<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl<S: tracing::Subscriber> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if attributes.metadata().target().starts_with("dynamo_entity") {
            let mut fields = Fields::new();
            attributes.record(&mut Collect(&mut fields));
            self.open.lock().unwrap().insert(id.into_u64(), fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        if let Some(fields) = self.open.lock().unwrap().get_mut(&id.into_u64()) {
            values.record(&mut Collect(fields));
        }
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        if let Some(fields) = self.open.lock().unwrap().remove(&id.into_u64()) {
            assert!(!format!("{fields:?}").contains("secret"), "{fields:?}");
            self.closed.lock().unwrap().push(fields);
        }
    }
}

impl Spans {
    fn take(&self) -> Vec<Fields> {
        std::mem::take(&mut self.closed.lock().unwrap())
    }
}

#[tokio::test]
async fn each_request_is_a_span_with_names_and_numbers_only() {
    let table = filled().await;
    let name = table.name().to_owned();
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let units = |text: &str| {
        let capacity: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(capacity[0]["TableName"], name);
        assert!(capacity[0]["CapacityUnits"].as_f64().unwrap() > 0.0);
    };
    let common = |operation: &str| {
        let texts = [
            ("aws.dynamodb.table_names", format!("[\"{name}\"]")),
            ("cloud.region", "us-east-1".to_owned()),
            ("db.collection.name", name.clone()),
            ("db.operation.name", operation.to_owned()),
            ("db.system.name", "aws.dynamodb".to_owned()),
            ("otel.kind", "client".to_owned()),
            ("otel.name", format!("{operation} {name}")),
        ];
        texts
            .map(|(field, value)| (field.to_owned(), value))
            .into_iter()
            .collect::<Fields>()
    };
    let with = |operation: &str, more: &[(&str, &str)]| {
        let mut fields = common(operation);
        fields.extend(
            more.iter()
                .map(|(field, value)| ((*field).to_owned(), (*value).to_owned())),
        );
        fields
    };

    let page = User::query()
        .by_team("secret-team")
        .limit(3)
        .hydrate()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(page.count, 3);
    let mut seen = spans.take();
    for fields in &mut seen {
        units(&fields.remove("aws.dynamodb.consumed_capacity").unwrap());
    }
    let query = [
        ("aws.dynamodb.count", "3"),
        ("aws.dynamodb.index_name", "gsi1"),
        ("aws.dynamodb.limit", "3"),
        ("aws.dynamodb.scanned_count", "3"),
    ];
    assert_eq!(
        seen,
        [
            with("Query", &query),
            with("BatchGetItem", &[("db.operation.batch.size", "3")])
        ]
    );

    User::get("secret-1").consistent().send(&table).await.unwrap();
    let mut seen = spans.take();
    units(&seen[0].remove("aws.dynamodb.consumed_capacity").unwrap());
    assert_eq!(seen, [with("GetItem", &[("aws.dynamodb.consistent_read", "true")])]);

    User::create(user(1)).send(&table).await.unwrap_err();
    let code = "ConditionalCheckFailedException";
    let failed = [
        ("db.response.status_code", code),
        ("error.type", code),
        ("otel.status_code", "ERROR"),
    ];
    assert_eq!(spans.take(), [with("PutItem", &failed)]);
    drop(guard);
    User::get("secret-1").send(&table).await.unwrap();
    assert_eq!(spans.take(), []);
}
