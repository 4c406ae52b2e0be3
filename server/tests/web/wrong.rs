//! "Something wrong?" on a receipt: each reader is led to where they can put it right, with everything filled in.

use crate::browser::{Browser, Page, riverside};
use crate::common::worlds;
use crate::intertrading::{partners, pay};

/// Where the one link behind "Something wrong?" leads.
fn way(page: &Page) -> String {
    let (_, behind) = page.text.split_once("Something wrong?").unwrap();
    let (behind, _) = behind.split_once("</details>").unwrap();
    let Some((_, href)) = behind.split_once("href=\"") else { return String::new() };
    href.split('"').next().unwrap().replace("&amp;", "&")
}

/// The page to which that link leads from a receipt.
async fn followed(browser: &mut Browser, receipt: &str) -> Page {
    let way = way(&browser.get(receipt).await);
    browser.get(&way).await
}

/// What stands in a field of the form.
fn filled(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let (before, after) = page.text.split_once(&mark).unwrap();
    let tag = format!("{}{}", before.rsplit('<').next().unwrap(), after.split('>').next().unwrap());
    tag.split("value=\"").nth(1).map_or(String::new(), |value| value.split('"').next().unwrap().to_owned())
}

#[tokio::test]
async fn the_payee_gives_back_the_payer_asks_and_the_committee_enters_anew_what_it_undid() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let receipt = ben.pay("cleo", "8.50").await.0.location().to_owned();

        // Cleo can pay it back, with one button.
        let back = followed(&mut cleo, &receipt).await;
        assert!(back.text.contains("Pay 8.50\u{a0}leaves back to Ben</button>"), "{}", back.text);
        assert_eq!(world.count(&village).await, 1, "a link pays nothing");
        // On her behalf the committee pays: everything is filled in.
        let back = followed(&mut ada, &receipt.replace("/riverside", "/riverside/as/RIVR0003")).await;
        let fields = ["to", "amount", "description"].map(|name| filled(&back, name));
        assert_eq!(fields[..2], ["RIVR0002", "8.50"], "{}", back.text);
        assert!(fields[2].starts_with("Back, no. ") && fields[2].ends_with(": Bread"), "{fields:?}");

        // Ben asks: the committee's form names the payment.
        let ask = followed(&mut ben, &receipt).await;
        assert!(ask.text.contains("My payment no. ") && ask.text.contains("8.50\u{a0}leaves to Cleo, was a mistake:"));

        // Ada undoes it, and enters it anew for Ben, as it should have been.
        assert_eq!(way(&ada.get(&receipt).await), "", "what stands is undone first");
        let undo = format!("{receipt}/reverse");
        let id = ada.get(&undo).await.hidden("id");
        ada.post(&undo, &[("id", &id), ("reason", "typed twice")]).await;
        let anew = way(&ada.get(&receipt).await);
        assert!(anew.starts_with("/riverside/as/RIVR0002/pay?"), "{anew}");
        let form = ada.get(&anew).await;
        assert_eq!(["to", "amount"].map(|name| filled(&form, name)), ["RIVR0003", "8.50"]);
        for reader in [&mut ben, &mut cleo] {
            assert_eq!(way(&reader.get(&receipt).await), "", "nothing is paid back twice");
        }
    }
}

#[tokio::test]
async fn what_came_from_a_partner_exchange_is_paid_back_there() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (paid, _) = pay(&mut ben, "10", "").await;
        let ask = followed(&mut ben, paid.location()).await;
        assert!(ask.text.contains("10.00\u{a0}leaves to Sol"), "{}", ask.text);
        let mut sol = Browser::signed_in(&world, "sol@hilltop.example").await;
        let there = paid.location().replace("riverside", "hilltop");
        let back = followed(&mut sol, &there).await;
        assert!(back.text.contains("Pay 1:00\u{a0}h back to Ben (riverside exchange)</button>"), "{}", back.text);
        assert!(back.text.contains("10.00\u{a0}leaves received"), "{}", back.text);
    }
}
