//! Sealed cursors: which keys and reads open them, and that nothing else does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamo_entity::prelude::*;
use dynamo_entity::{CursorKey, Result};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<account>", sk = "PAYMENT#<payment>")]
#[gsi(
    name = "by_account",
    index = "gsi1",
    pk = "ACCOUNT#<account>",
    sk = "PAYMENT#<payment>"
)]
struct Payment {
    account: String,
    payment: String,
}

#[derive(Table)]
#[table(entities(Payment))]
struct App;

/// Payments of two accounts, in a table that does not seal its cursors.
async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("cursors"));
    table.create().send().await.unwrap();
    fill(&table).await;
    table
}

async fn fill(table: &Table<App>) {
    for account in ["secret-account", "other"] {
        for id in 0..5 {
            let (account, payment) = (account.to_owned(), format!("secret-payment-{id}"));
            Payment::put(Payment { account, payment }).send(table).await.unwrap();
        }
    }
}

fn key(byte: u8) -> CursorKey {
    CursorKey::from_bytes([byte; 32])
}

async fn read(table: &Table<App>, cursor: Option<Cursor>) -> Result<Page<Payment>> {
    let query = Payment::query().primary("secret-account");
    query.take(2).start_at(cursor).send(table).await
}

/// Returns a cursor after the first two payments.
async fn cursor(table: &Table<App>) -> Cursor {
    read(table, None).await.unwrap().cursor.unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>) -> String {
    let error = result.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_sealed_cursor_survives_a_round_trip_through_text() {
    let table = table().await.seal_cursors(key(1));
    let mut cursor = None;
    let mut found = Vec::new();
    loop {
        let page = read(&table, cursor).await.unwrap();
        found.extend(page.items.into_iter().map(|payment| payment.payment));
        let Some(next) = page.cursor else { break };
        let text = serde_json::to_string(&next).unwrap();
        assert_eq!(text, format!("\"{next}\""));
        assert_eq!(serde_json::from_str::<Cursor>(&text).unwrap(), next);
        cursor = Some(next.to_string().parse().unwrap());
    }
    let expected: Vec<String> = (0..5).map(|id| format!("secret-payment-{id}")).collect();
    assert_eq!(found, expected);

    // The cursors of a scan are sealed too, segment by segment.
    let page = Payment::scan().segment(0, 1).take(3).send(&table).await.unwrap();
    let rest = Payment::scan().segment(0, 1).start_at(page.cursor.clone());
    assert_eq!(rest.all(&table).await.unwrap().len(), 7);
    refused(Payment::scan().segment(0, 2).start_at(page.cursor).send(&table).await);
}

#[tokio::test]
async fn a_sealed_cursor_reveals_nothing() {
    let open = table().await;
    let sealed = open.clone().seal_cursors(key(1));
    let decode = |cursor: &Cursor| URL_SAFE_NO_PAD.decode(cursor.to_string()).unwrap();
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(
        holds(&decode(&cursor(&open).await), "secret-payment-1"),
        "the other way to see the text"
    );
    let first = cursor(&sealed).await;
    for word in ["secret", "payment", "ACCOUNT", "PAYMENT", open.name()] {
        assert!(!holds(&decode(&first), word), "{word}");
    }
    assert_ne!(
        first,
        cursor(&sealed).await,
        "the same place is sealed another way each time"
    );
}

#[tokio::test]
async fn an_altered_cursor_is_refused() {
    let table = table().await.seal_cursors(key(1));
    let bytes = URL_SAFE_NO_PAD.decode(cursor(&table).await.to_string()).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut altered = bytes.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        // The first byte is the form of the cursor, which parsing checks.
        match URL_SAFE_NO_PAD.encode(altered).parse::<Cursor>() {
            Ok(altered) => drop(refused(read(&table, Some(altered)).await)),
            Err(error) => assert!(error.is_invalid_cursor() && bit < 8, "bit {bit}: {error}"),
        }
    }
    for length in 0..bytes.len() {
        let text = URL_SAFE_NO_PAD.encode(&bytes[..length]);
        if let Ok(shortened) = text.parse::<Cursor>() {
            refused(read(&table, Some(shortened)).await);
        }
    }
}

#[tokio::test]
async fn a_cursor_of_another_read_or_key_is_refused() {
    let open = table().await;
    let sealed = open.clone().seal_cursors(key(1));
    let known = cursor(&sealed).await;
    assert!(read(&sealed, Some(known.clone())).await.is_ok());

    let message = "`Payment`: the cursor cannot be opened: it was altered, belongs to another read, or was sealed \
                   with another key";
    let partition = Payment::query().primary("other").start_at(known.clone());
    assert_eq!(refused(partition.send(&sealed).await), message);
    let index = Payment::query().by_account("secret-account").start_at(known.clone());
    assert_eq!(refused(index.send(&sealed).await), message);
    let scan = Payment::scan().start_at(known.clone());
    assert_eq!(refused(scan.send(&sealed).await), message);
    let other_key = open.clone().seal_cursors(key(2));
    assert_eq!(refused(read(&other_key, Some(known.clone())).await), message);

    let other_table = Table::<App>::new(open.client().clone(), unique_table_name("cursors"));
    other_table.create().send().await.unwrap();
    assert_eq!(
        refused(read(&other_table.seal_cursors(key(1)), Some(known.clone())).await),
        message
    );

    assert_eq!(
        refused(read(&open, Some(known)).await),
        "`Payment`: the cursor is sealed, but this table does not seal its cursors"
    );
    let unsealed = cursor(&open).await;
    assert_eq!(
        refused(read(&sealed, Some(unsealed.clone())).await),
        "`Payment`: the cursor is not sealed, but this table seals its cursors"
    );
    assert!(read(&open, Some(unsealed)).await.is_ok());
}

#[tokio::test]
async fn an_older_key_opens_but_does_not_seal() {
    let open = table().await;
    let old = open.clone().seal_cursors(key(1));
    let rotated = open
        .clone()
        .seal_cursors(key(2).also_opening([3; 32]).also_opening([1; 32]));
    assert!(read(&rotated, Some(cursor(&old).await)).await.is_ok());
    refused(read(&old, Some(cursor(&rotated).await)).await);
    let new = open.seal_cursors(key(2));
    assert!(read(&new, Some(cursor(&rotated).await)).await.is_ok());
}

#[tokio::test]
async fn the_key_is_never_shown() {
    let key = CursorKey::from_bytes([0xab; 32]).also_opening([0xcd; 32]);
    assert_eq!(format!("{key:?}"), "CursorKey(..)");
    let table = Table::<App>::new(client().await, "cursors").seal_cursors(key);
    let shown = format!("{table:?} {:?}", Payment::query().primary("1").request(&table));
    assert!(
        !shown.contains("171") && !shown.to_lowercase().contains("abab"),
        "{shown}"
    );
}
