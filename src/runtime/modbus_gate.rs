//! What the library that serves Modbus is given: whole requests within the standard's bound, whose counts agree with what
//! they hold. It panics over some that do not.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes before the unit: transaction, protocol, length.
const HEADER_BYTES: usize = 6;
/// What a length may say: a unit, and 1 to 253 bytes of request.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=254;

/// A stream that hands on such requests alone; any other ends it with an error.
#[derive(Debug)]
pub(super) struct Gate<T> {
    inner: T,
    held: Vec<u8>,
    /// How much of what is held was found in order.
    good: usize,
}

impl<T> Gate<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, held: Vec::new(), good: 0 }
    }

    fn hand_on(&mut self, buf: &mut ReadBuf<'_>) {
        let count = self.good.min(buf.remaining());
        buf.put_slice(&self.held[..count]);
        self.held.drain(..count);
        self.good -= count;
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Gate<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.good == 0 {
            match first_request(&self.held)? {
                Some(length) => self.good = length,
                None => {
                    let mut block = [0; 512];
                    let mut more = ReadBuf::new(&mut block);
                    ready!(Pin::new(&mut self.inner).poll_read(cx, &mut more))?;
                    if more.filled().is_empty() {
                        return Poll::Ready(Ok(()));
                    }
                    self.held.extend_from_slice(more.filled());
                }
            }
        }
        self.hand_on(buf);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Gate<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

/// The length of the first request, header included; `None` while it is not whole.
fn first_request(held: &[u8]) -> io::Result<Option<usize>> {
    let Some(header) = held.get(..HEADER_BYTES) else { return Ok(None) };
    let length = usize::from(u16::from_be_bytes([header[4], header[5]]));
    if !LENGTHS.contains(&length) {
        return Err(refused("its length is out of bounds"));
    }
    let Some(rest) = held.get(HEADER_BYTES..HEADER_BYTES + length) else { return Ok(None) };
    if counts_agree(&rest[1..]) { Ok(Some(HEADER_BYTES + length)) } else { Err(refused("its counts disagree")) }
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("a Modbus request was refused: {why}"))
}

/// Whether a request that brings values says how many it brings.
fn counts_agree(request: &[u8]) -> bool {
    let number = |high: u8, low: u8| usize::from(u16::from_be_bytes([high, low]));
    let agree = |bytes: u8, due: usize, data: &[u8]| usize::from(bytes) == due && data.len() == due;
    match request {
        [0x0F, _, _, high, low, bytes, coils @ ..] => agree(*bytes, number(*high, *low).div_ceil(8), coils),
        [0x10, _, _, high, low, bytes, registers @ ..] => agree(*bytes, number(*high, *low) * 2, registers),
        [0x17, _, _, _, _, _, _, high, low, bytes, registers @ ..] => agree(*bytes, number(*high, *low) * 2, registers),
        [0x0F | 0x10 | 0x17, ..] => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    const READ: [u8; 12] = [0, 1, 0, 0, 0, 6, 1, 3, 0x9C, 0x40, 0, 2];
    const WRITE: [u8; 15] = [0, 2, 0, 0, 0, 9, 1, 16, 0x9C, 0x40, 0, 1, 2, 0, 7];

    async fn through(bytes: &[u8]) -> (Vec<u8>, bool) {
        let mut passed = Vec::new();
        let ended = Gate::new(bytes).read_to_end(&mut passed).await;
        (passed, ended.is_ok())
    }

    #[tokio::test]
    async fn whole_requests_pass_and_what_is_cut_short_does_not() {
        let both = [&READ[..], &WRITE].concat();
        assert_eq!(through(&both).await, (both.clone(), true));
        assert_eq!(through(&both[..20]).await, (READ.to_vec(), true));
    }

    /// Each made the library panic, or would have made it hold more than a request may have [design r7].
    #[tokio::test]
    async fn r7_requests_that_lie_end_the_connection_after_those_before_them() {
        let lies: [&[u8]; 5] = [
            &[0, 0, 0, 0, 0, 13, 1, 16, 0, 0, 128, 0, 0, 0, 0, 0, 156, 164, 1],
            &[0, 0, 0, 0, 0, 7, 1, 15, 0, 0, 0, 100, 0],
            &[0, 0, 0, 0, 0, 11, 1, 23, 0, 0, 0, 1, 0, 0, 128, 0, 0],
            &[0, 0, 0, 0, 255, 255, 1],
            &[0, 0, 0, 0, 0, 0, 1],
        ];
        for lie in lies {
            assert_eq!(through(&[&READ[..], lie].concat()).await, (READ.to_vec(), false), "{lie:?}");
        }
    }
}
