//! The devices together.

use super::device::{Device, Report};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Handshakes under way at the same time.
const SHAKING: usize = 64;

/// Polls under way at the same time: fewer than a server must have room for, however slow the machine is.
const ASKING: usize = 256;

/// Devices of one server.
pub struct Fleet {
    address: SocketAddr,
    devices: Vec<Device>,
}

impl Fleet {
    /// Devices that are not connected yet.
    pub fn new(address: SocketAddr, devices: Vec<Device>) -> Self {
        Self { address, devices }
    }

    /// Connects those of the first `count` devices that are not.
    pub async fn connect(&mut self, count: usize) -> Report {
        let (address, shaking) = (self.address, Arc::new(Semaphore::new(SHAKING)));
        let rest = self.devices.split_off(count.min(self.devices.len()));
        let report = self.each(move |mut device, _| {
            let shaking = shaking.clone();
            async move {
                if device.is_connected() {
                    return (device, Report::default());
                }
                let _permit = shaking.acquire_owned().await;
                let report = device.connect(address).await;
                (device, report)
            }
        });
        let report = report.await;
        self.devices.extend(rest);
        report
    }

    /// Each connected device polls `rounds` times, once in `round_ms` milliseconds; the devices are spread over that time.
    pub async fn poll(&mut self, rounds: u32, round_ms: u32, target: &str, text: &str) -> Report {
        let (address, target, text): (_, Arc<str>, Arc<str>) = (self.address, target.into(), text.into());
        let (round, asking) = (Duration::from_millis(round_ms.into()), Arc::new(Semaphore::new(ASKING)));
        let count = u32::try_from(self.devices.len()).unwrap_or(u32::MAX).max(1);
        self.each(move |mut device, place| {
            let (target, text, asking) = (target.clone(), text.clone(), asking.clone());
            async move {
                let mut report = Report::default();
                if !device.is_connected() {
                    return (device, report);
                }
                tokio::time::sleep(round * place / count).await;
                let mut next = tokio::time::interval(round.max(Duration::from_millis(1)));
                for _ in 0..rounds {
                    if round_ms > 0 {
                        next.tick().await;
                    }
                    let _permit = asking.acquire().await;
                    report.add(device.poll(address, &target, &text).await);
                }
                (device, report)
            }
        })
        .await
    }

    /// Shakes hands so often with the first device, and closes each connection.
    pub async fn shake(&mut self, count: u32, resumed: bool) -> io::Result<Report> {
        let device = self.devices.first_mut().ok_or_else(|| io::Error::other("there is no device"))?;
        let mut report = Report::default();
        for _ in 0..count {
            device.close();
            if !resumed {
                device.forget();
            }
            report.add(device.connect(self.address).await);
        }
        device.close();
        Ok(report)
    }

    /// Closes every connection.
    pub fn close(&mut self) -> Report {
        self.devices.iter_mut().for_each(Device::close);
        Report::default()
    }

    /// Lets each device do something, all at the same time; its place in the order comes with it.
    async fn each<F, T>(&mut self, work: F) -> Report
    where
        F: Fn(Device, u32) -> T,
        T: Future<Output = (Device, Report)> + Send + 'static,
    {
        let mut tasks = JoinSet::new();
        for (place, device) in (0..).zip(self.devices.drain(..)) {
            tasks.spawn(work(device, place));
        }
        let mut report = Report::default();
        while let Some(ended) = tasks.join_next().await {
            match ended {
                Ok((device, own)) => {
                    report.add(own);
                    self.devices.push(device);
                }
                Err(error) => report.add(Report { lost: 1, fault: Some(error.to_string()), ..Report::default() }),
            }
        }
        report
    }
}
