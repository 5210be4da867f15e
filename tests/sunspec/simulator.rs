//! pysunspec2's client and the crate `sunspec` read the running plant: every model of every device, and a limit written
//! by a stranger holds in the physics.

use super::pysunspec2_reads;
use crate::plant::Running;
use sunspec::client::{AsyncClient, Config};
use sunspec::models::model203::Model203;
use sunspec::models::model701::Model701;
use sunspec::models::model713::Model713;

#[test]
fn pysunspec2_reads_every_device_of_the_plant_and_limits_one() {
    let plant = Running::start("pysunspec2", &["--speed", "10"]);
    let battery = pysunspec2_reads(plant.port("battery"), &[]);
    let models: Vec<_> = battery.as_object().expect("models").keys().cloned().collect();
    let expected = ["1", "701", "702", "703", "704", "705", "706", "707", "708", "709", "710", "711", "712", "713"];
    assert!(expected.iter().all(|id| models.iter().any(|model| model == id)), "{models:?}");
    assert_eq!(battery["713"]["SoC"].as_f64(), Some(60.0));
    assert_eq!(battery["707"]["Crv"][0]["MustTrip"]["ActPt"].as_f64(), Some(2.0));
    assert_eq!(pysunspec2_reads(plant.port("meter"), &[])["1"]["Md"], "Simulated meter");
    let assignments = ["704.WSet=1500.0", "704.WSetEna=1"];
    assert_eq!(pysunspec2_reads(plant.port("pv-1"), &assignments)["704"]["WSet"].as_f64(), Some(1_500.0));
    plant.until(|sample| sample["devices"]["pv-1"]["w"].as_f64() == Some(1_500.0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_crate_sunspec_reads_the_plant() {
    let plant = Running::start("crate-sunspec", &[]);
    let open = |name: &str| {
        let address = format!("127.0.0.1:{}", plant.port(name)).parse().expect("an address");
        async move {
            let context = tokio_modbus::client::tcp::connect(address).await.expect("connects");
            AsyncClient::new(context, Config::default()).device(1).await.expect("discovers")
        }
    };
    let inverter: Model701 = open("pv-1").await.read_model().await.expect("model 701");
    assert!(inverter.w.is_some_and(|w| w > 3_000), "{:?}", inverter.w);
    let battery: Model713 = open("battery").await.read_model().await.expect("model 713");
    assert_eq!(battery.soc, Some(600));
    let meter: Model203 = open("meter").await.read_model().await.expect("model 203");
    assert!(meter.w < -3_000, "import is positive: {:?}", meter.w);
}
