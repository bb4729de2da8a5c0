//! A customer and a session: keys without parts, a field as key attribute, no sort key, a scope.

use dynamo_entity::prelude::*;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Keyed, Loaded, Model, Read, Shop, Update};
use crate::Live;
use crate::text::{NAMES, any, fold, name, number, unique};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "customer", version = "3"), pk = ["customer_id"], sk = [])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = [], collection = "account")]
#[gsi(name = "by_email", index = "gsi4", pk(template = "${email}", casing = "none"), sk = [])]
pub(crate) struct Customer {
    pub(crate) customer_id: String,
    name: String,
    email: Option<String>,
    visits: Option<f64>,
}

impl Model for Customer {
    const NAME: &'static str = "customer";
    const KEY: &'static [&'static str] = &["customerId"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        let customer_id = NAMES
            .get(number)
            .map_or_else(|| unique(rng, number), |name| (*name).to_owned());
        Customer {
            customer_id,
            name: any(rng),
            email: None,
            visits: None,
        }
        .changed(rng)
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Customer {
            customer_id: self.customer_id.clone(),
            name: any(rng),
            // A field that is a key attribute keeps its letter case only with `casing = "none"`.
            email: rng.bool().then(|| format!("{}@Example.org", name(rng))),
            visits: rng.bool().then(|| number(rng)),
        }
    }

    fn identity(&self) -> String {
        fold(&self.customer_id)
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Customer::fields();
        (self.edit())
            .set(f.name, to.name.clone())
            .set(f.email, to.email.clone())
            .set(f.visits, to.visits)
    }

    fn reads(&self, _: &Self) -> Vec<Read<Self>> {
        let key = json!({"customerId": self.customer_id});
        let own = {
            let customer = fold(&self.customer_id);
            move |it: &Customer| fold(&it.customer_id) == customer
        };
        let mut reads = vec![
            Read::new(
                "primary",
                &key,
                Customer::query().primary(self.customer_id.clone()),
                own.clone(),
            ),
            Read::new(
                "account",
                &key,
                Customer::query().by_customer(self.customer_id.clone()),
                own,
            ),
        ];
        if let Some(email) = self.email.clone() {
            let query = Customer::query().by_email(email.clone());
            let key = json!({"email": email});
            reads.push(Read::new("by_email", &key, query, move |it| {
                it.email.as_ref() == Some(&email)
            }));
        }
        reads
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "session", version = "1"), pk = ["session_id"], scope = "web")]
#[gsi(name = "by_user", index = "gsi1", pk(composite = ["user"], casing = "upper"))]
pub(crate) struct Session {
    session_id: String,
    user: String,
    hits: i64,
}

impl Model for Session {
    const NAME: &'static str = "session";
    const KEY: &'static [&'static str] = &["sessionId"];
    type Table = Keyed;

    fn table(live: &Live) -> &Table<Keyed> {
        &live.keyed
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        Session {
            session_id: unique(rng, number),
            user: name(rng),
            hits: rng.i64(-5..5),
        }
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Session {
            user: name(rng),
            hits: rng.i64(0..9_007_199_254_740_991),
            ..self.clone()
        }
    }

    fn identity(&self) -> String {
        fold(&self.session_id)
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Session::fields();
        self.edit().set(f.user, to.user.clone()).set(f.hits, to.hits)
    }

    fn reads(&self, _: &Self) -> Vec<Read<Self>> {
        let (session, user) = (fold(&self.session_id), self.user.to_uppercase());
        vec![
            Read::new(
                "primary",
                &json!({"sessionId": self.session_id}),
                Session::query().primary(self.session_id.clone()),
                move |it| fold(&it.session_id) == session,
            ),
            Read::new(
                "by_user",
                &json!({"user": self.user}),
                Session::query().by_user(self.user.clone()),
                move |it| it.user.to_uppercase() == user,
            ),
        ]
    }
}
