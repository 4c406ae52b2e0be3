//! The components of `app::ui` are what pages are made of: none is written by hand, none stands unused or unseen.

use super::tree::{Source, lines_with, nothing, sources};

#[test]
fn pages_use_the_components_and_write_none_of_them_by_hand() {
    let classes = ["notice", "empty", "button", "amount", "face", "pager", "work", "tag", "filter"];
    let by_hand: Vec<String> =
        classes.iter().flat_map(|class| [format!("class=\"{class}\""), format!("class=\"{class} ")]).collect();
    let words: Vec<&str> = by_hand.iter().map(String::as_str).collect();
    nothing(&lines_with(&sources(&["app/src"]), &words, |source| source.path.starts_with("app/src/ui/")));
}

#[test]
fn every_component_is_used_by_a_page_and_shown_on_the_style_page() {
    let all = sources(&["app/src"]);
    let uses = |source: &Source, name: &str| {
        let tag = format!("<{name}");
        source.code().any(|(_, line)| {
            line.split(&tag).skip(1).any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '>'))
                || line.contains(&format!("{tag}>"))
        })
    };
    let mut broken = Vec::new();
    for source in all.iter().filter(|source| source.path.starts_with("app/src/ui/")) {
        let lines: Vec<&str> = source.code().map(|(_, line)| line).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[component]") {
            let name = pair[1].strip_prefix("pub fn ").unwrap().split('(').next().unwrap();
            let style = all.iter().filter(|other| other.name() == "style_page.rs").any(|other| uses(other, name));
            let page = all.iter().filter(|other| other.name() != "style_page.rs").any(|other| uses(other, name));
            if !style || !page {
                broken.push(format!("{} {name}: on the style page {style}, on a page {page}", source.path));
            }
        }
    }
    nothing(&broken);
}
