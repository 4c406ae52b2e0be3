//! When the database is away: everybody is told, nothing is lost or doubled, and it passes by itself.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use axum::http::{StatusCode, header};
use manyhands::clock::fresh_key;
use manyhands::ledger::verify::verify;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::browser::{Browser, PASSWORD, riverside};
use crate::common::cluster::Cluster;
use crate::common::world_at;

/// Payments of each of three members, few enough for people.
const EACH: usize = 10;

/// Whoever asked so often, each time when the last answer was there, would ask for ever.
const PATIENCE: usize = 20_000;

/// Pays again and again, with a look at the statement between; what came of each id.
async fn pay_on(mut browser: Browser, to: &'static str, answered: UnboundedSender<()>) -> Vec<(String, StatusCode)> {
    let mut sent = Vec::new();
    for _ in 0..EACH {
        let (page, id) = browser.pay(to, "0.01").await;
        let expected = [StatusCode::SEE_OTHER, StatusCode::SERVICE_UNAVAILABLE];
        assert!(expected.contains(&page.status), "{}: {}", page.status, page.text);
        sent.push((id, page.status));
        let page = browser.get("/riverside/statement").await;
        assert!([StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE].contains(&page.status), "{}", page.text);
        answered.send(()).ok();
    }
    sent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_everybody_is_told_so_and_no_payment_is_lost_or_doubled() {
    let Some(mut cluster) = Cluster::start() else { return };
    let world = world_at(cluster.url()).await;
    let village = riverside(&world).await;
    let (answer, mut answered) = unbounded_channel();
    let mut members = Vec::new();
    for (member, to) in [("ada", "ben"), ("ben", "cleo"), ("cleo", "ada")] {
        members.push((Browser::signed_in(&world, &format!("{member}@riverside.example")).await, to));
    }
    let paid = members.iter().map(|(browser, to)| tokio::spawn(pay_on(browser.clone(), to, answer.clone())));
    let paid: Vec<_> = paid.collect();
    drop(answer);
    for _ in 0..EACH {
        answered.recv().await.expect("they pay and look three times as often");
    }
    cluster.kill();
    let mut sent = Vec::new();
    for ((browser, to), one) in members.iter().zip(paid) {
        sent.push((browser.clone(), *to, one.await.unwrap()));
    }
    told_everywhere(&mut Browser::new(&world), &mut members[0].0).await;
    cluster.begin();
    let mut ids = 0;
    for (browser, to, answers) in &mut sent {
        ready_again(browser).await;
        for (id, _) in answers.iter().filter(|(_, status)| *status == StatusCode::SERVICE_UNAVAILABLE) {
            let fields = [("id", id.as_str()), ("to", *to), ("amount", "0.01"), ("description", "Bread")];
            assert_eq!(browser.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        }
        ids += answers.len();
    }
    assert!(sent.iter().any(|(_, _, answers)| answers.iter().any(|(_, status)| *status != StatusCode::SEE_OTHER)));
    assert_eq!(world.count(&village).await, i64::try_from(ids).unwrap());
    assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
}

async fn ready_again(browser: &mut Browser) {
    for _ in 0..PATIENCE {
        if browser.get("/readyz").await.status == StatusCode::OK {
            return;
        }
    }
    panic!("the database is back, and it is not ready after {PATIENCE} looks");
}

/// Every kind of request, while nothing is there.
async fn told_everywhere(stranger: &mut Browser, ada: &mut Browser) {
    for path in ["/", "/riverside", "/riverside/pay", "/riverside/statement", "/me", "/me/notices", "/readyz"] {
        let page = ada.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {}", page.text);
        assert!(page.headers.contains_key(header::RETRY_AFTER), "{path}");
        assert!(page.text.contains("nothing was changed"), "{path}: {}", page.text);
    }
    let (page, _) = ada.pay("ben", "1").await;
    assert!(page.text.contains("nothing was changed"), "{}", page.text);
    let page = stranger.post("/sign-in", &[("email", "ada@riverside.example"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
    let page = ada.post("/sign-out", &[]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
    assert_eq!(stranger.get("/livez").await.status, StatusCode::OK);
}

/// The program itself, and what it says.
struct Running {
    child: Child,
    says: BufReader<ChildStderr>,
    said: String,
    port: u16,
    folder: std::path::PathBuf,
}

impl Running {
    fn serve(database: &str) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let folder = std::env::temp_dir().join(format!("manyhands-away-{}", fresh_key()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_manyhands"));
        command.args(["serve", "--database-url", database, "--listen", &format!("127.0.0.1:{port}")]);
        command.args(["--public-url", &format!("http://localhost:{port}"), "--data-dir"]).arg(&folder);
        command.env_remove("RUST_LOG").env_remove("MIGRATE_URL");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let says = BufReader::new(child.stderr.take().unwrap());
        Self { child, says, said: String::new(), port, folder }
    }

    /// Reads what it says until it says that.
    fn until(&mut self, word: &str) {
        loop {
            let begin = self.said.len();
            assert!(self.says.read_line(&mut self.said).unwrap() > 0, "it never said {word}: {}", self.said);
            if self.said[begin..].contains(word) {
                return;
            }
        }
    }

    /// The first line of what it answers to a GET.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
    }

    /// Tells it to stop; all that it has said, when it ended well.
    fn stop(mut self) -> String {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.unwrap().success());
        self.says.read_to_string(&mut self.said).unwrap();
        assert!(self.child.wait().unwrap().success(), "{}", self.said);
        std::fs::remove_dir_all(&self.folder).ok();
        std::mem::take(&mut self.said)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn a_server_waits_for_its_database_and_says_once_that_it_is_away_and_once_that_it_is_back() {
    let Some(mut cluster) = Cluster::start() else { return };
    cluster.kill();
    let mut waiting = Running::serve(&cluster.url());
    waiting.until("waiting for the database");
    waiting.stop();
    let mut server = Running::serve(&cluster.url());
    server.until("waiting for the database");
    cluster.begin();
    server.until("serving");
    assert!(server.get("/").contains("200"));
    cluster.kill();
    for _ in 0..20 {
        let answers = [server.get("/"), server.get("/readyz"), server.get("/nobody/pay")];
        assert!(answers.iter().all(|answer| answer.contains("503")), "{answers:?}");
    }
    assert!(server.get("/livez").contains("200"));
    cluster.begin();
    let ready = (0..PATIENCE).any(|_| server.get("/readyz").contains("200"));
    assert!(ready, "the database is back, and it is not ready after {PATIENCE} looks");
    let said = server.stop();
    for line in ["waiting for the database", "the database is away", "the database is back"] {
        assert_eq!(said.matches(line).count(), 1, "{line}: {said}");
    }
    assert!(!said.contains("fault") && !said.contains("panicked"), "{said}");
}
