//! Every seed of the fuzz targets, and every input that once broke one: what the targets check
//! holds of them, of what they become when they are cut off, and of what chance makes of them.
//!
//! `PLEDGELINT_FUZZ=120/7` mutates for two minutes by the clock, from the number seven on.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use pledgelint::input;

use crate::mutation::Mutation;
use crate::support::files_under;

#[path = "../../fuzz/src/places.rs"]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    reason = "the fuzzer's own crate is built without lints"
)]
mod places;
#[path = "../../fuzz/src/whole.rs"]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    reason = "the fuzzer's own crate is built without lints"
)]
mod whole;

/// What a target does with the bytes that it is given.
type Check = fn(&[u8]);

const TARGETS: [(&str, Check); 5] = [
    ("rules", whole::rules),
    ("phrases", whole::phrases),
    ("readings", whole::readings),
    ("values", whole::values),
    ("pipe", whole::pipe),
];

/// How many inputs each target is given where nobody says for how long.
const FEW: usize = 4;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let seeds = files_under(&format!("fuzz/seeds/{target}"), |_| true);
    assert!(!seeds.is_empty(), "{target}");
    seeds.into_iter().map(|(_, bytes)| bytes).collect()
}

#[test]
fn every_seed_keeps_what_its_target_checks() {
    for (target, check) in TARGETS {
        for bytes in seeds(target) {
            check(&bytes);
            // Cut off, and with a byte turned, as a fuzzer would have them.
            check(&bytes[..bytes.len() / 2]);
            let mut turned = bytes;
            let middle = turned.len() / 3;
            turned[middle] ^= 0x15;
            check(&turned);
        }
    }
}

#[test]
fn what_chance_makes_of_the_seeds_keeps_what_its_target_checks() {
    let asked = std::env::var("PLEDGELINT_FUZZ").ok();
    let asked = asked.as_deref().map(|asked| {
        let (seconds, start) = asked.split_once('/').expect("SECONDS/START");
        let seconds: u64 = seconds.parse().expect("a number of seconds");
        (seconds, start.parse().expect("a number to start from"))
    });
    let start = asked.map_or(0, |(_, start)| start);
    let end = asked.map(|(seconds, _)| Instant::now() + Duration::from_secs(seconds));
    let mut mutation = Mutation::new(start);

    let others: Vec<_> = TARGETS.map(|(target, _)| seeds(target)).into();
    let stories = files_under("fixtures/formats", |name| name.starts_with("story."));
    let stories: Vec<_> = stories.into_iter().map(|(_, bytes)| bytes).collect();
    let formats: Vec<&'static str> = input::format_names().collect();
    let mut tried = 0;
    let goes_on = |tried: usize| match end {
        Some(end) => Instant::now() < end,
        None => tried < FEW * (TARGETS.len() + formats.len()),
    };
    while goes_on(tried) {
        // Each in turn, so that none is left out however short the time is.
        let which = tried % (TARGETS.len() + formats.len());
        let (name, bytes) = match TARGETS.get(which) {
            Some((name, _)) => (*name, mutation.of(&others[which])),
            None => (formats[which - TARGETS.len()], mutation.of(&stories)),
        };
        let checked = catch_unwind(AssertUnwindSafe(|| match TARGETS.get(which) {
            Some((_, check)) => check(&bytes),
            None => places::read(name, &bytes),
        }));
        if let Err(panic) = checked {
            let kept = std::env::temp_dir().join(format!("pledgelint-broken-{name}"));
            std::fs::write(&kept, &bytes).expect("the input is kept");
            eprintln!(
                "{name}, input {tried} from {start}: kept in {}",
                kept.display()
            );
            resume_unwind(panic);
        }
        tried += 1;
    }
    assert!(
        tried >= TARGETS.len() + formats.len(),
        "only {tried} inputs"
    );
    if asked.is_some() {
        println!("{tried} mutated seeds");
    }
}
