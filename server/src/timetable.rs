//! What happens by itself, beside the requests: the jobs, and the making and sending of mails. What is not in this table does not
//! happen.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::jobs::{self, JobKind};
use crate::mail::worker::{Hands, Sender};
use crate::site::Site;
use crate::{joining, limits, mail, members, notices, rules, sign_in};

/// Every kind of job.
pub const JOBS: [JobKind; 8] = [
    // A change of rules whose day has come.
    JobKind {
        kind: rules::proposals::job::KIND,
        every: None,
        run: |site, job| Box::pin(async move { rules::proposals::job::run(site, job).await }),
    },
    // Sessions and links that are over, with the mails that carry them; counts of tries.
    JobKind { kind: "sweep", every: Some(3600), run: |site, _| Box::pin(async move { sign_in::sweep(&site).await }) },
    // Who wanted to join and did not confirm it.
    JobKind {
        kind: "sweep-joinings",
        every: Some(3600),
        run: |site, _| Box::pin(async move { joining::sweep(&site).await }),
    },
    // Mails that were sent long ago.
    JobKind { kind: "sweep-mails", every: Some(DAY), run: |site, _| Box::pin(async move { mail::sweep(&site).await }) },
    // What people were told and have read, years ago.
    JobKind {
        kind: "sweep-notices",
        every: Some(DAY),
        run: |site, _| Box::pin(async move { notices::worker::sweep(&site).await }),
    },
    // Whoever is back from a holiday, and whoever has left.
    JobKind {
        kind: "member-states",
        every: Some(3600),
        run: |site, _| Box::pin(async move { members::states::job::on_their_day(&site).await }),
    },
    // Limits that follow from rules that have changed.
    JobKind {
        kind: rules::work::LIMITS_FOLLOW,
        every: None,
        run: |site, job| Box::pin(async move { limits::following::job::follow(site, job).await }),
    },
    // Newcomers whose ramp is over, and growth.
    JobKind {
        kind: "limits",
        every: Some(DAY),
        run: |site, _| Box::pin(async move { limits::following::job::on_their_day(&site).await }),
    },
];

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
