//! Strangers who guess passwords cost a real server no more memory than two passwords at a time (promise R11).

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ureq::Agent;

use crate::process::Server;
use crate::world::World;
use crate::{Options, world};

/// Wrong passwords, each from an address of its own, so that none is refused.
const TRIES: u32 = 120;
/// What the server may have for itself after it, in KiB.
const MOST: u64 = 120 * 1024;

/// What is broken, a line each.
pub fn run(options: &Options, folder: &Path) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = runtime.block_on(world::database(options.engine, folder));
    let mut server = Server::new(&options.server, folder, &url).behind_a_proxy();
    server.start();
    runtime.block_on(World::lay(&url, 2));
    let before = server.private_memory();
    let (left, tried, busy) = (AtomicU32::new(TRIES), AtomicU32::new(0), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| {
                let config = Agent::config_builder().max_redirects(0).http_status_as_error(false).build();
                let agent: Agent = config.into();
                while let Ok(number) = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                {
                    loop {
                        match guess(&agent, server.url(), number) {
                            422 => {
                                tried.fetch_add(1, Ordering::SeqCst);
                                break;
                            }
                            503 => busy.fetch_add(1, Ordering::SeqCst),
                            status => panic!("a wrong password was answered with {status}"),
                        };
                        std::thread::sleep(Duration::from_millis(50));
                    }
                }
            });
        }
    });
    let after = server.private_memory();
    println!(
        "{} wrong passwords, {} sent away meanwhile: private memory {} MiB, then {} MiB",
        tried.into_inner(),
        busy.into_inner(),
        before / 1024,
        after / 1024
    );
    if after > MOST { vec![format!("wrong passwords left {after} KiB of private memory")] } else { vec![] }
}

/// Nobody's password, from an address that the proxy vouches for.
fn guess(agent: &Agent, url: &str, number: u32) -> u16 {
    let address = format!("10.1.{}.{}", number / 250, number % 250 + 1);
    let request = agent.post(format!("{url}/sign-in")).header("sec-fetch-site", "same-origin").header("origin", url);
    let form = [("email", "nobody@torture.example"), ("password", "wrong")];
    request.header("x-forwarded-for", address).send_form(form).expect("an answer").status().as_u16()
}
