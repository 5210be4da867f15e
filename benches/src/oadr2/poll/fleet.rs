//! The load: every VEN of one VTN. One thread serves them all, so that the VTN pays for no more than its own work.

use super::pki::Pki;
use super::ven::Ven;
use super::vtn::Vtn;
use super::{Link, Result};

/// VENs, and so connections.
pub(super) const VENS: usize = 16;

/// VENs registered with one VTN.
pub(super) struct Fleet {
    vens: Vec<Ven>,
}

impl Fleet {
    /// Connects and registers each.
    pub(super) fn register(vtn: &Vtn, link: Link, pki: &Pki) -> Result<Self> {
        let one = |number| {
            let mut ven = match link {
                Link::Plain => Ven::plain(number, vtn.port())?,
                Link::Signed => Ven::signed(number, vtn.port(), pki)?,
            };
            ven.register().map_err(|cause| format!("{}: ven-{number}: {cause}", vtn.name()))?;
            Ok(ven)
        };
        Ok(Self { vens: (0..VENS).map(one).collect::<Result<_>>()? })
    }

    /// Polls this often, a poll of each VEN at a time: all are sent before the first answer is read. The first answer that is not
    /// what it should be is the error.
    pub(super) fn poll(&mut self, times: u32) -> Result<()> {
        let mut left = times as usize;
        while left > 0 {
            let now = &mut self.vens[..left.min(VENS)];
            now.iter_mut().try_for_each(Ven::make_poll)?;
            now.iter_mut().try_for_each(Ven::send_poll)?;
            now.iter_mut().try_for_each(Ven::hear_nothing)?;
            left -= now.len();
        }
        Ok(())
    }
}
