//! As much of HTTP/1.1 as simple HTTP needs: one POST and its answer a connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tieline_schemas::oadr2::CONTENT_TYPE;

/// Longest wait for the next bytes of a message.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest head, in bytes.
const HEAD_BYTES_MAX: u64 = 16 << 10;
/// Largest body, in bytes.
const BODY_BYTES_MAX: u64 = 1 << 20;

/// A request or an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parcel {
    /// The first line.
    pub(super) first: String,
    /// The other lines of the head.
    pub(super) headers: Vec<String>,
    pub(super) body: Vec<u8>,
}

impl Parcel {
    /// The word at this place of the first line.
    pub(super) fn word(&self, at: usize) -> &str {
        self.first.split_ascii_whitespace().nth(at).unwrap_or_default()
    }

    /// The value of a header, by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&String| line.split(':').next().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.headers.iter().find(named)?.split_once(':').map(|(_, value)| value.trim())
    }
}

/// Reads a message; a body in chunks is put together.
pub(super) fn read(stream: &TcpStream) -> io::Result<Parcel> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    let mut head = (&mut reader).take(HEAD_BYTES_MAX);
    loop {
        let line = line(&mut head)?;
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    if lines.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "no message"));
    }
    let mut parcel = Parcel { first: lines.remove(0), headers: lines, body: Vec::new() };
    if parcel.header("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        parcel.body = chunks(&mut reader)?;
    } else if let Some(length) = parcel.header("content-length") {
        let length: u64 = length.parse().map_err(|_| bad("content-length is no number"))?;
        parcel.body = exactly(&mut reader, length)?;
    } else if parcel.first.starts_with("HTTP/") {
        (&mut reader).take(BODY_BYTES_MAX).read_to_end(&mut parcel.body)?;
    }
    Ok(parcel)
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the head ends early or is too long"));
    }
    Ok(line.trim_end().to_owned())
}

fn exactly(reader: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length > BODY_BYTES_MAX {
        return Err(bad("the body is larger than 1 MiB"));
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length { Ok(body) } else { Err(bad("the body ends early")) }
}

fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(reader)?;
        let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16);
        let size = size.map_err(|_| bad("the size of a chunk is no number"))?;
        body.extend(exactly(reader, size)?);
        line(reader)?;
        if size == 0 {
            return Ok(body);
        }
        if body.len() as u64 > BODY_BYTES_MAX {
            return Err(bad("the body is larger than 1 MiB"));
        }
    }
}

fn bad(says: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, says)
}

/// Writes an answer and ends the connection.
pub(super) fn answer(mut stream: &TcpStream, status: &str, body: &[u8]) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}

/// Posts a message to a path and reads the answer.
pub(super) fn post(address: SocketAddr, path: &str, body: &[u8]) -> io::Result<Parcel> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {CONTENT_TYPE}\r\nAccept: {CONTENT_TYPE}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())?;
    read(&stream)
}
