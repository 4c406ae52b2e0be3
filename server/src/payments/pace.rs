//! How fast one person pays, and looks at what a payment would come to: whoever does more than a person does is told to wait.

use app::roles::Right;

use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// How many check pages one person may see in a minute: whoever tries amounts and codes one after the other learns what is hidden.
const LOOK_UPS: (i64, i64) = (60, 60);

/// Counts one more look at whom a code means and what they can be paid; after how many seconds to look again, if it is one too many.
/// For who sees balances there is nothing to learn by it.
pub(super) async fn looks(site: &Site, member: &Member) -> Result<Option<i64>, Error> {
    if member.may(Right::SeeBalances) || member.on_behalf {
        return Ok(None);
    }
    let limit = Limit::new("look-up", By::Person(member.person.id), LOOK_UPS);
    let allowed = throttle::allows(&site.db, &limit, site.clock.now()).await?;
    Ok((!allowed).then_some(limit.window))
}

/// Counts one more name that is nobody's and is answered with those whom it may mean, whoever asks: partners' members are among them.
pub(super) async fn names(site: &Site, member: &Member) -> Result<Option<i64>, Error> {
    let limit = Limit::new("names", By::Person(member.person.id), LOOK_UPS);
    let allowed = throttle::allows(&site.db, &limit, site.clock.now()).await?;
    Ok((!allowed).then_some(limit.window))
}

/// Counts one more payment that is sent, whatever comes of it: each that is booked is a mail to somebody. After how many seconds to send
/// it again, if it is one too many.
pub(super) fn pays(site: &Site, member: &Member) -> Option<i64> {
    site.payments.admit(member.person.id, site.clock.now()).err()
}
