//! Errors that tests make.

use dynamo_entity::prelude::*;
use dynamo_entity::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
struct Note {
    note_id: String,
    #[entity(set = trimmed)]
    title: Option<String>,
    #[entity(version)]
    version: u32,
}

fn trimmed(title: String) -> String {
    title.trim().to_owned()
}

#[test]
fn an_error_has_the_kind_that_it_is_made_from() {
    use ErrorKind::{
        AccessDenied, AlreadyExists, ConditionFailed, Conflict, Construction, Decode, Dispatch, InvalidCursor,
        InvalidInput, InvalidKey, ItemCollectionTooLarge, MissingParent, NotFound, NotUnique, OutOfRange,
        OutcomeUnknown, Rejected, Response, Service, TableMismatch, TableNotFound, Throttled, Timeout, TokenMismatch,
        TransactionCanceled, TransactionInProgress, UniqueViolation, Validation, VersionConflict,
    };
    for kind in [
        AccessDenied,
        AlreadyExists,
        ConditionFailed,
        Conflict,
        Construction,
        Decode,
        Dispatch,
        InvalidCursor,
        InvalidInput,
        InvalidKey,
        ItemCollectionTooLarge,
        MissingParent,
        NotFound,
        NotUnique,
        OutOfRange,
        OutcomeUnknown,
        Rejected,
        Response,
        Service,
        TableMismatch,
        TableNotFound,
        Throttled,
        Timeout,
        TokenMismatch,
        TransactionCanceled,
        TransactionInProgress,
        UniqueViolation,
        Validation,
        VersionConflict,
    ] {
        let error = Error::from_kind(kind);
        assert_eq!(error.kind(), kind);
        assert!(!error.to_string().is_empty(), "{kind:?}");
        assert_eq!((error.entity(), error.key()), (None, None));
    }
    assert!(Error::from_kind(Throttled).is_throttled());
    assert!(Error::from_kind(NotFound).is_not_found());
    assert!(Error::from_kind(ConditionFailed).is_condition_failed());
    assert!(Error::from_kind(Timeout).is_timeout());
}

#[test]
fn a_conflict_carries_the_item_that_a_test_gives() {
    let theirs = Note {
        note_id: "n1".into(),
        title: Some("Shopping".into()),
        version: 7,
    };
    for kind in [
        ErrorKind::AlreadyExists,
        ErrorKind::VersionConflict,
        ErrorKind::ConditionFailed,
    ] {
        let error = Error::from_kind(kind).with_existing(&theirs).unwrap();
        assert_eq!((error.kind(), error.entity()), (kind, Some("Note")));
        assert_eq!(error.existing::<Note>().unwrap(), Some(theirs.clone()));
    }
    let error = Error::from_kind(ErrorKind::NotFound).with_existing(&theirs).unwrap();
    assert_eq!(error.existing::<Note>().unwrap(), None);
}
