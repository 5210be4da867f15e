//! Aggregators, and the devices that an operator lets them act for.

use super::{Operator, OperatorError};
use crate::headend::documents::{DeviceDocument, GrantDocument};
use crate::headend::grants;
use crate::headend::key::Key;
use crate::headend::resources::Resources;
use tieline_core::model::Lfdi;

impl<R: Resources> Operator<'_, R> {
    /// Makes an enrolled identity an aggregator, or takes that back with all that is granted to it.
    pub fn aggregator(&mut self, lfdi: Lfdi, is_one: bool) -> Result<(), OperatorError> {
        let (number, device) = self.expect_device(lfdi)?;
        if !is_one {
            grants::end_of_aggregator(&mut self.draft, number)?;
        }
        match device.aggregator == is_one {
            true => Ok(()),
            false => self.change_device(lfdi, |device| device.aggregator = is_one),
        }
    }

    /// Lets an aggregator act for an enrolled device: read and write what is below it, and answer for it. Tells whether it
    /// is new.
    pub fn grant(&mut self, aggregator: Lfdi, device: Lfdi) -> Result<bool, OperatorError> {
        let acts = self.expect_grantable(aggregator, device)?;
        let (number, document) = self.expect_device(device)?;
        let new = GrantDocument { lfdi: document.lfdi, since: self.now, registered: false };
        Ok(grants::give(&mut self.draft, acts, number, new)?)
    }

    /// Takes a grant back: from the next request on the device is not there for the aggregator. Tells whether there was one.
    pub fn revoke(&mut self, aggregator: Lfdi, device: Lfdi) -> Result<bool, OperatorError> {
        let acts = self.expect_aggregator(aggregator)?;
        let (number, _) = self.expect_device(device)?;
        Ok(grants::take_back(&mut self.draft, acts, number)?)
    }

    /// Up to `limit` devices of an aggregator whose numbers come after `after`, and whether there are more.
    pub fn granted_after(
        &self,
        aggregator: Lfdi,
        after: u32,
        limit: usize,
    ) -> Result<(Vec<(u32, GrantDocument)>, bool), OperatorError> {
        let acts = self.expect_aggregator(aggregator)?;
        let mut later = grants::all_of_aggregator(&self.draft, acts)?.split_off(&after.saturating_add(1)).into_iter();
        let found = later.by_ref().take(limit).collect();
        Ok((found, later.next().is_some()))
    }

    /// The aggregators that act for a device.
    pub fn aggregators_of(&self, device: u32) -> Result<Vec<Lfdi>, OperatorError> {
        let numbers = grants::aggregators_of(&self.draft, device)?;
        let found = numbers.iter().map(|number| self.read(&Key::device(*number)));
        let found = found.collect::<Result<Vec<Option<DeviceDocument>>, _>>()?;
        Ok(found.into_iter().flatten().map(|device| device.lfdi).collect())
    }

    /// The number of an aggregator that may act for this device, enrolled or not yet.
    pub(super) fn expect_grantable(&self, aggregator: Lfdi, device: Lfdi) -> Result<u32, OperatorError> {
        if aggregator == device {
            let bound = "an aggregator acts for itself without a grant";
            return Err(OperatorError::Bound { what: "the device", found: device.to_string(), bound });
        }
        self.expect_aggregator(aggregator)
    }

    fn expect_aggregator(&self, lfdi: Lfdi) -> Result<u32, OperatorError> {
        match self.expect_device(lfdi)? {
            (number, device) if device.aggregator => Ok(number),
            _ => Err(OperatorError::NoAggregator(lfdi)),
        }
    }
}
