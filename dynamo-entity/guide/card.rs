// The model of the guide's examples.

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "<created_at>#<card_id>")]
#[gsi(name = "review", index = "gsi2", pk = "REVIEW#<reviewer>", sk = "<status>#<score:05>")]
pub struct Card {
    pub card_id: String,
    pub sender_id: String,
    pub message: String,
    #[default(Status::Draft)]
    pub status: Status,
    #[default(0)]
    pub score: u32,
    pub reviewer: Option<String>,
    #[default]
    pub tags: std::collections::BTreeSet<String>,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status { Draft, Published }
#[derive(Table)]
#[table(entities(Card))]
pub struct App;
