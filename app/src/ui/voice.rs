//! Whom a page speaks to: the member whose page it is, or somebody who acts for them and reads the member's name.

use super::Chrome;
use crate::words::Language;

/// The sentences of a page about its member's account.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    language: Language,
    /// The member for whom the reader acts; none on the reader's own page.
    pub acted_for: Option<&'a str>,
}

impl<'a> Voice<'a> {
    /// Of this page.
    pub fn of(chrome: &'a Chrome) -> Self {
        let acting = chrome.place.as_ref().and_then(|place| place.acting.as_ref());
        Self { language: chrome.language, acted_for: acting.map(|acting| acting.name.as_str()) }
    }

    /// Of a page about somebody else's account, which the committee reads.
    pub fn about(chrome: &Chrome, name: &'a str) -> Self {
        Self { language: chrome.language, acted_for: Some(name) }
    }
}

/// Each sentence to the member (`words.$to`), and to whoever acts for them (`words.$of`, which takes the name first).
macro_rules! voices {
    ($($to:ident $of:ident ($($part:ident),*);)*) => {
        impl Voice<'_> {
            $(
                #[doc = concat!("`", stringify!($to), "`, or with the member's name.")]
                pub fn $to(self $(, $part: impl AsRef<str>)*) -> String {
                    match self.acted_for {
                        Some(name) => self.language.words().$of(name $(, $part)*),
                        None => self.language.words().$to($($part),*),
                    }
                }
            )*
        }
    };
}

voices! {
    pay_room pay_room_of(balance, room);
    pay_to pay_to_of();
    pay_to_self pay_to_self_of();
    check_title check_title_of();
    check_after check_after_of();
    check_warn check_warn_of();
    back_means back_means_of(amount, payer, there);
    back_no_room back_no_room_of(room);
    refused_below_min refused_below_min_of(room);
    refused_may_not_pay refused_may_not_pay_of();
    receipt_warned receipt_warned_of();
    home_balance home_balance_of();
    home_room home_room_of(room, limit);
    home_room_open home_room_open_of();
    home_no_room home_no_room_of();
    home_room_up home_room_up_of(room);
    home_nothing home_nothing_of();
    holiday_title holiday_title_of();
    holiday_means holiday_means_of();
    holiday_is holiday_is_of(away);
    holiday_end holiday_end_of();
    still_here_title still_here_title_of();
    still_here_button still_here_button_of();
    asleep_since asleep_since_of(exchange, day);
    state_is_suspended state_is_suspended_of();
    own_subscription_exempt own_subscription_exempt_of();
    own_subscription_paid own_subscription_paid_of(day);
    own_subscription_nothing own_subscription_nothing_of();
    own_subscription_overdue own_subscription_overdue_of(day);
    own_subscription_lapsed_bare own_subscription_lapsed_bare_of();
    own_subscription_lapsed own_subscription_lapsed_of(day);
    home_given home_given_of();
    home_taken home_taken_of(amount);
    home_even home_even_of();
    year_title year_title_of();
    year_title_in year_title_in_of(year);
    year_start year_start_of(then);
    year_opened year_opened_of(then);
    year_in year_in_of(given, taken, others);
    year_since year_since_of(given, taken, others);
    trade_you_pay trade_you_pay_of();
    trade_you_pay_field trade_you_pay_field_of(unit);
    trade_room_own trade_room_own_of();
    trade_tightest_own trade_tightest_own_of(room);
}
