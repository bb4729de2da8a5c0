//! Malformed templates, and formats that their position does not allow.

use crate::tests::refused;

refused! { ENTITY
    unclosed_placeholder: r#"#[entity(pk = "USER#<user_id", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<user_id""#: "unclosed `<user_id`; write `<user_id>`, or `<<` for a literal `<`",
    ]
    unclosed_before_another: r#"#[entity(pk = "<user_id#<email>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id#<email>""#: "unclosed `<user_id#`; write `<user_id>`, or `<<` for a literal `<`",
    ]
    unclosed_at_the_end: r#"#[entity(pk = "USER#<", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<""#: "unclosed `<`; write `<field>`, or `<<` for a literal `<`",
    ]
    empty_placeholder: r#"#[entity(pk = "USER#<>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<>""#: "the placeholder `<>` has no field; write `<field>` or `<field:format>`",
    ]
    format_without_a_field: r#"#[entity(pk = "USER#<:020>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<:020>""#: "the placeholder `<:020>` has no field; write `<field>` or `<field:format>`",
    ]
    unmatched_bracket: r#"#[entity(pk = "USER#user_id>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#user_id>""#: "unmatched `>` after `USER#user_id`; write `>>` for a literal `>`",
    ]
    unmatched_after_a_placeholder: r#"#[entity(pk = "USER#<user_id>#a>b", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<user_id>#a>b""#: "unmatched `>` after `USER#<user_id>#a`; write `>>` for a literal `>`",
    ]
    empty_template: r#"#[entity(pk = "", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""""#: "the key is empty; write at least a literal such as `PROFILE`",
    ]
    unknown_format: r#"#[entity(pk = "<user_id:xyz>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id:xyz>""#: "unknown format `xyz` in `<user_id:xyz>`; a format is a width `020`, a date `%Y-%m`, `lower`, `upper`, `raw`, `N` or `B`",
    ]
    format_in_another_letter_case: r#"#[entity(pk = "<user_id:Lower>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id:Lower>""#: "unknown format `Lower` in `<user_id:Lower>`, did you mean `lower`; a format is a width `020`, a date `%Y-%m`, `lower`, `upper`, `raw`, `N` or `B`",
    ]
    format_left_out: r#"#[entity(pk = "<user_id:>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id:>""#: "`<user_id:>` has no format after the colon; a format is a width `020`, a date `%Y-%m`, `lower`, `upper`, `raw`, `N` or `B`, or write `<user_id>`",
    ]
    width_without_zero: r#"#[entity(pk = "USER", sk = "<seq:20>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<seq:20>""#: "the width `<seq:20>` has no leading zero; write `<seq:020>`",
    ]
    width_of_zero: r#"#[entity(pk = "USER", sk = "<seq:00>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<seq:00>""#: "a width is from 1 to 39 digits, not `00`; write for example `<seq:020>`",
    ]
    width_too_large: r#"#[entity(pk = "USER", sk = "<seq:040>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<seq:040>""#: "a width is from 1 to 39 digits, not `040`; write for example `<seq:020>`",
    ]
    width_of_two_zeros: r#"#[entity(pk = "USER", sk = "<seq:0020>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<seq:0020>""#: "a width is from 1 to 39 digits, not `0020`; write for example `<seq:020>`",
    ]
    width_with_a_letter: r#"#[entity(pk = "USER", sk = "<seq:02x>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<seq:02x>""#: "`x` in the width `<seq:02x>`; a width is a zero and a number, as in `<seq:020>`",
    ]
    unknown_directive: r#"#[entity(pk = "<created_at:%Y-%q>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%Y-%q>""#: "unknown directive `%q` in `<created_at:%Y-%q>`; the directives are `%Y`, `%m`, `%d`, `%j`, `%H`, `%M`, `%S`, `%3f`, `%6f`, `%9f`, `%%`",
    ]
    directive_cut_off: r#"#[entity(pk = "<created_at:%Y-%>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%Y-%>""#: "unknown directive `%` in `<created_at:%Y-%>`; the directives are `%Y`, `%m`, `%d`, `%j`, `%H`, `%M`, `%S`, `%3f`, `%6f`, `%9f`, `%%`",
    ]
    directive_of_a_day_name: r#"#[entity(pk = "<created_at:%-d>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%-d>""#: "unknown directive `%-` in `<created_at:%-d>`; the directives are `%Y`, `%m`, `%d`, `%j`, `%H`, `%M`, `%S`, `%3f`, `%6f`, `%9f`, `%%`",
    ]
    time_format_without_a_unit: r#"#[entity(pk = "<created_at:%%>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%%>""#: "`<created_at:%%>` writes no part of the date; write for example `<created_at:%Y-%m>`",
    ]
    sort_key_from_the_month: r#"#[entity(pk = "USER", sk = "<created_at:%m-%Y>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%m-%Y>""#: "`<created_at:%m-%Y>` does not sort by time; in a sort key write the year first and skip no unit, as in `<created_at:%Y-%m-%d>`",
    ]
    sort_key_with_a_gap: r#"#[entity(pk = "USER", sk = "<created_at:%Y-%d>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%Y-%d>""#: "`<created_at:%Y-%d>` does not sort by time; in a sort key write the year first and skip no unit, as in `<created_at:%Y-%m-%d>`",
    ]
    sort_key_of_an_hour: r#"#[entity(pk = "USER", sk = "<created_at:%H:%M>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<created_at:%H:%M>""#: "`<created_at:%H:%M>` does not sort by time; in a sort key write the year first and skip no unit, as in `<created_at:%Y-%m-%d>`",
    ]
    touching_placeholders: r#"#[entity(pk = "USER", sk = "<user_id><email>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id><email>""#: "nothing separates `<user_id>` from `<email>`; write a delimiter between them, as in `<user_id>#<email>`",
    ]
    touching_after_a_text_format: r#"#[entity(pk = "USER", sk = "<user_id:lower><seq:020>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user_id:lower><seq:020>""#: "nothing separates `<user_id:lower>` from `<seq:020>`; write a delimiter between them, as in `<user_id:lower>#<seq:020>`",
    ]
    number_beside_text: r#"#[entity(pk = "USER", sk = "SEQ#<seq:N>")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""SEQ#<seq:N>""#: "`<seq:N>` must be the whole key; remove the text around it, or the format",
    ]
    unknown_field: r#"#[entity(pk = "USER#<user>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<user>""#: "no field `user` in `User`; the fields are `user_id`, `email`, `seq`, `created_at`; nearest: `user_id`",
    ]
    unknown_field_like_no_other: r#"#[entity(pk = "USER#<zzz>", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#<zzz>""#: "no field `zzz` in `User`; the fields are `user_id`, `email`, `seq`, `created_at`",
    ]
    no_fields_at_all: r#"#[entity(pk = "USER#<id>")] struct User {}"# => [
        r#""USER#<id>""#: "no field `id` in `User`, which has no fields; add it or write a literal",
    ]
    braces_of_rust: r#"#[entity(pk = "USER#{user_id}", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#{user_id}""#: "`{user_id}` is not a placeholder; write `<user_id>`, or `{{` and `}}` for literal braces",
    ]
    braces_of_javascript: r#"#[entity(pk = "ORG#${user_id}#X", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""ORG#${user_id}#X""#: "`${user_id}` is not a placeholder; write `<user_id>`, or `{{` and `}}` for literal braces",
    ]
    braces_with_a_format: r#"#[entity(pk = "USER#{seq:020}", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#{seq:020}""#: "`{seq:020}` is not a placeholder; write `<seq:020>`, or `{{` and `}}` for literal braces",
    ]
    braces_without_a_field: r#"#[entity(pk = "USER#{}", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#{}""#: "`{}` is not a placeholder; write `<field>`, or `{{` and `}}` for literal braces",
    ]
    unclosed_brace: r#"#[entity(pk = "USER#{user_id", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#{user_id""#: "unclosed `{user_id`; write `<user_id>` for a field, or `{{` for a literal `{`",
    ]
    unmatched_brace: r#"#[entity(pk = "USER#user_id}", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""USER#user_id}""#: "unmatched `}` after `USER#user_id`; write `}}` for a literal `}`",
    ]
    two_mistakes_in_one_template: r#"#[entity(pk = "<user>#<mail>#<", sk = "PROFILE")] struct User { user_id: String, email: String, seq: u64, created_at: Time }"# => [
        r#""<user>#<mail>#<""#: "unclosed `<`; write `<field>`, or `<<` for a literal `<`",
        r#""<user>#<mail>#<""#: "no field `user` in `User`; the fields are `user_id`, `email`, `seq`, `created_at`; nearest: `user_id`",
        r#""<user>#<mail>#<""#: "no field `mail` in `User`; the fields are `user_id`, `email`, `seq`, `created_at`; nearest: `email`",
    ]
}
