//! The SDK's outputs as JSON bodies, so that an output that the client's own code may have changed is read as any answer.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemOutput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::operation::put_item::PutItemOutput;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::scan::ScanOutput;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsOutput;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsOutput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemOutput;
use aws_sdk_dynamodb::types::{ConsumedCapacity, WriteRequest};

use crate::codec::item::Item;
use crate::codec::json::object::Object;
use crate::codec::json::write;

/// An output of the SDK that can be written as the body of an answer.
pub(crate) trait TypedOutput: Send + Sync + std::fmt::Debug + 'static {
    /// Writes the members that are read of an answer.
    fn into_json(self) -> Vec<u8>;
}

macro_rules! outputs {
    ($($output:ident, |$value:ident, $body:ident| $write:expr;)*) => {$(
        impl TypedOutput for $output {
            fn into_json(self) -> Vec<u8> {
                let ($value, mut $body) = (self, Object::default());
                $write;
                $body.finish()
            }
        }
    )*};
}
outputs! {
    GetItemOutput, |output, body| {
        item(&mut body, "Item", output.item.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    PutItemOutput, |output, body| {
        item(&mut body, "Attributes", output.attributes.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    UpdateItemOutput, |output, body| {
        item(&mut body, "Attributes", output.attributes.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    DeleteItemOutput, |output, body| {
        item(&mut body, "Attributes", output.attributes.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    QueryOutput, |output, body| {
        items(&mut body, output.items.as_deref());
        body.number("Count", output.count);
        body.number("ScannedCount", output.scanned_count);
        item(&mut body, "LastEvaluatedKey", output.last_evaluated_key.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    ScanOutput, |output, body| {
        items(&mut body, output.items.as_deref());
        body.number("Count", output.count);
        body.number("ScannedCount", output.scanned_count);
        item(&mut body, "LastEvaluatedKey", output.last_evaluated_key.as_ref());
        capacity(&mut body, output.consumed_capacity.as_ref());
    };
    BatchGetItemOutput, |output, body| {
        tables(&mut body, "Responses", output.responses.as_ref(), |out, rows| write::list(out, rows, write::item));
        tables(&mut body, "UnprocessedKeys", output.unprocessed_keys.as_ref(), |out, left| {
            Object::append(out, |keys| write::list(keys.member("Keys"), &left.keys, write::item));
        });
        capacities(&mut body, output.consumed_capacity.as_deref());
    };
    BatchWriteItemOutput, |output, body| {
        tables(&mut body, "UnprocessedItems", output.unprocessed_items.as_ref(), |out, left| {
            write::list(out, left, write_request);
        });
        capacities(&mut body, output.consumed_capacity.as_deref());
    };
    TransactGetItemsOutput, |output, body| {
        if let Some(responses) = &output.responses {
            write::list(body.member("Responses"), responses, |out, response| {
                Object::append(out, |object| item(object, "Item", response.item.as_ref()));
            });
        }
        capacities(&mut body, output.consumed_capacity.as_deref());
    };
    TransactWriteItemsOutput, |output, body| capacities(&mut body, output.consumed_capacity.as_deref());
}

fn item(object: &mut Object, member: &'static str, item: Option<&Item>) {
    if let Some(item) = item {
        write::item(object.member(member), item);
    }
}

fn items(body: &mut Object, items: Option<&[Item]>) {
    if let Some(items) = items {
        write::list(body.member("Items"), items, write::item);
    }
}

/// Writes a member with one value for each table.
fn tables<T>(
    body: &mut Object,
    member: &'static str,
    tables: Option<&HashMap<String, T>>,
    value: impl Fn(&mut Vec<u8>, &T),
) {
    if let Some(tables) = tables {
        write::object(body.member(member), tables, value);
    }
}

fn write_request(out: &mut Vec<u8>, request: &WriteRequest) {
    Object::append(out, |object| {
        if let Some(put) = &request.put_request {
            object.object("PutRequest", |object| item(object, "Item", Some(&put.item)));
        }
        if let Some(delete) = &request.delete_request {
            object.object("DeleteRequest", |object| item(object, "Key", Some(&delete.key)));
        }
    });
}

fn capacity(body: &mut Object, capacity: Option<&ConsumedCapacity>) {
    if let Some(capacity) = capacity {
        consumed(body.member("ConsumedCapacity"), capacity);
    }
}

fn capacities(body: &mut Object, capacities: Option<&[ConsumedCapacity]>) {
    if let Some(capacities) = capacities {
        write::list(body.member("ConsumedCapacity"), capacities, consumed);
    }
}

fn consumed(out: &mut Vec<u8>, capacity: &ConsumedCapacity) {
    Object::append(out, |object| {
        object.optional("TableName", capacity.table_name.as_deref());
        if let Some(units) = capacity.capacity_units {
            float(object.member("CapacityUnits"), units);
        }
    });
}

/// Writes a finite number, or the string that stands for an infinity or NaN.
fn float(out: &mut Vec<u8>, number: f64) {
    if number.is_finite() {
        return out.extend_from_slice(number.to_string().as_bytes());
    }
    let name = if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    write::plain(out, name);
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, KeysAndAttributes};

    use super::*;

    fn key(text: &str) -> Item {
        Item::from([("pk".to_owned(), AttributeValue::S(text.to_owned()))])
    }

    fn text(output: impl TypedOutput) -> String {
        String::from_utf8(output.into_json()).unwrap()
    }

    #[test]
    fn outputs_are_written_as_dynamodb_answers() {
        let capacity = || ConsumedCapacity::builder().table_name("t").capacity_units(0.5).build();
        let query = QueryOutput::builder().items(key("a")).count(1).scanned_count(2);
        let query = query.last_evaluated_key("pk", AttributeValue::S("a".into()));
        assert_eq!(
            text(query.consumed_capacity(capacity()).build()),
            r#"{"Items":[{"pk":{"S":"a"}}],"Count":1,"ScannedCount":2,"LastEvaluatedKey":{"pk":{"S":"a"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}}"#
        );
        let left = KeysAndAttributes::builder().keys(key("b")).build().unwrap();
        let batch = BatchGetItemOutput::builder().responses("t", vec![key("a")]);
        assert_eq!(
            text(batch.unprocessed_keys("t", left).consumed_capacity(capacity()).build()),
            r#"{"Responses":{"t":[{"pk":{"S":"a"}}]},"UnprocessedKeys":{"t":{"Keys":[{"pk":{"S":"b"}}]}},"ConsumedCapacity":[{"TableName":"t","CapacityUnits":0.5}]}"#
        );
        let delete = DeleteRequest::builder().set_key(Some(key("a"))).build().unwrap();
        let left = WriteRequest::builder().delete_request(delete).build();
        assert_eq!(
            text(
                BatchWriteItemOutput::builder()
                    .unprocessed_items("t", vec![left])
                    .build()
            ),
            r#"{"UnprocessedItems":{"t":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}}"#
        );
        assert_eq!(text(GetItemOutput::builder().build()), "{}");
        for (units, written) in [
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            let capacity = ConsumedCapacity::builder().capacity_units(units).build();
            assert_eq!(
                text(GetItemOutput::builder().consumed_capacity(capacity).build()),
                format!(r#"{{"ConsumedCapacity":{{"CapacityUnits":"{written}"}}}}"#)
            );
        }
    }
}
