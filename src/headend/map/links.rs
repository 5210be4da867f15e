//! Links as fields of wire types, whatever type of link a field has.

use tieline_schemas::sep2 as wire;

/// A link as a field of a wire type.
pub(super) trait LinkField {
    /// Points the field to what is there; clears it if nothing is.
    fn point(&mut self, to: Option<(&str, Option<u32>)>);
}

impl<L: LinkField + Default> LinkField for Option<L> {
    fn point(&mut self, to: Option<(&str, Option<u32>)>) {
        *self = to.map(|to| {
            let mut link = L::default();
            link.point(Some(to));
            link
        });
    }
}

macro_rules! links {
    ($($list:ident)*; $($one:ident)*) => {
        $(impl LinkField for wire::$list {
            fn point(&mut self, to: Option<(&str, Option<u32>)>) {
                *self = to.map_or_else(Self::default, |(href, all)| Self { href: href.to_owned(), all });
            }
        })*
        $(impl LinkField for wire::$one {
            fn point(&mut self, to: Option<(&str, Option<u32>)>) {
                *self = to.map_or_else(Self::default, |(href, _)| Self { href: href.to_owned() });
            }
        })*
    };
}

links! {
    ActiveBillingPeriodListLink ActiveCreditRegisterListLink ActiveEndDeviceControlListLink
    ActiveProjectionReadingListLink ActiveSupplyInterruptionOverrideListLink ActiveTargetReadingListLink
    ActiveTextMessageListLink ActiveTimeTariffIntervalListLink BillingPeriodListLink BillingReadingListLink
    BillingReadingSetListLink ConsumptionTariffIntervalListLink CreditRegisterListLink CustomerAccountListLink
    CustomerAgreementListLink DemandResponseProgramListLink DERListLink EndDeviceControlListLink FileListLink
    FlowReservationRequestListLink FlowReservationResponseListLink HistoricalReadingListLink IPAddrListLink
    IPInterfaceListLink LLInterfaceListLink LoadShedAvailabilityListLink LogEventListLink MessagingProgramListLink
    MeterReadingListLink PrepaymentListLink PriceResponseCfgListLink ProjectionReadingListLink RateComponentListLink
    ListLink ReadingListLink ReadingSetListLink SupplyInterruptionOverrideListLink SupportedLocaleListLink
    TargetReadingListLink TariffProfileListLink TextMessageListLink TimeTariffIntervalListLink UsagePointListLink;
    AccountBalanceLink ConfigurationLink DemandResponseProgramLink DeviceInformationLink DeviceStatusLink FileStatusLink
    PowerStatusLink PrepaymentLink PrepayOperationStatusLink ReadingLink ReadingTypeLink SelfDeviceLink
    ServiceSupplierLink TariffProfileLink TimeLink UsagePointLink
}
