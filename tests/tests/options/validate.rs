//! `validate`: nothing invalid is sent.

use dynamo_entity::Error;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{stored, table};

fn is_adult(age: &u32) -> bool {
    *age >= 18
}

fn is_name(name: &str) -> Result<(), String> {
    if name.len() <= 8 {
        Ok(())
    } else {
        Err("at most 8 letters".to_owned())
    }
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "MEMBER#<id>", sk = "MEMBER")]
#[gsi(name = "by_group", index = "gsi1", pk = "GROUP#<team>#<role>", sk = "<id>")]
struct Member {
    #[entity(validate(regex = "^[a-z]+$"))]
    id: String,
    #[entity(validate(regex = "^.+@.+$"))]
    email: Option<String>,
    #[entity(validate = is_adult)]
    #[default(18)]
    age: u32,
    #[entity(validate = is_name, set = trimmed)]
    #[default]
    name: String,
    #[entity(validate = is_name)]
    #[default]
    team: String,
    #[default]
    role: String,
}

#[derive(Table)]
#[table(entities(Member))]
struct App;

fn member() -> Member {
    Member::builder().id("ada").team("t").role("r").build()
}

/// Checks that the error names this attribute.
fn assert_invalid(error: &Error, attribute: &str, message: &str) {
    assert!(error.is_validation() && !error.is_invalid_input(), "{error}");
    assert_eq!(error.attribute_path().as_deref(), Some(attribute));
    assert_eq!(error.entity(), Some("Member"));
    assert_eq!(
        error.to_string(),
        format!("`Member` at {}: {message}", error.key().unwrap())
    );
}

#[tokio::test]
async fn whole_items_are_checked() {
    let table = table::<App>("validate").await;
    let invalid = [
        ("age", "`age` is not valid", Member { age: 17, ..member() }),
        (
            "email",
            "`email` does not match `^.+@.+$`",
            Member {
                email: Some("ada".into()),
                ..member()
            },
        ),
        (
            "name",
            "`name` is not valid: at most 8 letters",
            Member {
                name: "Ada Lovelace".into(),
                ..member()
            },
        ),
        (
            "id",
            "`id` does not match `^[a-z]+$`",
            Member {
                id: "7".into(),
                ..member()
            },
        ),
    ];
    for (attribute, message, item) in invalid {
        for error in [
            Member::put(item.clone()).send(&table).await.unwrap_err(),
            Member::create(item.clone()).send(&table).await.unwrap_err(),
            Member::upsert(item.clone()).send(&table).await.unwrap_err(),
            Member::put(item.clone()).request(&table).unwrap_err(),
            Member::upsert(item.clone()).request(&table).unwrap_err(),
            App::to_item(&item).unwrap_err(),
        ] {
            assert_invalid(&error, attribute, message);
        }
    }
    assert_eq!(stored(&table, "MEMBER#ada", "MEMBER").await, None);
    let valid = Member {
        name: "  Ada       ".into(),
        email: Some("a@b".into()),
        ..member()
    };
    assert_eq!(Member::create(valid).send(&table).await.unwrap().name, "Ada");
}

#[tokio::test]
async fn values_that_updates_set_are_checked() {
    let table = table::<App>("validate").await;
    let f = Member::fields();
    let loaded = Member::create(member()).send(&table).await.unwrap();
    let long = "Ada Lovelace";
    let requests = [
        Member::patch("ada").set(f.name, long).request(&table),
        Member::update("ada").set(f.name, long).request(&table),
        loaded.edit().set(f.name, long).request(&table),
        Member::patch("ada").set_if_absent(f.name, long).request(&table),
        Member::patch("ada")
            .apply(MemberUpdate {
                name: Some(long.into()),
                ..MemberUpdate::default()
            })
            .request(&table),
    ];
    for request in requests {
        assert_invalid(&request.unwrap_err(), "name", "`name` is not valid: at most 8 letters");
    }
    let together = Member::patch("ada")
        .set(f.by_group_pk, (long, "r"))
        .request(&table)
        .unwrap_err();
    assert_invalid(&together, "team", "`team` is not valid: at most 8 letters");
    let apply = MemberUpdate {
        email: Some("nobody".to_owned()).into(),
        ..MemberUpdate::default()
    };
    let error = Member::patch("ada").apply(apply).send(&table).await.unwrap_err();
    assert_invalid(&error, "email", "`email` does not match `^.+@.+$`");
    // The values of an item that an update may create are checked too; the key of a read is not.
    let error = Member::update("7").request(&table).unwrap_err();
    assert_invalid(&error, "id", "`id` does not match `^[a-z]+$`");
    assert_eq!(Member::get("7").send(&table).await.unwrap(), None);

    assert_eq!(Member::get("ada").send(&table).await.unwrap(), Some(loaded));
    Member::patch("ada")
        .remove(f.email)
        .set(f.name, "   Ada   ")
        .set(f.age, 30_u32)
        .send(&table)
        .await
        .unwrap();
    // Absent values and actions on stored values are not checked.
    Member::patch("ada")
        .set(f.email, None)
        .subtract(f.age, 20)
        .send(&table)
        .await
        .unwrap();
    assert_eq!(Member::get("ada").send(&table).await.unwrap().unwrap().age, 10);
}
