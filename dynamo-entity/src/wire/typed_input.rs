//! The SDK's inputs, parsed from the bodies of requests: for requests that are shown, for observers, and for clients whose
//! own code sees inputs.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItem;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItem;
use aws_sdk_dynamodb::operation::delete_item::DeleteItem;
use aws_sdk_dynamodb::operation::get_item::GetItem;
use aws_sdk_dynamodb::operation::put_item::PutItem;
use aws_sdk_dynamodb::operation::query::Query;
use aws_sdk_dynamodb::operation::scan::Scan;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItems;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItems;
use aws_sdk_dynamodb::operation::update_item::UpdateItem;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, DeleteRequest, Get, KeysAndAttributes, Put, PutRequest, TransactGetItem, TransactWriteItem,
    Update, WriteRequest,
};

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::stored::StoredItem;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::operation::Operation;
use crate::wire::request::Request;
use crate::wire::table::TableClient;

/// An operation whose inputs are parsed from JSON.
pub(crate) trait TypedInput: Operation {
    /// Returns an input from which the SDK finds the endpoint, and which is never sent: it says only the table.
    fn addressed(client: &Client, table: &str) -> Result<Self::Builder, BuildError>;

    /// Parses the body of a request.
    fn parsed(client: &Client, body: &[u8]) -> Result<Self::Builder, CodecError>;
}

impl TableClient {
    /// Returns the SDK's input of a request.
    pub(crate) fn shown<O: TypedInput>(&self, request: Request<O>) -> Result<O::Input> {
        let builder = O::parsed(&self.client, &request.body.finish()).map_err(Error::encode)?;
        O::input(&builder).map_err(|error| Error::input(error.to_string()).caused_by(error))
    }
}

/// Parses an object whose members a builder has setters for.
macro_rules! object {
    ($parser:expr => $builder:expr; $($member:literal $set:ident $parse:expr),* $(,)?) => {{
        let parser: &Parser<'_> = $parser;
        let mut builder = $builder;
        let mut members = Members::of(parser)?;
        while let Some(member) = members.next()? {
            builder = match &*member {
                $($member => builder.$set(Some($parse(parser)?)),)*
                _ => return Err(CodecError::new(format!("`{member}` is not a member of the request"))),
            };
        }
        builder
    }};
}

macro_rules! inputs {
    ($($operation:ty, |$builder:ident, $table:ident| $addressed:expr; $($member:literal $set:ident $parse:expr),* $(,)?;)*) => {$(
        impl TypedInput for $operation {
            fn addressed(client: &Client, $table: &str) -> Result<Self::Builder, BuildError> {
                let $builder = Self::builder(client);
                Ok($addressed)
            }

            fn parsed(client: &Client, body: &[u8]) -> Result<Self::Builder, CodecError> {
                let parser = Parser::new(body)?;
                let builder = object!(&parser => Self::builder(client); $($member $set $parse),*);
                parser.end()?;
                Ok(builder)
            }
        }
    )*};
}
inputs! {
    GetItem, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "Key" set_key item,
        "ConsistentRead" set_consistent_read boolean,
        "ProjectionExpression" set_projection_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    PutItem, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "Item" set_item item,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValues" set_return_values named,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    UpdateItem, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "Key" set_key item,
        "UpdateExpression" set_update_expression text,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValues" set_return_values named,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    DeleteItem, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "Key" set_key item,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValues" set_return_values named,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    Query, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "IndexName" set_index_name text,
        "KeyConditionExpression" set_key_condition_expression text,
        "FilterExpression" set_filter_expression text,
        "ProjectionExpression" set_projection_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ScanIndexForward" set_scan_index_forward boolean,
        "ConsistentRead" set_consistent_read boolean,
        "Select" set_select named,
        "Limit" set_limit integer,
        "ExclusiveStartKey" set_exclusive_start_key item,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    Scan, |input, table| input.table_name(table);
        "TableName" set_table_name text,
        "IndexName" set_index_name text,
        "FilterExpression" set_filter_expression text,
        "ProjectionExpression" set_projection_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "Segment" set_segment integer,
        "TotalSegments" set_total_segments integer,
        "ConsistentRead" set_consistent_read boolean,
        "Select" set_select named,
        "Limit" set_limit integer,
        "ExclusiveStartKey" set_exclusive_start_key item,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    BatchGetItem, |input, table| {
            let keys = KeysAndAttributes::builder().set_keys(Some(Vec::new()));
            input.request_items(table, keys.build()?)
        };
        "RequestItems" set_request_items |parser| map(parser, keys_and_attributes),
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    BatchWriteItem, |input, table| input.request_items(table, Vec::new());
        "RequestItems" set_request_items |parser| map(parser, |parser| list(parser, write_request)),
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    TransactGetItems, |input, table| {
            let get = Get::builder().table_name(table).set_key(Some(Item::new()));
            input.transact_items(TransactGetItem::builder().get(get.build()?).build())
        };
        "TransactItems" set_transact_items |parser| list(parser, transact_get_item),
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
    TransactWriteItems, |input, table| {
            let delete = Delete::builder().table_name(table).set_key(Some(Item::new()));
            input.transact_items(TransactWriteItem::builder().delete(delete.build()?).build())
        };
        "TransactItems" set_transact_items |parser| list(parser, transact_write_item),
        "ClientRequestToken" set_client_request_token text,
        "ReturnConsumedCapacity" set_return_consumed_capacity named;
}

/// The objects within requests, each with a function that parses it.
macro_rules! objects {
    ($($function:ident: $ty:ty; $($member:literal $set:ident $parse:expr),* $(,)?;)*) => {$(
        fn $function(parser: &Parser<'_>) -> Result<$ty, CodecError> {
            let builder = object!(parser => <$ty>::builder(); $($member $set $parse),*);
            builder.build().map_err(|error| CodecError::new(error.to_string()))
        }
    )*};
}
objects! {
    keys_and_attributes: KeysAndAttributes;
        "Keys" set_keys |parser| list(parser, item),
        "ConsistentRead" set_consistent_read boolean,
        "ProjectionExpression" set_projection_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names;
    put_request: PutRequest; "Item" set_item item;
    delete_request: DeleteRequest; "Key" set_key item;
    get: Get;
        "TableName" set_table_name text,
        "Key" set_key item,
        "ProjectionExpression" set_projection_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names;
    put: Put;
        "TableName" set_table_name text,
        "Item" set_item item,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named;
    update: Update;
        "TableName" set_table_name text,
        "Key" set_key item,
        "UpdateExpression" set_update_expression text,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named;
    delete: Delete;
        "TableName" set_table_name text,
        "Key" set_key item,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named;
    condition_check: ConditionCheck;
        "TableName" set_table_name text,
        "Key" set_key item,
        "ConditionExpression" set_condition_expression text,
        "ExpressionAttributeNames" set_expression_attribute_names names,
        "ExpressionAttributeValues" set_expression_attribute_values item,
        "ReturnValuesOnConditionCheckFailure" set_return_values_on_condition_check_failure named;
}

fn write_request(parser: &Parser<'_>) -> Result<WriteRequest, CodecError> {
    Ok(object!(parser => WriteRequest::builder();
        "PutRequest" set_put_request put_request,
        "DeleteRequest" set_delete_request delete_request,
    )
    .build())
}

fn transact_get_item(parser: &Parser<'_>) -> Result<TransactGetItem, CodecError> {
    Ok(object!(parser => TransactGetItem::builder(); "Get" set_get get).build())
}

fn transact_write_item(parser: &Parser<'_>) -> Result<TransactWriteItem, CodecError> {
    Ok(object!(parser => TransactWriteItem::builder();
        "Put" set_put put,
        "Update" set_update update,
        "Delete" set_delete delete,
        "ConditionCheck" set_condition_check condition_check,
    )
    .build())
}

/// The members of an object, one by one.
struct Members<'p, 'de> {
    parser: &'p Parser<'de>,
    first: bool,
}

impl<'p, 'de> Members<'p, 'de> {
    fn of(parser: &'p Parser<'de>) -> Result<Self, CodecError> {
        parser.expect(b'{')?;
        Ok(Members { parser, first: true })
    }

    /// Goes to the next member and returns its name. The value must be parsed before the next call.
    fn next(&mut self) -> Result<Option<Cow<'de, str>>, CodecError> {
        if !self.parser.next_in(b'}', &mut self.first)? {
            return Ok(None);
        }
        let name = self.parser.string()?;
        self.parser.expect(b':')?;
        Ok(Some(name))
    }
}

fn map<T>(
    parser: &Parser<'_>,
    value: impl Fn(&Parser<'_>) -> Result<T, CodecError>,
) -> Result<HashMap<String, T>, CodecError> {
    let mut map = HashMap::new();
    let mut members = Members::of(parser)?;
    while let Some(name) = members.next()? {
        map.insert(name.into_owned(), value(parser)?);
    }
    Ok(map)
}

fn list<T>(parser: &Parser<'_>, element: impl Fn(&Parser<'_>) -> Result<T, CodecError>) -> Result<Vec<T>, CodecError> {
    let mut list = Vec::new();
    let mut first = true;
    parser.expect(b'[')?;
    while parser.next_in(b']', &mut first)? {
        list.push(element(parser)?);
    }
    Ok(list)
}

/// Parses attributes by their names, or values by their placeholders.
fn item(parser: &Parser<'_>) -> Result<Item, CodecError> {
    StoredItem::at(parser).into_attributes()
}

fn names(parser: &Parser<'_>) -> Result<HashMap<String, String>, CodecError> {
    map(parser, text)
}

fn text(parser: &Parser<'_>) -> Result<String, CodecError> {
    parser.string().map(Cow::into_owned)
}

/// Parses a value of one of the SDK's enums.
fn named<T: for<'a> From<&'a str>>(parser: &Parser<'_>) -> Result<T, CodecError> {
    parser.string().map(|name| T::from(&*name))
}

fn boolean(parser: &Parser<'_>) -> Result<bool, CodecError> {
    parser.boolean()
}

fn integer(parser: &Parser<'_>) -> Result<i32, CodecError> {
    let text = parser.number()?;
    text.parse()
        .map_err(|_| CodecError::new(format!("`{text}` is not an integer")))
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::config::{BehaviorVersion, Config};
    use aws_sdk_dynamodb::primitives::Blob;
    use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

    use super::*;

    fn client() -> Client {
        Client::from_conf(Config::builder().behavior_version(BehaviorVersion::latest()).build())
    }

    #[test]
    fn values_are_parsed_as_they_are_written() {
        let body = br#"{"TableName":"t\u0061","Item":{"n":{"N":"1.50E+3"},"s":{"S":""},"b":{"B":"AAEC"},"z":{"NULL":true},
            "f":{"BOOL":false},"ns":{"NS":["1.0","-2"]},"bs":{"BS":[""]},"l":{"L":[]},"m":{"M":{"":{"M":{}}}}},"ReturnValues":"ALL_OLD"}"#;
        let input = PutItem::parsed(&client(), body).unwrap();
        assert_eq!(input.get_table_name().as_deref(), Some("ta"));
        assert_eq!(*input.get_return_values(), Some(ReturnValue::AllOld));
        let inner = AttributeValue::M(Item::new());
        let expected = [
            ("n", AttributeValue::N("1.50E+3".into())),
            ("s", AttributeValue::S(String::new())),
            ("b", AttributeValue::B(Blob::new([0, 1, 2]))),
            ("z", AttributeValue::Null(true)),
            ("f", AttributeValue::Bool(false)),
            ("ns", AttributeValue::Ns(vec!["1.0".into(), "-2".into()])),
            ("bs", AttributeValue::Bs(vec![Blob::new([])])),
            ("l", AttributeValue::L(Vec::new())),
            ("m", AttributeValue::M([(String::new(), inner)].into())),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(*input.get_item(), Some(expected.into()));
    }

    #[test]
    fn a_member_without_a_place_is_refused() {
        let error = GetItem::parsed(&client(), br#"{"Keys":1}"#).unwrap_err();
        assert!(error.to_string().contains("`Keys`"), "{error}");
        GetItem::parsed(&client(), b"{}{}").unwrap_err();
    }
}
