//! The operations of the engine: each turns a JSON request body into a JSON response body, by the name in `x-amz-target`.

use dynoxide::Database;
use dynoxide::actions::update_item::{UpdateItemRequest, UpdateItemResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::local::refusal::Refusal;

/// Runs `operation` on `database` to completion, without suspending.
pub(super) fn run(database: &Database, operation: &str, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let call = Call { operation, body };
    match operation {
        "CreateTable" => call.answer(|request| database.create_table(request)),
        "DeleteTable" => call.answer(|request| database.delete_table(request)),
        "DescribeTable" => call.answer(|request| database.describe_table(request)),
        "ListTables" => call.answer(|request| database.list_tables(request)),
        "UpdateTable" => call.answer(|request| database.update_table(request)),
        "UpdateTimeToLive" => call.answer(|request| database.update_time_to_live(request)),
        "DescribeTimeToLive" => call.answer(|request| database.describe_time_to_live(request)),
        "TagResource" => call.answer(|request| database.tag_resource(request)),
        "UntagResource" => call.answer(|request| database.untag_resource(request)),
        "ListTagsOfResource" => call.answer(|request| database.list_tags_of_resource(request)),

        "GetItem" => call.answer(|request| database.get_item(request)),
        "PutItem" => call.answer(|request| database.put_item(request)),
        "UpdateItem" => call.answer(|request| update_item(database, request)),
        "DeleteItem" => call.answer(|request| database.delete_item(request)),
        "Query" => call.answer(|request| database.query(request)),
        "Scan" => call.answer(|request| database.scan(request)),
        "SearchVectors" => call.answer(|request| database.search_vectors(request)),
        "BatchGetItem" => call.answer(|request| database.batch_get_item(request)),
        "BatchWriteItem" => call.answer(|request| database.batch_write_item(request)),
        "TransactGetItems" => call.answer(|request| database.transact_get_items(request)),
        "TransactWriteItems" => call.answer(|request| database.transact_write_items(request)),

        "ExecuteStatement" => call.answer(|request| database.execute_statement(request)),
        "ExecuteTransaction" => call.answer(|request| database.execute_transaction(request)),
        "BatchExecuteStatement" => call.answer(|request| database.batch_execute_statement(request)),

        "ListStreams" => call.answer(|request| database.list_streams(request)),
        "DescribeStream" => call.answer(|request| database.describe_stream(request)),
        "GetShardIterator" => call.answer(|request| database.get_shard_iterator(request)),
        "GetRecords" => call.answer(|request| database.get_records(request)),

        _ => Err(Refusal::unknown_operation()),
    }
}

/// Runs `UpdateItem`. DynamoDB returns no old attributes for an item that the update creates, but the engine returns its
/// key. An item that existed has further attributes.
fn update_item(database: &Database, request: UpdateItemRequest) -> dynoxide::Result<UpdateItemResponse> {
    let (key_length, is_old) = (request.key.len(), request.return_values.as_deref() == Some("ALL_OLD"));
    let mut response = database.update_item(request)?;
    if is_old {
        response.attributes = response.attributes.filter(|old| old.len() > key_length);
    }
    Ok(response)
}

struct Call<'a> {
    operation: &'a str,
    body: &'a [u8],
}

impl Call<'_> {
    fn answer<Request: DeserializeOwned, Answer: Serialize>(
        &self,
        apply: impl FnOnce(Request) -> dynoxide::Result<Answer>,
    ) -> Result<Vec<u8>, Refusal> {
        let request = serde_json::from_slice(self.body).map_err(|error| Refusal::unreadable(self.operation, &error))?;
        let answer = apply(request).map_err(|error| Refusal::refused(self.operation, error))?;
        serde_json::to_vec(&answer).map_err(|error| Refusal::unwritable(&error))
    }
}
