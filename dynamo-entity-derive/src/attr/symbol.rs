//! The keywords of all attributes.

use std::fmt::{self, Display};

use syn::{Ident, Path};

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) struct Symbol(pub(crate) &'static str);

// Attributes.
pub(crate) const CHANGES: Symbol = Symbol("changes");
pub(crate) const COLLECTION: Symbol = Symbol("collection");
pub(crate) const DEFAULT: Symbol = Symbol("default");
pub(crate) const DOC: Symbol = Symbol("doc");
pub(crate) const DOCUMENT: Symbol = Symbol("document");
pub(crate) const ENTITY: Symbol = Symbol("entity");
pub(crate) const GSI: Symbol = Symbol("gsi");
pub(crate) const KEY_PART: Symbol = Symbol("key_part");
pub(crate) const LSI: Symbol = Symbol("lsi");
pub(crate) const READONLY: Symbol = Symbol("readonly");
pub(crate) const SERDE: Symbol = Symbol("serde");
pub(crate) const TABLE: Symbol = Symbol("table");

// Options of the attributes.
pub(crate) const CASING: Symbol = Symbol("casing");
pub(crate) const CAST: Symbol = Symbol("cast");
pub(crate) const CHAR: Symbol = Symbol("char");
pub(crate) const COMPOSITE: Symbol = Symbol("composite");
pub(crate) const CONDITION: Symbol = Symbol("condition");
pub(crate) const CREATE: Symbol = Symbol("create");
pub(crate) const CRATE: Symbol = Symbol("crate");
pub(crate) const EDIT: Symbol = Symbol("edit");
pub(crate) const ELECTRODB: Symbol = Symbol("electrodb");
pub(crate) const ENTITIES: Symbol = Symbol("entities");
pub(crate) const FIELDS: Symbol = Symbol("fields");
pub(crate) const GET: Symbol = Symbol("get");
pub(crate) const INDEX: Symbol = Symbol("index");
pub(crate) const INVERTED: Symbol = Symbol("inverted");
pub(crate) const KEY: Symbol = Symbol("key");
pub(crate) const LABEL: Symbol = Symbol("label");
pub(crate) const LENGTH: Symbol = Symbol("length");
pub(crate) const NAME: Symbol = Symbol("name");
pub(crate) const ON_WRITE: Symbol = Symbol("on_write");
pub(crate) const PADDING: Symbol = Symbol("padding");
pub(crate) const PRECISION: Symbol = Symbol("precision");
pub(crate) const PK: Symbol = Symbol("pk");
pub(crate) const PROJECTION: Symbol = Symbol("projection");
pub(crate) const QUERY: Symbol = Symbol("query");
pub(crate) const REGEX: Symbol = Symbol("regex");
pub(crate) const RENAME_ALL: Symbol = Symbol("rename_all");
pub(crate) const SCOPE: Symbol = Symbol("scope");
pub(crate) const SENSITIVE: Symbol = Symbol("sensitive");
pub(crate) const SERVICE: Symbol = Symbol("service");
pub(crate) const SET: Symbol = Symbol("set");
pub(crate) const SK: Symbol = Symbol("sk");
pub(crate) const STEP: Symbol = Symbol("step");
pub(crate) const TEMPLATE: Symbol = Symbol("template");
pub(crate) const TTL: Symbol = Symbol("ttl");
pub(crate) const TYPE: Symbol = Symbol("type");
pub(crate) const TYPE_ATTRIBUTE: Symbol = Symbol("type_attribute");
pub(crate) const UNIQUE: Symbol = Symbol("unique");
pub(crate) const UNTYPED: Symbol = Symbol("untyped");
pub(crate) const UPDATE: Symbol = Symbol("update");
pub(crate) const VALIDATE: Symbol = Symbol("validate");
pub(crate) const VERSION: Symbol = Symbol("version");
pub(crate) const VERSION_ATTRIBUTE: Symbol = Symbol("version_attribute");

// serde's options that decide how an attribute is named or stored.
pub(crate) const ALIAS: Symbol = Symbol("alias");
pub(crate) const CONTENT: Symbol = Symbol("content");
pub(crate) const DENY_UNKNOWN_FIELDS: Symbol = Symbol("deny_unknown_fields");
pub(crate) const DESERIALIZE: Symbol = Symbol("deserialize");
pub(crate) const DESERIALIZE_WITH: Symbol = Symbol("deserialize_with");
pub(crate) const FLATTEN: Symbol = Symbol("flatten");
pub(crate) const FROM: Symbol = Symbol("from");
pub(crate) const INTO: Symbol = Symbol("into");
pub(crate) const RENAME: Symbol = Symbol("rename");
pub(crate) const RENAME_ALL_FIELDS: Symbol = Symbol("rename_all_fields");
pub(crate) const SERIALIZE: Symbol = Symbol("serialize");
pub(crate) const SERIALIZE_WITH: Symbol = Symbol("serialize_with");
pub(crate) const SKIP: Symbol = Symbol("skip");
pub(crate) const SKIP_DESERIALIZING: Symbol = Symbol("skip_deserializing");
pub(crate) const SKIP_SERIALIZING: Symbol = Symbol("skip_serializing");
pub(crate) const SKIP_SERIALIZING_IF: Symbol = Symbol("skip_serializing_if");
pub(crate) const TAG: Symbol = Symbol("tag");
pub(crate) const TRANSPARENT: Symbol = Symbol("transparent");
pub(crate) const TRY_FROM: Symbol = Symbol("try_from");
pub(crate) const UNTAGGED: Symbol = Symbol("untagged");
pub(crate) const WITHIN: Symbol = Symbol("within");
pub(crate) const WITH: Symbol = Symbol("with");

impl PartialEq<Symbol> for Ident {
    fn eq(&self, keyword: &Symbol) -> bool {
        self == keyword.0
    }
}

impl PartialEq<Symbol> for Path {
    fn eq(&self, keyword: &Symbol) -> bool {
        self.is_ident(keyword.0)
    }
}

impl Display for Symbol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}
