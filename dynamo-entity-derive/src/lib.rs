//! The derive macros of `dynamo-entity`; use them through that crate.
//!
//! This file is over 400 lines because it holds the reference of the derives.
//!
//! Each derive is a pipeline. Each stage reads only the output of the stage before it:
//!
//! | stage | from | to |
//! |---|---|---|
//! | `attr` | attributes | structs of their options |
//! | `template` (`format`) | the text of a key | literals and placeholders |
//! | `model` | options and templates | the resolved entity, table, document, collection or key part |
//! | `check` | a model | mistakes that involve several parts of the model |
//! | `expand` | a model without mistakes | code |
//!
//! One run reports every mistake of an input (`error`), with a suggestion for a misspelled word (`suggest`). `pipeline`
//! joins the stages.

mod attr;
mod check;
mod error;
mod expand;
mod features;
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
/// The struct has named fields and no generics, and serde can serialize and deserialize it. serde's attributes are honored:
/// `rename`, `rename_all`, `skip`, `default`, `with` and `flatten` name and store the attributes here as they do in serde.
///
/// For `User` the derive generates the types `UserKey`, `UserFields`, `UserCreate`, `UserUpdate`, `UserQuery` and `UserStep`
/// in the same module. A derive cannot see other items: if one of your types has one of these names, rustc reports error
/// E0428 (`the name … is defined multiple times`); give the generated type another name, with `#[entity(key = "…")]` and the
/// like. To rename the entity's struct without changing stored items, set `name`, the value of the type attribute.
///
/// `UserKey` has the fields of the primary key. It is `Clone`, `Debug`, `Eq`, `Ord`, `Hash`, `Serialize`, `Deserialize` and
/// `FromStr` whichever traits its fields have, and `Display` unless a part is `sensitive`. Its text is `PARTITION / SORT`. How
/// keys are compared, serialized and read back is described at `Entity::Key`.
///
/// `UserCreate` is the builder, and can be the body of a request: see `Entity::Create`.
///
/// # On the struct
///
/// ## `#[entity(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `pk` | template of the table's partition key; required | `pk = "USER#<user_id>"` |
/// | `sk` | template of the table's sort key; omitted in a table without a sort key | `sk = "PROFILE"` |
/// | `name` | value of an item's type attribute; the struct's name by default | `name = "user"` |
/// | `untyped` | `"skip"` (default) or `"accept"`: whether an item without the type attribute belongs to the entity if its key matches | `untyped = "accept"` |
/// | `key`, `fields`, `create`, `update`, `query`, `step` | name of a generated type; the struct's name with `Key`, `Fields` and so on by default | `key = "ProfileKey"` |
/// | `create(…)` | options of the builder: `name`, and `deny_unknown_fields`, which refuses bodies with members that are no fields | `create(name = "NewUser", deny_unknown_fields)` |
/// | `update(…)` | options of `UserUpdate`: `name`, and `deny_unknown_fields`, which refuses maps with other fields | `update(deny_unknown_fields)` |
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
///
/// Every item that this library writes has the type attribute. An item without it was written by another program. By default
/// no read returns such an item, and no `patch`, `edit` or `remove` finds it: its key alone does not identify the entity,
/// and DynamoDB can only filter on the attribute. With `untyped = "accept"` such an item belongs to the entity if the entity
/// renders its primary key and no other entity reserves the key. Queries and scans then decide by the key after reading, and
/// `count` reads the keys.
///
/// ## `#[gsi(…)]`, one for each global secondary index
///
/// | option | meaning | example |
/// |---|---|---|
/// | `name` | the access pattern: `User::query().by_email(…)`; required | `name = "by_email"` |
/// | `index` | DynamoDB's name of the index; the access pattern's name by default | `index = "gsi1"` |
/// | `pk` | template of the partition key, or a list of attributes; required | `pk = "EMAIL#<email>"` |
/// | `sk` | template of the sort key, or a list of attributes | `sk = "<created_at>#<user_id>"` |
/// | `projection` | the attributes that the index holds: `"all"` (default), `"keys_only"`, or a list of names | `projection = ["email", "role"]` |
/// | `inverted` | the sides and key attributes are those of the table's key, exchanged | `inverted` |
///
/// A list, `pk = ["<tenant>", "<region>"]`, makes this side of the index a key of several attributes: one to four attributes
/// of the entity, each in one side only. Nothing is stored twice. If a field of another entity of the table is stored under
/// the name of one of these attributes, it must have the same type, or the table does not compile.
///
/// Clippy's `duplicated_attributes` warns of two `#[gsi(…)]` that have an option in common, such as the same `pk`. A derive
/// cannot silence the warning: write `#[allow(clippy::duplicated_attributes)]` on the struct.
///
/// ## `#[lsi(…)]`, one for each local secondary index
///
/// The options are `name`, `index`, `sk` (required) and `projection`, as above. The partition key is the table's.
///
/// # Templates
///
/// | in the text | meaning |
/// |---|---|
/// | `<field>` | the field's value |
/// | `<field:020>` | an unsigned integer, padded with zeros to 20 digits (1 to 39) |
/// | `<field:%Y-%m>` | a date or time in UTC, made of `%Y %m %d %j %H %M %S %3f %6f %9f %%` |
/// | `<field:lower>`, `<field:upper>` | text in one letter case |
/// | `<field:raw>` | text that may contain the delimiter that follows it |
/// | `<field:N>`, `<field:B>` | the whole key, as a DynamoDB number or binary |
/// | `<<`, `>>`, `{{`, `}}` | a literal `<`, `>`, `{` or `}` |
///
/// A range on text in the middle of a sort key compares the text in the key of each item that is read, not the attribute. A
/// `raw` part may contain the literal that follows it, so only the attribute shows where the part ends: a range on a `raw`
/// part whose field has serde's `with` is refused.
///
/// In a sort key, a part must sort as its value does: an integer has a width, and a time format goes from the year to finer
/// units without a gap. There must be a literal between two placeholders, unless the first has a width or a time format. A
/// field in the primary key cannot be an `Option`. A field in an index key can: while the field is `None`, the item is not
/// in the index.
///
#[cfg_attr(feature = "electrodb", doc = include_str!("electrodb.md"))]
///
/// # On a field
///
/// | attribute | meaning |
/// |---|---|
/// | `#[readonly]` | written when the item is created; updates have no action on it |
/// | `#[default]` | `Default::default()` if the builder is given no value |
/// | `#[default(expr)]` | `expr`, evaluated each time |
/// | `#[entity(readonly, default)]`, `#[entity(default = expr)]` | the same |
/// | `#[entity(version)]` | counts the writes of the item, and makes stale writes fail |
/// | `#[entity(on_write = expr)]` | `expr`, evaluated by every write |
/// | `#[entity(ttl)]` | the point in time after which DynamoDB deletes the item |
/// | `#[entity(validate = path)]`, `#[entity(validate(regex = "…"))]` | a check of the value |
/// | `#[entity(set = path)]`, `#[entity(get = path)]` | a transformation of every value that is given, or read |
/// | `#[entity(unique)]` | no two items of the entity have the same value |
/// | `#[entity(sensitive)]` | the value is redacted in errors and in our `Debug` |
/// | `#[entity(precision = "ms")]` | the number of fractional digits of a time's seconds: `s`, `ms`, `us` or `ns` |
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
/// One field of the entity may be the version, a `u8`, `u16`, `u32`, `u64`, `i16`, `i32` or `i64`. It is 0 in an entity that
/// was never stored, which is the default in a builder, and 1 or more in an item. The field is not part of a key, and
/// updates have no action on it.
///
/// | write | condition | written |
/// |---|---|---|
/// | `create` | the item does not exist | version + 1, which is 1 for an entity from a builder |
/// | `put` | the stored version is the entity's; for 0, the item does not exist | version + 1, also in the entity that `send` returns |
/// | `edit` | the stored version is the one that was loaded | version + 1 |
/// | `reindex` | the stored version is the one that was loaded | the same version |
/// | `update`, `patch`, `upsert` | only their own conditions | stored version + 1; 1 if there is none |
/// | `delete`, `remove` of a loaded entity | the stored version is the one that was loaded | |
/// | `delete`, `remove` of a key | only their own conditions | |
///
/// A batch has no conditions, so an entity with a version cannot be written in a batch.
///
/// If the version does not match, the error is `is_version_conflict()`, and `existing()` is the current item. `create` still
/// fails with `is_already_exists()`, and `edit` and `remove` of a missing item with `is_not_found()`.
///
/// Items from before the entity had a version need `#[serde(default)]`, and are read with version 0. The first `edit`,
/// `patch`, `update` or `upsert` gives such an item its version. `put` treats 0 as a new item and fails.
///
/// ## `on_write = expr`
///
/// The expression is evaluated once for each operation that writes (`put`, `create`, `upsert`, `update`, `patch`, `edit`),
/// when its verb is called, and replaces the value that the entity or the builder had. It is also the field's default.
/// Updates have no action on the field. The field may be part of an index key if the other parts of that side all belong to
/// the primary key, because an update would not know other parts. Every write then rewrites the key.
///
/// ## `ttl`
///
/// One field of the entity may be the time to live: a `u32`, `u64` or `i64`, stored unchanged; a `std::time::SystemTime`,
/// `chrono::DateTime<Utc>`, `jiff::Timestamp` or `time::OffsetDateTime`; or an `Option` of one of these. The attribute is a
/// number of seconds since 1970, however serde serializes the type, in conditions and updates too. Reads return whole
/// seconds. All entities of a table share one attribute for it.
///
/// `Table::create` enables time to live on the attribute, and `Table::verify` reports if it is not enabled. DynamoDB deletes
/// an item within a few days after that point in time. Until then reads return the item: filter by the field if that
/// matters.
///
/// ## `validate`
///
/// `validate = path` takes a function `fn(&T) -> bool` or `fn(&T) -> Result<(), impl Display>`, where `T` is the field's
/// type, or the type inside its `Option`. `validate(regex = "…")` needs the feature `regex` and works for strings and types
/// that are stored as strings. The pattern is checked at compile time, and matches anywhere unless it has `^` and `$`.
///
/// The check runs on the value that is stored, after `set`: in `put`, `create` and `upsert`, and in `set`, `set_if_absent`
/// and `apply` of an update. It does not run on the results of other actions, or on absent fields. If the check fails,
/// nothing is sent and the error is `is_validation()`. The error names the attribute and gives the function's reason.
///
/// ## `set = path`, `get = path`
///
/// Both are functions `fn(T) -> T`, where `T` is the field's type, or the type inside its `Option`. `set` is applied once to
/// every value that a caller gives: in items, in `set` of an update, in conditions and filters, in the keys of items and
/// reads, and in the partitions and sort parts of queries and collections (except text that a width or time format made of a
/// value). `get` is applied once to every value that is read. A field of a key with `set` must be `Clone`. `begins_with`
/// applies `set` to its text. `contains` does not, and neither do actions on a part of a value, such as `add` and `append`.
///
/// `set` is not applied again to a value that was loaded. `user.edit()`, `user.reindex()`, and `&user` as a key treat the
/// entity's values as values that were read. If the field has a `get` too, `get` must undo `set`; the stored value is then
/// `set` of the entity's value. Without `get`, the stored value is the entity's value. The exception is a value that `set`
/// would change, with a result that `set` leaves unchanged: such a value was never stored, so `set` is applied.
///
/// `put`, `create`, `upsert` and batches write a whole struct, and apply `set` to it even if it was loaded. A `set` that
/// changes its own result, such as adding a prefix, therefore changes a loaded struct again: write it with `edit`, or give
/// the field a `get` that undoes `set`. `set` is applied to the values of `user.key()` too.
///
/// The members of a collection must store the value of their partition in the same way, or the query is refused before it is
/// sent. Give their fields the same `set`.
///
/// ## `unique`
///
/// A *marker* item in the table reserves each value. Its key is made of entity, attribute and value
/// (`$unique#User#email#ada@example.com` / `$unique`), and it names its owner. Every write that changes the field is a
/// `TransactWriteItems` that puts the marker of the new value and deletes the marker of the old one. If another item has the
/// value, the error is `is_unique_violation()`, and `unique_field()` names the field. Your own transactions include the
/// markers, which count toward the limit of 100 operations. Entities with a `unique` field cannot be written in batches. In
/// a transaction two items can swap their values.
///
/// `unique(within = tenant_id)` makes the value unique among the items with the same `tenant_id`, and
/// `unique(within = [org_id, team_id])` among those with the same two parts. The fields are the first parts of the partition
/// key, and the key goes on or the entity has a sort key with further parts. The marker then lies where the tenant's items
/// lie, so an IAM policy that limits `dynamodb:LeadingKeys` to the tenant's keys allows it too:
///
/// | `pk` | key of the marker, for the tenant `a` |
/// |---|---|
/// | `TENANT#<tenant_id>` | `TENANT#a` / `$unique#User#email#ada@example.com` |
/// | `TENANT#<tenant_id>#USER#<user_id>` | `TENANT#a#USER#$unique#User#email#ada@example.com` / `$unique` |
///
/// Queries, scans and collections leave the markers out. In a table with `within`, no sort key may be `$unique` or begin with
/// `$unique#`.
///
/// The key of the marker of a `sensitive` field holds the SHA-256 of entity, attribute and value instead of the value
/// (`$unique#User#email#sha256:P_CFLO…`), with `within` also of the tenant. This keeps the value out of keys, logs and
/// metrics. It is not encryption: whoever can read the table can try values.
///
/// `create` and `edit` know the old value. `put`, `upsert`, `delete`, `remove`, and `patch` or `update` that set the field,
/// first read the old value consistently, which costs a read. A condition then requires that the value has not changed
/// since. A write that is a transaction costs two write capacity units per KB of each item, and returns nothing
/// (`return_old`, `return_new`).
///
/// The field's type is one that a key can have, or an `Option` of one. `None` reserves nothing, so any number of items can
/// have it. The names of the entity and of the attribute must not contain `#`. No index of the table may have a key
/// attribute `owner`, which is a map in a marker. The table's own keys must be text.
///
/// Items have no markers if they are older than `unique` on the field, or if another program wrote them. Items that are older
/// than `within` or `sensitive` have markers of another form, which reserve nothing any more; release 0.1 stored `sensitive`
/// values as they are in the keys of markers. A `reindex` of each item reserves its values, or
/// fails with `is_unique_violation()` if another item has them. It deletes the marker of release 0.1. The markers from before
/// `within` remain; delete them when every item is reindexed.
///
/// ## `sensitive`
///
/// The value is not in error messages, and not in the `Debug` of this crate's types and of generated types: a key with a
/// sensitive part is shown as `…`, and the messages of serde and `validate` about the value are dropped. The entity's own
/// `Debug` is yours.
///
/// ## `precision = "ms"`
///
/// The field holds a time of chrono, jiff, time or std, directly or inside an `Option`, a list, a map or a `Document`. Its
/// seconds are stored with no fractional digits (`"s"`), with three (`"ms"`), six (`"us"`) or nine (`"ns"`). Without the
/// option, a time has nine digits, or three in ElectroDB's dialect. `<field>` in a key renders the same text. A finer time
/// is refused before anything is sent, as an attribute, in conditions and in keys. A `ttl` is always in seconds, and a field
/// with serde's `with` is stored as its function writes it, so neither takes a precision.
///
/// ## `default` and std
///
/// In `#[derive(Entity, Default)]`, std's `Default` claims `#[default]` and rejects it on a struct's field: write
/// `#[entity(default = expr)]` or `#[entity(default)]` there.
#[proc_macro_derive(Entity, attributes(entity, gsi, lsi, readonly, default))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    pipeline::ENTITY.run(input.into()).into()
}

/// Makes a type usable as a part of a key.
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
/// The derive supports these types, without generics, and needs no other derive than serde's:
/// - a struct with one field, which renders as its field does. If the field has a name, the struct is
///   `#[serde(transparent)]`;
/// - an enum without data, whose variants render as the text that serde writes for them (`rename` and `rename_all` are
///   honored).
///
/// # `#[key_part(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(KeyPart, attributes(key_part))]
pub fn derive_key_part(input: TokenStream) -> TokenStream {
    pipeline::KEY_PART.run(input.into()).into()
}

/// Declares how a nested type is stored, and generates typed paths to its fields:
/// `user.address.dot(Address::fields().city)`.
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
/// The type is a struct or an enum without generics. Its contents are stored as their types say: `Vec<u8>` as binary, sets
/// as sets, times in the form that sorts; `None` is omitted from maps. Without `Document`, serde alone decides, and these
/// are stored as lists, text and `NULL`.
///
/// A struct with named fields has paths to them, except to fields that serde skips or flattens. An enum may use any of
/// serde's representations (variants as entries, `tag`, `tag` and `content`) except `untagged`, because the stored value
/// does not show the variant. A type that serde stores as another type (`into`, `from`, `try_from`) is refused: derive
/// `Document` on the other type.
///
/// # `#[document(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
///
/// # Options of fields
///
/// The named fields of a struct have options inside `#[document(…)]`, with the meaning that they have on the fields of an
/// [`Entity`]: in whole items, in whole documents that an update sets, in elements of lists and entries of maps, and on paths
/// into the document. `readonly` and `default` may also be written `#[readonly]`, `#[default]` and `#[default(0)]`.
///
/// ```
/// # use dynamo_entity::Document;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Document, Serialize, Deserialize)]
/// pub struct Address {
///     #[document(set = trimmed)]
///     pub city: String,
///     #[document(validate = is_zip)]
///     pub zip: Option<String>,
///     #[readonly]
///     pub since: u32,
///     #[default(0)]
///     pub visits: u32,
/// }
///
/// fn trimmed(text: String) -> String {
///     text.trim().to_owned()
/// }
///
/// fn is_zip(zip: &str) -> bool {
///     zip.len() == 4
/// }
///
/// let address = Address::builder().city("Rome").since(2026_u32).build();
/// assert_eq!(address.visits, 0);
/// ```
///
/// | option | meaning | example |
/// |---|---|---|
/// | `set` | converts every given value once, in conditions too | `set = trimmed` |
/// | `get` | converts every value that is read | `get = shown` |
/// | `validate` | refuses a value before it is sent; the error names the whole path, such as `address.zip`, where an element that is appended has its position among those appended | `validate = is_zip` |
/// | `readonly` | actions on the path do not compile; a write of the whole item or the whole document writes the field | `readonly` |
/// | `default` | the value that a builder gives the field, and from which an action such as `add` starts where a stored document lacks the field | `default = 0` |
///
/// A document with a `default` has a builder, `Address::builder()`, which must be given every field that has no default and is
/// no `Option`. A default does not change how a document is read: to read stored documents that lack the field, give it serde's
/// `default`.
#[proc_macro_derive(Document, attributes(document, default, readonly))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    pipeline::DOCUMENT.run(input.into()).into()
}

/// Makes a unit struct the type of a table, `Table<App>`, and lists the entities of the table.
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
/// | `pk` | name of the partition key's attribute; `pk` by default | `pk = "id"` |
/// | `sk` | name of the sort key's attribute; `sk` by default | `sk = "range"` |
/// | `type_attribute` | name of the attribute that holds an item's entity; `_type` by default | `type_attribute = "kind"` |
/// | `version_attribute` | name of the attribute that holds the version of an item's entity; only for entities with ElectroDB's keys | `version_attribute = "_v"` |
/// | `electrodb` | changes the defaults of the two attributes to `__edb_e__` and `__edb_v__`; needs the feature `electrodb` | `electrodb` |
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
///
/// A table has a sort key if its entities have one.
///
/// # `#[gsi(…)]`, `#[lsi(…)]`
///
/// These name the key attributes of an entity's index. The default names are `<index>pk` and `<index>sk`.
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

/// Makes a struct with some of an entity's fields a possible result of reads: `query.project::<UserCard>()`.
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
/// The struct has named fields and no generics, and serde can deserialize it. Each field must be a field of the entity, with
/// the same type and the same name in serde, or the program does not compile. A field that serde flattens in the entity is
/// flattened here too, and read as its fields. If only the value knows their names, all attributes are read.
///
/// # `#[projection(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `entity` | the entity that is read; required | `entity = User` |
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    pipeline::PROJECTION.run(input.into()).into()
}

/// Makes a struct the changes that a client may make to an entity, or to a document in one: `User::patch(id).apply(patch)`.
///
/// ```
/// # use dynamo_entity::{Changes, Document, Entity};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_entity::Change;
///
/// # #[derive(Document, Serialize, Deserialize)]
/// # pub struct Address { pub street: String, pub city: String }
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User {
/// #     pub user_id: String, pub display_name: String, pub avatar_url: Option<String>, pub address: Address, pub is_admin: bool,
/// # }
/// #[derive(Debug, Default, Changes, Deserialize)]
/// #[changes(entity = User)]
/// #[serde(default, deny_unknown_fields, rename_all = "camelCase")]
/// pub struct UserPatch {
///     pub display_name: Option<String>,
///     pub avatar_url: Change<String>,
///     pub address: Option<AddressPatch>,
/// }
///
/// #[derive(Debug, Default, Changes, Deserialize)]
/// #[changes(document = Address)]
/// #[serde(default, deny_unknown_fields)]
/// pub struct AddressPatch {
///     pub street: Option<String>,
///     pub city: Option<String>,
/// }
/// ```
///
/// The struct has named fields and no generics. It names what may change: each field is a field of the entity with the same
/// name in Rust. serde's attributes and other derives are yours; the names in JSON need not be those of the attributes.
///
/// A program does not compile if a field has another type than the entity's, is part of the primary key, is `readonly`, or
/// is set by every write. It does not compile either if a field shares an index key with a field that the struct lacks, or
/// with a read-only field: an update could not rewrite the key. Only a loaded item has the other parts: write
/// `#[changes(entity = User, edit)]`, and apply the changes to `user.edit()`.
///
/// | type of a field | on a `T` | on an `Option<T>` |
/// |---|---|---|
/// | `Option<T>` | sets the field, or keeps it | does not compile |
/// | `Change<T>` | sets the field, or keeps it; `Remove` is refused as `is_validation` | sets the field, keeps it, or removes it |
/// | `P`, changes of a document | changes fields of the document | changes fields of the document |
/// | `Option<P>` | changes fields of the document, or keeps it | does not compile |
/// | `Change<P>` | does not compile | changes fields of the document, keeps it, or removes it |
///
/// In JSON, serde reads `null` like an absent field for an `Option`, and as `Remove` for a `Change`. Give the struct
/// `#[serde(default)]`, so that an absent field keeps the entity's. A required field of the type `Change<T>` refuses `null`.
///
/// Changes of a document write its fields one by one and keep the others. If the item has no such document, the update fails
/// with `is_missing_parent`.
///
/// # `#[changes(…)]`, required
///
/// | option | meaning | example |
/// |---|---|---|
/// | `entity` | the entity that is changed; this or `document` is required | `entity = User` |
/// | `document` | the document that is changed | `document = Address` |
/// | `edit` | the changes are applied only to loaded items | `edit` |
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Changes, attributes(changes))]
pub fn derive_changes(input: TokenStream) -> TokenStream {
    pipeline::CHANGES.run(input.into()).into()
}

/// Makes a struct or an enum the result of one query over several entities: `CardDetails::query("c01").all(&table)`.
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
/// The derive adds `query`, which takes the parts of the partition key, several as a tuple, and returns a `CollectionQuery`.
///
/// In a **struct** with named fields, each field holds one entity: `Card` for exactly one item (`is_not_found` if there is
/// none, `is_not_unique` if there are several), `Option<Card>` for at most one, `Vec<Card>` for any number in the order of
/// the sort key. A struct is read as a whole.
///
/// In an **enum**, each variant holds one entity. The result is a `Vec` in the order of the sort key, across entities. An
/// enum can also be read page by page, with cursors, and as a stream.
///
/// The members are entities with the access pattern that `query` names, on the same DynamoDB index and with the same
/// partition: the same text and parts of the same types in the same formats (or the same attributes). The names of the
/// fields may differ. Items of other entities in the partition are skipped, or refused with `refuse_unknown`.
///
/// # `#[collection(…)]`
///
/// | option | meaning | example |
/// |---|---|---|
/// | `query` | the access pattern that every member has; `primary`, the primary key, by default | `query = "by_org"` |
/// | `crate` | path of the crate `dynamo_entity`; `::dynamo_entity` by default | `crate = "my_crate::dynamo_entity"` |
#[proc_macro_derive(Collection, attributes(collection))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    pipeline::COLLECTION.run(input.into()).into()
}
