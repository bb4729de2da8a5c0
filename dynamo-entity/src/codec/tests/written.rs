//! The JSON of items.

use aws_sdk_dynamodb::operation::put_item::{PutItem, PutItemInput};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::Value;

use crate::codec::item::Item;
use crate::codec::tests::{b, item, l, m, n, null, s};
use crate::codec::written::WrittenItem;

/// The body of a `PutItem` as the SDK serializes it.
fn put_body(item: Item) -> Vec<u8> {
    let input = PutItemInput::builder().table_name("app").set_item(Some(item));
    let config = PutItem::new().config().unwrap();
    let serializer = config.load::<SharedRequestSerializer>().unwrap();
    let input = Input::erase(input.build().unwrap());
    let request = serializer.serialize_input(input, &mut ConfigBag::base()).unwrap();
    request.body().bytes().unwrap().to_vec()
}

#[test]
fn items_are_written_as_the_sdk_writes_them() {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    let items = [
        item([]),
        item([("a", s("text")), ("b", s("Zoë \"quoted\" \\ \n \t \u{8} \u{1} \u{7f}"))]),
        item([
            ("n", n("-12.5")),
            ("b0", b(&[])),
            ("b1", b(&[1])),
            ("b3", b(&[1, 2, 3])),
            ("b4", b(&[1, 2, 3, 4])),
        ]),
        item([
            ("\"", AttributeValue::Bool(true)),
            ("f", AttributeValue::Bool(false)),
            ("null", null()),
        ]),
        item([
            ("l", l([n("1"), l([]), m([("k", m([])), ("j", null())])])),
            ("m", m([("x", s(""))])),
        ]),
        item([
            ("ss", AttributeValue::Ss(texts(&["a", "\"", ""]))),
            ("ns", AttributeValue::Ns(texts(&["1"]))),
            ("bs", AttributeValue::Bs(vec![Blob::new([1]), Blob::new([])])),
        ]),
    ];
    for item in items {
        let mut body = br#"{"TableName":"app","Item":"#.to_vec();
        WrittenItem::of(&item).write(&mut body);
        body.push(b'}');
        let parse = |body: &[u8]| serde_json::from_slice::<Value>(body).unwrap();
        assert_eq!(parse(&body), parse(&put_body(item.clone())), "{item:?}");
    }
}
