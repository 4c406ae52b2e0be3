//! One connection: read and answered by hyper, watched from outside, so that whoever sends slowly, nothing, or takes nothing is cut
//! off, and whoever has asked is answered.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustix::net::{RecvFlags, Shutdown, recv, shutdown};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};
use tower::ServiceExt;

use super::WireLimits;
use super::pulse::Pulse;

/// After a stop: when it was told.
pub(super) type Stopped = watch::Receiver<Option<Instant>>;

/// What a connection is served with.
pub(super) struct Hosting {
    pub(super) app: Router,
    pub(super) limits: WireLimits,
    /// How long it may stay open between two requests.
    pub(super) idle: Duration,
    pub(super) stopped: Stopped,
}

/// Answers what comes in until either side is done.
pub(super) async fn serve((stream, peer): (TcpStream, SocketAddr), pulse: Arc<Pulse>, hosting: Hosting) {
    // With Nagle's algorithm on, small answers wait 40 ms for an acknowledgement.
    stream.set_nodelay(true).ok();
    let Hosting { app, limits, idle, mut stopped } = hosting;
    let asked = (app, Arc::clone(&pulse), stopped.clone());
    let service = service_fn(move |request| answer(asked.clone(), peer, request));
    let mut http = http1::Builder::new();
    // Time is watched here: hyper's own allowance does not tell an idle connection from half a head.
    http.header_read_timeout(None).max_header_size(limits.head_size).max_buf_size(limits.head_size.max(8192));
    let io = TokioIo::new(Watched { stream, pulse: Arc::clone(&pulse) });
    let mut connection = http.serve_connection(io, service);
    let mut alarm = pin!(sleep(limits.head));
    let mut sent_away = None;
    loop {
        let at = (*stopped.borrow_and_update()).or(sent_away);
        let overdue = std::future::poll_fn(|context| {
            if Pin::new(&mut connection).poll(context).is_ready() {
                return Poll::Ready(false);
            }
            let Some(due) = pulse.due(&limits, idle, at) else { return Poll::Pending };
            if alarm.deadline() != due {
                alarm.as_mut().reset(due);
            }
            alarm.as_mut().poll(context).map(|()| true)
        });
        let overdue = tokio::select! {
            overdue = overdue => overdue,
            () = pulse.leave.notified() => {
                sent_away = Some(Instant::now());
                true
            }
            Ok(()) = stopped.changed() => continue,
        };
        if !overdue {
            break;
        }
        if !pulse.look_again() {
            return;
        }
    }
    if !pulse.has_ended() {
        pulse.rests();
        linger(connection.into_parts().io.into_inner().stream, &pulse, (&limits, &mut stopped)).await;
    }
}

/// Waits for the other side to close, and throws away what it still sends. Closing first while something of theirs is unread would make
/// their machine throw our answer away; and many send all of a large body before they read.
async fn linger(mut stream: TcpStream, pulse: &Pulse, (limits, stopped): (&WireLimits, &mut Stopped)) {
    stream.shutdown().await.ok();
    let mut left = limits.rest;
    while left > 0 {
        let quiet = Instant::now() + limits.rest_quiet;
        let due = pulse.due(limits, limits.idle, *stopped.borrow_and_update());
        tokio::select! {
            _ = stream.readable() => {}
            () = sleep_until(due.map_or(quiet, |due| due.min(quiet))) => return,
            () = pulse.leave.notified() => return,
            Ok(()) = stopped.changed() => continue,
        }
        // Not kept while nothing comes.
        let mut thrown_away = [0; 16 * 1024];
        match stream.try_read(&mut thrown_away) {
            Ok(some @ 1..) => left = left.saturating_sub(some),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            _ => return,
        }
    }
}

/// Hands a request to the application. After a stop the answer says that it is the last, and so it does when some of the body was not
/// read: whoever is not told would send the next request after it, to a connection that closes.
async fn answer(
    (app, pulse, stopped): (Router, Arc<Pulse>, Stopped),
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Leaving>, Infallible> {
    pulse.asked();
    let arriving = |body| {
        let arriving = Arriving { body, pulse: Arc::clone(&pulse) };
        arriving.look();
        Body::new(arriving)
    };
    let mut request = request.map(arriving);
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = match app.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    if stopped.borrow().is_some() || pulse.is_unread() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| Leaving { body, pulse }))
}

/// The body of a request.
struct Arriving {
    body: Incoming,
    pulse: Arc<Pulse>,
}

impl Arriving {
    /// Notes when it is complete.
    fn look(&self) {
        if self.body.is_end_stream() {
            self.pulse.read();
        }
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => {
                self.pulse.came(frame.data_ref().map_or(0, Bytes::len));
                self.look();
            }
            Poll::Ready(_) => self.pulse.read(),
            Poll::Pending => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.pulse.unwanted();
    }
}

/// The body of an answer; it is dropped when all of it is on its way.
struct Leaving {
    body: Body,
    pulse: Arc<Pulse>,
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.pulse.answered();
    }
}

/// A stream that notes what goes in and out.
struct Watched {
    stream: TcpStream,
    pulse: Arc<Pulse>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        match &read {
            Poll::Ready(Ok(())) if buffer.filled().len() > before => self.pulse.heard(),
            Poll::Ready(_) => self.pulse.ended(),
            Poll::Pending if self.pulse.is_last_look() => {
                // The kernel may hold a request that the runtime, busy as it is, has not been told of.
                let mut one = [0; 1];
                match recv(&self.stream, &mut one, RecvFlags::PEEK | RecvFlags::DONTWAIT) {
                    Ok((_, 1..)) => self.pulse.heard(),
                    _ => {
                        // Closed in the same breath: whatever came between the look and the end would find no answer.
                        shutdown(&self.stream, Shutdown::Write).ok();
                        self.pulse.ended();
                        return Poll::Ready(Ok(()));
                    }
                }
            }
            Poll::Pending => {}
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, data);
        self.pulse.flows(written.is_ready());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, data);
        self.pulse.flows(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
