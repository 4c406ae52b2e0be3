//! A backup made under load, a stop, and a restore (R16, R28): what was acknowledged before the backup began is in it, and what was
//! acknowledged before the stop is in the one file that the stop leaves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::checker::{Fate, Id};
use crate::client::Client;
use crate::process::Server;
use crate::world::{self, World};
use crate::{Engine, Options};

/// So many payments are acknowledged before the backup begins.
const BEFORE: usize = 40;
/// In at most so many rounds.
const ROUNDS: u32 = 100;

/// What was broken, if anything.
pub fn run(options: &Options, (folder, url): (&Path, &str), (server, world): (&mut Server, &World)) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut clients: Vec<Client> =
        (0..options.clients).map(|n| Client::new(n, options.seed + u64::try_from(n).unwrap_or(0), world)).collect();
    server.start();
    pay(&mut clients, server.url(), |paid| paid >= BEFORE);
    let before = paid(clients.iter());
    let copy = folder.join("copy");
    let backup = pay_beside(&mut clients, server.url(), || backup(options, (folder, url), &copy));
    let all = paid(clients.iter());
    println!("{} payments before the backup, {} when it was done", before.len(), all.len());
    let mut broken: Vec<String> = backup.err().into_iter().collect();
    if let Some(fault) = server.stop() {
        broken.push(fault);
    }
    if options.engine == Engine::Sqlite {
        broken.extend(one_file(options, folder, &all));
    }
    match restored(options, (folder, url), &copy) {
        Ok(restored) => {
            let books = runtime.block_on(world::books(&restored));
            let there: BTreeSet<Id> = books.rows.iter().map(|row| row.id).collect();
            let lost = before.difference(&there).count();
            println!("{} transfers in the restored books", there.len());
            if lost > 0 {
                broken.push(format!("R16: {lost} payments acknowledged before the backup began are not in it"));
            }
            if let Err(told) = told(program(options).arg("verify").env("DATABASE_URL", &restored)) {
                broken.push(format!("R16: the restored books do not verify: {told}"));
            }
        }
        Err(fault) => broken.push(fault),
    }
    if all.len() <= before.len() {
        broken.push("nothing was paid while the backup was made: it proves nothing of load".to_owned());
    }
    broken
}

/// What was acknowledged.
pub fn paid<'a>(clients: impl Iterator<Item = &'a Client>) -> BTreeSet<Id> {
    let events = clients.flat_map(Client::history);
    events.filter(|event| event.fate == Fate::Paid).map(|event| event.id).collect()
}

/// Everybody pays until there is enough.
fn pay(clients: &mut [Client], url: &str, enough: impl Fn(usize) -> bool) {
    for _ in 0..ROUNDS {
        if enough(paid(clients.iter()).len()) {
            return;
        }
        std::thread::scope(|scope| {
            for client in clients.iter_mut() {
                scope.spawn(|| {
                    client.sign_in(url);
                    for _ in 0..5 {
                        client.act(url);
                    }
                });
            }
        });
    }
}

/// Everybody pays while `work` runs.
fn pay_beside<T>(clients: &mut [Client], url: &str, work: impl FnOnce() -> T) -> T {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for client in clients.iter_mut() {
            scope.spawn(|| {
                for turn in 0_u32.. {
                    // A backup may be quicker than anybody's payment.
                    if turn >= 5 && stop.load(Ordering::Relaxed) {
                        break;
                    }
                    client.act(url);
                }
            });
        }
        let done = work();
        stop.store(true, Ordering::Relaxed);
        done
    })
}

fn program(options: &Options) -> Command {
    let mut command = Command::new(&options.server);
    for name in ["DATABASE_URL", "MIGRATE_URL", "DATA_DIR", "PUBLIC_URL", "LISTEN"] {
        command.env_remove(name);
    }
    command
}

/// Runs it; what it said if it failed.
fn told(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(format!("{:?} failed: {out}{err}", command.get_program()))
}

fn backup(options: &Options, (folder, url): (&Path, &str), copy: &Path) -> Result<(), String> {
    match options.engine {
        Engine::Sqlite => {
            told(program(options).arg("backup").arg(copy).env("DATABASE_URL", url).env("DATA_DIR", folder))
        }
        Engine::Postgres => told(Command::new("pg_dump").arg("--format=custom").arg("--file").arg(copy).arg(url)),
    }
}

/// Restores as the README says; answers with where.
fn restored(options: &Options, (folder, url): (&Path, &str), copy: &Path) -> Result<String, String> {
    match options.engine {
        Engine::Sqlite => {
            let data = folder.join("restored");
            told(program(options).arg("restore").arg(copy).env("DATA_DIR", &data))?;
            Ok(format!("sqlite://{}", data.join("manyhands.sqlite").display()))
        }
        Engine::Postgres => {
            let (server, name) = url.rsplit_once('/').expect("a URL with a database in it");
            let restored = format!("{server}/{name}_restored");
            let create = format!("create database {name}_restored");
            told(Command::new("psql").arg("--quiet").arg("--command").arg(create).arg(url))?;
            let restore = ["--exit-on-error", "--no-owner", "--dbname"];
            told(Command::new("pg_restore").args(restore).arg(&restored).arg(copy))?;
            Ok(restored)
        }
    }
}

/// R28: the one file that a stop leaves holds everything.
pub fn one_file(options: &Options, folder: &Path, all: &BTreeSet<Id>) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let file = folder.join("manyhands.sqlite");
    let log = PathBuf::from(format!("{}-wal", file.display()));
    let mut broken = Vec::new();
    if std::fs::metadata(&log).is_ok_and(|about| about.len() > 0) {
        broken.push("R28: a log with something in it lies beside the file after an orderly stop".to_owned());
    }
    let alone = folder.join("alone.sqlite");
    std::fs::copy(&file, &alone).expect("a copy of the file alone");
    let url = format!("sqlite://{}", alone.display());
    let rows = runtime.block_on(world::books(&url)).rows;
    let there: BTreeSet<Id> = rows.iter().map(|row| row.id).collect();
    let lost = all.difference(&there).count();
    if there.len() < rows.len() {
        broken.push(format!("R28: {} payments are twice in the file that the stop left", rows.len() - there.len()));
    }
    if lost > 0 {
        broken.push(format!("R28: {lost} of {} payments are not in the file that the stop left", all.len()));
    }
    if let Err(told) = told(program(options).arg("verify").env("DATABASE_URL", &url)) {
        broken.push(format!("R28: the file that the stop left does not verify: {told}"));
    }
    broken
}
