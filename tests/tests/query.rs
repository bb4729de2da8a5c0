//! Queries against an oracle that filters and sorts in memory: every condition on every part, among items of entities with
//! similar keys.

use std::fmt::Debug;

use chrono::{Days, NaiveDate};
use dynamo_entity::__private::{PartTarget, PrefixTarget};
use dynamo_entity::prelude::*;
use dynamo_entity::{Condition, Entity, IntoValue, Query, QueryStep, Registers, SortStep};
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::TryStreamExt;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::{Deserialize, Serialize};

/// Text first, a padded number in the middle, text last.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "EV#<kind>#<seq:05>#<note>")]
#[gsi(name = "by_note", index = "gsi1", pk = "P#<p>", sk = "EV#<note>#<kind>#<seq:05>")]
struct Event {
    p: String,
    kind: String,
    seq: u32,
    #[serde(rename = "theNote")]
    note: String,
    weight: Option<i64>,
}

/// A date first, text in the middle, a padded number last.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "VISIT#<day>#<name>#<seq:03>")]
struct Visit {
    p: String,
    day: NaiveDate,
    name: String,
    seq: u32,
}

/// An entity without a literal of its own in the index, so any item of the index could be one of its items.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LOOSE#<p>", sk = "<a>#<b>")]
#[gsi(name = "by_part", index = "gsi1", pk = "P#<p>", sk = "<a>#<b>")]
struct Loose {
    p: String,
    a: String,
    b: String,
}

macro_rules! neighbours {
    ($($name:ident $sk:literal),*) => {$(
        #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
        #[entity(pk = "P#<p>", sk = $sk)]
        #[gsi(name = "beside", index = "gsi1", pk = "P#<p>", sk = $sk)]
        struct $name {
            p: String,
            x: String,
        }
    )*};
}
neighbours!(S "S#<x>", E "E", Ev "EV", Evs "EVS#<x>", Dollar "EV$<x>", Bang "EV!<x>", Visits "VISITS#<x>", Visit0 "VISIT");

#[derive(Table)]
#[table(entities(Event, Visit, Loose, S, E, Ev, Evs, Dollar, Bang, Visits, Visit0))]
struct App;

/// A condition on one sort part.
#[derive(Debug, Clone)]
enum Op<V> {
    Eq(V),
    BeginsWith(String),
    Between(V, V),
    Gt(V),
    Gte(V),
    Lt(V),
    Lte(V),
}

impl<V: Clone + PartialOrd> Op<V> {
    fn on<E, P, N>(&self, step: SortStep<E, P, N>) -> Query<E>
    where
        E: Entity,
        P: PartTarget + PrefixTarget,
        N: From<Query<E>> + QueryStep<Entity = E, Item = E>,
        V: IntoValue<P>,
        String: IntoValue<P::Prefix>,
    {
        match self.clone() {
            Op::Eq(value) => step.eq(value).into_query(),
            Op::BeginsWith(text) => step.begins_with(text),
            Op::Between(low, high) => step.between(low, high),
            Op::Gt(value) => step.gt(value),
            Op::Gte(value) => step.gte(value),
            Op::Lt(value) => step.lt(value),
            Op::Lte(value) => step.lte(value),
        }
    }

    fn holds(&self, value: &V, text: &str) -> bool {
        match self {
            Op::Eq(wanted) => value == wanted,
            Op::BeginsWith(prefix) => text.starts_with(prefix),
            Op::Between(low, high) => low <= value && value <= high,
            Op::Gt(bound) => value > bound,
            Op::Gte(bound) => value >= bound,
            Op::Lt(bound) => value < bound,
            Op::Lte(bound) => value <= bound,
        }
    }
}

fn op<V: Clone + Debug + PartialOrd + 'static>(
    value: impl Strategy<Value = V> + Clone + 'static,
    prefix: impl Strategy<Value = String> + 'static,
) -> impl Strategy<Value = Op<V>> {
    prop_oneof![
        value.clone().prop_map(Op::Eq),
        prefix.prop_map(Op::BeginsWith),
        (value.clone(), value.clone()).prop_map(|(a, b)| if a <= b { Op::Between(a, b) } else { Op::Between(b, a) }),
        value.clone().prop_map(Op::Gt),
        value.clone().prop_map(Op::Gte),
        value.clone().prop_map(Op::Lt),
        value.prop_map(Op::Lte),
    ]
}

fn text_of(letters: &'static [char], length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> + Clone {
    vec(select(letters), length).prop_map(String::from_iter)
}

/// Text before a literal, of letters that sort before and after `#`.
fn text() -> impl Strategy<Value = String> + Clone {
    text_of(&[' ', '!', 'a', 'b', 'é', '$'], 1..=2)
}

/// Text at the end of a key, which may contain the delimiter.
fn last_text() -> impl Strategy<Value = String> + Clone {
    text_of(&[' ', '!', 'a', 'b', 'é', '#'], 1..=2)
}

fn prefix() -> impl Strategy<Value = String> {
    text_of(&[' ', '!', 'a', 'b', 'é', '#'], 0..=2)
}

fn number() -> impl Strategy<Value = u32> + Clone {
    prop_oneof![0..4_u32, select(&[9_u32, 10, 99, 100, 999][..])]
}

fn day() -> impl Strategy<Value = NaiveDate> + Clone {
    let first = NaiveDate::from_ymd_opt(2026, 2, 26).unwrap();
    (0..6_u64).prop_map(move |days| first + Days::new(days))
}

fn event() -> impl Strategy<Value = Event> {
    // In the index the note is not last, so it must not contain the delimiter.
    (text(), number(), text(), option::of(-2..3_i64)).prop_map(|(kind, seq, note, weight)| Event {
        p: "1".into(),
        kind,
        seq,
        note,
        weight,
    })
}

fn visit() -> impl Strategy<Value = Visit> {
    (day(), text(), number()).prop_map(|(day, name, seq)| Visit {
        p: "1".into(),
        day,
        name,
        seq,
    })
}

fn loose() -> impl Strategy<Value = Loose> {
    let a = prop_oneof![text(), select(&["EV", "EVS", "E", "EV$a"][..]).prop_map(str::to_owned)];
    let b = prop_oneof![
        last_text(),
        (text(), text()).prop_map(|(x, y)| format!("{x}#{y}#00001"))
    ];
    (a, b).prop_map(|(a, b)| Loose { p: "1".into(), a, b })
}

/// The entities of one type, one for each key, in the order of their keys.
fn by_key<E>(items: Vec<E>, key: impl Fn(&E) -> String) -> Vec<E> {
    let mut keyed: Vec<(String, E)> = items.into_iter().map(|item| (key(&item), item)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.as_bytes().cmp(b.as_bytes()));
    keyed.dedup_by(|(a, _), (b, _)| a == b);
    keyed.into_iter().map(|(_, item)| item).collect()
}

fn event_key(event: &Event) -> String {
    format!("EV#{}#{:05}#{}", event.kind, event.seq, event.note)
}

fn event_note_key(event: &Event) -> String {
    format!("EV#{}#{}#{:05}", event.note, event.kind, event.seq)
}

fn visit_key(visit: &Visit) -> String {
    format!("VISIT#{}#{}#{:03}", visit.day.format("%Y-%m-%d"), visit.name, visit.seq)
}

fn loose_key(loose: &Loose) -> String {
    format!("{}#{}", loose.a, loose.b)
}

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("query"));
    table.create().send().await.unwrap();
    table
}

async fn put_neighbours(table: &Table<App>) {
    // Another partition, whose number has this one's as prefix.
    for p in ["1", "10"] {
        let (p, x) = (|| p.to_owned(), |x: &str| x.to_owned());
        E::put(E { p: p(), x: x("a") }).send(table).await.unwrap();
        Ev::put(Ev { p: p(), x: x("a") }).send(table).await.unwrap();
        Visit0::put(Visit0 { p: p(), x: x("a") }).send(table).await.unwrap();
        for text in ["a", "!", "a#00001#a", "2026-02-27#a#001"] {
            Evs::put(Evs { p: p(), x: x(text) }).send(table).await.unwrap();
            Dollar::put(Dollar { p: p(), x: x(text) }).send(table).await.unwrap();
            Bang::put(Bang { p: p(), x: x(text) }).send(table).await.unwrap();
            Visits::put(Visits { p: p(), x: x(text) }).send(table).await.unwrap();
        }
    }
    let elsewhere = Event {
        p: "10".into(),
        kind: "a".into(),
        seq: 1,
        note: "a".into(),
        weight: None,
    };
    Event::put(elsewhere).send(table).await.unwrap();
}

/// Checks that every way to send the query returns `expected`, which is in ascending order.
async fn check<E>(table: &Table<App>, query: Query<E>, expected: Vec<E>)
where
    E: Entity + Clone + Debug + PartialEq,
    App: Registers<E>,
{
    for descending in [false, true] {
        let mut expected = expected.clone();
        let mut query = query.clone();
        if descending {
            expected.reverse();
            query = query.descending();
        }
        assert_eq!(query.clone().all(table).await.unwrap(), expected, "{query:?}");
        assert_eq!(
            query.clone().count(table).await.unwrap(),
            expected.len() as u64,
            "{query:?}"
        );
        let first = query.clone().first(table).await.unwrap();
        assert_eq!(first.as_ref(), expected.first(), "{query:?}");
        let one = query.clone().one(table).await;
        match expected.as_slice() {
            [] => assert!(one.unwrap_err().is_not_found()),
            [only] => assert_eq!(one.unwrap(), *only),
            _ => assert!(one.unwrap_err().is_not_unique()),
        }
        // Each case tests one half of the sizes in one direction and the other half in the other.
        let even = descending == expected.len().is_multiple_of(2);
        let (limits, takes) = if even {
            ([1, 3], [1, expected.len()])
        } else {
            ([2, 7], [2, expected.len() + 1])
        };
        for limit in limits {
            check_pages(table, &query.clone().limit(limit), &expected, limit).await;
        }
        for take in takes {
            check_take(table, &query, &expected, take).await;
            check_take(table, &query.clone().limit(2), &expected, take).await;
        }
    }
}

async fn check_pages<E>(table: &Table<App>, query: &Query<E>, expected: &[E], limit: u32)
where
    E: Entity + Clone + Debug + PartialEq,
    App: Registers<E>,
{
    assert_eq!(query.clone().all(table).await.unwrap(), expected, "{query:?}");
    let streamed: Vec<E> = query.clone().stream(table).try_collect().await.unwrap();
    assert_eq!(streamed, expected, "{query:?}");

    for pages in [None, Some(3)] {
        let mut found = Vec::new();
        let mut cursor: Option<Cursor> = None;
        loop {
            let mut step = query.clone().start_at(cursor);
            if let Some(pages) = pages {
                step = step.pages(pages);
            }
            let page = step.send(table).await.unwrap();
            assert_eq!(page.count, page.items.len() as u64);
            assert!(page.scanned_count >= page.count);
            assert!(page.scanned_count <= u64::from(limit * pages.unwrap_or(1)));
            found.extend(page.items);
            match page.cursor {
                Some(next) => cursor = Some(next.to_string().parse().unwrap()),
                None => break,
            }
        }
        assert_eq!(found, expected, "{query:?}");
    }
}

/// Checks that `take` returns the first items, a cursor exactly if more follow, and that the cursor gives the rest.
async fn check_take<E>(table: &Table<App>, query: &Query<E>, expected: &[E], take: usize)
where
    E: Entity + Clone + Debug + PartialEq,
    App: Registers<E>,
{
    if take == 0 {
        return;
    }
    let taken = expected.len().min(take);
    let page = query.clone().take(take).send(table).await.unwrap();
    assert_eq!(page.items, expected[..taken], "{take} of {query:?}");
    assert_eq!(page.cursor.is_some(), taken < expected.len(), "{take} of {query:?}");
    if let Some(cursor) = page.cursor {
        let rest = query.clone().start_at(cursor).all(table).await.unwrap();
        assert_eq!(rest, expected[taken..], "after {take} of {query:?}");
    }
    let streamed: Vec<E> = query.clone().take(take).stream(table).try_collect().await.unwrap();
    assert_eq!(streamed, expected[..taken], "{take} of {query:?}");
    let all = query.clone().take(take).all(table).await.unwrap();
    assert_eq!(all, expected[..taken], "{take} of {query:?}");
    assert_eq!(
        query.clone().take(take).count(table).await.unwrap(),
        taken as u64,
        "{take} of {query:?}"
    );
}

fn matching<E: Clone>(items: &[E], matches: impl Fn(&E) -> bool) -> Vec<E> {
    items.iter().filter(|item| matches(item)).cloned().collect()
}

/// A case sends hundreds of requests, which are slow over a socket.
fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 200,
        ..cases(if endpoint().is_some() { 6 } else { 32 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn text_then_a_number_then_text(
        events in vec(event(), 1..10),
        visits in vec(visit(), 0..3),
        first in op(text(), prefix()),
        middle in op(number(), select(&["", "0", "0000", "00010"][..]).prop_map(str::to_owned)),
        last in op(last_text(), prefix()),
        at: prop::sample::Index,
    ) {
        run(move || async move {
            let table = table().await;
            put_neighbours(&table).await;
            let events = by_key(events, event_key);
            for event in &events {
                Event::put(event.clone()).send(&table).await.unwrap();
            }
            for visit in visits {
                Visit::put(visit).send(&table).await.unwrap();
            }
            let query = || Event::query().primary("1");
            let one = at.get(&events);
            check(&table, query().into_query(), events.clone()).await;

            let expected = matching(&events, |e| first.holds(&e.kind, &e.kind));
            check(&table, first.on(query().kind()), expected).await;

            let expected = matching(&events, |e| e.kind == one.kind);
            check(&table, query().kind().eq(&one.kind).into_query(), expected.clone()).await;

            let within = matching(&expected, |e| middle.holds(&e.seq, &format!("{:05}", e.seq)));
            check(&table, middle.on(query().kind().eq(&one.kind).seq()), within).await;

            let expected = matching(&expected, |e| e.seq == one.seq);
            let within = matching(&expected, |e| last.holds(&e.note, &e.note));
            check(&table, last.on(query().kind().eq(&one.kind).seq().eq(one.seq).note()), within).await;
        });
    }

    #[test]
    fn a_date_then_text_then_a_number(
        visits in vec(visit(), 1..10),
        first in op(day(), select(&["", "2026", "2026-0", "2026-02-2", "2026-02-28"][..]).prop_map(str::to_owned)),
        middle in op(text(), prefix()),
        last in op(number(), select(&["", "0", "00", "010"][..]).prop_map(str::to_owned)),
        at: prop::sample::Index,
    ) {
        run(move || async move {
            let table = table().await;
            put_neighbours(&table).await;
            let visits = by_key(visits, visit_key);
            for visit in &visits {
                Visit::put(visit.clone()).send(&table).await.unwrap();
            }
            let query = || Visit::query().primary("1");
            let one = at.get(&visits);
            check(&table, query().into_query(), visits.clone()).await;

            let expected = matching(&visits, |v| first.holds(&v.day, &v.day.to_string()));
            check(&table, first.on(query().day()), expected).await;

            let expected = matching(&visits, |v| v.day == one.day);
            let within = matching(&expected, |v| middle.holds(&v.name, &v.name));
            check(&table, middle.on(query().day().eq(one.day).name()), within).await;

            let expected = matching(&expected, |v| v.name == one.name);
            let within = matching(&expected, |v| last.holds(&v.seq, &format!("{:03}", v.seq)));
            check(&table, last.on(query().day().eq(one.day).name().eq(&one.name).seq()), within).await;
        });
    }

    /// The keys of one entity can lie anywhere among those of another; only the type attribute distinguishes them.
    #[test]
    fn entities_that_templates_cannot_distinguish(
        events in vec(event(), 1..8),
        loose in vec(loose(), 1..8),
        first in op(text(), prefix()),
        first_loose in op(prop_oneof![text(), Just("EV".to_owned())], prefix()),
        last in op(last_text(), prefix()),
        at: prop::sample::Index,
    ) {
        run(move || async move {
            let table = table().await;
            put_neighbours(&table).await;
            let events = by_key(events, event_note_key);
            for event in &events {
                Event::put(event.clone()).send(&table).await.unwrap();
            }
            let loose = by_key(loose, loose_key);
            // Items with equal index keys have no defined order.
            let loose = matching(&loose, |l| events.iter().all(|e| event_note_key(e) != loose_key(l)));
            for loose in &loose {
                Loose::put(loose.clone()).send(&table).await.unwrap();
            }
            check(&table, Event::query().by_note("1").into_query(), events.clone()).await;
            let expected = matching(&events, |e| first.holds(&e.note, &e.note));
            check(&table, first.on(Event::query().by_note("1").note()), expected).await;

            check(&table, Loose::query().by_part("1").into_query(), loose.clone()).await;
            let expected = matching(&loose, |l| first_loose.holds(&l.a, &l.a));
            check(&table, first_loose.on(Loose::query().by_part("1").a()), expected).await;
            if !loose.is_empty() {
                let one = at.get(&loose);
                let expected = matching(&loose, |l| l.a == one.a && last.holds(&l.b, &l.b));
                check(&table, last.on(Loose::query().by_part("1").a().eq(&one.a).b()), expected).await;
            }
        });
    }

    #[test]
    fn filters(events in vec(event(), 0..10), conditions in vec(filter(), 1..3)) {
        run(move || async move {
            let table = table().await;
            put_neighbours(&table).await;
            let events = by_key(events, event_key);
            for event in &events {
                Event::put(event.clone()).send(&table).await.unwrap();
            }
            let expected = matching(&events, |e| conditions.iter().all(|condition| condition.holds(e)));
            let query = Event::query().primary("1").into_query();
            let query = conditions.iter().fold(query, |query, condition| query.filter(condition.build()));
            for take in 1..=expected.len() + 1 {
                check_take(&table, &query, &expected, take).await;
                check_take(&table, &query.clone().limit(1), &expected, take).await;
            }
            check(&table, query, expected).await;
        });
    }
}

/// A random filter on events.
#[derive(Debug, Clone)]
enum Filter {
    Heavier(i64),
    Weighs(Option<i64>),
    WeighsNot(Option<i64>),
    Weighed,
    Unweighed,
    Below(u32),
    Among(Vec<u32>),
    KindBegins(String),
    NoteContains(String),
    Within(String, String),
    KindIsNote,
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
}

fn filter() -> impl Strategy<Value = Filter> {
    let leaf = prop_oneof![
        (-2..3_i64).prop_map(Filter::Heavier),
        option::of(-2..3_i64).prop_map(Filter::Weighs),
        option::of(-2..3_i64).prop_map(Filter::WeighsNot),
        Just(Filter::Weighed),
        Just(Filter::Unweighed),
        number().prop_map(Filter::Below),
        vec(number(), 1..4).prop_map(Filter::Among),
        text().prop_map(Filter::KindBegins),
        text().prop_map(Filter::NoteContains),
        (text(), text()).prop_map(|(a, b)| if a <= b {
            Filter::Within(a, b)
        } else {
            Filter::Within(b, a)
        }),
        Just(Filter::KindIsNote),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let boxed = inner.prop_map(Box::new);
        prop_oneof![
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Filter::And(a, b)),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Filter::Or(a, b)),
            boxed.prop_map(Filter::Not),
        ]
    })
}

impl Filter {
    fn build(&self) -> Condition<Event> {
        let f = Event::fields();
        match self {
            Filter::Heavier(weight) => f.weight.gt(*weight),
            Filter::Weighs(weight) => f.weight.eq(*weight),
            Filter::WeighsNot(weight) => f.weight.ne(*weight),
            Filter::Weighed => f.weight.exists(),
            Filter::Unweighed => f.weight.not_exists(),
            Filter::Below(seq) => f.seq.lt(*seq),
            Filter::Among(seqs) => f.seq.is_in(seqs.iter().copied()),
            Filter::KindBegins(text) => f.kind.begins_with(text),
            Filter::NoteContains(text) => f.note.contains(text.as_str()),
            Filter::Within(low, high) => f.note.between(low, high),
            Filter::KindIsNote => f.kind.eq(f.note),
            Filter::And(a, b) => a.build() & b.build(),
            Filter::Or(a, b) => a.build() | b.build(),
            Filter::Not(inner) => !inner.build(),
        }
    }

    fn holds(&self, event: &Event) -> bool {
        match self {
            Filter::Heavier(weight) => event.weight.is_some_and(|own| own > *weight),
            Filter::Weighs(weight) => event.weight == *weight,
            Filter::WeighsNot(weight) => event.weight != *weight,
            Filter::Weighed => event.weight.is_some(),
            Filter::Unweighed => event.weight.is_none(),
            Filter::Below(seq) => event.seq < *seq,
            Filter::Among(seqs) => seqs.contains(&event.seq),
            Filter::KindBegins(text) => event.kind.starts_with(text),
            Filter::NoteContains(text) => event.note.contains(text),
            Filter::Within(low, high) => (low..=high).contains(&&event.note),
            Filter::KindIsNote => event.kind == event.note,
            Filter::And(a, b) => a.holds(event) && b.holds(event),
            Filter::Or(a, b) => a.holds(event) || b.holds(event),
            Filter::Not(inner) => !inner.holds(event),
        }
    }
}

/// An entity whose key has text in another letter case than the attribute, followed by another part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "<name:lower>#<seq:02>")]
struct Named {
    p: String,
    name: String,
    seq: u32,
}

#[derive(Table)]
#[table(entities(Named))]
struct Names;

/// Neither the key, in which `a!#` sorts before `a#`, nor the attribute can decide these ranges, so items are filtered
/// after the read.
#[tokio::test]
async fn ranges_in_another_letter_case() {
    let table = Table::<Names>::new(client().await, unique_table_name("names"));
    table.create().send().await.unwrap();
    let mut all = Vec::new();
    for name in ["a", "A!", "a$b", "ANN", "Anna", "b", "B#", "c"] {
        for seq in [1, 2] {
            let named = Named {
                p: "1".into(),
                name: name.into(),
                seq,
            };
            if Named::put(named.clone()).send(&table).await.is_ok() {
                all.push(named);
            }
        }
    }
    assert_eq!(all.len(), 14, "`B#` holds what follows it");

    let query = || Named::query().primary("1").name();
    for bound in ["a", "a!", "Ann", "AZ", "b"] {
        let low = bound.to_lowercase();
        let of = |admits: &dyn Fn(&str) -> bool| {
            let mut admitted: Vec<Named> = all
                .iter()
                .filter(|item| admits(&item.name.to_lowercase()))
                .cloned()
                .collect();
            admitted.sort();
            admitted
        };
        let found = async |query: Query<Named>| {
            let mut found = query.all(&table).await.unwrap();
            found.sort();
            found
        };
        assert_eq!(
            found(query().gt(bound)).await,
            of(&|name| name > low.as_str()),
            "> {bound}"
        );
        assert_eq!(
            found(query().gte(bound)).await,
            of(&|name| name >= low.as_str()),
            ">= {bound}"
        );
        assert_eq!(
            found(query().lt(bound)).await,
            of(&|name| name < low.as_str()),
            "< {bound}"
        );
        assert_eq!(
            found(query().lte(bound)).await,
            of(&|name| name <= low.as_str()),
            "<= {bound}"
        );
        assert_eq!(
            found(query().begins_with(bound)).await,
            of(&|name| name.starts_with(&low)),
            "{bound}…"
        );
        let between = query().between("a!", bound);
        if low.as_str() >= "a!" {
            assert_eq!(found(between).await, of(&|name| ("a!"..=low.as_str()).contains(&name)));
        } else {
            assert!(between.all(&table).await.unwrap_err().to_string().contains("bound"));
        }
    }
    let taken = query().gt("a").take(3).all(&table).await.unwrap();
    assert_eq!(taken.len(), 3);
    let all = query().gt("a").all(&table).await.unwrap();
    assert_eq!(query().gt("a").count(&table).await.unwrap(), all.len() as u64);
    assert_eq!(query().gt("a").take(3).count(&table).await.unwrap(), 3);
}
