// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://docs.oasis-open.org/ns/energyinterop/201110/payloads`.

use super::prelude::*;

/// `pyld:eiRequestEvent`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiRequestEvent {
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
    /// `pyld:replyLimit`: xs:unsignedInt, optional.
    pub reply_limit: Option<u32>,
}

impl Node for EiRequestEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiRequestEvent", &[
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "venID")], One, Keep),
            el(&[n(Ns::Pyld, "replyLimit")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.request_id,
            1 => &self.ven_id,
            2 => &self.reply_limit,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.request_id,
            1 => &mut self.ven_id,
            2 => &mut self.reply_limit,
            _ => return None,
        })
    }
}

/// `pyld:eiCreatedEvent`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiCreatedEvent {
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:eventResponses`: ei:eventResponses, optional.
    pub event_responses: Option<EventResponses>,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
}

impl Node for EiCreatedEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiCreatedEvent", &[
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "eventResponses")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.ei_response,
            1 => &self.event_responses,
            2 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.ei_response,
            1 => &mut self.event_responses,
            2 => &mut self.ven_id,
            _ => return None,
        })
    }
}
