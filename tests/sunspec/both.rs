//! Our driver and pysunspec2's client on the same simulated devices, over real Modbus TCP.

use super::{Live, last, pysunspec2_reads};
use crate::plant::Running;
use tieline::assets::sunspec::Output;
use tieline_core::model::{AssetCommand, AssetKind, SetpointVerdict, Watts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pysunspec2_reads_what_our_driver_wrote() {
    let plant = Running::start("driver-limits", &[]);
    let port = plant.port("pv-1");
    let mut live = Live::start(port).await;
    let limit = AssetCommand { limit_w: Some(Watts(1_500)), ..AssetCommand::default() };
    let result = live.command(limit).await;
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    let asset = last(&live, |output| if let Output::Discovered(asset) = output { Some(asset) } else { None });
    assert_eq!(asset.rating.max_w, Watts(6_000));
    let theirs = pysunspec2_reads(port, &[]);
    assert_eq!(theirs["702"]["WMax"].as_f64(), Some(6_000.0));
    assert_eq!(theirs["704"]["WMaxLimPct"].as_f64(), Some(25.0));
    assert_eq!(theirs["704"]["WMaxLimPctEna"].as_i64(), Some(1));
    assert!(theirs["704"]["WMaxLimPctRvrtRem"].as_i64().is_some_and(|left| (1..=60).contains(&left)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_driver_reads_a_battery_that_pysunspec2_charges() {
    let plant = Running::start("stranger-charges", &[]);
    let port = plant.port("battery");
    pysunspec2_reads(port, &["704.WSet=-2000.0", "704.WSetEna=1"]);
    plant.until(|sample| sample["devices"]["battery"]["w"].as_f64().is_some_and(|w| (w + 2_000.0).abs() < 20.0));
    let live = Live::start_as(port, AssetKind::Battery).await;
    let reading = last(&live, |output| if let Output::Reading(reading) = output { Some(reading) } else { None });
    assert!((reading.w.0 + 2_000).abs() < 60, "charging is negative: {reading:?}");
}
