//! The programs above a site: each server with its protocol.

use super::gateway::split_authority;
use super::oadr2::{Oadr2Config, read_oadr2};
use super::reader::Section;
use std::path::PathBuf;
use tieline_core::model::UpstreamId;
use tieline_schemas::oadr2::PATH;

/// A server whose programs the site obeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamConfig {
    /// Its name here.
    pub id: UpstreamId,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The path of its address.
    pub path: String,
    /// The files of mutual TLS; `None`: plain HTTP, in a laboratory.
    pub tls: Option<TlsFiles>,
    /// What it speaks.
    pub protocol: Protocol,
}

/// PEM files of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Our certificate chain, leaf first.
    pub certificate: PathBuf,
    /// Our key.
    pub key: PathBuf,
    /// The roots that the server's certificate must lead to.
    pub roots: PathBuf,
}

/// What a server speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protocol {
    /// IEEE 2030.5; the address is that of its DeviceCapability.
    Sep2(Sep2Config),
    /// OpenADR 2.0b; the address is that of the VTN, before the services' names.
    Oadr2(Box<Oadr2Config>),
}

/// How IEEE 2030.5 is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sep2Config {
    /// The PIN that its Registration must show, six digits with check digit.
    pub pin: Option<u32>,
    /// Our IANA private enterprise number, the low 32 bits of the mRIDs that we make.
    pub pen: u32,
    /// Whether the server follows the 2023 edition.
    pub edition_2023: bool,
    /// Whether CSIP-AUS extensions are spoken.
    pub csip_aus: bool,
    /// Whether AES-128-GCM is offered beside CCM_8.
    pub allow_gcm: bool,
    /// Whether test certificate policies are accepted.
    pub lab: bool,
    /// Whether we register in-band where the server does not list us.
    pub register: bool,
    /// The connection point's identifier to tell the server, such as an NMI [CSIP-AUS ConnectionPoint].
    pub connection_point: Option<String>,
    /// Seconds between posts of readings that we propose; the server's own rate wins.
    pub post_rate_s: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spoken {
    Sep2,
    Oadr2,
}

/// Scheme, host, port and path of an address.
pub(super) type Address = (bool, String, u16, Option<String>);

pub(super) fn read_upstream(upstream: &Section<'_>) -> Option<UpstreamConfig> {
    let id = upstream.parsed("id", "utility", |text| UpstreamId::new(text).map_err(|e| e.to_string()));
    let words = [("ieee2030.5", Spoken::Sep2), ("openadr2.0b", Spoken::Oadr2)];
    let spoken = upstream.word("protocol", &words, Spoken::Sep2);
    let lab = upstream.flag("lab", false);
    let address = upstream.parsed("url", "https://utility.example:8443/dcap", parse_url);
    let secure = address.as_ref().is_none_or(|(secure, ..)| *secure);
    if !secure && (spoken == Spoken::Sep2 || !lab) {
        let remedy = "use https://; plain HTTP is for a laboratory: openadr2.0b with `lab = true`";
        upstream.report("url", "does not start with https://", remedy);
        return None;
    }
    let tls = if secure { Some(read_tls(upstream)) } else { None };
    let protocol = match spoken {
        Spoken::Sep2 => read_sep2(upstream, lab).map(Protocol::Sep2),
        Spoken::Oadr2 => read_oadr2(upstream, secure).map(|oadr2| Protocol::Oadr2(Box::new(oadr2))),
    };
    let (_, host, port, path) = address?;
    let default_path = if spoken == Spoken::Sep2 { "/dcap" } else { PATH };
    let path = path.unwrap_or_else(|| default_path.to_owned());
    let tls = match tls {
        Some(files) => Some(files?),
        None => None,
    };
    Some(UpstreamConfig { id: id?, host, port, path, tls, protocol: protocol? })
}

pub(super) fn read_tls(upstream: &Section<'_>) -> Option<TlsFiles> {
    let certificate = upstream.required_path("certificate", "device.pem");
    let key = upstream.required_path("key", "device.key");
    let roots = upstream.required_path("roots", "serca.pem");
    Some(TlsFiles { certificate: certificate?, key: key?, roots: roots? })
}

fn read_sep2(upstream: &Section<'_>, lab: bool) -> Option<Sep2Config> {
    let pin = upstream.integer("pin", 0, 999_999).and_then(|pin| u32::try_from(pin).ok());
    let pen = upstream.integer("pen", 0, i64::from(u32::MAX)).unwrap_or(0);
    let edition_2023 = upstream.word("edition", &[("2018", false), ("2023", true)], false);
    let (csip_aus, allow_gcm) = (upstream.flag("csip_aus", true), upstream.flag("allow_gcm", false));
    let register = upstream.flag("register", true);
    let connection_point = upstream.text("connection_point").map(str::to_owned);
    let post_rate_s = upstream.integer("post_rate_s", 1, 86_400).unwrap_or(300);
    Some(Sep2Config {
        pin,
        pen: u32::try_from(pen).ok()?,
        edition_2023,
        csip_aus,
        allow_gcm,
        lab,
        register,
        connection_point,
        post_rate_s: u32::try_from(post_rate_s).ok()?,
    })
}

/// Whether it is secure, host, port and path of an address.
pub(super) fn parse_url(text: &str) -> Result<Address, String> {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err("does not start with https://".to_owned()),
    };
    let (authority, path) = match rest.split_once('/') {
        Some((authority, path)) => (authority, Some(path.trim_end_matches('/')).filter(|path| !path.is_empty())),
        None => (rest, None),
    };
    let (host, port) = split_authority(authority, if secure { 443 } else { 80 })?;
    Ok((secure, host, port, path.map(|path| format!("/{path}"))))
}

#[cfg(test)]
mod tests {
    use super::super::gateway::GatewayConfig;
    use super::*;
    use std::path::Path;
    use tieline_core::model::Watts;

    fn load(upstream: &str) -> Result<UpstreamConfig, Vec<String>> {
        let text = format!(
            "[site]\nid = 'home'\nset_max_w = 10000\n[store]\npath = 'state'\n[[upstream]]\nid = 'vtn'\n{upstream}"
        );
        let config = GatewayConfig::parse(Path::new("site.toml"), &text);
        config.map(|config| config.upstreams[0].clone()).map_err(|error| error.lines())
    }

    const FILES: &str = "certificate = 'c.pem'\nkey = 'k.pem'\nroots = 'r.pem'\n";

    #[test]
    fn a_vtn_gets_its_defaults() {
        let vtn = load(&format!("protocol = 'openadr2.0b'\nurl = 'https://vtn.example'\n{FILES}")).expect("good");
        assert_eq!((vtn.port, vtn.path.as_str()), (443, PATH));
        let Protocol::Oadr2(oadr2) = vtn.protocol else { panic!("another protocol") };
        assert_eq!((oadr2.poll_s, oadr2.obey_tests, oadr2.ven_name.as_str()), (10, false, "tieline"));
    }

    #[test]
    fn names_that_a_ven_answers_to_are_lists_of_texts() {
        let vtn = |keys: &str| load(&format!("protocol = 'openadr2.0b'\nurl = 'https://v'\n{FILES}{keys}"));
        let good = vtn("groups = ['north', 'homes']\nresources = ['site-7']\nparties = ['owner']").expect("good");
        let Protocol::Oadr2(oadr2) = good.protocol else { panic!("another protocol") };
        assert_eq!((oadr2.groups.len(), oadr2.resources.len(), oadr2.parties.len()), (2, 1, 1));
        assert!(vtn("groups = 'north'").is_err());
    }

    #[test]
    fn a_pushing_vtn_gets_an_address_of_ours_that_fits_its_own() {
        let load = |url: &str, keys: &str| load(&format!("protocol = 'openadr2.0b'\nurl = '{url}'\n{keys}"));
        let push = |url: &str, keys: &str| match load(url, keys).map(|vtn| vtn.protocol) {
            Ok(Protocol::Oadr2(oadr2)) => oadr2.push.map(|push| (push.address, push.path)).ok_or_else(Vec::new),
            Ok(other) => panic!("{other:?}"),
            Err(lines) => Err(lines),
        };
        let pair = |address: &str, path: &str| Ok((address.to_owned(), path.to_owned()));
        let secure = format!("{FILES}push = true\nlisten = '127.0.0.1:8081'\n");
        let plain = "lab = true\npush = true\nlisten = '127.0.0.1:8081'\n";
        assert_eq!(push("https://v", &secure), pair("https://127.0.0.1:8081/OpenADR2/Simple/2.0b", PATH));
        assert_eq!(push("http://v", plain), pair("http://127.0.0.1:8081/OpenADR2/Simple/2.0b", PATH));
        let named = format!("{secure}transport_address = 'https://home.example/ven-7/'\n");
        assert_eq!(push("https://v", &named), pair("https://home.example/ven-7", "/ven-7"));
        for (url, keys) in [
            ("https://v", format!("{secure}transport_address = 'http://home.example'\n")),
            ("https://v", format!("{FILES}push = true\n")),
            ("https://v", format!("{FILES}push = true\nlisten = '0.0.0.0:8081'\n")),
            ("https://v", format!("{FILES}listen = '127.0.0.1:8081'\n")),
        ] {
            assert!(load(url, &keys).is_err(), "{keys}");
        }
    }

    #[test]
    fn levels_have_one_meaning_each_within_bounds() {
        let vtn = |levels: &str| load(&format!("protocol = 'openadr2.0b'\nurl = 'https://v'\n{FILES}{levels}"));
        let good = vtn("[[upstream.level]]\nlevel = 1\nstorage_w = -500\nimport_limit_w = 0").expect("good");
        let Protocol::Oadr2(oadr2) = good.protocol else { panic!("another protocol") };
        assert_eq!((oadr2.levels[0].storage, oadr2.levels[0].import_limit), (Some(Watts(-500)), Some(Watts(0))));
        for bad in [
            "[[upstream.level]]\nlevel = 4",
            "[[upstream.level]]\nlevel = 1\nimport_limit_w = -1",
            "[[upstream.level]]\nlevel = 1\n[[upstream.level]]\nlevel = 1",
        ] {
            assert!(vtn(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn plain_http_is_for_a_laboratory_and_never_for_2030_5() {
        assert!(
            load("protocol = 'openadr2.0b'\nurl = 'http://127.0.0.1:8080'\nlab = true").expect("good").tls.is_none()
        );
        assert!(load("protocol = 'openadr2.0b'\nurl = 'http://127.0.0.1:8080'").is_err());
        assert!(load(&format!("url = 'http://127.0.0.1:8080/dcap'\nlab = true\n{FILES}")).is_err());
    }
}
