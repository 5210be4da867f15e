//! pysunspec2's client and the crate `sunspec` decode registers that our encoder made.

use super::pysunspec2_reads;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex};
use sunspec::client::{AsyncClient, Config};
use sunspec::models::model1::Model1;
use sunspec::models::model701::Model701;
use sunspec::models::model704::Model704;
use sunspec::models::model705::Model705;
use tieline_schemas::sunspec::table::Model;
use tieline_schemas::sunspec::{Image, chain};
use tokio::net::TcpListener;
use tokio_modbus::prelude::{ExceptionCode, Request, Response, SlaveRequest};
use tokio_modbus::server::Service;
use tokio_modbus::server::tcp::{Server, accept_tcp_connection};

const BASE: u16 = 40_000;

/// Registers behind a Modbus server.
#[derive(Clone)]
struct Registers(Arc<Mutex<Vec<u16>>>);

impl Service for Registers {
    type Request = SlaveRequest<'static>;
    type Response = Response;
    type Exception = ExceptionCode;
    type Future = Ready<Result<Response, ExceptionCode>>;

    fn call(&self, request: Self::Request) -> Self::Future {
        let mut registers = self.0.lock().expect("unpoisoned");
        let range = |address: u16, count: usize| {
            let from = usize::from(address.checked_sub(BASE)?);
            (from + count <= registers.len()).then_some(from..from + count)
        };
        let illegal = Err(ExceptionCode::IllegalDataAddress);
        ready(match request.request {
            Request::ReadHoldingRegisters(address, count) => range(address, usize::from(count))
                .map_or(illegal, |range| Ok(Response::ReadHoldingRegisters(registers[range].to_vec()))),
            Request::WriteMultipleRegisters(address, values) => match range(address, values.len()) {
                Some(range) => {
                    registers[range].copy_from_slice(&values);
                    Ok(Response::WriteMultipleRegisters(address, values.len() as u16))
                }
                None => illegal,
            },
            Request::WriteSingleRegister(address, value) => match range(address, 1) {
                Some(range) => {
                    registers[range].fill(value);
                    Ok(Response::WriteSingleRegister(address, value))
                }
                None => illegal,
            },
            _ => Err(ExceptionCode::IllegalFunction),
        })
    }
}

fn image(id: u16, counts: &[(&str, u16)], values: &[(&str, i64)]) -> Image {
    let mut image = Image::blank(Model::find(id).expect("in the table"), counts).expect("lays out");
    for (path, raw) in values {
        image.set_raw(path, Some(*raw)).expect(path);
    }
    image
}

fn device() -> Vec<Image> {
    let mut common = image(1, &[], &[("DA", 1)]);
    for (path, text) in [("Mn", "Tieline"), ("Md", "Bench"), ("Vr", "0.1"), ("SN", "1")] {
        common.set_text(path, text).expect("fits");
    }
    let measured =
        [("ACType", 2), ("W", -1_234), ("W_SF", 0), ("Hz", 49_987), ("Hz_SF", -3), ("TotWhInj", 5_000_000_000)];
    let curve = [
        ("Ena", 1),
        ("AdptCrvReq", 0),
        ("AdptCrvRslt", 1),
        ("V_SF", -2),
        ("DeptRef_SF", -2),
        ("RspTms_SF", -1),
        ("Crv[1].ActPt", 2),
        ("Crv[1].DeptRef", 1),
        ("Crv[1].ReadOnly", 1),
        ("Crv[1].Pt[1].V", 9_200),
        ("Crv[1].Pt[1].Var", 4_400),
        ("Crv[1].Pt[2].V", 10_800),
        ("Crv[1].Pt[2].Var", -4_400),
        ("Crv[2].ActPt", 0),
        ("Crv[2].DeptRef", 0),
        ("Crv[2].ReadOnly", 0),
    ];
    let limit = [("WMaxLimPct", 505), ("WMaxLimPct_SF", -1), ("PFWInj.PF", 950), ("PFWInj.Ext", 1), ("PF_SF", -3)];
    vec![common, image(701, &[], &measured), image(704, &[], &limit), image(705, &[("NPt", 2), ("NCrv", 2)], &curve)]
}

/// Serves the registers; the port. The server ends with the test's runtime.
async fn serve() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let service = Registers(Arc::new(Mutex::new(chain(&device()))));
    tokio::task::spawn(async move {
        let server = Server::new(listener);
        let accept = |stream, peer| {
            let service = service.clone();
            async move { accept_tcp_connection(stream, peer, move |_| Ok(Some(service.clone()))) }
        };
        server.serve(&accept, |error| eprintln!("{error}")).await
    });
    port
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_crate_sunspec_decodes_our_registers() {
    let port = serve().await;
    let address = format!("127.0.0.1:{port}").parse().expect("an address");
    let context = tokio_modbus::client::tcp::connect(address).await.expect("connects");
    let device = AsyncClient::new(context, Config::default()).device(1).await.expect("discovers");
    let common: Model1 = device.read_model().await.expect("model 1");
    assert_eq!((common.mn.as_str(), common.md.as_str()), ("Tieline", "Bench"));
    let measured: Model701 = device.read_model().await.expect("model 701");
    assert_eq!((measured.w, measured.hz, measured.tot_wh_inj), (Some(-1_234), Some(49_987), Some(5_000_000_000)));
    assert_eq!((measured.var, measured.w_sf), (None, Some(0)));
    let limits: Model704 = device.read_model().await.expect("model 704");
    assert_eq!((limits.w_max_lim_pct, limits.w_max_lim_pct_sf, limits.w_set), (Some(505), Some(-1), None));
    let curves: Model705 = device.read_model().await.expect("model 705");
    assert_eq!((curves.n_crv, curves.crv.len(), curves.crv[0].pt[1].var), (2, 2, Some(-4_400)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pysunspec2_decodes_our_registers_and_writes_them() {
    let port = serve().await;
    let written = ["704.WMaxLimPct=33.5"];
    let read = tokio::task::spawn_blocking(move || pysunspec2_reads(port, &written)).await.expect("runs");
    assert_eq!(read["1"]["Mn"], "Tieline");
    assert_eq!(read["701"]["W"].as_f64(), Some(-1_234.0));
    assert_eq!(read["701"]["Hz"].as_f64(), Some(49.987));
    assert!(read["701"]["Var"].is_null());
    assert_eq!(read["704"]["WMaxLimPct"].as_f64(), Some(33.5));
    assert_eq!(read["704"]["PFWInj"]["PF"].as_f64(), Some(0.95));
    assert_eq!(read["705"]["Crv"][0]["Pt"][1]["Var"].as_f64(), Some(-44.0));
}
