//! Every mail in every language, as it was when somebody last looked at it: `server/tests/letters/`. After a change on purpose, run
//! with `KEEP=1` and look at the difference.

use std::fs;
use std::path::Path;

use app::hosting::asking::mails::AskedMail;
use app::hosting::opening::mails::InviteMail;
use app::joining::answers::{AnswerMail, AppliedMail};
use app::joining::mails::JoinMail;
use app::journal::because::Because;
use app::ledger::Unit;
use app::mails::{Letter, MailOfficer, MailSender};
use app::members::mails::AddedMail;
use app::members::operators::ActForMail;
use app::messages::mails::{AskMail, ContactBy, ContactMail};
use app::notices::NoticeKind;
use app::notices::mails::{NoticeLinks, NoticePlace, letter};
use app::notices::news::{
    AgreementNews, AsleepNews, CorrectedNews, DueNews, EndingNews, GlassNews, LimitsNews, ListingDecidedNews,
    ListingEndsNews, NoticeNews, OfficeNews, RulesNews, StateNews, SubscriptionNews, SubscriptionTold, TransferNews,
};
use app::roles::Role;
use app::sign_in::mails::SignInMail;
use app::words::Language;
use jiff::civil::date;
use strum::VariantArray;

/// The exchange that writes, with two whom one can ask.
fn sender() -> MailSender {
    let officer = |name: &str, role| MailOfficer { name: name.into(), role };
    MailSender {
        exchange: "Riverside & Sons".into(),
        contact: "https://many.example/riverside/contact".into(),
        officers: vec![officer("Ada Byron", Role::Chair), officer("Tom <Till>", Role::Treasurer)],
    }
}

fn url(path: &str) -> String {
    format!("https://many.example{path}")
}

/// One mail of each kind about signing in, by a name for its file.
fn about_signing_in(language: Language) -> Vec<(String, Letter)> {
    let direct = [
        ("reset", SignInMail::Reset(url("/reset-password/00ff"))),
        ("confirm", SignInMail::Confirm(url("/me/email/00ff"))),
        ("shared", SignInMail::Shared(url("/me/email/00ff"))),
        ("taken", SignInMail::Taken(url("/reset-password"))),
        ("asked", SignInMail::Asked(url("/me/password"))),
        ("gone", SignInMail::Gone),
        ("password-changed", SignInMail::PasswordChanged(url("/reset-password"))),
    ];
    let reader = |name| (!["confirm", "shared"].contains(&name)).then(|| "Ben <Baker>".to_owned());
    direct.into_iter().map(|(name, mail)| (name.to_owned(), mail.letter(reader(name), language))).collect()
}

/// One mail of each kind to a new committee, by a name for its file.
fn about_opening(language: Language) -> Vec<(String, Letter)> {
    let mail = |is_known, link| InviteMail {
        name: "Ben <Baker>".into(),
        host: "Hedda & Sons".into(),
        exchange: "Riverside & Sons".into(),
        role: Role::Treasurer,
        link,
        is_known,
    };
    let new = mail(false, url("/reset-password/00ff")).letter(language);
    vec![("invite".into(), new), ("invite-known".into(), mail(true, url("/riverside")).letter(language))]
}

/// One mail of each kind to who asks for an exchange, by a name for its file.
fn about_asking(language: Language) -> Vec<(String, Letter)> {
    let (name, community) = ("Ben <Baker>".into(), "Green & Vale".into());
    let declined = AskedMail::Declined { name, community, why: "We are <full> until spring.".into() };
    let confirm = AskedMail::Confirm(url("/ask/00ff")).letter(language);
    let ask = ("Zoe <Mill>".into(), "Green & Vale".into());
    let waits = AskedMail::Waits { host: "Hedda & Sons".into(), ask, page: url("/host") }.letter(language);
    vec![("wish".into(), confirm), ("wish-declined".into(), declined.letter(language)), ("wish-waits".into(), waits)]
}

/// One mail of each kind about joining, by a name for its file.
fn about_joining(language: Language) -> Vec<(String, Letter)> {
    let mut mails = Vec::new();
    let opens = JoinMail::Confirm { link: url("/riverside/join/confirm/00ff"), code: "4F7K9QWZ".into() };
    mails.push(("join".to_owned(), opens.letter(None, sender(), language)));
    let known = JoinMail::Known { join: url("/sign-in?next=/riverside/join") };
    mails.push(("join-known".to_owned(), known.letter(Some("Ben <Baker>".into()), sender(), language)));
    let home = url("/riverside");
    for (name, mail) in [
        ("join-admitted", AnswerMail::Admitted { code: "RIVR0002".into(), plural: "leaves".into(), home }),
        ("join-declined", AnswerMail::Declined { why: "We are <full> until spring.".into() }),
    ] {
        mails.push((name.to_owned(), mail.letter("Ben <Baker>".into(), sender(), language)));
    }
    for (name, reader) in [("act-for", None), ("act-for-known", Some("Ben <Baker>".to_owned()))] {
        let (by, member, link) = ("Ada & Co".into(), "The <Bakers>".into(), url("/riverside/act-for/00ff"));
        let mail = ActForMail { by, member, sender: sender(), link };
        mails.push((name.to_owned(), mail.letter(reader, language)));
    }
    let applied = AppliedMail { name: "Zoe <Mill>".into(), work: url("/riverside/work") };
    let sender_of_committee = MailSender { officers: vec![], ..sender() };
    mails.push(("join-applied".to_owned(), applied.letter("Ada Byron".into(), sender_of_committee, language)));
    mails
}

/// Limits that follow from a rule.
const FOLLOWED: DueNews = DueNews {
    was: [-4_000, 12_000, -3_600, 10_800],
    becomes: [-10_000, 12_000, -9_000, 10_800],
    because: Because::Everybody,
};

/// One mail of each kind, by a name for its file.
fn all(language: Language) -> Vec<(String, Letter)> {
    let mut mails = about_signing_in(language);
    for (name, path, known) in [("added", "/reset-password/00ff", false), ("added-known", "/riverside", true)] {
        let mail = AddedMail {
            name: "Ben <Baker>".into(),
            officer: "Ada Byron".into(),
            sender: sender(),
            plural: "leaves".into(),
            code: "RIVR0002".into(),
            link: url(path),
            is_known: known,
        };
        mails.push((name.to_owned(), mail.letter(language)));
    }
    let member = |email| ContactBy::Member { code: "RIVR0003".into(), email, page: url("/riverside/members/RIVR0003") };
    for (name, from) in [
        ("contact", member(Some("cleo@riverside.example".to_owned()))),
        ("contact-no-address", member(None)),
        ("contact-stranger", ContactBy::Stranger { email: "zoe@mill.example".into() }),
    ] {
        let mail = ContactMail {
            name: "Cleo <Baker>".into(),
            from,
            sender: MailSender { officers: vec![], ..sender() },
            message: "The gate is broken.\n\nWho mends it?".into(),
        };
        mails.push((name.to_owned(), mail.letter("Ada Byron".into(), language)));
    }
    mails.extend(about_joining(language));
    mails.extend(about_opening(language));
    mails.extend(about_asking(language));
    for (name, committee) in [("ask", Some("Riverside & Sons".to_owned())), ("ask-no-committee", None)] {
        let mail = AskMail {
            name: "Ben <Baker> (Riverside & Sons)".into(),
            sender: MailSender { exchange: "Hilltop & Co".into(), ..sender() },
            number: 42,
            amount: "0:30 h".into(),
            message: "A zero too many.\n\nSorry!".into(),
            back: url("/hilltop/transfers/1/back"),
            receipt: url("/hilltop/transfers/1"),
            committee,
        };
        mails.push((name.to_owned(), mail.letter("Sol".into(), language)));
    }
    let unit = Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "lf".into(), decimals: 2, is_time: false };
    let (exchange, member) = ("Riverside & Sons".to_owned(), "Ben <Baker>".to_owned());
    let place = NoticePlace { exchange, unit, member, code: "RIVR0002".into() };
    let links = |page: &str| NoticeLinks {
        page: url(page),
        notices: url("/me/notices"),
        sender: sender(),
        stop: url("/notices/stop/00ff00ff00ff00ff00ff00ff00ff00ff"),
    };
    for kind in NoticeKind::VARIANTS {
        let (news, page) = news(*kind, 800);
        let letter = letter(&[news], (&place, links(page)), language).unwrap();
        mails.push((kind.tag().to_owned(), letter));
    }
    let followed = letter(&[NoticeNews::Due(FOLLOWED)], (&place, links("/riverside")), language).unwrap();
    mails.push(("limits-follow".to_owned(), followed));
    for kind in [NoticeKind::Paid, NoticeKind::PaidForYou] {
        let several = [800, 1_250, 99].map(|amount| news(kind, amount).0);
        let letter = letter(&several, (&place, links("")), language).unwrap();
        mails.push((format!("{}-together", kind.tag()), letter));
    }
    mails
}

/// What is said of an offer or a want.
fn of_listing(kind: NoticeKind) -> (NoticeNews, &'static str) {
    if kind == NoticeKind::ListingEnds {
        let news = ListingEndsNews { title: "Jam & <bread>".into(), until: date(2026, 12, 4) };
        return (NoticeNews::ListingEnds(news), "/riverside/listings/renew/00");
    }
    let news = ListingDecidedNews { clerk: "Cleo".into(), is_seen: false, why: "asked at the <market>".into() };
    (NoticeNews::ListingDecided(news), "/riverside/listings")
}

/// What a notice of that kind says, and the page that it leads to.
fn subscription() -> SubscriptionNews {
    let (until, last) = (Some(date(2026, 12, 31)), Some(date(2027, 3, 1)));
    SubscriptionNews { tells: SubscriptionTold::After, until, last }
}

fn news(kind: NoticeKind, amount: i64) -> (NoticeNews, &'static str) {
    match kind {
        NoticeKind::Paid
        | NoticeKind::PaidForYou
        | NoticeKind::Reversed
        | NoticeKind::ReversedThere
        | NoticeKind::GivenBack => {
            let news = TransferNews {
                kind,
                amount,
                balance: -1_234_567,
                payer: "Ada".into(),
                payee: "Sol (Hilltop)".into(),
                words: "Bread & \"butter\"".into(),
                clerk: "Cleo".into(),
                committee: "Hilltop".into(),
            };
            (NoticeNews::Transfer(news), "/riverside/transfers/1")
        }
        NoticeKind::Limits => {
            let news = LimitsNews {
                clerk: "Cleo".into(),
                was: "-100.00 120.00 -90.00 108.00".into(),
                becomes: "-50.00 none -45.00 none".into(),
                why: "asked at the <market>".into(),
            };
            (NoticeNews::Limits(news), "/riverside")
        }
        NoticeKind::Corrected => {
            let news = CorrectedNews {
                clerk: "Cleo".into(),
                was: "area Mill\nphone ".into(),
                becomes: "area Quay <7>\nphone 0171 987654".into(),
            };
            (NoticeNews::Corrected(news), "/riverside/profile")
        }
        NoticeKind::State => {
            let (was, becomes, why) = ("active".into(), "suspended".into(), "asked at the <market>".into());
            (NoticeNews::State(StateNews { clerk: "Cleo".into(), was, becomes, why }), "/riverside")
        }
        NoticeKind::Subscription => (NoticeNews::Subscription(subscription()), "/riverside"),
        NoticeKind::Office => {
            let news = OfficeNews { clerk: "Cleo".into(), why: "asked at the <market>".into() };
            (NoticeNews::Office(news), "/riverside/officers")
        }
        NoticeKind::ListingEnds | NoticeKind::ListingDecided => of_listing(kind),
        NoticeKind::Operators => (NoticeNews::Operators("Cleo <&>".into()), "/riverside/operators/RIVR0002"),
        NoticeKind::Asleep => (NoticeNews::Asleep(AsleepNews { since: date(2026, 5, 31) }), "/riverside/still-here"),
        NoticeKind::OfficeEnds => (NoticeNews::Ending(EndingNews { day: date(2027, 1, 15) }), "/riverside/officers"),
        NoticeKind::Glass => {
            (NoticeNews::Glass(GlassNews { why: "asked at the <market>".into() }), "/riverside/decisions")
        }
        NoticeKind::Erased => (NoticeNews::Erased("asked at the <market>".into()), "/riverside/decisions"),
        NoticeKind::PaperCode => (NoticeNews::PaperCode("Cleo <&>".into()), "/riverside"),
        NoticeKind::RuleProposed | NoticeKind::RuleAnnounced => {
            let news = RulesNews { kind, clerk: "Cleo".into(), why: "asked at the <market>".into() };
            (NoticeNews::Rules(news), "/riverside/proposals/1")
        }
        NoticeKind::AgreementProposed
        | NoticeKind::AgreementAccepted
        | NoticeKind::AgreementDeclined
        | NoticeKind::AgreementWithdrawn
        | NoticeKind::AgreementEnded => {
            let (partner, note) = ("Hilltop & Co".to_owned(), "As \"agreed\" on Sunday".to_owned());
            (NoticeNews::Agreement(AgreementNews { kind, partner, note }), "/riverside/partners/hilltop")
        }
    }
}

#[test]
fn every_mail_reads_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    for language in Language::ALL {
        for (name, letter) in all(language) {
            let Letter { from, subject, text, html, stop_url } = letter;
            let now = format!("From: {from}\nSubject: {subject}\nStop: {stop_url}\n\n{text}\n{html}");
            let file = folder.join(format!("{name}.{}.txt", language.tag()));
            if std::env::var("KEEP").is_ok() {
                fs::write(&file, &now).unwrap();
            }
            assert_eq!(fs::read_to_string(&file).unwrap_or_default(), now, "{}", file.display());
        }
    }
}
