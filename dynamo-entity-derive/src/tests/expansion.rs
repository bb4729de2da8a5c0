//! Whole expansions of the derives, compared with files, and limits on their size.
//!
//! The files are `tests/expansion/*.rs` at the root of the repository. After an intended change, update them:
//!
//! ```sh
//! BLESS=1 cargo test -p dynamo-entity-derive expansion
//! ```

use std::path::Path;
use std::{env, fs};

use crate::pipeline::{CHANGES, COLLECTION, Derive, ENTITY};
use crate::tests::model;

/// `User` of the example `quickstart`.
const USER: &str = r#"
    #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
    pub struct User {
        pub user_id: String,
        pub email: String,
        pub display_name: String,
        pub avatar_url: Option<String>,
        #[default(Role::Member)]
        pub role: Role,
        #[readonly]
        #[default(Utc::now())]
        pub created_at: DateTime<Utc>,
    }
"#;

/// Has three indexes, one of which is sparse and sorted by two parts that change together.
const CARD: &str = r#"
    #[entity(pk = "CARD#<card_id>", sk = "CARD")]
    #[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "CARD#<created_at>#<card_id>")]
    #[gsi(name = "timeline", index = "gsi2", pk = "TIMELINE#<created_at:%Y-%m>", sk = "<created_at>#<card_id>")]
    #[gsi(name = "review", index = "gsi3", pk = "REVIEW#<reviewer>", sk = "<status>#<score:05>")]
    pub struct Card {
        pub card_id: String,
        pub sender_id: String,
        pub message: String,
        #[default(Status::Draft)]
        pub status: Status,
        #[default(0)]
        pub score: u32,
        /// `None` leaves the card out of the `review` index.
        pub reviewer: Option<String>,
        #[default(true)]
        pub is_public: bool,
        #[readonly]
        #[default(Utc::now())]
        pub created_at: DateTime<Utc>,
    }
"#;

/// Every option of a field, with its effect on keys.
const OPTIONS: &str = r#"
    #[entity(pk = "NOTE#<email>", sk = "<seq:05>")]
    #[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "<updated_at>")]
    #[gsi(name = "by_place", index = "gsi2", pk = ["<region>"], sk = "<city>#<street>")]
    pub struct Note {
        #[entity(set = lowercase, sensitive)]
        pub email: String,
        #[entity(set = clamp)]
        pub seq: u32,
        #[entity(set = seal, get = open)]
        pub owner: Option<String>,
        #[entity(set = lowercase)]
        pub region: String,
        #[entity(set = lowercase)]
        pub city: Option<String>,
        pub street: String,
        #[entity(validate(regex = "^[a-z]+$"))]
        pub slug: String,
        #[entity(validate = is_fair)]
        #[default(1)]
        pub price: u32,
        #[entity(ttl)]
        pub expires_at: Option<DateTime<Utc>>,
        #[entity(on_write = Utc::now())]
        pub updated_at: DateTime<Utc>,
        #[entity(version)]
        pub version: u64,
    }
"#;

/// A card with its reactions as a struct collection, and as an enum collection.
const CARD_DETAILS: &str = r#"
    #[collection(query = "primary")]
    pub struct CardDetails {
        pub card: Option<Card>,
        pub reactions: Vec<Reaction>,
    }
"#;
const CARD_ITEM: &str = "pub enum CardItem { Card(Card), Reaction(Reaction) }";

/// What a client may change of a `User`.
const USER_PATCH: &str = "
    #[changes(entity = User)]
    pub struct UserPatch { pub display_name: Option<String>, pub avatar_url: Change<String> }
";

/// Expands an input and formats the result.
fn expanded(source: &str) -> String {
    expanded_by(&ENTITY, source)
}

fn expanded_by<M>(derive: &Derive<M>, source: &str) -> String {
    model(derive, source);
    let tokens = derive.run(source.parse().expect("the input is Rust"));
    prettyplease::unparse(&syn::parse2(tokens).expect("the expansion is Rust"))
}

fn assert_expands_to<M>(file: &str, derive: &Derive<M>, source: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/expansion")
        .join(file);
    let actual = expanded_by(derive, source);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &actual).expect("the file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = (1..)
        .zip(actual.lines().map(Some).chain([None]))
        .zip(expected.lines().map(Some).chain([None]))
        .find(|((_, actual), expected)| actual != expected);
    if let Some(((line, actual), expected)) = differs {
        panic!("line {line} of tests/expansion/{file} is\n    {expected:?}\nand the derive writes\n    {actual:?}");
    }
}

#[test]
fn of_user() {
    assert_expands_to("user.rs", &ENTITY, USER);
}

#[test]
fn of_card() {
    assert_expands_to("card.rs", &ENTITY, CARD);
}

#[test]
fn of_card_details() {
    assert_expands_to("card_details.rs", &COLLECTION, CARD_DETAILS);
}

#[test]
fn of_card_item() {
    assert_expands_to("card_item.rs", &COLLECTION, CARD_ITEM);
}

#[test]
fn of_user_patch() {
    assert_expands_to("user_patch.rs", &CHANGES, USER_PATCH);
}

#[test]
#[cfg(feature = "regex")]
fn of_options() {
    assert_expands_to("options.rs", &ENTITY, OPTIONS);
}

#[test]
fn is_the_same_each_time() {
    assert_eq!(expanded(CARD), expanded(CARD));
}

// ---- limits on size

/// The size of an expansion in lines and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    lines: usize,
    bytes: usize,
}

/// Makes an entity with eight fields, these index attributes and these additional fields.
fn size(indexes: &[&str], more: &str) -> Size {
    let indexes = indexes.concat();
    let text = expanded(&format!(
        r#"
            #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
            {indexes}
            pub struct User {{
                pub user_id: String,
                pub email: String,
                pub display_name: String,
                pub avatar_url: Option<String>,
                #[default(Role::Member)]
                pub role: Role,
                #[default(0)]
                pub score: u32,
                pub tags: BTreeSet<String>,
                #[readonly]
                #[default(Utc::now())]
                pub created_at: DateTime<Utc>,
                {more}
            }}
        "#
    ));
    Size {
        lines: text.lines().count(),
        bytes: text.len(),
    }
}

const EXACT: &str = r#"#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]"#;
const SORTED: &str =
    r#"#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "<created_at>#<user_id>")]"#;

#[test]
fn of_eight_fields_and_an_index_is_within_the_budget() {
    let Size { lines, bytes } = size(&[EXACT], "");
    assert!(lines <= 450, "{lines} lines");
    assert!(bytes <= 18 * 1024, "{bytes} bytes");
}

#[test]
fn a_further_index_is_within_the_budget() {
    let before = size(&[SORTED], "").lines;
    for index in [
        r#"#[gsi(name = "by_name", index = "gsi2", pk = "NAME#<display_name>", sk = "USER")]"#,
        r#"#[gsi(name = "by_name", index = "gsi2", pk = "NAME#<display_name>", sk = "<created_at>#<user_id>")]"#,
        r#"#[gsi(name = "by_role", index = "gsi2", pk = "ROLE#<role>", sk = "<display_name>")]"#,
    ] {
        let more = size(&[SORTED, index], "").lines - before;
        assert!(more <= 60, "{more} lines for {index}");
    }
}

/// The first index with parts in its sort key adds `UserStep`, which the other indexes share.
#[test]
fn the_steps_of_a_query_are_within_the_budget() {
    let more = size(&[SORTED], "").lines - size(&[EXACT], "").lines;
    assert!(more <= 73, "{more} lines");
}

#[test]
fn a_further_field_is_within_the_budget() {
    let before = size(&[EXACT], "").lines;
    let required = size(&[EXACT], "pub biography: String,").lines - before;
    // Six of the lines are the text that the compiler shows if the field is not set, and seven more wrap lists of types.
    assert!(required <= 37, "{required} lines for a required field");
    for field in [
        "pub biography: Option<String>,",
        "#[default] pub biography: String,",
        "#[default(text())] #[readonly] pub biography: String,",
    ] {
        let more = size(&[EXACT], field).lines - before;
        assert!(more <= 25, "{more} lines for `{field}`");
    }
}
