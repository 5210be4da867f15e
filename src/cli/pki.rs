//! `tieline pki`: certificates of one's own, and a look into those of others.

use super::Failure;
use crate::runtime::clock::host_wall;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline_certs::config::certificates;
use tieline_certs::identity::{Identity, lfdi_text};
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level, PkiError, parse_object_identifier};
use tieline_certs::verifier::{Arcs, Description, PathVerifier, Policy, Profile, Role, describe};

/// The largest certificate file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 256 * 1024;
/// New certificates are valid since a day ago, so that a device whose clock is slow takes them.
const CLOCK_SLACK_S: u64 = 86_400;

/// Make and inspect certificates of IEEE 2030.5.
///
/// `init` makes a root (SERCA) and two authorities below it (MCA, MICA); `issue` makes certificates for devices and
/// servers; `inspect` and `lfdi` read any certificate. For tests, laboratories and closed sites: a public utility
/// program has its own infrastructure and gives you its certificates.
#[derive(Debug, clap::Args)]
pub struct Pki {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Init(Init),
    Issue(Issue),
    Inspect(Inspect),
    Lfdi(LfdiOf),
}

impl Pki {
    /// Runs the subcommand.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Init(init) => init.run(),
            Command::Issue(issue) => issue.run(),
            Command::Inspect(inspect) => inspect.run(),
            Command::Lfdi(lfdi) => lfdi.run(),
        }
    }
}

/// Make a root and its authorities: serca, mca and mica, each a .pem and a .key.
///
/// Give serca.pem to every peer as its trusted root. Keep serca.key and mca.key off the network: `issue` needs mica.key
/// alone. Certificates do not expire, as the standard wants.
#[derive(Debug, clap::Args)]
struct Init {
    /// The folder; made when absent. Nothing in it is overwritten.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// How the authorities are called.
    #[arg(long, value_name = "TEXT", default_value = "Tieline Lab")]
    name: String,
}

impl Init {
    fn run(self) -> Result<(), Failure> {
        fs::create_dir_all(&self.dir).map_err(|error| {
            Failure::work(format!("{}: {error}; choose a folder you may write", self.dir.display()))
        })?;
        let names = ["serca", "mca", "mica"];
        names.iter().try_for_each(|name| must_be_new(&self.dir, name))?;
        let now = not_before();
        let serca = Authority::root(&format!("{} SERCA", self.name), now).map_err(cannot_issue)?;
        let mca = serca.authority(Level::Mca, &format!("{} MCA", self.name), now).map_err(cannot_issue)?;
        let mica = mca.authority(Level::Mica, &format!("{} MICA", self.name), now).map_err(cannot_issue)?;
        for (name, authority) in names.iter().zip([&serca, &mca, &mica]) {
            write_pair(&self.dir, name, &authority.chain_pem(), authority.key_pem())?;
        }
        println!("{}: the root; every peer trusts it", self.dir.join("serca.pem").display());
        println!("next: tieline pki issue --dir {} --name gateway", self.dir.display());
        Ok(())
    }
}

/// Issue a certificate for a device or a server, with a new key.
///
/// Writes NAME.pem (the chain, own certificate first, without the root) and NAME.key (mode 0600), and prints the
/// identifiers by which the other side registers it.
#[derive(Debug, clap::Args)]
struct Issue {
    /// The folder of `tieline pki init`.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The files' name.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The authority that signs: serca gives a chain of two links, mca of three, mica of four.
    #[arg(long, value_name = "AUTHORITY", default_value = "mica", value_parser = ["serca", "mca", "mica"])]
    from: String,
    /// The hardware's serial number, 1 to 64 bytes; NAME when absent.
    #[arg(long, value_name = "TEXT")]
    serial: Option<String>,
    /// The hardware's type, an object identifier of its maker; that of examples when absent.
    #[arg(long, value_name = "OID")]
    hardware_type: Option<String>,
    /// What the certificate is for; may be given more than once.
    #[arg(long, value_enum, value_name = "POLICY", default_values = ["generic"])]
    policy: Vec<PolicyName>,
    /// A DNS name or address of a server, for clients that check it; may be given more than once.
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

/// A certificate policy on the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum PolicyName {
    /// A device as usual.
    Generic,
    /// A device that moves.
    Mobile,
    /// A device that got its certificate after it was made.
    PostManufacture,
    /// For commercial use.
    Commercial,
    /// For tests; taken only where the configuration says lab.
    Test,
}

impl From<PolicyName> for Policy {
    fn from(name: PolicyName) -> Self {
        match name {
            PolicyName::Generic => Self::Generic,
            PolicyName::Mobile => Self::Mobile,
            PolicyName::PostManufacture => Self::PostManufacture,
            PolicyName::Commercial => Self::Commercial,
            PolicyName::Test => Self::Test,
        }
    }
}

impl Issue {
    fn run(self) -> Result<(), Failure> {
        let plain = self.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        if !plain || self.name.is_empty() || self.name.starts_with('.') {
            return Err(Failure::usage(format!("--name {:?}; use letters, digits, '-', '_' and '.'", self.name)));
        }
        must_be_new(&self.dir, &self.name)?;
        let authority = load_authority(&self.dir, &self.from)?;
        let issued = authority.device(&self.request()?, not_before()).map_err(cannot_issue)?;
        write_pair(&self.dir, &self.name, &issued.chain_pem, &issued.key_pem)?;
        self.tell(&issued);
        Ok(())
    }

    fn request(&self) -> Result<DeviceRequest, Failure> {
        let mut request = DeviceRequest::generic(self.serial.as_deref().unwrap_or(&self.name));
        if let Some(oid) = &self.hardware_type {
            request.hardware_type =
                parse_object_identifier(oid).map_err(|error| Failure::usage(format!("--hardware-type: {error}")))?;
        }
        request.policies = self.policy.iter().copied().map(Policy::from).collect();
        request.names.clone_from(&self.host);
        Ok(request)
    }

    fn tell(&self, issued: &Issued) {
        let identity = Identity::of_certificate(&issued.chain[0]);
        println!("certificate {}", self.dir.join(format!("{}.pem", self.name)).display());
        println!("key         {} (mode 0600)", self.dir.join(format!("{}.key", self.name)).display());
        println!("LFDI        {}", lfdi_text(&identity.lfdi));
        println!("SFDI        {:012}", identity.sfdi);
        println!("PIN         not part of a certificate: five digits of your choice and a check digit that makes");
        println!("            their sum a multiple of ten, as in 111115; give it to both sides");
    }
}

/// Show what certificates say, and whether a peer would believe them.
///
/// Takes a chain in PEM (own certificate first) or one certificate in DER. With --roots the chain is verified in both
/// roles, as a 2030.5 peer would; the exit status is 1 when it is refused.
#[derive(Debug, clap::Args)]
struct Inspect {
    /// The file.
    file: PathBuf,
    /// Trusted roots (PEM), to verify the chain against.
    #[arg(long, value_name = "FILE")]
    roots: Option<PathBuf>,
    /// Take certificates with the test policy.
    #[arg(long, requires = "roots")]
    lab: bool,
    /// Ask for both policy arcs, a device type and a usage.
    #[arg(long, requires = "roots")]
    strict: bool,
}

impl Inspect {
    fn run(self) -> Result<(), Failure> {
        let chain = read_chain(&self.file)?;
        for (i, der) in chain.iter().enumerate() {
            match describe(der) {
                Ok(description) => show(i, &description),
                Err(reason) => println!("certificate {i}: {reason} [{}]", reason.clause()),
            }
        }
        self.roots.as_ref().map_or(Ok(()), |roots| self.judge(&chain, roots))
    }

    fn judge(&self, chain: &[CertificateDer<'_>], roots: &Path) -> Result<(), Failure> {
        let arcs = if self.strict { Arcs::Both } else { Arcs::Either };
        let verifier = PathVerifier::new(&read_chain(roots)?, Profile { arcs, lab: self.lab })
            .map_err(|error| Failure::usage(format!("{}: {error}; give the SERCA's certificate", roots.display())))?;
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now_s()));
        for role in [Role::Client, Role::Server] {
            let verified = verifier.verify(role, &chain[0], &chain[1..], now).map_err(|refusal| {
                Failure::work(format!("{}: refused as {role:?}: {refusal}; have it issued anew", self.file.display()))
            })?;
            let policies: Vec<_> = verified.policies.iter().map(ToString::to_string).collect();
            println!("accepted as {role:?}: {} links, policies {}", verified.links, policies.join(", "));
        }
        Ok(())
    }
}

/// Prints a description; texts of the certificate are escaped, since anybody may have written them.
fn show(i: usize, it: &Description) {
    let time = |seconds| jiff::Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |t| t.to_string());
    println!("certificate {i}");
    println!("  subject   {}", if it.subject.is_empty() { "(none)".to_owned() } else { escaped(&it.subject) });
    println!("  issuer    {}", escaped(&it.issuer));
    let end = it.not_after.map_or_else(|| "no end".to_owned(), time);
    println!("  valid     {} to {end}", time(it.not_before));
    match it.authority {
        Some(Some(bound)) => println!("  authority at most {bound} authorities below it"),
        Some(None) => println!("  authority without a bound"),
        None => {
            let policies: Vec<_> = it.policies.iter().map(|p| format!("{p} ({p:?})")).collect();
            println!("  policies  {}", policies.join(", "));
            if let Some(serial) = &it.hardware_serial {
                println!("  hardware  {}", serial.escape_ascii());
            }
            println!("  LFDI      {}", lfdi_text(&it.identity.lfdi));
            println!("  SFDI      {:012}", it.identity.sfdi);
        }
    }
}

fn escaped(text: &str) -> String {
    text.escape_debug().to_string()
}

/// Print LFDI and SFDI of certificates, one line a file.
#[derive(Debug, clap::Args)]
struct LfdiOf {
    /// The files, PEM (the first certificate counts) or DER.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl LfdiOf {
    fn run(self) -> Result<(), Failure> {
        for file in &self.files {
            let identity = Identity::of_certificate(&read_chain(file)?[0]);
            println!("{} {:012} {}", lfdi_text(&identity.lfdi), identity.sfdi, file.display());
        }
        Ok(())
    }
}

/// The certificates of a file, at least one: PEM, or one in DER.
fn read_chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let bytes = read(file)?;
    if bytes.first() == Some(&0x30) {
        let der = CertificateDer::from(bytes);
        describe(&der).map_err(|reason| Failure::work(format!("{}: {reason}", file.display())))?;
        return Ok(vec![der]);
    }
    certificates(&bytes).map_err(|error| Failure::work(format!("{}: {error}", file.display())))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |error| Failure::work(format!("{}: {error}; give a readable file", file.display()));
    let mut bytes = Vec::new();
    fs::File::open(file).map_err(fail)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let line = format!("{}: more than {FILE_BYTES_MAX} bytes; give certificates alone", file.display());
        return Err(Failure::work(line));
    }
    Ok(bytes)
}

fn load_authority(dir: &Path, name: &str) -> Result<Authority, Failure> {
    let (chain, key) = (dir.join(format!("{name}.pem")), dir.join(format!("{name}.key")));
    let text = |file: &Path| {
        let secret = zeroize::Zeroizing::new(read(file)?);
        let text = std::str::from_utf8(&secret).map(|text| zeroize::Zeroizing::new(text.to_owned()));
        text.map_err(|_| Failure::work(format!("{}: not a PEM file; run `tieline pki init`", file.display())))
    };
    Authority::load(&text(&chain)?, &text(&key)?)
        .map_err(|error| Failure::work(format!("{}: {error}", chain.display())))
}

/// Neither file of a pair may exist: a certificate made anew is another LFDI, and its key would be gone.
fn must_be_new(dir: &Path, name: &str) -> Result<(), Failure> {
    for suffix in ["pem", "key"] {
        let file = dir.join(format!("{name}.{suffix}"));
        if file.symlink_metadata().is_ok() {
            return Err(exists(&file));
        }
    }
    Ok(())
}

fn exists(file: &Path) -> Failure {
    Failure::usage(format!("{}: exists and is not overwritten; choose another name or folder", file.display()))
}

fn write_pair(dir: &Path, name: &str, chain: &str, key: &str) -> Result<(), Failure> {
    write_new(&dir.join(format!("{name}.key")), key, 0o600)?;
    write_new(&dir.join(format!("{name}.pem")), chain, 0o644)
}

/// Writes a file that must not exist yet, with its final mode from the start.
fn write_new(file: &Path, text: &str, mode: u32) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    let open = options.write(true).create_new(true).mode(mode).open(file);
    let written = open.and_then(|mut open| open.write_all(text.as_bytes()).and_then(|()| open.sync_all()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(file),
        _ => Failure::work(format!("{}: {error}; choose a folder you may write", file.display())),
    })
}

fn cannot_issue(error: PkiError) -> Failure {
    Failure::usage(error)
}

fn now_s() -> u64 {
    u64::try_from(host_wall().0 / 1000).unwrap_or_default()
}

fn not_before() -> u64 {
    now_s().saturating_sub(CLOCK_SLACK_S)
}
