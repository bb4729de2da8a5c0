//! The source of the types of fields.

use std::fmt::Write as _;

use crate::shape::{Def, Member};

/// Writes the declaration and the conversion to the oracle's values.
pub(super) fn def(def: &Def, defs: &[Def], out: &mut String) {
    match def {
        Def::Struct {
            ident,
            members,
            document,
            camel_case,
        } => {
            let document = if *document { ", Document" } else { "" };
            let _ = writeln!(
                out,
                "#[derive(Debug, Clone, PartialEq{document}, Serialize, Deserialize)]"
            );
            if *camel_case {
                out.push_str("#[serde(rename_all = \"camelCase\")]\n");
            }
            let _ = writeln!(out, "pub struct {ident} {{");
            for Member { ident, ty } in members {
                let _ = writeln!(out, "    pub {ident}: {},", ty.rust(defs));
            }
            out.push_str("}\n\n");
        }
        Def::Choice {
            ident,
            variants,
            tagged,
            document,
        } => {
            let document = if *document { ", Document" } else { "" };
            let _ = writeln!(
                out,
                "#[derive(Debug, Clone, PartialEq{document}, Serialize, Deserialize)]"
            );
            if *tagged {
                out.push_str("#[serde(tag = \"kind\")]\n");
            }
            let _ = writeln!(out, "pub enum {ident} {{");
            for (at, members) in variants.iter().enumerate() {
                let _ = match members.as_slice() {
                    [] => writeln!(out, "    V{at},"),
                    [Member { ident, ty }] if ident.is_empty() => writeln!(out, "    V{at}({}),", ty.rust(defs)),
                    members => {
                        let members = members
                            .iter()
                            .map(|member| format!("{}: {}", member.ident, member.ty.rust(defs)));
                        writeln!(out, "    V{at} {{ {} }},", members.collect::<Vec<_>>().join(", "))
                    }
                };
            }
            out.push_str("}\n\n");
        }
        Def::Units { ident, variants } => {
            let _ = writeln!(
                out,
                "#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]\npub enum {ident} {{"
            );
            for (variant, text) in variants {
                let _ = writeln!(out, "    #[serde(rename = {text:?})]\n    {variant},");
            }
            out.push_str("}\n\n");
        }
        Def::Wrap { ident } => {
            let _ = writeln!(
                out,
                "#[derive(Debug, Clone, PartialEq, KeyPart, Serialize, Deserialize)]\npub struct {ident}(pub String);\n"
            );
        }
    }
}

/// Writes the conversion to the oracle's values.
pub(super) fn glue(def: &Def, out: &mut String) {
    match def {
        Def::Struct { ident, members, .. } => {
            let members: Vec<&str> = members.iter().map(|member| member.ident.as_str()).collect();
            let _ = writeln!(
                out,
                "dynamo_entity_models::record!({ident} {{ {} }});",
                members.join(", ")
            );
        }
        Def::Choice { ident, variants, .. } => choice(ident, variants, out),
        Def::Units { ident, variants } => {
            let variants = variants.iter().map(|(variant, text)| format!("{variant} = {text:?}"));
            let variants: Vec<String> = variants.collect();
            let _ = writeln!(
                out,
                "dynamo_entity_models::units!({ident} {{ {} }});",
                variants.join(", ")
            );
        }
        Def::Wrap { ident } => {
            let _ = writeln!(out, "dynamo_entity_models::wrap!({ident});");
        }
    }
}

fn choice(ident: &str, variants: &[Vec<Member>], out: &mut String) {
    let (mut of, mut value) = (String::new(), String::new());
    for (at, members) in variants.iter().enumerate() {
        let names: Vec<&str> = members.iter().map(|member| member.ident.as_str()).collect();
        let _ = match names.as_slice() {
            [] => {
                let _ = writeln!(of, "{at} => {ident}::V{at},");
                writeln!(value, "{ident}::V{at} => Value::Variant({at}, vec![]),")
            }
            [""] => {
                let _ = writeln!(of, "{at} => {ident}::V{at}(of(&held[0])),");
                writeln!(value, "{ident}::V{at}(x) => Value::Variant({at}, vec![x.value()]),")
            }
            names => {
                let held = names
                    .iter()
                    .enumerate()
                    .map(|(at, name)| format!("{name}: of(&held[{at}])"));
                let _ = writeln!(
                    of,
                    "{at} => {ident}::V{at} {{ {} }},",
                    held.collect::<Vec<_>>().join(", ")
                );
                let values = names.iter().map(|name| format!("{name}.value()"));
                writeln!(
                    value,
                    "{ident}::V{at} {{ {} }} => Value::Variant({at}, vec![{}]),",
                    names.join(", "),
                    values.collect::<Vec<_>>().join(", ")
                )
            }
        };
    }
    let _ = writeln!(
        out,
        "impl AsValue for {ident} {{\n\
         fn of(value: &Value) -> Self {{ let Value::Variant(at, held) = value else {{ panic!() }}; match at {{ {of} _ => panic!() }} }}\n\
         fn value(&self) -> Value {{ match self {{ {value} }} }}\n\
         }}\n\
         impl dynamo_entity_models::as_value::Element for {ident} {{}}"
    );
}
