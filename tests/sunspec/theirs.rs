//! Our driver reads and writes a device encoded by pysunspec2 and served by pymodbus.

use super::{Live, Served, pysunspec2_reads, table};
use tieline::assets::sunspec::Output;
use tieline_core::model::{Asset, AssetCommand, Reversion, SetpointVerdict, Vars, Watts};

fn limit(w: i64) -> AssetCommand {
    AssetCommand { limit_w: Some(Watts(w)), ..AssetCommand::default() }
}

fn discovered(live: &Live) -> Asset {
    let found = live.out.iter().find_map(|output| match output {
        Output::Discovered(asset) => Some(asset.clone()),
        _ => None,
    });
    found.expect("discovered")
}

#[tokio::test]
async fn driver_reads_and_writes_pysunspec2s_device() {
    let (models, points) = table::compare();
    let served = Served::start(&[]);
    let mut live = Live::start(served.port).await;
    let asset = discovered(&live);
    assert_eq!(asset.rating.max_w, Watts(10_000));
    assert_eq!((asset.rating.max_var, asset.rating.max_va), (Vars(2_500), 10_000));
    assert_eq!(asset.reversion, Reversion::Value);
    let reading = live.out.iter().find_map(|output| match output {
        Output::Reading(reading) => Some(reading.clone()),
        _ => None,
    });
    assert_eq!(reading.map(|reading| (reading.w, reading.var)), Some((Watts(4_200), Some(Vars(-300)))));

    let started = tieline::runtime::clock::stopwatch();
    let result = live.command(limit(5_000)).await;
    let took_ms = started.elapsed().as_secs_f64() * 1e3;
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    let set = live.command(AssetCommand { set_w: Some(Watts(-2_500)), ..limit(5_000) }).await;
    assert_eq!(set.verdict, SetpointVerdict::Verified, "{:?}", set.trace);

    let theirs = &pysunspec2_reads(served.port, &[])["704"];
    assert_eq!(theirs["WMaxLimPct"].as_f64(), Some(50.0));
    assert_eq!(theirs["WMaxLimPctEna"].as_i64(), Some(1));
    assert_eq!(theirs["WMaxLimPctRvrtTms"].as_i64(), Some(60));
    assert_eq!(theirs["WMaxLimPctRvrt"].as_f64(), Some(15.0));
    assert_eq!(theirs["WSet"].as_f64(), Some(-2_500.0));
    assert_eq!(theirs["WSetEna"].as_i64(), Some(1));
    println!(
        "figure: {models} models and {points} points as pysunspec2 has them; 704 limit written and read back on its \
         device in {took_ms:.1} ms, {} writes",
        result.writes
    );
}

/// The shipped data has no scale factors for limits: the write is refused, nothing is guessed.
#[tokio::test]
async fn a_device_without_scale_factors_takes_no_limit() {
    let served = Served::start(&["--as-shipped"]);
    let mut live = Live::start(served.port).await;
    assert!(!discovered(&live).capability.limit_w);
    let result = live.command(limit(5_000)).await;
    assert!(matches!(result.verdict, SetpointVerdict::NotSupported { .. }), "{:?}", result.verdict);
    assert_eq!(result.writes, 0);
}

/// Another client's writes are seen, and after one more try the driver keeps its hands off (rule 11i).
#[tokio::test]
async fn r11i_a_second_controller_is_noticed() {
    let served = Served::start(&[]);
    let mut live = Live::start(served.port).await;
    live.command(limit(5_000)).await;
    for expected in [true, false] {
        pysunspec2_reads(served.port, &["704.WMaxLimPct=90"]);
        let deadline = tieline::runtime::clock::stopwatch();
        let contested = loop {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            live.feed(tieline::assets::sunspec::Input::Timer).await;
            let held = pysunspec2_reads(served.port, &[])["704"]["WMaxLimPct"].as_f64() == Some(50.0);
            let local = live.out.iter().any(|output| matches!(output, Output::State(state) if state.local));
            if held && expected || local {
                break local;
            }
            assert!(deadline.elapsed().as_secs() < 20, "nothing happened");
        };
        assert_eq!(contested, !expected);
    }
}
