//! The list of work: everything that waits for an officer, and as much of it as the menu of every page says.

use manyhands::clock::fresh_key;

use crate::browser::{Browser, Page};
use crate::common::worlds;
use crate::joining::apply_as;
use crate::lists::texts;
use crate::whose::{lets_in, set};

const WORK: &str = "/riverside/work";

/// What the menu says.
fn in_menu(page: &Page) -> Vec<String> {
    let mut said: Vec<String> =
        texts(page, "nav.menu a").into_iter().filter(|text| text.contains("Work list")).collect();
    said.dedup();
    said
}

/// Each heading of the page with its count, and how much there is in all.
fn on_page(page: &Page) -> (Vec<String>, i64) {
    let heads: Vec<String> = texts(page, "main h2").into_iter().filter(|head| head.ends_with(')')).collect();
    let count = |head: &String| head.rsplit_once('(')?.1.trim_end_matches(')').parse::<i64>().ok();
    let sum = heads.iter().filter_map(count).sum();
    (heads, sum)
}

#[tokio::test]
async fn the_menu_counts_for_each_officer_what_the_list_shows_them() {
    for world in worlds().await {
        let (village, _) = set(&world).await;
        lets_in(&world, &[("subscription", "year"), ("subscription_cost", "12 pounds")]).await;
        for nth in 0..3 {
            apply_as(&world, &village, &format!("New{nth}"), fresh_key()).await;
        }
        let (exchange, cleo, sam) = (village.exchange.0, village.people[2].0, village.people[3].0);
        for sql in [
            "update accounts set balance = min_balance - 1 where code = 'RIVR0003'".to_owned(),
            "update accounts set warn_max = 0, balance = 1 where code = 'RIVR0004'".to_owned(),
            "update accounts set balance = max_balance * 8 / 10 where kind = 2".to_owned(),
            "update members set state = 'leaving' where name = 'Sám  low'".to_owned(),
            "update members set joined_at = 1, state_since = 0 where name = 'Ben'".to_owned(),
            "insert into outbox (mail_id, recipient, subject, body, html, created_at, next_try_at, given_up_at)
            values (5, 'sam.low@riverside.example', '', '', '', 1, 1, 2)"
                .to_owned(),
            format!(
                "insert into subscriptions (exchange_id, member_id, paid_until, entered_by, entered_at)
                select exchange_id, member_id, '2026-01-01', 0, 0 from members where exchange_id = {exchange} and state = 'active'"
            ),
            format!(
                "insert into roles (exchange_id, person_id, role, since, until) values ({exchange}, {cleo}, 'auditor', 1, '2026-12-01'),
                ({exchange}, {sam}, 'treasurer', 1, '2027-11-30')"
            ),
        ] {
            world.sql(sql).await;
        }
        for (who, all) in [("ada", 11), ("ben", 10), ("sam.low", 8), ("cleo", 5)] {
            let mut browser = Browser::signed_in(&world, &format!("{who}@riverside.example")).await;
            let page = browser.get(WORK).await;
            let (heads, sum) = on_page(&page);
            assert_eq!(heads.len(), all, "{} {who}: {heads:?}", world.engine);
            for path in [WORK, "/riverside", "/me"] {
                let said = in_menu(&browser.get(path).await);
                assert_eq!(said, [format!("Work list ({sum})")], "{} {who} {path}: {heads:?}", world.engine);
            }
        }
    }
}
