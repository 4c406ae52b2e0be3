//! Keys of acts are as those of transfers: the same key with the same terms is answered as the first time and does nothing more, with
//! other terms, by another person or for another kind of act it is 409, also when two come at once. Every act, from its own page's form.

use axum::http::StatusCode;
use manyhands::intertrading::agreements::propose;

use crate::books::Books;
use crate::browser::{Browser, Page};
use crate::common::{Plan, Village, World, agreement, worlds};
use crate::forms::form;
use crate::whose::{everything, fill, send, set};

/// An act by form: what is typed, and what is typed instead by who means something else.
struct Kind {
    name: &'static str,
    typed: &'static [(&'static str, &'static str)],
    others: &'static [(&'static str, &'static str)],
}

const LIMITS: &str = "limits";
const KINDS: [Kind; 11] = [
    Kind { name: LIMITS, typed: &[], others: &[("max", "70.5"), ("min", "1"), ("reason", "else"), ("warn_max", "3")] },
    Kind { name: "settings", typed: &[], others: &[("name", "Else"), ("reason", "else"), ("area", "Else")] },
    Kind {
        name: "member",
        typed: &[("email", "")],
        others: &[
            ("name", "Else"),
            ("email", "else@x.example"),
            ("about", "else"),
            ("area", "else"),
            ("kind", "business"),
        ],
    },
    Kind { name: "pay", typed: &[], others: &[("amount", "2"), ("description", "Else"), ("to", "RIVR0005")] },
    Kind { name: "pay for", typed: &[], others: &[("amount", "2"), ("description", "Else"), ("to", "RIVR0005")] },
    Kind { name: "pay back", typed: &[], others: &[("reason", "else")] },
    Kind { name: "reverse", typed: &[], others: &[("reason", "else")] },
    Kind { name: "propose", typed: &[], others: &[("rate", "11"), ("down", "6"), ("up", "6"), ("note", "else")] },
    Kind { name: "accept", typed: &[], others: &[("down", "6"), ("up", "6"), ("answer", "decline")] },
    Kind { name: "withdraw", typed: &[], others: &[("answer", "decline")] },
    Kind { name: "end", typed: &[], others: &[("reason", "else")] },
];

type Fields = Vec<(String, String)>;

/// Two chairs, and as many partners as are needed.
struct Setting<'a> {
    world: &'a World,
    books: Books,
    ours: Village,
    ada: Browser,
    ben: Browser,
    nth: usize,
}

fn with(fields: &Fields, name: &str, value: &str) -> Fields {
    assert!(fields.iter().any(|(field, _)| field == name), "no {name} in {fields:?}");
    let one = |(field, old): &(String, String)| (field.clone(), if field == name { value.into() } else { old.clone() });
    fields.iter().map(one).collect()
}

fn value(fields: &Fields, name: &str) -> String {
    fields.iter().find(|(field, _)| field == name).unwrap().1.clone()
}

impl Setting<'_> {
    /// Another exchange, without any agreement.
    async fn partner(&self) -> Village {
        let name = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let (slug, code) = (name(format!("partner-{}", self.nth)), name(format!("P{:03}", self.nth)));
        self.world.village(Plan { slug, code, names: &["Pia"], limits: (-100, 100), hash: String::new() }).await
    }

    /// A form that nobody has sent yet, as Ada fills it in, and where it is sent.
    async fn fresh(&mut self, kind: &Kind) -> (String, Fields) {
        self.nth += 1;
        let propose_to = |new| self.world.db().write(new, propose);
        let (page, action) = match kind.name {
            LIMITS => ("/members/RIVR0003/limits".to_owned(), None),
            "settings" => ("/settings/look".into(), None),
            "member" => ("/settings/members".into(), None),
            "pay" => ("/pay".into(), Some("/transfers")),
            "pay for" => ("/as/RIVR0003/pay".into(), Some("/as/RIVR0003/transfers")),
            "pay back" => {
                let payment = self.ours.new_payment(3, 0, 1);
                let id = payment.id();
                self.world.post(vec![payment]).await.unwrap();
                (format!("/transfers/{id}/back"), None)
            }
            "reverse" => {
                let payment = self.ours.new_payment(3, 2, 1);
                let id = payment.id();
                self.world.post(vec![payment]).await.unwrap();
                (format!("/transfers/{id}/reverse"), None)
            }
            "end" => {
                let partner = self.partner().await;
                self.world.agreed(&self.ours, &partner, 900).await;
                (format!("/partners/{}/end", partner.slug), None)
            }
            "propose" => {
                self.partner().await;
                ("/partners".into(), Some("/partners/propose"))
            }
            other => {
                let partner = self.partner().await;
                let new = if other == "withdraw" {
                    agreement(&self.ours, &partner, 900)
                } else {
                    agreement(&partner, &self.ours, 900)
                };
                propose_to(new).await.unwrap();
                (format!("/partners/{}", partner.slug), Some("/answer"))
            }
        };
        let path = format!("/riverside{page}");
        let action = match action {
            None => path.clone(),
            Some("/answer") => format!("{path}/answer"),
            Some(action) => format!("/riverside{action}"),
        };
        let shown = self.ada.clone().get(&path).await;
        let form_at = if kind.name.starts_with("pay") { &path } else { &action };
        let found = form(&shown, form_at);
        assert!(found.is_some(), "{}: no form: {}", kind.name, shown.text);
        let mut fields = fill(&found.unwrap());
        for (name, value) in kind.typed {
            fields = with(&fields, name, value);
        }
        if ["settings", "member"].contains(&kind.name) {
            fields = with(&fields, "name", &format!("Name {}", self.nth));
        }
        if kind.name == "propose" {
            fields = with(&fields, "partner", &format!("partner-{}", self.nth));
        }
        (action, fields)
    }

    async fn holds(&self) -> Vec<String> {
        everything(self.world, &self.books, &self.ours).await
    }
}

async fn setting(world: &World) -> Setting<'_> {
    let (ours, _) = set(world).await;
    // One officer may let somebody owe more: what waits under a key is looked at where seconding is.
    let rule = "insert into rules (exchange_id, rule, from_version, from_at, value) values";
    world.sql(format!("{rule} ({}, 'second_for_limits', 2, 0, 'no') on conflict do nothing", ours.exchange.0)).await;
    Setting {
        world,
        books: Books::of(world).await,
        ours,
        ada: Browser::signed_in(world, "ada@riverside.example").await,
        ben: Browser::signed_in(world, "ben@riverside.example").await,
        nth: 0,
    }
}

fn at(world: &World, kind: &Kind, what: &str, page: &Page) -> String {
    let main = page.text.split_once("<main").map_or("", |(_, main)| main).chars().take(600).collect::<String>();
    format!("{} {} {what}: {} {main}", world.engine, kind.name, page.status)
}

#[tokio::test]
async fn a_key_is_for_one_act_of_one_person_on_its_own_terms() {
    for world in worlds().await {
        let mut setting = setting(&world).await;
        let bens = setting.ben.marks("/riverside").await;
        let mut used: Vec<(&str, String)> = Vec::new();
        for kind in &KINDS {
            let (action, fields) = setting.fresh(kind).await;
            let first = send(&setting.ada, &action, &fields).await;
            assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", at(&world, kind, "first", &first));
            let stands = setting.holds().await;
            let again = send(&setting.ada, &action, &fields).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", at(&world, kind, "again", &again));
            assert_eq!(again.location(), first.location(), "{}", kind.name);
            assert_eq!(setting.holds().await, stands, "{}", at(&world, kind, "again", &again));
            let key = value(&fields, "id");
            let (elsewhere, other_fields) = setting.fresh(kind).await;
            let elsewhere = if kind.name == LIMITS { elsewhere.replace("0003", "0004") } else { elsewhere };
            let stands = setting.holds().await;
            let mut cases: Vec<(String, Browser, String, Fields)> = Vec::new();
            for (name, typed) in kind.others {
                cases.push((format!("other {name}"), setting.ada.clone(), action.clone(), with(&fields, name, typed)));
            }
            cases.push(("elsewhere".into(), setting.ada.clone(), elsewhere, with(&other_fields, "id", &key)));
            if !kind.name.starts_with("pay") {
                let mine = with(&with(&fields, "person", &bens[0].1), "member", &bens[1].1);
                cases.push(("another person".into(), setting.ben.clone(), action.clone(), mine));
            }
            for (what, browser, action, fields) in cases {
                // A payment in the same words to the same payee is the same payment, wherever its form was.
                if what == "elsewhere" && kind.name.starts_with("pay") {
                    continue;
                }
                let page = send(&browser, &action, &fields).await;
                assert_eq!(page.status, StatusCode::CONFLICT, "{}", at(&world, kind, &what, &page));
                assert_eq!(setting.holds().await, stands, "{}", at(&world, kind, &what, &page));
            }
            used.push((kind.name, key));
        }
        for kind in &KINDS {
            let (action, fields) = setting.fresh(kind).await;
            let stands = setting.holds().await;
            let of_transfers = |name: &str| name.starts_with("pay") || name == "reverse";
            let others =
                used.iter().filter(|(name, _)| *name != kind.name && of_transfers(name) == of_transfers(kind.name));
            for (name, key) in others {
                let page = send(&setting.ada, &action, &with(&fields, "id", key)).await;
                assert_eq!(
                    page.status,
                    StatusCode::CONFLICT,
                    "{}",
                    at(&world, kind, &format!("the key of {name}"), &page)
                );
                assert_eq!(setting.holds().await, stands, "{} the key of {name}", kind.name);
            }
        }
    }
}

#[tokio::test]
async fn of_two_at_once_under_one_key_both_are_answered_and_one_acts() {
    for world in worlds().await {
        let mut setting = setting(&world).await;
        for kind in &KINDS {
            let (action, fields) = setting.fresh(kind).await;
            let (one, other) = tokio::join!(send(&setting.ada, &action, &fields), send(&setting.ada, &action, &fields));
            for page in [&one, &other] {
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", at(&world, kind, "twice at once", page));
            }
            assert_eq!(one.location(), other.location(), "{}", kind.name);
            // Who proposed cannot decline: that would use no key.
            for (name, typed) in kind.others.iter().filter(|_| kind.name != "withdraw") {
                let (action, fields) = setting.fresh(kind).await;
                let otherwise = with(&fields, name, typed);
                let (one, other) =
                    tokio::join!(send(&setting.ada, &action, &fields), send(&setting.ada, &action, &otherwise));
                let statuses = [one.status, other.status];
                let expected = [StatusCode::SEE_OTHER, StatusCode::CONFLICT];
                assert!(
                    expected.iter().all(|status| statuses.contains(status)),
                    "{}\n{}",
                    at(&world, kind, &format!("at once with other {name}"), &one),
                    at(&world, kind, name, &other)
                );
            }
        }
    }
}
