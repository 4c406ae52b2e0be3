//! Finding people as they are remembered: by half a name, by a slip of the finger, by what they do; in one's own exchange and, where an
//! agreement stands, in a partner's.

use axum::http::{StatusCode, header};
use manyhands::clock::fresh_transfer_id;
use manyhands::ledger::NewTransfer;
use scraper::{Html, Selector};

use crate::browser::{Browser, Page, encode, hilltop, riverside};
use crate::common::{Plan, World, worlds};

/// The form of a payment, with what is typed as the payee.
async fn check(browser: &mut Browser, to: &str, more: &[(&str, &str)]) -> Page {
    let id = fresh_transfer_id().to_string();
    let mut fields = vec![("id", id.as_str()), ("to", to), ("amount", "1"), ("description", "Jam")];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    browser.post("/riverside/pay", &fields).await
}

/// The codes on the buttons that are offered.
fn offered(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.text);
    let buttons = Selector::parse("main form button[name=pick]").unwrap();
    html.select(&buttons).map(|button| button.attr("value").unwrap().to_owned()).collect()
}

async fn add(ada: &mut Browser, fields: &[(&str, &str)]) -> String {
    let path = "/riverside/settings/members";
    let id = ada.get(path).await.hidden("id");
    let added = ada.post(path, &[&[("id", id.as_str()), ("kind", "person")], fields].concat()).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    added.location().split('/').nth(3).unwrap().to_owned()
}

async fn end_agreements(world: &World) {
    world.sql("update agreements set state = 'ended'".into()).await;
}

#[tokio::test]
async fn half_a_name_is_answered_with_those_whom_it_may_mean_ones_own_exchange_first() {
    for world in worlds().await {
        let (ours, theirs) = (riverside(&world).await, hilltop(&world).await);
        world
            .village(Plan { slug: "seaside", code: "SEAS", names: &["Omar Sea"], limits: (-9, 9), hash: String::new() })
            .await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for name in ["Benita Low", "Nina", "50% off", "Rubén"] {
            add(&mut ada, &[("name", name)]).await;
        }
        // Without an agreement nobody there is known.
        for typed in ["omar", "oma", "HILL0001"] {
            let page = check(&mut ben, typed, &[]).await;
            assert_eq!((page.status, offered(&page)), (StatusCode::UNPROCESSABLE_ENTITY, vec![]), "{typed}");
            assert!(page.text.contains(&format!("nobody called “{typed}”")), "{}", page.text);
        }
        world.agreed(&ours, &theirs, 5_000).await;
        let expected: [(&str, &[&str]); 14] = [
            ("ni", &["RIVR0007", "HILL0002"]),
            ("nina low", &[]),
            ("low b", &["RIVR0006"]),
            ("bne", &[]),
            ("adda", &["RIVR0001"]),
            ("clo", &["RIVR0003"]),
            ("sam", &["RIVR0004", "RIVR0005"]),
            ("omar", &["HILL0001"]),
            ("oma", &["HILL0001"]),
            ("OMRA", &["HILL0001"]),
            ("50%", &["RIVR0008"]),
            ("%", &[]),
            ("ruben x", &[]),
            ("zzz", &[]),
        ];
        for (typed, codes) in expected {
            let page = check(&mut ben, typed, &[]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            assert_eq!(offered(&page), codes, "{} {typed}: {}", world.engine, page.text);
            assert!(page.text.contains("value=\"Jam\""), "what was typed stays");
            assert_eq!(page.text.contains("Who do you mean?"), !codes.is_empty(), "{typed}");
            for hidden in ["SEAS", "Omar Sea"] {
                assert!(!page.text.contains(hidden), "{typed} shows {hidden}");
            }
        }
        let page = check(&mut ben, "omar", &[]).await;
        assert!(page.text.contains("hilltop exchange"), "a partner is named: {}", page.text);
        // Whoever is picked stands for what was typed, and all else is kept.
        let page = check(&mut ben, "oma", &[("pick", "HILL0001")]).await;
        assert!(page.status == StatusCode::OK && page.text.contains("HILL0001"), "{}", page.text);
        let page = check(&mut ben, "", &[("pick", "RIVR0001"), ("amount", ""), ("description", " ")]).await;
        assert!(page.status == StatusCode::OK && page.text.contains("value=\"RIVR0001\""), "{}", page.text);
        assert!(!page.text.contains("There is a problem"), "{}", page.text);
        // An agreement that has ended is said, and its members are no more to be found.
        end_agreements(&world).await;
        let page = check(&mut ben, "HILL0001", &[]).await;
        assert!(page.text.contains("no agreement with hilltop exchange any more"), "{}", page.text);
        assert_eq!(offered(&check(&mut ben, "omar", &[]).await), [""; 0]);
    }
}

#[tokio::test]
async fn names_are_looked_up_no_oftener_than_somebody_who_pays_would() {
    let world = crate::common::on_sqlite().await;
    riverside(&world).await;
    for email in ["ada@riverside.example", "ben@riverside.example"] {
        let mut one = Browser::signed_in(&world, email).await;
        let id = fresh_transfer_id().to_string();
        let marks = one.marks("/riverside/pay").await;
        let mut fields = vec![("id", id.as_str()), ("to", "x"), ("amount", "1"), ("description", "Jam")];
        fields.extend(marks.iter().map(|(name, value)| (*name, value.as_str())));
        let body = encode(&fields);
        for nth in 0..61 {
            let page = one.post_body("/riverside/pay", body.clone()).await;
            let expected = if nth < 60 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(page.status, expected, "{email} {nth}");
            assert_eq!(page.headers.contains_key(header::RETRY_AFTER), nth == 60);
        }
    }
}

#[tokio::test]
async fn the_last_five_who_were_paid_are_buttons_each_once_and_nobody_elses() {
    for world in worlds().await {
        let (ours, theirs) = (riverside(&world).await, hilltop(&world).await);
        world.agreed(&ours, &theirs, 5_000).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        add(&mut ada, &[("name", "Dora")]).await;
        assert_eq!(offered(&ben.get("/riverside/pay").await), [""; 0]);
        for to in ["RIVR0001", "RIVR0003", "RIVR0004", "RIVR0001", "RIVR0005", "RIVR0006", "RIVR0003"] {
            assert_eq!(ben.pay(to, "1").await.0.status, StatusCode::SEE_OTHER, "{to}");
        }
        let form = ben.get("/riverside/pay").await;
        assert_eq!(offered(&form), ["RIVR0003", "RIVR0006", "RIVR0005", "RIVR0001", "RIVR0004"]);
        // The first button of the form, which the Enter key presses, is to go on.
        let html = Html::parse_document(&form.text);
        let first = Selector::parse("main form.form button").unwrap();
        assert_eq!(html.select(&first).next().unwrap().attr("name"), None);
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "HILL0002"), ("amount", "1"), ("description", "Jam")];
        let page = ben.post("/riverside/pay", &fields).await;
        let shown = page.hidden("shown");
        let paid = ben.post("/riverside/transfers", &[&fields[..], &[("shown", shown.as_str())]].concat()).await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        assert_eq!(offered(&ben.get("/riverside/pay").await)[0], "HILL0002");
        assert_eq!(offered(&ada.get("/riverside/pay").await), [""; 0], "what others paid is theirs");
        assert_eq!(offered(&ada.get("/riverside/as/RIVR0002/pay").await)[0], "HILL0002", "on his behalf it is his");
        end_agreements(&world).await;
        world.sql("update members set state = 'left' where name = 'Dora'".into()).await;
        let last = offered(&ben.get("/riverside/pay").await);
        assert_eq!(last, ["RIVR0003", "RIVR0005", "RIVR0001", "RIVR0004"]);
    }
}

#[tokio::test]
async fn those_who_were_paid_in_the_earlier_books_of_an_exchange_are_offered_too() {
    for world in worlds().await {
        let village = riverside(&world).await;
        for payee in [2, 3] {
            let (slip, movement) = (village.slip(fresh_transfer_id(), 1), village.movement(1, payee, 100));
            world.post(vec![NewTransfer::imported(slip, movement, "Bread".into())]).await.unwrap();
        }
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(offered(&ben.get("/riverside/pay").await), ["RIVR0004", "RIVR0003"], "{}", world.engine);
        assert_eq!(ben.pay("RIVR0001", "1").await.0.status, StatusCode::SEE_OTHER);
        assert_eq!(offered(&ben.get("/riverside/pay").await), ["RIVR0001", "RIVR0004", "RIVR0003"], "{}", world.engine);
    }
}

#[tokio::test]
async fn the_directory_is_searched_by_what_people_do_and_where_they_live_and_shows_it() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let long = format!("I clean gutters, mend roofs and make café crème. {}", "And more. ".repeat(30));
        add(&mut ada, &[("name", "Dora"), ("about", &long), ("area", "Old Mill")]).await;
        add(&mut ada, &[("name", "Emil"), ("about", "Bread"), ("area", "Łąka")]).await;
        for (typed, found) in [
            ("gutters", "Dora"),
            ("GUTTER", "Dora"),
            ("cafe creme", "Dora"),
            ("old mill", "Dora"),
            ("dor", "Dora"),
            ("RIVR0006", "Dora"),
            ("laka", "Emil"),
            ("bréad", "Emil"),
        ] {
            let page = ben.get(&format!("/riverside/members?{}", encode(&[("q", typed)]))).await;
            let other = if found == "Dora" { "Emil" } else { "Dora" };
            assert!(page.text.contains(found) && !page.text.contains(other), "{} {typed}: {}", world.engine, page.text);
            assert!(page.text.contains(">1 member<"), "{typed}");
        }
        let page = ben.get("/riverside/members").await;
        assert!(page.text.contains("I clean gutters, mend roofs") && page.text.contains("…"), "{}", page.text);
        assert!(!page.text.contains(&long.trim_end()[..200]), "no more than a card has room for");
        let page = ben.get("/riverside/members?q=tractor").await;
        assert!(page.text.contains("We find nobody here for “tractor”."), "{}", page.text);
    }
}

/// Names as they are written here, and as others type them.
const SPELLINGS: [(&str, &[&str]); 16] = [
    ("José Peña", &["jose pena", "JOSÉ PEÑA", "Jose\u{301} Pen\u{303}a", "José  Peña ", "jose peña"]),
    ("Řehoř Novák", &["rehor novak", "R\u{30c}ehor\u{30c} Novák", "ŘEHOŘ NOVÁK", "Rehoř Novak"]),
    ("Ștefan Țepeș", &["stefan tepes", "Ştefan Ţepeş", "S\u{326}tefan T\u{326}epes\u{326}", "ȘTEFAN ȚEPEȘ"]),
    ("Işık İpek", &["isik ipek", "IŞIK İPEK", "ışık ipek", "Isik Ipek"]),
    ("Erdős Łukasz", &["erdos lukasz", "ERDŐS ŁUKASZ", "Erdo\u{30b}s Łukasz", "erdős lukasz"]),
    ("Bjørn Groß", &["bjorn gross", "BJØRN GROSS", "Bjørn Gross", "bjørn groß"]),
    (
        "Chiara Rossi",
        &["chi\u{200b}ara rossi", "Chiara\u{2060} Ro\u{ad}ssi", "chiara\u{a0}rossi", "Chiara Rossi\u{feff}"],
    ),
    ("Maeve O’Brien", &["maeve o'brien", "maeve obrien", "Maeve O`Brien", "MAEVE O´BRIEN"]),
    (
        "Jean-Pierre Noël",
        &["jean pierre noel", "Jean–Pierre Noël", "Jean\u{2011}Pierre Noe\u{308}l", "JEAN-PIERRE NOËL"],
    ),
    ("Đorđe Guðrún", &["dorde gudrun", "ĐORĐE GUÐRÚN", "Dorđe Gudrún"]),
    ("Œuvrard Þóra", &["oeuvrard thora", "ŒUVRARD ÞÓRA", "Oeuvrard Þóra"]),
    ("Nguyễn Thị Hương", &["nguyen thi huong", "NGUYỄN THỊ HƯƠNG", "Nguyễn Thi Huong"]),
    ("Αλέξης Σοφός", &["αλεξης σοφος", "ΑΛΈΞΗΣ ΣΟΦΌΣ", "Αλεξησ Σοφοσ"]),
    ("Алёна Иванова", &["алена иванова", "АЛЁНА ИВАНОВА", "Але\u{308}на Иванова"]),
    ("Bar «El Puerto»", &["bar el puerto", "Bar \"El Puerto\"", "BAR “EL PUERTO”", "bar 'el puerto'"]),
    ("Sra. Ñíguez", &["sra niguez", "Sra. N\u{303}íguez", "SRA. ÑÍGUEZ", "sra ñiguez"]),
];

/// Each is another name than the one beside it.
const OTHERS: [(&str, &str); 20] = [
    ("José Peña", "Jose Penas"),
    ("José Peña", "Josep Pena"),
    ("Řehoř Novák", "Rehor Novakova"),
    ("Řehoř Novák", "Novak Rehor"),
    ("Ștefan Țepeș", "Stefan Tepesh"),
    ("Işık İpek", "Isik Ipekci"),
    ("Erdős Łukasz", "Erdoes Lukasz"),
    ("Bjørn Groß", "Bjoern Gross"),
    ("Bjørn Groß", "Bjorn Gros"),
    ("Chiara Rossi", "Chiara Rosi"),
    ("Chiara Rossi", "ChiaraRossi"),
    ("Maeve O’Brien", "Maeve Brien"),
    ("Jean-Pierre Noël", "Jeanpierre Noel"),
    ("Đorđe Guðrún", "Djordje Gudrun"),
    ("Œuvrard Þóra", "Uvrard Thora"),
    ("Nguyễn Thị Hương", "Nguyen Thi Hoang"),
    ("Αλέξης Σοφός", "Alexis Sofos"),
    ("Алёна Иванова", "Алена Иванов"),
    ("Bar «El Puerto»", "Bar Puerto"),
    ("Sra. Ñíguez", "Sra Ninguez"),
];

#[tokio::test]
async fn names_find_one_another_however_they_are_spelt_by_search_and_payment_and_other_names_do_not() {
    assert!(SPELLINGS.iter().map(|(_, typed)| typed.len()).sum::<usize>() >= 60);
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut codes = Vec::new();
        for (name, _) in SPELLINGS {
            codes.push(add(&mut ada, &[("name", name)]).await);
        }
        for ((name, spellings), code) in SPELLINGS.iter().zip(&codes) {
            for typed in *spellings {
                let at = format!("{} {name} as {typed:?}", world.engine);
                let page = check(&mut ada, typed, &[]).await;
                assert!(page.status == StatusCode::OK && page.text.contains(code), "{at}: {}", page.text);
                let page = ada.get(&format!("/riverside/members?{}", encode(&[("q", typed)]))).await;
                assert!(page.text.contains(code) && page.text.contains(">1 member<"), "{at}: {}", page.text);
            }
        }
        for (name, typed) in OTHERS {
            let page = check(&mut ada, typed, &[]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed} is not {name}");
        }
        // A second one who looks the same is asked about.
        let twin = [("name", "Chi\u{200b}ara Ro\u{2060}ssi"), ("asked", codes[6].as_str()), ("another", "yes")];
        let twin = add(&mut ada, &twin).await;
        let page = check(&mut ada, "Chiara Rossi", &[]).await;
        assert_eq!((page.status, offered(&page)), (StatusCode::UNPROCESSABLE_ENTITY, vec![codes[6].clone(), twin]));
    }
}
