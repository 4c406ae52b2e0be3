//! One type a URL: the router, the extractor and every link use it, so a link cannot lead nowhere.
//!
//! The paths of an exchange stand below its slug: `Chrome::href` puts the slug before them and
//! the tenant layer takes it off, so that here `/pay` is the payment form of whichever exchange one is in.
//! The installation's own paths are marked as such and are never prefixed. What is asked of a page stands in `query`.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

pub use query::link;

/// The page on which the form stands that is sent to `action`: most forms are sent to their own page.
pub fn page_of_form(action: &str) -> String {
    match action.rsplit_once('/') {
        Some((before, "transfers")) => format!("{before}/pay"),
        Some(("", "preferences")) => "/".to_owned(),
        Some((before, "members")) if before.starts_with("/host/") => before.to_owned(),
        Some((before, "end")) if before.contains("/operators/") => before.to_owned(),
        Some((before, "checks")) if before.contains("/applications/") => before.to_owned(),
        Some((before, "propose" | "answer" | "mails" | "again" | "withdraw")) => before.to_owned(),
        _ => action.to_owned(),
    }
}

macro_rules! path {
    ($(#[$doc:meta])* $name:ident = $path:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name;
    };
    ($(#[$doc:meta])* $name:ident { $field:ident } = $path:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            #[doc = "The part of the path that varies, as it was sent."]
            pub $field: String,
        }
    };
}

pub mod installation;
pub mod query;

/// The pages of one exchange, below its slug.
pub mod exchange {
    use super::{Deserialize, TypedPath};

    path!(
        /// The public page; the home page for a member.
        Home = "/"
    );
    path!(
        /// Before the path of a page of a member: that page for the member of that account.
        As { code } = "/as/{code}"
    );
    path!(
        /// The payment form (GET, with `to`, `amount`, `description` filled in) and the check page (POST).
        Pay = "/pay"
    );
    path!(
        /// Pays what the check page showed.
        Transfers = "/transfers"
    );
    path!(
        /// The receipt of one transfer, for its parties and the committee.
        Transfer { id } = "/transfers/{id}"
    );
    path!(
        /// The committee undoes a transfer by its opposite.
        Reverse { id } = "/transfers/{id}/reverse"
    );
    path!(
        /// The payee gives a transfer back, whole.
        GiveBack { id } = "/transfers/{id}/back"
    );
    path!(
        /// The entries of one's account: the last twelve months, a year, a month.
        Statement = "/statement"
    );
    path!(
        /// The same as a table for spreadsheets.
        StatementCsv = "/statement.csv"
    );
    path!(
        /// The member directory.
        Members = "/members"
    );
    path!(
        /// The same as a table for spreadsheets.
        MembersCsv = "/members.csv"
    );
    path!(
        /// One member.
        Member { code } = "/members/{code}"
    );
    path!(
        /// How the others see a member: name, place, what they do, phone.
        Profile = "/profile"
    );
    path!(
        /// The photo of a member, which is theirs, or the committee's for them, to choose.
        Portrait = "/profile/photo"
    );
    path!(
        /// A file of a photo, by its own name.
        Photo { name } = "/photos/{name}"
    );
    path!(
        /// Goes on holiday, and comes back.
        Holiday = "/holiday"
    );
    path!(
        /// Asks to leave, and stays after all.
        Leave = "/leave"
    );
    path!(
        /// What it takes to come to zero before one leaves.
        LeavePlan = "/leave/plan"
    );
    path!(
        /// Who acts for a member of one's own; asks somebody to, and ends it.
        Operators { own } = "/operators/{own}"
    );
    path!(
        /// Ends that somebody acts for a member, or takes back that they were asked.
        EndOperator { own } = "/operators/{own}/end"
    );
    path!(
        /// Says yes to acting for a member, with the link of the mail.
        ActFor { token } = "/act-for/{token}"
    );
    path!(
        /// The committee: moves what is left of whoever leaves or has died.
        Remainder { code } = "/members/{code}/remainder"
    );
    path!(
        /// The committee: what a member is, and changing it by decision.
        MemberState { code } = "/members/{code}/state"
    );
    path!(
        /// The committee: erases whoever has left or has died.
        Erase { code } = "/members/{code}/erase"
    );
    path!(
        /// The committee: makes a code on paper for whoever acts for a member.
        PaperCode { code } = "/members/{code}/paper-code"
    );
    path!(
        /// The committee: a member's statement.
        MemberStatement { code } = "/members/{code}/statement"
    );
    path!(
        /// The same as a table for spreadsheets.
        MemberStatementCsv { code } = "/members/{code}/statement.csv"
    );
    path!(
        /// The committee: the limits of one account, with a reason.
        Limits { code } = "/members/{code}/limits"
    );
    path!(
        /// Classes of member, each with limits of its own.
        MemberClasses = "/classes"
    );
    path!(
        /// The committee: one of them, or one that is to be.
        MemberClass { class } = "/classes/{class}"
    );
    path!(
        /// Ask to become a member.
        Join = "/join"
    );
    path!(
        /// Show with the code of the mail that the address is one's own.
        ConfirmJoin = "/join/confirm"
    );
    path!(
        /// The same with the link of the mail.
        ConfirmJoinWith { token } = "/join/confirm/{token}"
    );
    path!(
        /// Have that mail sent again.
        JoinAgain = "/join/again"
    );
    path!(
        /// Who joins: what one offers and looks for.
        JoinOffers = "/join/offers"
    );
    path!(
        /// Who joins: takes the application back.
        WithdrawJoin = "/join/withdraw"
    );
    path!(
        /// Members vouch for who wants to join.
        Vouch = "/vouch"
    );
    path!(
        /// The committee: invitations with which one joins.
        Invitations = "/invitations"
    );
    path!(
        /// One of them, to be sent or printed; ends it.
        Invitation { invitation } = "/invitations/{invitation}"
    );
    path!(
        /// The committee: what waits for it.
        Work = "/work"
    );
    path!(
        /// The committee: somebody who wants to join.
        Application { id } = "/applications/{id}"
    );
    path!(
        /// The committee: what was made sure of about a member.
        MemberChecks { code } = "/members/{code}/checks"
    );
    path!(
        /// The same about somebody who wants to join.
        ApplicationChecks { id } = "/applications/{id}/checks"
    );
    path!(
        /// Who has not traded for long says that they are there.
        StillHere = "/still-here"
    );
    path!(
        /// Write to the committee.
        Contact = "/contact"
    );
    path!(
        /// Every balance of the exchange, with the sum.
        Balances = "/balances"
    );
    path!(
        /// The same as a table for spreadsheets.
        BalancesCsv = "/balances.csv"
    );
    path!(
        /// Until when members have paid their subscription in money.
        Subscriptions = "/subscriptions"
    );
    path!(
        /// The same as a table for spreadsheets.
        SubscriptionsCsv = "/subscriptions.csv"
    );
    path!(
        /// How the exchange is doing, over some months.
        Statistics = "/statistics"
    );
    path!(
        /// Those months as a table for spreadsheets.
        StatisticsCsv = "/statistics.csv"
    );
    path!(
        /// The exchange's rules: name, unit, limits, and the decisions that made them.
        Settings = "/settings"
    );
    path!(
        /// The rules of one subject, for who may decide about them.
        SettingsOf { subject } = "/settings/{subject}"
    );
    path!(
        /// A change of rules that waits, or waited.
        Proposal { proposal } = "/proposals/{proposal}"
    );
    path!(
        /// Who holds which office, and what each may do.
        Officers = "/officers"
    );
    path!(
        /// Gives an office to a member.
        GiveOffice = "/officers/give"
    );
    path!(
        /// Ends the office of somebody else.
        EndOffice = "/officers/end"
    );
    path!(
        /// Lays down one's own office, or hands it over.
        OwnOffice = "/officers/own"
    );
    path!(
        /// Asks for an interim chair.
        AskChair = "/officers/ask"
    );
    path!(
        /// The rules that held on a day, or under a number.
        RulesOn = "/rules"
    );
    path!(
        /// How it works here.
        Help = "/help"
    );
    path!(
        /// The committee says in its own words how it works here.
        HelpText = "/settings/help"
    );
    path!(
        /// The committee says in its own words what who joins agrees to.
        AgreementText = "/settings/agreement"
    );
    path!(
        /// What was decided and done: of members, what the reader may know.
        Decisions = "/decisions"
    );
    path!(
        /// The same as a table for spreadsheets.
        DecisionsCsv = "/decisions.csv"
    );
    path!(
        /// The committee adds a member, with or without e-mail.
        AddMember = "/settings/members"
    );
    path!(
        /// The committee takes in members from a spreadsheet.
        ImportMembers = "/members/import"
    );
    path!(
        /// What is offered and looked for.
        Market = "/market"
    );
    path!(
        /// The offers and wants of a member's own.
        Listings = "/listings"
    );
    path!(
        /// A new offer or want.
        NewListing = "/listings/new"
    );
    path!(
        /// An offer or a want; what becomes of it.
        Listing { listing } = "/listings/{listing}"
    );
    path!(
        /// Changes an offer or a want.
        EditListing { listing } = "/listings/{listing}/edit"
    );
    path!(
        /// Tells the committee that something is wrong with an offer or a want.
        ReportListing { listing } = "/listings/{listing}/report"
    );
    path!(
        /// The committee lets an offer or a want be seen, or takes it off.
        ModerateListing { listing } = "/listings/{listing}/decide"
    );
    path!(
        /// Has an offer or a want for as long again, with the link of the mail.
        RenewListing { token } = "/listings/renew/{token}"
    );
    path!(
        /// The committee: the categories of offers and wants.
        Categories = "/settings/categories"
    );
    path!(
        /// Partner exchanges, the balance of trade with each, and proposals.
        Partners = "/partners"
    );
    path!(
        /// Proposes an agreement to another exchange of this installation.
        Propose = "/partners/propose"
    );
    path!(
        /// One partner: agreement, clearing account, trade over time.
        Partner { slug } = "/partners/{slug}"
    );
    path!(
        /// The committee ends an agreement, with a reason.
        EndAgreement { slug } = "/partners/{slug}/end"
    );
    path!(
        /// Accepts or declines what the partner proposed, withdraws one's own proposal.
        Answer { slug } = "/partners/{slug}/answer"
    );
}

/// The first path segments that no exchange can have as its slug.
pub const RESERVED: [&str; 26] = [
    "sign-in",
    "sign-out",
    "setup",
    "reset-password",
    "paper-code",
    "me",
    "notices",
    "livez",
    "readyz",
    "style",
    "assets",
    "api",
    "host",
    "static",
    "preferences",
    "favicon.ico",
    "favicon.svg",
    "robots.txt",
    "manifest.webmanifest",
    "ask",
    "help",
    "contact",
    "market",
    "feed",
    "i",
    "u",
];

/// Whether `slug` can name an exchange: 2 to 32 of `a-z 0-9 -`, and not one of the installation's own words.
pub fn is_slug(slug: &str) -> bool {
    (2..=32).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !RESERVED.contains(&slug)
}
