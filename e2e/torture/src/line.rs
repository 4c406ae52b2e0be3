//! One connection to the server, kept alive as browsers and proxies keep it, and what became of every request on it.
//!
//! What counts as broken (RFC 9112, 9.3 to 9.6): **all bytes of a request were written to a connection that was open when the first of
//! them was written and on which no answer had said `Connection: close`, and no complete answer came** (head, and as many bytes of body
//! as its `Content-Length` says). It does not matter whether the request may be sent again, nor whose fault it is: a FIN of the server that
//! crosses the request on its way is broken too. Whoever is far away looks at the connection so long before its bytes arrive.
//!
//! What is not: a connection found closed before anything is written (a new one is opened, as 9.3.1 allows for any method, since nothing
//! was sent); one that closes while the request is being written, which the writer is told of (counted apart); a connection refused
//! (counted apart: after a stop the listener closes first); any complete answer, whatever its status.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use ureq::http::{Response, header};

use crate::browser::Page;

/// After this no answer comes any more.
const LONGEST: Duration = Duration::from_secs(20);
/// If this machine had so much else to do between the look and the writing, the look counts for nothing: the server's end may have come
/// in between, and would then have been seen by whoever looked when they wrote.
const SLACK: Duration = Duration::from_millis(5);

/// One connection at a time to one server.
#[derive(Debug)]
pub struct Line {
    to: SocketAddr,
    /// Whether the connection is used for more than one request.
    keeps: bool,
    /// How long its bytes are on the way.
    distance: Duration,
    stream: Option<TcpStream>,
    happened: Happened,
}

/// What happened since it was asked last.
#[derive(Debug, Default)]
pub struct Happened {
    /// Complete answers.
    pub answered: u64,
    /// Those of them that said that they are the last.
    pub last: u64,
    /// Those of them that said 503: busy.
    pub busy: u64,
    /// Connections found closed before anything was written.
    pub found_closed: u64,
    /// Requests that could not be written to their end.
    pub not_sent: u64,
    /// When a connection was refused.
    pub refused: Vec<Instant>,
    /// What must not be, and when its request was begun.
    pub broken: Vec<(Instant, String)>,
}

impl Line {
    /// To a server that is there, or will be; kept alive, or new for each request.
    pub fn new(to: SocketAddr, keeps: bool) -> Self {
        Self { to, keeps, distance: Duration::ZERO, stream: None, happened: Happened::default() }
    }

    /// The same from so far away.
    pub fn at_distance(self, distance: Duration) -> Self {
        Self { distance, ..self }
    }

    /// What happened since this was asked last.
    pub fn happened(&mut self) -> Happened {
        std::mem::take(&mut self.happened)
    }

    /// Whether a connection was refused since then.
    pub fn is_refused(&self) -> bool {
        !self.happened.refused.is_empty()
    }

    /// Sends a request; its answer, if one came.
    pub fn ask(&mut self, request: &str) -> Option<Page> {
        loop {
            let looked = Instant::now();
            let stream = self.open_one().or_else(|| self.connect())?;
            std::thread::sleep(self.distance);
            if looked.elapsed() < self.distance + SLACK {
                return self.send(stream, request);
            }
            self.stream = Some(stream);
        }
    }

    /// Opens a connection and sends the beginning of a request.
    pub fn begin(&mut self, part: &str) {
        let Some(mut stream) = self.connect() else { return };
        stream.write_all(part.as_bytes()).expect("a server that takes a connection takes some bytes");
        self.stream = Some(stream);
    }

    /// Sends the rest of it, unless the server has closed by now; its answer, if one came.
    pub fn finish(&mut self, rest: &str) -> Option<Page> {
        let stream = self.open_one()?;
        self.send(stream, rest)
    }

    fn open_one(&mut self) -> Option<TcpStream> {
        let stream = self.stream.take()?;
        if is_open(&stream) {
            return Some(stream);
        }
        self.happened.found_closed += 1;
        None
    }

    fn connect(&mut self) -> Option<TcpStream> {
        let begun = Instant::now();
        match uninterrupted(|| TcpStream::connect(self.to)) {
            Ok(stream) => {
                stream.set_nodelay(true).expect("an open connection");
                stream.set_read_timeout(Some(LONGEST)).expect("an open connection");
                return Some(stream);
            }
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => self.happened.refused.push(begun),
            Err(error) => self.happened.broken.push((begun, format!("could not connect: {error}"))),
        }
        None
    }

    fn send(&mut self, mut stream: TcpStream, request: &str) -> Option<Page> {
        let begun = Instant::now();
        if stream.write_all(request.as_bytes()).is_err() {
            self.happened.not_sent += 1;
            return None;
        }
        let answer = read_answer(&mut stream);
        let page = answer.map_err(|why| {
            let line = request.lines().next().unwrap_or_default();
            self.happened.broken.push((begun, format!("{line}, then: {why}")));
        });
        let page = page.ok()?;
        self.happened.answered += 1;
        match page.status().as_u16() {
            503 => self.happened.busy += 1,
            500.. => self.happened.broken.push((begun, format!("was answered with {}", page.status()))),
            _ => {}
        }
        let is_last = page.headers().get(header::CONNECTION).is_some_and(|value| value == "close");
        if is_last {
            self.happened.last += 1;
        } else if self.keeps {
            self.stream = Some(stream);
        }
        Some(page)
    }
}

/// Signals that this program gets itself end no call.
fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Whether the other side has not closed, as far as this machine knows.
fn is_open(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).expect("a connection");
    let seen = uninterrupted(|| stream.peek(&mut [0]));
    stream.set_nonblocking(false).expect("a connection");
    matches!(seen, Err(error) if error.kind() == ErrorKind::WouldBlock)
}

/// Reads one whole answer, or says what there was instead.
fn read_answer(stream: &mut TcpStream) -> Result<Page, String> {
    let (mut bytes, mut part) = (Vec::new(), [0; 16 * 1024]);
    let mut more = |bytes: &mut Vec<u8>| match uninterrupted(|| stream.read(&mut part)) {
        Ok(0) => Err(format!("closed after {} bytes of an answer", bytes.len())),
        Ok(read) => {
            bytes.extend_from_slice(part.get(..read).unwrap_or_default());
            Ok(())
        }
        Err(error) => Err(format!("{error} after {} bytes of an answer", bytes.len())),
    };
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        more(&mut bytes)?;
    };
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse::<u16>().ok());
    let mut answer = Response::builder().status(status.ok_or_else(|| format!("no answer: {head}"))?);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        answer = answer.header(name, value);
    }
    let length = answer.headers_ref().and_then(|all| all.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok());
    let length: usize = length.ok_or_else(|| format!("an answer without a length: {head}"))?;
    while bytes.len() < end + length {
        more(&mut bytes)?;
    }
    if bytes.len() > end + length {
        return Err(format!("{} bytes more than the answer has", bytes.len() - end - length));
    }
    answer.body(ureq::Body::builder().data(bytes.split_off(end))).map_err(|error| error.to_string())
}
