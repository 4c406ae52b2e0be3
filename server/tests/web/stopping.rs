//! The server as a process among strangers: many connections, and a stop.

use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::browser::{PASSWORD, encode, riverside};
use crate::common::process::{HERE, Process, THERE, connected, heard, told};
use crate::common::worlds;

#[tokio::test]
async fn a_stop_ends_within_eight_seconds_whoever_is_connected_and_is_no_failure() {
    for world in worlds().await {
        riverside(&world).await;
        let mut server = Process::start(&world, |_| {}).await;
        let mut all = Vec::new();
        for number in 0..200 {
            let mut stream = connected(HERE, server.address).await;
            let said = match number % 5 {
                0 => "",
                1 => "G",
                2 => "GET /livez HTTP/1.1\r\nhost: x\r\n",
                3 => "POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nemail=",
                _ => "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n",
            };
            stream.write_all(said.as_bytes()).await.unwrap();
            all.push(stream);
        }
        heard(all.last_mut().unwrap(), "alive\n").await;
        assert!(server.stop().await.success(), "{}", world.engine);
    }
}

#[tokio::test]
async fn two_thousand_idle_connections_of_one_address_keep_nobody_out() {
    let mut files = getrlimit(Resource::Nofile);
    files.current = files.maximum;
    setrlimit(Resource::Nofile, files).unwrap();
    for world in worlds().await {
        riverside(&world).await;
        let server = Process::start(&world, |_| {}).await;
        let mut idle = Vec::new();
        for _ in 0..2_000 {
            idle.push(connected(HERE, server.address).await);
        }
        for from in [THERE, HERE] {
            let said = |text: String| async move { told(&mut connected(from, server.address).await, &text).await };
            let ask = "GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
            assert!(said(ask.to_owned()).await.ends_with("alive\n"));
            let cookie = signed_in(connected(from, server.address).await).await;
            let ask = "GET /riverside/statement HTTP/1.1\r\nhost: x\r\nconnection: close";
            let page = said(format!("{ask}\r\ncookie: {cookie}\r\n\r\n")).await;
            assert!(page.starts_with("HTTP/1.1 200") && page.contains("Your balance"), "{} {page}", world.engine);
        }
    }
}

/// Ada's session.
pub async fn signed_in(mut stream: TcpStream) -> String {
    let form = encode(&[("email", "ada@riverside.example"), ("password", PASSWORD)]);
    let head = "POST /sign-in HTTP/1.1\r\nhost: x\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
                content-type: application/x-www-form-urlencoded";
    let said = told(&mut stream, &format!("{head}\r\ncontent-length: {}\r\n\r\n{form}", form.len())).await;
    let cookie = said.split("set-cookie: ").nth(1).unwrap_or_else(|| panic!("{said}"));
    cookie.split(';').next().unwrap().to_owned()
}
