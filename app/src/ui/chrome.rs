//! What stands around every page: who looks at it, in which exchange, language and light.
//!
//! Made by the server once a request; pages and components take it by reference.

use axum_extra::routing::TypedPath;
use jiff::tz::TimeZone;

use crate::ids::{Code, PersonId};
use crate::ledger::Unit;
use crate::paths::{exchange, link};
use crate::roles::Role;
use crate::time::Instant;
use crate::words::{Language, Words};

/// The surroundings of one page.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The language of this page.
    pub language: Language,
    /// Light or dark, as the reader chose (a cookie, so that nothing flashes).
    pub theme: Theme,
    /// The exchange one is in, if any.
    pub place: Option<Place>,
    /// The person who is signed in, if any.
    pub signed: Option<SignedIn>,
    /// A word about what has just been done, shown once.
    pub flash: Option<Flash>,
    /// The address of the exchange one was in last, for the menu outside of all.
    pub last: Option<String>,
    /// The path and query of this page as the browser has it, for "back to where you were".
    pub here: String,
    /// The content-hashed URL of the stylesheet.
    pub stylesheet: &'static str,
    /// The content-hashed URL of the icons.
    pub icons: &'static str,
    /// The content-hashed URL of the icon on the start screen of a device.
    pub app_icon: &'static str,
    /// The content-hashed URLs of the pictures that go with a link, by hue.
    pub pictures: &'static [&'static str],
    /// Before a path that is read elsewhere: `https://exchange.example`.
    pub origin: String,
    /// In development the living style page is linked.
    pub development: bool,
}

/// The exchange a page belongs to.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its first path segment: `riverside`.
    pub slug: String,
    /// Its name: `Riverside LETS`.
    pub name: String,
    /// The four letters before its account codes: `RIVR`.
    pub code: String,
    /// One of 24 hues, 0 to 23.
    pub hue: u8,
    /// What it counts in.
    pub unit: Unit,
    /// Its time zone: days and months of its statements are days and months there.
    pub zone: TimeZone,
    /// The membership that the page is for, if any: the reader's own, or the one they act for.
    pub mine: Option<Membership>,
    /// For whom the reader acts, if not simply as themselves; every link goes on doing so.
    pub acting: Option<Acting>,
    /// Why nothing can be entered here, if nothing can.
    pub held: Option<HeldWhy>,
    /// Until when the reader, who runs the installation, looks in.
    pub glass: Option<Instant>,
}

/// Why nothing can be entered in an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldWhy {
    /// It is kept to be read, and not only for a while.
    pub is_archived: bool,
    /// As who runs the installation said it; for members alone.
    pub why: String,
}

impl Place {
    /// Whether that account is the exchange's own.
    pub fn is_common(&self, code: &Code) -> bool {
        *code == Code::common(&self.code)
    }
}

/// For whom somebody acts: another account of theirs, or, of the committee, a member or the exchange itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The member's account.
    pub code: Code,
    /// The member's name.
    pub name: String,
    /// The committee acts on the member's behalf, or pays out of the exchange's own account.
    pub on_behalf: bool,
    /// With an office for the whole exchange: a coordinator, whose is for an area, waives no limit and sees of others what members see.
    pub by_office: bool,
}

/// The signed-in person.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their key, which their forms carry.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their exchanges, for switching with one tap, by name.
    pub memberships: Vec<Membership>,
    /// They run the installation.
    pub is_host: bool,
    /// What they were told and have not marked as read, up to a hundred.
    pub unread: i64,
}

/// A person's place in one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The exchange's slug.
    pub slug: String,
    /// The exchange's name.
    pub exchange: String,
    /// The member's name there.
    pub member: String,
    /// The member's account.
    pub code: Code,
    /// The offices that they hold there; none while they act for somebody.
    pub offices: Vec<Role>,
    /// How much waits for them there, where it was counted: for the menu of the page.
    pub waits: i64,
    /// Their oldest account there, which is meant where no other is named.
    pub is_first: bool,
}

impl Membership {
    /// Where this account is at home.
    pub fn home(&self) -> String {
        let home = href_in(&self.slug, &exchange::Home);
        if self.is_first { home } else { href_as(&self.slug, &self.code, &exchange::Home) }
    }
}

/// Light, dark, or whatever the device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Device,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Its word in the cookie and in forms.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that word; the device's for any other.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Device,
        }
    }
}

/// What a redirect leaves to be said on the next page: a closed list, since it travels in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// Changes were saved.
    Saved,
    /// The password was changed and the other sessions ended.
    PasswordChanged,
    /// A new password was set with a link.
    PasswordSet,
    /// SignedIn out.
    SignedOut,
    /// The other sessions were ended.
    SessionsEnded,
    /// One session was ended.
    SessionEnded,
    /// The e-mail address was changed.
    EmailChanged,
    /// A member was added.
    MemberAdded,
    /// The limits of an account were changed.
    LimitsChanged,
    /// The agreement was proposed.
    Proposed,
    /// The agreement is in force.
    Accepted,
    /// The proposal was declined or withdrawn.
    Declined,
    /// The agreement was ended.
    Ended,
    /// The application was taken back.
    JoinWithdrawn,
    /// Somebody who applied is a member.
    MemberAdmitted,
    /// Somebody who applied is told no.
    ApplicationDeclined,
    /// All about who asked was erased.
    Erased,
}

impl Flash {
    const ALL: [(Self, &'static str); 17] = [
        (Self::Saved, "saved"),
        (Self::PasswordChanged, "password-changed"),
        (Self::PasswordSet, "password-set"),
        (Self::SignedOut, "signed-out"),
        (Self::SessionsEnded, "sessions-ended"),
        (Self::SessionEnded, "session-ended"),
        (Self::EmailChanged, "email-changed"),
        (Self::MemberAdded, "member-added"),
        (Self::LimitsChanged, "limits-changed"),
        (Self::Proposed, "proposed"),
        (Self::Accepted, "accepted"),
        (Self::Declined, "declined"),
        (Self::Ended, "ended"),
        (Self::JoinWithdrawn, "join-withdrawn"),
        (Self::MemberAdmitted, "member-admitted"),
        (Self::ApplicationDeclined, "application-declined"),
        (Self::Erased, "erased"),
    ];

    /// Its word in the cookie.
    pub fn tag(self) -> &'static str {
        Self::ALL.iter().find(|(flash, _)| *flash == self).map_or("saved", |(_, tag)| tag)
    }

    /// The flash of that word, if it is one.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == tag).map(|(flash, _)| *flash)
    }
}

impl Chrome {
    /// The sentences of this page's language.
    pub fn words(&self) -> &'static Words {
        self.language.words()
    }

    /// The link to a page of the exchange one is in (`paths::exchange`), for whom one acts.
    pub fn href(&self, path: &impl TypedPath) -> String {
        match &self.place {
            Some(Place { slug, acting: Some(acting), .. }) => href_as(slug, &acting.code, path),
            Some(place) => href_in(&place.slug, path),
            None => link(path),
        }
    }

    /// Whose menu a page has: of the exchange one is in; outside of all, of one's only one, or the one that one was in last.
    pub fn menu_of(&self) -> Option<&Membership> {
        if let Some(place) = &self.place {
            return place.mine.as_ref();
        }
        let own = self.signed.as_ref()?.memberships.as_slice();
        match own {
            [only] => Some(only),
            _ => own.iter().find(|one| one.is_first && Some(&one.slug) == self.last.as_ref()),
        }
    }

    /// The zone of the exchange one is in, UTC outside.
    pub fn zone(&self) -> TimeZone {
        self.place.as_ref().map_or(TimeZone::UTC, |place| place.zone.clone())
    }
}

/// The link to a page (`paths::exchange`) of the exchange with that slug.
pub fn href_in(slug: &str, path: &impl TypedPath) -> String {
    below(&format!("/{slug}"), path)
}

/// The link to a page (`paths::exchange`) of the exchange with that slug, acting for the member of that account.
pub fn href_as(slug: &str, code: &Code, path: &impl TypedPath) -> String {
    below(&href_in(slug, &exchange::As { code: code.to_string() }), path)
}

/// A front has no slash at its end, with a query or without.
fn below(before: &str, path: &impl TypedPath) -> String {
    let path = link(path);
    let front = path.strip_prefix('/').filter(|rest| rest.is_empty() || rest.starts_with('?'));
    format!("{before}{}", front.unwrap_or(&path))
}
