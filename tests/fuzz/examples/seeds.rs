//! Writes the first inputs of a corpus into two given folders, one for items and one for responses: responses of the
//! embedded engine, and malformed ones.
//!
//! ```sh
//! cargo run -p dynamo-entity-fuzz --example seeds -- /tmp/item /tmp/answer
//! ```

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeDeserializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_fuzz::model::{Adjacent, App, Detail, External, Internal, Loose, Nest, Numbers, Thing, Untagged};
use serde_json::{Value, json};

/// Keeps the bodies of responses.
#[derive(Clone, Debug, Default)]
struct Bodies(Arc<Mutex<Vec<Vec<u8>>>>);

impl Intercept for Bodies {
    fn name(&self) -> &'static str {
        "Bodies"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes().unwrap_or_default().to_vec();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(body);
        Ok(())
    }
}

fn nest(depth: u32) -> Nest {
    Nest {
        unit: (),
        value: depth.is_multiple_of(2).then_some(-7),
        inner: (depth > 0).then(|| Box::new(nest(depth - 1))),
        list: if depth == 1 { vec![nest(0)] } else { Vec::new() },
    }
}

fn thing(id: u32) -> Thing {
    Thing {
        owner: "o".into(),
        id,
        numbers: Numbers {
            a: (i8::MIN, -300, i32::MAX, i64::MIN, -(10_i128.pow(37))),
            b: (u8::MAX, 1, 0, u64::MAX, 10_u128.pow(37)),
            single: 0.1,
            double: -1.5e-100,
        },
        pair: Some((-1, None, 'é')),
        bytes: vec![0, 1, 254, 255],
        texts: ["a", "ü\"\\\n"].map(str::to_owned).into(),
        integers: [-1, 0, i64::MAX].into(),
        blobs: [vec![], vec![1], vec![2; 20]].into(),
        nest: Some(nest(3)),
        external: vec![
            External::Unit,
            External::New(None),
            External::New(Some(1)),
            External::Tuple(true, "t".into()),
            External::Struct {
                inner: nest(0),
                none: None,
            },
        ],
        internal: Some(Internal::Struct {
            float: 0.5,
            signed: -5,
            raw: vec![1, 2],
        }),
        adjacent: vec![
            Adjacent::Unit,
            Adjacent::New(2.5),
            Adjacent::Tuple(1, String::new()),
            Adjacent::Struct { inner: Some(nest(1)) },
        ],
        untagged: vec![
            Untagged::Flag(true),
            Untagged::Signed(-1),
            Untagged::Text("text".into()),
            Untagged::List(vec![1, 2]),
            Untagged::Struct {
                key: [("k".to_owned(), 1.0)].into(),
            },
        ],
        by_number: [(-1, vec![Some(true), None]), (2, vec![])].into(),
    }
}

fn loose(id: u32) -> Loose {
    Loose {
        owner: "o".into(),
        id,
        text: Some("\u{1f600}".into()),
        detail: Detail {
            count: 3,
            ratio: Some(0.25),
            variants: vec![Internal::Unit, Internal::New(nest(1))],
        },
        others: [("more".to_owned(), json!({"a": [1, -2.5, null, true, "x"]}))].into(),
    }
}

fn bad_items() -> Vec<String> {
    let deep = |depth: usize| {
        let (open, close) = (r#"{"L":["#.repeat(depth), "]}".repeat(depth));
        format!(r#"{{"owner":{{"S":"o"}},"id":{{"N":"1"}},"deep":{open}{{"NULL":true}}{close}}}"#)
    };
    let nested = |depth: usize| {
        let (open, close) = (r#"{"M":{"inner":"#.repeat(depth), "}}".repeat(depth));
        format!(r#"{{"owner":{{"S":"o"}},"id":{{"N":"1"}},"nest":{open}{{"NULL":true}}{close}}}"#)
    };
    let with = |attribute: &str| {
        format!(
            r#"{{"owner":{{"S":"o"}},"id":{{"N":"1"}},"pk":{{"S":"OWNER#o"}},"sk":{{"S":"THING#0001"}},{attribute}}}"#
        )
    };
    let mut items = vec![
        deep(31),
        deep(63),
        deep(65),
        deep(300),
        nested(20),
        nested(70),
        nested(300),
    ];
    items.extend(
        [
            r#""bytes":{"B":"AQ"}"#,
            r#""bytes":{"B":"AQ=="},"bytes":{"B":"Ag=="}"#,
            r#""texts":{"SS":["\ud800"]}"#,
            r#""texts":{"SS":["\ud83d\ude00"]}"#,
            r#""texts":{"SS":["\u00E9\/"]}"#,
            r#""texts":{"SS":[null]}"#,
            r#""texts":{"SS":null,"NULL":true}"#,
            r#""texts":{"__type":"x","SS":["a"]}"#,
            r#""texts":{"L":[{"S":"a"},{"N":"1"}]}"#,
            r#""integers":{"NS":["1e2","-0","1E+2","100.0","9223372036854775808"]}"#,
            r#""integers":{"NS":["1e99999999999999999999"]}"#,
            r#""numbers":{"M":{"double":{"N":"1e400"}}}"#,
            r#""numbers":{"M":{"b":{"L":[{"N":"256"},{"N":"1"},{"N":"1"},{"N":"1"},{"N":"1"}]}}}"#,
            r#""numbers":{"M":{"single":{"N":"NaN"}}}"#,
            r#""nest":{"M":{"list":{"L":[{"M":{"value":{"S":"no"}}}]}}}"#,
            r#""nest":{"M":{"unit":{"NULL":false},"value":{"NULL":true}}}"#,
            r#""nest":{"M":{"extra":{"X":[{}]}}}"#,
            r#""nest":{"X":1}"#,
            r#""unknown":{"X":{"S":1}}"#,
            r#""unknown":{"N":1}"#,
            r#""unknown":[01,1.,-,"\x",null]"#,
            r#""external":{"L":[{"M":{}}]}"#,
            r#""external":{"L":[{"M":{"New":{"N":"1"},"Unit":{"NULL":true}}}]}"#,
            r#""external":{"L":[{"S":"Neither"}]}"#,
            r#""internal":{"M":{"float":{"N":"1"},"signed":{"N":"2"},"raw":{"B":""},"type":{"S":"Struct"}}}"#,
            r#""internal":{"L":[{"S":"Unit"}]}"#,
            r#""adjacent":{"L":[{"M":{"content":{"N":"1"},"type":{"S":"New"}}}]}"#,
            r#""untagged":{"L":[{"N":"18446744073709551616"},{"N":"0.5"},{"NULL":true}]}"#,
            r#""by_number":{"M":{"x":{"L":[]}}}"#,
            r#""pair":{"L":[{"N":"1"},{"NULL":true},{"S":"ab"}]}"#,
            r#""pair":{"L":[{"N":"1"},{"NULL":true},{"S":"a"},{"S":"b"}]}"#,
            r#""entity_type":{"S":"Loose"}"#,
            r#""id":{"N":"2"}"#,
            "\"texts\":{\"SS\":[\"\u{1}\"]}",
        ]
        .map(with),
    );
    let long = "x".repeat(3000);
    items.push(with(&format!(r#""nest":{{"S":"{long}"}},"{long}":{{"S":"{long}"}}"#)));
    items.push("{}".into());
    items
}

fn main() -> std::io::Result<()> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(items), Some(answers)) = (folders.next(), folders.next()) else {
        return Err(std::io::Error::other("say where to write items and answers"));
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let engine = Engine::memory().map_err(std::io::Error::other)?.client();
    let bodies = runtime.block_on(answered(&engine)).map_err(std::io::Error::other)?;
    for (at, (first, body)) in bodies.iter().enumerate() {
        write(
            &answers,
            &format!("engine-{at:02}"),
            &[&[*first], body.as_slice()].concat(),
        )?;
        // Every item of the response alone, and the response with white space.
        let value: Value = serde_json::from_slice(body)?;
        let pretty = serde_json::to_string_pretty(&value)?;
        write(
            &answers,
            &format!("engine-{at:02}-spaced"),
            &[&[*first], pretty.as_bytes()].concat(),
        )?;
        if let Some(item) = value.get("Item") {
            write(&items, &format!("engine-{at:02}"), item.to_string().as_bytes())?;
            write(
                &items,
                &format!("engine-{at:02}-spaced"),
                serde_json::to_string_pretty(item)?.as_bytes(),
            )?;
        }
    }
    for (at, item) in bad_items().iter().enumerate() {
        write(&items, &format!("bad-{at:02}"), item.as_bytes())?;
        let first = if item.len() % 2 == 0 { "0" } else { "8" };
        write(
            &answers,
            &format!("bad-{at:02}"),
            format!("{first}{{\"Item\":{item}}}").as_bytes(),
        )?;
    }
    let one = r#"{"pk":{"S":"OWNER#o"},"sk":{"S":"THING#0001"},"owner":{"S":"o"},"id":{"N":"1"}}"#;
    let others = [
        "0".to_owned(),
        "0null".to_owned(),
        "0{\"Item\":null}".to_owned(),
        format!(r#"0{{"Item":{one},"Item":{{}}}}"#),
        format!(r#"1{{"Items":[{one},{{}}],"Count":2,"ScannedCount":"many","LastEvaluatedKey":{one}}}"#),
        format!(r#"1{{"Items":[{one}],"Count":1e2,"ConsumedCapacity":{{"TableName":"table","CapacityUnits":1.5}}}}"#),
        format!(
            r#"2{{"Responses":{{"table":[{one}]}},"UnprocessedKeys":{{"table":{{"Keys":[{{"pk":{{"S":"OWNER#o"}},"sk":{{"S":"THING#0002"}}}}]}}}}}}"#
        ),
        format!(r#"2{{"Responses":{{"other":[{one}],"table":[null]}}}}"#),
        format!(r#"3{{"Responses":[{{"Item":{one}}},{{}}]}}"#),
        format!(r#"3{{"Responses":[{{"Item":{one}}},null]}}"#),
        format!(
            r#"3{{"Responses":[{{"Item":{one}}},{{"Item":{{"pk":{{"S":"OWNER#o"}},"sk":{{"S":"THING#0002"}}}}}}]}}"#
        ),
        r#"4{"Items":[{"pk":{"S":"OWNER#o"},"sk":{"S":"THING#0002"},"owner":{"S":"o"},"id":{"S":"2"}}]} x"#.to_owned(),
    ];
    for (at, answer) in others.iter().enumerate() {
        write(&answers, &format!("other-{at:02}"), answer.as_bytes())?;
    }
    write(&items, "not-utf-8", b"{\"owner\":{\"S\":\"\xff\"}}")?;
    write(&answers, "not-utf-8", b"0{\"Other\":\"\xff\"}")
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name), bytes)
}

/// Returns the embedded engine's response to each read, after the byte that selects the read.
async fn answered(engine: &Client) -> dynamo_entity::Result<Vec<(u8, Vec<u8>)>> {
    let bodies = Bodies::default();
    let config = engine.config().to_builder().interceptor(bodies.clone());
    let table = Table::<App>::new(Client::from_conf(config.build()), "table");
    table.create().send().await?;
    for id in [1, 2] {
        Thing::put(thing(id)).send(&table).await?;
        Loose::put(loose(id)).send(&table).await?;
    }
    let mut all = Vec::new();
    let mut taken = |first: u8| {
        let mut bodies = bodies.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(body) = bodies.pop() {
            all.push((first, body));
        }
    };
    let keys = || [("o", 1), ("o", 2)];
    macro_rules! reads {
        ($entity:ident: $get:literal $query:literal $batch:literal $transaction:literal $scan:literal) => {
            $entity::get(("o", 1)).send(&table).await?;
            taken($get);
            $entity::get(("o", 9)).send(&table).await?;
            taken($get);
            $entity::query().primary("o").send(&table).await?;
            taken($query);
            $entity::query().primary("o").limit(1).send(&table).await?;
            taken($query);
            $entity::batch_get(keys()).send(&table).await?;
            taken($batch);
            table
                .transact_get(keys().map($entity::get).to_vec())
                .send()
                .await?;
            taken($transaction);
            $entity::scan().send(&table).await?;
            taken($scan);
        };
    }
    reads!(Thing: b'0' b'1' b'2' b'3' b'4');
    reads!(Loose: b'8' b'9' b':' b';' b'<');
    Ok(all)
}
