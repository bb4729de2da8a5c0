//! Items in a collection's partition that belong to no member: items of another entity, of an unknown entity, and without
//! a type.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use futures::TryStreamExt;

use super::cards::{App, CardItem, Log, Reaction, cards, reaction};
use super::table;

/// Writes an item by hand.
async fn put(table: &Table<App>, sk: &str, ty: Option<AttributeValue>) {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let put = table.client().put_item().table_name(table.name());
    let put = put.item("pk", text("CARD#c1")).item("sk", text(sk));
    let put = match ty {
        Some(ty) => put.item("_type", ty),
        None => put,
    };
    put.send().await.unwrap();
}

#[tokio::test]
async fn other_entities_are_skipped_or_refused() {
    let table = cards().await;
    let query = || CardItem::query("c1");
    let request = query().request(&table).unwrap();
    assert_eq!(request.filter_expression(), Some("#n1 IN (:v1, :v2)"));
    assert_eq!(query().all(&table).await.unwrap().len(), 3);

    let refused = query().refuse_unknown().all(&table).await.unwrap_err();
    assert!(refused.is_decode());
    assert_eq!(
        refused.to_string(),
        "`CardItem` at CARD#c1 / LOG#1: cannot be read: the item is a `Log` according to its attribute `_type`, and \
         the collection does not read such items; add the entity, or remove `refuse_unknown`"
    );
    assert!(query().refuse_unknown().send(&table).await.unwrap_err().is_decode());
    assert!(query().refuse_unknown().count(&table).await.unwrap_err().is_decode());
    let streamed: Result<Vec<_>, _> = query().refuse_unknown().stream(&table).try_collect().await;
    assert!(streamed.unwrap_err().is_decode());

    Log::delete(("c1", "1")).send(&table).await.unwrap();
    assert_eq!(query().refuse_unknown().all(&table).await.unwrap().len(), 3);
    assert_eq!(query().refuse_unknown().count(&table).await.unwrap(), 3);
}

#[tokio::test]
async fn items_of_unknown_types_are_skipped_or_refused() {
    let number = || Some(AttributeValue::N("1".into()));
    let ghost = || Some(AttributeValue::S("Ghost".into()));
    for (ty, fact) in [
        (ghost(), "the item is a `Ghost` according to its attribute `_type`"),
        (number(), "the attribute `_type` of the item names no entity"),
        (None, "the item has no attribute `_type`"),
    ] {
        let table = table::<App>().await;
        Reaction::put(reaction("c1", "u1", "star")).send(&table).await.unwrap();
        for sk in ["REACTION#u0", "REACTION#u2", "REACTION#u3"] {
            put(&table, sk, ty.clone()).await;
        }
        Reaction::put(reaction("c1", "u4", "star")).send(&table).await.unwrap();
        // No other entity of the table has keys with this prefix, so the query has no filter.
        let query = || CardItem::query("c1").begins_with("REACTION#");
        assert_eq!(query().request(&table).unwrap().filter_expression(), None);
        let expected = ["u1", "u4"].map(|user| CardItem::Reaction(reaction("c1", user, "star")));
        assert_eq!(query().all(&table).await.unwrap(), expected);
        assert_eq!(query().count(&table).await.unwrap(), 2);
        for take in 1..=3 {
            let taken = &expected[..take.min(2)];
            let page = query().take(take).send(&table).await.unwrap();
            assert_eq!((page.items.as_slice(), page.cursor.is_some()), (taken, take < 2));
            assert_eq!(query().take(take).all(&table).await.unwrap(), taken);
            assert_eq!(query().take(take).count(&table).await.unwrap(), taken.len() as u64);
        }
        let refused = query().refuse_unknown().all(&table).await.unwrap_err();
        assert!(refused.is_decode());
        let message = format!("`CardItem` at CARD#c1 / REACTION#u0: cannot be read: {fact}, and the collection");
        assert!(refused.to_string().starts_with(&message), "{refused}");
        // A filter on a member does not exclude unknown items.
        let filtered = query().filter(Reaction::fields().emoji.eq("heart"));
        assert_eq!(filtered.clone().count(&table).await.unwrap(), 0);
        assert!(filtered.refuse_unknown().all(&table).await.unwrap_err().is_decode());
    }
}

#[tokio::test]
async fn a_member_that_cannot_be_read_is_an_error() {
    let table = table::<App>().await;
    put(&table, "REACTION#u1", Some(AttributeValue::S("Reaction".into()))).await;
    let broken = CardItem::query("c1").all(&table).await.unwrap_err();
    assert!(broken.is_decode() && broken.entity() == Some("Reaction"), "{broken}");
}
