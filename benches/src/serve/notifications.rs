//! Notifications through the durable outbox: an operator makes a control, and each subscriber is told of what it changes.

use super::Result;
use super::lab::{Lab, PROGRAM_MRID};
use super::server::{Server, cpu};
use crate::program;
use crate::row::Row;
use std::process::Command;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Receiver, Request};
use tieline_schemas::sep2::{self as wire, HexBinary160};

/// Devices that subscribe, each to the lists that a control changes.
const SUBSCRIBERS: usize = 1_000;
const LISTS: [&str; 2] = ["/derp/1/derc", "/derp/1/actderc"];
/// Controls, one after the other. The first one makes the connections, and is not counted.
const CONTROLS: usize = 4;
/// All of one control's notifications come within this.
const PATIENCE: Duration = Duration::from_secs(120);

/// Notifications a second, and the server's CPU for one.
pub(super) fn run() -> Result<Vec<Row>> {
    let lab = Lab::new(SUBSCRIBERS)?;
    lab.configure_with(
        SUBSCRIBERS,
        "[notifications]\nallow = ['127.0.0.0/8']\nany_receiver = true\n[management]\nlisten = '127.0.0.1:0'\n\
         token_file = 'token'\n",
    )?;
    let mut server = Server::start(lab.dir())?;
    let management = server.management()?;
    let receiver = Receiver::start(lab.device(0)?, &lab.roots())?;
    for number in 0..SUBSCRIBERS {
        subscribe(&lab, &server, lab.device(number)?, &receiver.uri(&format!("/{number}")))?;
    }
    let each = SUBSCRIBERS * LISTS.len();
    let (mut told, mut took, mut spent) = (0, Duration::ZERO, Duration::ZERO);
    for control in 0..CONTROLS {
        let (begun, before) = (stopwatch(), cpu(server.id())?);
        let mrid = make_control(&lab, &management, control)?;
        let received = receiver.wait(PATIENCE, |received| received.len() >= told + each);
        let received = received.map_err(|received| format!("{} of {} notifications", received.len(), told + each))?;
        if control > 0 {
            took += begun.elapsed();
            spent += cpu(server.id())?.saturating_sub(before);
        }
        let news = received.iter().skip(told).filter(|one| String::from_utf8_lossy(&one.body).contains(&mrid)).count();
        told += each;
        if news != each || received.len() != told {
            return Err(format!("{news} of {each} subscribers were told of control {control}").into());
        }
    }
    server.end()?;
    let counted = (each * (CONTROLS - 1)) as f64;
    Ok(vec![
        Row::alone("serve.notifications", counted / took.as_secs_f64(), "1/s"),
        Row::alone("serve.notification_us", spent.as_secs_f64() * 1e6 / counted, "us"),
    ])
}

fn subscribe(lab: &Lab, server: &Server, device: &Credential, target: &str) -> Result<()> {
    let mut client = Client::new(&lab.peer(server.address()), device)?;
    let list: wire::EndDeviceList = wire::decode_as(&client.get("/edev?l=1")?.body, &wire::Limits::default())?;
    let own = list.end_device.first().filter(|own| own.lfdi == Some(HexBinary160(device.identity().lfdi)));
    let at = own.and_then(|own| own.href.clone()).ok_or("not enrolled")?;
    for resource in LISTS {
        let asked = wire::Subscription {
            subscribed_resource: resource.to_owned(),
            level: "+S1".to_owned(),
            limit: 10,
            notification_uri: target.to_owned(),
            ..Default::default()
        };
        let answer = client.send(&Request::new("POST", &format!("{at}/sub")).with_document(&wire::encode(&asked)))?;
        if answer.status != 201 {
            return Err(format!("a subscription: {answer}").into());
        }
    }
    Ok(())
}

/// A control that is active at once; its mRID.
fn make_control(lab: &Lab, management: &str, number: usize) -> Result<String> {
    let mrid = format!("B00000000000000000000000000000{number:02X}");
    let made = Command::new(program::whole()?)
        .args(["fleet", "control", PROGRAM_MRID, "--id", &mrid, "--set", "opModImpLimW=1500", "--for", "3600"])
        .args([&format!("--at={management}"), "--token-file=token"])
        .current_dir(lab.dir())
        .output()?;
    if made.status.success() { Ok(mrid) } else { Err(String::from_utf8_lossy(&made.stderr).into_owned().into()) }
}
