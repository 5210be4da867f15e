//! The configuration of `tieline run`: one site, its programs and its assets.

use super::reader::{ConfigError, Section, parse_toml, read_toml};
use super::upstream::{UpstreamConfig, read_upstream};
use std::path::{Path, PathBuf};
use tieline_core::model::{AssetId, AssetKind, SiteId, Watts};

/// The largest power that a configuration may name, in watts.
pub(super) const POWER_W_MAX: i64 = 100_000_000;

/// Everything that `tieline run` needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayConfig {
    /// The site's name.
    pub site: SiteId,
    /// setMaxW of the EndDevice: the sum of what the DER may generate, in watts.
    pub set_max_w: Watts,
    /// setMaxChargeRateW of the EndDevice, a magnitude in watts.
    pub set_max_charge_w: Watts,
    /// The installer's or regulator's fixed limit on export, a magnitude.
    pub export_limit: Option<Watts>,
    /// The installer's or regulator's fixed limit on import, a magnitude.
    pub import_limit: Option<Watts>,
    /// Age above which the meter counts as stale, in milliseconds (rule 11a).
    pub meter_stale_ms: u64,
    /// How long a device holds a command without renewal, in seconds (rule 2).
    pub lease_s: u16,
    /// Whether the installer has seen the meter follow the assets, each with its right sign (rule 11b).
    pub meter_proven: bool,
    /// Whether utility controls may write trip and ride-through settings (rule 11d).
    pub allow_ride_through: bool,
    /// Where state is kept.
    pub store: StoreConfig,
    /// The programs above.
    pub upstreams: Vec<UpstreamConfig>,
    /// The assets below.
    pub assets: Vec<AssetConfig>,
}

/// Where and how state is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreConfig {
    /// The folder.
    pub path: PathBuf,
    /// The engine.
    pub engine: StoreEngine,
    /// Age above which readings and audit entries are dropped and counted, in days.
    pub keep_days: u32,
    /// Size above which the oldest readings are dropped and counted, in MiB.
    pub keep_mib: u32,
}

/// Which embedded engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreEngine {
    /// sled 0.34, behind its open guard.
    Sled,
    /// redb 4.
    Redb,
}

/// An asset behind the meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetConfig {
    /// Its name here.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// How it is spoken to.
    pub driver: Driver,
    /// A limit that the installer has set on the device itself, for devices without safe reversion.
    pub installer_limit: Option<Watts>,
    /// Whether a contact that isolates it galvanically is wired and declared.
    pub isolating_contact: bool,
}

/// How an asset is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Driver {
    /// SunSpec over Modbus TCP.
    SunSpec {
        /// Host.
        host: String,
        /// Port, 502 as a rule.
        port: u16,
        /// Unit identifier, 1 to 247.
        unit: u8,
        /// Sampling period in milliseconds.
        poll_ms: u64,
        /// Time for one answer in milliseconds.
        timeout_ms: u64,
        /// Which sign its meter models give to import.
        meter_sign: MeterSign,
    },
}

/// Which way a meter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeterSign {
    /// Positive is consumption, as most meters count.
    ImportPositive,
    /// Positive is towards the grid.
    ExportPositive,
}

impl GatewayConfig {
    /// Reads and validates `file`; fails with every problem that it has.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        read_toml(file, read_gateway)
    }

    /// The same for a `text` that was read already; `file` only names it.
    pub fn parse(file: &Path, text: &str) -> Result<Self, ConfigError> {
        parse_toml(file, text, read_gateway)
    }
}

fn read_gateway(root: &Section<'_>) -> Option<GatewayConfig> {
    let store = root.section("store", read_store);
    let upstreams = root.sections("upstream", read_upstream);
    let assets = root.sections("asset", read_asset);
    check_names(root, &upstreams, &assets);
    root.section("site", |site| read_site(site, store?, upstreams, assets))
}

fn read_site(
    site: &Section<'_>,
    store: StoreConfig,
    upstreams: Vec<UpstreamConfig>,
    assets: Vec<AssetConfig>,
) -> Option<GatewayConfig> {
    let watts = |key: &str| site.integer(key, 0, POWER_W_MAX).map(Watts);
    let id = site.parsed("id", "home", |text| SiteId::new(text).map_err(|e| e.to_string()));
    let set_max_w = site.required_integer("set_max_w", 1, POWER_W_MAX).map(Watts);
    let set_max_charge_w = watts("set_max_charge_w");
    let (export_limit, import_limit) = (watts("export_limit_w"), watts("import_limit_w"));
    let meter_stale_ms = site.integer("meter_stale_ms", 1_000, 60_000).unwrap_or(5_000);
    let lease_s = site.integer("lease_s", 30, 60).unwrap_or(60);
    let meter_proven = site.flag("meter_proven", false);
    let allow_ride_through = site.flag("allow_ride_through", false);
    Some(GatewayConfig {
        site: id?,
        set_max_w: set_max_w?,
        set_max_charge_w: set_max_charge_w.unwrap_or_default(),
        export_limit,
        import_limit,
        meter_stale_ms: meter_stale_ms.unsigned_abs(),
        lease_s: u16::try_from(lease_s).ok()?,
        meter_proven,
        allow_ride_through,
        store,
        upstreams,
        assets,
    })
}

pub(super) fn read_store(store: &Section<'_>) -> Option<StoreConfig> {
    let path = store.required_path("path", "state");
    let engine = store.word("engine", &[("sled", StoreEngine::Sled), ("redb", StoreEngine::Redb)], StoreEngine::Sled);
    let keep_days = store.integer("keep_days", 1, 3_650).unwrap_or(35);
    let keep_mib = store.integer("keep_mib", 16, 1 << 20).unwrap_or(512);
    Some(StoreConfig {
        path: path?,
        engine,
        keep_days: u32::try_from(keep_days).ok()?,
        keep_mib: u32::try_from(keep_mib).ok()?,
    })
}

/// Host and port of `host`, `host:port` or `[v6]:port`.
pub(super) fn split_authority(text: &str, default_port: u16) -> Result<(String, u16), String> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| format!("{port:?} is no port"))?),
        _ => (text, default_port),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() { Err("names no host".to_owned()) } else { Ok((host.to_owned(), port)) }
}

fn read_asset(asset: &Section<'_>) -> Option<AssetConfig> {
    const KINDS: [(&str, Option<AssetKind>); 3] = [
        ("pv", Some(AssetKind::Pv)),
        ("battery", Some(AssetKind::Battery)),
        ("site-meter", Some(AssetKind::SiteMeter)),
    ];
    let id = asset.parsed("id", "pv", |text| AssetId::new(text).map_err(|e| e.to_string()));
    asset.required_text("kind", "pv")?;
    let kind = asset.word("kind", &KINDS, None);
    asset.word("driver", &[("sunspec", ())], ());
    let address = asset.parsed("address", "192.0.2.10:502", |text| split_authority(text, 502));
    let unit = asset.integer("unit", 1, 247).unwrap_or(1);
    let poll_ms = asset.integer("poll_ms", 200, 2_000).unwrap_or(1_000);
    let timeout_ms = asset.integer("timeout_ms", 50, 10_000).unwrap_or(1_000);
    let meter_sign = asset.word(
        "meter_sign",
        &[("import-positive", MeterSign::ImportPositive), ("export-positive", MeterSign::ExportPositive)],
        MeterSign::ImportPositive,
    );
    let installer_limit = asset.integer("installer_limit_w", 0, POWER_W_MAX).map(Watts);
    let isolating_contact = asset.flag("isolating_contact", false);
    let (host, port) = address?;
    Some(AssetConfig {
        id: id?,
        kind: kind?,
        driver: Driver::SunSpec {
            host,
            port,
            unit: u8::try_from(unit).ok()?,
            poll_ms: poll_ms.unsigned_abs(),
            timeout_ms: timeout_ms.unsigned_abs(),
            meter_sign,
        },
        installer_limit,
        isolating_contact,
    })
}

fn check_names(root: &Section<'_>, upstreams: &[UpstreamConfig], assets: &[AssetConfig]) {
    for (i, upstream) in upstreams.iter().enumerate() {
        if upstreams[..i].iter().any(|other| other.id == upstream.id) {
            root.report(
                &format!("upstream[{i}].id"),
                format!("{:?} is taken", upstream.id.as_str()),
                "give each a name of its own",
            );
        }
    }
    for (i, asset) in assets.iter().enumerate() {
        if assets[..i].iter().any(|other| other.id == asset.id) {
            root.report(
                &format!("asset[{i}].id"),
                format!("{:?} is taken", asset.id.as_str()),
                "give each a name of its own",
            );
        }
    }
    let meters = assets.iter().filter(|asset| asset.kind == AssetKind::SiteMeter).count();
    if meters > 1 {
        root.report("asset", format!("{meters} site meters"), "a site has one connection point: keep one `site-meter`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<GatewayConfig, Vec<String>> {
        GatewayConfig::parse(Path::new("site.toml"), text)
            .map_err(|e| e.lines().iter().map(|line| line.replace("site.toml: ", "")).collect())
    }

    const SMALL: &str = "
        [site]
        id = 'home'
        set_max_w = 10000
        [store]
        path = 'state'
        [[upstream]]
        id = 'utility'
        url = 'https://[::1]:8443/dcap'
        certificate = 'c.pem'
        key = 'k.pem'
        roots = 'r.pem'
        [[asset]]
        id = 'pv'
        kind = 'pv'
        address = '127.0.0.1:1502'
    ";

    #[test]
    fn a_small_file_gets_its_defaults() {
        let config = load(SMALL).expect("good");
        assert_eq!((config.lease_s, config.meter_stale_ms), (60, 5_000));
        assert_eq!((config.upstreams[0].host.as_str(), config.upstreams[0].port), ("::1", 8443));
        assert!(config.store.path.ends_with("state"));
    }

    #[test]
    fn every_problem_is_told_at_once_with_key_and_remedy() {
        let lines =
            load(&SMALL.replace("set_max_w = 10000", "set_max_w = 0\nexprot_limit_w = 5").replace("'pv'", "'p v'"))
                .expect_err("three problems");
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines.iter().any(|l| l.starts_with("site.set_max_w: 0 is out of bounds; use a number")), "{lines:?}");
        assert!(
            lines.iter().any(|l| l.starts_with("site.exprot_limit_w: is not a key of this section; ")),
            "{lines:?}"
        );
        assert!(
            lines.iter().any(|l| l.starts_with("asset[0].kind: \"p v\" is not known; use one of: pv,")),
            "{lines:?}"
        );
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert!(load("[site\n").expect_err("broken")[0].starts_with("line 1: "));
    }

    #[test]
    fn two_assets_of_one_name_are_refused() {
        let twice = format!("{SMALL}\n[[asset]]\nid = 'pv'\nkind = 'battery'\naddress = '127.0.0.1'");
        assert_eq!(load(&twice).expect_err("twice"), ["asset[1].id: \"pv\" is taken; give each a name of its own"]);
    }

    #[test]
    fn the_examples_are_good_and_show_the_defaults() {
        let site = GatewayConfig::load(Path::new("examples/site.toml")).expect("good");
        let small = GatewayConfig::load(Path::new("examples/oem-minimal.toml")).expect("good");
        GatewayConfig::load(Path::new("examples/openadr2b.toml")).expect("good");
        let defaults = |c: &GatewayConfig| (c.meter_stale_ms, c.lease_s, c.meter_proven, c.allow_ride_through);
        assert_eq!(defaults(&site), defaults(&small));
        let told = site.upstreams[0].clone();
        let (host, port) = (small.upstreams[0].host.clone(), small.upstreams[0].port);
        assert_eq!(UpstreamConfig { host, port, ..told }, small.upstreams[0]);
        let meter = |c: &GatewayConfig| {
            let meter = c.assets.iter().find(|asset| asset.kind == AssetKind::SiteMeter).expect("a meter");
            let Driver::SunSpec { poll_ms, timeout_ms, meter_sign, .. } = &meter.driver;
            (*poll_ms, *timeout_ms, *meter_sign)
        };
        assert_eq!(meter(&site), meter(&small));
    }
}
