// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `messaging`.

use super::prelude::*;

/// `MessagingProgram`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MessagingProgram {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ActiveTextMessageListLink`: ActiveTextMessageListLink, optional, both editions.
    pub active_text_message_list_link: Option<ActiveTextMessageListLink>,
    /// `locale`: LocaleType, required, both editions.
    pub locale: LocaleType,
    /// `primacy`: PrimacyType, required, both editions.
    pub primacy: PrimacyType,
    /// `TextMessageListLink`: TextMessageListLink, optional, both editions.
    pub text_message_list_link: Option<TextMessageListLink>,
}

impl Node for MessagingProgram {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MessagingProgram", "MessagingProgram", false, &["Resource", "SubscribableIdentifiedObject", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ActiveTextMessageListLink", Maybe, B, 0),
            el("locale", One, B, 42),
            el("primacy", One, B, 0),
            el("TextMessageListLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.mrid,
            3 => &self.description,
            4 => &self.version,
            5 => &self.active_text_message_list_link,
            6 => &self.locale,
            7 => &self.primacy,
            8 => &self.text_message_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.mrid,
            3 => &mut self.description,
            4 => &mut self.version,
            5 => &mut self.active_text_message_list_link,
            6 => &mut self.locale,
            7 => &mut self.primacy,
            8 => &mut self.text_message_list_link,
            _ => return None,
        })
    }
}

element!(MessagingProgram, "MessagingProgram", subscribable B);

/// `MessagingProgramList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MessagingProgramList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `MessagingProgram`: MessagingProgram, any number, both editions.
    pub messaging_program: Vec<MessagingProgram>,
}

impl Node for MessagingProgramList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MessagingProgramList", "MessagingProgramList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("MessagingProgram", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.poll_rate,
            5 => &self.messaging_program,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.poll_rate,
            5 => &mut self.messaging_program,
            _ => return None,
        })
    }
}

element!(MessagingProgramList, "MessagingProgramList", subscribable B);

/// `PriorityType` [X18/X23 PriorityType], 2018 and 2023: UInt8.
pub type PriorityType = UInt8;

/// `TextMessage`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMessage {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, both editions.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, both editions, default 00.
    pub response_required: Option<HexBinary8>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `EventStatus`: EventStatus, required, both editions.
    pub event_status: EventStatus,
    /// `interval`: DateTimeInterval, required, both editions.
    pub interval: DateTimeInterval,
    /// `originator`: String20, optional, both editions.
    pub originator: Option<String20>,
    /// `priority`: PriorityType, required, both editions.
    pub priority: PriorityType,
    /// `textMessage`: string, required, both editions.
    pub text_message: String,
}

impl Node for TextMessage {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TextMessage", "TextMessage", false, &["Event", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("EventStatus", One, B, 0),
            el("interval", One, B, 0),
            el("originator", Maybe, B, 20),
            el("priority", One, B, 0),
            el("textMessage", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.reply_to,
            2 => &self.response_required,
            3 => &self.subscribable,
            4 => &self.mrid,
            5 => &self.description,
            6 => &self.version,
            7 => &self.creation_time,
            8 => &self.event_status,
            9 => &self.interval,
            10 => &self.originator,
            11 => &self.priority,
            12 => &self.text_message,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.reply_to,
            2 => &mut self.response_required,
            3 => &mut self.subscribable,
            4 => &mut self.mrid,
            5 => &mut self.description,
            6 => &mut self.version,
            7 => &mut self.creation_time,
            8 => &mut self.event_status,
            9 => &mut self.interval,
            10 => &mut self.originator,
            11 => &mut self.priority,
            12 => &mut self.text_message,
            _ => return None,
        })
    }
}

element!(TextMessage, "TextMessage", subscribable B);

/// `TextMessageList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMessageList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `TextMessage`: TextMessage, any number, both editions.
    pub text_message: Vec<TextMessage>,
}

impl Node for TextMessageList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TextMessageList", "TextMessageList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("TextMessage", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.text_message,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.text_message,
            _ => return None,
        })
    }
}

element!(TextMessageList, "TextMessageList", subscribable B);
