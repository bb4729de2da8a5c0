//! Keys of models against an independent implementation of ElectroDB's key format.
//!
//! The models are fixed, because derives need source code; the rules are a function of a model and its values.

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::properties::cases;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::golden::plain;

/// One side of a key in an ElectroDB model.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// The attribute names; `None` if the side is missing.
    pub composite: Option<&'static [&'static str]>,
    pub template: Option<&'static str>,
    pub casing: &'static str,
    pub cast: &'static str,
}

/// An index in an ElectroDB model.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub entity: &'static str,
    pub version: &'static str,
    pub service: &'static str,
    pub clustered: bool,
    pub collection: &'static [&'static str],
    pub scope: &'static str,
    pub pk: Side,
    pub sk: Side,
    /// Attributes with a label or a padding.
    pub labels: &'static [(&'static str, &'static str)],
    pub padding: &'static [(&'static str, usize, &'static str)],
}

pub fn side(composite: &'static [&'static str]) -> Side {
    Side {
        composite: Some(composite),
        ..Side::default()
    }
}

pub fn template(template: &'static str) -> Side {
    Side {
        composite: Some(&[]),
        template: Some(template),
        ..Side::default()
    }
}

impl Index {
    /// Returns the partition key and the sort key of these values.
    pub fn keys(&self, values: &Value) -> (Value, Value) {
        let entity = match self.collection {
            [] => format!("${}_{}", self.entity, self.version),
            _ => format!("#{}_{}", self.entity, self.version),
        };
        let mut collection = String::new();
        for (at, name) in self.collection.iter().enumerate() {
            collection += if at == 0 { "$" } else { "#" };
            collection += name;
        }
        let mut before = format!("${}", self.service);
        if self.sk.composite.is_none() {
            before += &entity;
        }
        if !self.scope.is_empty() {
            before += "_";
            before += self.scope;
        }
        let pk = self.key(&self.pk, &before, "", values);
        let sk = match self.clustered {
            true => self.key(&self.sk, &collection, &entity, values),
            false => self.key(&self.sk, &format!("{collection}{entity}"), "", values),
        };
        (pk, sk)
    }

    fn key(&self, side: &Side, before: &str, after: &str, values: &Value) -> Value {
        let Some(composite) = side.composite else {
            return Value::Null;
        };
        let mut key = String::new();
        if let Some(template) = side.template {
            let is_bare = template.starts_with("${") && template.find('}') == Some(template.len() - 1);
            if is_bare && side.cast != "string" {
                let value = &values[&template[2..template.len() - 1]];
                if value.is_number() {
                    return value.clone();
                }
            }
            let mut rest = template;
            while let Some(at) = rest.find("${") {
                key += &rest[..at];
                let end = rest.find('}').unwrap();
                key += &self.text(&rest[at + 2..end], values);
                rest = &rest[end + 1..];
            }
            key += rest;
        } else {
            if side.cast == "number" {
                return values[composite[0]].clone();
            }
            key += before;
            for name in composite {
                let label = self
                    .labels
                    .iter()
                    .find(|(of, _)| of == name)
                    .map_or(*name, |(_, label)| label);
                key += &format!("#{label}_{}", self.text(name, values));
            }
            key += after;
        }
        json!(match side.casing {
            "upper" => key.to_uppercase(),
            "none" => key,
            _ => key.to_lowercase(),
        })
    }

    /// Renders a value as JavaScript does, padded at the start.
    fn text(&self, name: &str, values: &Value) -> String {
        let text = match &values[name] {
            Value::String(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => javascript(number.as_f64().unwrap()),
            other => panic!("{name} is {other}"),
        };
        let Some((_, length, fill)) = self.padding.iter().find(|(of, ..)| *of == name) else {
            return text;
        };
        let mut units: Vec<u16> = fill
            .encode_utf16()
            .cycle()
            .take(length.saturating_sub(text.encode_utf16().count()))
            .collect();
        units.extend(text.encode_utf16());
        String::from_utf16(&units).unwrap()
    }
}

/// `Number.prototype.toString` by the steps of ECMA-262, from Rust's shortest digits.
fn javascript(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let shown = format!("{:e}", number.abs());
    let (digits, exponent) = shown.split_once('e').unwrap();
    let digits: String = digits.chars().filter(|c| *c != '.').collect();
    let k = i32::try_from(digits.len()).unwrap();
    let n = exponent.parse::<i32>().unwrap() + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap());
    let (whole, fraction) = digits.split_at(usize::try_from(n.clamp(0, k)).unwrap());
    let body = if k <= n && n <= 21 {
        format!("{digits}{}", zeros(n - k))
    } else if 0 < n && n <= 21 {
        format!("{whole}.{fraction}")
    } else if -6 < n && n <= 0 {
        format!("0.{}{digits}", zeros(-n))
    } else {
        let exponent = format!("{}{}", if n - 1 < 0 { '-' } else { '+' }, (n - 1).abs());
        let (first, rest) = digits.split_at(1);
        if rest.is_empty() {
            format!("{first}e{exponent}")
        } else {
            format!("{first}.{rest}e{exponent}")
        }
    };
    format!("{sign}{body}")
}

#[test]
fn numbers_as_javascript_writes_them() {
    for (number, text) in [
        (5.0, "5"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (1e-7, "1e-7"),
        (1.5e-6, "0.0000015"),
        (-12.25, "-12.25"),
        (1.234e25, "1.234e+25"),
    ] {
        assert_eq!(javascript(number), text);
        assert_eq!(JsNumber(number).to_string(), text);
    }
    // Of two equally near texts, the one with the even digit; Rust's `Display` may write the other.
    assert_eq!(JsNumber(-159_330_830_571_783.62).to_string(), "-159330830571783.62");
}

/// Defines an entity with fields of each type, and the same keys in ElectroDB's form.
macro_rules! models {
    ($($name:ident: [$($options:tt)*] $([$($index:tt)*])?, [$(#[$label:meta])?], [$(#[$padding:meta])?] => $described:expr;)*) => {
        $(#[allow(dead_code, reason = "a model is there for its keys")]
        mod $name {
            use dynamo_entity::JsNumber;
            use dynamo_entity::prelude::*;
            use serde::{Deserialize, Serialize};

            #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
            #[entity(electrodb(service = "Gen Svc", entity = "Ent-A", version = "2b"), $($options)*)]
            $(#[gsi($($index)*)])?
            pub struct Ent {
                $(#[$label])?
                pub s: String,
                $(#[$padding])?
                pub t: String,
                pub n: i64,
                pub f: JsNumber,
                pub b: bool,
            }
            #[derive(Table)]
            #[table(entities(Ent), electrodb)]
            pub struct App;
        })*

        proptest! {
            #![proptest_config(cases(256))]

            #[test]
            fn keys_are_those_of_the_format((s, t, n, f, b) in values()) {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let values = json!({"s": s, "t": t, "n": n, "f": f, "b": b});
                $({
                    let table = runtime.block_on(crate::golden::table::<$name::App>());
                    let described: Index = $described;
                    let entity = $name::Ent { s: s.clone(), t: t.clone(), n, f: JsNumber(f), b };
                    let item = plain($name::Ent::put(entity).request(&table).unwrap().item().unwrap());
                    let (pk, sk) = described.keys(&values);
                    let is_secondary = item.get("gsi1pk").is_some() || item.get("gsi1sk").is_some();
                    let (pk_name, sk_name) = if is_secondary { ("gsi1pk", "gsi1sk") } else { ("pk", "sk") };
                    prop_assert_eq!(one_form(&item[pk_name]), one_form(&pk), "{}", stringify!($name));
                    prop_assert_eq!(one_form(item.get(sk_name).unwrap_or(&Value::Null)), one_form(&sk), "{}", stringify!($name));
                    prop_assert_eq!((&item["__edb_e__"], &item["__edb_v__"]), (&json!("Ent-A"), &json!("2b")));
                })*
            }
        }
    };
}

/// Values from all of Unicode for which no key is ambiguous.
fn values() -> impl Strategy<Value = (String, String, i64, f64, bool)> {
    let text = || "[a-zA-Z0-9ÄößΣςİıǅ \\-.%é漢😀]{1,12}";
    let number = prop_oneof![
        any::<i32>().prop_map(f64::from),
        // Numbers of up to 15 digits, for which the shortest text is unique.
        (-999_999_999_999_999_i64..1_000_000_000_000_000, -60..60).prop_map(|(digits, exponent)| format!(
            "{digits}e{exponent}"
        )
        .parse()
        .unwrap()),
        Just(-0.0),
        Just(1e21),
        Just(1e-7),
    ];
    (text(), text(), -99_999_i64..1_000_000, number, any::<bool>())
}

/// `5` and `5.0` are the same number.
fn one_form(value: &Value) -> Value {
    value
        .as_f64()
        .map_or_else(|| value.clone(), |number| json!(number + 0.0))
}

fn base() -> Index {
    Index {
        entity: "Ent-A",
        version: "2b",
        service: "Gen Svc",
        ..Index::default()
    }
}

fn cased(side: Side, casing: &'static str) -> Side {
    Side { casing, ..side }
}

models! {
    isolated: [pk = ["s"], sk = ["t", "n", "f", "b"]], [], []
        => Index { pk: side(&["s"]), sk: side(&["t", "n", "f", "b"]), ..base() };
    labelled: [pk = ["s", "b"], sk = ["t"]], [#[entity(label = "Lab El")]], [#[entity(padding(length = 8, char = "xY"))]]
        => Index {
            pk: side(&["s", "b"]),
            sk: side(&["t"]),
            labels: &[("s", "Lab El")],
            padding: &[("t", 8, "xY")],
            ..base()
        };
    casings: [pk(composite = ["s"], casing = "none"), sk(composite = ["t", "f"], casing = "upper")], [], [#[entity(padding(length = 30, char = "ß"))]]
        => Index {
            pk: cased(side(&["s"]), "none"),
            sk: cased(side(&["t", "f"]), "upper"),
            padding: &[("t", 30, "ß")],
            ..base()
        };
    templates: [pk = "USR|${s}|${b}", sk(template = "T#${t}#N#${n}End", casing = "none")], [], []
        => Index { pk: template("USR|${s}|${b}"), sk: cased(template("T#${t}#N#${n}End"), "none"), ..base() };
    numbers: [pk = "${n}", sk(composite = ["f"], cast = "number")], [], []
        => Index {
            pk: template("${n}"),
            sk: Side { cast: "number", ..side(&["f"]) },
            ..base()
        };
    number_as_text: [pk(template = "${n}", cast = "string"), sk = ["f"], scope = "Zone"], [], []
        => Index { pk: Side { cast: "string", ..template("${n}") }, sk: side(&["f"]), scope: "Zone", ..base() };
    no_sort_key: [pk = ["s", "n"], scope = "Zone"], [], []
        => Index { pk: side(&["s", "n"]), scope: "Zone", ..base() };
    constant: [pk = [], sk = []], [], []
        => Index { pk: side(&[]), sk: side(&[]), ..base() };
    clustered: [pk = ["s"], sk = ["n", "t"], type = "clustered"], [], []
        => Index { pk: side(&["s"]), sk: side(&["n", "t"]), clustered: true, ..base() };
    nested: [pk = ["s"], sk = ["t"], collection = ["Outer", "In Ner"]], [], []
        => Index { pk: side(&["s"]), sk: side(&["t"]), collection: &["Outer", "In Ner"], ..base() };
    secondary: [pk = ["s"], sk = ["t"]] [name = "g", index = "gsi1", pk = ["b"], sk = ["f", "s"], type = "clustered", collection = "Both", scope = "zz"], [#[entity(label = "Ss")]], []
        => Index {
            pk: side(&["b"]),
            sk: side(&["f", "s"]),
            clustered: true,
            collection: &["Both"],
            scope: "zz",
            labels: &[("s", "Ss")],
            ..base()
        };
    secondary_upper: [pk = ["s"], sk = ["t"]] [name = "g", index = "gsi1", pk(composite = ["n", "b"], casing = "upper"), sk = [], collection = "Alone"], [], []
        => Index { pk: cased(side(&["n", "b"]), "upper"), sk: side(&[]), collection: &["Alone"], ..base() };
}
