//! Ending an agreement: once, by either committee, in both books, with a reason that both read.

use axum::http::StatusCode;
use manyhands::ledger::verify::verify;

use crate::agreements::proposal;
use crate::browser::Browser;
use crate::common::{World, worlds};

#[tokio::test]
async fn either_committee_ends_an_agreement_with_a_reason_that_both_read_and_then_nobody_pays() {
    for world in worlds().await {
        let (river, hill) = crate::intertrading::partners(&world, (5_000, 600)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        let pay = |amount: &'static str| {
            let id = manyhands::clock::fresh_transfer_id().to_string();
            move |shown: &str| {
                [
                    ("id", id.clone()),
                    ("to", "HILL0007".into()),
                    ("amount", amount.into()),
                    ("description", "Soup".into()),
                    ("shown", shown.into()),
                ]
                .map(|(name, value): (&str, String)| (name, value))
            }
        };
        let trade = pay("5");
        let send = async |browser: &mut Browser, path: &str, fields: [(&str, String); 5]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(path, &fields).await
        };
        let check = send(&mut ben, "/riverside/pay", trade("")).await;
        let shown = check.hidden("shown");
        let paid = send(&mut ben, "/riverside/transfers", trade(&shown)).await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        let late = pay("6");
        let shown = send(&mut ben, "/riverside/pay", late("")).await.hidden("shown");
        // Who may not is told so, and nothing ends without a reason.
        let path = "/riverside/partners/hilltop/end";
        assert!(ada.get("/riverside/partners/hilltop").await.text.contains(path));
        assert!(!ben.get("/riverside/partners/hilltop").await.text.contains(path));
        assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN);
        let id = ada.get(path).await.hidden("id");
        let empty = ada.post(path, &[("id", &id), ("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("id", id.as_str()), ("reason", "We share no road")];
        for _ in 0..2 {
            let ended = ada.post(path, &fields).await;
            assert_eq!((ended.status, ended.location()), (StatusCode::SEE_OTHER, "/riverside/partners"));
        }
        for (browser, partner) in [(&mut ben, "/riverside"), (&mut nia, "/hilltop")] {
            let page = browser.get(&format!("{partner}/decisions")).await.text;
            assert!(
                page.contains("The agreement with a partner exchange ended") && page.contains("We share no road"),
                "{page}"
            );
            assert_eq!(page.contains("Ada"), partner == "/riverside", "{page}");
            assert_eq!(page.matches("We share no road").count(), 1);
        }
        let told = "riverside exchange has ended the agreement with hilltop exchange";
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert!(omar.get("/me/notices").await.text.contains(told), "their committee is told");
        assert!(!nia.get("/me/notices").await.text.contains(told) && !ada.get("/me/notices").await.text.contains(told));
        // What was on its way is refused, and says why.
        let page = send(&mut ben, "/riverside/transfers", late(&shown)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("no agreement with hilltop exchange any more"), "{}", page.text);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (1, 1));
        for gone in [path, "/riverside/partners/hilltop"] {
            assert_eq!(ada.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
        }
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        agree_anew(&world, &mut ada).await;
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

/// On the same accounts as before.
async fn agree_anew(world: &World, ada: &mut Browser) {
    let again = ada.post("/riverside/partners/propose", &proposal("hilltop", "10", "50", "50")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    let mut omar = Browser::signed_in(world, "omar@hilltop.example").await;
    let page = omar.get("/hilltop/partners/riverside").await;
    let mut fields = crate::forms::form(&page, "/hilltop/partners/riverside/answer").unwrap().fields;
    fields.push(("answer".into(), "accept".into()));
    let accepted = crate::whose::send(&omar, "/hilltop/partners/riverside/answer", &fields).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
}

#[tokio::test]
async fn of_both_committees_ending_at_once_one_ends_it_and_both_books_hold() {
    for world in worlds().await {
        crate::intertrading::partners(&world, (5_000, 600)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let (ours, theirs) = ("/riverside/partners/hilltop/end", "/hilltop/partners/riverside/end");
        let (one, other) = (ada.get(ours).await.hidden("id"), omar.get(theirs).await.hidden("id"));
        let (one, other) = ([("id", one.as_str()), ("reason", "a")], [("id", other.as_str()), ("reason", "b")]);
        let (one, other) = tokio::join!(ada.post(ours, &one), omar.post(theirs, &other));
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND], "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}
