//! The server as a process on a machine where others look: what lies on its disk, what stands in its log, and a log that cannot be
//! written.

use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use axum::http::Method;
use manyhands::routes::table;
use rustix::fs::{OFlags, fcntl_setfl};

use crate::browser::{Browser, PASSWORD, encode, riverside};
use crate::common::process::{HERE, Process, connected, told};
use crate::common::{World, worlds};

/// All below a folder, the folder too, with what others than the owner may do.
fn open_to_others(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut all = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(path) = all.get(next).cloned() {
        next += 1;
        if path.is_dir() {
            all.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    let modes = all.into_iter().map(|path| (path.metadata().unwrap().mode() & 0o7777, path));
    modes
        .filter(|(mode, path)| *mode != if path.is_dir() { 0o700 } else { 0o600 })
        .map(|(mode, path)| (path, mode))
        .collect()
}

/// What a stranger sends as a form, from the site itself.
fn form(path: &str, cookie: &str, fields: &[(&str, &str)]) -> String {
    let body = encode(fields);
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn sent(server: &Process, text: &str) -> String {
    told(&mut connected(HERE, server.address).await, text).await
}

/// Signs in; answers with the cookie.
async fn signed_in(server: &Process) -> String {
    let fields = [("email", "ada@riverside.example"), ("password", PASSWORD)];
    let page = sent(server, &form("/sign-in", "", &fields)).await;
    let cookie = page.split("set-cookie: ").nth(1).unwrap_or_else(|| panic!("{page}"));
    cookie.split(';').next().unwrap().to_owned()
}

/// Asks for a link to a new password, and waits until its mail lies in the folder; answers with the mail.
async fn asked_for_a_link(server: &Process, world: &World) -> String {
    let page = sent(server, &form("/reset-password", "", &[("email", "ada@riverside.example")])).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let mails = world.site.config.data_dir.join("mails");
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
    let mail = async {
        loop {
            tick.tick().await;
            let mut all = std::fs::read_dir(&mails).into_iter().flatten().flatten();
            let read = all.find_map(|mail| {
                std::fs::read_to_string(mail.path()).ok().filter(|text| text.contains("reset-password"))
            });
            if let Some(text) = read {
                return text;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), mail).await.unwrap()
}

#[tokio::test]
async fn nobody_else_on_the_machine_may_read_the_books_or_the_mails() {
    for world in worlds().await {
        riverside(&world).await;
        let folder = world.site.config.data_dir.clone();
        std::fs::create_dir_all(folder.join("mails")).unwrap();
        std::fs::write(folder.join("mails/old.eml"), "a live link").unwrap();
        // As an earlier version left them.
        for path in open_to_others(&folder).into_iter().map(|(path, _)| path).chain([folder.join("mails")]) {
            let mode = if path.is_dir() { 0o755 } else { 0o644 };
            std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        }
        assert!(open_to_others(&folder).len() >= 3);
        let easy = |command: &mut std::process::Command| {
            let mut shell = std::process::Command::new("sh");
            shell.args(["-c", "umask 022; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
            shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            *command = shell;
        };
        let server = Process::start(&world, easy).await;
        asked_for_a_link(&server, &world).await;
        assert_eq!(open_to_others(&folder), [], "{}", world.engine);
    }
}

#[tokio::test]
async fn no_token_stands_in_the_log_at_any_level() {
    for world in worlds().await {
        riverside(&world).await;
        let folder = world.site.config.data_dir.clone();
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("log");
        let log = File::create(&path).unwrap();
        let mut server = Process::start(&world, |command| {
            command.env("RUST_LOG", "trace").stderr(log);
        })
        .await;
        let cookie = signed_in(&server).await;
        let mail = asked_for_a_link(&server, &world).await;
        let mail = mail.replace("=\r\n", "");
        let token = mail.split("/reset-password/").nth(1).unwrap();
        let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(token.len() >= 32, "{mail}");
        let mut secrets = vec![token.clone(), cookie.split_once('=').unwrap().1.to_owned(), PASSWORD.to_owned()];
        secrets.push("ada@riverside.example".to_owned());
        for (number, route) in table().into_iter().filter(|route| route.path.contains("{token}")).enumerate() {
            for token in [token.clone(), format!("{number:02}{}", "5ecre7".repeat(10))] {
                let path = route.path.replace("{token}", &token);
                let text = if route.method == Method::GET {
                    format!(
                        "GET {path}?token={token} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n"
                    )
                } else {
                    form(&path, &cookie, &[("token", &token), ("new", "x"), ("password", PASSWORD)])
                };
                assert!(sent(&server, &text).await.starts_with("HTTP/1.1 "), "{path}");
                secrets.push(token);
            }
        }
        assert!(secrets.len() >= 12, "the routes with tokens are walked");
        assert!(server.stop().await.success());
        let log = std::fs::read_to_string(&path).unwrap();
        assert!(log.contains("serving") && !log.contains('\u{1b}'), "{log}");
        for secret in secrets {
            assert!(!log.contains(&secret), "{}: {secret} stands in the log", world.engine);
        }
    }
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nothing() {
    for world in worlds().await {
        let village = riverside(&world).await;
        for broken in ["full", "closed", "unread"] {
            let (reads, mut writes) = std::io::pipe().unwrap();
            if broken == "unread" {
                // As much as fits: the next line would wait for ever.
                fcntl_setfl(&writes, OFlags::NONBLOCK).unwrap();
                while writes.write(&[b'x'; 4096]).is_ok() {}
                while writes.write(b"x").is_ok() {}
                fcntl_setfl(&writes, OFlags::empty()).unwrap();
            }
            let full = || File::options().write(true).open("/dev/full").unwrap();
            let mut server = Process::start(&world, |command| {
                command.env("RUST_LOG", "trace").stdout(full());
                command.stderr(if broken == "full" { Stdio::from(full()) } else { Stdio::from(writes) });
            })
            .await;
            let reads = (broken == "unread").then_some(reads);
            let cookie = signed_in(&server).await;
            let marks = Browser::signed_in(&world, "ada@riverside.example").await.marks("/riverside/pay").await;
            let before = world.count(&village).await;
            for number in 0..5 {
                let id = manyhands::clock::fresh_transfer_id().to_string();
                let mut fields = vec![("id", id.as_str()), ("to", "ben"), ("amount", "0.10"), ("description", "Bread")];
                fields.extend(marks.iter().map(|(name, value)| (*name, value.as_str())));
                let page = sent(&server, &form("/riverside/transfers", &cookie, &fields)).await;
                assert!(page.starts_with("HTTP/1.1 303"), "{} {broken} {number}: {page}", world.engine);
            }
            assert_eq!(world.count(&village).await, before + 5);
            assert!(server.stop().await.success(), "{} {broken}", world.engine);
            drop(reads);
        }
    }
}
