//! Processor time: it moves less than rates and times do when the machine does other things too.

use crate::cluster::Cluster;
use crate::process::{Server, cpu, own_cpu};
use crate::stats::number;

/// Whose processor time is read.
#[derive(Clone, Copy)]
pub struct Watched<'w> {
    /// The server, if it is a process of its own.
    pub server: Option<&'w Server>,
    /// PostgreSQL, if it has a part in it.
    pub postgres: Option<&'w Cluster>,
}

impl Watched<'_> {
    /// Processor time taken so far, in seconds: the server's, PostgreSQL's, and that of this program (the clients; with the ledger
    /// inside it, the server too).
    pub fn read(self) -> [f64; 3] {
        let server = self.server.map_or(0.0, |server| cpu(server.pid()));
        [server, self.postgres.map_or(0.0, |cluster| cpu(cluster.pid())), own_cpu(std::process::id())]
    }

    /// Shows what each of so many took since `before`.
    pub fn show(self, before: [f64; 3], count: usize) {
        let now = self.read();
        let names = ["server", "PostgreSQL", if self.server.is_some() { "clients" } else { "this side" }];
        let taken = names.iter().zip(before).zip(now).filter(|((_, before), now)| now > before);
        let taken = taken
            .map(|((name, before), now)| format!("{name} {:.2} ms", (now - before) * 1000.0 / number(count.max(1))));
        println!("    processor time each: {}", taken.collect::<Vec<_>>().join(", "));
    }
}
