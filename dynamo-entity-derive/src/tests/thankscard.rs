//! The models of the entities of `examples/thankscard.rs`.

use crate::attr::index::IndexKind;
use crate::model::entity::EntityModel;
use crate::model::field::Role;
use crate::model::option::DefaultModel;
use crate::model::side::{SegmentModel, SideModel};
use crate::pipeline::{ENTITY, TABLE};
use crate::template::side::SideKind;
use crate::tests::model;

const USER: &str = r#"
    #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
    pub struct User {
        pub user_id: String,
        pub email: String,
        pub display_name: String,
        pub address: Option<Address>,
        #[default(1)]
        pub level: u32,
    }
"#;

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

const STATS: &str = r#"
    #[entity(pk = "USER#<user_id>", sk = "STATS#<month>")]
    pub struct Stats {
        pub user_id: String,
        pub month: String,
        #[default(0)]
        pub total_cards: u64,
        #[default]
        pub recent_actions: Vec<String>,
        #[default]
        pub tags: BTreeSet<String>,
    }
"#;

/// `pattern: kind index pk / sk`, with fields by name.
fn indexes(entity: &EntityModel) -> Vec<String> {
    let kind = |kind| match kind {
        IndexKind::Primary => "table",
        IndexKind::Gsi => "gsi",
        IndexKind::Lsi => "lsi",
    };
    let line = entity.indexes.iter().map(|index| {
        let name = index.index_name.as_deref().unwrap_or("-");
        let sk = index.sk.as_ref().map_or("-".to_owned(), |sk| side(entity, sk));
        let pk = side(entity, &index.pk);
        format!("{}: {} {name} {pk} / {sk}", index.pattern, kind(index.kind))
    });
    line.collect()
}

fn side(entity: &EntityModel, side: &SideModel) -> String {
    let SideModel::Template(template) = side else {
        panic!("not a template")
    };
    let segment = |segment: &SegmentModel| match segment {
        SegmentModel::Literal(literal) => format!("'{literal}'"),
        SegmentModel::Placeholder { field, format, .. } => {
            format!("{}:{format:?}", entity.fields[*field].ident)
        }
    };
    let segments: Vec<String> = template.segments.iter().map(segment).collect();
    segments.join(" ")
}

fn roles(entity: &EntityModel) -> Vec<(String, Role)> {
    let role = entity
        .fields
        .iter()
        .map(|field| (field.ident.to_string(), field.role.clone()));
    role.collect()
}

fn named(roles: &[(&str, Role)]) -> Vec<(String, Role)> {
    roles
        .iter()
        .map(|(name, role)| ((*name).to_owned(), role.clone()))
        .collect()
}

#[test]
fn user() {
    let user = model(&ENTITY, USER);
    assert_eq!(user.name, "User");
    assert_eq!(
        indexes(&user),
        [
            "primary: table - 'USER#' user_id:None / 'PROFILE'",
            "by_email: gsi gsi1 'EMAIL#' email:None / 'USER'",
        ]
    );
    let expected = [
        ("user_id", Role::KeyPart),
        ("email", Role::Solo),
        ("display_name", Role::Plain),
        ("address", Role::Plain),
        ("level", Role::Plain),
    ];
    assert_eq!(roles(&user), named(&expected));
    assert!(user.groups.is_empty());
    let optional: Vec<bool> = user.fields.iter().map(|field| field.optional).collect();
    assert_eq!(optional, [false, false, false, true, false]);
    assert!(matches!(user.fields[4].default, Some(DefaultModel::Expr(_))));
}

#[test]
fn card() {
    let card = model(&ENTITY, CARD);
    assert_eq!(
        indexes(&card),
        [
            "primary: table - 'CARD#' card_id:None / 'CARD'",
            "by_sender: gsi gsi1 'SENDER#' sender_id:None / 'CARD#' created_at:None '#' card_id:None",
            "timeline: gsi gsi2 'TIMELINE#' created_at:Time(\"%Y-%m\") / created_at:None '#' card_id:None",
            "review: gsi gsi3 'REVIEW#' reviewer:None / status:None '#' score:Width(5)",
        ]
    );
    let expected = [
        ("card_id", Role::KeyPart),
        ("sender_id", Role::Solo),
        ("message", Role::Plain),
        ("status", Role::Grouped(vec![0])),
        ("score", Role::Grouped(vec![0])),
        ("reviewer", Role::Solo),
        ("is_public", Role::Plain),
        ("created_at", Role::Readonly),
    ];
    assert_eq!(roles(&card), named(&expected));
    let [group] = &card.groups[..] else { panic!("one group") };
    assert_eq!(group.ident, "review_sk");
    assert_eq!(
        (group.fields.as_slice(), group.index, group.side),
        (&[3, 4][..], 3, Some(SideKind::Sk))
    );
    assert!(card.fields[7].options.has(crate::attr::symbol::READONLY));
    assert_eq!(card.fields[5].docs.len(), 1);
}

#[test]
fn reaction() {
    let reaction = model(
        &ENTITY,
        r#"
            #[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
            pub struct Reaction { pub card_id: String, pub user_id: String, pub emoji: String }
        "#,
    );
    assert_eq!(
        indexes(&reaction),
        ["primary: table - 'CARD#' card_id:None / 'REACTION#' user_id:None"]
    );
    let expected = [
        ("card_id", Role::KeyPart),
        ("user_id", Role::KeyPart),
        ("emoji", Role::Plain),
    ];
    assert_eq!(roles(&reaction), named(&expected));
}

#[test]
fn stats() {
    let stats = model(&ENTITY, STATS);
    assert_eq!(
        indexes(&stats),
        ["primary: table - 'USER#' user_id:None / 'STATS#' month:None"]
    );
    assert!(stats.fields[0].default.is_none());
    assert!(matches!(stats.fields[2].default, Some(DefaultModel::Expr(_))));
    assert!(matches!(stats.fields[3].default, Some(DefaultModel::Std)));
}

#[test]
fn table() {
    let table = model(
        &TABLE,
        "#[table(entities(User, Card, crate::Reaction, Stats))] pub struct ThanksCard;",
    );
    assert_eq!(table.entities.len(), 4);
    assert_eq!(
        [table.pk.text, table.sk.text, table.type_attribute.text],
        ["pk", "sk", "_type"]
    );
    assert!(table.indexes.is_empty());
}
