//! The derive macros of `dynamo-entity`; use them through that crate.
//!
//! Over 400 lines, nearly all of them the reference of the derives.
//!
//! Each derive is a pipeline, and each stage reads only the one before:
//!
//! | stage | from | to |
//! |---|---|---|
//! | `attr` | attributes | structs of their options |
//! | `template` (`format`) | the text of a key | literals and placeholders |
//! | `model` | those | the resolved entity, table, document, collection or key part |
//! | `check` | a model | what several parts of it say wrong together |
//! | `expand` | a model without mistakes | code |
//!
//! Every mistake of an input is reported in one run (`error`), with the word that was likely meant
//! (`suggest`); `pipeline` joins the stages.

mod attr;
mod check;
mod error;
mod expand;
mod model;
mod pipeline;
mod suggest;
mod template;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct a typed item of a DynamoDB table.
///
/// ```
/// # use chrono::{DateTime, Utc};
/// # use dynamo_entity::Entity;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Debug, Clone, Serialize, Deserialize)]
/// # pub enum Role { Admin, Member }
/// #[derive(Debug, Clone, Entity, Serialize, Deserialize)]
/// #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
/// pub struct User {
///     pub user_id: String,
///     pub email: String,
///     #[default(Role::Member)]
///     pub role: Role,
///     #[readonly]
///     #[default(Utc::now())]
///     pub created_at: DateTime<Utc>,
/// }
/// ```
///
/// It can be derived on a struct with named fields and no generics that serde can serialize and
/// deserialize. serde's attributes hold: `rename`, `rename_all`, `skip`, `default`, `with` and
/// `flatten` name and store the attributes here as they do there.
///
/// For `User` it generates the types `UserKey`, `UserFields`, `UserCreate`, `UserUpdate`, `UserQuery` and `UserStep` beside it. To a
/// derive no other item is visible: a type of yours with one of these names is rustc's error E0428, and has to be renamed or put
/// into another module. What items are stored under does not change with it: `name` says what the type attribute holds.
///
/// # On the struct
///
/// ## `#[entity(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `pk` | template of the table's partition key; required | `pk = "USER#<user_id>"` |
/// | `sk` | template of the table's sort key; left out in a table without one | `sk = "PROFILE"` |
/// | `name` | what the type attribute of an item says; the struct's name if left out | `name = "user"` |
/// | `untyped` | `"skip"` (if left out) or `"accept"`: whether an item without the type attribute is the entity's if its key is | `untyped = "accept"` |
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
///
/// Every item that this library writes has the type attribute. An item without it was written by another program, and by default
/// no read of any kind gives it and no `patch`, `edit` or `remove` finds it: its key alone does not say what it is, and a filter on
/// the attribute is all that DynamoDB can decide. With `untyped = "accept"` such an item is the entity's if its primary key is one
/// that the entity renders, and no other entity keeps to itself. Queries and scans then decide by
/// the key after reading, and `count` reads the keys.
///
/// ## `#[gsi(…)]`, one for each global secondary index
///
/// | option | meaning | example |
/// |---|---|---|
/// | `name` | the access pattern: `User::query().by_email(…)`; required | `name = "by_email"` |
/// | `index` | DynamoDB's name of the index; the access pattern's if left out | `index = "gsi1"` |
/// | `pk` | template of the partition key, or a list of attributes; required | `pk = "EMAIL#<email>"` |
/// | `sk` | template of the sort key, or a list of attributes | `sk = "<created_at>#<user_id>"` |
/// | `projection` | what the index holds: `"all"` (if left out), `"keys_only"`, or attributes by name | `projection = ["email", "role"]` |
/// | `inverted` | the sides are those of the table's key, exchanged, and so are its key attributes | `inverted` |
///
/// A list, `pk = ["<tenant>", "<region>"]`, makes the index one of several attributes for that side:
/// one to four of the entity's own, each in one side, with nothing stored twice. A field of another entity of the table that is
/// stored under the name of one of them has its type, or the table does not compile.
///
/// Clippy's `duplicated_attributes` warns of two `#[gsi(…)]` that have an option in common, such as one `pk`. A derive cannot
/// silence it: write `#[allow(clippy::duplicated_attributes)]` on the struct.
///
/// ## `#[lsi(…)]`, one for each local secondary index
///
/// `name`, `index`, `sk` (required) and `projection`, as above; the partition key is the table's.
///
/// # Templates
///
/// | in the text | stands for |
/// |---|---|
/// | `<field>` | the field's value |
/// | `<field:020>` | an unsigned integer, filled with zeros to 20 digits (1 to 39) |
/// | `<field:%Y-%m>` | a date or time in UTC, of `%Y %m %d %j %H %M %S %3f %6f %9f %%` |
/// | `<field:lower>`, `<field:upper>` | text in one letter case |
/// | `<field:raw>` | text that may contain the delimiter that follows it |
/// | `<field:N>`, `<field:B>` | the whole key, as a DynamoDB number or binary |
/// | `<<`, `>>`, `{{`, `}}` | a literal `<`, `>`, `{` or `}` |
///
/// A range on text in the middle of a sort key is decided by the text in the key of each item that is read, however the attribute is
/// written. A `raw` part may hold what follows it, so that its attribute has to tell where it ends: a range on one that serde writes
/// in a way of its own (`with`) is refused.
///
/// In a sort key a part must sort as its value does: an integer has a width, and a time format goes
/// from the year to finer units without a gap. Between two placeholders there is a literal, unless the
/// first has a width or a time format. A field in the primary key is no `Option`; in an index an `Option` is
/// allowed, and the item is not in the index while the field is `None`.
///
/// # ElectroDB's keys
///
/// With `electrodb(…)` the keys of an entity are those of a model of [ElectroDB](https://electrodb.dev)'s, byte for byte: the other
/// options are then its options. The guide `dynamo_entity::electrodb` has its concepts beside ours.
///
/// ```
/// # use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Debug, Clone, Entity, Serialize, Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// #[entity(electrodb(service = "thankscard", entity = "user", version = "1"), pk = ["user_id"], sk = [])]
/// #[gsi(name = "by_team", index = "gsi1", pk = ["team_id"], sk = ["rank", "user_id"], collection = "team", condition = is_listed)]
/// pub struct User {
///     pub user_id: String,
///     pub team_id: Option<String>,
///     #[entity(label = "r", padding(length = 5, char = "0"))]
///     pub rank: u32,
/// }
///
/// // Is given the fields of the index's keys, in the order of its sides.
/// fn is_listed(_team_id: &Option<String>, rank: &u32, _user_id: &String) -> bool {
///     *rank > 0
/// }
///
/// #[derive(Table)]
/// #[table(electrodb, entities(User))]
/// pub struct Cards;
/// ```
///
/// User `123` of team `7` with rank 42 is at `$thankscard#userid_123` and `$user_1`, and in the index at `$thankscard#teamid_7`
/// and `$team#user_1#r_00042#userid_123`.
///
/// | option | on | meaning |
/// |---|---|---|
/// | `electrodb(service = "…", entity = "…", version = "…")` | `#[entity]` | what the model is called; `name` is left out |
/// | `pk = ["user_id"]`, `sk = []` | a side | the composites: fields, by their own name or their attribute's |
/// | `pk = "USER#${user_id}"` | a side | a template in ElectroDB's syntax, which takes the place of everything that would precede it |
/// | `pk(composite = […], template = "…", casing = "…", cast = "…")` | a side | the same with options; `casing` is `"lower"` if left out, or `"upper"` or `"none"`; `cast` is `"number"` or `"string"` |
/// | `type` | an index | `"isolated"` if left out, `"clustered"`, or `"composite"`: the key is the attributes themselves |
/// | `collection` | an index | a name, or a list of them for a collection in a collection |
/// | `scope` | an index | what follows the service in the partition key |
/// | `condition = path` | `#[gsi]`, `#[lsi]` | a function of the parts; an item for which it is false is not in the index. It is asked of items that have all parts |
/// | `inverted` | `#[gsi]` | the sides of the table's key, exchanged |
/// | `label = "…"` | a field | what it is called in keys; its attribute's name if left out, so that one with ElectroDB's `field` needs it |
/// | `padding(length = 5, char = "0")` | a field | what its text is filled up with at the start |
///
/// A template that is one number, `"${rank}"`, makes the key a number. Numbers are written as JavaScript does; a fraction is of
/// the type [`JsNumber`](https://docs.rs/dynamo-entity/latest/dynamo_entity/struct.JsNumber.html), and dates are kept as text.
///
/// What ElectroDB writes is read. What would make two items of one key is not written: an empty part, and one that holds what
/// follows it in the key (`#label_`), are errors of the write. A key is never cut short: where ElectroDB writes one up to the first
/// part that is absent, the item is not in the index, and such keys of its are not found.
///
/// A `condition` decides both sides of the index: where a part of them changes, an update sets those of both together, by
/// `fields().by_team_key`, or relies on a loaded item.
///
/// # On a field
///
/// | attribute | meaning |
/// |---|---|
/// | `#[readonly]` | written when the item is created; updates have no action on it |
/// | `#[default]` | `Default::default()` where a builder is not given the field |
/// | `#[default(expr)]` | `expr`, evaluated each time |
/// | `#[entity(readonly, default)]`, `#[entity(default = expr)]` | the same |
/// | `#[entity(version)]` | counts the writes of the item, and guards against writing over another's |
/// | `#[entity(on_write = expr)]` | `expr`, evaluated by every write |
/// | `#[entity(ttl)]` | the point in time after which DynamoDB deletes the item |
/// | `#[entity(validate = path)]`, `#[entity(validate(regex = "…"))]` | what the value must be |
/// | `#[entity(set = path)]`, `#[entity(get = path)]` | a change of every value that is given, or read |
/// | `#[entity(unique)]` | no two items of the entity have the same value |
/// | `#[entity(sensitive)]` | the value is in no error and no `Debug` of ours |
/// | `#[entity(precision = "ms")]` | how many digits the seconds of a time have: `s`, `ms`, `us` or `ns` |
///
/// ```
/// # use chrono::{DateTime, Utc};
/// # use dynamo_entity::Entity;
/// # use serde::{Deserialize, Serialize};
/// fn lowercase(text: String) -> String {
///     text.to_lowercase()
/// }
/// fn is_email(text: &str) -> Result<(), &'static str> {
///     if text.contains('@') { Ok(()) } else { Err("has no `@`") }
/// }
///
/// #[derive(Debug, Clone, Entity, Serialize, Deserialize)]
/// #[entity(pk = "SESSION#<session_id>", sk = "SESSION")]
/// #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "<updated_at>")]
/// pub struct Session {
///     #[entity(sensitive)]
///     pub session_id: String,
///     #[entity(set = lowercase, validate = is_email)]
///     pub email: String,
///     #[entity(ttl)]
///     pub expires_at: DateTime<Utc>,
///     #[entity(on_write = Utc::now())]
///     pub updated_at: DateTime<Utc>,
///     #[entity(version)]
///     pub version: u32,
/// }
/// ```
///
/// ## `version`
///
/// On one field of the entity, a `u8`, `u16`, `u32`, `u64`, `i16`, `i32` or `i64`: 0 in what was never stored, which is its
/// default in a builder, and 1 or more in an item. It is part of no key, and no update has an action on it.
///
/// | write | condition | written |
/// |---|---|---|
/// | `create` | the item does not exist | version + 1, which is 1 for what a builder made |
/// | `put` | the stored version is the entity's; for 0, the item does not exist | version + 1, which the entity that `send` gives has too |
/// | `edit` | the stored version is the one that was loaded | version + 1 |
/// | `reindex` | the stored version is the one that was loaded | the same version |
/// | `update`, `patch`, `upsert` | none besides their own | stored version + 1, 1 where there is none |
/// | `delete`, `remove` of a loaded entity | the stored version is the one that was loaded | |
/// | `delete`, `remove` of a key | none besides their own | |
///
/// A batch has no conditions, so that an entity with a version cannot be written in one.
///
/// Where the version is what failed, the error is `is_version_conflict()`, and `existing()` is the item that is there;
/// `create` fails with `is_already_exists()` as ever, `edit` and `remove` of a missing item with `is_not_found()`.
///
/// Items from before the entity had a version need `#[serde(default)]` to be read, as 0. Each gets its version from the
/// first `edit`, `patch`, `update` or `upsert`; `put` takes a 0 for something new, and refuses.
///
/// ## `on_write = expr`
///
/// The expression is evaluated once for each operation that writes (`put`, `create`, `upsert`, `update`, `patch`,
/// `edit`), when its verb is called, whatever the entity or the builder had. It is the field's default too. No update has an
/// action on the field. It may be part of an index key, which every write then rewrites, if it shares that side with
/// parts of the primary key alone: an update would not know others.
///
/// ## `ttl`
///
/// On one field of the entity, a `u32`, `u64` or `i64`, which are stored as they are, or a `std::time::SystemTime`,
/// `chrono::DateTime<Utc>`, `jiff::Timestamp` or `time::OffsetDateTime`, or an `Option` of one of these. The attribute is
/// a number of seconds since 1970, whatever serde makes of the type, in conditions and updates too; what is read are whole
/// seconds. Entities of one table have one attribute for it.
///
/// `Table::create` enables time to live on the attribute, `Table::verify` says where it is not enabled. DynamoDB deletes an item
/// within a few days after that point in time: until then reads give it, so that those to which it matters filter by the field.
///
/// ## `validate`
///
/// With `validate = path`, a function `fn(&T) -> bool` or `fn(&T) -> Result<(), impl Display>`, `T` being what the field
/// holds, and inside an `Option`. With `validate(regex = "…")`, by the feature `regex`, for strings and what is stored as
/// one; the pattern is checked when it is compiled, and matches anywhere unless it has `^` and `$`.
///
/// It is asked about what is stored, after `set`, by `put`, `create` and `upsert`, and by `set`, `set_if_absent` and `apply`
/// of an update; not about what other actions make of a stored value, nor about fields that are absent. Where it refuses,
/// nothing is sent, and the error is `is_validation()`; it names the attribute and gives the function's reason.
///
/// ## `set = path`, `get = path`
///
/// Functions `fn(T) -> T`, `T` being what the field holds, and inside an `Option`. `set` is applied once to every value
/// that a caller gives: in items, in `set` of an update, in conditions and filters, in the keys of items and reads, and in the
/// partitions and sort parts of queries and collections (text that a width or time format made of a value excepted). `get` is
/// applied once to every value that is read. A field of a key with `set` is `Clone`. `begins_with` changes a text it is given as
/// `set` does; `contains` takes it as it is, and so do actions on a part of a value, as `add` and `append`.
///
/// A value that was loaded is not changed again. `user.edit()`, `user.reindex()`, and `&user` where a key is wanted take the
/// values of the entity for what a read gave. If the field has a `get` too, `get` has to undo `set`, and the stored value is
/// `set` of the entity's. If it has not, the stored value is the entity's, unless `set` would change it and then leave its own
/// result as it is: such a value was never stored, and `set` applies.
///
/// A struct that is written whole, by `put`, `create`, `upsert` and in batches, is given, wherever its values came from. A `set`
/// that changes its own result again, as one that adds a prefix, therefore changes a loaded struct once more: write it with
/// `edit`, or give the field a `get` that undoes `set`. The values of `user.key()` are given again, too.
///
/// The members of a collection store a value of their partition in one way, or the query is refused before it is sent:
/// give their fields the same `set`.
///
/// ## `unique`
///
/// For each value there is a further item in the table, a *marker*, whose key is made of entity, attribute and value
/// (`$unique#User#email#ada@example.com` / `$unique`) and which names its owner. Every write that changes the field is a
/// `TransactWriteItems` that takes the marker of the new value and gives back that of the old one; where another item has
/// the value, the error is `is_unique_violation()` and `unique_field()` names the field. A transaction of the user's takes
/// the markers along, among its 100 operations; what has a `unique` field is not written in batches. In a transaction a value
/// can change owners, so that two items swap theirs.
///
/// The key of the marker of a `sensitive` field holds the SHA-256 of entity, attribute and value instead of the value
/// (`$unique#User#email#sha256:P_CFLO…`). That keeps the value out of keys, logs and metrics; it is no encryption: who can read
/// the table can try values.
///
/// `create` and `edit` know the old value. `put`, `upsert`, `delete`, `remove`, and `patch` or `update` that set the field,
/// read it first, consistently, and hold on to it by a condition, as others may be faster: they cost a read besides. A
/// write that is a transaction costs two write capacity units for each KB of each item and gives nothing back
/// (`return_old`, `return_new`).
///
/// The type is one that a key can have, or an `Option` of one: `None` claims nothing, any number of times. The names of the
/// entity and of the attribute have no `#`, and no index of the table has a key attribute `owner`, which a marker has as a map. The
/// table's own keys are text. Items that were there before the field was `unique`, or that others wrote, have no markers: write each
/// once, with `put`.
///
/// ## `sensitive`
///
/// The value is in no error message and in no `Debug` of this crate's and of generated types: a key with a sensitive part is
/// `…`, and neither serde's nor `validate`'s own words about the value are passed on. The entity's own `Debug` is the program's.
///
/// ## `precision = "ms"`
///
/// On a field that holds a time of chrono, jiff, time or std, by itself or inside of an `Option`, a list, a map or a `Document`: its
/// seconds are stored with no digits behind the point (`"s"`), with three (`"ms"`), six (`"us"`) or nine (`"ns"`, which is what a
/// field without the option has; in ElectroDB's dialect it is `"ms"`). What `<field>` renders in a key is the same text. A finer
/// time is refused before anything is sent, as an attribute, in conditions and in keys. A `ttl` is always in seconds, and a field
/// with serde's `with` is stored as that says: neither has a precision.
///
/// ## `default` and std
///
/// `#[derive(Entity, Default)]` makes std's `Default` claim the word `#[default]`, which it refuses on
/// a struct's field: write `#[entity(default = expr)]` or `#[entity(default)]` there.
#[proc_macro_derive(Entity, attributes(entity, gsi, lsi, readonly, default))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    pipeline::ENTITY.run(input.into()).into()
}

/// Makes a type one that can be part of a key.
///
/// ```
/// # use dynamo_entity::KeyPart;
/// # use serde::{Deserialize, Serialize};
/// #[derive(KeyPart, Serialize, Deserialize)]
/// struct UserId(String);
///
/// #[derive(KeyPart, Serialize, Deserialize)]
/// #[serde(rename_all = "snake_case")]
/// enum Status { Draft, Published }
/// ```
///
/// It can be derived, without generics, on
/// - a struct of one field, which is in a key what the field is. If the field has a name, the struct is
///   `#[serde(transparent)]`;
/// - an enum without data, whose variants are in a key the text that serde writes for them (`rename`
///   and `rename_all` hold).
///
/// # `#[key_part(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(KeyPart, attributes(key_part))]
pub fn derive_key_part(input: TokenStream) -> TokenStream {
    pipeline::KEY_PART.run(input.into()).into()
}

/// Makes a nested type say how it is stored, and gives the members of a nested map typed paths: `user.address.dot(Address::fields().city)`.
///
/// ```
/// # use dynamo_entity::Document;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Document, Serialize, Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// pub struct Address {
///     pub city: String,
///     pub zip_code: String,
/// }
/// ```
///
/// It can be derived on structs and enums without generics. What is inside is stored as its type says: `Vec<u8>` as binary, sets as
/// sets, times in the form that sorts, `None` left out of maps. Without it serde alone tells, to which those are lists, text and
/// `NULL`.
///
/// A struct with named fields has paths to them; fields that serde skips or flattens have none. An enum may be of any of serde's forms
/// (variants as entries, `tag`, `tag` and `content`) but `untagged`, in which a stored value does not say which variant it is. A type
/// that serde stores as another (`into`, `from`, `try_from`) is refused: derive `Document` on that one.
///
/// # `#[document(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Document, attributes(document))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    pipeline::DOCUMENT.run(input.into()).into()
}

/// Makes a unit struct the name of a table in types, `Table<App>`, and says which entities it holds.
///
/// ```
/// # use dynamo_entity::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User { pub user_id: String }
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
/// # #[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "<card_id>")]
/// # pub struct Card { pub card_id: String, pub sender_id: String }
/// #[derive(Table)]
/// #[table(entities(User, Card))]
/// #[gsi(name = "gsi1", pk = "GSI1PK", sk = "GSI1SK")]
/// pub struct App;
/// ```
///
/// # `#[table(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `entities` | the entities of the table, at least one; required | `entities(User, Card)` |
/// | `pk` | name of the partition key's attribute; `pk` if left out | `pk = "id"` |
/// | `sk` | name of the sort key's attribute; `sk` if left out | `sk = "range"` |
/// | `type_attribute` | name of the attribute that holds an item's entity; `_type` if left out | `type_attribute = "kind"` |
/// | `version_attribute` | name of the attribute that holds the version of an item's entity, which those of ElectroDB's keys have | `version_attribute = "_v"` |
/// | `electrodb` | the two are `__edb_e__` and `__edb_v__` unless they are given other names | `electrodb` |
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
///
/// A table has a sort key if its entities have one.
///
/// # `#[gsi(…)]`, `#[lsi(…)]`
///
/// They name the key attributes of an index that an entity has; left out, they are `<index>pk` and
/// `<index>sk`.
///
/// | option | meaning | example |
/// |---|---|---|
/// | `name` | DynamoDB's name of the index; required | `name = "gsi1"` |
/// | `pk` | name of its partition key's attribute; not on an `#[lsi]`, which has the table's | `pk = "GSI1PK"` |
/// | `sk` | name of its sort key's attribute | `sk = "GSI1SK"` |
#[proc_macro_derive(Table, attributes(table, gsi, lsi))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    pipeline::TABLE.run(input.into()).into()
}

/// Makes a struct with some of an entity's fields something that reads may give: `query.project::<UserCard>()`.
///
/// ```
/// # use dynamo_entity::{Entity, Projection};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User { pub user_id: String, pub display_name: String, pub email: String }
/// #[derive(Projection, Deserialize)]
/// #[projection(entity = User)]
/// pub struct UserCard {
///     pub user_id: String,
///     pub display_name: String,
/// }
/// ```
///
/// It can be derived on a struct with named fields and no generics that serde can deserialize. Each field is one of the
/// entity's, with its type and its name in serde, or the program does not compile. A field that serde flattens in the entity is
/// flattened here too, and read as its fields; where only the value knows their names, all attributes are read.
///
/// # `#[projection(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `entity` | the entity that is read; required | `entity = User` |
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    pipeline::PROJECTION.run(input.into()).into()
}

/// Makes a struct, or an enum, what one query reads of several entities: `CardDetails::query("c01").all(&table)`.
///
/// ```
/// # use dynamo_entity::Entity;
/// # use serde::{Deserialize, Serialize};
/// use dynamo_entity::Collection;
///
/// # #[derive(Debug, PartialEq, Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
/// # pub struct Card { pub card_id: String }
/// # #[derive(Debug, PartialEq, Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
/// # pub struct Reaction { pub card_id: String, pub user_id: String }
/// /// A card with all that belongs to it.
/// #[derive(Debug, PartialEq, Collection)]
/// #[collection(query = "primary")]
/// pub struct CardDetails {
///     pub card: Card,
///     pub reactions: Vec<Reaction>,
/// }
///
/// /// The same items one by one, in the order of their keys.
/// #[derive(Debug, PartialEq, Collection)]
/// pub enum CardItem {
///     Card(Card),
///     Reaction(Reaction),
/// }
/// ```
///
/// It adds `query`, which takes the parts of the partition key, several as a tuple, and gives a `CollectionQuery`.
///
/// On a **struct** with named fields, each field is of one entity: `Card` for exactly one item (there being none is an error
/// with `is_not_found`, more than one with `is_not_unique`), `Option<Card>` for at most one, `Vec<Card>` for any number in
/// the order of the sort key. It is read as a whole.
///
/// On an **enum**, each variant holds one entity. It is read into a `Vec` in the order of the sort key, across entities; also
/// page by page, with cursors, and as a stream.
///
/// The members are entities with an access pattern of the name that `query` says, of the same DynamoDB index and with the
/// same partition: the same text with parts of the same types in the same formats (or the same attributes), whatever the
/// names of the fields. Items of other entities in the partition are skipped, or refused with `refuse_unknown`.
///
/// # `#[collection(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `query` | the access pattern that every member has; `primary`, the primary key, if left out | `query = "by_org"` |
/// | `crate` | where the crate `dynamo_entity` is found; `::dynamo_entity` if left out | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Collection, attributes(collection))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    pipeline::COLLECTION.run(input.into()).into()
}
