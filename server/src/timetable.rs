//! What happens by itself, beside the requests: the jobs, and the making and sending of mails. What is not in this table does not
//! happen.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::jobs::{self, JobKind};
use crate::mail::worker::{Hands, Sender};
use crate::site::Site;
use crate::{
    intertrading, joining, limits, mail, marketplace, members, notices, photos, roles, rules, sign_in, subscriptions,
};

/// A line of the table, of a kind that comes again after so many seconds: its word, and what it does.
macro_rules! again {
    ($kind:literal, $every:expr, $run:path) => {
        JobKind { kind: $kind, every: Some($every), run: |site, _| Box::pin(async move { $run(&site).await }) }
    };
}

/// Every kind of job.
pub const JOBS: [JobKind; 20] = [
    // A change of rules or offices whose day has come.
    JobKind {
        kind: rules::proposals::job::KIND,
        every: None,
        run: |site, job| Box::pin(async move { rules::proposals::job::run(site, job).await }),
    },
    // Limits of a class, or of an account, that another officer confirmed.
    JobKind {
        kind: rules::proposals::job::CLASS,
        every: None,
        run: |site, job| Box::pin(async move { limits::raising::class_in_force(site, job).await }),
    },
    JobKind {
        kind: rules::proposals::job::LIMITS,
        every: None,
        run: |site, job| Box::pin(async move { limits::raising::account_in_force(site, job).await }),
    },
    // And what is left of whoever leaves or has died.
    JobKind {
        kind: rules::proposals::job::REMAINDER,
        every: None,
        run: |site, job| Box::pin(async move { rules::remainders::in_force(site, job).await }),
    },
    // Whoever is let in, where that takes two.
    JobKind {
        kind: rules::proposals::job::ADMISSION,
        every: None,
        run: |site, job| Box::pin(async move { joining::seconding::in_force(site, job).await }),
    },
    // And an agreement that is proposed or accepted.
    JobKind {
        kind: rules::proposals::job::AGREEMENT,
        every: None,
        run: |site, job| Box::pin(async move { intertrading::seconding::in_force(site, job).await }),
    },
    // Sessions and links that are over, with the mails that carry them; counts of tries.
    again!("sweep", HOUR, sign_in::sweep),
    // Who wanted to join and did not confirm it.
    again!("sweep-joinings", HOUR, joining::sweep),
    // Mails that were sent long ago.
    again!("sweep-mails", DAY, mail::sweep),
    // What people were told and have read, years ago.
    again!("sweep-notices", DAY, notices::worker::sweep),
    // Photos that nobody uses.
    again!("photos", HOUR, photos::job::remove_unused),
    // Offices whose term is over, or to which nobody attends.
    again!("offices", HOUR, roles::job::on_their_day),
    // Whoever is back from a holiday, and whoever has left.
    again!("member-states", HOUR, members::states::job::on_their_day),
    // And whoever has been gone for as long as the exchange keeps their name.
    again!("erasing", DAY, members::erasing::job::on_their_day),
    // Whoever has not traded for long is asked whether they are there.
    again!("asleep", DAY, members::asleep::job::on_their_day),
    // Offers and wants that end soon.
    again!("listings", DAY, marketplace::job::on_their_day),
    // The categories of a new exchange, and what somebody offers who was just let in.
    JobKind {
        kind: joining::FIRST_LISTINGS,
        every: None,
        run: |site, job| Box::pin(async move { marketplace::first::make(site, job).await }),
    },
    // Subscriptions that end, and whoever only receives by that or pays again.
    again!("subscriptions", HOUR, subscriptions::job::on_their_day),
    // Limits that follow from rules that have changed.
    JobKind {
        kind: rules::work::LIMITS_FOLLOW,
        every: None,
        run: |site, job| Box::pin(async move { limits::following::job::follow(site, job).await }),
    },
    // Newcomers whose ramp is over, and growth.
    again!("limits", DAY, limits::following::job::on_their_day),
];

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// All of it, under way.
pub struct ByItself {
    mails: Hands,
    tasks: [JoinHandle<()>; 2],
}

impl ByItself {
    /// Ends it: mails that were sent are marked first; each step takes so long at most.
    pub async fn end(self, most: Duration) {
        timeout(most, self.mails.stop()).await.ok();
        for task in self.tasks {
            task.abort();
            timeout(most, task).await.ok();
        }
    }
}

/// Begins all of it; it goes on until it is ended.
///
/// # Errors
/// When the settings for mail cannot be read.
pub fn start(site: &Site) -> Result<ByItself, String> {
    let sender = Sender::of(&site.config)?;
    let hands = sender.hands();
    let mails = notices::worker::run(site.clone(), sender);
    let jobs = jobs::run(site.clone(), &JOBS);
    let vital = site.db.vital();
    let tasks = [
        tokio::spawn(vital.clone().keep("the making and sending of mails has ended", mails)),
        tokio::spawn(vital.clone().keep("the jobs have ended", jobs)),
    ];
    Ok(ByItself { mails: hands, tasks })
}
