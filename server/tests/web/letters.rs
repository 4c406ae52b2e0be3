//! Every mail in every language, as it was when somebody last looked at it: `server/tests/letters/`. After a change on purpose, run
//! with `KEEP=1` and look at the difference.

use std::fs;
use std::path::Path;

use app::ledger::Unit;
use app::mails::Letter;
use app::members::add::added_mail;
use app::notices::NoticeKind;
use app::notices::mails::{NoticeLinks, NoticePlace, TransferNews};
use app::sign_in::mails::SignInMail;
use app::words::Language;
use strum::VariantArray;

/// One mail of each kind, by a name for its file.
fn all(language: Language) -> Vec<(String, Letter)> {
    let url = |path: &str| format!("https://many.example{path}");
    let direct = [
        ("reset", SignInMail::Reset(url("/reset-password/00ff"))),
        ("confirm", SignInMail::Confirm(url("/me/email/00ff"))),
        ("taken", SignInMail::Taken(url("/reset-password"))),
        ("asked", SignInMail::Asked(url("/me/password"))),
        ("gone", SignInMail::Gone),
        ("password-changed", SignInMail::PasswordChanged(url("/reset-password"))),
    ];
    let mut mails: Vec<(String, Letter)> =
        direct.into_iter().map(|(name, mail)| (name.to_owned(), mail.letter(language))).collect();
    for (name, path, known) in [("added", "/reset-password/00ff", false), ("added-known", "/riverside", true)] {
        let letter = added_mail(language, ("Riverside & Sons", "RIVR0002"), url(path), known);
        mails.push((name.to_owned(), letter));
    }
    let unit = Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "lf".into(), decimals: 2, is_time: false };
    let (exchange, member) = ("Riverside & Sons".to_owned(), "Ben <Baker>".to_owned());
    let place = NoticePlace { exchange, unit, member, code: "RIVR0002".into() };
    for kind in NoticeKind::VARIANTS {
        let news = TransferNews {
            kind: *kind,
            amount: 800,
            balance: -1_234_567,
            payer: "Ada".into(),
            payee: "Sol (Hilltop)".into(),
            words: "Bread & \"butter\"".into(),
            clerk: "Cleo".into(),
            committee: "Hilltop".into(),
        };
        let links = NoticeLinks { receipt: url("/riverside/transfers/1"), stop: url("/notices/stop/00ff-paid") };
        mails.push((kind.tag().to_owned(), news.letter(&place, links, language)));
    }
    mails
}

#[test]
fn every_mail_reads_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    for language in Language::ALL {
        for (name, letter) in all(language) {
            let Letter { subject, text, html, stop_url } = letter;
            let now = format!("Subject: {subject}\nStop: {stop_url}\n\n{text}\n{html}");
            let file = folder.join(format!("{name}.{}.txt", language.tag()));
            if std::env::var("KEEP").is_ok() {
                fs::write(&file, &now).unwrap();
            }
            assert_eq!(fs::read_to_string(&file).unwrap_or_default(), now, "{}", file.display());
        }
    }
}
