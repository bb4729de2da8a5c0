//! Compares the README's tables with the code: the keys of each entity, and the request of each access pattern.
//!
//! ```sh
//! BLESS=1 cargo test -p dynamo-entity-dynamodb-book --test readme
//! ```
//!
//! writes the tables again.

mod deals;
mod entities;
mod github;
mod patterns;
mod request;

use std::path::{Path, PathBuf};
use std::{env, fs};

use dynamo_entity::prelude::*;
use dynamodb_book::deals::Deals;
use dynamodb_book::github::GitHub;

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Replaces the text between `<!-- NAME -->` and the next `<!-- end -->`.
fn replace(text: &str, name: &str, section: &str) -> String {
    let begin = format!("<!-- {name} -->\n");
    let (before, rest) = text.split_once(&begin).expect(name);
    let (_, after) = rest.split_once("<!-- end -->").expect(name);
    format!("{before}{begin}{section}<!-- end -->{after}")
}

#[tokio::test]
async fn the_readme_shows_the_keys_and_requests_of_the_code() {
    let github = Table::<GitHub>::local().await.unwrap();
    let deals = Table::<Deals>::local().await.unwrap();
    let sections = [
        ("github: keys", entities::table(GitHub::schema())),
        (
            "github: access patterns",
            patterns::table(&github::patterns(&github)),
        ),
        ("deals: keys", entities::table(Deals::schema())),
        (
            "deals: access patterns",
            patterns::table(&deals::patterns(&deals)),
        ),
    ];
    let recorded = fs::read_to_string(readme()).unwrap();
    let current = sections
        .iter()
        .fold(recorded.clone(), |text, (name, section)| {
            replace(&text, name, section)
        });
    if env::var_os("BLESS").is_some() {
        fs::write(readme(), current).unwrap();
        return;
    }
    for (recorded, current) in recorded.lines().zip(current.lines()) {
        assert_eq!(
            recorded, current,
            "the README differs; if the change is meant, run with BLESS=1"
        );
    }
    assert!(
        recorded == current,
        "the README has other rows; if the change is meant, run with BLESS=1"
    );
}
