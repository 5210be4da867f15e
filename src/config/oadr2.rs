//! How an OpenADR 2.0b VTN is spoken with.

use super::gateway::POWER_W_MAX;
use super::reader::Section;
use super::upstream::parse_url;
use std::net::SocketAddr;
use tieline_core::model::Watts;
use tieline_schemas::oadr2::PATH;

/// How OpenADR 2.0b is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oadr2Config {
    /// What we call ourselves.
    pub ven_name: String,
    /// The venID that the VTN's operator gave us.
    pub ven_id: Option<String>,
    /// The vtnID that the VTN must show.
    pub vtn_id: Option<String>,
    /// Seconds between polls until the VTN names its own.
    pub poll_s: u32,
    /// Where the VTN pushes to; `None`: it is polled.
    pub push: Option<PushConfig>,
    /// Whether messages are signed, and only signed ones believed.
    pub sign: bool,
    /// Whether events are left to others.
    pub report_only: bool,
    /// Whether test events move the assets.
    pub obey_tests: bool,
    /// Market contexts that are ours; empty: any.
    pub market_contexts: Vec<String>,
    /// Groups that events may be meant for us by, by groupID or groupName.
    pub groups: Vec<String>,
    /// Resources that are ours besides the assets of the site, by resourceID.
    pub resources: Vec<String>,
    /// Parties that we act for, by partyID.
    pub parties: Vec<String>,
    /// What the levels of SIMPLE mean.
    pub levels: Vec<LevelConfig>,
}

/// What one level of SIMPLE asks of the site; limits are magnitudes in watts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelConfig {
    /// Which level, 0 to 3.
    pub level: u8,
    /// Power of all batteries together, positive when they discharge.
    pub storage: Option<Watts>,
    /// What may be drawn from the grid.
    pub import_limit: Option<Watts>,
    /// What may flow to the grid.
    pub export_limit: Option<Watts>,
    /// What PV and batteries may give together.
    pub generation_limit: Option<Watts>,
    /// What chargers, loads and charging batteries may take together.
    pub load_limit: Option<Watts>,
}

/// Where a VTN pushes its messages to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushConfig {
    /// Where we listen.
    pub listen: SocketAddr,
    /// The address that the VTN is told, without a slash at its end.
    pub address: String,
    /// Its path.
    pub path: String,
}

pub(super) fn read_oadr2(upstream: &Section<'_>, secure: bool) -> Option<Oadr2Config> {
    let sign = upstream.flag("sign", false);
    if sign && !secure {
        upstream.report("sign", "signatures are bound to the certificate of TLS", "use https://");
    }
    let ven_name = upstream.text("ven_name").unwrap_or("tieline").to_owned();
    let (ven_id, vtn_id) = (upstream.text("ven_id").map(str::to_owned), upstream.text("vtn_id").map(str::to_owned));
    let poll_s = upstream.integer("poll_s", 1, 86_400).unwrap_or(10);
    let push = read_push(upstream, secure);
    let (report_only, obey_tests) = (upstream.flag("report_only", false), upstream.flag("obey_tests", false));
    let texts = |key| upstream.list(key, |text| Ok(text.to_owned()));
    let market_contexts = texts("market_contexts");
    let (groups, resources, parties) = (texts("groups"), texts("resources"), texts("parties"));
    let levels = upstream.sections("level", read_level);
    for (i, level) in levels.iter().enumerate() {
        if levels[..i].iter().any(|other| other.level == level.level) {
            let says = format!("level {} is named twice", level.level);
            upstream.report(&format!("level[{i}].level"), says, "give each level one meaning");
        }
    }
    Some(Oadr2Config {
        ven_name,
        ven_id,
        vtn_id,
        poll_s: u32::try_from(poll_s).ok()?,
        push: push?,
        sign,
        report_only,
        obey_tests,
        market_contexts,
        groups,
        resources,
        parties,
        levels,
    })
}

fn read_level(level: &Section<'_>) -> Option<LevelConfig> {
    let limit = |key: &str| level.integer(key, 0, POWER_W_MAX).map(Watts);
    let number = level.required_integer("level", 0, 3);
    let storage = level.integer("storage_w", -POWER_W_MAX, POWER_W_MAX).map(Watts);
    let (import_limit, export_limit) = (limit("import_limit_w"), limit("export_limit_w"));
    let (generation_limit, load_limit) = (limit("generation_limit_w"), limit("load_limit_w"));
    Some(LevelConfig {
        level: u8::try_from(number?).ok()?,
        storage,
        import_limit,
        export_limit,
        generation_limit,
        load_limit,
    })
}

/// The keys of push mode; the outer `None` when they are wrong.
fn read_push(upstream: &Section<'_>, secure: bool) -> Option<Option<PushConfig>> {
    let named = upstream.text("transport_address");
    let listen = upstream.text("listen");
    if !upstream.flag("push", false) {
        if named.is_some() || listen.is_some() {
            upstream.report("push", "is not true, yet `listen` or `transport_address` is given", "add push = true");
        }
        return Some(None);
    }
    let parse = |text: &str| text.parse::<SocketAddr>().map_err(|_| format!("{text:?} is no address with a port"));
    let listen = upstream.parsed("listen", "192.0.2.7:8081", parse)?;
    let scheme = if secure { "https" } else { "http" };
    let Some(named) = named.map(|named| named.trim_end_matches('/')) else {
        if listen.ip().is_unspecified() {
            let example = format!("add transport_address = \"{scheme}://home.example:{}\"", listen.port());
            upstream.report("transport_address", "is missing, and `listen` is every address of this host", example);
            return None;
        }
        let (address, path) = (format!("{scheme}://{listen}{PATH}"), PATH.to_owned());
        return Some(Some(PushConfig { listen, address, path }));
    };
    let parsed = parse_url(named).ok().filter(|(is_secure, ..)| *is_secure == secure);
    let Some((.., path)) = parsed else {
        let says = format!("{named:?} is no address that begins with {scheme}://, as `url` does");
        upstream.report("transport_address", says, format!("for example {scheme}://home.example:8081"));
        return None;
    };
    Some(Some(PushConfig { listen, address: named.to_owned(), path: path.unwrap_or_default() }))
}
