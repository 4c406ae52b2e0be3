//! Forms as they stand on pages: every field with its value, as a browser would send them.

use scraper::{ElementRef, Html, Selector};

use crate::browser::{Browser, Page};

/// A form that changes something.
#[derive(Clone, Debug)]
pub struct PageForm {
    pub action: String,
    pub fields: Vec<(String, String)>,
    /// The names of all its fields, also of those that a browser does not send as it stands, and of its buttons.
    pub names: Vec<String>,
    /// Its named buttons; a browser sends the one that was pressed. Not those that stand for what could be typed.
    pub buttons: Vec<(String, String)>,
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.value().attr(name).unwrap_or_default().to_owned()
}

/// The value that this control has before anybody touches it; none if a browser would not send it.
fn value(control: ElementRef<'_>) -> Option<String> {
    let is = |name: &str| control.value().attr("type") == Some(name);
    match control.value().name() {
        "textarea" => Some(control.text().collect()),
        "select" => {
            let options: Vec<ElementRef<'_>> = control.select(&selector("option")).collect();
            let chosen = options.iter().find(|option| option.value().attr("selected").is_some());
            chosen.or(options.first()).map(|option| attribute(*option, "value"))
        }
        _ if (is("checkbox") || is("radio")) && control.value().attr("checked").is_none() => None,
        _ => Some(attribute(control, "value")),
    }
}

/// Every form of a page that is posted.
pub fn forms(page: &Page) -> Vec<PageForm> {
    let html = Html::parse_document(&page.text);
    let read = |form: ElementRef<'_>| {
        let controls = form.select(&selector("input[name], textarea[name], select[name]")).collect::<Vec<_>>();
        let pressed = form.select(&selector("button[name]")).collect::<Vec<_>>();
        let names = controls.iter().chain(&pressed).map(|one| attribute(*one, "name")).collect();
        let fields = controls.into_iter().filter_map(|one| Some((attribute(one, "name"), value(one)?))).collect();
        let buttons = pressed.into_iter().map(|one| (attribute(one, "name"), attribute(one, "value")));
        let buttons = buttons.filter(|(name, _)| name != "pick").collect();
        PageForm { action: attribute(form, "action"), fields, names, buttons }
    };
    let found: Vec<PageForm> = html.select(&selector("form[method=post]")).map(read).collect();
    found
}

/// The form of a page that is posted there.
pub fn form(page: &Page, action: &str) -> Option<PageForm> {
    forms(page).into_iter().find(|form| form.action == action)
}

#[test]
fn a_form_is_read_as_a_browser_sends_it() {
    let text = "<form method=\"post\" action=\"/there\"><input type=\"hidden\" name=\"id\" value=\"7\"><input name=\"to\">\
        <input type=\"checkbox\" name=\"off\"><input type=\"checkbox\" name=\"on\" value=\"yes\" checked>\
        <textarea name=\"why\">a &amp; b</textarea><select name=\"kind\"><option value=\"x\">X</option>\
        <option value=\"y\" selected>Y</option></select><button name=\"answer\" value=\"no\">No</button></form>\
        <form method=\"get\" action=\"/there\"></form>";
    let page = Page { status: axum::http::StatusCode::OK, headers: axum::http::HeaderMap::new(), text: text.into() };
    let read = form(&page, "/there").unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = [pair("id", "7"), pair("to", ""), pair("on", "yes"), pair("why", "a & b"), pair("kind", "y")];
    assert_eq!((read.fields, read.buttons), (fields.to_vec(), vec![pair("answer", "no")]));
    assert_eq!(read.names, ["id", "to", "off", "on", "why", "kind", "answer"]);
    assert_eq!(forms(&page).len(), 1);
}

/// The fields of a form as they are sent.
pub type Fields = Vec<(String, String)>;

/// The form of a page as it is filled in, ready to be sent, more than once.
pub async fn filled(browser: &Browser, path: &str, typed: &[(&str, &str)]) -> Fields {
    let page = browser.clone().get(path).await;
    let mut fields = form(&page, path).unwrap_or_else(|| panic!("no form at {path}: {}", page.text)).fields;
    for (name, value) in typed {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

/// Sends it as it is.
pub async fn send(browser: &Browser, path: &str, fields: &Fields) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.clone().post_bare(path, &fields).await
}
