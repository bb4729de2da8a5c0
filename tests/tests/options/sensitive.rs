//! `sensitive`: the value is stored, but never printed.

use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, raw};
use serde::{Deserialize, Deserializer, Serialize};

use super::{stored, table};

const SECRET: &str = "hunter2";

fn is_strong(secret: &str) -> Result<(), String> {
    if secret.starts_with("weak") {
        Err(format!("{secret} is weak"))
    } else {
        Ok(())
    }
}

fn keep(secret: Picky) -> Picky {
    secret
}

#[derive(Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TOKEN#<token>", sk = "KIND#<kind>")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "<note>")]
#[derive(Debug)]
struct Token {
    #[entity(sensitive)]
    token: String,
    kind: String,
    #[entity(sensitive)]
    owner: String,
    #[entity(sensitive, validate = is_strong)]
    #[default("d".to_owned())]
    note: String,
    #[entity(sensitive, get = keep)]
    picky: Option<Picky>,
}

/// A type whose `Deserialize` puts the value into its error.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Picky(String);

impl<'de> Deserialize<'de> for Picky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains(SECRET) {
            return Err(serde::de::Error::custom(format!("{text} is not what it should be")));
        }
        Ok(Picky(text))
    }
}

impl From<Picky> for String {
    fn from(picky: Picky) -> String {
        picky.0
    }
}

#[derive(Debug, Projection, Deserialize)]
#[projection(entity = Token)]
#[allow(dead_code)]
struct Pick {
    picky: Option<Picky>,
}

#[derive(Table)]
#[table(entities(Token))]
struct App;

fn token() -> Token {
    Token::builder()
        .token(SECRET)
        .kind("api")
        .owner(SECRET)
        .note(SECRET)
        .build()
}

#[track_caller]
fn silent(printed: &impl Debug) {
    for text in [format!("{printed:?}"), format!("{printed:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[track_caller]
fn silent_error(error: &Error) {
    silent(error);
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text += &format!("; {cause}");
        source = cause.source();
    }
    assert!(!text.contains(SECRET), "{text}");
}

#[tokio::test]
async fn errors_do_not_contain_the_value() {
    let table = table::<App>("sensitive").await;
    let f = Token::fields();
    Token::create(token()).send(&table).await.unwrap();
    assert!(stored(&table, "TOKEN#hunter2", "KIND#api").await.is_some());

    let exists = Token::create(token()).send(&table).await.unwrap_err();
    assert!(exists.is_already_exists());
    assert_eq!(exists.key(), Some("… / KIND#api"));
    assert_eq!(exists.existing::<Token>().unwrap(), Some(token()));
    let weak = format!("weak {SECRET}");
    for error in [
        exists,
        Token::patch((SECRET, "api"))
            .condition(f.note.eq("x"))
            .send(&table)
            .await
            .unwrap_err(),
        Token::remove((SECRET, "other")).send(&table).await.unwrap_err(),
        Token::put(Token {
            note: weak.clone(),
            ..token()
        })
        .send(&table)
        .await
        .unwrap_err(),
        Token::patch((SECRET, "api"))
            .set(f.note, &weak)
            .send(&table)
            .await
            .unwrap_err(),
        Token::get((format!("{SECRET}\u{10FFFF}"), "api"))
            .send(&table)
            .await
            .unwrap_err(),
        Token::put(Token {
            owner: format!("{SECRET}\u{10FFFF}"),
            ..token()
        })
        .send(&table)
        .await
        .unwrap_err(),
        Token::query()
            .by_owner(format!("{SECRET}\u{10FFFF}"))
            .all(&table)
            .await
            .unwrap_err(),
        Token::query()
            .by_owner("x")
            .note()
            .between(format!("{SECRET}\u{10FFFF}"), SECRET)
            .all(&table)
            .await
            .unwrap_err(),
    ] {
        silent_error(&error);
    }
}

#[tokio::test]
async fn codec_errors_do_not_contain_the_value() {
    let table = table::<App>("sensitive").await;
    let mut item = App::to_item(&token()).unwrap();
    item.insert("picky".into(), AttributeValue::S(SECRET.into()));
    table
        .client()
        .put_item()
        .table_name(table.name())
        .set_item(Some(item))
        .send()
        .await
        .unwrap();
    for error in [
        Token::get((SECRET, "api")).send(&table).await.unwrap_err(),
        Token::get((SECRET, "api"))
            .project::<Pick>()
            .send(&table)
            .await
            .unwrap_err(),
        Token::query().primary(SECRET).all(&table).await.unwrap_err(),
    ] {
        assert!(error.is_decode());
        assert_eq!(error.attribute_path().as_deref(), Some("picky"));
        assert!(
            error.to_string().contains("at `picky`: the value is invalid"),
            "{error}"
        );
        silent_error(&error);
    }
}

#[tokio::test]
async fn nothing_prints_the_value() {
    let table = table::<App>("sensitive").await;
    let f = Token::fields();
    for item in ["1", "2"] {
        Token::create(Token {
            token: format!("{SECRET}{item}"),
            note: format!("{SECRET}{item}"),
            ..token()
        })
        .send(&table)
        .await
        .unwrap();
    }
    let condition = f.note.eq(SECRET) & raw("#n = :v").path("n", f.owner).value("v", SECRET).into();
    silent(&condition);
    silent(&raw("#n = :v").path("n", f.owner).value("v", SECRET));
    silent(&token().key());
    assert_eq!(format!("{:?}", token().key()), r#"TokenKey { token: …, kind: "api" }"#);
    silent(&Token::get((SECRET, "api")));
    silent(&Token::put(token()).condition(condition.clone()));
    silent(&Token::upsert(token()).condition(condition.clone()));
    silent(&Token::delete(&token()).condition(condition.clone()));
    let patch = Token::patch((SECRET, "api")).set(f.note, SECRET).set(f.owner, SECRET);
    silent(&patch.condition(condition.clone()));
    silent(&token().edit().set_if_absent(f.picky, Picky(SECRET.into())));
    let query = Token::query()
        .by_owner(SECRET)
        .note()
        .begins_with(SECRET)
        .filter(condition.clone());
    silent(&query);
    silent(&Token::query().by_owner(SECRET).note().between(SECRET, SECRET));
    let page = Token::query().by_owner(SECRET).limit(1).send(&table).await.unwrap();
    let cursor = page.cursor.expect("there is more");
    assert_eq!(format!("{cursor:?}"), "Cursor(…)");
    assert_ne!(cursor.to_string(), "Cursor(…)");
    silent(&Token::query().by_owner(SECRET).start_at(cursor).into_query());
}
