//! A span for each request, with the attributes of OpenTelemetry's conventions for databases and for DynamoDB, but never
//! with keys or values. Without the feature `tracing`, the span does nothing.
//!
//! Source: "Semantic conventions for database client spans" and "Semantic conventions for AWS `DynamoDB` client operations",
//! OpenTelemetry.

#[cfg(feature = "tracing")]
mod on {
    use aws_sdk_dynamodb::types::ConsumedCapacity;
    use tracing::field::{Empty, display};
    use tracing::{Instrument, info_span};

    use crate::wire::operation::ResponseFacts;
    use crate::wire::request::RequestFacts;
    use crate::wire::table::TableClient;

    /// The span of one request.
    #[derive(Debug)]
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn new(table: &TableClient, operation: &'static str) -> Self {
            let span = info_span!(
                "dynamodb",
                otel.name = Empty,
                otel.kind = "client",
                otel.status_code = Empty,
                db.system.name = "aws.dynamodb",
                db.operation.name = operation,
                db.collection.name = table.name,
                db.operation.batch.size = Empty,
                db.response.status_code = Empty,
                error.type = Empty,
                cloud.region = Empty,
                aws.dynamodb.table_names = Empty,
                aws.dynamodb.index_name = Empty,
                aws.dynamodb.limit = Empty,
                aws.dynamodb.consistent_read = Empty,
                aws.dynamodb.count = Empty,
                aws.dynamodb.scanned_count = Empty,
                aws.dynamodb.consumed_capacity = Empty,
            );
            if !span.is_disabled() {
                span.record("otel.name", display(format_args!("{operation} {}", table.name)));
                if let Some(region) = table.client.config().region() {
                    span.record("cloud.region", region.as_ref());
                }
            }
            Span(span)
        }

        pub(crate) fn is_on(&self) -> bool {
            !self.0.is_disabled()
        }

        pub(crate) fn asked(&self, asked: &RequestFacts, table: &str) {
            let span = &self.0;
            // An array, which `tracing` cannot record.
            span.record("aws.dynamodb.table_names", display(format_args!("[\"{table}\"]")));
            if let Some(index) = asked.index {
                span.record("aws.dynamodb.index_name", index);
            }
            if let Some(limit) = asked.limit {
                span.record("aws.dynamodb.limit", limit);
            }
            if let Some(consistent) = asked.consistent {
                span.record("aws.dynamodb.consistent_read", consistent);
            }
            // By the conventions, one item is not a batch.
            if let Some(size) = asked.batch_size.filter(|size| *size > 1) {
                span.record("db.operation.batch.size", size);
            }
        }

        pub(crate) async fn within<F: Future>(&self, future: F) -> F::Output {
            future.instrument(self.0.clone()).await
        }

        pub(crate) fn answered(&self, answered: &ResponseFacts<'_>, failure: Option<&str>) {
            let span = &self.0;
            if let Some(count) = answered.count {
                span.record("aws.dynamodb.count", count);
            }
            if let Some(count) = answered.scanned_count {
                span.record("aws.dynamodb.scanned_count", count);
            }
            if !answered.capacity.is_empty() {
                span.record("aws.dynamodb.consumed_capacity", json(answered.capacity).as_str());
            }
            if let Some(failure) = failure {
                span.record("otel.status_code", "ERROR");
                span.record("error.type", failure);
                // DynamoDB's codes begin with an uppercase letter, this crate's words do not.
                if failure.starts_with(char::is_uppercase) {
                    span.record("db.response.status_code", failure);
                }
            }
        }
    }

    /// `[{"TableName":"app","CapacityUnits":0.5}]`; table names have no characters to escape.
    fn json(capacity: &[ConsumedCapacity]) -> String {
        let items = capacity.iter().map(|capacity| {
            let name = capacity.table_name.as_deref().unwrap_or_default();
            let units = capacity.capacity_units.unwrap_or_default();
            format!("{{\"TableName\":\"{name}\",\"CapacityUnits\":{units}}}")
        });
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    }
}

#[cfg(feature = "tracing")]
pub(crate) use on::Span;

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::wire::operation::ResponseFacts;
    use crate::wire::request::RequestFacts;
    use crate::wire::table::TableClient;

    /// The span of one request.
    #[derive(Debug)]
    pub(crate) struct Span;

    #[expect(clippy::unused_self, reason = "as with the feature")]
    impl Span {
        pub(crate) fn new(_: &TableClient, _: &'static str) -> Self {
            Span
        }

        pub(crate) fn is_on(&self) -> bool {
            false
        }

        pub(crate) fn asked(&self, _: &RequestFacts, _: &str) {}

        pub(crate) async fn within<F: Future>(&self, future: F) -> F::Output {
            future.await
        }

        pub(crate) fn answered(&self, _: &ResponseFacts<'_>, _: Option<&str>) {}
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Span;
