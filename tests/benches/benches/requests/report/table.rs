//! Tables in Markdown, and the format of numbers.

const NONE: &str = "–";

/// A table whose first column is text and whose others are numbers.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(heads: &[&str]) -> Self {
        Self {
            rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()],
        }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Renders the table with aligned columns, so that it can be read as plain text.
    pub fn finish(self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
        };
        let widths: Vec<_> = (0..columns).map(width).collect();
        let mut text = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            text.push('|');
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let padding = " ".repeat(width - cell.chars().count());
                let cell = if column == 0 {
                    format!(" {cell}{padding} |")
                } else {
                    format!(" {padding}{cell} |")
                };
                text.push_str(&cell);
            }
            text.push('\n');
            if number == 0 {
                text.push('|');
                for (column, width) in widths.iter().enumerate() {
                    let dashes = "-".repeat(width + 1);
                    text.push_str(&if column == 0 {
                        format!("{dashes}-|")
                    } else {
                        format!("{dashes}:|")
                    });
                }
                text.push('\n');
            }
        }
        text
    }
}

/// 1234567 as `1,234,567`
pub fn amount(value: Option<f64>) -> String {
    let Some(value) = value else { return NONE.to_owned() };
    let digits = format!("{:.0}", value.abs());
    let mut text = if value <= -0.5 { "-".to_owned() } else { String::new() };
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Nanoseconds as `12.3 µs`
pub fn microseconds(nanoseconds: Option<f64>) -> String {
    nanoseconds.map_or(NONE.to_owned(), |value| format!("{:.1} µs", value / 1e3))
}

/// Bytes as `12.3`
pub fn kibibytes(bytes: Option<f64>) -> String {
    bytes.map_or(NONE.to_owned(), |value| format!("{:.1}", value / 1024.0))
}

/// Nanoseconds as `1.23 ms`
pub fn milliseconds(nanoseconds: Option<f64>) -> String {
    nanoseconds.map_or(NONE.to_owned(), |value| format!("{:.2} ms", value / 1e6))
}

/// Bytes as `12.3 MiB`
pub fn mebibytes(bytes: Option<f64>) -> String {
    bytes.map_or(NONE.to_owned(), |value| format!("{:.2} MiB", value / 1024.0 / 1024.0))
}

/// `3.4x`
pub fn times(ratio: Option<f64>) -> String {
    ratio.map_or(NONE.to_owned(), |ratio| format!("{ratio:.2}x"))
}

/// 1.023 as `+2.3 %`
pub fn overhead(ratio: Option<f64>) -> String {
    ratio.map_or(NONE.to_owned(), |ratio| format!("{:+.1} %", (ratio - 1.0) * 100.0))
}

/// 0.023 as `2.3 %`
pub fn percent(part: Option<f64>) -> String {
    part.map_or(NONE.to_owned(), |part| format!("{:.1} %", part * 100.0))
}
