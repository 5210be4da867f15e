//! Walks a TOML table and keeps every problem that it meets.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The largest configuration file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// One thing wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The key, with its sections: `upstream[0].pin`.
    pub key: String,
    /// What is wrong.
    pub says: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        write!(f, "{}; {}", self.says, self.remedy)
    }
}

/// All that is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} problems in the configuration", .0.len())]
pub struct ConfigError(pub Vec<Problem>);

impl ConfigError {
    /// A line a problem.
    pub fn lines(&self) -> Vec<String> {
        self.0.iter().map(Problem::to_string).collect()
    }
}

/// Reads `file` as TOML and lets `read` walk it; every problem met on the way ends in the error.
pub fn read_toml<T>(file: &Path, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Result<T, ConfigError> {
    let text = read_file(file).map_err(|problem| ConfigError(vec![problem]))?;
    parse_toml(file, &text, read)
}

/// The same for a `text` that was read already; `file` only names it.
pub fn parse_toml<T>(file: &Path, text: &str, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Result<T, ConfigError> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
        ConfigError(vec![problem(file, "", format!("line {line}: {}", error.message()), "correct the TOML syntax")])
    })?;
    let problems = RefCell::new(Vec::new());
    let root = Section { file, path: String::new(), table: &table, known: RefCell::default(), problems: &problems };
    let value = read(&root);
    root.finish();
    match (value, problems.into_inner()) {
        (Some(value), problems) if problems.is_empty() => Ok(value),
        (_, problems) => Err(ConfigError(problems)),
    }
}

/// The tables of a file, as far as it can be read.
pub(super) fn read_table(file: &Path) -> Option<Table> {
    read_file(file).ok()?.parse().ok()
}

fn read_file(file: &Path) -> Result<String, Problem> {
    let cannot =
        |error: std::io::Error| problem(file, "", format!("cannot be read: {error}"), "check the path and its rights");
    if std::fs::metadata(file).map_err(cannot)?.len() > FILE_BYTES_MAX {
        return Err(problem(
            file,
            "",
            format!("is longer than {FILE_BYTES_MAX} bytes"),
            "name the configuration, not a data file",
        ));
    }
    std::fs::read_to_string(file).map_err(cannot)
}

fn problem(file: &Path, key: &str, says: impl Into<String>, remedy: impl Into<String>) -> Problem {
    Problem { file: file.to_owned(), key: key.to_owned(), says: says.into(), remedy: remedy.into() }
}

/// A table of the file, with the place where it stands.
pub struct Section<'a> {
    file: &'a Path,
    path: String,
    table: &'a Table,
    known: RefCell<BTreeSet<String>>,
    problems: &'a RefCell<Vec<Problem>>,
}

impl<'a> Section<'a> {
    /// Reports a problem at `key` of this section.
    pub fn report(&self, key: &str, says: impl Into<String>, remedy: impl Into<String>) {
        self.problems.borrow_mut().push(problem(self.file, &self.path_of(key), says, remedy));
    }

    fn path_of(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", key) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, key) => format!("{path}.{key}"),
        }
    }

    fn value(&self, key: &str) -> Option<&'a Value> {
        self.known.borrow_mut().insert(key.to_owned());
        self.table.get(key)
    }

    /// A path as the file means it: relative to the file's own folder.
    pub fn resolve(&self, path: &str) -> PathBuf {
        self.file.parent().unwrap_or(Path::new(".")).join(path)
    }

    /// A text, if the key is there.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        let value = self.value(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.report(key, format!("is a {}, not a text", value.type_str()), "write it in double quotes");
        }
        text
    }

    /// A text that must be there; `example` is shown in the remedy.
    pub fn required_text(&self, key: &str, example: &str) -> Option<&'a str> {
        if self.value(key).is_none() {
            self.report(key, "is missing", format!("add {key} = {example:?}"));
            return None;
        }
        self.text(key)
    }

    /// A text that `parse` accepts; what it answers otherwise is the problem.
    pub fn parsed<T>(&self, key: &str, example: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.required_text(key, example)?;
        parse(text).map_err(|says| self.report(key, says, format!("for example {key} = {example:?}"))).ok()
    }

    /// One of several words, or `default` when the key is absent.
    pub fn word<T: Copy>(&self, key: &str, words: &[(&str, T)], default: T) -> T {
        let Some(text) = self.text(key) else { return default };
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => *value,
            None => {
                let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
                self.report(key, format!("{text:?} is not known"), format!("use one of: {}", all.join(", ")));
                default
            }
        }
    }

    /// A path, if the key is there.
    pub fn path(&self, key: &str) -> Option<PathBuf> {
        self.text(key).map(|text| self.resolve(text))
    }

    /// A path that must be there.
    pub fn required_path(&self, key: &str, example: &str) -> Option<PathBuf> {
        self.required_text(key, example).map(|text| self.resolve(text))
    }

    /// A whole number from `min` to `max`, if the key is there.
    pub fn integer(&self, key: &str, min: i64, max: i64) -> Option<i64> {
        let value = self.value(key)?;
        match value.as_integer() {
            Some(n) if (min..=max).contains(&n) => Some(n),
            Some(n) => {
                self.report(key, format!("{n} is out of bounds"), format!("use a number from {min} to {max}"));
                None
            }
            None => {
                self.report(key, format!("is a {}, not a whole number", value.type_str()), "write it without quotes");
                None
            }
        }
    }

    /// A whole number from `min` to `max` that must be there.
    pub fn required_integer(&self, key: &str, min: i64, max: i64) -> Option<i64> {
        if self.value(key).is_none() {
            self.report(key, "is missing", format!("add {key} = a number from {min} to {max}"));
            return None;
        }
        self.integer(key, min, max)
    }

    /// Yes or no, or `default` when the key is absent.
    pub fn flag(&self, key: &str, default: bool) -> bool {
        match self.value(key) {
            None => default,
            Some(Value::Boolean(flag)) => *flag,
            Some(value) => {
                self.report(key, format!("is a {}, not true or false", value.type_str()), "write true or false");
                default
            }
        }
    }

    /// A sub-table, read by `read`; an absent one is read as empty, so that its defaults and demands apply.
    pub fn section<T>(&self, key: &str, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Option<T> {
        let empty = Table::new();
        let table = match self.value(key) {
            None => &empty,
            Some(Value::Table(table)) => table,
            Some(value) => {
                self.report(key, format!("is a {}, not a section", value.type_str()), format!("write [{key}]"));
                return None;
            }
        };
        self.child(self.path_of(key), table, read)
    }

    /// A sub-table that may be absent.
    pub fn optional_section<T>(&self, key: &str, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Option<Option<T>> {
        match self.value(key) {
            None => Some(None),
            Some(_) => self.section(key, read).map(Some),
        }
    }

    /// A list of texts that `parse` accepts, empty when the key is absent.
    pub fn list<T>(&self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.report(key, format!("is a {}, not a list", value.type_str()), format!("write {key} = [\"...\"]"));
            return Vec::new();
        };
        let each = items.iter().enumerate().filter_map(|(i, item)| {
            let parsed = item.as_str().ok_or_else(|| format!("entry {i} is a {}", item.type_str())).and_then(&parse);
            parsed.map_err(|says| self.report(key, says, "write each entry in double quotes")).ok()
        });
        each.collect()
    }

    /// The whole section as a structure that knows its own keys.
    pub fn whole<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        self.known.borrow_mut().extend(self.table.keys().cloned());
        let read = Value::Table(self.table.clone()).try_into();
        let says = |error: toml::de::Error| self.report("", error.message(), "see examples/ for every key");
        read.map_err(says).ok()
    }

    /// An array of sub-tables, each read by `read`.
    pub fn sections<T>(&self, key: &str, read: impl Fn(&Section<'_>) -> Option<T>) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.report(key, format!("is a {}, not a list of sections", value.type_str()), format!("write [[{key}]]"));
            return Vec::new();
        };
        let each = items.iter().enumerate().filter_map(|(i, item)| match item {
            Value::Table(table) => self.child(format!("{}[{i}]", self.path_of(key)), table, &read),
            _ => {
                self.report(key, format!("entry {i} is not a section"), format!("write [[{key}]]"));
                None
            }
        });
        each.collect()
    }

    fn child<T>(&self, path: String, table: &Table, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Option<T> {
        let section = Section { file: self.file, path, table, known: RefCell::default(), problems: self.problems };
        let value = read(&section);
        section.finish();
        value
    }

    /// Reports every key that nobody asked for.
    fn finish(&self) {
        let known = self.known.borrow();
        for key in self.table.keys().filter(|key| !known.contains(*key)) {
            let all: Vec<_> = known.iter().map(String::as_str).collect();
            self.report(key, "is not a key of this section", format!("remove it, or use one of: {}", all.join(", ")));
        }
    }
}
