//! Conditions that are nested too deep are refused and never overflow the stack.

use dynamo_entity::prelude::*;
use dynamo_entity::{Condition, raw};
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
    stars: u32,
    text: String,
}

#[derive(Table)]
#[table(entities(Note))]
struct App;

/// Deeper than any expression may be, and too deep for any stack.
const MANY: u32 = 200_000;

fn one(stars: u32) -> Condition<Note> {
    Note::fields().stars.ne(stars)
}

/// Runs a test on a smaller stack than a tokio worker thread has.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}

/// Conditions that grow at the left, at the right and by negation.
fn deep() -> Vec<Condition<Note>> {
    vec![
        (0..MANY).fold(one(0), |all, n| all & one(n)),
        (0..MANY).fold(one(0), |all, n| one(n) & all),
        (0..MANY).fold(one(0), |all, n| all | one(n)),
        (0..MANY).fold(one(0), |all, n| !(all & one(n))),
        (0..MANY).fold(one(0), |all, n| one(n) & (one(n) | !all)),
        (0..MANY).fold(raw("#s > #s").name("s", "stars").into(), |all: Condition<Note>, n| {
            if n % 2 == 0 {
                !all
            } else {
                all & raw("#s > #s").name("s", "stars").into()
            }
        }),
    ]
}

#[test]
fn case_26_conditions_of_any_depth_neither_overflow_the_stack_nor_take_much_memory() {
    on_a_small_stack(|| {
        for condition in deep() {
            let copy = condition.clone();
            assert!(format!("{copy:?}").contains("operators"), "{copy:?}");
            drop(condition);
        }
        // The deepest condition that is kept.
        let deepest = (0..149).fold(one(0), |all, n| !(all & one(n)));
        assert!(format!("{:?}", deepest.clone()).contains("operators"), "{deepest:?}");
        let deepest = (0..99).fold(one(0), |all, n| !(all & one(n)));
        assert!(format!("{:?}", deepest.clone()).contains("NOT"), "{deepest:?}");
    });
}

#[test]
fn case_26_a_condition_negated_3000_times_is_unchanged() {
    on_a_small_stack(|| {
        let even = (0..3_000).fold(one(7), |condition, _| !condition);
        assert_eq!(format!("{even:?}"), format!("{:?}", one(7)));
        let odd = (0..3_001).fold(one(7), |condition, _| !condition);
        assert_eq!(format!("{odd:?}"), format!("{:?}", !one(7)));
    });
}

/// A value of any depth that uses no memory.
struct Deep(u32);

impl Serialize for Deep {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.checked_sub(1) {
            None => serializer.serialize_unit(),
            Some(left) => serializer.collect_seq([Deep(left)]),
        }
    }
}

#[test]
fn case_26_values_of_any_depth_are_refused() {
    on_a_small_stack(|| {
        let condition: Condition<Note> = raw("#s = :v").name("s", "stars").value("v", Deep(MANY)).into();
        let condition = (0..99).fold(condition, |all, n| !(all & one(n)));
        assert!(format!("{condition:?}").contains("deep"), "{condition:?}");
    });
}

#[tokio::test]
async fn case_26_conditions_over_the_limits_are_refused_before_anything_is_sent() {
    let (client, requests) = counting(&client().await);
    let table = Table::<App>::new(client, unique_table_name("conditions"));
    table.create().send().await.unwrap();
    let (id, text) = ("a".to_owned(), "t".to_owned());
    Note::put(Note { id, stars: 3, text }).send(&table).await.unwrap();
    let before = requests.count();
    for condition in deep() {
        let f = Note::fields();
        let error = Note::patch("a")
            .set(f.text, "u")
            .condition(condition.clone())
            .send(&table)
            .await
            .unwrap_err();
        assert!(
            error.is_invalid_input() && error.to_string().contains("operators"),
            "{error}"
        );
        let error = Note::scan().filter(!condition.clone()).all(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        let error = Note::query()
            .primary("a")
            .filter(condition)
            .count(&table)
            .await
            .unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
    }
    assert_eq!(requests.count(), before);
    let twice = !!one(4);
    assert_eq!(Note::scan().filter(twice).all(&table).await.unwrap().len(), 1);
    let within = (0..90).fold(one(0), |all, n| all & one(n + 10));
    assert_eq!(Note::scan().filter(within).count(&table).await.unwrap(), 1);
}
