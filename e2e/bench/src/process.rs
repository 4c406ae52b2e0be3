//! Other programs: the server under load, and what of the machine each of them takes.

use std::fs::{File, OpenOptions, read_to_string};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A `manyhands serve` that answers.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts it on a free port and waits until it is ready.
    pub async fn start(program: &Path, folder: &Path, database: &str) -> Self {
        let log = OpenOptions::new().create(true).append(true).open(folder.join("server.log")).expect("a log");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        drop(listener);
        let child = Command::new(program)
            .arg("serve")
            .env("DATABASE_URL", database)
            .env("DATA_DIR", folder)
            .env("LISTEN", &address)
            .env("PUBLIC_URL", format!("http://{address}"))
            .env("PAYMENTS_A_MINUTE", "1000000")
            .env_remove("SMTP_URL")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the log again"))
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let server = Self { child, address };
        for _ in 0..600 {
            if ready(&server.address).await {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server did not answer within 30 s: see {}", folder.join("server.log").display());
    }

    /// Where it listens, without a scheme.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.child, "TERM");
    }
}

async fn ready(address: &str) -> bool {
    let Ok(mut connection) = crate::http::Connection::open(address).await else { return false };
    let answer = connection.send(format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes()).await;
    answer.is_ok_and(|answer| answer.status == 200)
}

/// Asks a child of ours to end, waits for it, and kills it if it does not.
pub fn end(child: &mut Child, signal: &str) {
    Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status().ok();
    for _ in 0..200 {
        if child.try_wait().is_ok_and(|state| state.is_some()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().ok();
    child.wait().ok();
}

/// The program under test: `given`, or the one of this workspace, built now and as this program was.
pub fn program(given: Option<PathBuf>) -> PathBuf {
    if let Some(given) = given {
        return given;
    }
    let own = std::env::current_exe().expect("where this program is");
    let folder = own.parent().expect("its folder");
    let profile: &[&str] = if cfg!(debug_assertions) { &[] } else { &["--release"] };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--locked", "--package", "manyhands"]).args(profile);
    build.current_dir(env!("CARGO_MANIFEST_DIR"));
    assert!(build.status().is_ok_and(|status| status.success()), "manyhands does not build");
    folder.join("manyhands")
}

/// Seconds of processor time that a process has taken, with that of children it has seen end.
pub fn own_cpu(pid: u32) -> f64 {
    let Ok(stat) = read_to_string(format!("/proc/{pid}/stat")) else { return 0.0 };
    // After the name, which may hold anything: state is the first, utime stime cutime cstime the 12th to 15th; in 1/100 s.
    let Some((_, after)) = stat.rsplit_once(')') else { return 0.0 };
    after.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Seconds of processor time of a process and its children, ended or not.
pub fn cpu(pid: u32) -> f64 {
    let children = read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|pid| pid.parse().ok());
    own_cpu(pid) + children.map(own_cpu).sum::<f64>()
}

/// Memory that is a process's alone, in MB (`Private_Clean` and `Private_Dirty`).
pub fn private_memory(pid: u32) -> f64 {
    let rollup = read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let private = rollup.lines().filter(|line| line.starts_with("Private_Clean") || line.starts_with("Private_Dirty"));
    private.filter_map(|line| line.split_whitespace().nth(1)).filter_map(|kb| kb.parse::<f64>().ok()).sum::<f64>()
        / 1024.0
}

/// Cores, memory, kernel and commit, as one line each.
pub fn machine() -> Vec<String> {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        output.map_or(String::new(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let changed = if said("git", &["status", "--porcelain"]).is_empty() { "" } else { ", with changes" };
    vec![
        format!("commit     {}{changed}", said("git", &["rev-parse", "--short=12", "HEAD"])),
        format!("cores      {}", cores()),
        format!("memory     {} MB", memory_mb()),
        format!("kernel     {}", said("uname", &["-sr"])),
    ]
}

/// How many cores there are.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Memory of the machine in MB.
pub fn memory_mb() -> u64 {
    let meminfo = read_to_string("/proc/meminfo").unwrap_or_default();
    let total = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    total.and_then(|rest| rest.split_whitespace().next()).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The load average of the last minute.
pub fn load() -> String {
    read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or("?").to_owned()
}

/// A file for a program's words.
pub fn log(folder: &Path, name: &str) -> File {
    File::create(folder.join(name)).expect("a log")
}
