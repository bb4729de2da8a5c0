//! A reading: numbers of every kind and a boolean in a key, and an index whose keys are attributes.

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Loaded, Model, Read, Shop, Update, ordered};
use crate::Live;
use crate::text::{fold, name, number};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "reading", version = "2"), pk = ["sensor"], sk = ["level", "valid", "sequence"])]
#[gsi(name = "by_place", index = "gsi6", type = "composite", pk = ["region", "kind"], sk = ["year", "sequence"])]
pub(crate) struct Reading {
    sensor: String,
    level: JsNumber,
    valid: bool,
    region: String,
    kind: String,
    year: i32,
    sequence: u32,
    value: f64,
}

impl Model for Reading {
    const NAME: &'static str = "reading";
    const KEY: &'static [&'static str] = &["sensor", "level", "valid", "sequence"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, sequence: usize) -> Self {
        Reading {
            sensor: name(rng),
            level: JsNumber(number(rng)),
            valid: rng.bool(),
            region: String::new(),
            kind: String::new(),
            year: 0,
            sequence: u32::try_from(sequence).unwrap_or_default(),
            value: 0.0,
        }
        .changed(rng)
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Reading {
            region: name(rng),
            kind: ["heat", "Heat", "rain"][rng.usize(..3)].to_owned(),
            year: rng.i32(2020..2026),
            value: number(rng),
            ..self.clone()
        }
    }

    fn identity(&self) -> String {
        fold(&format!(
            "{}#{}#{}#{}",
            self.sensor, self.level, self.valid, self.sequence
        ))
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Reading::fields();
        (self.edit())
            .set(f.region, to.region.clone())
            .set(f.kind, to.kind.clone())
            .set(f.year, to.year)
            .set(f.value, to.value)
    }

    fn reads(&self, other: &Self) -> Vec<Read<Self>> {
        let of_sensor = {
            let sensor = fold(&self.sensor);
            move |it: &Reading| fold(&it.sensor) == sensor
        };
        // Attributes keep their letter case.
        let of_place = {
            let (region, kind) = (self.region.clone(), self.kind.clone());
            move |it: &Reading| it.region == region && it.kind == kind
        };
        let (level, year) = (self.level, self.year);
        let (low, high) = ordered(self.year, other.year);
        let sensor = || Reading::query().primary(self.sensor.clone());
        let place = || Reading::query().by_place(self.region.clone(), self.kind.clone());
        let place_key = json!({"region": self.region, "kind": self.kind});
        vec![
            Read::new("primary", &json!({"sensor": self.sensor}), sensor(), of_sensor.clone()),
            Read::new(
                "primary",
                &json!({"sensor": self.sensor, "level": self.level, "valid": self.valid}),
                sensor().level().eq(level).valid().eq(self.valid),
                {
                    let valid = self.valid;
                    move |it| of_sensor(it) && it.level == level && it.valid == valid
                },
            ),
            Read::new("by_place", &place_key, place(), of_place.clone()),
            Read::new(
                "by_place",
                &json!({"region": self.region, "kind": self.kind, "year": year}),
                place().year().eq(year),
                {
                    let of_place = of_place.clone();
                    move |it| of_place(it) && it.year == year
                },
            ),
            Read::new("by_place", &place_key, place().year().between(low, high), move |it| {
                of_place(it) && (low..=high).contains(&it.year)
            })
            .sorted(&json!(["between", {"year": low}, {"year": high}])),
        ]
    }
}
