//! Featured deals, and the pages that show them.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::Deal;

/// What a page shows of a deal: a copy, so that the page needs no further reads.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Featured {
    pub deal_id: Ulid,
    pub title: String,
    pub price_in_cents: u32,
}

impl From<&Deal> for Featured {
    fn from(deal: &Deal) -> Self {
        Featured {
            deal_id: deal.deal_id,
            title: deal.title.clone(),
            price_in_cents: deal.price_in_cents,
        }
    }
}

/// A page that editors compose. Every field has a default, so that `update` creates the item on its first use.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PAGE#<page>", sk = "PAGE")]
pub struct FeaturedPage {
    pub page: PageName,
    #[default]
    pub featured: Vec<Featured>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PageName {
    FrontPage,
    EditorsChoice,
}
