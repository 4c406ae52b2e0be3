//! The nine files and their columns: what may be in a cell, and whether it must be.
//!
//! Source: section 4 to 7 of the description of the Komunitin migration bundle, current layout of nine files.

/// Whether a cell must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The column must be there and every cell filled.
    Filled,
    /// The column must be there; a cell may be empty.
    Column,
    /// Neither.
    Free,
}

/// What may be in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A UUID.
    Id,
    /// Exactly four capitals or digits.
    CommunityCode,
    /// The key of a member, category or post: text without spaces around.
    Code,
    /// So many characters at most.
    Text(usize),
    /// An e-mail address.
    Email,
    /// E-mail addresses with semicolons between them.
    Emails,
    /// Codes with semicolons between them.
    Codes,
    /// Date, time and offset.
    Time,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number within these.
    Whole(i64, i64),
    /// An amount of at least zero.
    Limit,
    /// An amount of at least zero, or `false`.
    LimitOrFalse,
    /// An amount above zero.
    Amount,
    /// An amount of any sign.
    Balance,
    /// Seconds, or `false`.
    SecondsOrFalse,
    /// An absolute address of the web.
    Url,
    /// Several of them with semicolons between them.
    Urls,
    /// Degrees from minus to plus so many.
    Degrees(i64),
    /// The hash of a password, which is looked at no further.
    Hash,
    /// A secret key, which is dropped while reading and told to nobody.
    Secret,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether it must be filled.
    pub need: Need,
    /// What may be in it.
    pub kind: Kind,
}

/// One file.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Its name.
    pub name: &'static str,
    /// It must be there.
    pub mandatory: bool,
    /// It holds exactly one row.
    pub one_row: bool,
    /// Its columns.
    pub columns: &'static [&'static [Column]],
}

impl Layout {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.all().find(|column| column.name == name)
    }

    /// Every column.
    pub fn all(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().flat_map(|group| group.iter())
    }
}

const fn filled(name: &'static str, kind: Kind) -> Column {
    Column { name, need: Need::Filled, kind }
}

const fn empty(name: &'static str, kind: Kind) -> Column {
    Column { name, need: Need::Column, kind }
}

const fn free(name: &'static str, kind: Kind) -> Column {
    Column { name, need: Need::Free, kind }
}

/// So many characters at most: a long text.
const LONG: Kind = Kind::Text(100_000);
const NAME: Kind = Kind::Text(255);
const OFTEN: Kind = Kind::Word(&["never", "daily", "weekly", "monthly", "quarterly"]);
const REACH: Kind = Kind::Word(&["public", "group", "private"]);
const RATE: Kind = Kind::Whole(1, 2_147_483_647);

const TIMES: &[Column] = &[filled("createdAt", Kind::Time), filled("updatedAt", Kind::Time)];
const MAYBE_TIMES: &[Column] = &[free("createdAt", Kind::Time), free("updatedAt", Kind::Time)];

const PLACE: &[Column] = &[
    free("location.type", Kind::Word(&["Point"])),
    free("location.longitude", Kind::Degrees(180)),
    free("location.latitude", Kind::Degrees(90)),
];

const CONTACT: &[Column] = &[
    free("imageUrl", Kind::Url),
    free("address.streetAddress", NAME),
    free("address.locality", NAME),
    free("address.postalCode", NAME),
    free("address.region", NAME),
    free("address.country", NAME),
    free("contact.phone", NAME),
    free("contact.email", Kind::Email),
    free("contact.telegram", NAME),
    free("contact.whatsapp", NAME),
    free("contact.website", Kind::Url),
    free("contact.instagram", NAME),
    free("contact.facebook", NAME),
    free("contact.twitter", NAME),
];

const COMMUNITY: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::CommunityCode),
    filled("name", NAME),
    empty("description", LONG),
    filled("status", Kind::Word(&["pending", "active", "disabled"])),
    filled("access", REACH),
    filled("adminUsers", Kind::Emails),
    free("settings.requireAcceptTerms", Kind::Flag),
    free("settings.terms", LONG),
    free("settings.minOffers", Kind::Whole(0, 1_000_000)),
    free("settings.minNeeds", Kind::Whole(0, 1_000_000)),
    free("settings.allowAnonymousMemberList", Kind::Flag),
    free("settings.enableGroupEmail", Kind::Flag),
    free("settings.defaultGroupEmailFrequency", OFTEN),
];

// What the format leaves free because a community may have its currency already; here it never has.
const CURRENCY: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::CommunityCode),
    filled("adminUser", Kind::Email),
    filled("name", NAME),
    filled("namePlural", NAME),
    filled("symbol", Kind::Text(3)),
    filled("decimals", Kind::Whole(0, 8)),
    filled("scale", Kind::Whole(0, 12)),
    filled("rateNumerator", RATE),
    filled("rateDenominator", RATE),
    free("settings.defaultInitialCreditLimit", Kind::Limit),
    free("settings.defaultInitialMaximumBalance", Kind::LimitOrFalse),
    free("settings.defaultOnPaymentCreditLimit", Kind::LimitOrFalse),
    free("settings.defaultAllowPayments", Kind::Flag),
    free("settings.defaultAllowPaymentRequests", Kind::Flag),
    free("settings.defaultAcceptPaymentsAutomatically", Kind::Flag),
    free("settings.defaultAcceptPaymentsAfter", Kind::SecondsOrFalse),
    free("settings.defaultAcceptPaymentsWhitelist", Kind::Codes),
    free("settings.defaultHideBalance", Kind::Flag),
    free("settings.defaultAllowSimplePayments", Kind::Flag),
    free("settings.defaultAllowSimplePaymentRequests", Kind::Flag),
    free("settings.defaultAllowQrPayments", Kind::Flag),
    free("settings.defaultAllowQrPaymentRequests", Kind::Flag),
    free("settings.defaultAllowMultiplePayments", Kind::Flag),
    free("settings.defaultAllowMultiplePaymentRequests", Kind::Flag),
    free("settings.defaultAllowTagPayments", Kind::Flag),
    free("settings.defaultAllowTagPaymentRequests", Kind::Flag),
    free("settings.defaultAllowExternalPayments", Kind::Flag),
    free("settings.defaultAllowExternalPaymentRequests", Kind::Flag),
    free("settings.defaultAcceptExternalPaymentsAutomatically", Kind::Flag),
    free("settings.enableExternalPayments", Kind::Flag),
    free("settings.enableExternalPaymentRequests", Kind::Flag),
    free("settings.enableCreditCommonsPayments", Kind::Flag),
    free("settings.externalTraderCreditLimit", Kind::Limit),
    free("settings.externalTraderMaximumBalance", Kind::LimitOrFalse),
    free("stellarIssuerSecret", Kind::Secret),
    free("stellarCreditSecret", Kind::Secret),
    free("stellarAdminSecret", Kind::Secret),
    free("stellarExternalIssuerSecret", Kind::Secret),
    free("stellarExternalTraderSecret", Kind::Secret),
    free("stellarDisabledAccountsPoolSecret", Kind::Secret),
];

const USERS: &[Column] = &[
    free("id", Kind::Id),
    filled("email", Kind::Email),
    free("name", NAME),
    free("status", Kind::Word(&["active", "disabled"])),
    free("passwordHash", Kind::Hash),
    free("language", Kind::Text(31)),
];

const MEMBER_USERS: &[Column] = &[
    free("id", Kind::Id),
    filled("member", Kind::Code),
    filled("user", Kind::Email),
    free("notifications.myAccount", Kind::Flag),
    free("notifications.group", Kind::Flag),
    free("emails.myAccount", Kind::Flag),
    free("emails.group", OFTEN),
];

const MEMBERS: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::Code),
    filled("name", NAME),
    filled("type", Kind::Word(&["personal", "business", "organization", "public"])),
    filled("status", Kind::Word(&["draft", "pending", "active", "disabled", "suspended", "deleted"])),
    filled("access", REACH),
    empty("description", LONG),
];

const ACCOUNTS: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::Code),
    free("balance", Kind::Balance),
    free("creditLimit", Kind::Limit),
    free("maximumBalance", Kind::Limit),
    free("settings.onPaymentCreditLimit", Kind::Limit),
    free("settings.acceptPaymentsAfter", Kind::Whole(0, i64::MAX)),
    free("settings.acceptPaymentsWhitelist", Kind::Codes),
    free("settings.allowPayments", Kind::Flag),
    free("settings.allowPaymentRequests", Kind::Flag),
    free("settings.allowSimplePayments", Kind::Flag),
    free("settings.allowSimplePaymentRequests", Kind::Flag),
    free("settings.allowQrPayments", Kind::Flag),
    free("settings.allowQrPaymentRequests", Kind::Flag),
    free("settings.allowMultiplePayments", Kind::Flag),
    free("settings.allowMultiplePaymentRequests", Kind::Flag),
    free("settings.allowTagPayments", Kind::Flag),
    free("settings.allowTagPaymentRequests", Kind::Flag),
    free("settings.acceptPaymentsAutomatically", Kind::Flag),
    free("settings.allowExternalPayments", Kind::Flag),
    free("settings.allowExternalPaymentRequests", Kind::Flag),
    free("settings.acceptExternalPaymentsAutomatically", Kind::Flag),
    free("settings.hideBalance", Kind::Flag),
    free("stellarSecret", Kind::Secret),
];

const TRANSFERS: &[Column] = &[
    free("id", Kind::Id),
    filled("payer", Kind::Code),
    filled("payee", Kind::Code),
    filled("user", Kind::Email),
    filled("amount", Kind::Amount),
    empty("description", LONG),
];

const CATEGORIES: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::Code),
    filled("name", NAME),
    free("description", Kind::Text(1000)),
    filled("access", REACH),
    free("icon.type", NAME),
    free("icon.value", NAME),
];

const POSTS: &[Column] = &[
    free("id", Kind::Id),
    filled("code", Kind::Code),
    filled("type", Kind::Word(&["offer", "need"])),
    filled("member", Kind::Code),
    free("category", Kind::Code),
    free("title", NAME),
    filled("description", Kind::Text(16_384)),
    filled("status", Kind::Word(&["draft", "published", "hidden"])),
    filled("access", REACH),
    free("value", NAME),
    free("fulfilledAt", Kind::Time),
    free("expiresAt", Kind::Time),
    free("imageUrls", Kind::Urls),
];

const fn many(name: &'static str, mandatory: bool, columns: &'static [&'static [Column]]) -> Layout {
    Layout { name, mandatory, one_row: false, columns }
}

/// The community's own file.
pub const COMMUNITY_CSV: Layout =
    Layout { name: "community.csv", mandatory: true, one_row: true, columns: &[COMMUNITY, TIMES, CONTACT, PLACE] };
/// What it counts in.
pub const CURRENCY_CSV: Layout =
    Layout { name: "currency.csv", mandatory: true, one_row: true, columns: &[CURRENCY, MAYBE_TIMES] };
/// The persons.
pub const USERS_CSV: Layout = many("users.csv", true, &[USERS, MAYBE_TIMES]);
/// Who acts for whom.
pub const MEMBER_USERS_CSV: Layout = many("member-users.csv", true, &[MEMBER_USERS]);
/// The members.
pub const MEMBERS_CSV: Layout = many("members.csv", true, &[MEMBERS, TIMES, CONTACT, PLACE]);
/// Their accounts.
pub const ACCOUNTS_CSV: Layout = many("accounts.csv", true, &[ACCOUNTS, MAYBE_TIMES]);
/// What they paid one another.
pub const TRANSFERS_CSV: Layout = many("transfers.csv", false, &[TRANSFERS, TIMES]);
/// The headings of offers and wants.
pub const CATEGORIES_CSV: Layout = many("categories.csv", false, &[CATEGORIES, TIMES]);
/// Offers and wants.
pub const POSTS_CSV: Layout = many("posts.csv", false, &[POSTS, TIMES, PLACE]);

/// All nine, in the order in which they are read.
pub const FILES: [&Layout; 9] = [
    &CURRENCY_CSV,
    &COMMUNITY_CSV,
    &USERS_CSV,
    &MEMBER_USERS_CSV,
    &MEMBERS_CSV,
    &ACCOUNTS_CSV,
    &TRANSFERS_CSV,
    &CATEGORIES_CSV,
    &POSTS_CSV,
];
