//! Which program a configuration is for.

use super::reader::read_table;
use std::path::Path;

/// The program that reads a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `tieline run`.
    Gateway,
    /// `tieline serve`.
    HeadEnd,
    /// `tieline vtn serve`.
    Vtn,
}

impl Role {
    /// By the section that only it has. A file that cannot be read, or has neither, is taken for a gateway's, whose reader
    /// tells what is wrong.
    pub fn of(file: &Path) -> Self {
        let table = read_table(file).unwrap_or_default();
        if table.contains_key("server") {
            Self::HeadEnd
        } else if table.contains_key("vtn") {
            Self::Vtn
        } else {
            Self::Gateway
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_of_the_programs_that_they_are_for() {
        let of = |name: &str| Role::of(&Path::new("examples").join(name));
        assert_eq!(["site.toml", "openadr2b.toml", "oem-minimal.toml"].map(of), [Role::Gateway; 3]);
        assert_eq!((of("headend.toml"), of("vtn.toml"), of("nowhere.toml")), (Role::HeadEnd, Role::Vtn, Role::Gateway));
    }
}
