//! A client may ask anything of the server: a line with method and target, then the body; between requests a NUL.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;
use tieline::config::HeadendConfig;
use tieline::headend::{Identity, MemoryResources, Operator, Server, Settings, fill, fill_devices, settings};
use tieline_core::model::{HeaderName, HttpRequest, Lfdi, Method, Sfdi, UtcSeconds};

const NOW: UtcSeconds = UtcSeconds(1_764_000_000);
/// Requests of one run.
const REQUESTS: usize = 8;
const METHODS: [Method; 6] = [Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete, Method::Options];

/// A server as its example configuration makes it, with enrolment by POST.
static FILLED: LazyLock<(Settings, MemoryResources)> = LazyLock::new(|| {
    let text = include_str!("../../examples/headend.toml").replace("in_band = false", "in_band = true");
    let config = HeadendConfig::parse(Path::new("headend.toml"), &text).expect("the example reads");
    let (settings, mut resources) = (settings(&config, 7), MemoryResources::default());
    let mut operator = Operator::new(&resources, &settings, NOW);
    fill_devices(&mut operator, &config.devices).expect("enrols");
    fill(&mut operator, &config).expect("fills");
    let changes = operator.finish();
    resources.apply(&changes);
    (settings, resources)
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (settings, resources) = FILLED.clone();
    let mut server = Server::new(settings, resources);
    // The enrolled device of the example, and a stranger.
    let lfdi = [0x3E, 0x4F, 0x45, 0xAB, 0x31, 0xED, 0xFE, 0x5B, 0x67, 0xE3];
    let known = Lfdi([&lfdi[..], &[0x43, 0xE5, 0xE4, 0x56, 0x2E, 0x31, 0x98, 0x4E, 0x23, 0xE5]].concat().try_into().expect("20"));
    let identities = [Identity { lfdi: known, sfdi: Sfdi(167_261_211_391) }, Identity { lfdi: Lfdi([9; 20]), sfdi: Sfdi(0) }];
    for (i, request) in bytes.split(|byte| *byte == 0).take(REQUESTS).enumerate() {
        let Some(request) = parse(request) else { continue };
        let answer = server.handle(NOW, &identities[i % 2], &request);
        assert!((200..600).contains(&answer.response.status));
        server.resources_mut().apply(&answer.commit);
    }
});

fn parse(bytes: &[u8]) -> Option<HttpRequest> {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (method, target) = std::str::from_utf8(&bytes[..end]).ok()?.split_once(' ')?;
    let method = METHODS.into_iter().find(|known| known.as_str() == method)?;
    let headers = vec![(HeaderName::ContentType, "application/sep+xml".to_owned())];
    Some(HttpRequest { method, target: target.to_owned(), headers, body: bytes.get(end + 1..).unwrap_or_default().to_vec() })
}
