//! Helpers for messages: lists of names, and suggestions for unknown names.

/// `` `pk`, `sk`, `name` ``
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// Returns the element of `known` that `word` most likely stands for: a few typing errors away, or equal up to an ending, as
/// `user` and `user_id`.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .filter(|candidate| !candidate.is_empty() && !word.is_empty())
        .map(|candidate| (edit_distance(word, candidate), candidate))
        .filter(|&(distance, candidate)| {
            distance <= (word.chars().count() / 3).max(1) || candidate.starts_with(word) || word.starts_with(candidate)
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Counts the insertions, removals, replacements and swaps of neighbours between `a` and `b`, ignoring letter case (the
/// optimal string alignment distance).
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    // Rows of the usual table; only swaps need the row before the last.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (row, letter) in a.to_lowercase().chars().enumerate() {
        let mut current = vec![row + 1];
        let mut left = row + 1;
        for (column, &other) in b.iter().enumerate() {
            let above = last.get(column + 1).copied().unwrap_or_default();
            let diagonal = last.get(column).copied().unwrap_or_default();
            let mut cost = (diagonal + usize::from(letter != other)).min(above + 1).min(left + 1);
            let swapped = column
                .checked_sub(1)
                .filter(|&neighbour| previous == Some(other) && b.get(neighbour).copied() == Some(letter));
            if let Some(steps) = swapped.and_then(|neighbour| before.get(neighbour)) {
                cost = cost.min(steps + 1);
            }
            current.push(cost);
            left = cost;
        }
        previous = Some(letter);
        before = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance() {
        assert_eq!(edit_distance("pk", "pk"), 0);
        assert_eq!(edit_distance("kp", "pk"), 1);
        assert_eq!(edit_distance("", "pk"), 2);
        assert_eq!(edit_distance("projektion", "projection"), 1);
        assert_eq!(edit_distance("Name", "name"), 0);
    }

    #[test]
    fn nearest_known_word() {
        assert_eq!(nearest("user", ["email", "user_id"]), Some("user_id"));
        assert_eq!(nearest("pkk", ["sk", "pk"]), Some("pk"));
        assert_eq!(nearest("colour", ["pk", "sk", "name"]), None);
    }
}
