//! Anybody asks for an exchange: confirmed by the mail's link, seen by the host, opened or declined, each once.

use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, World, worlds};
use crate::host::hedda;

/// As somebody fills it in who means it.
fn fields<'a>(id: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", id),
        ("community", "Green & Vale"),
        ("place", "The valley"),
        ("purpose", "We are thirty neighbours.\nWe mend things."),
        ("template", "time-bank"),
        ("name", "Rosa Quint"),
        ("email", email),
    ]
}

/// The paths of the links in mails to an address, the latest last.
async fn links(world: &World, to: &str) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select body from outbox where recipient = $1 order by mail_id";
    let bodies: Vec<String> = sqlx::query_scalar(sql).bind(to.to_owned()).fetch_all(&mut *conn).await.unwrap();
    let token = |body: &String| Some(body.split_once("/ask/")?.1.get(..64)?.to_owned());
    bodies.iter().filter_map(token).map(|token| format!("/ask/{token}")).collect()
}

/// Writes a wish under that number; the path of its link.
pub async fn wish(world: &World, id: i64) -> String {
    let (id, email) = (id.to_string(), format!("rosa{id}@milllane.example"));
    let page = Browser::new(world).post("/ask", &fields(&id, &email)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    world.sql("delete from attempts".to_owned()).await;
    links(world, &email).await.pop().unwrap()
}

/// The same, sent off: it waits for the host.
pub async fn asked(world: &World, id: i64) {
    let link = wish(world, id).await;
    let page = Browser::new(world).post(&link, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
}

fn main_of(page: &Page) -> &str {
    page.text.split_once("<main").unwrap().1.split("</main").next().unwrap()
}

#[tokio::test]
async fn a_wish_reaches_the_host_by_the_mails_link_and_the_exchange_opens_filled_in() {
    for world in worlds().await {
        let mut hedda = hedda(&world).await;
        assert!(Browser::new(&world).get("/").await.text.contains("href=\"/ask\""));
        let link = wish(&world, 4545).await;
        assert!(!hedda.get("/host").await.text.contains("Green &amp; Vale"), "nobody has confirmed it");
        assert_eq!(hedda.get("/host/asks/4545").await.status, StatusCode::NOT_FOUND);
        let mut rosa = Browser::new(&world);
        assert!(rosa.get(&link).await.text.contains("Green &amp; Vale"));
        assert!(!hedda.get("/host").await.text.contains("Green &amp; Vale"), "looking sends nothing");
        assert_eq!(rosa.post(&link, &[]).await.status, StatusCode::OK);
        assert_eq!(rosa.post(&link, &[]).await.status, StatusCode::NOT_FOUND, "once");
        let list = hedda.get("/host").await;
        assert!(list.text.contains("href=\"/host/asks/4545\""), "{}", list.text);
        let page = hedda.get("/host/asks/4545").await;
        for text in ["thirty neighbours", "Rosa Quint", "rosa4545@milllane.example", "Time bank"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        let form = hedda.get("/host/new?ask=4545").await;
        assert!(form.text.contains("value=\"Green &amp; Vale\"") && form.text.contains("value=\"The valley\""));
        let mut typed = vec![("step", "committee"), ("ask", "4545"), ("template", "time-bank"), ("way", "mail")];
        typed.extend([("exchange", "Green & Vale"), ("slug", "greenvale"), ("code", "GRNV"), ("language", "en")]);
        typed.extend([("zone", "UTC"), ("chair_name", "Rosa Quint"), ("chair_email", "rosa4545@milllane.example")]);
        typed.extend([("second_office", "treasurer"), ("third_office", "membership"), ("id", "77")]);
        let opened = hedda.post("/host/new", &typed).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        assert!(!hedda.get("/host").await.text.contains("/host/asks/"), "it waits no longer");
        assert_eq!(hedda.get("/host/new?ask=4545").await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.number("select count(*) as n from asks where state = 'opened'").await, 1);
        asked(&world, 4546).await;
        let told = "select count(*) as n from outbox where recipient = 'hedda@manyhands.example'";
        assert_eq!(world.number(told).await, 1, "{}: two who ask are one mail", world.engine);
    }
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_page_and_one_address_no_more_than_some_mails() {
    for world in worlds().await {
        riverside(&world).await;
        let mut pages = Vec::new();
        for email in ["ada@riverside.example", "who@nowhere.example"] {
            let mut nobody = Browser::new(&world);
            for _ in 0..4 {
                let id = fresh_key().to_string();
                pages.push(nobody.post("/ask", &fields(&id, email)).await);
            }
            assert_eq!(links(&world, email).await.len(), 3, "{}", world.engine);
        }
        assert!(pages.iter().all(|page| page.status == StatusCode::OK && main_of(page) == main_of(&pages[0])));
        // Ten from one place; then nobody there is heard for a while.
        let mut nobody = Browser::new(&world);
        for nth in 8..11 {
            let id = fresh_key().to_string();
            let page = nobody.post("/ask", &fields(&id, "more@nowhere.example")).await;
            let status = if nth < 10 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(page.status, status, "{nth}");
        }
    }
}

#[tokio::test]
async fn the_same_form_asks_once_a_link_is_over_after_a_day_and_what_is_wrong_comes_back() {
    for mut world in worlds().await {
        let mut rosa = Browser::new(&world);
        let page = rosa.get("/ask").await;
        let id = page.hidden("id");
        let typed = fields(&id, "rosa@milllane.example");
        let mut twin = rosa.clone();
        let (a, b) = tokio::join!(rosa.post("/ask", &typed), twin.post("/ask", &typed));
        assert_eq!((a.status, b.status), (StatusCode::OK, StatusCode::OK), "{} {}", a.text, b.text);
        let links = links(&world, "rosa@milllane.example").await;
        assert_eq!(links.len(), 1, "{}", world.engine);
        let wrong = [("email", "rosa"), ("community", "Green & Vale"), ("purpose", ""), ("template", "club")];
        let again = rosa.post("/ask", &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["#email", "#place", "#purpose", "#template", "#name"] {
            assert!(again.text.contains(&format!("href=\"{field}\"")), "{field}: {}", again.text);
        }
        assert!(again.text.contains("value=\"Green &amp; Vale\"") && again.text.contains("value=\"rosa\""));
        world.site.clock = Clock::fixed(NOON.plus_seconds(86_401)).0;
        let mut late = Browser::new(&world);
        assert_eq!(late.get(&links[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(late.post(&links[0], &[]).await.status, StatusCode::NOT_FOUND);
        // And with the next wish it is gone.
        late.post("/ask", &fields("99", "other@milllane.example")).await;
        assert_eq!(world.number("select count(*) as n from asks").await, 1);
    }
}

#[tokio::test]
async fn the_host_declines_once_with_words_that_are_mailed() {
    for world in worlds().await {
        let hedda = hedda(&world).await;
        asked(&world, 4545).await;
        let path = "/host/asks/4545";
        let empty = hedda.clone().post(path, &[("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (mut one, mut twin) = (hedda.clone(), hedda.clone());
        let why = [("reason", "Join Riverside: it is your valley.")];
        let (a, b) = tokio::join!(one.post(path, &why), twin.post(path, &why));
        let statuses = [a.status, b.status];
        assert!(statuses.contains(&StatusCode::SEE_OTHER), "{statuses:?}");
        let mails = "select count(*) as n from outbox where body like '%Join Riverside: it is your valley.%'";
        assert_eq!(world.number(mails).await, 1, "{}", world.engine);
        assert_eq!(hedda.clone().get(path).await.status, StatusCode::NOT_FOUND);
    }
}
