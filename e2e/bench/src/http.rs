//! As much of HTTP/1.1 as a load needs: one connection, kept alive, one request after another, bodies read and dropped.

use std::io::{Error, ErrorKind};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One connection to the server.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads, if it leads on.
    pub location: Option<String>,
    /// Bytes of body on the wire.
    pub body: usize,
}

impl Connection {
    /// Connects to `127.0.0.1:3000`.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(address: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends one request and reads its whole answer.
    ///
    /// # Errors
    /// When the connection ends, or what comes back is no HTTP.
    pub async fn send(&mut self, request: &[u8]) -> Result<Answer, Error> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(Error::from(ErrorKind::UnexpectedEof));
            }
            if let Some(answer) = whole(&self.buffer)? {
                return Ok(answer);
            }
        }
    }
}

/// The answer, once all of it is there.
fn whole(bytes: &[u8]) -> Result<Option<Answer>, Error> {
    let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let wrong = |what: &str| Error::new(ErrorKind::InvalidData, what.to_owned());
    let head =
        std::str::from_utf8(bytes.get(..end).unwrap_or_default()).map_err(|_| wrong("a head that is no text"))?;
    let rest = bytes.get(end + 4..).unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(|| wrong("no status"))?;
    let header = |name: &str| {
        let pairs = head.lines().filter_map(|line| line.split_once(':'));
        pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    };
    let location = header("location").map(str::to_owned);
    let body = if header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        chunked(rest)
    } else {
        let length = header("content-length").map_or(Ok(0), str::parse).map_err(|_| wrong("a length that is none"))?;
        (rest.len() >= length).then_some(length)
    };
    Ok(body.map(|body| Answer { status, location, body }))
}

/// How long a chunked body is, once its last chunk is there.
fn chunked(mut rest: &[u8]) -> Option<usize> {
    let mut length = 0;
    loop {
        let line = find(rest, b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..line)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(line + 2 + size..)?;
        rest = rest.strip_prefix(b"\r\n")?;
        if size == 0 {
            return Some(length);
        }
        length += size;
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::{Answer, whole};

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let answer = |status, body| Some(Answer { status, location: None, body });
        let table = [
            ("HTTP/1.1 200 OK\r\nContent-Le", None),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", None),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", answer(200, 3)),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n", None),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", answer(200, 2)),
            ("HTTP/1.1 404 Not Found\r\n\r\n", answer(404, 0)),
        ];
        for (text, expected) in table {
            assert_eq!(whole(text.as_bytes()).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn where_an_answer_leads_is_read() {
        let text = "HTTP/1.1 303 See Other\r\nLocation: /a/b\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(whole(text.as_bytes()).unwrap().unwrap().location.as_deref(), Some("/a/b"));
    }
}
