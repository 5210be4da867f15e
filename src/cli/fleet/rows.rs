//! The rows of a file of devices: CSV with a head [RFC 4180].

use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use tieline_core::model::Lfdi;

/// The longest line, in bytes.
const LINE_BYTES_MAX: usize = 4_096;
/// The longest certificate file that is read, in bytes.
const CERTIFICATE_BYTES_MAX: u64 = 64 * 1024;
/// The columns that are known.
const COLUMNS: [&str; 6] = ["lfdi", "certificate", "pin", "post_rate_s", "groups", "granted_to"];

/// A row that cannot be sent, or that the server has refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadRow {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// Why.
    pub(super) reason: String,
}

/// A device of the file.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// What is sent of it.
    pub(super) device: Map<String, Value>,
}

/// Reads a file row by row.
pub(super) struct Rows<R> {
    input: R,
    /// Where certificates are looked for.
    folder: PathBuf,
    columns: Vec<usize>,
    line: u64,
    /// The line on which each device stands.
    seen: HashMap<Lfdi, u64>,
}

impl<R: BufRead> Rows<R> {
    /// Reads the head: which columns there are.
    ///
    /// # Errors
    /// A head that cannot be read, or without one of lfdi and certificate.
    pub(super) fn new(input: R, folder: &Path) -> Result<Self, String> {
        let mut rows = Self { input, folder: folder.to_owned(), columns: Vec::new(), line: 0, seen: HashMap::new() };
        let head = rows.next_line().transpose()?.unwrap_or_default();
        let head = cells(head.trim_start_matches('\u{feff}'))?;
        for name in head {
            let at = COLUMNS.iter().position(|column| *column == name.trim().to_ascii_lowercase());
            let at = at.ok_or_else(|| format!("line 1: {name:?} is no column; they are {}", COLUMNS.join(", ")))?;
            if rows.columns.contains(&at) {
                return Err(format!("line 1: the column {} stands twice", COLUMNS[at]));
            }
            rows.columns.push(at);
        }
        match rows.columns.iter().any(|at| *at < 2) {
            true => Ok(rows),
            false => Err("line 1: names neither a column lfdi nor a column certificate".to_owned()),
        }
    }

    fn next_line(&mut self) -> Option<Result<String, String>> {
        let mut bytes = Vec::new();
        loop {
            let buffer = match self.input.fill_buf() {
                Ok([]) if bytes.is_empty() => return None,
                Ok(buffer) => buffer,
                Err(error) => return Some(Err(error.to_string())),
            };
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffer.len(), |end| end + 1);
            if bytes.len() <= LINE_BYTES_MAX {
                bytes.extend_from_slice(&buffer[..taken]);
            }
            self.input.consume(taken);
            if end.is_some() || taken == 0 {
                break;
            }
        }
        self.line += 1;
        if bytes.len() > LINE_BYTES_MAX {
            return Some(Err(format!("more than {LINE_BYTES_MAX} bytes")));
        }
        let text = String::from_utf8(bytes).map_err(|_| "no UTF-8".to_owned());
        Some(text.map(|text| text.trim_end_matches(['\n', '\r']).to_owned()))
    }

    fn row(&mut self, text: &str) -> Result<Row, String> {
        let cells = cells(text)?;
        if cells.len() != self.columns.len() {
            return Err(format!("has {} cells, the head has {}", cells.len(), self.columns.len()));
        }
        let mut device = Map::new();
        let given: Vec<(usize, String)> = self.columns.iter().copied().zip(cells).collect();
        for (at, cell) in given {
            let cell = cell.trim();
            if !cell.is_empty() {
                self.enter(&mut device, COLUMNS[at], cell)?;
            }
        }
        let Some(lfdi) = device.get("lfdi").and_then(|lfdi| lfdi.as_str()?.parse::<Lfdi>().ok()) else {
            return Err("names no device".to_owned());
        };
        if let Some(before) = self.seen.insert(lfdi, self.line) {
            self.seen.insert(lfdi, before);
            return Err(format!("device {lfdi} stands in line {before} already"));
        }
        Ok(Row { line: self.line, device })
    }

    fn enter(&self, device: &mut Map<String, Value>, column: &str, cell: &str) -> Result<(), String> {
        let number = |cell: &str| cell.parse::<u32>().map(Value::from).map_err(|_| format!("{column}: no number"));
        let value = match column {
            "lfdi" => {
                let lfdi: Lfdi = cell.parse().map_err(|error| format!("lfdi: {error}"))?;
                lfdi.to_string().into()
            }
            "certificate" => {
                let lfdi = certified(&self.folder.join(cell))?.to_string();
                if device.get("lfdi").is_some_and(|own| *own != lfdi) {
                    return Err(format!("lfdi: the certificate's is {lfdi}"));
                }
                device.insert("lfdi".to_owned(), lfdi.into());
                return Ok(());
            }
            "granted_to" => {
                let aggregator: Lfdi = cell.parse().map_err(|error| format!("granted_to: {error}"))?;
                vec![aggregator.to_string()].into()
            }
            "groups" => cell.split(';').map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>().into(),
            _ => number(cell)?,
        };
        if column == "lfdi" && device.get("lfdi").is_some_and(|certified| *certified != value) {
            return Err("lfdi: it is not the certificate's".to_owned());
        }
        device.insert(column.to_owned(), value);
        Ok(())
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let text = self.next_line()?;
            if matches!(&text, Ok(text) if text.trim().is_empty()) {
                continue;
            }
            let row = text.and_then(|text| self.row(&text));
            let line = self.line;
            return Some(row.map_err(|reason| BadRow { line, reason }));
        }
    }
}

/// The LFDI of the first certificate in a PEM file.
pub(super) fn certified(file: &Path) -> Result<Lfdi, String> {
    use std::io::Read;
    let mut pem = Vec::new();
    let fail = |error: &dyn std::fmt::Display| format!("certificate: {}: {error}", file.display());
    let open = std::fs::File::open(file).map_err(|error| fail(&error))?;
    open.take(CERTIFICATE_BYTES_MAX).read_to_end(&mut pem).map_err(|error| fail(&error))?;
    let chain = tieline_certs::config::certificates(&pem).map_err(|error| fail(&error))?;
    let own = chain.first().ok_or_else(|| fail(&"it is empty"))?;
    Ok(Lfdi(tieline_certs::identity::Identity::of_certificate(own).lfdi))
}

/// The cells of a line; one in quotes may hold commas, and two quotes for one.
fn cells(line: &str) -> Result<Vec<String>, String> {
    let (mut cells, mut rest) = (Vec::new(), line);
    loop {
        let cell = match rest.trim_start().strip_prefix('"') {
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let cell = rest[..end].to_owned();
                rest = &rest[end..];
                cell
            }
            Some(mut quoted) => {
                let mut cell = String::new();
                loop {
                    let end = quoted.find('"').ok_or("a quote is not closed")?;
                    cell.push_str(&quoted[..end]);
                    quoted = &quoted[end + 1..];
                    match quoted.strip_prefix('"') {
                        Some(more) => {
                            cell.push('"');
                            quoted = more;
                        }
                        None => break,
                    }
                }
                rest = quoted.trim_start();
                cell
            }
        };
        cells.push(cell);
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None if rest.is_empty() => return Ok(cells),
            None => return Err("something stands behind a closed quote".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const A: &str = "3E4F45AB31EDFE5B67E343E5E4562E31984E23E5";

    fn rows(text: &str) -> Vec<Result<Row, BadRow>> {
        Rows::new(text.as_bytes(), Path::new(".")).expect("a head").collect()
    }

    #[test]
    fn a_row_becomes_what_is_sent_and_empty_cells_say_nothing() {
        let other = A.replace("3E", "3F");
        let text = format!("pin,LFDI,groups,granted_to\r\n111115,{A},\"north; feeder, 7\",{other}\r\n\r\n,{other},,\n");
        let rows = rows(&text);
        let first = json!({ "lfdi": A, "pin": 111_115, "groups": ["north", "feeder, 7"], "granted_to": [other] });
        assert_eq!(rows[0].as_ref().map(|row| (row.line, Value::Object(row.device.clone()))), Ok((2, first)));
        assert_eq!(rows[1].as_ref().map(|row| (row.line, row.device.len())), Ok((4, 1)));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn each_bad_row_is_told_with_its_line_and_the_others_are_read() {
        let long = "x".repeat(LINE_BYTES_MAX + 1);
        let other = A.replace("3E", "3F");
        let text = format!("lfdi,pin\n{A},1\nxyz,1\n{A},2\n{other}\n{long}\n\"{other},1\n,1\n{A},secret\n{other},2");
        let rows = rows(&text);
        let bad: Vec<(u64, &str)> =
            rows.iter().filter_map(|row| row.as_ref().err()).map(|bad| (bad.line, bad.reason.as_str())).collect();
        let says =
            ["lfdi: ", "line 2 already", "has 1 cells", "more than 4096", "not closed", "no device", "pin: no number"];
        assert_eq!(bad.len(), says.len(), "{bad:?}");
        for ((line, reason), (at, says)) in bad.iter().zip((3..).zip(says)) {
            assert!(*line == at && reason.contains(says), "line {line}: {reason} does not say {says}");
        }
        assert_eq!(rows.iter().filter_map(|row| row.as_ref().ok()).map(|row| row.line).collect::<Vec<_>>(), [2, 10]);
        assert!(bad.iter().all(|(_, reason)| !reason.contains("secret")), "a PIN is never printed");
    }

    #[test]
    fn a_head_that_is_not_understood_is_refused_whole() {
        for (head, says) in
            [("", "no column"), ("pin", "neither"), ("lfdi,colour", "\"colour\""), ("lfdi,lfdi", "twice")]
        {
            let refused = Rows::new(head.as_bytes(), Path::new(".")).err().unwrap_or_default();
            assert!(refused.contains(says), "{head}: {refused}");
        }
    }
}
