//! Comments on issues and on pull requests, in the order in which they were written.

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(
    pk = "ISSUECOMMENT#<owner>#<repo>#<number:010>",
    sk = "COMMENT#<comment_id>"
)]
pub struct IssueComment {
    pub owner: String,
    pub repo: String,
    pub number: u32,
    #[default(Ulid::generate())]
    pub comment_id: Ulid,
    pub author: String,
    pub text: String,
    #[default]
    pub reactions: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(
    pk = "PRCOMMENT#<owner>#<repo>#<number:010>",
    sk = "COMMENT#<comment_id>"
)]
pub struct PullRequestComment {
    pub owner: String,
    pub repo: String,
    pub number: u32,
    #[default(Ulid::generate())]
    pub comment_id: Ulid,
    pub author: String,
    pub text: String,
    #[default]
    pub reactions: BTreeMap<String, u32>,
}
