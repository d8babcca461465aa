//! Every seed of the fuzz targets for rules, phrases, readings, values and whole runs, and every
//! input that once broke one: what the targets check holds of them without a fuzzer, too.

use crate::support::files_under;

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

#[test]
fn every_seed_keeps_what_its_target_checks() {
    for (target, check) in TARGETS {
        let seeds = files_under(&format!("fuzz/seeds/{target}"), |_| true);
        assert!(!seeds.is_empty(), "{target}");
        for (_, bytes) in seeds {
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
