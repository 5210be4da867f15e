//! CSIP-AUS 1.3's form of pricing: one list of the prices of all rate components, each with its blocks within it.

use super::filled::sample;
use super::sets::{later, world, world_with};
use super::subscriptions::{Subscribed, resource, subscribe_to};
use super::*;

/// The combined list of the tariff.
const COMBINED: &str = "/tp/4/ctti";

/// A tariff with two rate components; the second has two prices, the first the one of the filled world.
fn two_components() -> World {
    let mut world = world_with(Extensions::CsipAus13);
    world.operate(|operator| {
        let made = operator.make("/tp/4/rc", &sample("RateComponent", T0, &A)).expect("made");
        assert_eq!(made.address, "/tp/4/rc/2");
        operator.set("/tp/4/rc/2/rt", &sample("ReadingType", T0, &A)).expect("set");
        for (mrid, start) in [(0x41, T0 + 3_600), (0x42, T0)] {
            operator.make("/tp/4/rc/2/tti", &later("TimeTariffInterval", mrid, T0, start)).expect("made");
        }
    });
    world
}

fn block(start: u64, price: i32) -> Vec<u8> {
    let start_value = wire::UInt48::new(start).expect("48 bits");
    wire::encode(&wire::ConsumptionTariffInterval { start_value, price: Some(price), ..Default::default() })
}

fn component(price: &wire::TimeTariffInterval) -> &str {
    price.rate_component_link.as_ref().map_or("", |link| link.href.as_str())
}

/// [CSIP-AUS CombinedTimeTariffIntervalList] [CSIP-AUS RateComponentLink] [2030.5 List]
#[test]
fn the_combined_list_has_the_prices_of_every_rate_component_in_order() {
    let mut world = two_components();
    let tariff: wire::TariffProfile = world.read(&A, "/tp/4");
    let link = tariff.combined_time_tariff_interval_list_link.expect("a link");
    assert_eq!((link.href.as_str(), link.all), (COMBINED, Some(3)));
    let list: wire::TimeTariffIntervalList = world.read(&A, "/tp/4/ctti?l=9");
    assert_eq!((list.all, list.results, list.poll_rate), (3, 3, Some(900)));
    let shown: Vec<_> =
        list.time_tariff_interval.iter().map(|price| (component(price), price.interval.start)).collect();
    assert_eq!(shown[2], ("/tp/4/rc/2", T0 + 3_600), "by start");
    let both = shown[..2].iter().map(|(component, _)| *component).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(both, ["/tp/4/rc/1", "/tp/4/rc/2"].into());
    let statuses: Vec<_> = list.time_tariff_interval.iter().map(|price| price.event_status.current_status).collect();
    assert_eq!(statuses, [1, 1, 0], "prices of different components displace none of each other");
    let page: wire::TimeTariffIntervalList = world.read(&A, "/tp/4/ctti?s=2&l=1");
    assert_eq!((page.all, page.results, &page.time_tariff_interval[0]), (3, 1, &list.time_tariff_interval[2]));
    let own: wire::TimeTariffInterval =
        world.read(&A, list.time_tariff_interval[0].href.as_deref().expect("an address"));
    assert_eq!(own, list.time_tariff_interval[0], "as at its own address");
    world.now = T0 + 3_600;
    let list: wire::TimeTariffIntervalList = world.read(&A, "/tp/4/ctti?l=9");
    assert_eq!((list.all, list.time_tariff_interval[0].mrid.0[0]), (1, 0x41), "what is over has left");
    let seen = world.operate(|operator| operator.kept(COMBINED).expect("the operator sees it"));
    assert_eq!(seen.iter().map(|price| price.address.as_str()).collect::<Vec<_>>(), ["/tp/4/rc/2/tti/1"]);
}

/// [CSIP-AUS ConsumptionTariffIntervalListSummary]
#[test]
fn a_price_has_its_blocks_within_it() {
    let mut world = two_components();
    world.operate(|operator| {
        for (start, price) in [(100, 30), (0, -3)] {
            operator.make("/tp/4/rc/2/tti/2/cti", &block(start, price)).expect("made");
        }
    });
    let price: wire::TimeTariffInterval = world.read(&A, "/tp/4/rc/2/tti/2");
    let summary = price.consumption_tariff_interval_list_summary.expect("a summary");
    assert_eq!((summary.all, summary.results), (2, 2));
    let list: wire::ConsumptionTariffIntervalList = world.read(&A, "/tp/4/rc/2/tti/2/cti?l=9");
    assert_eq!(summary.consumption_tariff_interval, list.consumption_tariff_interval, "as in their list, in its order");
    let prices: Vec<_> = summary.consumption_tariff_interval.iter().map(|block| block.price).collect();
    assert_eq!(prices, [Some(-3), Some(30)]);
    let without: wire::TimeTariffInterval = world.read(&A, "/tp/4/rc/2/tti/1");
    let summary = without.consumption_tariff_interval_list_summary.expect("a summary of nothing");
    assert_eq!((summary.all, summary.results, summary.consumption_tariff_interval.len()), (0, 0, 0));
    world.operate(|operator| {
        (0..20).for_each(|start| _ = operator.make("/tp/4/rc/2/tti/1/cti", &block(start, 1)).expect("made"));
    });
    let many: wire::TimeTariffInterval = world.read(&A, "/tp/4/rc/2/tti/1");
    let summary = many.consumption_tariff_interval_list_summary.expect("a summary");
    assert_eq!((summary.all, summary.results, summary.consumption_tariff_interval.len()), (20, 17, 17));
}

/// [CSIP-AUS extension]
#[test]
fn without_csip_aus_1_3_prices_are_those_of_the_standard() {
    for extensions in [Extensions::None, Extensions::CsipAus12, Extensions::CsipAus13Beta] {
        let mut world = world_with(extensions);
        for target in ["/tp/4", "/tp/4/rc?l=9", "/tp/4/rc/1/tti?l=9", "/tp/4/rc/1/tti/1"] {
            let text = String::from_utf8(world.get(&A, target).body).expect("text");
            let extended = ["csipaus", "Combined", "Summary", "RateComponentLink"];
            assert!(extended.iter().all(|word| !text.contains(word)), "{target}: {text}");
        }
        let nowhere = world.get(&A, "/nowhere");
        for method in [Method::Get, Method::Options, Method::Post] {
            assert_eq!(world.send(&A, method, COMBINED, Vec::new()), nowhere);
        }
        world.operate(|operator| operator.kept(COMBINED).expect_err("nor for the operator"));
    }
}

/// What an operator writes of another component or of blocks is not kept: the address says the one, the list the other.
#[test]
fn what_a_price_says_of_its_component_and_blocks_is_the_servers() {
    let mut world = world();
    let settings = Settings { extensions: Extensions::CsipAus13, ..world.server.settings().clone() };
    world.server = Server::new(settings, world.server.resources().clone());
    let price = wire::TimeTariffInterval {
        interval: wire::DateTimeInterval { start: T0, duration: 60 },
        rate_component_link: Some(wire::RateComponentLink { href: "/tp/9/rc/9".to_owned() }),
        consumption_tariff_interval_list_summary: Some(wire::ConsumptionTariffIntervalListSummary {
            all: 7,
            results: 7,
            ..Default::default()
        }),
        ..Default::default()
    };
    let newest = wire::Target { edition: wire::Edition::Y2023, csip_aus: Some(wire::CsipAus::V13) };
    let made = world
        .operate(|operator| operator.make("/tp/4/rc/1/tti", &wire::encode_for(&price, &newest)).expect("made").address);
    let shown: wire::TimeTariffInterval = world.read(&A, &made);
    let summary = shown.consumption_tariff_interval_list_summary.as_ref().expect("a summary");
    assert_eq!((component(&shown), summary.all), ("/tp/4/rc/1", 0));
}

/// [CSIP-AUS CombinedTimeTariffIntervalList] [2030.5 Notification]
#[test]
fn the_combined_list_is_told_of_a_new_price_a_new_block_and_of_time() {
    let mut world = Subscribed::over(two_components());
    subscribe_to(&mut world, COMBINED);
    let mut told = |second: i64, work: &dyn Fn(&mut Operator<'_, MemoryResources>)| -> Vec<(usize, u32)> {
        world.world.now = T0 + second;
        world.operate(|operator| work(operator));
        let told = world.told();
        told.iter()
            .map(|(_, told)| resource::<wire::TimeTariffIntervalList>(told).time_tariff_interval)
            .map(blocks)
            .collect()
    };
    let price = later("TimeTariffInterval", 0x43, T0, T0 + 7_200);
    assert_eq!(told(1, &|operator| _ = operator.make("/tp/4/rc/1/tti", &price).expect("made")), [(4, 1)]);
    assert_eq!(told(2, &|operator| _ = operator.make("/tp/4/rc/2/tti/1/cti", &block(0, 9)).expect("made")), [(4, 2)]);
    assert_eq!(told(3, &|_| {}), []);
    assert_eq!(told(3_600, &|_| {}), [(2, 1)], "two are over, one begins");
}

/// How many prices there are, and how many blocks within them.
fn blocks(prices: Vec<wire::TimeTariffInterval>) -> (usize, u32) {
    let summaries = prices.iter().filter_map(|price| price.consumption_tariff_interval_list_summary.as_ref());
    (prices.len(), summaries.map(|summary| summary.all).sum())
}
