//! The shape of the table: models, groups, points, each a fact of the SunSpec models.

pub use super::generated::MODELS;

/// A model.
#[derive(Debug, PartialEq, Eq)]
pub struct Model {
    /// Its number, the first register of its header.
    pub id: u16,
    /// Its name.
    pub name: &'static str,
    /// Its points from ID on; the model's own group.
    pub points: &'static [Point],
    /// The groups that follow its points.
    pub groups: &'static [Group],
}

/// A group of points inside a model.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name, part of the path.
    pub name: &'static str,
    /// Whether it has to be written as one.
    pub sync: bool,
    /// How often it stands there.
    pub count: Count,
    /// Its points.
    pub points: &'static [Point],
    /// The groups that follow its points.
    pub groups: &'static [Group],
}

/// How often a group stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Once; its path has no index.
    Once,
    /// As often as this point of the model says.
    Point(&'static str),
    /// As often as the model's length has room for.
    ToTheEnd,
}

/// A point: a value of one or more registers.
#[derive(Debug, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Registers that it takes.
    pub size: u16,
    /// Its power of ten.
    pub scale: Scale,
    /// Its unit as SunSpec writes it, `""` without.
    pub unit: &'static str,
    /// Whether a client may write it.
    pub writable: bool,
    /// Whether every device has it.
    pub mandatory: bool,
    /// Names of an enumeration's numbers or of a bit field's bits.
    pub symbols: &'static [(&'static str, u32)],
}

/// Where a point's power of ten comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// The value is what it is.
    None,
    /// The scale factor point of this name.
    Point(&'static str),
    /// A power of ten that the model fixes.
    Fixed(i8),
}

/// SunSpec's types of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name is SunSpec's own")]
pub enum Kind {
    Int16,
    Int32,
    Int64,
    Raw16,
    Uint16,
    Uint32,
    Uint64,
    Acc16,
    Acc32,
    Acc64,
    Bitfield16,
    Bitfield32,
    Bitfield64,
    Enum16,
    Enum32,
    Float32,
    Float64,
    String,
    Pad,
    Ipaddr,
    Ipv6addr,
    Eui48,
    Sunssf,
    Count,
}

impl Model {
    /// The model of this number, if the table has it.
    pub fn find(id: u16) -> Option<&'static Self> {
        let at = MODELS.binary_search_by_key(&id, |model| model.id).ok()?;
        MODELS.get(at)
    }

    /// Registers of the model's own points, header included, before any group.
    pub fn fixed_registers(&self) -> u16 {
        self.points.iter().map(|point| point.size).sum()
    }
}

impl Group {
    /// Registers of one repetition, for a group without repeating groups inside.
    pub fn registers(&self) -> u16 {
        let points: u16 = self.points.iter().map(|point| point.size).sum();
        points + self.groups.iter().map(Self::registers).sum::<u16>()
    }
}

impl Point {
    /// Whether its registers are a binary float.
    pub fn is_float(&self) -> bool {
        matches!(self.kind, Kind::Float32 | Kind::Float64)
    }

    /// The number of this symbol.
    pub fn symbol(&self, name: &str) -> Option<u32> {
        self.symbols.iter().find(|(symbol, _)| *symbol == name).map(|(_, number)| *number)
    }

    /// The symbol of this number.
    pub fn symbol_name(&self, number: i64) -> Option<&'static str> {
        self.symbols.iter().find(|(_, known)| i64::from(*known) == number).map(|(symbol, _)| *symbol)
    }
}

/// Shorthand of the generated table.
#[allow(clippy::too_many_arguments, reason = "one line a point keeps the generated table readable")]
pub(super) const fn p(
    name: &'static str,
    kind: Kind,
    size: u16,
    scale: Scale,
    unit: &'static str,
    writable: bool,
    mandatory: bool,
    symbols: &'static [(&'static str, u32)],
) -> Point {
    Point { name, kind, size, scale, unit, writable, mandatory, symbols }
}

/// Shorthand of the generated table.
pub(super) const fn g(
    name: &'static str,
    sync: bool,
    count: Count,
    points: &'static [Point],
    groups: &'static [Group],
) -> Group {
    Group { name, sync, count, points, groups }
}

/// Shorthand of the generated table.
pub(super) const fn m(id: u16, name: &'static str, points: &'static [Point], groups: &'static [Group]) -> Model {
    Model { id, name, points, groups }
}
