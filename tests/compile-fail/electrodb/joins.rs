//! Entities that one query cannot read together.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! entity {
    ($name:ident, $entity:literal, $service:literal, $label:literal, [$($scope:tt)*], $org:ident) => {
        #[derive(Debug, Entity, Serialize, Deserialize)]
        #[entity(electrodb(service = $service, entity = $entity, version = "1"), pk = ["org"], sk = ["id"], collection = "c" $($scope)*)]
        struct $name {
            id: String,
            #[entity(label = $label)]
            #[serde(rename = "org")]
            $org: String,
        }
    };
}

entity!(First, "a", "X", "org", [], org);
entity!(OtherPart, "b", "X", "other", [], other);
entity!(OtherService, "b", "Y", "org", [], org);
entity!(OtherLabel, "b", "X", "o", [], org);
entity!(OtherScope, "b", "X", "org", [, scope = "z"], org);

#[derive(Collection)]
struct Parts {
    a: Vec<First>,
    b: Vec<OtherPart>,
}

#[derive(Collection)]
struct Services {
    a: Vec<First>,
    b: Vec<OtherService>,
}

#[derive(Collection)]
struct Labels {
    a: Vec<First>,
    b: Vec<OtherLabel>,
}

#[derive(Collection)]
struct Scopes {
    a: Vec<First>,
    b: Vec<OtherScope>,
}

fn main() {}
