//! Requests as text: expressions with their names and values in place of the placeholders.

use std::cmp::Reverse;
use std::collections::HashMap;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::types::AttributeValue;

/// What one request, or one operation of a transaction, does.
pub(crate) struct Line {
    pub(crate) verb: &'static str,
    /// The table or the index.
    pub(crate) place: String,
    /// The key or the key condition; for a write what it changes or requires, too.
    pub(crate) text: String,
}

impl Line {
    fn on_table(verb: &'static str, text: String) -> Self {
        Line {
            verb,
            place: "table".into(),
            text,
        }
    }
}

/// A request of the SDK.
pub(crate) trait Request {
    fn lines(&self) -> Vec<Line>;
}

type Item = HashMap<String, AttributeValue>;
type Names = HashMap<String, String>;

fn text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("\"{text}\""),
        AttributeValue::N(number) => number.clone(),
        AttributeValue::Ss(texts) => format!("{{{}}}", texts.join(", ")),
        AttributeValue::L(values) if values.is_empty() => "[]".into(),
        AttributeValue::L(_) => "[…]".into(),
        other => panic!("no access pattern shows {other:?}"),
    }
}

fn key(item: Option<&Item>) -> String {
    let item = item.expect("a request for an item has a key");
    format!("{} / {}", text(&item["pk"]), text(&item["sk"]))
}

/// Puts names and values into an expression, the longest placeholders first: `#n1` is the beginning of `#n10`.
fn expression(expression: &str, names: Option<&Names>, values: Option<&Item>) -> String {
    let names = names
        .into_iter()
        .flatten()
        .map(|(from, to)| (from, to.clone()));
    let values = values
        .into_iter()
        .flatten()
        .map(|(from, to)| (from, text(to)));
    let mut placeholders: Vec<_> = names.chain(values).collect();
    placeholders.sort_by_key(|(from, _)| Reverse(from.len()));
    placeholders
        .iter()
        .fold(expression.to_owned(), |text, (from, to)| {
            text.replace(from.as_str(), to)
        })
}

fn required(
    key: String,
    condition: Option<&str>,
    names: Option<&Names>,
    values: Option<&Item>,
) -> String {
    match condition {
        Some(condition) => format!("{key} if {}", expression(condition, names, values)),
        None => key,
    }
}

impl Request for GetItemInput {
    fn lines(&self) -> Vec<Line> {
        vec![Line::on_table("GetItem", key(self.key()))]
    }
}

impl Request for QueryInput {
    fn lines(&self) -> Vec<Line> {
        let (names, values) = (
            self.expression_attribute_names(),
            self.expression_attribute_values(),
        );
        let condition = self
            .key_condition_expression()
            .expect("a query has a key condition");
        let mut text = expression(condition, names, values);
        if let Some(filter) = self.filter_expression() {
            text = format!("{text} filter {}", expression(filter, names, values));
        }
        if self.scan_index_forward() == Some(false) {
            text.push_str(" descending");
        }
        if let Some(limit) = self.limit() {
            text = format!("{text} limit {limit}");
        }
        vec![Line {
            verb: "Query",
            place: self.index_name().unwrap_or("table").to_owned(),
            text,
        }]
    }
}

impl Request for ScanInput {
    fn lines(&self) -> Vec<Line> {
        let projection = self
            .projection_expression()
            .expect("the scan has a projection");
        vec![Line {
            verb: "Scan",
            place: self.index_name().unwrap_or("table").to_owned(),
            text: expression(projection, self.expression_attribute_names(), None),
        }]
    }
}

impl Request for PutItemInput {
    fn lines(&self) -> Vec<Line> {
        let (names, values) = (
            self.expression_attribute_names(),
            self.expression_attribute_values(),
        );
        let text = required(key(self.item()), self.condition_expression(), names, values);
        vec![Line::on_table("PutItem", text)]
    }
}

impl Request for UpdateItemInput {
    fn lines(&self) -> Vec<Line> {
        let (names, values) = (
            self.expression_attribute_names(),
            self.expression_attribute_values(),
        );
        let update = self
            .update_expression()
            .expect("an update changes something");
        let text = format!("{}: {}", key(self.key()), expression(update, names, values));
        vec![Line::on_table("UpdateItem", text)]
    }
}

impl Request for DeleteItemInput {
    fn lines(&self) -> Vec<Line> {
        let (names, values) = (
            self.expression_attribute_names(),
            self.expression_attribute_values(),
        );
        let text = required(key(self.key()), self.condition_expression(), names, values);
        vec![Line::on_table("DeleteItem", text)]
    }
}

impl Request for TransactWriteItemsInput {
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for item in self.transact_items() {
            if let Some(put) = item.put() {
                let (names, values) = (
                    put.expression_attribute_names(),
                    put.expression_attribute_values(),
                );
                let text = required(
                    key(Some(put.item())),
                    put.condition_expression(),
                    names,
                    values,
                );
                lines.push(Line::on_table("Put", text));
            }
            if let Some(update) = item.update() {
                let (names, values) = (
                    update.expression_attribute_names(),
                    update.expression_attribute_values(),
                );
                let change = expression(update.update_expression(), names, values);
                lines.push(Line::on_table(
                    "Update",
                    format!("{}: {change}", key(Some(update.key()))),
                ));
            }
            if let Some(delete) = item.delete() {
                let (names, values) = (
                    delete.expression_attribute_names(),
                    delete.expression_attribute_values(),
                );
                let text = required(
                    key(Some(delete.key())),
                    delete.condition_expression(),
                    names,
                    values,
                );
                lines.push(Line::on_table("Delete", text));
            }
            if let Some(check) = item.condition_check() {
                let (names, values) = (
                    check.expression_attribute_names(),
                    check.expression_attribute_values(),
                );
                let condition = Some(check.condition_expression());
                let text = required(key(Some(check.key())), condition, names, values);
                lines.push(Line::on_table("ConditionCheck", text));
            }
        }
        lines
    }
}

impl Request for BatchWriteItemInput {
    fn lines(&self) -> Vec<Line> {
        let requests = self.request_items().expect("a batch has requests");
        let puts = requests
            .values()
            .flatten()
            .map(|write| write.put_request().expect("the batch puts"));
        let keys: Vec<String> = puts.map(|put| key(Some(put.item()))).collect();
        let text = format!("{} to {}", keys[0], keys[keys.len() - 1]);
        vec![Line::on_table("BatchWriteItem", text)]
    }
}
