//! The nine files and their columns: what may be in a cell, and whether it must be.
//!
//! Source: section 4 to 7 of the description of the Komunitin migration bundle, current layout of nine files.

/// Whether a cell must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The column must be there and every cell filled.
    Filled,
    /// The column must be there; a cell may be empty.
    FileColumn,
    /// Neither.
    Free,
}

/// What may be in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
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
pub struct FileColumn {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether it must be filled.
    pub need: Need,
    /// What may be in it.
    pub kind: CellKind,
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
    pub columns: &'static [&'static [FileColumn]],
}

impl Layout {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static FileColumn> {
        self.all().find(|column| column.name == name)
    }

    /// Every column.
    pub fn all(&self) -> impl Iterator<Item = &'static FileColumn> {
        self.columns.iter().flat_map(|group| group.iter())
    }
}

const fn filled(name: &'static str, kind: CellKind) -> FileColumn {
    FileColumn { name, need: Need::Filled, kind }
}

const fn empty(name: &'static str, kind: CellKind) -> FileColumn {
    FileColumn { name, need: Need::FileColumn, kind }
}

const fn free(name: &'static str, kind: CellKind) -> FileColumn {
    FileColumn { name, need: Need::Free, kind }
}

/// So many characters at most: a long text.
const LONG: CellKind = CellKind::Text(100_000);
const NAME: CellKind = CellKind::Text(255);
const OFTEN: CellKind = CellKind::Word(&["never", "daily", "weekly", "monthly", "quarterly"]);
const REACH: CellKind = CellKind::Word(&["public", "group", "private"]);
const RATE: CellKind = CellKind::Whole(1, 2_147_483_647);

const TIMES: &[FileColumn] = &[filled("createdAt", CellKind::Time), filled("updatedAt", CellKind::Time)];
const MAYBE_TIMES: &[FileColumn] = &[free("createdAt", CellKind::Time), free("updatedAt", CellKind::Time)];

const PLACE: &[FileColumn] = &[
    free("location.type", CellKind::Word(&["Point"])),
    free("location.longitude", CellKind::Degrees(180)),
    free("location.latitude", CellKind::Degrees(90)),
];

const CONTACT: &[FileColumn] = &[
    free("imageUrl", CellKind::Url),
    free("address.streetAddress", NAME),
    free("address.locality", NAME),
    free("address.postalCode", NAME),
    free("address.region", NAME),
    free("address.country", NAME),
    free("contact.phone", NAME),
    free("contact.email", CellKind::Email),
    free("contact.telegram", NAME),
    free("contact.whatsapp", NAME),
    free("contact.website", CellKind::Url),
    free("contact.instagram", NAME),
    free("contact.facebook", NAME),
    free("contact.twitter", NAME),
];

const COMMUNITY: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::CommunityCode),
    filled("name", NAME),
    empty("description", LONG),
    filled("status", CellKind::Word(&["pending", "active", "disabled"])),
    filled("access", REACH),
    filled("adminUsers", CellKind::Emails),
    free("settings.requireAcceptTerms", CellKind::Flag),
    free("settings.terms", LONG),
    free("settings.minOffers", CellKind::Whole(0, 1_000_000)),
    free("settings.minNeeds", CellKind::Whole(0, 1_000_000)),
    free("settings.allowAnonymousMemberList", CellKind::Flag),
    free("settings.enableGroupEmail", CellKind::Flag),
    free("settings.defaultGroupEmailFrequency", OFTEN),
];

// What the format leaves free because a community may have its currency already; here it never has.
const CURRENCY: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::CommunityCode),
    filled("adminUser", CellKind::Email),
    filled("name", NAME),
    filled("namePlural", NAME),
    filled("symbol", CellKind::Text(3)),
    filled("decimals", CellKind::Whole(0, 8)),
    filled("scale", CellKind::Whole(0, 12)),
    filled("rateNumerator", RATE),
    filled("rateDenominator", RATE),
    free("settings.defaultInitialCreditLimit", CellKind::Limit),
    free("settings.defaultInitialMaximumBalance", CellKind::LimitOrFalse),
    free("settings.defaultOnPaymentCreditLimit", CellKind::LimitOrFalse),
    free("settings.defaultAllowPayments", CellKind::Flag),
    free("settings.defaultAllowPaymentRequests", CellKind::Flag),
    free("settings.defaultAcceptPaymentsAutomatically", CellKind::Flag),
    free("settings.defaultAcceptPaymentsAfter", CellKind::SecondsOrFalse),
    free("settings.defaultAcceptPaymentsWhitelist", CellKind::Codes),
    free("settings.defaultHideBalance", CellKind::Flag),
    free("settings.defaultAllowSimplePayments", CellKind::Flag),
    free("settings.defaultAllowSimplePaymentRequests", CellKind::Flag),
    free("settings.defaultAllowQrPayments", CellKind::Flag),
    free("settings.defaultAllowQrPaymentRequests", CellKind::Flag),
    free("settings.defaultAllowMultiplePayments", CellKind::Flag),
    free("settings.defaultAllowMultiplePaymentRequests", CellKind::Flag),
    free("settings.defaultAllowTagPayments", CellKind::Flag),
    free("settings.defaultAllowTagPaymentRequests", CellKind::Flag),
    free("settings.defaultAllowExternalPayments", CellKind::Flag),
    free("settings.defaultAllowExternalPaymentRequests", CellKind::Flag),
    free("settings.defaultAcceptExternalPaymentsAutomatically", CellKind::Flag),
    free("settings.enableExternalPayments", CellKind::Flag),
    free("settings.enableExternalPaymentRequests", CellKind::Flag),
    free("settings.enableCreditCommonsPayments", CellKind::Flag),
    free("settings.externalTraderCreditLimit", CellKind::Limit),
    free("settings.externalTraderMaximumBalance", CellKind::LimitOrFalse),
    free("stellarIssuerSecret", CellKind::Secret),
    free("stellarCreditSecret", CellKind::Secret),
    free("stellarAdminSecret", CellKind::Secret),
    free("stellarExternalIssuerSecret", CellKind::Secret),
    free("stellarExternalTraderSecret", CellKind::Secret),
    free("stellarDisabledAccountsPoolSecret", CellKind::Secret),
];

const USERS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("email", CellKind::Email),
    free("name", NAME),
    free("status", CellKind::Word(&["active", "disabled"])),
    free("passwordHash", CellKind::Hash),
    free("language", CellKind::Text(31)),
];

const MEMBER_USERS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("member", CellKind::Code),
    filled("user", CellKind::Email),
    free("notifications.myAccount", CellKind::Flag),
    free("notifications.group", CellKind::Flag),
    free("emails.myAccount", CellKind::Flag),
    free("emails.group", OFTEN),
];

const MEMBERS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::Code),
    filled("name", NAME),
    filled("type", CellKind::Word(&["personal", "business", "organization", "public"])),
    filled("status", CellKind::Word(&["draft", "pending", "active", "disabled", "suspended", "deleted"])),
    filled("access", REACH),
    empty("description", LONG),
];

const ACCOUNTS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::Code),
    free("balance", CellKind::Balance),
    free("creditLimit", CellKind::Limit),
    free("maximumBalance", CellKind::Limit),
    free("settings.onPaymentCreditLimit", CellKind::Limit),
    free("settings.acceptPaymentsAfter", CellKind::Whole(0, i64::MAX)),
    free("settings.acceptPaymentsWhitelist", CellKind::Codes),
    free("settings.allowPayments", CellKind::Flag),
    free("settings.allowPaymentRequests", CellKind::Flag),
    free("settings.allowSimplePayments", CellKind::Flag),
    free("settings.allowSimplePaymentRequests", CellKind::Flag),
    free("settings.allowQrPayments", CellKind::Flag),
    free("settings.allowQrPaymentRequests", CellKind::Flag),
    free("settings.allowMultiplePayments", CellKind::Flag),
    free("settings.allowMultiplePaymentRequests", CellKind::Flag),
    free("settings.allowTagPayments", CellKind::Flag),
    free("settings.allowTagPaymentRequests", CellKind::Flag),
    free("settings.acceptPaymentsAutomatically", CellKind::Flag),
    free("settings.allowExternalPayments", CellKind::Flag),
    free("settings.allowExternalPaymentRequests", CellKind::Flag),
    free("settings.acceptExternalPaymentsAutomatically", CellKind::Flag),
    free("settings.hideBalance", CellKind::Flag),
    free("stellarSecret", CellKind::Secret),
];

const TRANSFERS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("payer", CellKind::Code),
    filled("payee", CellKind::Code),
    filled("user", CellKind::Email),
    filled("amount", CellKind::Amount),
    empty("description", LONG),
];

const CATEGORIES: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::Code),
    filled("name", NAME),
    free("description", CellKind::Text(1000)),
    filled("access", REACH),
    free("icon.type", NAME),
    free("icon.value", NAME),
];

const POSTS: &[FileColumn] = &[
    free("id", CellKind::Id),
    filled("code", CellKind::Code),
    filled("type", CellKind::Word(&["offer", "need"])),
    filled("member", CellKind::Code),
    free("category", CellKind::Code),
    free("title", NAME),
    filled("description", CellKind::Text(16_384)),
    filled("status", CellKind::Word(&["draft", "published", "hidden"])),
    filled("access", REACH),
    free("value", NAME),
    free("fulfilledAt", CellKind::Time),
    free("expiresAt", CellKind::Time),
    free("imageUrls", CellKind::Urls),
];

const fn many(name: &'static str, mandatory: bool, columns: &'static [&'static [FileColumn]]) -> Layout {
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
