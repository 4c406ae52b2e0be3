//! What people type as texts: what shows nothing, or turns the direction of what follows, is said beside its field, on every form;
//! and names find one another however they were typed.

use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::worlds;

/// The forms of these pages are read from the pages themselves.
const PAGES: [&str; 8] = [
    "/me",
    "/me/email",
    "/riverside/settings/look",
    "/riverside/settings/unit",
    "/riverside/settings/limits",
    "/riverside/settings/members",
    "/riverside/members/RIVR0002/limits",
    "/riverside/partners",
];

/// What no field takes: nothing that shows, control characters, and what turns the direction.
const NO_TEXTS: [&str; 6] =
    ["\u{3164}", "\u{200b}\u{2060}", "bell\u{7}", "nul\u{0}", "\u{202e}live", "\u{2066}a\u{2069}"];

struct Typed {
    action: String,
    /// Every field with what stands in it.
    fields: Vec<(String, String)>,
    /// Those that a person types into.
    texts: Vec<String>,
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn value(field: &ElementRef) -> String {
    match field.value().name() {
        "select" => {
            let chosen = field.select(&select("option[selected]")).chain(field.select(&select("option"))).next();
            chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
        }
        "textarea" => field.text().collect(),
        _ => field.attr("value").unwrap_or_default().to_owned(),
    }
}

fn forms(page: &Page) -> Vec<Typed> {
    let document = Html::parse_document(&page.text);
    let mut forms = Vec::new();
    for form in document.select(&select("main form.form[method=post]")) {
        let (mut fields, mut texts) = (Vec::new(), Vec::new());
        for field in form.select(&select("input[name], textarea[name], select[name]")) {
            let (name, kind) = (field.attr("name").unwrap().to_owned(), field.attr("type").unwrap_or("text"));
            if field.value().name() == "textarea"
                || (field.value().name() == "input" && ["text", "email"].contains(&kind))
            {
                texts.push(name.clone());
            }
            if kind != "checkbox" && (kind != "radio" || field.attr("checked").is_some()) {
                fields.push((name, value(&field)));
            }
        }
        forms.push(Typed { action: form.attr("action").unwrap().to_owned(), fields, texts });
    }
    forms
}

#[tokio::test]
async fn no_form_takes_a_text_of_nothing_that_shows_or_with_control_or_direction_characters() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut tried = 0;
        for path in PAGES {
            let page = ada.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for form in forms(&page) {
                for text in &form.texts {
                    for hostile in NO_TEXTS {
                        let typed = |(name, value): &(String, String)| {
                            (name.clone(), if name == text { hostile.to_owned() } else { value.clone() })
                        };
                        let fields: Vec<_> = form.fields.iter().map(typed).collect();
                        let fields: Vec<_> =
                            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                        let answer = ada.post(&form.action, &fields).await;
                        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {text} {hostile:?}");
                        let beside = format!("id=\"{text}-error\"");
                        assert!(answer.text.contains(&beside), "{path} {text} {hostile:?}: {}", answer.text);
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried >= 120, "{tried}");
    }
}

#[tokio::test]
async fn a_name_is_kept_clean_and_found_however_it_is_typed() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let path = "/riverside/settings/members";
        for (name, shown) in [
            ("R\u{30c}ehor\u{30c}  Novák", "Řehoř Novák"),
            ("Chi\u{200b}ara O’Brien", "Chiara O’Brien"),
            ("Ştefan Işık", "Ştefan Işık"),
        ] {
            let id = ada.get(path).await.hidden("id");
            let added = ada.post(path, &[("id", &id), ("name", name), ("kind", "person")]).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
            let to = added.location().to_owned();
            assert!(ada.get(&to).await.text.contains(shown), "{shown}");
        }
        for typed in ["rehor novak", "ŘEHOŘ NOVÁK", "Chiara O'Brien", "chiara obrien", "Stefan Isik", "Ștefan Işik"]
        {
            let (paid, _) = ben.pay(typed, "1").await;
            assert_eq!(paid.status, StatusCode::SEE_OTHER, "{typed}: {}", paid.text);
        }
        for (search, found) in [("REHOR", "Řehoř Novák"), ("o'brien", "Chiara O’Brien"), ("isik", "Ştefan Işık")]
        {
            let page = ben.get(&format!("/riverside/members?q={}", search.replace('\'', "%27"))).await;
            assert!(page.text.contains(found), "{search}: {}", page.text);
        }
        assert_eq!(ben.pay("Rehor Novakov", "1").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn members_stand_where_readers_of_the_exchanges_language_look_for_them() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for name in ["Zoltán", "Řehoř", "Álvaro", "Óscar", "zoe"] {
            let id = ada.get("/riverside/settings/members").await.hidden("id");
            let fields = [("id", id.as_str()), ("name", name), ("kind", "person")];
            let added = ada.post("/riverside/settings/members", &fields).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        }
        let page = ada.get("/riverside/members").await;
        let order = ["Ada", "Álvaro", "Ben", "Cleo", "Óscar", "Řehoř", "Sam Low", "zoe", "Zoltán"];
        let list = page.text.split_once("<main").unwrap().1;
        let places: Vec<_> = order.iter().map(|name| list.find(&format!(">{name}<")).expect(name)).collect();
        assert!(places.is_sorted(), "{}: {places:?}", world.engine);
    }
}
