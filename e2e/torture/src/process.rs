//! The server as a process: started, waited for, killed without warning.

use std::fs::OpenOptions;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

/// One server on one database, dead or alive.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    folder: PathBuf,
    database: String,
    url: String,
    settings: Vec<(&'static str, String)>,
    child: Mutex<Option<Child>>,
}

impl Server {
    /// A server that is not started yet, with a port that is free now.
    pub fn new(program: &Path, folder: &Path, database: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let (program, folder) = (program.to_owned(), folder.to_owned());
        Self {
            program,
            folder,
            database: database.to_owned(),
            url: format!("http://127.0.0.1:{port}"),
            settings: Vec::new(),
            child: Mutex::new(None),
        }
    }

    /// The same with a mail server.
    pub fn with_mails(mut self, url: &str) -> Self {
        self.settings.push(("SMTP_URL", url.to_owned()));
        self
    }

    /// The same, believing what this machine says of addresses.
    pub fn behind_a_proxy(mut self) -> Self {
        self.settings.push(("TRUSTED_PROXIES", "127.0.0.1".to_owned()));
        self
    }

    /// What it has in memory that is nobody else's, in KiB.
    pub fn private_memory(&self) -> u64 {
        let child = self.child.lock().expect("no thread died");
        let id = child.as_ref().expect("a server that lives").id();
        let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).expect("what Linux says of a process");
        let private = text.lines().filter(|line| line.starts_with("Private_"));
        private.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum()
    }

    /// Where it is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts it and waits until it answers.
    pub fn start(&mut self) {
        let log = OpenOptions::new().create(true).append(true).open(self.folder.join("server.log")).expect("a log");
        let child = Command::new(&self.program)
            .arg("serve")
            .env("DATABASE_URL", &self.database)
            .env("DATA_DIR", &self.folder)
            .env("LISTEN", self.url.trim_start_matches("http://"))
            .env("PUBLIC_URL", &self.url)
            .env("PAYMENTS_A_MINUTE", "1000000")
            .env_remove("SMTP_URL")
            .envs(self.settings.iter().map(|(name, value)| (*name, value.as_str())))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the log again"))
            .stderr(log)
            .spawn()
            .expect("the server starts");
        *self.child.lock().expect("no thread died") = Some(child);
        for _ in 0..600 {
            if ureq::get(format!("{}/readyz", self.url)).call().is_ok() {
                return;
            }
            let mut child = self.child.lock().expect("no thread died");
            let ended = child.as_mut().and_then(|child| child.try_wait().expect("its state"));
            assert!(ended.is_none(), "the server ended at its start: see {}", self.folder.join("server.log").display());
            drop(child);
            std::thread::sleep(Duration::from_millis(50));
        }
        self.kill();
        assert!(
            self.child.lock().expect("no thread died").is_some(),
            "the server did not answer within 30 s of its start"
        );
    }

    /// SIGTERM, as a service manager stops it; what was wrong with how it ended.
    pub fn stop(&self) -> Option<String> {
        let mut child = self.child.lock().expect("no thread died").take()?;
        let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
        assert!(told.success(), "SIGTERM could not be sent");
        for _ in 0..160 {
            if let Some(ended) = child.try_wait().expect("its state") {
                return (!ended.success()).then(|| format!("R13: it ended with {ended} after SIGTERM"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        child.kill().expect("SIGKILL");
        child.wait().expect("its end");
        Some("R13: it had not ended 8 s after SIGTERM".to_owned())
    }

    /// SIGKILL: nothing in the process can react to it.
    pub fn kill(&self) {
        if let Some(mut child) = self.child.lock().expect("no thread died").take() {
            child.kill().expect("SIGKILL");
            child.wait().expect("its end");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
