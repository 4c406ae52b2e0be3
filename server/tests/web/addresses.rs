//! Whatever address a form takes, the mail can be sent to.

use app::forms::email;
use lettre::message::Mailbox;
use lettre::{Address, Message};

/// As they are typed: what a form takes, and what it does not.
const TYPED: [(&str, bool); 62] = [
    ("ada@example.org", true),
    (" Ada@Example.ORG ", true),
    ("ada.byron@example.org", true),
    ("ada+lets@example.org", true),
    ("ada_byron@example.org", true),
    ("ada-byron@ex-ample.org", true),
    ("o'brien@example.org", true),
    ("a@b.example", true),
    ("1@2.example", true),
    ("ada@sub.sub.example.co.uk", true),
    ("ada@xn--bcher-kva.example", true),
    ("ada@bücher.example", true),
    ("josé@correo.example", true),
    ("jose\u{301}@correo.example", true),
    ("用户@例子.例子", true),
    ("почта@пример.испытание", true),
    ("!#$%&'*+-/=?^_`{|}~@example.org", true),
    ("ada/byron@example.org", true),
    ("a.b.c.d.e@example.org", true),
    ("ada@1and1.example", true),
    ("", false),
    (" ", false),
    ("ada", false),
    ("@", false),
    ("ada@", false),
    ("@example.org", false),
    ("ada@host", false),
    ("marta.@x.example", false),
    ("marta..sol@x.example", false),
    (".marta@x.example", false),
    ("ada@-courriel.example", false),
    ("@-courriel.example", false),
    ("ada@courriel-.example", false),
    ("ada@x..example", false),
    ("ada@x.example.", false),
    ("ada@.example", false),
    ("ada@x.e", false),
    ("ada@x.123", false),
    ("ada@127.0.0.1", false),
    ("ada@[127.0.0.1]", false),
    ("ada@[IPv6:::1]", false),
    ("ada@x_y.example", false),
    ("ada@x y.example", false),
    ("ada byron@x.example", false),
    ("ada@b@x.example", false),
    ("a@x.example, b@x.example", false),
    ("a@x.example;b@x.example", false),
    ("a@x.example b@x.example", false),
    ("Ada <a@x.example>", false),
    ("<a@x.example>", false),
    ("a(comment)@x.example", false),
    ("\"ada byron\"@x.example", false),
    ("\"ada\"@x.example", false),
    ("ada\\@x.example", false),
    ("ada,byron@x.example", false),
    ("ada:byron@x.example", false),
    ("mailto:ada@x.example", false),
    ("a@x.example\r\nBcc: e@x.example", false),
    ("ada\u{0}@x.example", false),
    ("ada\u{200b}@x.example", false),
    ("ada@x.exam\u{ad}ple", false),
    ("\u{202e}ada@x.example", false),
];

#[test]
fn every_address_that_a_form_takes_can_be_written_to() {
    let from: Mailbox = "post@example.org".parse().unwrap();
    for (typed, is_taken) in TYPED {
        let taken = email::typed(typed);
        assert_eq!(taken.is_some(), is_taken, "{typed:?}");
        let Some(address) = taken else { continue };
        assert!(address.parse::<Address>().is_ok(), "{address}");
        // As the mail's worker reads it, and as it stands in the mail.
        let to: Mailbox = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(to.email.to_string(), address);
        let mail = Message::builder().from(from.clone()).to(to).subject("?").body(String::new());
        assert!(mail.is_ok(), "{address}");
    }
}

#[test]
fn what_is_put_together_at_random_is_never_taken_if_mail_refuses_it() {
    const PIECES: [&str; 24] = [
        "ada",
        "b",
        "@",
        "@",
        ".",
        ".",
        "-",
        "_",
        "+",
        "'",
        "x.example",
        "example",
        "é",
        "ß",
        "1",
        "例",
        "\u{301}",
        "İ",
        "[",
        "]",
        "\"",
        " ",
        "~",
        "ı",
    ];
    let (mut seed, mut taken) = (20_261_125_u64, 0);
    for _ in 0..60_000 {
        let mut typed = String::new();
        for _ in 0..3 + seed % 6 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            typed += PIECES[usize::try_from(seed >> 33).unwrap() % PIECES.len()];
        }
        if let Some(address) = email::typed(&typed) {
            taken += 1;
            assert!(address.parse::<Mailbox>().is_ok(), "{address:?}");
        }
    }
    assert!(taken > 100, "{taken}");
}
