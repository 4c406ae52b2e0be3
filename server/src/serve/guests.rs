//! Who is connected. A connection beyond the most that one address, or all together, may have takes the place of the one that has
//! kept us waiting the longest, so that however many stay silent, whoever has something to ask is heard.
//!
//! Always holds: no more seats are taken than the limits say; trusted proxies take none, since many people come through each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::WireLimits;
use super::pulse::Pulse;
use super::wire::Complaint;
use crate::http::address::Address;

/// All who have a seat; clones share them.
#[derive(Clone, Debug)]
pub(super) struct Guests {
    seated: Arc<Mutex<Seated>>,
    limits: WireLimits,
}

#[derive(Debug, Default)]
struct Seated {
    last: u64,
    crowd: Complaint,
    seats: HashMap<u64, (Address, Arc<Pulse>)>,
    by_address: HashMap<Address, usize>,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(super) struct GuestSeat {
    number: u64,
    guests: Guests,
}

impl Guests {
    pub(super) fn new(limits: WireLimits) -> Self {
        Self { seated: Arc::default(), limits }
    }

    fn seated(&self) -> MutexGuard<'_, Seated> {
        self.seated.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a place to a connection from there; none while all that are there are being answered.
    pub(super) fn seat(&self, address: Address, pulse: &Arc<Pulse>) -> Option<GuestSeat> {
        let mut seated = self.seated();
        let full_here = seated.by_address.get(&address).is_some_and(|taken| *taken >= self.limits.per_address);
        let full = full_here || seated.seats.len() >= self.limits.in_all;
        if full && seated.crowd.is_news() {
            tracing::warn!("more connections than may be; those that say nothing have to go");
        }
        if full && !seated.send_one_away(full_here.then_some(address)) {
            return None;
        }
        seated.last += 1;
        let number = seated.last;
        seated.seats.insert(number, (address, Arc::clone(pulse)));
        *seated.by_address.entry(address).or_default() += 1;
        Some(GuestSeat { number, guests: self.clone() })
    }
}

impl Seated {
    /// Tells whoever has kept us waiting the longest, of those from `only` if given, to leave.
    fn send_one_away(&mut self, only: Option<Address>) -> bool {
        let some = self.seats.iter().filter(|(_, (address, _))| only.is_none_or(|only| only == *address));
        let waiting = some.filter_map(|(number, (_, pulse))| Some((pulse.waits_since()?, *number)));
        let Some((_, number)) = waiting.min() else { return false };
        if let Some(pulse) = self.free(number) {
            pulse.leave.notify_one();
        }
        true
    }

    fn free(&mut self, number: u64) -> Option<Arc<Pulse>> {
        let (address, pulse) = self.seats.remove(&number)?;
        if let Some(taken) = self.by_address.get_mut(&address) {
            *taken = taken.saturating_sub(1);
            if *taken == 0 {
                self.by_address.remove(&address);
            }
        }
        Some(pulse)
    }
}

impl Drop for GuestSeat {
    fn drop(&mut self) {
        self.guests.seated().free(self.number);
    }
}
