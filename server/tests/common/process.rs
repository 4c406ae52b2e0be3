//! The program itself as a process on a test's installation, and what a stranger says to it byte by byte.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::World;

/// Where visitors come from.
pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Another address of this machine.
pub const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// A server that answers, until it is dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

/// The program with the settings of an installation, listening there; not started yet.
pub fn program(world: &World, address: SocketAddr) -> Command {
    let config = &world.site.config;
    let mut command = Command::new(env!("CARGO_BIN_EXE_manyhands"));
    for name in ["MIGRATE_URL", "SMTP_URL", "TRUSTED_PROXIES", "RUST_LOG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
        .arg("serve")
        .env("DATABASE_URL", &config.database_url)
        .env("DATA_DIR", &config.data_dir)
        .env("LISTEN", address.to_string())
        .env("PUBLIC_URL", format!("http://{address}"))
        .env("PAYMENTS_A_MINUTE", config.payments_a_minute.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// An address of this machine on which nobody listens.
pub fn free() -> SocketAddr {
    std::net::TcpListener::bind((HERE, 0)).unwrap().local_addr().unwrap()
}

impl Process {
    /// Starts the server, as `arranged`, and waits until it answers.
    pub async fn start(world: &World, arranged: impl FnOnce(&mut Command)) -> Self {
        let address = free();
        let mut command = program(world, address);
        arranged(&mut command);
        let mut server = Self { child: command.spawn().unwrap(), address };
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        loop {
            tick.tick().await;
            assert!(server.child.try_wait().unwrap().is_none(), "the server ended at its start");
            if let Ok(mut stream) = TcpStream::connect(address).await {
                let page = told(&mut stream, "GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
                assert!(page.ends_with("alive\n"), "{page}");
                return server;
            }
        }
    }

    /// Sends SIGTERM, and answers with how it ended within the eight seconds that are promised.
    pub async fn stop(&mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let ended = async {
            let mut tick = tokio::time::interval(Duration::from_millis(20));
            loop {
                tick.tick().await;
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(8), ended).await.unwrap()
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A connection from one address of this machine.
pub async fn connected(from: IpAddr, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    socket.connect(to).await.unwrap()
}

/// Says something and hears until the other side closes.
pub async fn told(stream: &mut TcpStream, text: &str) -> String {
    // Whoever is refused early may not get all of it away.
    stream.write_all(text.as_bytes()).await.ok();
    rest(stream).await
}

/// What is heard until the other side closes.
pub async fn rest(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut heard)).await.unwrap().ok();
    String::from_utf8_lossy(&heard).into_owned()
}

/// What is heard until it ends so; the connection stays open.
pub async fn heard(stream: &mut TcpStream, end: &str) -> String {
    let mut text = Vec::new();
    let all = async {
        while !text.ends_with(end.as_bytes()) {
            text.push(stream.read_u8().await.unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all).await.unwrap();
    String::from_utf8_lossy(&text).into_owned()
}
