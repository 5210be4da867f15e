//! Answers as tables for people.

use serde_json::Value;

/// A table with a head; what a peer has told cannot move the cursor.
pub(in crate::cli) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let head = head.map(str::to_owned);
    let rows: Vec<[String; N]> = rows.into_iter().map(|row| row.map(|cell| plain(&cell))).collect();
    let lines = || std::iter::once(&head).chain(&rows);
    let widths: [usize; N] =
        std::array::from_fn(|i| lines().map(|row| row[i].chars().count()).max().unwrap_or_default());
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    lines().map(line).collect()
}

/// Names and values, one line each.
pub(in crate::cli) fn pairs(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    rows.iter().map(|(name, value)| format!("{name:width$}  {}\n", plain(value))).collect()
}

/// A text without control characters, in one line.
pub(in crate::cli) fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// What stands at a key, for people; `-` where there is nothing.
pub(in crate::cli) fn text(of: &Value, key: &str) -> String {
    match &of[key] {
        Value::Array(all) => {
            or_dash(all.iter().map(|one| one.as_str().unwrap_or_default()).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => or_dash(text.clone()),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        _ => or_dash(String::new()),
    }
}

pub(in crate::cli) fn or_dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}

/// The items of a list.
pub(in crate::cli) fn items(of: &Value) -> impl Iterator<Item = &Value> {
    list(of, "items")
}

/// The list at a key.
pub(in crate::cli) fn list<'v>(of: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    of[key].as_array().into_iter().flatten()
}

/// The length at a key in seconds, or these words where it is 0.
pub(in crate::cli) fn length(of: &Value, key: &str, endless: &str) -> String {
    match of[key].as_u64() {
        Some(0) | None => endless.to_owned(),
        Some(seconds) => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_must_be_and_peers_cannot_move_the_cursor() {
        let rows = [["Zähler".to_owned(), "x".to_owned()], ["a\x1b[2J\n".to_owned(), "longer".to_owned()]];
        assert_eq!(table(["NAME", "B"], rows), "NAME    B\nZähler  x\na [2J   longer\n");
        assert_eq!(table(["NAME", "B"], []), "NAME  B\n");
    }

    #[test]
    fn values_read_as_people_write_them() {
        let document = serde_json::json!({ "a": [], "b": ["x", "y"], "c": true, "d": 1.5, "e": "", "f": 0 });
        let all: Vec<String> = ["a", "b", "c", "d", "e", "none"].map(|key| text(&document, key)).to_vec();
        assert_eq!(all, ["-", "x, y", "yes", "1.5", "-", "-"]);
        assert_eq!(length(&document, "f", "no end"), "no end");
    }
}
