// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Elements of which one of several stands.

use super::prelude::*;

/// A payload: what `oadr:oadrSignedObject` holds.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Message {
    /// `oadr:oadrDistributeEvent`, 2.0b and 2.0a.
    DistributeEvent(OadrDistributeEvent),
    /// `oadr:oadrCreatedEvent`, 2.0b and 2.0a.
    CreatedEvent(OadrCreatedEvent),
    /// `oadr:oadrRequestEvent`, 2.0b and 2.0a.
    RequestEvent(OadrRequestEvent),
    /// `oadr:oadrResponse`, 2.0b and 2.0a.
    Response(OadrResponse),
    /// `oadr:oadrCancelOpt`, 2.0b.
    CancelOpt(OadrCancelOpt),
    /// `oadr:oadrCanceledOpt`, 2.0b.
    CanceledOpt(OadrCanceledOpt),
    /// `oadr:oadrCreateOpt`, 2.0b.
    CreateOpt(OadrCreateOpt),
    /// `oadr:oadrCreatedOpt`, 2.0b.
    CreatedOpt(OadrCreatedOpt),
    /// `oadr:oadrCancelReport`, 2.0b.
    CancelReport(OadrCancelReport),
    /// `oadr:oadrCanceledReport`, 2.0b.
    CanceledReport(OadrCanceledReport),
    /// `oadr:oadrCreateReport`, 2.0b.
    CreateReport(OadrCreateReport),
    /// `oadr:oadrCreatedReport`, 2.0b.
    CreatedReport(OadrCreatedReport),
    /// `oadr:oadrRegisterReport`, 2.0b.
    RegisterReport(OadrRegisterReport),
    /// `oadr:oadrRegisteredReport`, 2.0b.
    RegisteredReport(OadrRegisteredReport),
    /// `oadr:oadrUpdateReport`, 2.0b.
    UpdateReport(OadrUpdateReport),
    /// `oadr:oadrUpdatedReport`, 2.0b.
    UpdatedReport(OadrUpdatedReport),
    /// `oadr:oadrCancelPartyRegistration`, 2.0b.
    CancelPartyRegistration(OadrCancelPartyRegistration),
    /// `oadr:oadrCanceledPartyRegistration`, 2.0b.
    CanceledPartyRegistration(OadrCanceledPartyRegistration),
    /// `oadr:oadrCreatePartyRegistration`, 2.0b.
    CreatePartyRegistration(OadrCreatePartyRegistration),
    /// `oadr:oadrCreatedPartyRegistration`, 2.0b.
    CreatedPartyRegistration(OadrCreatedPartyRegistration),
    /// `oadr:oadrRequestReregistration`, 2.0b.
    RequestReregistration(OadrRequestReregistration),
    /// `oadr:oadrQueryRegistration`, 2.0b.
    QueryRegistration(OadrQueryRegistration),
    /// `oadr:oadrPoll`, 2.0b.
    Poll(OadrPoll),
}

impl Default for Message {
    fn default() -> Self {
        Self::DistributeEvent(Default::default())
    }
}

impl Message {
    /// Those of its names that 2.0a has.
    pub(crate) const NAMES_IN_A: &'static [Name] = &[n(Ns::Oadr, "oadrDistributeEvent"), n(Ns::Oadr, "oadrCreatedEvent"), n(Ns::Oadr, "oadrRequestEvent"), n(Ns::Oadr, "oadrResponse")];
}

group!(
    Message,
    0 DistributeEvent(OadrDistributeEvent) = Oadr "oadrDistributeEvent",
    1 CreatedEvent(OadrCreatedEvent) = Oadr "oadrCreatedEvent",
    2 RequestEvent(OadrRequestEvent) = Oadr "oadrRequestEvent",
    3 Response(OadrResponse) = Oadr "oadrResponse",
    4 CancelOpt(OadrCancelOpt) = Oadr "oadrCancelOpt",
    5 CanceledOpt(OadrCanceledOpt) = Oadr "oadrCanceledOpt",
    6 CreateOpt(OadrCreateOpt) = Oadr "oadrCreateOpt",
    7 CreatedOpt(OadrCreatedOpt) = Oadr "oadrCreatedOpt",
    8 CancelReport(OadrCancelReport) = Oadr "oadrCancelReport",
    9 CanceledReport(OadrCanceledReport) = Oadr "oadrCanceledReport",
    10 CreateReport(OadrCreateReport) = Oadr "oadrCreateReport",
    11 CreatedReport(OadrCreatedReport) = Oadr "oadrCreatedReport",
    12 RegisterReport(OadrRegisterReport) = Oadr "oadrRegisterReport",
    13 RegisteredReport(OadrRegisteredReport) = Oadr "oadrRegisteredReport",
    14 UpdateReport(OadrUpdateReport) = Oadr "oadrUpdateReport",
    15 UpdatedReport(OadrUpdatedReport) = Oadr "oadrUpdatedReport",
    16 CancelPartyRegistration(OadrCancelPartyRegistration) = Oadr "oadrCancelPartyRegistration",
    17 CanceledPartyRegistration(OadrCanceledPartyRegistration) = Oadr "oadrCanceledPartyRegistration",
    18 CreatePartyRegistration(OadrCreatePartyRegistration) = Oadr "oadrCreatePartyRegistration",
    19 CreatedPartyRegistration(OadrCreatedPartyRegistration) = Oadr "oadrCreatedPartyRegistration",
    20 RequestReregistration(OadrRequestReregistration) = Oadr "oadrRequestReregistration",
    21 QueryRegistration(OadrQueryRegistration) = Oadr "oadrQueryRegistration",
    22 Poll(OadrPoll) = Oadr "oadrPoll",
);

impl From<OadrDistributeEvent> for Message {
    fn from(payload: OadrDistributeEvent) -> Self {
        Self::DistributeEvent(payload)
    }
}

impl From<OadrCreatedEvent> for Message {
    fn from(payload: OadrCreatedEvent) -> Self {
        Self::CreatedEvent(payload)
    }
}

impl From<OadrRequestEvent> for Message {
    fn from(payload: OadrRequestEvent) -> Self {
        Self::RequestEvent(payload)
    }
}

impl From<OadrResponse> for Message {
    fn from(payload: OadrResponse) -> Self {
        Self::Response(payload)
    }
}

impl From<OadrCancelOpt> for Message {
    fn from(payload: OadrCancelOpt) -> Self {
        Self::CancelOpt(payload)
    }
}

impl From<OadrCanceledOpt> for Message {
    fn from(payload: OadrCanceledOpt) -> Self {
        Self::CanceledOpt(payload)
    }
}

impl From<OadrCreateOpt> for Message {
    fn from(payload: OadrCreateOpt) -> Self {
        Self::CreateOpt(payload)
    }
}

impl From<OadrCreatedOpt> for Message {
    fn from(payload: OadrCreatedOpt) -> Self {
        Self::CreatedOpt(payload)
    }
}

impl From<OadrCancelReport> for Message {
    fn from(payload: OadrCancelReport) -> Self {
        Self::CancelReport(payload)
    }
}

impl From<OadrCanceledReport> for Message {
    fn from(payload: OadrCanceledReport) -> Self {
        Self::CanceledReport(payload)
    }
}

impl From<OadrCreateReport> for Message {
    fn from(payload: OadrCreateReport) -> Self {
        Self::CreateReport(payload)
    }
}

impl From<OadrCreatedReport> for Message {
    fn from(payload: OadrCreatedReport) -> Self {
        Self::CreatedReport(payload)
    }
}

impl From<OadrRegisterReport> for Message {
    fn from(payload: OadrRegisterReport) -> Self {
        Self::RegisterReport(payload)
    }
}

impl From<OadrRegisteredReport> for Message {
    fn from(payload: OadrRegisteredReport) -> Self {
        Self::RegisteredReport(payload)
    }
}

impl From<OadrUpdateReport> for Message {
    fn from(payload: OadrUpdateReport) -> Self {
        Self::UpdateReport(payload)
    }
}

impl From<OadrUpdatedReport> for Message {
    fn from(payload: OadrUpdatedReport) -> Self {
        Self::UpdatedReport(payload)
    }
}

impl From<OadrCancelPartyRegistration> for Message {
    fn from(payload: OadrCancelPartyRegistration) -> Self {
        Self::CancelPartyRegistration(payload)
    }
}

impl From<OadrCanceledPartyRegistration> for Message {
    fn from(payload: OadrCanceledPartyRegistration) -> Self {
        Self::CanceledPartyRegistration(payload)
    }
}

impl From<OadrCreatePartyRegistration> for Message {
    fn from(payload: OadrCreatePartyRegistration) -> Self {
        Self::CreatePartyRegistration(payload)
    }
}

impl From<OadrCreatedPartyRegistration> for Message {
    fn from(payload: OadrCreatedPartyRegistration) -> Self {
        Self::CreatedPartyRegistration(payload)
    }
}

impl From<OadrRequestReregistration> for Message {
    fn from(payload: OadrRequestReregistration) -> Self {
        Self::RequestReregistration(payload)
    }
}

impl From<OadrQueryRegistration> for Message {
    fn from(payload: OadrQueryRegistration) -> Self {
        Self::QueryRegistration(payload)
    }
}

impl From<OadrPoll> for Message {
    fn from(payload: OadrPoll) -> Self {
        Self::Poll(payload)
    }
}

/// What may stand for `ei:payloadBase`.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Payload {
    /// `oadr:oadrPayloadResourceStatus`, 2.0b.
    OadrPayloadResourceStatus(OadrPayloadResourceStatus),
    /// `ei:payloadFloat`, 2.0b and 2.0a.
    PayloadFloat(PayloadFloat),
}

impl Default for Payload {
    fn default() -> Self {
        Self::PayloadFloat(Default::default())
    }
}

impl Payload {
    /// Those of its names that 2.0a has.
    pub(crate) const NAMES_IN_A: &'static [Name] = &[n(Ns::Ei, "payloadFloat")];
}

group!(
    Payload,
    0 OadrPayloadResourceStatus(OadrPayloadResourceStatus) = Oadr "oadrPayloadResourceStatus",
    1 PayloadFloat(PayloadFloat) = Ei "payloadFloat",
);

/// What may stand for `strm:streamPayloadBase`.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum StreamPayload {
    /// `oadr:oadrGBPayload`, 2.0b.
    OadrGBPayload(OadrGBStreamPayloadBase),
    /// `oadr:oadrReportPayload`, 2.0b.
    OadrReportPayload(OadrReportPayload),
    /// `ei:signalPayload`, 2.0b and 2.0a.
    SignalPayload(SignalPayload),
}

impl Default for StreamPayload {
    fn default() -> Self {
        Self::SignalPayload(Default::default())
    }
}

impl StreamPayload {
    /// Those of its names that 2.0a has.
    pub(crate) const NAMES_IN_A: &'static [Name] = &[n(Ns::Ei, "signalPayload")];
}

group!(
    StreamPayload,
    0 OadrGBPayload(OadrGBStreamPayloadBase) = Oadr "oadrGBPayload",
    1 OadrReportPayload(OadrReportPayload) = Oadr "oadrReportPayload",
    2 SignalPayload(SignalPayload) = Ei "signalPayload",
);

/// What may stand for `emix:itemBase`.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum ItemBase {
    /// `oadr:customUnit`, 2.0b.
    CustomUnit(BaseUnit),
    /// `oadr:current`, 2.0b.
    Current(Current),
    /// `oadr:currency`, 2.0b.
    Currency(Currency),
    /// `oadr:currencyPerKWh`, 2.0b.
    CurrencyPerKWh(Currency),
    /// `oadr:currencyPerKW`, 2.0b.
    CurrencyPerKW(Currency),
    /// `oadr:currencyPerThm`, 2.0b.
    CurrencyPerThm(Currency),
    /// `oadr:frequency`, 2.0b.
    Frequency(Frequency),
    /// `oadr:Therm`, 2.0b.
    Therm(Therm),
    /// `oadr:temperature`, 2.0b.
    Temperature(Temperature),
    /// `oadr:pulseCount`, 2.0b.
    PulseCount(PulseCount),
    /// `oadr:oadrGBDataDescription`, 2.0b.
    OadrGBDataDescription(OadrGBItemBase),
    /// `power:voltage`, 2.0b.
    Voltage(Voltage),
    /// `power:energyApparent`, 2.0b.
    EnergyApparent(EnergyApparent),
    /// `power:energyReactive`, 2.0b.
    EnergyReactive(EnergyReactive),
    /// `power:energyReal`, 2.0b.
    EnergyReal(EnergyReal),
    /// `power:powerApparent`, 2.0b.
    PowerApparent(PowerApparent),
    /// `power:powerReactive`, 2.0b.
    PowerReactive(PowerReactive),
    /// `power:powerReal`, 2.0b.
    PowerReal(PowerReal),
}

impl Default for ItemBase {
    fn default() -> Self {
        Self::CustomUnit(Default::default())
    }
}

impl ItemBase {
    /// Those of its names that 2.0a has.
    pub(crate) const NAMES_IN_A: &'static [Name] = &[];
}

group!(
    ItemBase,
    0 CustomUnit(BaseUnit) = Oadr "customUnit",
    1 Current(Current) = Oadr "current",
    2 Currency(Currency) = Oadr "currency",
    3 CurrencyPerKWh(Currency) = Oadr "currencyPerKWh",
    4 CurrencyPerKW(Currency) = Oadr "currencyPerKW",
    5 CurrencyPerThm(Currency) = Oadr "currencyPerThm",
    6 Frequency(Frequency) = Oadr "frequency",
    7 Therm(Therm) = Oadr "Therm",
    8 Temperature(Temperature) = Oadr "temperature",
    9 PulseCount(PulseCount) = Oadr "pulseCount",
    10 OadrGBDataDescription(OadrGBItemBase) = Oadr "oadrGBDataDescription",
    11 Voltage(Voltage) = Power "voltage",
    12 EnergyApparent(EnergyApparent) = Power "energyApparent",
    13 EnergyReactive(EnergyReactive) = Power "energyReactive",
    14 EnergyReal(EnergyReal) = Power "energyReal",
    15 PowerApparent(PowerApparent) = Power "powerApparent",
    16 PowerReactive(PowerReactive) = Power "powerReactive",
    17 PowerReal(PowerReal) = Power "powerReal",
);
