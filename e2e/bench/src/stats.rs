//! Medians and percentiles. Pure.

use std::time::Duration;

/// The middle of `values`; of an even number of them, the mean of the two in the middle; of none, 0.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    let lower = if sorted.len().is_multiple_of(2) { sorted.len().checked_sub(2).map(|n| n / 2) } else { None };
    lower.and_then(|n| sorted.get(n)).map_or(upper, |lower| f64::midpoint(*lower, upper))
}

/// The smallest of the measured times that at least `percent` of a hundred of them do not exceed (nearest rank).
pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).or(sorted.last()).copied().unwrap_or_default()
}

/// Milliseconds with their fraction.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A count as a number to divide.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{median, percentile};

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        for (values, expected) in [
            (vec![], 0.0),
            (vec![7.0], 7.0),
            (vec![3.0, 1.0], 2.0),
            (vec![9.0, 1.0, 5.0], 5.0),
            (vec![4.0, 1.0, 100.0, 2.0], 3.0),
        ] {
            assert!((median(&values) - expected).abs() < 1e-9, "{values:?}");
        }
    }

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        for (percent, expected) in [(0, 1), (50, 100), (95, 190), (99, 198), (100, 200)] {
            assert_eq!(percentile(&times, percent), Duration::from_millis(expected), "p{percent}");
        }
        assert_eq!(percentile(&times[..1], 95), Duration::from_millis(200));
        assert_eq!(percentile(&[], 95), Duration::ZERO);
    }
}
