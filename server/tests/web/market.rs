//! Offers and wants: written, looked at, published, found, paid for, renewed and taken off; each once, whoever presses twice.

use app::ids::{ListingId, MemberId};
use app::ledger::Unit;
use app::marketplace::forms::ListingAsked;
use app::marketplace::price::Price;
use app::marketplace::states::ListingState;
use app::marketplace::{ListingKind, ListingReach};
use app::roles::Role;
use axum::http::StatusCode;
use jiff::civil::date;
use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::marketplace::{first, job, store};

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::following::fill_in;
use crate::joining::apply_as;
use crate::lists::texts;
use crate::proposals::office;
use crate::whose::lets_in;

/// On the market: of the chair, of Cleo (whose mail publishes it again), and one about which the committee decides.
pub const OWN: &str = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f71";
pub const OTHERS: &str = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f72";
pub const DECIDED: &str = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f73";
pub const RENEWS: &str = "00renews";
/// Of the other exchange.
pub const CANARYS: &str = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f74";

/// Which of them a path is about.
pub fn listing_of(path: &str) -> &'static str {
    match path {
        path if path.ends_with("/report") => OTHERS,
        path if path.ends_with("/decide") => DECIDED,
        _ => OWN,
    }
}

/// As they stand on the market, without end.
pub async fn leave_listings(world: &World, ours: &Village) {
    world.sql("delete from listing_reports".to_owned()).await;
    world.sql(format!("delete from listings where exchange_id = {}", ours.exchange.0)).await;
    for (id, code) in [(OWN, "RIVR0001"), (OTHERS, "RIVR0003"), (DECIDED, "RIVR0005")] {
        leave(world, ours, (id, code, &format!("Plums of {code}"))).await;
    }
    let key = format!("update listings set renew_key = '{RENEWS}' where title = 'Plums of RIVR0003'");
    world.sql(key).await;
}

/// One of the other exchange.
pub async fn leave_canary(world: &World, other: &Village) {
    leave(world, other, (CANARYS, "HILL0001", "Canary bread")).await;
}

async fn leave(world: &World, village: &Village, (id, code, title): (&str, &str, &str)) {
    let sql = format!(
        "select m.member_id from members m join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
        where a.code = '{code}'"
    );
    let member = MemberId(world.number(&sql).await);
    let asked = ListingAsked {
        kind: ListingKind::Offer,
        title: title.to_owned(),
        text: String::new(),
        category: 0,
        price: Price::Open,
        area: String::new(),
        reach: ListingReach::Own,
    };
    let key = (village.exchange, id.parse::<ListingId>().unwrap());
    let work = (key, fresh_key(), member, asked, village.people[0]);
    let left = world.db().write(work, async |tx, (key, number, member, asked, by)| {
        store::insert(tx, (*key, *number, *member), (asked, asked.sought("")), (*by, NOON)).await?;
        let until = Some(date(9998, 12, 31));
        store::become_state(tx, *key, (ListingState::Draft, ListingState::Live), (until, NOON)).await?;
        Ok::<(), DbError>(())
    });
    left.await.unwrap();
}

fn said(page: &Page) -> String {
    texts(page, "main").join(" ")
}

/// Writes an offer: where it is.
async fn written(browser: &mut Browser, typed: &[(&str, &str)]) -> String {
    let page = fill_in(browser, "/riverside/listings/new", &[&[("title", "Plum jam")], typed].concat()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", said(&page));
    page.location().to_owned()
}

async fn press(browser: &mut Browser, path: &str, act: &str) -> StatusCode {
    browser.post(path, &[("act", act)]).await.status
}

#[tokio::test]
async fn an_offer_is_seen_first_by_who_wrote_it_then_found_by_all_and_paid_for_as_it_says() {
    for world in worlds().await {
        riverside(&world).await;
        lets_in(&world, &[("listing_reach", "everybody")]).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut nobody = Browser::new(&world);
        let typed =
            [("text", "From *our* trees.\n\n<b>x</b>"), ("price", "whole"), ("amount", "4.50"), ("reach", "everybody")];
        let path = written(&mut ben, &typed).await;
        let draft = ben.get(&path).await;
        assert!(draft.text.contains("<em>our</em>") && draft.text.contains("&lt;b&gt;x"), "{}", draft.text);
        assert!(said(&draft).contains("Nobody sees it yet"), "{}", said(&draft));
        for browser in [&mut cleo, &mut nobody] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{}", world.engine);
        }
        for _ in 0..2 {
            assert_eq!(press(&mut ben, &path, "publish").await, StatusCode::SEE_OTHER);
        }
        let found = cleo.get("/riverside/market?q=PLUM%20jam&kind=offer").await;
        assert!(said(&found).contains("Plum jam") && said(&found).contains("One listing"), "{}", said(&found));
        let one = cleo.get(&path).await;
        assert!(
            one.text.contains("/riverside/pay?to=RIVR0002&amp;amount=4.50&amp;description=Plum+jam"),
            "{}",
            one.text
        );
        let (market, one) = (nobody.get("/riverside/market").await, nobody.get(&path).await);
        for page in [&market, &one] {
            assert!(said(page).contains("Plum jam") && !page.text.contains("Ben"), "{}", page.text);
        }
        lets_in(&world, &[("listing_reach", "own")]).await;
        assert_eq!(nobody.get(&path).await.status, StatusCode::NOT_FOUND, "the exchange has decided otherwise since");
        assert!(!said(&nobody.get("/riverside/market").await).contains("Plum jam"), "{}", world.engine);
        let none = cleo.get("/riverside/market?q=anvil&kind=want").await;
        assert!(none.text.contains("kind=want&amp;title=anvil"), "an empty result offers to post it: {}", none.text);
        assert_eq!(press(&mut ben, &path, "pause").await, StatusCode::SEE_OTHER);
        assert_eq!(cleo.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(press(&mut ben, &path, "publish").await, StatusCode::UNPROCESSABLE_ENTITY, "it is paused");
        assert_eq!(press(&mut cleo, &path, "renew").await, StatusCode::NOT_FOUND, "it is Ben's");
        world.sql("update members set state = 'holiday' where name = 'Ben'".to_owned()).await;
        assert_eq!(press(&mut ben, &path, "renew").await, StatusCode::SEE_OTHER);
        assert_eq!(cleo.get(&path).await.status, StatusCode::NOT_FOUND, "whoever is away shows none");
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_listing_and_of_two_changes_at_once_the_second_is_told() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let page = ben.get("/riverside/listings/new").await;
        let form = crate::forms::form(&page, "/riverside/listings/new").unwrap().fields;
        let mut fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.retain(|(name, _)| *name != "title");
        let with = |title| [&fields[..], &[("title", title)]].concat();
        let mut twin = ben.clone();
        let (jam, bread) = (with("Plum jam"), with("Bread"));
        let both = tokio::join!(
            ben.post_bare("/riverside/listings/new", &jam),
            twin.post_bare("/riverside/listings/new", &jam)
        );
        let path = both.0.location().to_owned();
        assert_eq!((both.0.status, both.1.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", both.1.text);
        assert_eq!(world.number("select count(*) from listings").await, 1);
        assert_eq!(ben.post_bare("/riverside/listings/new", &bread).await.status, StatusCode::CONFLICT, "other words");
        let edit = format!("{path}/edit");
        let (first, second) = (ben.get(&edit).await, twin.get(&edit).await);
        let change = |page: &Page, title: &str| {
            let mut fields = crate::forms::form(page, &edit).unwrap().fields;
            fields.iter_mut().filter(|(name, _)| name == "title").for_each(|(_, value)| title.clone_into(value));
            fields
        };
        let (one, other) = (change(&first, "Plum jam, dark"), change(&second, "Plum jam, light"));
        assert_eq!(crate::whose::send(&ben, &edit, &one).await.status, StatusCode::SEE_OTHER);
        assert_eq!(crate::whose::send(&ben, &edit, &one).await.status, StatusCode::SEE_OTHER, "sent twice");
        let stale = crate::whose::send(&twin, &edit, &other).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("Plum jam, light") && stale.text.contains("meanwhile"), "{}", stale.text);
        assert_eq!(press(&mut ben, &path, "discard").await, StatusCode::SEE_OTHER);
        assert_eq!(world.number("select count(*) from listings").await, 0);
    }
}

#[tokio::test]
async fn what_is_looked_at_first_waits_for_the_committee_and_what_is_reported_comes_before_it() {
    for world in worlds().await {
        let village = riverside(&world).await;
        office(&world, &village, (2, Role::Marketplace)).await;
        lets_in(&world, &[("moderation", "first")]).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let path = written(&mut ben, &[]).await;
        press(&mut ben, &path, "publish").await;
        assert!(said(&ben.get(&path).await).contains("It waits"), "{}", world.engine);
        let work = cleo.get("/riverside/work").await;
        assert!(said(&work).contains("Plum jam"), "{}", said(&work));
        let decide = format!("{path}/decide");
        assert!(work.text.contains(&format!("href=\"{decide}\"")), "{}", work.text);
        let allow = [("id", &*fresh_key().to_string()), ("act", "allow"), ("reason", "All is well")]
            .map(|(a, b)| (a, b.to_owned()));
        let allow: Vec<(&str, &str)> = allow.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let mut twin = cleo.clone();
        let both = tokio::join!(cleo.post(&decide, &allow), twin.post(&decide, &allow));
        assert_eq!((both.0.status, both.1.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", both.1.text);
        assert_eq!(world.number("select count(*) from notices where kind = 'listing-decided'").await, 1);
        assert_eq!(world.number("select count(*) from journal where what = 'listing'").await, 1);
        let second = written(&mut ben, &[("title", "Bread")]).await;
        press(&mut ben, &second, "publish").await;
        assert!(said(&ben.get(&second).await).contains("It is on the market"), "the second is not looked at first");
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let report = format!("{second}/report");
        assert_eq!(ben.get(&report).await.status, StatusCode::NOT_FOUND, "of one's own");
        assert_eq!(ada.post(&report, &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for why in ["It is stale", "It is stale, again"] {
            assert_eq!(ada.post(&report, &[("reason", why)]).await.status, StatusCode::OK);
        }
        assert_eq!(world.number("select count(*) from listing_reports").await, 1, "one person, one report");
        let page = cleo.get(&format!("{second}/decide")).await;
        assert!(said(&page).contains("It is stale, again"), "{}", said(&page));
        let remove = [("id", &*fresh_key().to_string()), ("act", "remove"), ("reason", "Stale bread")]
            .map(|(a, b)| (a, b.to_owned()));
        let remove: Vec<(&str, &str)> = remove.iter().map(|(a, b)| (*a, b.as_str())).collect();
        assert_eq!(cleo.post(&format!("{second}/decide"), &remove).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ada.get(&second).await.status, StatusCode::OK, "the chair looks after the market too");
        assert!(!said(&cleo.get("/riverside/work").await).contains("Bread"));
        assert!(said(&ben.get(&second).await).contains("The committee has taken it off"));
        assert_eq!(press(&mut ben, &second, "renew").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn whoever_has_a_listing_that_ends_is_told_once_and_publishes_it_again_with_one_button_from_the_mail() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        leave_listings(&world, &ours).await;
        world.sql("update listings set renew_key = ''".to_owned()).await;
        let today = world.site.clock.now().day(&jiff::tz::TimeZone::UTC);
        let soon = today.saturating_add(jiff::ToSpan::days(3));
        world.sql(format!("update listings set until = '{soon}' where title = 'Plums of RIVR0003'")).await;
        for _ in 0..2 {
            job::on_their_day(&world.site).await.unwrap();
        }
        assert_eq!(
            world.number("select count(*) from notices where kind = 'listing-ends'").await,
            1,
            "{}",
            world.engine
        );
        let key = crate::notices::text(&world, "select renew_key from listings where renew_key <> ''").await.remove(0);
        let mut nobody = Browser::new(&world);
        let path = format!("/riverside/listings/renew/{key}");
        let page = nobody.get(&path).await;
        assert!(said(&page).contains("Plums of RIVR0003"), "{}", said(&page));
        let stands = format!("select count(*) from listings where until = '{soon}'");
        assert_eq!(world.number(&stands).await, 1, "a program that looks at the link renews nothing");
        for _ in 0..2 {
            assert_eq!(nobody.post(&path, &[]).await.status, StatusCode::OK);
        }
        assert_eq!(world.number(&stands).await, 0);
        assert_eq!(world.number("select count(*) from listings where until < '9998'").await, 1, "and no other");
        assert_eq!(nobody.post("/riverside/listings/renew/00", &[]).await.status, StatusCode::NOT_FOUND);
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert!(said(&cleo.get("/me/notices").await).contains("Plums of RIVR0003"));
        assert_eq!(press(&mut cleo, &format!("/riverside/listings/{OTHERS}"), "finish").await, StatusCode::SEE_OTHER);
        assert_eq!(nobody.get(&path).await.status, StatusCode::OK, "what is done can be published again");
    }
}

#[tokio::test]
async fn what_somebody_said_they_offer_when_they_joined_waits_for_them_as_a_draft() {
    static TABLE: [JobKind; 1] = [JobKind {
        kind: manyhands::joining::FIRST_LISTINGS,
        every: None,
        run: |site, job| Box::pin(first::make(site, job)),
    }];
    for world in worlds().await {
        let village = riverside(&world).await;
        apply_as(&world, &village, "Wim", 4242).await;
        world.sql("update applications set offers = 'Eggs, a dozen', wants = ''".to_owned()).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let admit = [("id", &*fresh_key().to_string()), ("answer", "admit")];
        assert_eq!(ada.post("/riverside/applications/4242", &admit).await.status, StatusCode::SEE_OTHER);
        for _ in 0..2 {
            do_due(&world.site, &TABLE, &holder()).await.unwrap();
        }
        let sql = "select l.title || ' ' || l.state || ' ' || m.name from listings l
            join members m on m.exchange_id = l.exchange_id and m.member_id = l.member_id";
        assert_eq!(crate::notices::text(&world, sql).await, ["Eggs, a dozen draft Wim"], "{}", world.engine);
    }
}

#[tokio::test]
async fn a_category_that_is_corrected_keeps_its_listings_and_of_two_lists_at_once_the_second_is_told() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside/settings/categories").await;
        assert!(page.text.contains("- Bread and cakes"), "a list to begin with: {}", page.text);
        let path = "/riverside/settings/categories";
        let list = |text: &'static str| [("text", text), ("reason", "so")];
        assert_eq!(fill_in(&mut ada, path, &list("Food\n- Bread\nLifts")).await.status, StatusCode::SEE_OTHER);
        let bread = world.number("select category_id from categories where name = 'Bread'").await.to_string();
        let jam = written(&mut ada, &[("category", &bread)]).await;
        press(&mut ada, &jam, "publish").await;
        let stale = ada.get(path).await;
        let fields = crate::forms::form(&stale, path).unwrap().fields;
        assert_eq!(fill_in(&mut ada, path, &list("Food\n- Baking\nLifts")).await.status, StatusCode::SEE_OTHER);
        assert!(said(&ada.get(&jam).await).contains("Food › Baking"), "{}", world.engine);
        let food = world.number("select category_id from categories where name = 'Food'").await;
        let found = ada.get(&format!("/riverside/market?category={food}")).await;
        assert!(said(&found).contains("One listing"), "what is below it too: {}", said(&found));
        let mut late: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        late.retain(|(name, _)| *name != "reason");
        late.push(("reason", "so"));
        assert_eq!(ada.post_bare(path, &late).await.status, StatusCode::CONFLICT);
        assert_eq!(fill_in(&mut ada, path, &list("")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ada.get(&jam).await.status, StatusCode::OK, "it stands under anything else");
    }
}

#[test]
fn a_price_is_filled_in_where_it_is_for_the_whole() {
    let unit = Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
    assert_eq!(Price::Whole(450).text(&unit, app::words::Language::English), "4.50\u{a0}leaves");
    assert_eq!(Price::Hour(1_000).text(&unit, app::words::Language::English), "10.00\u{a0}leaves an hour");
}
