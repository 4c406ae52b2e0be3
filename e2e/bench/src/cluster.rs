//! A PostgreSQL of our own with the durability it comes with, for Manyhands and for pgbench; gone at the end.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::process::{cores, end, log, memory_mb};

/// `pgbench -s`: so many branches; ten times as many tellers, a hundred thousand times as many accounts.
pub const SCALE: u32 = 100;

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    child: Child,
    programs: PathBuf,
    port: u16,
    settings: String,
}

impl Cluster {
    /// Makes it in `folder` and starts it.
    pub fn start(folder: &Path, count_statements: bool) -> Self {
        let (programs, data) = (programs(), folder.join("postgres"));
        std::fs::create_dir_all(&data).expect("a folder for PostgreSQL");
        if is_root() {
            let chowned = Command::new("chown").arg("postgres").arg(&data).status();
            assert!(chowned.is_ok_and(|status| status.success()), "chown {}", data.display());
        }
        let path = data.display().to_string();
        let init = ["-D", &path, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"];
        run(as_owner(&programs.join("initdb"), &data).args(init));
        let port = free_port();
        // A quarter of the memory for buffers; the rest as it comes: fsync, synchronous_commit and full_page_writes are on.
        let mut settings = format!("shared_buffers={}MB max_wal_size=4GB max_connections=200", memory_mb() / 4);
        if count_statements {
            settings.push_str(" shared_preload_libraries=pg_stat_statements");
        }
        let mut postgres = as_owner(&programs.join("postgres"), &data);
        postgres.args(["-D", &path, "-h", "127.0.0.1", "-p", &port.to_string(), "-k", &path]);
        for setting in settings.split(' ') {
            postgres.args(["-c", setting]);
        }
        let log = log(folder, "postgres.log");
        postgres.stdin(Stdio::null()).stdout(log.try_clone().expect("the log again")).stderr(log);
        let child = postgres.spawn().expect("PostgreSQL starts");
        let cluster = Self { child, programs, port, settings };
        for _ in 0..300 {
            let ready = cluster.client("pg_isready").arg("-q").status();
            if ready.is_ok_and(|status| status.success()) {
                return cluster;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL did not answer: see {}", folder.join("postgres.log").display());
    }

    /// Its first process, whose children do the work.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Version and settings.
    pub fn machine(&self) -> String {
        let version = output(self.client("psql").args(["-Atc", "show server_version", "postgres"]));
        format!("PostgreSQL {} ({})", version.trim(), self.settings)
    }

    /// Makes a database; answers with its URL.
    pub fn create(&self, name: &str) -> String {
        run(self.client("createdb").arg(name));
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// What one statement answers, as plain text.
    pub fn ask(&self, database: &str, sql: &str) -> String {
        output(self.client("psql").args(["-v", "ON_ERROR_STOP=1", "-F", "\t", "-Atc", sql, database]))
    }

    /// Makes pgbench's database.
    pub fn fill_pgbench(&self) {
        self.create("pgbench");
        run(self.client("pgbench").args(["-i", "-q", "-s", &SCALE.to_string(), "pgbench"]));
        self.ask("postgres", "checkpoint");
    }

    /// Transactions a second of pgbench's own TPC-B-like script, and how many there were.
    pub fn pgbench(&self, seconds: u64, clients: usize) -> (f64, usize) {
        let (seconds, clients, threads) = (seconds.to_string(), clients.to_string(), cores().to_string());
        let answer = output(self.client("pgbench").args(["-T", &seconds, "-c", &clients, "-j", &threads, "pgbench"]));
        let after = |label: &str| {
            let line = answer.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
            line.split([' ', '/']).next().unwrap_or_default().to_owned()
        };
        let transactions = after("number of transactions actually processed: ").parse().expect("how many");
        (after("tps = ").parse().expect("pgbench says its tps"), transactions)
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres"])
            .env("PGCONNECT_TIMEOUT", "10");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        end(&mut self.child, "INT");
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed");
    let folders = versions.filter_map(|entry| entry.ok().map(|entry| entry.path().join("bin")));
    let number = |folder: &Path| {
        let version = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        version.and_then(|name| name.parse::<u32>().ok()).unwrap_or(0)
    };
    let found = folders.filter(|folder| folder.join("initdb").exists()).max_by_key(|folder| number(folder));
    found.expect("a PostgreSQL with initdb")
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// A program that ends with this one; as the user postgres if this one is root's, since PostgreSQL refuses root.
fn as_owner(program: &Path, home: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg(program).env("HOME", home).env("TMPDIR", home).current_dir(home);
    command
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn run(command: &mut Command) {
    output(command);
}

fn output(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().expect("the program is there");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
