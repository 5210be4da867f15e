//! An event as the reference VTN sends it: SIMPLE level 1 unless it is told otherwise.

use super::clock::now_s;
use super::say::{moment, seconds};
use tieline_schemas::oadr2 as wire;
use wire::{EventStatus, ItemBase, SignalType};

/// An event that is being put together.
#[derive(Debug, Clone)]
pub(super) struct Event(wire::OadrEvent);

impl Event {
    /// An event of SIMPLE level 1 from `start_s` on for so many seconds, made just now.
    pub(super) fn new(id: &str, market_context: &str, ven_id: &str, start_s: i64, length_s: u32) -> Self {
        let event = wire::OadrEvent {
            ei_event: wire::EiEvent {
                event_descriptor: wire::EventDescriptor {
                    event_id: id.to_owned(),
                    ei_market_context: wire::EiMarketContext { market_context: market_context.to_owned() },
                    created_date_time: moment(now_s()),
                    test_event: Some("false".to_owned()),
                    ..Default::default()
                },
                ei_active_period: wire::EiActivePeriod {
                    properties: wire::Properties {
                        dtstart: moment(start_s).into(),
                        duration: seconds(length_s),
                        ..Default::default()
                    },
                    ..Default::default()
                },
                ei_event_signals: wire::EiEventSignals::default(),
                ei_target: wire::EiTarget { ven_id: vec![ven_id.to_owned()], ..Default::default() },
            },
            oadr_response_required: wire::ResponseRequired::Always,
        };
        Self(event).signal("SIMPLE", SignalType::Level, None, 1.0).status_by_clock()
    }

    /// Far, near or active, as it is now; near begins with the ramp-up.
    fn status_by_clock(mut self) -> Self {
        let properties = &self.0.ei_event.ei_active_period.properties;
        let start_s = properties.dtstart.date_time.unix_seconds();
        let ramp_s = properties.x_ei_ramp_up.as_ref().and_then(|ramp| ramp.duration.to_seconds()).unwrap_or(0);
        let now_s = now_s();
        let status = match () {
            () if start_s <= now_s => EventStatus::Active,
            () if start_s - ramp_s <= now_s => EventStatus::Near,
            () => EventStatus::Far,
        };
        self.0.ei_event.event_descriptor.event_status = status;
        let active = status == EventStatus::Active;
        for signal in &mut self.0.ei_event.ei_event_signals.ei_event_signal {
            // 0 until it is active [OADR2b rule 14].
            let value = if active { first_value(signal) } else { 0.0 };
            signal.current_value = Some(wire::CurrentValue { payload_float: value.into() });
        }
        self
    }

    /// This signal alone, one value over the whole period.
    pub(super) fn only(mut self, name: &str, kind: SignalType, item: Option<ItemBase>, value: f64) -> Self {
        self.0.ei_event.ei_event_signals.ei_event_signal.clear();
        self.signal(name, kind, item, value).status_by_clock()
    }

    /// One signal more, over the whole period; its intervals are numbered from 0 [OADR2b rule 2].
    pub(super) fn signal(mut self, name: &str, kind: SignalType, item: Option<ItemBase>, value: f64) -> Self {
        let signals = &mut self.0.ei_event.ei_event_signals.ei_event_signal;
        let interval = wire::Interval {
            duration: Some(self.0.ei_event.ei_active_period.properties.duration.clone()),
            uid: Some(wire::Uid { text: "0".to_owned() }),
            stream_payload_base: vec![payload(value)],
            ..Default::default()
        };
        signals.push(wire::EiEventSignal {
            intervals: wire::Intervals { interval: vec![interval] },
            signal_name: name.to_owned(),
            signal_type: kind,
            signal_id: format!("signal-{}", signals.len()),
            item_base: item,
            current_value: Some(wire::CurrentValue { payload_float: 0.0.into() }),
            ..Default::default()
        });
        self
    }

    pub(super) fn never(mut self) -> Self {
        self.0.oadr_response_required = wire::ResponseRequired::Never;
        self
    }

    pub(super) fn modification(mut self, number: u32) -> Self {
        self.0.ei_event.event_descriptor.modification_number = number;
        self
    }

    pub(super) fn cancelled(mut self) -> Self {
        self.0.ei_event.event_descriptor.event_status = EventStatus::Cancelled;
        self
    }

    pub(super) fn priority(mut self, priority: u32) -> Self {
        self.0.ei_event.event_descriptor.priority = Some(priority);
        self
    }

    pub(super) fn test(mut self, text: &str) -> Self {
        self.0.ei_event.event_descriptor.test_event = Some(text.to_owned());
        self
    }

    pub(super) fn context(mut self, market_context: &str) -> Self {
        self.0.ei_event.event_descriptor.ei_market_context.market_context = market_context.to_owned();
        self
    }

    /// Aimed at another VEN alone.
    pub(super) fn target(mut self, ven_id: &str) -> Self {
        self.0.ei_event.ei_target.ven_id = vec![ven_id.to_owned()];
        self
    }

    pub(super) fn start_after(mut self, within_s: u32) -> Self {
        let tolerate = wire::Tolerate { startafter: Some(wire::Duration::from_seconds(within_s)) };
        self.0.ei_event.ei_active_period.properties.tolerance = Some(wire::Tolerance { tolerate });
        self
    }

    /// With a notification, a ramp-up and a recovery, in seconds.
    pub(super) fn margins(mut self, notification_s: u32, ramp_up_s: u32, recovery_s: u32) -> Self {
        let properties = &mut self.0.ei_event.ei_active_period.properties;
        properties.x_ei_notification = Some(seconds(notification_s));
        properties.x_ei_ramp_up = Some(seconds(ramp_up_s));
        properties.x_ei_recovery = Some(seconds(recovery_s));
        self.status_by_clock()
    }

    /// With a baseline of one interval, over the same period.
    pub(super) fn baseline(mut self, item: ItemBase, value: f64) -> Self {
        let properties = &self.0.ei_event.ei_active_period.properties;
        let interval = wire::Interval {
            duration: Some(properties.duration.clone()),
            uid: Some(wire::Uid { text: "0".to_owned() }),
            stream_payload_base: vec![payload(value)],
            ..Default::default()
        };
        self.0.ei_event.ei_event_signals.ei_event_baseline = Some(wire::EiEventBaseline {
            dtstart: properties.dtstart.clone(),
            duration: properties.duration.clone(),
            intervals: wire::Intervals { interval: vec![interval] },
            baseline_id: "baseline-0".to_owned(),
            resource_id: Vec::new(),
            baseline_name: "baseline".to_owned(),
            item_base: Some(item),
        });
        self
    }

    pub(super) fn build(self) -> wire::OadrEvent {
        self.0
    }
}

fn payload(value: f64) -> wire::StreamPayload {
    wire::StreamPayload::SignalPayload(wire::SignalPayload { payload_base: wire::Payload::PayloadFloat(value.into()) })
}

fn first_value(signal: &wire::EiEventSignal) -> f64 {
    let interval = signal.intervals.interval.first();
    let found = interval.and_then(|interval| interval.stream_payload_base.first());
    match found {
        Some(wire::StreamPayload::SignalPayload(wire::SignalPayload {
            payload_base: wire::Payload::PayloadFloat(float),
        })) => float.value,
        _ => 0.0,
    }
}

/// powerReal in watts.
pub(super) fn watts() -> ItemBase {
    let decimal = |digits| wire::Decimal::new(digits, 0).unwrap_or_default();
    ItemBase::PowerReal(wire::PowerReal {
        item_units: wire::PowerRealUnits::Watts,
        si_scale_code: wire::SiScaleCode::None,
        power_attributes: wire::PowerAttributes { hertz: decimal(50), voltage: decimal(230), ac: true },
    })
}

/// A price per kilowatt-hour.
pub(super) fn price() -> ItemBase {
    ItemBase::CurrencyPerKWh(wire::Currency {
        item_description: wire::CurrencyItemDescription::CurrencyPerKWh,
        ..Default::default()
    })
}
