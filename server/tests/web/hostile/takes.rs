//! What each field of each form takes of the table of values.

use super::{EMPTY, MOST, TOO_MUCH, TWICE};

/// What a field takes of such values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    /// None of them: marks, names of things, amounts, choices, addresses, ids of payments.
    Nothing,
    /// The same, or nothing at all.
    OrEmpty,
    /// The key of an act.
    Key,
    /// A text that is asked for.
    Text,
    /// A text or nothing.
    Free,
    /// Whatever is a text: what means nothing counts as not said.
    Any,
    /// It is not looked at.
    Unread,
}

impl Takes {
    pub fn may_take(self, hostile: &str, is_text: bool) -> bool {
        match self {
            Self::Nothing => false,
            Self::OrEmpty => hostile == EMPTY,
            Self::Key => hostile == MOST,
            Self::Text => is_text,
            Self::Free => is_text || hostile == EMPTY,
            Self::Any => {
                !["a byte that is no text", "an overlong code", "half a surrogate", TWICE, TOO_MUCH].contains(&hostile)
            }
            Self::Unread => true,
        }
    }
}

/// What a field of the forms of offices takes, where it is not what such fields take elsewhere.
fn of_offices(field: &str) -> Option<Takes> {
    match field {
        "who" => Some(Takes::Any),
        // Somebody may be called so.
        "to" => Some(Takes::Text),
        "until" => Some(Takes::OrEmpty),
        "role" | "office" => Some(Takes::Nothing),
        // Of the form that ends one; the others say what becomes of it.
        "act" => Some(Takes::Unread),
        _ => None,
    }
}

/// What a field of a checklist takes, and the reason why somebody is let in without.
fn of_checks(route: &str, field: &str) -> Option<Takes> {
    match (route.ends_with("/checks"), field) {
        (true, "firm" | "stood") => Some(Takes::Any),
        (true, "firm_until") => Some(Takes::OrEmpty),
        (false, "because") => Some(Takes::Free),
        _ => None,
    }
}

/// What a field of the forms of offers and wants takes.
fn of_market(route: &str, field: &str) -> Option<Takes> {
    match (route, field) {
        // Whoever has the link of the mail may send it, whatever is in it.
        ("/listings/renew/{token}", _) => Some(Takes::Unread),
        ("/settings/categories", "text") => Some(Takes::Free),
        ("/settings/categories", "seen") => Some(Takes::OrEmpty),
        ("/listings/new", "id") => Some(Takes::Nothing),
        // The address says which it is.
        ("/listings/{listing}/edit", "id") => Some(Takes::Nothing),
        ("/listings/new" | "/listings/{listing}/edit", "title") => Some(Takes::Text),
        ("/listings/new" | "/listings/{listing}/edit", "text" | "area") => Some(Takes::Free),
        ("/listings/new" | "/listings/{listing}/edit", "category") => Some(Takes::OrEmpty),
        ("/listings/new" | "/listings/{listing}/edit", "price" | "reach") => Some(Takes::Nothing),
        _ => None,
    }
}

/// What a field of the form of a sheet takes that is looked at first.
fn of_sheets(route: &str, field: &str) -> Option<Takes> {
    match (route, field) {
        ("/members/import", "sheet") => Some(Takes::Nothing),
        ("/members/import", "act" | "seen") => Some(Takes::Any),
        // A file, which a plain form has not.
        ("/profile/photo", "photo") => Some(Takes::Unread),
        _ => None,
    }
}

/// Of the forms of offices, sheets and checklists.
fn of_some(route: &str, field: &str) -> Option<Takes> {
    let of_offices = of_offices(field).filter(|_| route.starts_with("/officers/"));
    of_offices.or_else(|| of_sheets(route, field)).or_else(|| of_checks(route, field))
}

/// What a field of a form takes.
pub fn takes(route: &str, field: &str) -> Takes {
    use Takes::{Any, Free, Key, Nothing, OrEmpty, Text, Unread};
    let of_some = of_some(route, field).or_else(|| of_market(route, field));
    if let Some(takes) = of_some.or_else(|| of_rules(field)).or_else(|| of_host(route, field)) {
        return takes;
    }
    match (route, field) {
        (
            "/sign-out" | "/notices/stop/{token}" | "/me/email/{token}" | "/join/confirm/{token}",
            "person" | "member" | "counts",
        ) => Unread,
        ("/sign-out" | "/notices/stop/{token}" | "/me/email/{token}" | "/ask/{token}", _) => Unread,
        ("/paper-code", "person" | "member" | "counts" | "offered") => Any,
        (_, "label") => Text,
        ("/host/exchanges/{slug}/chair", "who") => Nothing,
        ("/act-for/{token}", "password") => Text,
        ("/act-for/{token}", "offered" | "counts") => Any,
        ("/join", "invitation") => OrEmpty,
        // A sum of people or days: a few of the values are one.
        ("/invitations", "most" | "days") | (_, "vouchers") => Nothing,
        (_, "paper" | "account" | "whom") => Nothing,
        // A number may be the code of an account; the answer is the same, whoever is meant.
        ("/reset-password", "email") => Any,
        ("/ask", "community" | "place" | "purpose") => Text,
        ("/join/confirm" | "/join/again", "person" | "member" | "counts") | ("/join/again", "joining") => Any,
        ("/join", "password") => Text,
        ("/join/offers", "offers" | "wants") => Free,
        // Only a no says why.
        ("/applications/{id}", "reason") => Any,
        ("/work" | "/subscriptions", name) if name.starts_with("pick-") => Any,
        // Whoever has the link, the password or this very browser may send these, whoever is signed in.
        ("/sign-in" | "/reset-password" | "/reset-password/{token}" | "/setup/{token}", "person" | "member") => Any,
        ("/preferences" | "/sign-in", "language" | "theme" | "next") | ("/me/sessions", "others") => Any,
        ("/me/notices", "until")
        | (
            "/me/notices/mails",
            "paid" | "paid-for-you" | "reversed" | "limits" | "listing-ends" | "agreement-proposed" | "rule-proposed"
            | "rule-announced",
        ) => Any,
        ("/pay" | "/transfers", "side" | "waive" | "change" | "reading") => Any,
        // What was shown of a payment within one exchange is nothing.
        ("/pay" | "/transfers", "shown" | "waive_reason") => Any,
        ("/pay" | "/transfers" | "/transfers/{id}/reverse" | "/transfers/{id}/back", "id") => Nothing,
        ("/transfers/{id}/back", "reason") => Free,
        (_, "id") => Key,
        // Accepting says how far, declining does not.
        // What the page had offered or shown is looked at only where it was.
        ("/join" | "/me/password" | "/reset-password/{token}", "offered") | ("/partners/propose", "shown") => Any,
        (_, "template") => Nothing,
        // It has no amount.
        ("/contact" | "/join", "counts") => Any,
        (_, "name" | "reason" | "new" | "message") | ("/pay" | "/transfers", "description") => Text,
        (_, "about" | "area" | "note" | "description" | "phone" | "subscription_cost")
        | ("/settings/help" | "/settings/agreement", "text") => Free,
        ("/profile", "phone_shown") | ("/settings/members", "shared") => Any,
        // Whoever says nothing sets them.
        ("/members/{code}/limits", "act") => OrEmpty,
        (_, "counts" | "warn_min" | "warn_max" | "unit_name" | "unit_plural" | "unit_symbol" | "unit_counts") => {
            OrEmpty
        }
        ("/settings/members", "email") | ("/pay", "pick") | ("/holiday", "until") => OrEmpty,
        (
            _,
            "person" | "member" | "to" | "amount" | "email" | "password" | "min" | "max" | "version" | "kind"
            | "partner" | "rate" | "down" | "up" | "agreement" | "answer" | "act" | "session" | "language" | "code"
            | "zone" | "seen" | "joining" | "paid_until" | "agree" | "understood" | "terms" | "application",
        ) => Nothing,
        _ => panic!("{route} has a field {field}: say what it takes"),
    }
}

/// What a rule of an exchange takes.
fn of_rules(field: &str) -> Option<Takes> {
    let is_rule = matches!(
        field,
        "default_min"
            | "default_max"
            | "warn_low"
            | "warn_high"
            | "newcomer_min"
            | "ramp_days"
            | "ramp_things"
            | "ramp_partners"
            | "growth_share"
            | "growth_cap"
            | "units_per_hour"
            | "show_balances"
            | "subscription"
            | "subscription_days"
            | "hue"
            | "officer_alone"
            | "who_may_join"
            | "leaving_days"
            | "erase_days"
            | "sleep_ask"
            | "sleep_list"
            | "sleep_decide"
            | "notice_days"
            | "offer_months"
            | "want_months"
            | "moderation"
            | "listing_reach"
            | "public_names"
    );
    (is_rule || field.starts_with("second_for_") || field.starts_with("check_")).then_some(Takes::Nothing)
}

/// What who runs the installation is asked.
fn of_host(route: &str, field: &str) -> Option<Takes> {
    use Takes::{Any, Nothing, OrEmpty, Text};
    Some(match (route, field) {
        (
            "/setup/{token}" | "/host/new",
            "slug" | "exchange" | "name" | "unit" | "units" | "password" | "chair_name",
        ) => Text,
        ("/host/exchanges/{slug}/members", "most") => OrEmpty,
        ("/host/new", "go" | "step" | "filled" | "ask" | "second_office" | "third_office") => Any,
        (
            "/host/new",
            "rate" | "lowest" | "highest" | "second_name" | "second_email" | "third_name" | "third_email",
        ) => OrEmpty,
        ("/host/new", "chair_email" | "way") => Nothing,
        _ => return None,
    })
}
