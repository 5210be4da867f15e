//! The kept types of the standard: what they link to, by the last segment of the address (`-`: to nothing, whatever the
//! document said), and the order of their lists
//! [2030.5 Table of list ordering, unverified: as peers serve them].

use super::super::resources::Unavailable;
use super::kept::{
    EventFields, Facts, Here, Kept, Kind, ListKind, Rank, Within, down, holds, is_subscribable, kept, mrid_down, read,
    say_subscribable, shown_at, up,
};
use std::cmp::Reverse;
use tieline_core::model::{Lfdi, Mrid};
use tieline_schemas::sep2 as wire;

/// The order of programs: by primacy, then mRID.
macro_rules! by_primacy {
    ($item:ident) => {
        Facts {
            order: vec![up($item.primacy), mrid_down($item.mrid)],
            description: words(&$item.description),
            ..Facts::default()
        }
    };
}

/// The order of events: by start, then the latest made, then mRID.
macro_rules! by_start {
    ($item:ident) => {
        Facts {
            order: vec![up($item.interval.start), down($item.creation_time), mrid_down($item.mrid)],
            time: Some($item.interval.start),
            ..Facts::default()
        }
    };
}

/// The order of what has a name alone.
macro_rules! by_mrid {
    ($item:ident) => {
        Facts { order: vec![mrid_down($item.mrid)], description: words(&$item.description), ..Facts::default() }
    };
}

/// The fields of an event.
macro_rules! event_fields {
    ($event:ident, $randomize:expr, $rivals:expr, $modes:expr) => {
        EventFields {
            randomize: $randomize,
            rivals: $rivals,
            modes: $modes,
            reply_to: &mut $event.reply_to,
            created: &mut $event.creation_time,
            status: &mut $event.event_status,
            interval: &$event.interval,
        }
    };
}

fn words(description: &Option<String>) -> String {
    description.clone().unwrap_or_default()
}

// What a device says of itself is of the device that its certificate names [2030.5 DeviceInformation].

kept!(DEVICE_INFORMATION = DeviceInformation, polled poll_rate,
    links { supported_locale_list_link = "-" },
    facts |item| Facts { lfdi: Some(Lfdi(item.lfdi.0)), ..Facts::default() });
kept!(DEVICE_STATUS = DeviceStatus, polled poll_rate, links { time_link = "-" });
kept!(POWER_STATUS = PowerStatus, polled poll_rate);
kept!(CONFIGURATION = Configuration, polled poll_rate, links { price_response_cfg_list_link = "-" });
kept!(FILE_STATUS = FileStatus, polled poll_rate);
kept!(IP_INTERFACE = IPInterface,
    links { ip_addr_list_link = "-", ll_interface_list_link = "-" },
    list IPInterfaceList ip_interface poll_rate);
kept!(LOAD_SHED_AVAILABILITY = LoadShedAvailability, list LoadShedAvailabilityList load_shed_availability poll_rate);
kept!(FLOW_RESERVATION_REQUEST = FlowReservationRequest,
    facts |item| Facts {
        order: vec![up(item.interval_requested.start), down(item.creation_time), mrid_down(item.mrid)],
        time: Some(item.interval_requested.start),
        ..Facts::default()
    },
    mrid mrid, list FlowReservationRequestList flow_reservation_request poll_rate);
kept!(FLOW_RESERVATION_RESPONSE = FlowReservationResponse,
    facts |item| Facts { subject: Some(Mrid(item.subject.0)), ..by_start!(item) },
    mrid mrid,
    event |event| event_fields!(event, [None; 2], u128::from_be_bytes(event.subject.0), 0),
    list FlowReservationResponseList flow_reservation_response poll_rate);
kept!(SELF_DEVICE = SelfDevice, polled poll_rate,
links {
    configuration_link = "-", der_list_link = "-", device_information_link = "di", device_status_link = "dstat",
    file_status_link = "-", ip_interface_list_link = "-", load_shed_availability_list_link = "-",
    log_event_list_link = "-", power_status_link = "ps",
});

// Demand response and load control: controls of the same categories displace each other [2030.5 EndDeviceControl].

kept!(DEMAND_RESPONSE_PROGRAM = DemandResponseProgram,
    links { active_end_device_control_list_link = "actedc", end_device_control_list_link = "edc" },
    facts |item| by_primacy!(item), mrid mrid, list DemandResponseProgramList demand_response_program poll_rate);
kept!(END_DEVICE_CONTROL = EndDeviceControl,
    facts |item| by_start!(item), mrid mrid,
    event |event| event_fields!(event, [event.randomize_start, event.randomize_duration], 0, event.device_category.0.into()),
    list EndDeviceControlList end_device_control);

// Messaging. Texts stand beside each other: none displaces another [2030.5 TextMessage].

kept!(MESSAGING_PROGRAM = MessagingProgram,
    links { active_text_message_list_link = "acttxt", text_message_list_link = "txt" },
    facts |item| by_primacy!(item), mrid mrid, list MessagingProgramList messaging_program poll_rate);
kept!(TEXT_MESSAGE = TextMessage,
    facts |item| by_start!(item), mrid mrid,
    event |event| event_fields!(event, [None; 2], u128::from_be_bytes(event.mrid.0), 0),
    list TextMessageList text_message);

// Pricing: the intervals of a rate component displace each other [2030.5 TimeTariffInterval].

kept!(TARIFF_PROFILE = TariffProfile,
    links { combined_time_tariff_interval_list_link = "ctti", rate_component_list_link = "rc" },
    facts |item| by_primacy!(item), mrid mrid, list TariffProfileList tariff_profile poll_rate);
kept!(RATE_COMPONENT = RateComponent,
    links {
        active_time_tariff_interval_list_link = "acttti", reading_type_link = "rt", time_tariff_interval_list_link = "tti",
    },
    needs ["rt"], facts |item| by_mrid!(item), mrid mrid, list RateComponentList rate_component);
kept!(READING_TYPE = ReadingType);
kept!(TIME_TARIFF_INTERVAL = TimeTariffInterval,
    links { consumption_tariff_interval_list_link = "cti" },
    facts |item| by_start!(item), mrid mrid,
    event |event| event_fields!(event, [event.randomize_start, event.randomize_duration], 0, 0),
    within "cti" by price_blocks,
    list TimeTariffIntervalList time_tariff_interval poll_rate);
kept!(CONSUMPTION_TARIFF_INTERVAL = ConsumptionTariffInterval,
    facts |item| Facts { order: vec![up(i64::try_from(item.start_value.get()).unwrap_or(i64::MAX))], ..Facts::default() },
    list ConsumptionTariffIntervalList consumption_tariff_interval);

/// The blocks of a price and its rate component within it, so that a client of the combined list asks for no more
/// [CSIP-AUS ConsumptionTariffIntervalListSummary] [CSIP-AUS RateComponentLink].
fn price_blocks(price: &mut wire::TimeTariffInterval, within: Option<&Within>) -> Result<(), Unavailable> {
    price.rate_component_link = within.map(|within| wire::RateComponentLink { href: within.above.clone() });
    price.consumption_tariff_interval_list_summary = within.map(summary).transpose()?;
    Ok(())
}

fn summary(within: &Within) -> Result<wire::ConsumptionTariffIntervalListSummary, Unavailable> {
    let blocks = within.documents.iter().map(|(address, xml)| {
        let block: wire::ConsumptionTariffInterval = read(xml)?;
        Ok(wire::ConsumptionTariffInterval { href: Some(address.clone()), ..block })
    });
    Ok(wire::ConsumptionTariffIntervalListSummary {
        all: within.all,
        results: within.documents.len() as u32,
        consumption_tariff_interval: blocks.collect::<Result<_, Unavailable>>()?,
        ..Default::default()
    })
}

// Files.

kept!(FILE = File,
    facts |item| Facts {
        order: vec![
            up(item.mf_id),
            Rank::Text(item.mf_model.clone()),
            Rank::TextDown(Reverse(item.mf_ver.clone())),
        ],
        ..Facts::default()
    },
    list FileList file poll_rate);

/// A kept file with the address and the size of its content, in bytes.
pub(in super::super) fn file_with(xml: &[u8], at: String, size: u32) -> Result<Vec<u8>, Unavailable> {
    let file: wire::File = read(xml)?;
    Ok(super::keep(&wire::File { file_uri: at, size, ..file }))
}

// Billing.

kept!(CUSTOMER_ACCOUNT = CustomerAccount,
    links { customer_agreement_list_link = "ca", service_supplier_link = "ss" },
    facts |item| Facts {
        order: vec![Rank::Text(words(&item.customer_name)), mrid_down(item.mrid)],
        ..Facts::default()
    },
    mrid mrid, list CustomerAccountList customer_account poll_rate);
kept!(SERVICE_SUPPLIER = ServiceSupplier, facts |item| by_mrid!(item), mrid mrid);
kept!(CUSTOMER_AGREEMENT = CustomerAgreement,
    links {
        active_billing_period_list_link = "actbp", active_projection_reading_list_link = "-",
        active_target_reading_list_link = "-", billing_period_list_link = "bp", historical_reading_list_link = "ver",
        prepayment_link = "-", projection_reading_list_link = "pro", target_reading_list_link = "tar",
        tariff_profile_link = "-", usage_point_link = "-",
    },
    facts |item| by_mrid!(item), mrid mrid, list CustomerAgreementList customer_agreement);
kept!(BILLING_PERIOD = BillingPeriod,
    facts |item| Facts {
        order: vec![down(item.interval.start)],
        time: Some(item.interval.start),
        holds: holds(&item.interval),
        ..Facts::default()
    },
    list BillingPeriodList billing_period);
kept!(HISTORICAL_READING = HistoricalReading,
    links { billing_reading_set_list_link = "brs", reading_type_link = "rt" },
    facts |item| by_mrid!(item), mrid mrid, list HistoricalReadingList historical_reading);
kept!(PROJECTION_READING = ProjectionReading,
    links { billing_reading_set_list_link = "brs", reading_type_link = "rt" },
    facts |item| by_mrid!(item), mrid mrid, list ProjectionReadingList projection_reading);
kept!(TARGET_READING = TargetReading,
    links { billing_reading_set_list_link = "brs", reading_type_link = "rt" },
    facts |item| by_mrid!(item), mrid mrid, list TargetReadingList target_reading);
kept!(BILLING_READING_SET = BillingReadingSet,
    links { billing_reading_list_link = "br" },
    facts |item| Facts {
        order: vec![down(item.time_period.start), mrid_down(item.mrid)],
        time: Some(item.time_period.start),
        ..Facts::default()
    },
    mrid mrid, list BillingReadingSetList billing_reading_set);
kept!(BILLING_READING = BillingReading,
    facts |item| {
        let start = item.time_period.as_ref().map(|period| period.start);
        let order = vec![
            up(start.unwrap_or(0)), up(item.consumption_block.unwrap_or(0)), up(item.tou_tier.unwrap_or(0)),
        ];
        Facts { order, time: start, ..Facts::default() }
    },
    list BillingReadingList billing_reading);

// Prepayment.

kept!(PREPAYMENT = Prepayment,
    links {
        account_balance_link = "ab", active_credit_register_list_link = "-", credit_register_list_link = "cr",
        active_supply_interruption_override_list_link = "actsi", prepay_operation_status_link = "os",
        supply_interruption_override_list_link = "si", usage_point_link = "-",
    },
    needs ["ab", "os"], facts |item| by_mrid!(item), mrid mrid, list PrepaymentList prepayment poll_rate);
kept!(ACCOUNT_BALANCE = AccountBalance);
kept!(PREPAY_OPERATION_STATUS = PrepayOperationStatus);
kept!(CREDIT_REGISTER = CreditRegister,
    facts |item| Facts {
        order: vec![down(item.effective_time), mrid_down(item.mrid)],
        time: Some(item.effective_time),
        ..Facts::default()
    },
    mrid mrid, list CreditRegisterList credit_register);
kept!(SUPPLY_INTERRUPTION_OVERRIDE = SupplyInterruptionOverride,
    facts |item| Facts {
        order: vec![up(item.interval.start), up(item.interval.duration)],
        time: Some(item.interval.start),
        holds: holds(&item.interval),
        ..Facts::default()
    },
    list SupplyInterruptionOverrideList supply_interruption_override);
