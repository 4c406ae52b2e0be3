//! Acting for somebody: a person with two accounts, a household of two, the committee for a member; one set of pages for all of them.

use app::ids::{AccountId, MemberId, PersonId};
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{NewMember, create_member};

use crate::browser::{Browser, riverside};
use crate::common::{NOON, Village, World, worlds};

/// One more member of Riverside, with the code RIVR0006, for whom these act.
async fn joint(world: &World, village: &Village, (name, operators): (&'static str, Vec<PersonId>)) -> AccountId {
    let member = NewMember {
        exchange: village.exchange,
        id: MemberId(fresh_key()),
        account: AccountId(fresh_key()),
        code: None,
        name: name.to_owned(),
        kind: "household",
        about: String::new(),
        area: String::new(),
        limits: Limits::between(-10_000, 12_000),
        operators,
        joined_at: NOON,
    };
    let account = member.account;
    let made = world.db().write(member, async |tx, member| {
        create_member(tx, member, PersonId(0)).await?;
        Ok::<(), DbError>(())
    });
    made.await.unwrap();
    account
}

#[tokio::test]
async fn a_person_with_two_accounts_reaches_each_and_every_link_stays_with_it() {
    for world in worlds().await {
        let village = riverside(&world).await;
        joint(&world, &village, ("Ben’s workshop", vec![village.people[1]])).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for page in ["/", "/me", "/riverside"] {
            let text = ben.get(page).await.text;
            assert!(
                text.contains("href=\"/riverside\"") && text.contains("href=\"/riverside/as/RIVR0006\""),
                "{page}: {text}"
            );
        }
        let own = ben.get("/riverside").await.text;
        assert!(!own.contains("You act for"), "{own}");
        for path in ["", "/pay", "/statement", "/members", "/members/RIVR0003", "/partners"] {
            let page = ben.get(&format!("/riverside/as/RIVR0006{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains("You act for Ben’s workshop (RIVR0006)."), "{path}: {}", page.text);
            assert!(!page.text.contains("It is recorded under your name"), "{path}");
            let menu = page.text.split_once("<nav").unwrap().1;
            for link in ["", "/pay", "/members", "/statement"] {
                assert!(menu.contains(&format!("href=\"/riverside/as/RIVR0006{link}\"")), "{path} {link}: {menu}");
                assert!(!menu.contains(&format!("href=\"/riverside{link}\"")), "{path} {link}: {menu}");
            }
        }
        // However the code is written down.
        assert_eq!(ben.get("/riverside/as/rivr0006/pay").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn whoever_one_may_not_act_for_is_the_same_404_as_nobody_at_all() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crate::browser::hilltop(&world).await;
        joint(&world, &village, ("Household", vec![village.people[1]])).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let unknown = cleo.get("/nowhere/as/NOWH0001").await.text;
        for path in ["", "/pay", "/statement", "/statement.csv", "/members", "/partners", "/balances", "/nothing"] {
            for code in ["RIVR0002", "RIVR0006", "RIVR0099", "HILL0001", "x", "%00", ""] {
                let page = cleo.get(&format!("/riverside/as/{code}{path}")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
            for code in ["RIVR0099", "HILL0001", "x", "%00", ""] {
                let page = ada.get(&format!("/riverside/as/{code}{path}")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
        }
        // What is the committee's is done as oneself, whoever one acts for.
        for path in
            ["/balances", "/settings", "/settings/members", "/members/RIVR0003/limits", "/members/RIVR0003/statement"]
        {
            for code in ["RIVR0001", "RIVR0002"] {
                let page = ada.get(&format!("/riverside/as/{code}{path}")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
        }
        let mut nobody = Browser::new(&world);
        for code in ["RIVR0002", "RIVR0099"] {
            let page = nobody.get(&format!("/riverside/as/{code}/pay")).await;
            assert_eq!(page.location(), format!("/sign-in?next=%2Friverside%2Fas%2F{code}%2Fpay"));
        }
    }
}

#[tokio::test]
async fn a_household_of_two_persons_has_one_account_and_the_mail_leads_both_to_its_receipt() {
    for world in worlds().await {
        let village = riverside(&world).await;
        joint(&world, &village, ("Household", vec![village.people[1], village.people[2]])).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (paid, id) = ada.pay("RIVR0006", "8").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER);
        for name in ["ben", "cleo"] {
            let mut one = Browser::signed_in(&world, &format!("{name}@riverside.example")).await;
            let there = one.get(&format!("/riverside/transfers/{id}")).await;
            assert_eq!(there.location(), format!("/riverside/as/RIVR0006/transfers/{id}"), "{name}");
            let receipt = one.get(there.location()).await.text;
            assert!(receipt.contains("Ada paid you 8.00\u{a0}leaves."), "{receipt}");
            let statement = one.get("/riverside/as/RIVR0006/statement").await.text;
            assert!(statement.contains("Ada") && statement.contains("8.00"), "{statement}");
            let own = one.get("/riverside/statement").await.text;
            assert!(!own.contains("8.00"), "{own}");
        }
    }
}
