//! Two servers on one database, one mail server, and a thousand payments of which a thousand people are told (promise R24): while both
//! live no mail comes twice; when one is killed in the middle none is lost. And whoever waits for a link does not wait behind them.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::AnyConnection;

use crate::browser::{Browser, location};
use crate::process::Server;
use crate::sink::Sink;
use crate::world::{self, SLUG, World};
use crate::{Engine, Options};

/// Who pay one another: every pair is one payment, so that no two of them are told in one mail.
const MEMBERS: usize = 33;
/// How many mails there must be.
const MANY: usize = 1_000;
/// What one server has on its way at once: so many may come a second time when it is killed.
const ON_THE_WAY: usize = 4;
/// After this a mail is lost.
const LONGEST: Duration = Duration::from_secs(60);

const WAITING: &str = "select count(*) as n from notices where mailed_at is null";
const UNSENT: &str = "select count(*) as n from outbox where sent_at is null";
/// All of them are to be told again, as if nobody had been.
const AFRESH: [&str; 2] = ["delete from outbox", "update notices set mailed_at = null"];
/// The lease of what was on its way is over.
const LEASE_OVER: &str = "update outbox set next_try_at = 0 where sent_at is null";

/// What is broken, a line each.
pub fn run(options: &Options, folder: &Path) -> Vec<String> {
    if options.engine == Engine::Sqlite {
        return vec!["SQLite has one server; use --engine postgres".to_owned()];
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = runtime.block_on(world::database(options.engine, folder));
    let sink = Sink::open();
    let mut servers = [0, 1].map(|_| Server::new(&options.server, folder, &url).with_mails(sink.url()));
    for server in &mut servers {
        server.start();
    }
    let world = runtime.block_on(World::lay(&url, MEMBERS));
    let mut conn = runtime.block_on(world::connect(&url));
    let mut books = |sql| runtime.block_on(number(&mut conn, sql));

    let begun = Instant::now();
    pay(&world, &servers);
    println!("{MANY} payments through two servers in {} ms", begun.elapsed().as_millis());
    let mut broken = both_alive(&sink, &mut books);
    println!("their mails {} ms after the first of them was asked for", begun.elapsed().as_millis());
    for server in &servers {
        server.kill();
    }
    sink.clear();
    for sql in AFRESH {
        runtime.block_on(world::execute(&url, sql));
    }
    for server in &mut servers {
        server.start();
    }
    let [one, two] = &servers;
    broken.extend(link(&sink, two.url(), &world));
    broken.extend(one_killed(&sink, one, || runtime.block_on(left_behind(&url))));
    broken
}

/// While both live: each once, and nothing is left.
fn both_alive(sink: &Sink, books: &mut impl FnMut(&'static str) -> i64) -> Vec<String> {
    if sink.wait(LONGEST, |mails| by_notice(mails).len() >= MANY).is_none() {
        return vec!["two servers did not send a thousand mails".to_owned()];
    }
    // What would come a second time comes until nothing is left to send.
    let until = Instant::now() + LONGEST;
    while books(WAITING) + books(UNSENT) > 0 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
    }
    let mails = sink.wait(LONGEST, |_| true).unwrap_or_default();
    let seen = by_notice(&mails);
    let mut broken: Vec<String> = seen
        .iter()
        .filter(|(_, ids)| ids.len() != 1)
        .map(|(notice, ids)| format!("while both servers lived, {notice} came {} times", ids.len()))
        .collect();
    let mut ids: Vec<&String> = seen.values().flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != MANY || seen.len() != MANY {
        broken.push(format!("{} notices came under {} Message-IDs", seen.len(), ids.len()));
    }
    broken
}

/// Behind hundreds of mails that wait, a link to set a new password.
fn link(sink: &Sink, url: &str, world: &World) -> Vec<String> {
    let Some(before) = sink.wait(LONGEST, |mails| mails.len() >= 50) else {
        return vec!["after a start no mail left".to_owned()];
    };
    let begun = Instant::now();
    let browser = Browser::new(world.chair());
    browser.post(&format!("{url}/reset-password"), &[("email", world.chair().as_str())]);
    let is_link = |mail: &String| mail.contains(&format!("To: {}", world.chair())) && mail.contains("/reset-password/");
    let Some(mails) = sink.wait(LONGEST, |mails| mails.iter().any(is_link)) else {
        return vec!["a link for a new password did not come".to_owned()];
    };
    let rate = mails.len() - before.len();
    println!("a link for a new password came after {} ms and {rate} other mails", begun.elapsed().as_millis());
    // Between asking and the commit some leave; never all that were there first.
    if mails.len() > MANY / 2 { vec![format!("a link came behind {} mails", mails.len())] } else { vec![] }
}

/// One of two is killed somewhere in the middle: the other one sends what is left, and what was on its way when its lease is over.
fn one_killed(sink: &Sink, one: &Server, left_behind: impl FnOnce() -> i64) -> Vec<String> {
    if sink.wait(LONGEST, |mails| by_notice(mails).len() >= MANY / 2).is_none() {
        return vec!["half of the mails did not come".to_owned()];
    }
    one.kill();
    let left = left_behind();
    let mut broken = Vec::new();
    if left > i64::try_from(ON_THE_WAY).unwrap_or(0) {
        broken.push(format!("a killed server left {left} mails to wait for the end of a lease"));
    }
    match sink.wait(LONGEST, |mails| by_notice(mails).len() >= MANY) {
        None => broken.push("a mail was lost when its server was killed".to_owned()),
        Some(mails) => {
            let more: usize = by_notice(&mails).values().map(|ids| ids.len() - 1).sum();
            println!(
                "one server killed in the middle: {left} mails waited for its lease, {more} came twice, none is lost"
            );
            if more > ON_THE_WAY {
                broken.push(format!("{more} mails came twice after one kill"));
            }
        }
    }
    broken
}

/// Waits until only what was on its way is left, and lets its lease be over; how many mails that were.
async fn left_behind(url: &str) -> i64 {
    let mut conn = world::connect(url).await;
    let until = Instant::now() + LONGEST;
    let mut last = i64::MAX;
    loop {
        // Leases are all that holds a mail back here, and a living server's are over within the second.
        let unsent = number(&mut conn, UNSENT).await;
        if (number(&mut conn, WAITING).await == 0 && unsent == last) || Instant::now() > until {
            world::execute(url, LEASE_OVER).await;
            return unsent;
        }
        last = unsent;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn number(conn: &mut AnyConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.expect("a number")
}

/// The Message-IDs under which each notice came. A payment is named in what it is for.
fn by_notice(mails: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in mails {
        let Some((_, rest)) = mail.split_once("For: notice-") else { continue };
        let notice = rest.lines().next().unwrap_or_default().to_owned();
        let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default();
        seen.entry(notice).or_default().push(id.to_owned());
    }
    seen
}

/// Every member pays every other until there are enough, half of them through each server.
fn pay(world: &World, servers: &[Server; 2]) {
    let codes = world.codes();
    std::thread::scope(|scope| {
        for lane in 0..8 {
            let [one, two] = servers;
            let url = if lane % 2 == 0 { one.url() } else { two.url() };
            scope.spawn(move || {
                for payer in (lane..MEMBERS).step_by(8) {
                    let mut browser = Browser::new(world.email(payer));
                    browser.sign_in(url);
                    for (payee, to) in codes.iter().enumerate().filter(|(payee, _)| *payee != payer) {
                        let number = payer * (MEMBERS - 1) + payee - usize::from(payee > payer);
                        if number < MANY {
                            pay_one(&mut browser, url, (number, to));
                        }
                    }
                }
            });
        }
    });
}

fn pay_one(browser: &mut Browser, url: &str, (number, to): (usize, &str)) {
    let id = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::try_from(number).unwrap_or(0));
    let (id, what) = (id.to_string(), format!("notice-{number:04}"));
    let form = [("id", id.as_str()), ("to", to), ("amount", "0.01"), ("description", &what)];
    for _ in 0..20 {
        let page = browser.post(&format!("{url}/{SLUG}/transfers"), &form);
        match page {
            Some(page) if page.status() == 303 && location(&page).ends_with(&id) => return,
            Some(page) if page.status().as_u16() < 500 => panic!("a payment answered {}", page.status()),
            _ => std::thread::sleep(Duration::from_millis(100)),
        }
    }
    panic!("a payment got no answer");
}
