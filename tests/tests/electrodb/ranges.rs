//! Conditions on parts of sort keys in lower case, against values that are filtered in memory.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::run::run;
use proptest::collection::vec;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::recorded::{cases, new_table, store};

macro_rules! visit {
    ($module:ident, $($kind:tt)*) => {
        #[allow(dead_code, reason = "a model is there for its keys")]
        mod $module {
            use super::*;

            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
            #[entity(electrodb(service = "S", entity = "visit", version = "1"), pk = ["id"], sk = ["a", "b"], $($kind)*)]
            pub struct Visit {
                pub id: String,
                pub a: String,
                pub b: String,
            }

            #[derive(Table)]
            #[table(entities(Visit), electrodb)]
            pub struct Visits;

            /// Makes a table with the visits of these values, among keys of others.
            async fn visits(values: Vec<(String, String)>) -> (Table<Visits>, Vec<Visit>) {
                let table = new_table::<Visits>().await;
                let mut all: Vec<Visit> = Vec::new();
                for (a, b) in values {
                    let visit = Visit { id: "1".into(), a, b };
                    let other = format!("$col#a_{}#c_{}#guest_1", visit.a.to_lowercase(), visit.b.to_lowercase());
                    for sort_key in [other.as_str(), "$col#a_", "$col", "#visit_1#a_z#b_z", "$visit_10#a_b#b_b", "$visit_0#a_b#b_b"] {
                        let other = json!({"pk": "$s#id_1", "sk": sort_key, "__edb_e__": "guest", "__edb_v__": "1"});
                        store(&table, &other).await;
                    }
                    let is_there = |found: &Visit| found.a.to_lowercase() == visit.a.to_lowercase() && found.b.to_lowercase() == visit.b.to_lowercase();
                    if all.iter().any(is_there) {
                        continue;
                    }
                    Visit::put(visit.clone()).send(&table).await.unwrap();
                    all.push(visit);
                }
                all.sort();
                (table, all)
            }

            pub async fn check(values: Vec<(String, String)>, (low, high): (String, String)) {
                let (table, all) = visits(values).await;
                let (low, high) = if low.to_lowercase() <= high.to_lowercase() { (low, high) } else { (high, low) };
                let (l, h) = (low.to_lowercase(), high.to_lowercase());
                let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<Visit> {
                    all.iter().filter(|visit| wanted(&visit.a.to_lowercase())).cloned().collect()
                };
                let a = || Visit::query().primary("1").a();
                let sorted = async |query: dynamo_entity::Query<Visit>| {
                    let mut found = query.all(&table).await.unwrap();
                    found.sort();
                    found
                };
                assert_eq!(sorted(dynamo_entity::QueryStep::into_query(a().eq(low.as_str()))).await, of(&|a| a == l));
                assert_eq!(sorted(a().lt(low.as_str())).await, of(&|a| a < l.as_str()));
                assert_eq!(sorted(a().lte(low.as_str())).await, of(&|a| a <= l.as_str()));
                assert_eq!(sorted(a().gt(low.as_str())).await, of(&|a| a > l.as_str()));
                assert_eq!(sorted(a().gte(low.as_str())).await, of(&|a| a >= l.as_str()));
                assert_eq!(sorted(a().between(low.as_str(), high.as_str())).await, of(&|a| a >= l.as_str() && a <= h.as_str()));
                assert_eq!(sorted(a().begins_with(low.as_str())).await, of(&|a| a.starts_with(&l)));
                assert_eq!(sorted(a().begins_with("")).await, all);

                let first = all.first().map_or("a", |visit| visit.a.as_str());
                let b = || Visit::query().primary("1").a().eq(first).b();
                let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<Visit> {
                    let wanted = |visit: &&Visit| {
                        visit.a.to_lowercase() == first.to_lowercase() && wanted(&visit.b.to_lowercase())
                    };
                    all.iter().filter(wanted).cloned().collect()
                };
                assert_eq!(sorted(b().lt(low.as_str())).await, of(&|b| b < l.as_str()));
                assert_eq!(sorted(b().lte(low.as_str())).await, of(&|b| b <= l.as_str()));
                assert_eq!(sorted(b().gt(low.as_str())).await, of(&|b| b > l.as_str()));
                assert_eq!(sorted(b().gte(low.as_str())).await, of(&|b| b >= l.as_str()));
                assert_eq!(sorted(b().between(low.as_str(), high.as_str())).await, of(&|b| b >= l.as_str() && b <= h.as_str()));
                assert_eq!(sorted(b().begins_with(low.as_str())).await, of(&|b| b.starts_with(&l)));
            }
        }
    };
}

visit!(isolated,);
visit!(isolated_collection, collection = "col");
visit!(clustered, type = "clustered");
visit!(clustered_collection, type = "clustered", collection = "col");

/// Texts with characters near `#` and `$`, which separate parts. All of them give different keys.
fn text() -> impl Strategy<Value = String> {
    "[aAbBzZ!\"#$%~é]{1,3}"
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn every_operator(values in vec((text(), text()), 0..12), low in text(), high in text()) {
        run(|| async move {
            isolated::check(values.clone(), (low.clone(), high.clone())).await;
            isolated_collection::check(values.clone(), (low.clone(), high.clone())).await;
            clustered::check(values.clone(), (low.clone(), high.clone())).await;
            clustered_collection::check(values, (low, high)).await;
        });
    }
}
