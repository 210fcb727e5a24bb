//! A node in a storm, in virtual time: requests and answers are lost, repeated and overtaken, the node dies and comes
//! back, connections break, mails are refused or taken without an answer; every seed is one such day, told again exactly by its number.
//!
//! Real are the service, its decisions, the projection into SQLite, the live feed and its followers, the outbox and the
//! courier. Simulated are the clock, the network on both sides of the node, the log's medium, and the mail server. `SIMULATION_SEEDS=5000` runs more days,
//! `SIMULATION_SEED=17` one of them.

mod check;
mod day;
mod node;
mod post;
mod storm;
mod town;
mod watcher;

use std::sync::atomic::{AtomicU64, Ordering};

use crate::day::Day;
use crate::storm::Flaw;

/// Days of one run, unless the environment says otherwise.
const SEEDS: u64 = 2_000;
/// Days in which a flaw must have been noticed.
const ENOUGH: u64 = 200;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, it is {text:?}")))
}

/// The first of `seeds` after which something is wrong, and what.
fn first_failure(
    seeds: std::ops::Range<u64>,
    day: impl Fn(u64) -> Result<Day, String> + Sync,
) -> Option<(u64, String)> {
    let next = AtomicU64::new(seeds.start);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let search = || {
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds.end {
                    return None;
                }
                if let Err(what) = day(seed) {
                    // The others need not go on.
                    next.store(seeds.end, Ordering::Relaxed);
                    return Some((seed, what));
                }
            }
        };
        let searches: Vec<_> = (0..workers).map(|_| scope.spawn(search)).collect();
        let found = searches.into_iter().filter_map(|search| search.join().expect("no panic"));
        found.min()
    })
}

#[test]
fn whatever_the_storm_nothing_acknowledged_is_lost_and_nothing_happens_twice() {
    every_day_is_good(SEEDS, |seed| day::live_through(seed, None));
}

#[test]
fn whatever_the_storm_every_mail_arrives_and_one_that_comes_again_is_the_same() {
    every_day_is_good(SEEDS / 4, |seed| day::live_through_the_post(seed, None));
}

fn every_day_is_good(days: u64, day: impl Fn(u64) -> Result<Day, String> + Sync) {
    let seeds = match number("SIMULATION_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SIMULATION_SEEDS").unwrap_or(days),
    };
    if let Some((seed, what)) = first_failure(seeds, day) {
        panic!("{what}\ntold again by SIMULATION_SEED={seed}");
    }
}

#[test]
fn a_seed_tells_the_same_day_again() {
    for seed in 0..20 {
        let told = [day::live_through(seed, None), day::live_through(seed, None)];
        let [first, second] = told.map(|day: Result<Day, String>| day.expect("a good day").trace);
        assert!(first.len() > 30, "a day in which little happened: {first:#?}");
        let differs = first.iter().zip(&second).position(|(first, second)| first != second);
        assert_eq!(differs.map(|at| (&first[at], &second[at])), None, "seed {seed}");
        assert_eq!(first.len(), second.len(), "seed {seed}");
    }
}

#[test]
fn the_days_have_every_kind_of_weather() {
    let days: Vec<Day> =
        (0..50).map(|seed| day::live_through(seed, None).expect("a good day")).collect();
    for word in ["conflict", "lost request", "lost answer", "sent twice", "node dies", "resumes"] {
        let seen = days.iter().filter(|day| day.trace.iter().any(|line| line.contains(word)));
        assert!(seen.count() >= 5, "hardly a day with: {word}");
    }
}

fn is_noticed(flaw: Flaw) -> bool {
    first_failure(0..ENOUGH, |seed| day::live_through(seed, Some(flaw))).is_some()
}

#[test]
fn a_mail_server_that_loses_what_it_took_is_noticed() {
    let day = |seed| day::live_through_the_post(seed, Some(Flaw::LosesMails));
    assert!(first_failure(0..ENOUGH, day).is_some());
}

#[test]
fn the_post_has_every_kind_of_weather() {
    let day = |seed| day::live_through_the_post(seed, None).expect("a good day");
    let days: Vec<Day> = (0..50).map(day).collect();
    for word in ["is away", "its answer is lost", "courier dies", "invited twice"] {
        let seen = days.iter().filter(|day| day.trace.iter().any(|line| line.contains(word)));
        assert!(seen.count() >= 5, "hardly a day with: {word}");
    }
}

#[test]
fn a_log_that_forgets_command_ids_is_noticed() {
    assert!(is_noticed(Flaw::ForgetsCommands));
}

#[test]
fn a_log_that_acknowledges_what_it_does_not_keep_is_noticed() {
    assert!(is_noticed(Flaw::LosesAcknowledged));
}

#[test]
fn a_log_that_ignores_the_expected_position_is_noticed() {
    assert!(is_noticed(Flaw::IgnoresExpectation));
}
