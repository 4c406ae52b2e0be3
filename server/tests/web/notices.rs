//! What members are told: the row, the page, the mail made after the commit, and that no mail is sent twice or lost.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::atomic::Ordering;

use app::ids::{AccountId, MemberId};
use app::notices::NoticeKind;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use manyhands::clock::{Clock, fresh_key};
use manyhands::db::{Db, DbError};
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::notices::{NewNotice, tell};
use manyhands::site::Site;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::browser::{Browser, riverside};
use crate::common::{NOON, Plan, Village, World, worlds};
use crate::mail::{mail_server, soon, start, with_server};

pub async fn text(world: &World, sql: &'static str) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_payment_tells_the_payee_on_their_page_until_they_mark_it_as_read() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (_, id) = ada.pay("ben", "8").await;
        ada.pay("ben", "1000").await;
        for _ in 0..2 {
            let page = ben.get("/me/notices").await;
            assert!(page.text.contains("Ada paid you 8.00\u{a0}leaves"), "{}", page.text);
            assert!(page.text.contains(&format!("href=\"/riverside/transfers/{id}\"")), "{}", page.text);
            assert!(page.text.contains("Notices (1)"), "a look changes nothing");
        }
        let until = ben.get("/me/notices").await.hidden("until");
        let cleo = &mut Browser::signed_in(&world, "cleo@riverside.example").await;
        cleo.post("/me/notices", &[("until", until.as_str())]).await;
        assert!(!cleo.get("/me/notices").await.text.contains("paid you"));
        assert!(ben.get("/riverside").await.text.contains("Notices (1)"), "nobody else reads it for him");
        assert_eq!(ben.post("/me/notices", &[("until", until.as_str())]).await.location(), "/me/notices");
        let page = ben.get("/me/notices").await;
        assert!(page.text.contains("Ada paid you") && !page.text.contains("Notices (1)"), "{}", page.text);
        assert_eq!(text(&world, "select subject from outbox").await.len(), 0, "no mail is made with the payment");
    }
}

#[tokio::test]
async fn the_same_event_told_again_is_told_once() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let notice = NewNotice {
            exchange: village.exchange,
            account: village.accounts[1],
            kind: NoticeKind::Paid,
            object: "x".into(),
            pair: String::new(),
            at: NOON,
        };
        for _ in 0..2 {
            let twice = vec![notice.clone(), NewNotice { account: village.accounts[2], ..notice.clone() }];
            world.db().write(twice, async |tx, twice| tell(tx, twice).await).await.unwrap();
        }
        assert_eq!(text(&world, "select object from notices").await.len(), 2);
        world.make_mails().await;
        assert_eq!(text(&world, "select subject from outbox").await.len(), 0, "of what is not there nothing is said");
        assert_eq!(text(&world, "select object from notices where mailed_at is null").await.len(), 0);
    }
}

#[tokio::test]
async fn mails_of_a_kind_stop_with_one_post_without_signing_in_and_begin_again_on_the_page() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mails = "select recipient from outbox";
        // Each long enough after the one before not to wait for it.
        hand.fetch_add(3_600_000_000, Ordering::SeqCst);
        ada.pay("ben", "1").await;
        world.make_mails().await;
        let url = text(&world, "select stop_url from outbox").await.remove(0);
        let body = text(&world, "select body from outbox").await.remove(0);
        assert!(body.contains(&url), "{body}");
        let path = url.strip_prefix(&world.site.config.public_url).unwrap().to_owned();
        let mut nobody = Browser::new(&world);
        let asked = nobody.get(&path).await;
        assert!(asked.status == StatusCode::OK && asked.text.contains("<button>"), "{}", asked.text);
        // Each long enough after the one before not to wait for it.
        hand.fetch_add(3_600_000_000, Ordering::SeqCst);
        ada.pay("ben", "1").await;
        world.make_mails().await;
        assert_eq!(text(&world, mails).await.len(), 2, "who only looks at the link stops nothing");
        for unknown in [format!("{path}0"), format!("{path}-paid"), format!("{path}-reversed")] {
            assert_eq!(nobody.get(&unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
        }
        // As a mail program sends it: no cookie, no Origin, no Sec-Fetch-Site.
        let one_click = || {
            let request = Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
            request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()
        };
        for _ in 0..2 {
            assert_eq!(nobody.send(one_click()).await.status, StatusCode::OK);
        }
        // Each long enough after the one before not to wait for it.
        hand.fetch_add(3_600_000_000, Ordering::SeqCst);
        ada.pay("ben", "1").await;
        world.make_mails().await;
        assert_eq!(text(&world, mails).await.len(), 2);
        assert_eq!(
            text(&world, "select object from notices where read_at is null").await.len(),
            3,
            "told all the same"
        );
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let all = [("paid", "yes"), ("paid-for-you", "yes"), ("reversed", "yes")];
        assert_eq!(ben.post("/me/notices/mails", &all).await.location(), "/me/notices");
        // Each long enough after the one before not to wait for it.
        hand.fetch_add(3_600_000_000, Ordering::SeqCst);
        ada.pay("ben", "1").await;
        world.make_mails().await;
        assert_eq!(text(&world, mails).await.len(), 3);
    }
}

#[tokio::test]
async fn a_notice_of_a_second_account_leads_to_a_receipt_that_opens() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let shop = NewMember {
            exchange: village.exchange,
            id: MemberId(fresh_key()),
            account: AccountId(fresh_key()),
            code: None,
            name: "Bens shop".into(),
            kind: "business",
            about: String::new(),
            phone: Phone::default(),
            area: String::new(),
            limits: Limits::between(-10_000, 12_000),
            follows: FirstLimits::Everybody,
            operators: vec![village.people[1]],
            joined_at: NOON,
        };
        let made = world.db().write(shop, async |tx, shop| create_member(tx, shop, app::ids::PersonId(0)).await);
        made.await.unwrap();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("Bens shop", "8").await;
        world.make_mails().await;
        let body = text(&world, "select body from outbox where recipient = 'ben@riverside.example'").await.remove(0);
        let link = body.lines().find(|line| line.contains("/transfers/")).unwrap();
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let receipt = ben.get(link.strip_prefix(&world.site.config.public_url).unwrap()).await;
        assert_eq!(receipt.status, StatusCode::OK, "{link}");
        assert!(receipt.text.contains("8.00\u{a0}leaves"));
    }
}

const MANY: usize = 1_000;
/// What one server has on its way at once.
const LANES: usize = 4;

/// Who pay one another: every pair is one payment, so that no two of them are told in one mail.
const NAMES: [&str; 33] = [
    "Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lea", "Max", "Nia", "Omar", "Pia",
    "Quin", "Rut", "Sol", "Tom", "Una", "Vic", "Wim", "Xan", "Yan", "Zoe", "Abe", "Bo", "Cy", "Di", "Ed", "Flo", "Gil",
];

/// A thousand payments, each of one pair, of each of which the one who was paid is told.
async fn told_a_thousand_times(world: &World) -> Village {
    let plan = Plan { slug: "riverside", code: "RIVR", names: &NAMES, limits: (-10_000, 12_000), hash: String::new() };
    let village = world.village(plan).await;
    let members = 0..NAMES.len();
    let pairs = members.clone().flat_map(|payer| members.clone().map(move |payee| (payer, payee)));
    let mut transfers = Vec::new();
    for (number, (payer, payee)) in pairs.filter(|(payer, payee)| payer != payee).take(MANY).enumerate() {
        let mut transfer = village.new_payment(payer, payee, 1);
        transfer.description = format!("Bread {number}.");
        transfers.push(transfer);
    }
    world.post(transfers.clone()).await.unwrap();
    let notices: Vec<NewNotice> = transfers
        .iter()
        .map(|transfer| {
            let to = (village.exchange, transfer.movement.payee);
            let told = NewNotice::of_transfer(NoticeKind::Paid, to, transfer.slip.id, NOON);
            told.of_pair(transfer.movement.payer.0.to_string())
        })
        .collect();
    world.db().write(notices, async |tx, notices| tell(tx, notices).await).await.unwrap();
    village
}

/// Takes in what the mail server took, until each of the thousand is there: how often each came.
async fn all_of_them(
    received: &mut UnboundedReceiver<String>,
    mut seen: BTreeMap<String, usize>,
) -> BTreeMap<String, usize> {
    while seen.len() < MANY {
        take_in(&mut seen, soon(received.recv()).await.unwrap());
    }
    seen
}

fn take_in(seen: &mut BTreeMap<String, usize>, mail: String) {
    let what = mail.lines().find_map(|line| line.strip_prefix("For: ")).unwrap().to_owned();
    *seen.entry(what).or_default() += 1;
}

/// A second server on the same database; on SQLite, where there is one process, a second worker in it.
async fn second(site: &Site) -> Site {
    let url = &site.config.database_url;
    let db = if url.starts_with("postgres") { Db::open_migrated(url).await.unwrap() } else { site.db.clone() };
    Site { db, ..site.clone() }
}

#[tokio::test]
async fn of_a_thousand_notices_two_servers_send_each_once() {
    for world in worlds().await {
        told_a_thousand_times(&world).await;
        let (url, mut received) = mail_server(0).await;
        let one = with_server(&world, &url, world.site.clock.clone());
        let two = second(&one).await;
        let workers = [start(&one), start(&two)];
        let mut seen = all_of_them(&mut received, BTreeMap::new()).await;
        let sent = "select cast(mail_id as text) as id from outbox where sent_at is null";
        soon(async {
            while !text(&world, sent).await.is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        for worker in workers {
            worker.abort();
        }
        while let Ok(mail) = received.try_recv() {
            take_in(&mut seen, mail);
        }
        let twice: Vec<_> = seen.iter().filter(|(_, times)| **times != 1).collect();
        assert!(twice.is_empty(), "{}: {twice:?}", world.engine);
        assert_eq!(text(&world, "select object from notices where mailed_at is null").await.len(), 0);
    }
}

#[tokio::test]
async fn of_a_thousand_notices_none_is_lost_when_a_worker_ends_in_the_middle() {
    for world in worlds().await {
        told_a_thousand_times(&world).await;
        let (url, mut received) = mail_server(0).await;
        let (clock, hand) = Clock::fixed(NOON);
        let one = with_server(&world, &url, clock);
        let mut seen = BTreeMap::new();
        // Three of them, one after another, each somewhere among its mails.
        for until in [7, 210, 555] {
            let worker = start(&one);
            while seen.len() < until {
                take_in(&mut seen, soon(received.recv()).await.unwrap());
            }
            worker.abort();
            hand.fetch_add(601 * 1_000_000, Ordering::SeqCst);
        }
        let last = start(&second(&one).await);
        let seen = all_of_them(&mut received, seen).await;
        last.abort();
        let more: usize = seen.values().sum::<usize>() - MANY;
        assert!(more <= 3 * LANES, "{}: only what was on its way comes again, not {more}", world.engine);
    }
}

#[tokio::test]
async fn of_a_thousand_notices_none_is_lost_when_a_server_is_killed_in_the_middle() {
    for world in worlds().await {
        told_a_thousand_times(&world).await;
        let (url, mut received) = mail_server(0).await;
        let config = &world.site.config;
        let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_manyhands"))
            .arg("serve")
            .env("DATABASE_URL", &config.database_url)
            .env("DATA_DIR", &config.data_dir)
            .env("LISTEN", "127.0.0.1:0")
            .env("PUBLIC_URL", "http://127.0.0.1:1")
            .env("SMTP_URL", &url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut seen = BTreeMap::new();
        while seen.len() < 300 {
            take_in(&mut seen, soon(received.recv()).await.unwrap());
        }
        // SIGKILL: nothing is finished, nothing is given back.
        server.kill().unwrap();
        server.wait().unwrap();
        let (clock, _) = Clock::fixed(Clock::system().now().plus_seconds(700));
        let worker = start(&with_server(&world, &url, clock));
        let seen = all_of_them(&mut received, seen).await;
        worker.abort();
        let more: usize = seen.values().sum::<usize>() - MANY;
        assert!(more <= LANES, "{}: only what was on its way comes again, not {more}", world.engine);
    }
}

#[tokio::test]
async fn while_much_is_written_mails_give_way_and_leave_all_the_same() {
    // The embedded database has one writer: what is held there holds the mails too.
    for world in worlds().await.into_iter().filter(|world| world.engine == "postgres") {
        told_a_thousand_times(&world).await;
        let (url, mut received) = mail_server(0).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        let (open, door) = tokio::sync::watch::channel(false);
        let held: Vec<_> = (0..6)
            .map(|_| {
                let (db, door) = (world.db().clone(), door.clone());
                tokio::spawn(async move {
                    let waits = db.write(door, async |_, door| {
                        door.clone().wait_for(|open| *open).await.ok();
                        Ok::<(), DbError>(())
                    });
                    waits.await
                })
            })
            .collect();
        soon(async {
            while world.db().under_way() < held.len() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let worker = start(&site);
        let mut seen = BTreeMap::new();
        take_in(&mut seen, soon(received.recv()).await.unwrap());
        let waiting = text(&world, "select object from notices where mailed_at is null").await.len();
        assert!(waiting >= MANY - 300, "they are made by the hundred: {waiting} are left");
        open.send_replace(true);
        for unit in held {
            unit.await.unwrap().unwrap();
        }
        let seen = all_of_them(&mut received, seen).await;
        assert!(seen.values().all(|times| *times == 1), "each once");
        worker.abort();
        soon(async {
            while world.db().under_way() > 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}
