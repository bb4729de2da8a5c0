//! serde's `rename_all` rules, which must name attributes and variants exactly as serde's derives do.

use syn::LitStr;

#[derive(Debug, Copy, Clone, Default, PartialEq, Eq)]
pub(crate) enum RenameRule {
    #[default]
    None,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl RenameRule {
    /// Returns `None` for an unknown rule, which serde reports.
    pub(crate) fn named(rule: &LitStr) -> Self {
        match rule.value().as_str() {
            "lowercase" => RenameRule::Lower,
            "UPPERCASE" => RenameRule::Upper,
            "PascalCase" => RenameRule::Pascal,
            "camelCase" => RenameRule::Camel,
            "snake_case" => RenameRule::Snake,
            "SCREAMING_SNAKE_CASE" => RenameRule::ScreamingSnake,
            "kebab-case" => RenameRule::Kebab,
            "SCREAMING-KEBAB-CASE" => RenameRule::ScreamingKebab,
            _ => RenameRule::None,
        }
    }

    /// `created_at` → `createdAt`
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            // serde assumes that field names are already in snake case, and so in lowercase.
            RenameRule::None | RenameRule::Lower | RenameRule::Snake => name.to_owned(),
            RenameRule::Upper | RenameRule::ScreamingSnake => name.to_ascii_uppercase(),
            RenameRule::Pascal => pascal(name),
            RenameRule::Camel => first_lower(&pascal(name)),
            RenameRule::Kebab => name.replace('_', "-"),
            RenameRule::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// `InReview` → `in_review`
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            // serde assumes that variant names are already in Pascal case.
            RenameRule::None | RenameRule::Pascal => name.to_owned(),
            RenameRule::Lower => name.to_ascii_lowercase(),
            RenameRule::Upper => name.to_ascii_uppercase(),
            RenameRule::Camel => first_lower(name),
            RenameRule::Snake => snake(name),
            RenameRule::ScreamingSnake => snake(name).to_ascii_uppercase(),
            RenameRule::Kebab => snake(name).replace('_', "-"),
            RenameRule::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(snake: &str) -> String {
    let mut name = String::with_capacity(snake.len());
    let mut capital = true;
    for letter in snake.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            name.push(letter.to_ascii_uppercase());
            capital = false;
        } else {
            name.push(letter);
        }
    }
    name
}

fn snake(pascal: &str) -> String {
    let mut name = String::with_capacity(pascal.len() + 4);
    for (offset, letter) in pascal.char_indices() {
        if offset > 0 && letter.is_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn first_lower(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::RenameRule::{self, *};

    #[test]
    fn attribute_names_match_serde() {
        let rules: [(RenameRule, &str, &str); 9] = [
            (None, "created_at", "InReview"),
            (Lower, "created_at", "inreview"),
            (Upper, "CREATED_AT", "INREVIEW"),
            (Pascal, "CreatedAt", "InReview"),
            (Camel, "createdAt", "inReview"),
            (Snake, "created_at", "in_review"),
            (ScreamingSnake, "CREATED_AT", "IN_REVIEW"),
            (Kebab, "created-at", "in-review"),
            (ScreamingKebab, "CREATED-AT", "IN-REVIEW"),
        ];
        for (rule, field, variant) in rules {
            assert_eq!(rule.field("created_at"), field);
            assert_eq!(rule.variant("InReview"), variant);
        }
    }
}
