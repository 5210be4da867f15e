//! One measured figure beside its peer's.

/// A figure. Where there is a peer, both were measured in the same run on the same machine.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Its name: `sep2.decode`.
    pub(crate) name: &'static str,
    /// Our figure.
    pub(crate) value: f64,
    /// Its unit: `us`, `ms`, `MB`, `1/s`.
    pub(crate) unit: &'static str,
    /// The peer, with its version.
    pub(crate) peer: Option<&'static str>,
    /// The peer's figure, in the same unit.
    pub(crate) peer_value: Option<f64>,
    /// The peer's cost over ours: above 1 we are ahead.
    pub(crate) ratio: Option<f64>,
}

impl Row {
    /// A figure of ours alone.
    pub(crate) fn alone(name: &'static str, value: f64, unit: &'static str) -> Self {
        Self { name, value, unit, peer: None, peer_value: None, ratio: None }
    }

    /// Two costs (times, bytes): the smaller the better.
    pub(crate) fn cost(
        name: &'static str,
        value: f64,
        unit: &'static str,
        peer: &'static str,
        peer_value: f64,
    ) -> Self {
        Self {
            ratio: Some(peer_value / value),
            peer: Some(peer),
            peer_value: Some(peer_value),
            ..Self::alone(name, value, unit)
        }
    }

    /// Two rates: the larger the better.
    pub(crate) fn rate(
        name: &'static str,
        value: f64,
        unit: &'static str,
        peer: &'static str,
        peer_value: f64,
    ) -> Self {
        Self {
            ratio: Some(value / peer_value),
            peer: Some(peer),
            peer_value: Some(peer_value),
            ..Self::alone(name, value, unit)
        }
    }
}
