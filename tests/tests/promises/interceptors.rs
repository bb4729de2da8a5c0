//! Interceptors of the user's client see the SDK's inputs and outputs completely, and their changes take effect.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextMut,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::batch_write_item::{BatchWriteItemInput, BatchWriteItemOutput};
use aws_sdk_dynamodb::operation::delete_item::{DeleteItemError, DeleteItemInput, DeleteItemOutput};
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemInput, PutItemOutput};
use aws_sdk_dynamodb::operation::query::{QueryInput, QueryOutput};
use aws_sdk_dynamodb::operation::scan::{ScanInput, ScanOutput};
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsOutput;
use aws_sdk_dynamodb::operation::transact_write_items::{TransactWriteItemsError, TransactWriteItemsInput};
use aws_sdk_dynamodb::operation::update_item::{UpdateItemError, UpdateItemInput, UpdateItemOutput};
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, WriteRequest};
use aws_smithy_runtime_api::client::interceptors::context::{Error as AnyError, Input, InterceptorContext, Output};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use dynamo_entity::local::Engine;
use dynamo_entity::observe::CapacityMeter;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::faults::{Fault, Faults};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BOOK#<book>", sk = "NOTE#<id:04>")]
#[gsi(name = "by_id", index = "gsi1", pk = "ID#<id:04>", sk = "<book>")]
struct Note {
    book: String,
    id: u32,
    text: String,
    #[default]
    likes: u32,
}

#[derive(Debug, Collection)]
struct Book {
    notes: Vec<Note>,
}

#[derive(Table)]
#[table(entities(Note))]
struct App;

fn note(id: u32) -> Note {
    Note {
        book: "b".into(),
        id,
        text: format!("plain {id}"),
        likes: id,
    }
}

type Item = HashMap<String, AttributeValue>;

// ---- an interceptor that rewrites

/// An interceptor that seals each text that begins with `plain` when it is written and opens it when it is read.
#[derive(Debug, Clone, Copy)]
struct Seals;

#[derive(Clone, Copy)]
enum Way {
    In,
    Out,
}

impl Way {
    fn value(self, value: &mut AttributeValue) {
        match value {
            AttributeValue::S(text) => {
                let (from, to) = match self {
                    Way::In => ("plain", "sealed"),
                    Way::Out => ("sealed", "plain"),
                };
                if let Some(rest) = text.strip_prefix(from) {
                    *text = format!("{to}{rest}");
                }
            }
            AttributeValue::M(item) => self.item(item),
            AttributeValue::L(values) => values.iter_mut().for_each(|value| self.value(value)),
            _ => {}
        }
    }

    fn item(self, item: &mut Item) {
        item.values_mut().for_each(|value| self.value(value));
    }

    fn items<'i>(self, items: impl IntoIterator<Item = &'i mut Item>) {
        items.into_iter().for_each(|item| self.item(item));
    }

    fn writes(self, tables: &mut Option<HashMap<String, Vec<WriteRequest>>>) {
        let writes = tables.iter_mut().flat_map(HashMap::values_mut).flatten();
        self.items(writes.filter_map(|write| write.put_request.as_mut().map(|put| &mut put.item)));
    }

    fn operation(self, operation: &mut TransactWriteItem) {
        let TransactWriteItem {
            condition_check,
            put,
            delete,
            update,
            ..
        } = operation;
        if let Some(put) = put {
            self.item(&mut put.item);
            self.items(&mut put.expression_attribute_values);
        }
        let values = [
            condition_check
                .as_mut()
                .map(|check| &mut check.expression_attribute_values),
            delete.as_mut().map(|delete| &mut delete.expression_attribute_values),
            update.as_mut().map(|update| &mut update.expression_attribute_values),
        ];
        self.items(values.into_iter().flatten().flatten());
    }

    fn input(self, input: &mut Input) {
        if let Some(put) = input.downcast_mut::<PutItemInput>() {
            self.items(put.item.iter_mut().chain(&mut put.expression_attribute_values));
        }
        if let Some(update) = input.downcast_mut::<UpdateItemInput>() {
            self.items(&mut update.expression_attribute_values);
        }
        if let Some(delete) = input.downcast_mut::<DeleteItemInput>() {
            self.items(&mut delete.expression_attribute_values);
        }
        if let Some(query) = input.downcast_mut::<QueryInput>() {
            self.items(&mut query.expression_attribute_values);
        }
        if let Some(scan) = input.downcast_mut::<ScanInput>() {
            self.items(&mut scan.expression_attribute_values);
        }
        if let Some(batch) = input.downcast_mut::<BatchWriteItemInput>() {
            self.writes(&mut batch.request_items);
        }
        if let Some(transaction) = input.downcast_mut::<TransactWriteItemsInput>() {
            let operations = transaction.transact_items.iter_mut().flatten();
            operations.for_each(|operation| self.operation(operation));
        }
    }

    fn output(self, output: &mut Output) {
        if let Some(output) = output.downcast_mut::<GetItemOutput>() {
            self.items(&mut output.item);
        }
        if let Some(output) = output.downcast_mut::<PutItemOutput>() {
            self.items(&mut output.attributes);
        }
        if let Some(output) = output.downcast_mut::<UpdateItemOutput>() {
            self.items(&mut output.attributes);
        }
        if let Some(output) = output.downcast_mut::<DeleteItemOutput>() {
            self.items(&mut output.attributes);
        }
        if let Some(output) = output.downcast_mut::<QueryOutput>() {
            self.items(output.items.iter_mut().flatten());
        }
        if let Some(output) = output.downcast_mut::<ScanOutput>() {
            self.items(output.items.iter_mut().flatten());
        }
        if let Some(output) = output.downcast_mut::<BatchGetItemOutput>() {
            self.items(output.responses.iter_mut().flat_map(HashMap::values_mut).flatten());
        }
        if let Some(output) = output.downcast_mut::<BatchWriteItemOutput>() {
            self.writes(&mut output.unprocessed_items);
        }
        if let Some(output) = output.downcast_mut::<TransactGetItemsOutput>() {
            let responses = output.responses.iter_mut().flatten();
            self.items(responses.filter_map(|response| response.item.as_mut()));
        }
    }

    /// The items on which conditions failed.
    fn error(self, error: &mut AnyError) {
        if let Some(PutItemError::ConditionalCheckFailedException(failed)) = error.downcast_mut() {
            self.items(&mut failed.item);
        }
        if let Some(UpdateItemError::ConditionalCheckFailedException(failed)) = error.downcast_mut() {
            self.items(&mut failed.item);
        }
        if let Some(DeleteItemError::ConditionalCheckFailedException(failed)) = error.downcast_mut() {
            self.items(&mut failed.item);
        }
        if let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.downcast_mut() {
            let reasons = canceled.cancellation_reasons.iter_mut().flatten();
            self.items(reasons.filter_map(|reason| reason.item.as_mut()));
        }
    }
}

impl Intercept for Seals {
    fn name(&self) -> &'static str {
        "Seals"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Way::In.input(context.input_mut());
        Ok(())
    }

    fn modify_before_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(outcome) = context.output_or_error_mut() else {
            return Ok(());
        };
        match outcome {
            Ok(output) => Way::Out.output(output),
            Err(error) => {
                let plain = std::mem::replace(error, OrchestratorError::other("taken"));
                *error = plain.map_operation_error(|mut error| {
                    Way::Out.error(&mut error);
                    error
                });
            }
        }
        Ok(())
    }
}

fn sealing(client: &Client) -> Client {
    Client::from_conf(client.config().to_builder().interceptor(Seals).build())
}

/// A table through a client that seals, and the same table without sealing.
async fn sealed_table() -> (Table<App>, Table<App>) {
    let client = client().await;
    let name = unique_table_name("sealed");
    let plain = Table::<App>::new(client.clone(), &name);
    plain.create().send().await.unwrap();
    (Table::new(sealing(&client), name), plain)
}

/// Returns the stored texts of the items, by id.
async fn stored(plain: &Table<App>) -> BTreeMap<u32, String> {
    let notes = Note::scan().consistent().all(plain).await.unwrap();
    notes.into_iter().map(|note| (note.id, note.text)).collect()
}

#[tokio::test]
async fn case_20_a_write_changed_by_an_interceptor_is_stored() {
    let (table, plain) = sealed_table().await;
    let f = Note::fields();
    let sealed = |id: u32| (id, format!("sealed {id}"));

    Note::put(note(1)).send(&table).await.unwrap();
    Note::create(note(2)).send(&table).await.unwrap();
    table.batch_write().put_all([note(3), note(4)]).send().await.unwrap();
    Note::batch_put([note(5)]).send(&table).await.unwrap();
    let stream = futures::stream::iter([note(6)]);
    table.batch_write().put_stream(stream).send().await.unwrap();
    let transaction = table.transact_write().add(Note::put(note(7)));
    transaction.add(Note::upsert(note(8))).send().await.unwrap();
    Note::upsert(note(9)).send(&table).await.unwrap();
    assert_eq!(stored(&plain).await, (1..=9).map(sealed).collect());

    // A short value, which the SDK writes itself, and a long one.
    Note::patch(("b", 1)).set(f.text, "plain A").send(&table).await.unwrap();
    let long = format!("plain {}", "x".repeat(3000));
    Note::patch(("b", 2))
        .set(f.text, long.clone())
        .send(&table)
        .await
        .unwrap();
    let in_transaction = Note::patch(("b", 3)).set(f.text, "plain C");
    table.transact_write().add(in_transaction).send().await.unwrap();
    let once = Note::patch(("b", 4)).set(f.text, "plain D").once();
    once.send(&table).await.unwrap();
    let stored = stored(&plain).await;
    assert_eq!(
        [1, 2, 3, 4].map(|id| stored[&id].clone()),
        ["sealed A", &long.replace("plain", "sealed"), "sealed C", "sealed D"]
    );
}

#[tokio::test]
async fn case_20_a_response_changed_by_an_interceptor_is_read() {
    let (table, plain) = sealed_table().await;
    let f = Note::fields();
    table.batch_write().put_all((1..=4).map(note)).send().await.unwrap();
    let all: Vec<_> = (1..=4).map(note).collect();

    // With a meter, which counts the capacity in the SDK's output, and without.
    let meter = CapacityMeter::new();
    for table in [&table, &table.metered(&meter)] {
        assert_eq!(Note::get(("b", 1)).send(table).await.unwrap(), Some(note(1)));
        assert_eq!(Note::query().primary("b").all(table).await.unwrap(), all);
        assert_eq!(Note::query().by_id(2).all(table).await.unwrap(), [note(2)]);
        let filtered = Note::query().primary("b").filter(f.text.eq("plain 3"));
        assert_eq!(filtered.all(table).await.unwrap(), [note(3)]);
        let filtered = Note::scan().filter(f.text.begins_with("plain 4"));
        assert_eq!(filtered.all(table).await.unwrap(), [note(4)]);
        assert_eq!(Book::query("b").all(table).await.unwrap().notes, all);
        let read = Note::batch_get([("b", 4), ("b", 1)]).send(table).await.unwrap();
        assert_eq!(read, [Some(note(4)), Some(note(1))]);
        let read = table.transact_get((Note::get(("b", 2)), Note::get(("b", 9))));
        assert_eq!(read.send().await.unwrap(), (Some(note(2)), None));
    }
    assert!(meter.read_units() > 0.0);

    let old = Note::put(note(1)).return_old().send(&table).await.unwrap();
    assert_eq!(old, Some(note(1)));
    let new = Note::patch(("b", 1))
        .add(f.likes, 1)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(new.text, "plain 1");
    let old = Note::delete(("b", 2)).return_old().send(&table).await.unwrap();
    assert_eq!(old, Some(note(2)));
    assert_eq!(stored(&plain).await.len(), 3);
}

#[tokio::test]
async fn case_20_a_failed_condition_changed_by_an_interceptor_is_read() {
    let (table, _) = sealed_table().await;
    let f = Note::fields();
    Note::put(note(1)).send(&table).await.unwrap();

    let error = Note::create(note(1)).send(&table).await.unwrap_err();
    assert!(error.is_already_exists());
    assert_eq!(error.existing::<Note>().unwrap().unwrap(), note(1));
    let long = "y".repeat(3000);
    for likes in [0, 1] {
        // Values that the SDK writes itself, and one that it does not.
        let patch = Note::patch(("b", 1)).set(f.text, if likes == 0 { "short" } else { &long });
        let error = patch.condition(f.text.eq("other")).send(&table).await.unwrap_err();
        assert!(error.is_condition_failed());
        assert_eq!(error.existing::<Note>().unwrap().unwrap(), note(1));
    }
    let delete = Note::delete(("b", 1)).condition(f.text.eq("other"));
    let error = delete.send(&table).await.unwrap_err();
    assert_eq!(error.existing::<Note>().unwrap().unwrap(), note(1));
    let error = table
        .transact_write()
        .add(Note::create(note(1)))
        .send()
        .await
        .unwrap_err();
    let [canceled] = error.cancellations().unwrap() else {
        panic!("{error}");
    };
    assert!(canceled.is_already_exists());
    assert_eq!(canceled.existing::<Note>().unwrap().unwrap(), note(1));
    // A condition on a sealed value holds.
    let patch = Note::patch(("b", 1)).add(f.likes, 1).condition(f.text.eq("plain 1"));
    patch.send(&table).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn case_20_unprocessed_writes_of_a_batch_are_sealed_again() {
    let engine = Engine::memory().unwrap();
    let plain = Table::<App>::new(engine.client(), "table");
    plain.create().send().await.unwrap();
    let faults = Faults::new(vec![
        Fault::Process(10),
        Fault::throttle(),
        Fault::ProcessLast(5),
        Fault::None,
        Fault::Refuse("ResourceNotFoundException"),
    ]);
    let table = Table::<App>::new(sealing(&faults.client(&engine)), "table");
    table.batch_write().put_all((0..25).map(note)).send().await.unwrap();
    let sealed = |range: std::ops::Range<u32>| range.map(|id| (id, format!("sealed {id}"))).collect::<BTreeMap<_, _>>();
    assert_eq!(stored(&plain).await, sealed(0..25));

    // Unprocessed writes contain the values that the program gave, and are sealed when they are sent again.
    let error = table.batch_write().put(note(25)).send().await.unwrap_err();
    let unprocessed = error.into_unprocessed().unwrap();
    assert_eq!(unprocessed.puts::<Note>().unwrap(), [note(25)]);
    table.batch_write().again(unprocessed).send().await.unwrap();
    assert_eq!(stored(&plain).await, sealed(0..26));
}

#[tokio::test]
async fn case_20_a_batch_that_another_client_began_is_sealed() {
    let (table, plain) = sealed_table().await;
    let missing = Table::<App>::new(plain.client().clone(), unique_table_name("missing"));
    let error = missing.batch_write().put(note(1)).send().await.unwrap_err();
    let unprocessed = error.into_unprocessed().unwrap();
    table.batch_write().again(unprocessed).send().await.unwrap();
    assert_eq!(stored(&plain).await, BTreeMap::from([(1, "sealed 1".to_owned())]));
}

// ---- an interceptor that only looks

/// Counts the items in the inputs and outputs of each operation.
#[derive(Debug, Clone, Default)]
struct Looks(Arc<Mutex<Vec<(&'static str, usize)>>>);

impl Looks {
    fn of(&self, client: &Client) -> Client {
        Client::from_conf(client.config().to_builder().interceptor(self.clone()).build())
    }

    fn take(&self) -> Vec<(&'static str, usize)> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn see(&self, what: &'static str, items: usize) {
        self.0.lock().unwrap().push((what, items));
    }
}

impl Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input();
        if let Some(put) = input.downcast_ref::<PutItemInput>() {
            self.see(
                "put",
                usize::from(put.item().is_some_and(|item| item.contains_key("text"))),
            );
        }
        if let Some(update) = input.downcast_ref::<UpdateItemInput>() {
            self.see("update", update.expression_attribute_values().map_or(0, HashMap::len));
        }
        if let Some(batch) = input.downcast_ref::<BatchWriteItemInput>() {
            let writes = batch.request_items().into_iter().flat_map(HashMap::values);
            self.see("batch write", writes.map(Vec::len).sum());
        }
        if let Some(transaction) = input.downcast_ref::<TransactWriteItemsInput>() {
            self.see("transaction", transaction.transact_items().len());
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Ok(output) = context.output_or_error() {
            look_at_output(self, output);
        }
        Ok(())
    }
}

fn look_at_output(looks: &Looks, output: &Output) {
    if let Some(output) = output.downcast_ref::<GetItemOutput>() {
        looks.see("get", usize::from(output.item().is_some()));
    }
    if let Some(output) = output.downcast_ref::<QueryOutput>() {
        looks.see("query", output.items().len());
    }
    if let Some(output) = output.downcast_ref::<ScanOutput>() {
        looks.see("scan", output.items().len());
    }
    if let Some(output) = output.downcast_ref::<BatchGetItemOutput>() {
        let rows = output.responses().into_iter().flat_map(HashMap::values);
        looks.see("batch get", rows.map(Vec::len).sum());
    }
    if let Some(output) = output.downcast_ref::<TransactGetItemsOutput>() {
        looks.see("transact get", output.responses().len());
    }
    if let Some(output) = output.downcast_ref::<UpdateItemOutput>() {
        looks.see("updated", usize::from(output.attributes().is_some()));
    }
}

async fn every_operation(table: &Table<App>) {
    Note::put(note(1)).send(table).await.unwrap();
    Note::batch_put([note(2), note(3)]).send(table).await.unwrap();
    table.transact_write().add(Note::put(note(4))).send().await.unwrap();
    let long = Note::patch(("b", 1)).set(Note::fields().text, "z".repeat(3000));
    long.return_new().send(table).await.unwrap();
    Note::get(("b", 1)).send(table).await.unwrap();
    Note::query().primary("b").all(table).await.unwrap();
    Note::scan().all(table).await.unwrap();
    Note::batch_get([("b", 1), ("b", 2)]).send(table).await.unwrap();
    table.transact_get(vec![Note::get(("b", 1))]).send().await.unwrap();
}

const ANSWERS: [(&str, usize); 6] = [
    ("updated", 1),
    ("get", 1),
    ("query", 4),
    ("scan", 4),
    ("batch get", 2),
    ("transact get", 1),
];

#[tokio::test]
async fn case_20_an_interceptor_that_looks_sees_whole_items() {
    let client = client().await;
    let looks = Looks::default();
    let table = Table::<App>::new(looks.of(&client), unique_table_name("looks"));
    table.create().send().await.unwrap();
    every_operation(&table).await;
    let seen = looks.take();
    assert_eq!(seen[..3], [("put", 1), ("batch write", 2), ("transaction", 1)]);
    assert_eq!(seen[3].0, "update");
    assert_eq!(seen[4..], ANSWERS);
}

/// A retry classifier that decides like the SDK's and looks at the output of each attempt.
#[derive(Debug, Clone, Default)]
struct Classifies(Looks);

impl ClassifyRetry for Classifies {
    fn name(&self) -> &'static str {
        "Classifies"
    }

    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if let Some(Ok(output)) = context.output_or_error() {
            look_at_output(&self.0, output);
        }
        RetryAction::NoActionIndicated
    }
}

#[tokio::test]
async fn case_20_a_retry_classifier_sees_whole_outputs() {
    let client = client().await;
    let classifies = Classifies::default();
    let config = client.config().to_builder().retry_classifier(classifies.clone());
    let table = Table::<App>::new(Client::from_conf(config.build()), unique_table_name("classifies"));
    table.create().send().await.unwrap();
    every_operation(&table).await;
    // The SDK may classify an attempt more than once.
    let mut seen = classifies.0.take();
    seen.dedup();
    assert_eq!(seen, ANSWERS);
}
