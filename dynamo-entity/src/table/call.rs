//! The one place where a request leaves: every operation of every module of `table` goes through [`Inner::call`].

use std::time::Instant;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation as sdk;
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

use crate::operation::request::Request;
use crate::table::Inner;
use crate::table::answer::Summary;
use crate::table::attempts::Counted;
use crate::table::direct::{self, Direct, Failure, Received};
use crate::table::event::RequestEvent;
use crate::table::span::Span;

/// One operation of DynamoDB, as a request that is ready to be sent.
pub(super) trait Call: Clone + Send + Sized {
    /// The request as the SDK has it.
    type Input: std::fmt::Debug + Send + Sync + 'static;
    /// What DynamoDB answers.
    type Output: Send + 'static;
    /// How it refuses.
    type Error: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static;

    const OPERATION: &'static str;

    fn send(self, client: &Client) -> impl Future<Output = Answer<Self>> + Send;
    /// Asks for the consumed capacity, unless it says already whether to.
    fn returning_capacity(self) -> Self;
    fn asked(&self) -> Asked;
    fn answered(output: &Self::Output) -> Answered<'_>;
    fn input(self) -> Option<Self::Input>;
}

/// What comes back of a request.
pub(super) type Answer<C> = Result<<C as Call>::Output, SdkError<<C as Call>::Error, HttpResponse>>;

/// What is known of a request without looking at values.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) index: Option<String>,
    pub(super) limit: Option<i32>,
    pub(super) consistent: Option<bool>,
    /// How many items a batch or transaction is of.
    pub(super) batch_size: Option<usize>,
}

/// What is known of an answer without looking at values.
#[derive(Debug, Default)]
pub(super) struct Answered<'o> {
    pub(super) capacity: &'o [ConsumedCapacity],
    pub(super) count: Option<u64>,
    pub(super) scanned_count: Option<u64>,
}

impl Answered<'_> {
    /// The capacity units of all tables; `None` if DynamoDB did not say.
    pub(super) fn units(&self) -> Option<f64> {
        let units = self.capacity.iter().filter_map(|capacity| capacity.capacity_units);
        units.reduce(|sum, units| sum + units)
    }
}

/// How an operation says what it consumed: not at all, for one table, or for each.
macro_rules! capacity {
    (ask none $request:ident) => {
        $request
    };
    (ask $some:ident $request:ident) => {
        match $request.get_return_consumed_capacity() {
            Some(_) => $request,
            None => $request.return_consumed_capacity(ReturnConsumedCapacity::Total),
        }
    };
    (of none $output:ident) => {
        &[]
    };
    (of one $output:ident) => {
        $output.consumed_capacity.as_slice()
    };
    (of each $output:ident) => {
        $output.consumed_capacity.as_deref().unwrap_or_default()
    };
}

macro_rules! calls {
    ($($name:ident of $module:ident: $builder:ident, $input:ident, $output:ident, $error:ident,
       capacity $capacity:ident $(, asked |$request:ident| $asked:expr)? $(, counts $counts:ident)?;)*) => {$(
        impl Call for sdk::$module::builders::$builder {
            type Input = sdk::$module::$input;
            type Output = sdk::$module::$output;
            type Error = sdk::$module::$error;

            const OPERATION: &'static str = stringify!($name);

            async fn send(self, client: &Client) -> Answer<Self> {
                self.send_with(client).await
            }

            fn returning_capacity(self) -> Self {
                let request = self;
                capacity!(ask $capacity request)
            }

            fn asked(&self) -> Asked {
                $(
                    let $request = self;
                    return $asked;
                )?
                #[allow(unreachable_code)]
                Asked::default()
            }

            fn answered(output: &Self::Output) -> Answered<'_> {
                // Not every output has something to say.
                let _ = output;
                #[allow(clippy::needless_update)]
                Answered {
                    capacity: capacity!(of $capacity output),
                    $(
                        count: u64::try_from(output.$counts).ok(),
                        scanned_count: u64::try_from(output.scanned_count).ok(),
                    )?
                    ..Answered::default()
                }
            }

            fn input(self) -> Option<Self::Input> {
                self.build().ok()
            }
        }
    )*};
}
calls! {
    GetItem of get_item: GetItemInputBuilder, GetItemInput, GetItemOutput, GetItemError, capacity one,
        asked |request| Asked { consistent: *request.get_consistent_read(), ..Asked::default() };
    PutItem of put_item: PutItemInputBuilder, PutItemInput, PutItemOutput, PutItemError, capacity one;
    UpdateItem of update_item: UpdateItemInputBuilder, UpdateItemInput, UpdateItemOutput, UpdateItemError, capacity one;
    DeleteItem of delete_item: DeleteItemInputBuilder, DeleteItemInput, DeleteItemOutput, DeleteItemError, capacity one;
    Query of query: QueryInputBuilder, QueryInput, QueryOutput, QueryError, capacity one,
        asked |request| Asked {
            index: request.get_index_name().clone(),
            limit: *request.get_limit(),
            consistent: *request.get_consistent_read(),
            batch_size: None,
        },
        counts count;
    Scan of scan: ScanInputBuilder, ScanInput, ScanOutput, ScanError, capacity one,
        asked |request| Asked {
            index: request.get_index_name().clone(),
            limit: *request.get_limit(),
            consistent: *request.get_consistent_read(),
            batch_size: None,
        },
        counts count;
    BatchGetItem of batch_get_item: BatchGetItemInputBuilder, BatchGetItemInput, BatchGetItemOutput, BatchGetItemError,
        capacity each,
        asked |request| {
            let tables = request.get_request_items().iter().flat_map(|tables| tables.values());
            batch(tables.map(|table| table.keys.len()).sum())
        };
    BatchWriteItem of batch_write_item: BatchWriteItemInputBuilder, BatchWriteItemInput, BatchWriteItemOutput,
        BatchWriteItemError, capacity each,
        asked |request| {
            let tables = request.get_request_items().iter().flat_map(|tables| tables.values());
            batch(tables.map(Vec::len).sum())
        };
    TransactGetItems of transact_get_items: TransactGetItemsInputBuilder, TransactGetItemsInput, TransactGetItemsOutput,
        TransactGetItemsError, capacity each,
        asked |request| batch(request.get_transact_items().iter().flatten().count());
    TransactWriteItems of transact_write_items: TransactWriteItemsInputBuilder, TransactWriteItemsInput,
        TransactWriteItemsOutput, TransactWriteItemsError, capacity each,
        asked |request| batch(request.get_transact_items().iter().flatten().count());
    CreateTable of create_table: CreateTableInputBuilder, CreateTableInput, CreateTableOutput, CreateTableError,
        capacity none;
    DescribeTable of describe_table: DescribeTableInputBuilder, DescribeTableInput, DescribeTableOutput,
        DescribeTableError, capacity none;
    UpdateTimeToLive of update_time_to_live: UpdateTimeToLiveInputBuilder, UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
        UpdateTimeToLiveError, capacity none;
    DescribeTimeToLive of describe_time_to_live: DescribeTimeToLiveInputBuilder, DescribeTimeToLiveInput,
        DescribeTimeToLiveOutput, DescribeTimeToLiveError, capacity none;
}

fn batch(size: usize) -> Asked {
    Asked {
        batch_size: Some(size),
        ..Asked::default()
    }
}

impl Inner {
    /// Sends a request; in a span, and telling those who look on what came of it, if there are any.
    pub(super) async fn call<C: Call>(&self, call: C) -> Answer<C> {
        let span = Span::new(self, C::OPERATION);
        if !span.is_on() && self.watch.is_off() {
            return call.send(&self.client).await;
        }
        // The future of a request is large, and this one holds a second.
        Box::pin(self.watched(call, span)).await
    }

    /// Sends a request whose answer is read in place, unless somebody is to see it as the SDK has it.
    pub(super) async fn receive<C: Direct + 'static>(&self, call: C) -> Result<Received<C::Output>, Failure<C>> {
        self.exchange(call.into()).await
    }

    /// The same for a request with members that are written.
    pub(super) async fn exchange<C: Direct + 'static>(
        &self,
        request: Request<C>,
    ) -> Result<Received<C::Output>, Failure<C>> {
        if self.shows_values() && request.members.is_empty() {
            return self.typed(request).await.map(Received::Output);
        }
        let span = Span::new(self, C::OPERATION);
        if !span.is_on() && self.watch.is_off() {
            return direct::send(request, &self.client).await;
        }
        Box::pin(self.measured(request, span)).await
    }

    /// Sends a request that the SDK serializes all of.
    async fn typed<C: Direct + 'static>(&self, request: Request<C>) -> Answer<C> {
        match request.attempts {
            Some(attempts) => self.call(Counted(request.input, attempts)).await,
            None => self.call(request.input).await,
        }
    }

    /// The same for a request of whose answer no items are wanted.
    pub(super) async fn write<C: Direct + 'static>(&self, request: Request<C>) -> Answer<C> {
        if request.members.is_empty() {
            return self.typed(request).await;
        }
        self.exchange(request).await.map(|received| match received {
            Received::Output(output) => output,
            Received::Json(_) => C::nothing(),
        })
    }

    /// The same for a request of whose answer items are wanted, or not.
    pub(super) async fn exchange_for<C: Direct + 'static>(
        &self,
        request: Request<C>,
        wants_items: bool,
    ) -> Result<Received<C::Output>, Failure<C>> {
        if wants_items {
            return self.exchange(request).await;
        }
        self.write(request).await.map(Received::Output)
    }

    async fn measured<C: Direct + 'static>(
        &self,
        request: Request<C>,
        span: Span,
    ) -> Result<Received<C::Output>, Failure<C>> {
        let request = Request {
            input: request.input.returning_capacity(),
            ..request
        };
        let mut asked = request.input.asked();
        asked.batch_size = request.entries.or(asked.batch_size);
        span.asked(&asked, &self.name);
        let received = span.within(direct::send(request, &self.client)).await;
        let summary = match &received {
            Ok(Received::Json(body)) => Summary::of(body.bytes()).unwrap_or_default(),
            _ => Summary::default(),
        };
        let answered = match &received {
            Ok(Received::Output(output)) => C::answered(output),
            _ => summary.answered(),
        };
        span.answered(&answered, received.as_ref().err().map(failure));
        self.watch.measure(C::OPERATION, answered.units());
        received
    }

    async fn watched<C: Call>(&self, call: C, span: Span) -> Answer<C> {
        let call = call.returning_capacity();
        let asked = call.asked();
        span.asked(&asked, &self.name);
        // What is sent is given away, so that whoever wants to see it needs a copy.
        let input = self.watch.has_observers().then(|| call.clone().input()).flatten();
        let started = Instant::now();
        let answer = span.within(call.send(&self.client)).await;
        let elapsed = started.elapsed();

        let answered = answer.as_ref().map(C::answered).unwrap_or_default();
        let failure = answer.as_ref().err().map(failure);
        span.answered(&answered, failure);
        self.watch.measure(C::OPERATION, answered.units());
        if let Some(input) = &input {
            self.watch.observe(&RequestEvent {
                operation: C::OPERATION,
                table: &self.name,
                index: asked.index.as_deref(),
                limit: asked.limit,
                consistent: asked.consistent,
                batch_size: asked.batch_size,
                elapsed,
                error_type: failure,
                consumed_capacity: answered.units(),
                count: answered.count,
                scanned_count: answered.scanned_count,
                request: input,
                response: answer.as_ref().ok().map(|output| output as _),
                error: answer.as_ref().err().map(|error| error as _),
            });
        }
        answer
    }
}

/// DynamoDB's error code, or in one word why there is none.
fn failure<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> &str {
    match error {
        SdkError::ServiceError(context) => context.err().code().unwrap_or("unknown"),
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "dispatch_failure",
        SdkError::ConstructionFailure(_) => "construction_failure",
        SdkError::ResponseError(_) => "response_error",
        _ => "other",
    }
}
