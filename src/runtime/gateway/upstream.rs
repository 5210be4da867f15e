//! From an upstream's configuration to its session and its connection, not yet connected.

use super::StartError;
use super::push::Entrance;
use super::seal::Seal;
use crate::config::{GatewayConfig, Oadr2Config, Protocol, Sep2Config, TlsFiles, UpstreamConfig};
use crate::runtime::clock::random_seed;
use crate::runtime::http_client::{Bounds, HttpClient};
use crate::runtime::http_server::Door;
use crate::runtime::tls::{InternetMaterial, Material};
use crate::utility::oadr2::{Level, Levels, Names, Push, Ven, VenConfig};
use crate::utility::{Session, sep2};
use std::net::SocketAddr;
use std::sync::Arc;
use tieline_certs::config::{ConfigError, client_config};
use tieline_certs::suite::SuiteChoice;
use tieline_certs::verifier::Profile;
use tieline_certs::xmldsig::Signer;
use tieline_core::model::{AssetKind, Lfdi, Now, Sfdi, UpstreamId};

/// The largest message of a VTN that is read, in bytes.
const OADR2_BODY_BYTES: usize = 1024 * 1024;

/// One upstream, ready to start.
pub(super) struct Connection {
    pub(super) id: UpstreamId,
    pub(super) session: Session,
    /// Who we are to it, where the protocol knows such identifiers.
    pub(super) identity: Option<(Lfdi, Sfdi)>,
    pub(super) client: HttpClient,
    /// Where messages are signed.
    pub(super) seal: Option<Seal>,
    /// Where its server may ask us, if it may.
    pub(super) entrance: Option<Entrance>,
}

/// Reads what an upstream's connection needs; nothing is contacted.
pub(super) fn secure(upstream: &UpstreamConfig, config: &GatewayConfig, now: Now) -> Result<Connection, StartError> {
    match &upstream.protocol {
        Protocol::Sep2(settings) => sep2_connection(upstream, settings, config, now),
        Protocol::Oadr2(settings) => oadr2_connection(upstream, settings, config, now),
    }
}

fn sep2_connection(
    upstream: &UpstreamConfig,
    settings: &Sep2Config,
    config: &GatewayConfig,
    now: Now,
) -> Result<Connection, StartError> {
    let name = || upstream.id.to_string();
    let files = upstream.tls.as_ref().ok_or_else(|| StartError::Plain { upstream: name() })?;
    let seconds = u64::try_from(now.wall.to_seconds().0).unwrap_or_default();
    let material = Material::load(&files.certificate, &files.key, &files.roots, seconds)
        .map_err(|cause| StartError::Material { upstream: name(), cause })?;
    let options = tieline_certs::config::Options {
        suites: if settings.allow_gcm { SuiteChoice::Ccm8AndGcm } else { SuiteChoice::default() },
        profile: Profile { lab: settings.lab, ..Profile::default() },
    };
    let tls = client_config(&material.credential, &material.roots, options)
        .map_err(|cause| StartError::Trust { upstream: name(), cause })?;
    let identity = material.credential.identity();
    let (lfdi, sfdi) = (Lfdi(identity.lfdi), Sfdi(identity.sfdi));
    let client = HttpClient::new(upstream.host.clone(), upstream.port, Some(Arc::new(tls)), Bounds::default());
    let session = sep2::Session::new(sep2_settings(upstream, settings, config, (lfdi, sfdi)));
    let (id, session) = (upstream.id.clone(), Session::Sep2(Box::new(session)));
    Ok(Connection { id, session, identity: Some((lfdi, sfdi)), client, seal: None, entrance: None })
}

fn oadr2_connection(
    upstream: &UpstreamConfig,
    settings: &Oadr2Config,
    config: &GatewayConfig,
    now: Now,
) -> Result<Connection, StartError> {
    let material = match &upstream.tls {
        Some(files) => Some(load(upstream, files)?),
        None => None,
    };
    let seal = match &material {
        Some(material) if settings.sign => Some(Seal::new(signer(upstream, material)?, now.wall)),
        _ => None,
    };
    let trust = |cause| StartError::Trust { upstream: upstream.id.to_string(), cause };
    let tls = material.as_ref().map(|material| material.client_config().map(Arc::new)).transpose().map_err(trust)?;
    let entrance = settings.push.as_ref().map(|push| entrance(push.listen, upstream, material.as_ref()));
    let entrance = entrance.transpose().map_err(trust)?;
    let bounds = Bounds { body_bytes: OADR2_BODY_BYTES, ..Bounds::default() };
    let client = HttpClient::new(upstream.host.clone(), upstream.port, tls, bounds);
    let session = Session::Oadr2(Box::new(Ven::new(oadr2_settings(upstream, settings, config))));
    Ok(Connection { id: upstream.id.clone(), session, identity: None, client, seal, entrance })
}

/// Where the VTN pushes to: with the same files as towards it, and open to the host of its address alone.
fn entrance(
    listen: SocketAddr,
    upstream: &UpstreamConfig,
    material: Option<&InternetMaterial>,
) -> Result<Entrance, ConfigError> {
    let door = match material {
        Some(material) => Door::Tls(Arc::new(material.server_config(true)?)),
        None => Door::Plain,
    };
    let host = material.is_some().then(|| upstream.host.clone());
    Ok(Entrance { listen, door, host })
}

fn load(upstream: &UpstreamConfig, files: &TlsFiles) -> Result<InternetMaterial, StartError> {
    InternetMaterial::load(&files.certificate, &files.key, &files.roots)
        .map_err(|cause| StartError::Material { upstream: upstream.id.to_string(), cause })
}

fn signer(upstream: &UpstreamConfig, material: &InternetMaterial) -> Result<Signer, StartError> {
    material.signer().map_err(|cause| StartError::Signer { upstream: upstream.id.to_string(), cause })
}

fn sep2_settings(
    upstream: &UpstreamConfig,
    settings: &Sep2Config,
    config: &GatewayConfig,
    (lfdi, sfdi): (Lfdi, Sfdi),
) -> sep2::SessionConfig {
    sep2::SessionConfig {
        upstream: upstream.id.clone(),
        site: config.site.clone(),
        host: upstream.host.clone(),
        port: upstream.port,
        dcap: upstream.path.clone(),
        lfdi,
        sfdi,
        pen: settings.pen,
        pin: settings.pin,
        register: settings.register,
        edition_2023: settings.edition_2023,
        csip_aus: settings.csip_aus,
        connection_point: settings.connection_point.clone(),
        set_max_w: Some(config.set_max_w),
        set_max_charge_w: Some(config.set_max_charge_w),
        post_site: true,
        post_der: true,
        post_rate_s: settings.post_rate_s,
        seed: random_seed(),
    }
}

fn oadr2_settings(upstream: &UpstreamConfig, settings: &Oadr2Config, config: &GatewayConfig) -> VenConfig {
    let mut levels = Levels::default();
    for level in &settings.levels {
        let meaning = Level {
            storage: level.storage,
            import_limit: level.import_limit,
            export_limit: level.export_limit,
            generation_limit: level.generation_limit,
            load_limit: level.load_limit,
        };
        levels.set(usize::from(level.level), meaning);
    }
    let assets = config.assets.iter().map(|asset| asset.id.to_string());
    let names = Names {
        groups: settings.groups.clone(),
        resources: settings.resources.iter().cloned().chain(assets).collect(),
        parties: settings.parties.clone(),
    };
    VenConfig {
        upstream: upstream.id.clone(),
        site: config.site.clone(),
        path: upstream.path.clone(),
        ven_name: settings.ven_name.clone(),
        ven_id: settings.ven_id.clone(),
        vtn_id: settings.vtn_id.clone(),
        poll_s: settings.poll_s,
        push: settings.push.as_ref().map(|push| Push { address: push.address.clone(), path: push.path.clone() }),
        signed: settings.sign,
        report_only: settings.report_only,
        obey_tests: settings.obey_tests,
        levels,
        controls_loads: config.assets.iter().any(|asset| matches!(asset.kind, AssetKind::Charger | AssetKind::Load)),
        market_contexts: settings.market_contexts.clone(),
        history_s: config.store.keep_days.saturating_mul(86_400),
        names,
        seed: random_seed(),
    }
}
