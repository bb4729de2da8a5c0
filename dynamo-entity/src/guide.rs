//! The guide, in the order in which a service grows.
//!
//! | chapter | answers |
//! |---|---|
//! | [The model](mod@model) | How do I declare entities, the table, and the options of fields? |
//! | [Values](mod@values) | How is each type stored, and how may it change? |
//! | [Keys](mod@keys) | What may a key contain, and why do two items never share one? |
//! | [Reads](mod@read) | How do I get, query and scan? |
//! | [Paging](mod@paging) | How many items does a read return, and how does a client go on? |
//! | [Writes](mod@write) | Which verb do I need, and what may an update and a condition say? |
//! | [Indexes](mod@indexes) | How do index keys stay true, and how do I add an index? |
//! | [Many items](mod@many_items) | How do I read and write any number of items? |
//! | [Transactions](mod@transactions) | How do I write several items or none? |
//! | [Consistency](mod@consistency) | What happens if a read is stale, two programs write, or an answer is lost? |
//! | [Testing](mod@testing) | How do I test a service without AWS? |
//! | [Errors](mod@errors) | How do I tell the cases apart, and which status does a web service answer with? |
//! | [Observability](mod@observability) | What does a request cost, and how do I see it? |
//! | [ElectroDB](mod@electrodb) | How do I share a table with TypeScript services? |
//! | [Mistakes](mod@mistakes) | Which mistakes does the library prevent? |
//!
//! The examples run on the embedded engine, as tests. Most of them use the entities of the first chapter and a table with the
//! cards `c1` to `c9` of the sender `u1`, one for each of nine days in March.

// The chapters link to the names of the crate.
use crate::*;

#[doc = include_str!("../guide/model.md")]
pub mod model {}

#[doc = include_str!("../guide/values.md")]
pub mod values {}

#[doc = include_str!("../guide/keys.md")]
pub mod keys {}

#[doc = include_str!("../guide/read.md")]
pub mod read {}

#[doc = include_str!("../guide/paging.md")]
pub mod paging {}

#[doc = include_str!("../guide/write.md")]
pub mod write {}

#[doc = include_str!("../guide/indexes.md")]
pub mod indexes {}

#[doc = include_str!("../guide/many_items.md")]
pub mod many_items {}

#[doc = include_str!("../guide/transactions.md")]
pub mod transactions {}

#[doc = include_str!("../guide/consistency.md")]
pub mod consistency {}

#[doc = include_str!("../guide/testing.md")]
pub mod testing {}

#[doc = include_str!("../guide/errors.md")]
pub mod errors {}

#[doc = include_str!("../guide/observability.md")]
pub mod observability {}

#[cfg(any(not(doctest), feature = "electrodb"))]
#[doc = include_str!("../guide/electrodb.md")]
pub mod electrodb {}

#[doc = include_str!("../guide/mistakes.md")]
pub mod mistakes {}
