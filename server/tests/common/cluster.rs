//! A PostgreSQL of the test's own, to be killed and started again.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use manyhands::clock::fresh_key;

/// Its folder and port stay the same; its process comes and goes.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    running: Option<Child>,
}

impl Cluster {
    /// Makes one and starts it; none where the tests have no PostgreSQL.
    pub fn start() -> Option<Self> {
        if std::env::var("TEST_POSTGRES_URL").is_err() {
            eprintln!("skipped: PostgreSQL (TEST_POSTGRES_URL is not set)");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("manyhands-cluster-{}", fresh_key()));
        std::fs::create_dir_all(&folder).unwrap();
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(&folder).status().unwrap().success());
        }
        let mut cluster = Self { folder, port: free_port(), running: None };
        let init = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"];
        let made = cluster.program("initdb").args(init).arg(&cluster.folder).stdout(Stdio::null()).status();
        assert!(made.unwrap().success());
        cluster.begin();
        Some(cluster)
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it again, and waits until it answers.
    pub fn begin(&mut self) {
        // What a killed one has left may hold its memory for a moment.
        for _ in 0..100 {
            let mut server = self.program("postgres");
            server.arg("-D").arg(&self.folder).args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-k", ""]);
            let mut child = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            while child.try_wait().unwrap().is_none() {
                let ready =
                    self.program("pg_isready").args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]).status();
                if ready.unwrap().success() {
                    self.running = Some(child);
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL does not start in {}", self.folder.display());
    }

    /// Kills it at once.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// One of PostgreSQL's programs; as its own user where the tests are root's, whom it refuses.
    fn program(&self, name: &str) -> Command {
        let versions = std::fs::read_dir("/usr/lib/postgresql").unwrap();
        let folders = versions.map(|entry| entry.unwrap().path().join("bin"));
        let path = folders.filter(|folder| folder.join("initdb").exists()).max().unwrap().join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// A port that nobody uses, below those that are lent to whoever calls: while nothing listens there, a caller who was lent the same port
/// would reach itself, and keep it.
fn free_port() -> u16 {
    loop {
        let port = u16::try_from(15_000 + fresh_key() % 15_000).unwrap();
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

fn is_root() -> bool {
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|me| me.uid() == 0)
}
