//! The body of a write in the SDK's client: serialized once, signed, retried, refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use dynamo_entity::local::Engine;
use dynamo_entity::observe::CapacityMeter;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::faults::{Fault, Faults};

use crate::ways::{Outgoing, Shape};
use crate::{Doc, doc, note};

async fn table(client: Client) -> Table<Shape> {
    let table = Table::<Shape>::new(client, "table");
    table.create().send().await.unwrap();
    table
}

/// A table whose requests meet `faults` after it was created.
async fn faulty(faults: &Faults) -> Table<Shape> {
    let engine = Engine::memory().unwrap();
    table(engine.client()).await;
    faults.table(&engine, "table")
}

fn batch(table: &Table<Shape>) -> dynamo_entity::BatchWrite<Shape> {
    table.batch_write().put_all((0..20).map(doc)).put_all((0..5).map(note))
}

#[tokio::test(start_paused = true)]
async fn a_retry_sends_the_same_body() {
    let faults = Faults::new(vec![
        Fault::throttle(),
        Fault::InternalServerError,
        Fault::None,
        Fault::Reset,
        Fault::None,
    ]);
    let table = faulty(&faults).await;
    for attempts in [3, 2] {
        faults.forget();
        Doc::put(doc(1)).send(&table).await.unwrap();
        let requests = faults.requests();
        assert_eq!(requests.len(), attempts);
        for (request, _) in &requests {
            assert_eq!(request.body, requests[0].0.body);
            assert_eq!(request.bytes, requests[0].0.bytes);
            assert_eq!(request.body["Item"]["id"]["N"], "1");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_batch_retries_only_unprocessed_writes() {
    let faults = Faults::new(vec![Fault::Process(10), Fault::throttle(), Fault::ProcessLast(5)]);
    let table = faulty(&faults).await;
    let written = batch(&table).send().await.unwrap();
    assert_eq!(written.items, 25);
    let requests: Vec<_> = faults.requests().into_iter().map(|(request, _)| request).collect();
    assert_eq!(
        requests.iter().map(|request| request.entries).collect::<Vec<_>>(),
        [25, 15, 15, 10]
    );
    let writes = |request: usize| {
        requests[request].body["RequestItems"]["table"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(writes(1), writes(0)[10..]);
    assert_eq!(writes(2), writes(1));
    assert_eq!(writes(3), writes(1)[..10]);
    assert_eq!(Doc::scan().all(&table).await.unwrap().len(), 20);
}

#[tokio::test]
async fn unprocessed_writes_can_be_decoded_and_repeated_in_both_ways() {
    for (first, second) in [(false, true), (true, false), (false, false), (true, true)] {
        let faults = Faults::new(vec![Fault::Refuse("ResourceNotFoundException")]);
        let table = faulty(&faults).await;
        let way = |through: bool| {
            if through {
                table.clone().through_attribute_values()
            } else {
                table.clone()
            }
        };
        let writes = way(first).batch_write().put_all((0..20).map(doc));
        let writes = writes.put(note(1)).delete::<Doc>(("o", 99)).send();
        let unprocessed = writes.await.unwrap_err().into_unprocessed().unwrap();
        assert_eq!(unprocessed.puts::<Doc>().unwrap(), (0..20).map(doc).collect::<Vec<_>>());
        assert_eq!(unprocessed.deletes::<Doc>().len(), 1);
        let written = way(second).batch_write().again(unprocessed).send().await.unwrap();
        assert_eq!(written.items, 22);
        assert_eq!(Doc::scan().all(&table).await.unwrap().len(), 20);
    }
}

#[tokio::test]
async fn a_client_with_interceptors_serializes_items_itself() {
    let client = Engine::memory().unwrap().client();
    table(client.clone()).await;
    let outgoing = Outgoing::default();
    let stages = Stages::default();
    let plain = outgoing.of(&client);
    let own = Client::from_conf(plain.config().to_builder().interceptor(stages.clone()).build());
    for (client, first) in [(plain, "{\"Item\":"), (own, "{\"TableName\":")] {
        Doc::put(doc(1))
            .send(&Table::<Shape>::new(client, "table"))
            .await
            .unwrap();
        let [sent] = &outgoing.take()[..] else {
            panic!("one request");
        };
        let body = String::from_utf8(sent.bytes.clone()).unwrap();
        assert!(body.starts_with(first), "{body}");
    }
    assert_eq!(stages.0.lock().unwrap().len(), 4);
}

/// Records the bodies that a user's interceptor sees after serialization.
#[derive(Debug, Clone, Default)]
struct Stages(Arc<Mutex<Vec<Vec<u8>>>>);

impl Stages {
    fn see(&self, request: &HttpRequest) {
        let body = request.body().bytes().unwrap().to_vec();
        assert_eq!(
            request.headers().get("content-length"),
            Some(body.len().to_string().as_str())
        );
        self.0.lock().unwrap().push(body);
    }
}

impl Intercept for Stages {
    fn name(&self) -> &'static str {
        "Stages"
    }

    fn read_after_serialization(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.see(context.request());
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.see(context.request());
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.see(context.request());
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        assert!(context.request().headers().get("authorization").is_some());
        self.see(context.request());
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_see_the_body_that_is_sent() {
    let client = Engine::memory().unwrap().client();
    table(client.clone()).await;
    let (stages, outgoing) = (Stages::default(), Outgoing::default());
    let client = Client::from_conf(client.config().to_builder().interceptor(stages.clone()).build());
    let table = Table::<Shape>::new(outgoing.of(&client), "table").metered(&CapacityMeter::new());
    Doc::put(doc(1)).send(&table).await.unwrap();
    batch(&table).send().await.unwrap();
    table.transact_write().add(Doc::put(doc(2))).send().await.unwrap();
    Doc::patch(("o", 2))
        .set(Doc::fields().title, "t")
        .send(&table)
        .await
        .unwrap();
    Doc::patch(("o", 2))
        .set(Doc::fields().title, "t".repeat(2000))
        .send(&table)
        .await
        .unwrap();
    Doc::delete(("o", 2)).send(&table).await.unwrap();
    Doc::batch_get([("o", 1)]).send(&table).await.unwrap();
    table.transact_get(vec![Doc::get(("o", 1))]).send().await.unwrap();
    let sent = outgoing.take();
    let seen = stages.0.lock().unwrap().clone();
    assert_eq!(sent.len(), 8);
    for (sent, seen) in sent.iter().zip(seen.chunks(4)) {
        assert!(seen.iter().all(|seen| *seen == sent.bytes), "{}", sent.operation);
        assert!(sent.body()["ReturnConsumedCapacity"] == "TOTAL");
    }
}

#[tokio::test]
async fn a_failed_condition_returns_the_current_item() {
    let table = table(Engine::memory().unwrap().client()).await;
    Doc::put(doc(1)).send(&table).await.unwrap();
    let error = Doc::create(doc(1)).send(&table).await.unwrap_err();
    assert!(error.is_already_exists());
    assert_eq!(error.existing::<Doc>().unwrap().unwrap(), doc(1));
    let error = table
        .transact_write()
        .add(Doc::create(doc(1)))
        .send()
        .await
        .unwrap_err();
    let [canceled] = error.cancellations().unwrap() else {
        panic!("{error}");
    };
    assert!(canceled.is_already_exists());
    assert_eq!(canceled.existing::<Doc>().unwrap().unwrap(), doc(1));
}

/// A plugin with a serializer that counts the items of its inputs.
#[derive(Debug, Clone, Default)]
struct Counts(Arc<Mutex<Vec<usize>>>);

impl Intercept for Counts {
    fn name(&self) -> &'static str {
        "Counts"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let sdk = config.load::<SharedRequestSerializer>().cloned();
        let sdk = sdk.ok_or("there is no serializer")?;
        let serializer = Counting(self.clone(), sdk);
        config
            .interceptor_state()
            .store_put(SharedRequestSerializer::new(serializer));
        Ok(())
    }
}

#[derive(Debug)]
struct Counting(Counts, SharedRequestSerializer);

impl SerializeRequest for Counting {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let put = input
            .downcast_ref::<PutItemInput>()
            .map(|put| usize::from(put.item.is_some()));
        let batch = input.downcast_ref::<BatchWriteItemInput>();
        let batch = batch.map(|batch| batch.request_items.iter().flat_map(HashMap::values).map(Vec::len).sum());
        self.0.0.lock().unwrap().extend(put.or(batch));
        self.1.serialize_input(input, config)
    }
}

#[tokio::test]
async fn a_users_serializer_receives_all_items() {
    let client = Engine::memory().unwrap().client();
    let table = table(client.clone()).await;
    let counts = Counts::default();
    let counted = Client::from_conf(client.config().to_builder().interceptor(counts.clone()).build());
    let counted = Table::<Shape>::new(counted, "table");
    Doc::put(doc(30)).send(&counted).await.unwrap();
    batch(&counted).send().await.unwrap();
    assert_eq!(*counts.0.lock().unwrap(), [1, 25]);
    assert_eq!(Doc::scan().all(&table).await.unwrap().len(), 21);
}

/// Records the tables for which an endpoint is resolved.
#[derive(Debug, Clone, Default)]
struct Resolver(Arc<Mutex<Vec<String>>>);

impl ResolveEndpoint for Resolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        let arns = params
            .resource_arn_list()
            .unwrap_or_default()
            .iter()
            .map(String::as_str);
        let arns = arns.chain(params.resource_arn());
        self.0.lock().unwrap().push(arns.collect::<Vec<_>>().join(","));
        EndpointFuture::ready(Ok(Endpoint::builder().url("http://localhost").build()))
    }
}

#[tokio::test]
async fn the_endpoint_is_resolved_by_the_table() {
    let client = Engine::memory().unwrap().client();
    table(client.clone()).await;
    let resolver = Resolver::default();
    let config = client.config().to_builder().endpoint_resolver(resolver.clone());
    let table = Table::<Shape>::new(Client::from_conf(config.build()), "table");
    for table in [table.clone(), table.through_attribute_values()] {
        Doc::put(doc(1)).send(&table).await.unwrap();
        batch(&table).send().await.unwrap();
        table.transact_write().add(Doc::put(doc(2))).send().await.unwrap();
        Doc::batch_get([("o", 1)]).send(&table).await.unwrap();
        table.transact_get(vec![Doc::get(("o", 1))]).send().await.unwrap();
        assert_eq!(std::mem::take(&mut *resolver.0.lock().unwrap()), ["table"; 5]);
    }
}
