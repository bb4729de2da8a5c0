//! Numbers and letters in both languages: the same bits give the same text, and the same text gives the same keys.

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::text::any;
use crate::{Live, raw, wire};

/// Makes numbers of every kind, and as many numbers between them.
const NUMBERS: usize = 20_000;

pub(crate) fn run(live: &mut Live) {
    let numbers: Vec<f64> = (0..NUMBERS)
        .map(|position| match position % 4 {
            0 => f64::from_bits(live.rng.u64(..)),
            1 => live.rng.f64() * 10f64.powi(live.rng.i32(-12..25)),
            2 => f64::from(live.rng.i32(..)) / 100.0,
            // Powers of ten and their neighbours, where the notation changes.
            _ => f64::from_bits(
                10f64
                    .powi(live.rng.i32(-9..24))
                    .to_bits()
                    .wrapping_add(live.rng.u64(..3))
                    .wrapping_sub(1),
            ),
        })
        .collect();
    let bits: Vec<String> = numbers
        .iter()
        .map(|number| format!("{:016x}", number.to_bits()))
        .collect();
    let texts = live.node.call("numbers", json!({"bits": bits}));
    let texts = texts.as_array().expect("a list");
    assert_eq!(texts.len(), numbers.len());
    for (number, text) in numbers.iter().zip(texts) {
        let ours = JsNumber(*number).to_string();
        assert_eq!(text.as_str(), Some(ours.as_str()), "of {:016x}", number.to_bits());
    }
    println!("{} numbers", numbers.len());
}

/// Compares keys without writing items.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "wordΣ", version = "1"), pk = ["text"], sk(composite = ["text"], casing = "upper"))]
#[gsi(name = "by_filled", index = "gsi1", pk = ["filled"], sk(composite = ["filled"], casing = "upper"))]
#[gsi(name = "by_both", index = "gsi2", pk(composite = ["text"], casing = "none"), sk(composite = ["filled"], casing = "none"))]
#[gsi(name = "by_template", index = "gsi3", pk = "A.${text}", sk = "Σ:${filled}")]
struct Word {
    text: String,
    #[entity(padding(length = 9, char = "Ab"))]
    filled: String,
}

#[derive(Table)]
#[table(entities(Word), electrodb)]
struct Words;

const WORDS: usize = 5_000;

fn word(rng: &mut Rng) -> String {
    let mut text = any(rng);
    // Any letter, not only known special cases.
    text.extend((0..rng.usize(..3)).map(|_| rng.char('\u{80}'..'\u{1FFFF}')));
    text.push(rng.char('a'..='z'));
    text.extend((0..rng.usize(..2)).map(|_| 'Σ'));
    text
}

pub(crate) fn words(live: &mut Live) {
    let table = Table::<Words>::new(live.shop.client().clone(), "words");
    let mut words = Vec::new();
    let mut ours = Vec::new();
    while words.len() < WORDS {
        let word = Word {
            text: word(&mut live.rng),
            filled: word(&mut live.rng),
        };
        // The letter may be the one that keys do not allow.
        let Ok(request) = Word::put(word.clone()).request(&table) else {
            continue;
        };
        let item = request.item().expect("a put has an item");
        ours.push(raw::of_item(item));
        words.push(wire::encode(&word));
    }
    let theirs: Value = live.node.call("params", json!({"entity": "word", "items": words}));
    let theirs = raw::list_of(&theirs);
    assert_eq!(ours.len(), theirs.len());
    for ((ours, theirs), word) in ours.iter().zip(&theirs).zip(&words) {
        for name in ours.keys().chain(theirs.keys()) {
            let (ours, theirs) = (ours.get(name), theirs.get(name));
            assert!(
                ours == theirs,
                "`{name}` of {word} differs\n  ours:       {ours:?}\n  ElectroDB's: {theirs:?}"
            );
        }
    }
    println!("{WORDS} texts in keys");
}
