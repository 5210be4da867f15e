//! Debian's nginx as a 2030.5 server of one document.

use super::Result;
use super::lab::Lab;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;
use tieline::runtime::process::Process;

/// The peer as the table names it.
pub(super) const NAME: &str = "nginx (Debian)";
const PROGRAM: &str = "/usr/sbin/nginx";
/// Until it listens: so often, with a pause between.
const TRIES: (u32, Duration) = (200, Duration::from_millis(20));

/// An nginx that listens.
pub(super) struct Nginx {
    process: Process,
    address: SocketAddr,
}

impl Nginx {
    /// Serves `list` at [`super::LIST`] to clients with a certificate under the laboratory's root.
    pub(super) fn start(lab: &Lab, list: &[u8]) -> Result<Self> {
        if !Path::new(PROGRAM).is_file() {
            return Err("run: apt-get install -y nginx-light".into());
        }
        let dir = lab.dir();
        let path = super::LIST.split('?').next().unwrap_or_default();
        let file = dir.join(format!("www{path}"));
        fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        fs::write(file, list)?;
        // Free now; nobody else here takes ports by number.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        fs::write(dir.join("nginx.conf"), configuration(address.port()))?;
        let prefix = std::path::absolute(dir)?.display().to_string();
        let args = ["-p", &prefix, "-c", "nginx.conf", "-e", "nginx.err"].map(str::to_owned);
        let mut process = Process::start_in(dir, "nginx", Path::new(PROGRAM), &args, &dir.join("nginx.log"))?;
        for _ in 0..TRIES.0 {
            if TcpStream::connect(address).is_ok() {
                return Ok(Self { process, address });
            }
            if let Some(status) = process.ended()? {
                return Err(format!("{status}: {}", process.last_words()).into());
            }
            std::thread::sleep(TRIES.1);
        }
        Err(format!("does not listen: {}", process.last_words()).into())
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }
}

/// One process, so that all it spends is in one place; nothing logged, files and sessions cached, tickets as by default.
fn configuration(port: u16) -> String {
    format!(
        "daemon off; master_process off; worker_rlimit_nofile 16384; pid nginx.pid; error_log nginx.err error;\n\
         events {{ worker_connections 8192; }}\n\
         http {{\n\
         access_log off; default_type application/sep+xml; open_file_cache max=100; sendfile on; tcp_nodelay on;\n\
         client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n\
         keepalive_timeout 3600; keepalive_requests 1000000000;\n\
         server {{ listen 127.0.0.1:{port} ssl; root www;\n\
         ssl_certificate server.pem; ssl_certificate_key server.key;\n\
         ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0; ssl_ecdh_curve prime256v1;\n\
         ssl_client_certificate serca.pem; ssl_verify_client on; ssl_verify_depth 4; ssl_session_cache shared:s:10m;\n\
         }} }}\n"
    )
}
