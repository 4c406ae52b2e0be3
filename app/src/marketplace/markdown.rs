//! The words of a listing as they are shown: paragraphs, emphasis, lists and links, and nothing else of Markdown.
//!
//! Always holds: no tag, attribute or address of a member's reaches the page but those that stand here; what looks like HTML is text.
//! Reading and writing Markdown is `pulldown-cmark`'s.

use leptos::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use crate::ui::safe_url;

/// The words, as a part of a page. Headings are paragraphs, pictures their words, and a link leads out without saying from where.
pub fn shown(text: &str) -> AnyView {
    let html = as_html(text);
    view! { <div class="words" inner_html=html></div> }.into_any()
}

fn as_html(text: &str) -> String {
    let mut html = String::new();
    // Of links: whether each that is open was let through.
    let mut links: Vec<bool> = Vec::new();
    html::push_html(&mut html, Parser::new(text).filter_map(|event| kept(event, &mut links)));
    html
}

fn kept<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::CodeBlock(_)) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock | TagEnd::CodeBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { dest_url, .. }) => {
            let url = safe_url(&dest_url).map(escaped);
            links.push(url.is_some());
            url.map(|url| Event::InlineHtml(format!("<a href=\"{url}\" rel=\"nofollow noreferrer ugc\">").into()))
        }
        Event::End(TagEnd::Link) => links.pop().filter(|kept| *kept).map(|_| Event::InlineHtml("</a>".into())),
        Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::BlockQuote(_))
        | Event::End(
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::BlockQuote(_),
        )
        | Event::Text(_) => Some(event),
        Event::Code(text) => Some(Event::Text(text)),
        // Who types a new line means one.
        Event::SoftBreak | Event::HardBreak => Some(Event::HardBreak),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The same as plain text on one line, for a card or a mail: as much as fits in so many characters.
pub fn in_short(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                plain.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                plain.push(' ');
            }
            _ => {}
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = plain.char_indices().nth(most) else { return plain };
    let start = plain.get(..end).unwrap_or(&plain);
    let whole = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::{as_html, in_short};

    #[test]
    fn paragraphs_emphasis_lists_and_links_are_shown() {
        for (text, html) in [
            ("Bread *every* Friday", "<p>Bread <em>every</em> Friday</p>\n"),
            ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
            ("- rye\n- wheat", "<ul>\n<li>rye</li>\n<li>wheat</li>\n</ul>\n"),
            ("# Bread", "<p>Bread</p>\n"),
            (
                "[ours](https://bread.example/?a=1&b=2)",
                "<p><a href=\"https://bread.example/?a=1&amp;b=2\" rel=\"nofollow noreferrer ugc\">ours</a></p>\n",
            ),
        ] {
            assert_eq!(as_html(text), html, "{text}");
        }
    }

    #[test]
    fn nothing_that_a_member_writes_becomes_a_tag_or_an_address_that_runs() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<svg onload=alert(1)>\n\n<p onclick=x>y</p>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1) \"t\")",
            "[x](data:text/html,<script>alert(1)</script>)",
            "![x](javascript:alert(1))",
            "![x](https://bread.example/pixel.gif)",
            "[x](https://a.example/\"onmouseover=alert(1))",
            "[a](<https://a.example/\" onclick=\"x>)",
            "<javascript:alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
            "```html\n<script>alert(1)</script>\n```",
            "`<b>`",
            "a\n<!-- x --><style>*{display:none}</style>",
            "[x][y]\n\n[y]: vbscript:x '</a><b>'",
        ] {
            let html = as_html(text);
            let tags = html.split('<').skip(1).map(|rest| rest.split(['>', ' ']).next().unwrap_or_default());
            for tag in tags {
                assert!(["p", "/p", "a", "/a", "br", "em", "/em", "ul", "li", "/li", "/ul"].contains(&tag), "{html}");
            }
            for address in html.split("href=\"").skip(1) {
                assert!(address.starts_with("https://"), "{html}");
                let rest = address.split_once('"').map_or("", |(_, rest)| rest);
                assert!(rest.starts_with(" rel=\"nofollow noreferrer ugc\">"), "{html}");
            }
        }
    }

    #[test]
    fn in_short_it_is_text_up_to_the_end_of_a_word() {
        assert_eq!(in_short("**Bread**, rolls\n\n- and jam", 100), "Bread, rolls and jam");
        assert_eq!(in_short("Bread, rolls and jam", 14), "Bread, rolls…");
        assert_eq!(in_short("<b>x</b>", 100), "<b>x</b>");
    }
}
