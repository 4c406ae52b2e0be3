//! Subscriptions of the demo: entered by the treasurer, and what follows from them by itself.

use app::demo::DemoDeed;
use app::ids::PersonId;
use app::journal::What;
use app::subscriptions::form::SubscriptionEntry;
use app::time::Instant;
use jiff::civil::Date;

use super::history::DemoStep;
use super::scene::{DemoWho, Untold, nobody, refused_text};
use crate::db::Tx;
use crate::http::tenant::Exchange;
use crate::journal::Act;
use crate::subscriptions::work::{DueSubscription, EnteringSubscriptions, enter, settle};

/// What is done of subscriptions; of anything else nothing.
pub(super) async fn keeps(
    tx: &mut Tx,
    here: (&Exchange, &[Option<DemoWho>]),
    deed: &DemoDeed,
    (step, officers): (&DemoStep, [PersonId; 2]),
) -> Result<(), Untold> {
    match deed {
        DemoDeed::Subscribed { members, until } => subscribed(tx, here, (members, *until), (step, officers)).await,
        DemoDeed::Reminds => reminds(tx, here, (step.act, step.at)).await,
        _ => Ok(()),
    }
}

/// As it would be entered on the list, by the treasurer; the treasurer's own by the chair.
async fn subscribed(
    tx: &mut Tx,
    (exchange, here): (&Exchange, &[Option<DemoWho>]),
    (members, until): (&[usize], Option<Date>),
    (step, [chair, treasurer]): (&DemoStep, [PersonId; 2]),
) -> Result<(), Untold> {
    let whose = members.iter().map(|place| here.get(*place).and_then(Option::as_ref).ok_or_else(nobody));
    let whose = whose.map(|who| who.map(|who| who.payee.member)).collect::<Result<Vec<_>, _>>()?;
    if whose.is_empty() {
        return Ok(());
    }
    let entry = until.map_or(SubscriptionEntry::Exempt, SubscriptionEntry::Paid);
    let by = if members == [1] { chair } else { treasurer };
    let act = Act::new(What::Subscription, (exchange.id, step.act), (by, step.at)).asking(&(&whose, entry));
    let entering = EnteringSubscriptions { members: whose, entry, act };
    enter(tx, &entering).await.map_err(|error| error.map(refused_text))
}

/// As the job does it on its day. One at most comes to receive only.
pub(super) async fn reminds(
    tx: &mut Tx,
    (exchange, members): (&Exchange, &[Option<DemoWho>]),
    (act, at): (i64, Instant),
) -> Result<(), Untold> {
    for who in members.iter().flatten() {
        settle(tx, &DueSubscription { exchange: exchange.id, member: who.payee.member, act, at }).await?;
    }
    Ok(())
}
