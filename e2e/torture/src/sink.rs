//! A mail server that takes everything, keeps it in memory, and never waits.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// What was taken, each mail with its head, in the order in which it came.
#[derive(Debug)]
pub struct Sink {
    url: String,
    taken: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Sink {
    /// Opens one on a free port of this machine; it goes with the process.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("its address"));
        let taken = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let all = taken.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let all = all.clone();
                // A client that was killed in the middle hangs up: what it had not ended is not taken.
                std::thread::spawn(move || speak(stream, &all).ok());
            }
        });
        Self { url, taken }
    }

    /// What `SMTP_URL` is to say.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until `enough` says so of what was taken; what it was then, or nothing after so long a time.
    pub fn wait(&self, longest: Duration, mut enough: impl FnMut(&[String]) -> bool) -> Option<Vec<String>> {
        let (mails, more) = &*self.taken;
        let mails = mails.lock().expect("no thread died");
        let (mails, waited) = more.wait_timeout_while(mails, longest, |mails| !enough(mails)).expect("no thread died");
        (!waited.timed_out()).then(|| mails.clone())
    }

    /// Forgets what was taken.
    pub fn clear(&self) {
        self.taken.0.lock().expect("no thread died").clear();
    }
}

fn speak(stream: TcpStream, taken: &(Mutex<Vec<String>>, Condvar)) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut answers = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    answers.write_all(b"220 sink\r\n")?;
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        let word = line.get(..4).unwrap_or("").to_uppercase();
        if word == "QUIT" {
            return answers.write_all(b"221 bye\r\n");
        }
        if word == "DATA" {
            answers.write_all(b"354 go on\r\n")?;
            let mut mail = String::new();
            while !mail.ends_with("\r\n.\r\n") {
                if lines.read_line(&mut mail)? == 0 {
                    return Ok(());
                }
            }
            taken.0.lock().expect("no thread died").push(mail);
            taken.1.notify_all();
        }
        answers.write_all(b"250 fine\r\n")?;
        line.clear();
    }
    Ok(())
}
