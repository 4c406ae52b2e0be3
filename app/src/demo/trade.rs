//! A year and a half, day by day, in all three exchanges at once.

use jiff::civil::Date;

use super::between::{self, Between};
use super::market::{DRIFT_DAYS, Market, days};
use super::{Demo, DemoExchange, acts};

/// The demo up to the evening before `today`.
pub(super) fn trade(exchanges: Vec<DemoExchange>, today: Date) -> Demo {
    let began = exchanges.first().map_or(today, |exchange| exchange.began);
    let seeds = (0_u64..).map(|place| 0x9E37_79B9 + place * 7919);
    let mut markets: Vec<Market> = exchanges.into_iter().zip(seeds).map(|(one, seed)| Market::new(one, seed)).collect();
    let (mut between, mut trades) = (Between::default(), Vec::new());
    let mut day = began;
    while day < today {
        let left = days(day, today);
        for market in &mut markets {
            acts::morning(market, day, left);
            market.chance(day, left <= DRIFT_DAYS);
            market.evening(day, left);
            acts::night(market, day, left);
        }
        trades.extend(between.trade(&mut markets, day, left));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    let exchanges = markets.into_iter().map(|market| market.exchange).collect();
    Demo { exchanges, agreements: between::agreements(today), trades }
}
