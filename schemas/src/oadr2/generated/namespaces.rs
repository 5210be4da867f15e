// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! The namespaces.

/// A namespace that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ns {
    Oadr,
    Ei,
    Pyld,
    Xcal,
    Strm,
    Emix,
    Power,
    Scale,
    Gml,
    Currency,
    Atom,
    Espi,
    Ds,
    /// Any other, and none.
    Other,
}

impl Ns {
    pub const ALL: &'static [Self] = &[Self::Oadr, Self::Ei, Self::Pyld, Self::Xcal, Self::Strm, Self::Emix, Self::Power, Self::Scale, Self::Gml, Self::Currency, Self::Atom, Self::Espi, Self::Ds];

    pub fn of(uri: &str) -> Self {
        match uri {
            "http://openadr.org/oadr-2.0b/2012/07" => Self::Oadr,
            "http://docs.oasis-open.org/ns/energyinterop/201110" => Self::Ei,
            "http://docs.oasis-open.org/ns/energyinterop/201110/payloads" => Self::Pyld,
            "urn:ietf:params:xml:ns:icalendar-2.0" => Self::Xcal,
            "urn:ietf:params:xml:ns:icalendar-2.0:stream" => Self::Strm,
            "http://docs.oasis-open.org/ns/emix/2011/06" => Self::Emix,
            "http://docs.oasis-open.org/ns/emix/2011/06/power" => Self::Power,
            "http://docs.oasis-open.org/ns/emix/2011/06/siscale" => Self::Scale,
            "http://www.opengis.net/gml/3.2" => Self::Gml,
            "urn:un:unece:uncefact:codelist:standard:5:ISO42173A:2010-04-07" => Self::Currency,
            "http://www.w3.org/2005/Atom" => Self::Atom,
            "http://naesb.org/espi" => Self::Espi,
            "http://www.w3.org/2000/09/xmldsig#" => Self::Ds,
            _ => Self::Other,
        }
    }

    pub fn prefix(self) -> &'static str {
        match self {
            Self::Oadr => "oadr",
            Self::Ei => "ei",
            Self::Pyld => "pyld",
            Self::Xcal => "xcal",
            Self::Strm => "strm",
            Self::Emix => "emix",
            Self::Power => "power",
            Self::Scale => "scale",
            Self::Gml => "gml",
            Self::Currency => "currency",
            Self::Atom => "atom",
            Self::Espi => "espi",
            Self::Ds => "ds",
            Self::Other => "",
        }
    }

    pub fn uri(self) -> &'static str {
        match self {
            Self::Oadr => "http://openadr.org/oadr-2.0b/2012/07",
            Self::Ei => "http://docs.oasis-open.org/ns/energyinterop/201110",
            Self::Pyld => "http://docs.oasis-open.org/ns/energyinterop/201110/payloads",
            Self::Xcal => "urn:ietf:params:xml:ns:icalendar-2.0",
            Self::Strm => "urn:ietf:params:xml:ns:icalendar-2.0:stream",
            Self::Emix => "http://docs.oasis-open.org/ns/emix/2011/06",
            Self::Power => "http://docs.oasis-open.org/ns/emix/2011/06/power",
            Self::Scale => "http://docs.oasis-open.org/ns/emix/2011/06/siscale",
            Self::Gml => "http://www.opengis.net/gml/3.2",
            Self::Currency => "urn:un:unece:uncefact:codelist:standard:5:ISO42173A:2010-04-07",
            Self::Atom => "http://www.w3.org/2005/Atom",
            Self::Espi => "http://naesb.org/espi",
            Self::Ds => "http://www.w3.org/2000/09/xmldsig#",
            Self::Other => "",
        }
    }
}
