//! The item of the 1 MB page: 40 attributes, 30 of which are texts of about 500 bytes.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::wire::{N, S};

/// The partition of every sheet.
pub const BOOK: &str = "b41d9e07";

macro_rules! sheet {
    (texts: $($text:ident)*; numbers: $($number:ident)*;) => {
        #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
        #[entity(pk = "BOOK#<book_id>", sk = "SHEET#<sheet_id:06>")]
        pub struct Sheet {
            pub book_id: String,
            pub sheet_id: u32,
            $(pub $text: String,)*
            $(pub $number: u64,)*
        }

        #[derive(Debug, Clone, PartialEq, modyne::EntityDef, Serialize, Deserialize)]
        #[serde(rename = "Sheet")]
        pub struct PlainSheet {
            pub book_id: String,
            pub sheet_id: u32,
            $(pub $text: String,)*
            $(pub $number: u64,)*
        }

        /// A sheet in a response.
        #[derive(Debug, Deserialize)]
        pub struct SheetItem<'a> {
            book_id: S<String>,
            #[serde(borrow)]
            sheet_id: N<&'a str>,
            $($text: S<String>,)*
            $(#[serde(borrow)] $number: N<&'a str>,)*
        }

        impl SheetItem<'_> {
            /// # Panics
            /// If the text of a number is not a number.
            #[must_use]
            pub fn into_sheet(self) -> Sheet {
                Sheet {
                    book_id: self.book_id.s,
                    sheet_id: self.sheet_id.n.parse().expect("a number"),
                    $($text: self.$text.s,)*
                    $($number: self.$number.n.parse().expect("a number"),)*
                }
            }
        }

        impl From<&Sheet> for PlainSheet {
            fn from(sheet: &Sheet) -> Self {
                Self {
                    book_id: sheet.book_id.clone(),
                    sheet_id: sheet.sheet_id,
                    $($text: sheet.$text.clone(),)*
                    $($number: sheet.$number,)*
                }
            }
        }

        /// Makes the sheet with this number.
        #[must_use]
        pub fn sheet(number: u32) -> Sheet {
            let mut salt = number;
            Sheet {
                book_id: BOOK.to_owned(),
                sheet_id: number,
                $($text: { salt += 1; text(salt) },)*
                $($number: { salt += 1; u64::from(salt) * 1_000_003 },)*
            }
        }

        /// Returns the attributes of a sheet in DynamoDB's JSON.
        #[must_use]
        pub fn attributes(sheet: &Sheet) -> Map<String, Value> {
            let mut item = Map::new();
            item.insert("PK".to_owned(), json!({ "S": format!("BOOK#{}", sheet.book_id) }));
            item.insert("SK".to_owned(), json!({ "S": format!("SHEET#{:06}", sheet.sheet_id) }));
            item.insert("entity_type".to_owned(), json!({ "S": "Sheet" }));
            item.insert("book_id".to_owned(), json!({ "S": sheet.book_id }));
            item.insert("sheet_id".to_owned(), json!({ "N": sheet.sheet_id.to_string() }));
            $(item.insert(stringify!($text).to_owned(), json!({ "S": sheet.$text }));)*
            $(item.insert(stringify!($number).to_owned(), json!({ "N": sheet.$number.to_string() }));)*
            item
        }
    };
}

sheet! {
    texts: abstract_text acknowledgements address annotation appendix background body caption commentary conclusion
        contents cover_letter credits dedication description digest discussion epigraph epilogue excerpt footnotes
        foreword glossary introduction legal_notice methods outlook preface remarks summary;
    numbers: words characters lines paragraphs pages readers editors revisions citations figures;
}

const SENTENCES: [&str; 4] = [
    "The table is read by its keys, and by nothing else, however much one would like to.",
    "Das Übrige ist Übung; größere Posten werden geteilt, kleinere zusammengelegt.",
    "What was written once is read a thousand times, which is why the reading is measured.",
    "Every index is another table, with another bill.",
];

/// Makes a text of about 500 bytes. Every third text has line ends and quotes, which JSON escapes.
fn text(salt: u32) -> String {
    let mut text = format!("{salt}. ");
    for sentence in (0..).map(|index| SENTENCES[(salt as usize + index) % SENTENCES.len()]) {
        if text.len() > 430 {
            break;
        }
        text.push_str(sentence);
        text.push_str(if salt.is_multiple_of(3) { "\n\"…\"\n" } else { " " });
    }
    text
}
