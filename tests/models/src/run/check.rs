//! Checks reads against the oracle.

use super::perform::{Run, shape_of};
use super::{Failure, stored};
use crate::drive::{Reading, Refusal, Why};
use crate::oracle::Identity;
use crate::program::{End, GetBy, Query, Step};
use crate::shape::{Kind, Side};
use crate::value::Value;

fn differ<T: Ord + std::fmt::Debug>(name: &str, mut found: Vec<T>, mut expected: Vec<T>) -> Result<(), Failure> {
    found.sort();
    expected.sort();
    if found == expected {
        return Ok(());
    }
    let what = match found.len().cmp(&expected.len()) {
        std::cmp::Ordering::Less => "misses items",
        std::cmp::Ordering::Greater => "gives more items",
        std::cmp::Ordering::Equal => "gives other items",
    };
    Err(Failure::new(
        format!("{name}: {what}"),
        format!("found    {found:?}\n      expected {expected:?}"),
    ))
}

fn unread(name: &str, refusal: &Refusal) -> Failure {
    Failure::new(
        format!("{name}: {:?} error: {}", refusal.why, shape_of(&refusal.message)),
        refusal.message.clone(),
    )
}

impl Run<'_> {
    /// Checks a read. The read may be refused if it has a difficult value and its item does not exist.
    pub(super) fn read(&self, step: &Step, tame: bool) -> Result<(), Failure> {
        let refused = |name: &str, refusal: &Refusal, nothing: bool| match refusal.why {
            Why::Invalid if !tame && nothing => Ok(()),
            _ => Err(unread(name, refusal)),
        };
        match step {
            Step::Get { entity, key, by } => {
                let item = self.oracle.at(*entity, key);
                let mut expected = item.map(|item| self.oracle.read(*entity, item));
                let (name, answer) = match (by, &expected) {
                    (GetBy::Loaded, Some(loaded)) => ("get of a loaded item", self.bench.get_loaded(*entity, loaded)),
                    (GetBy::Brief, _) => {
                        expected = item.map(|item| self.oracle.read_brief(*entity, item));
                        ("get of some fields", self.bench.get_brief(*entity, key))
                    }
                    _ => ("get", self.bench.get(*entity, key)),
                };
                match self.wait(answer) {
                    Ok(found) => differ(name, Vec::from_iter(found), Vec::from_iter(expected)),
                    Err(refusal) => refused(name, &refusal, expected.is_none()),
                }
            }
            Step::GetMany { entity, keys, together } => {
                let mut keys = keys.clone();
                if *together {
                    let mut seen = Vec::new();
                    keys.retain(|key| {
                        let identity = self.oracle.identity_of_key(*entity, key);
                        let new = !seen.contains(&identity);
                        seen.push(identity);
                        new
                    });
                }
                let item = |key: &Vec<Value>| {
                    let item = self.oracle.at(*entity, key);
                    item.map(|item| self.oracle.read(*entity, item))
                };
                let expected: Vec<Option<Value>> = keys.iter().map(item).collect();
                let name = if *together { "transact_get" } else { "batch_get" };
                match self.wait(self.bench.get_many(*entity, &keys, *together)) {
                    Ok(found) if found == expected => Ok(()),
                    Ok(found) => Err(Failure::new(
                        format!("{name}: gives other items"),
                        format!("found {found:?}\n      not {expected:?}"),
                    )),
                    // One impossible key is a reason to refuse all.
                    Err(refusal) => refused(name, &refusal, expected.iter().any(Option::is_none)),
                }
            }
            Step::Query(query) => {
                let expected = self.oracle.rows(query);
                let name = self.query_name(query);
                match self.wait(self.bench.query(query)) {
                    Ok(_) if query.end == End::Pages(0) => Err(Failure::new("a limit of 0 is sent", "")),
                    Ok(found) => differ(&name, found, expected),
                    Err(refusal) => refused(&name, &refusal, true),
                }
            }
            Step::Foreign(from, to) => {
                if self.oracle.is_same_read(from, to) {
                    return Ok(());
                }
                let cursor = match self.wait(self.bench.cursor(from, None)) {
                    Ok(Some(cursor)) => cursor,
                    Ok(None) => return Ok(()),
                    Err(refusal) => return refused("query", &refusal, true),
                };
                match self.wait(self.bench.cursor(to, Some(cursor))) {
                    Ok(_) => Err(Failure::new("a cursor of another query is taken", "")),
                    Err(refusal) if refusal.why == Why::Invalid => Ok(()),
                    Err(refusal) => Err(unread("query at another query's cursor", &refusal)),
                }
            }
            Step::Scan {
                entity,
                filter,
                segments,
            } => {
                let expected = self.oracle.scanned(*entity, filter.as_ref());
                let name = if filter.is_some() { "scan with a filter" } else { "scan" };
                match self.wait(self.bench.scan(*entity, filter.as_ref(), *segments)) {
                    Ok(found) => differ(name, found, expected),
                    Err(refusal) => refused(name, &refusal, filter.is_some()),
                }
            }
            Step::Collection {
                collection,
                parts,
                stream,
            } => {
                let expected = self.oracle.collected(*collection, parts);
                let single = self.model.collections[*collection].whole == Some(true);
                let several = expected.iter().filter(|(member, _)| *member == 0).count() > 1;
                match self.wait(self.bench.collection(*collection, parts, *stream)) {
                    Ok(_) if single && several => Err(Failure::new("collection: gives one of several", "")),
                    Err(refusal) if single && several && refusal.why == Why::NotUnique => Ok(()),
                    Ok(found) => differ("collection", found, expected),
                    Err(refusal) => refused("collection", &refusal, expected.is_empty()),
                }
            }
            Step::ScanOld(how) => self.scan_old(*how),
            _ => Ok(()),
        }
    }

    /// Checks the reads of an earlier release, which does not know everything that the later release writes.
    fn scan_old(&self, how: Reading) -> Result<(), Failure> {
        let older = self.model.entities[0].older.as_ref();
        let (Some(old), Some(_)) = (&self.old, older.filter(|older| older.renamed_field.is_none())) else {
            return Ok(());
        };
        let (expected, unreadable) = self.oracle.read_old();
        match self.wait(old.scan(how)) {
            Err(refusal) if how == Reading::Strict && unreadable > 0 && refusal.why == Why::Decode => Ok(()),
            Ok((found, number)) if number == unreadable => differ("old scan", found, expected),
            Ok((_, number)) => Err(Failure::new(
                format!("old scan, {how:?}: another number of items cannot be read"),
                format!("{number}, not {unreadable}"),
            )),
            Err(refusal) => Err(unread(&format!("old scan, {how:?}"), &refusal)),
        }
    }

    fn query_name(&self, query: &Query) -> String {
        let index = &self.model.entities[query.entity].indexes[query.index];
        let side = |side: &Side| match side {
            Side::Template(pieces) if pieces.len() == 1 => "alone",
            Side::Template(_) => "text",
            Side::List(_) => "list",
        };
        let sk = index.sk.as_ref().map_or("none", side);
        let range = match &query.range {
            None => String::new(),
            Some(range) => {
                let text = format!("{range:?}");
                format!(" {}", text.split('(').next().unwrap_or_default())
            }
        };
        let filter = if query.filter.is_some() { " filter" } else { "" };
        let pages = match query.end {
            End::All => "",
            End::Pages(_) => " pages",
            End::Stream => " stream",
            End::Count => " count",
            End::Brief => " project",
        };
        let kind = match index.kind {
            Kind::Primary => "table",
            Kind::Global => "gsi",
            Kind::Inverted => "inverted",
            Kind::Local => "lsi",
        };
        let keys = if self.model.electrodb { " electrodb" } else { "" };
        format!("query of {kind}{keys} {}/{sk}{range}{filter}{pages}", side(&index.pk))
    }

    /// Checks the item of a write: reads it by its key, and through each index by its own parts.
    pub(super) fn check_item(&self, name: &str, identity: &Identity) -> Result<(), Failure> {
        let entity = identity.0;
        let Some(item) = self.item(identity) else { return Ok(()) };
        let expected = self.oracle.read(entity, item);
        match self.wait(self.bench.get(entity, &item.key)) {
            Ok(found) => differ(
                &format!("{name}, then get"),
                Vec::from_iter(found),
                vec![expected.clone()],
            )?,
            Err(refusal) => return Err(unread(&format!("{name}, then get"), &refusal)),
        }
        let raw = self.places.get(identity).and_then(|place| self.dump.get(place));
        if let Some(raw) = raw {
            stored::check(self.model, entity, item, raw)
                .map_err(|text| Failure::new(format!("{name}: is stored in another form"), text))?;
        }
        let given = self.oracle.given(entity, item);
        for (at, index) in self.model.entities[entity].indexes.iter().enumerate() {
            let parts = |parts: Vec<crate::shape::Part>| -> Vec<Value> {
                parts.iter().map(|part| given[part.field].clone()).collect()
            };
            let query = Query {
                entity,
                index: at,
                parts: parts(index.pk.parts()),
                sort: parts(index.sort_parts()),
                range: None,
                filter: None,
                descending: false,
                end: End::All,
                hydrate: index.keys_only,
            };
            if query.parts.iter().chain(&query.sort).any(Value::is_absent) {
                continue;
            }
            let query_name = format!("{name}, then {}", self.query_name(&query));
            match self.wait(self.bench.query(&query)) {
                Ok(found) => differ(&query_name, found, self.oracle.rows(&query))?,
                // An item that is older than the index may have parts that cannot be in a key.
                Err(refusal) if refusal.why == Why::Invalid && !self.oracle.is_in(entity, at, item) => {}
                Err(refusal) => return Err(unread(&query_name, &refusal)),
            }
        }
        Ok(())
    }

    /// Checks all stored items with every kind of read.
    pub(super) fn check_all(&self) -> Result<(), Failure> {
        for entity in 0..self.model.entities.len() {
            match self.wait(self.bench.scan(entity, None, 1)) {
                Ok(found) => differ("scan of all", found, self.oracle.scanned(entity, None))?,
                Err(refusal) => return Err(unread("scan of all", &refusal)),
            }
        }
        let items: Vec<Identity> = self.oracle.items.keys().cloned().collect();
        for identity in items {
            self.check_item("in the end", &identity)?;
            if let Some(item) = self.item(&identity) {
                let loaded = self.oracle.read(identity.0, item);
                match self.wait(self.bench.get_loaded(identity.0, &loaded)) {
                    Ok(found) => differ("get of a loaded item", Vec::from_iter(found), vec![loaded])?,
                    Err(refusal) => return Err(unread("get of a loaded item", &refusal)),
                }
            }
        }
        Ok(())
    }
}
