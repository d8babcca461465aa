//! Bytes that chance changes, the same for the same number; parts of archives keep a right
//! checksum, so that what is read of them is met too.

use std::ops::Range;

#[path = "../../fuzz/src/archive.rs"]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    reason = "the fuzzer's own crate is built without lints"
)]
mod archive;

/// What turns words and numbers into others, beside single bytes.
const PIECES: [&[u8]; 24] = [
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"\"",
    b"'",
    b"<",
    b">",
    b"</",
    b"{",
    b"}",
    b"[",
    b"]",
    b"|",
    b"#",
    b"- ",
    b"\0",
    b"\xff",
    b"99999999999",
    b"-1",
    "\u{202e}".as_bytes(),
    "\u{0301}".as_bytes(),
    "速".as_bytes(),
];

/// The most that an input may grow to.
const LONGEST: usize = 1 << 16;

/// A row of mutated inputs.
pub(crate) struct Mutation {
    state: u64,
}

impl Mutation {
    pub(crate) fn new(start: u64) -> Self {
        Self { state: start }
    }

    /// SplitMix64, by Steele, Lea and Flood, 2014.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A part of so many bytes, mostly a short one.
    fn part(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let most = if self.below(4) == 0 { length } else { 16 };
        start..(start + self.below(most + 1)).min(length)
    }

    /// One of the seeds, changed in one to eight places.
    pub(crate) fn of(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let seed = &seeds[self.below(seeds.len())];
        let other = &seeds[self.below(seeds.len())];
        if self.below(8) > 0
            && let Some(mut parts) = archive::parts(seed)
        {
            let which = self.below(parts.len());
            parts[which].1 = self.changed(&parts[which].1, other);
            return archive::packed(&parts);
        }
        self.changed(seed, other)
    }

    fn changed(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.part(bytes.len());
            let put = match self.below(6) {
                0 => Vec::new(),
                1 => PIECES[self.below(PIECES.len())].to_vec(),
                2 => bytes[self.part(bytes.len())].to_vec(),
                3 => other[self.part(other.len())].to_vec(),
                4 => bytes[at.clone()].repeat(1 + self.below(100)),
                _ => {
                    let turned = 1 << self.below(8);
                    bytes[at.clone()].iter().map(|byte| byte ^ turned).collect()
                }
            };
            bytes.splice(at, put);
            bytes.truncate(LONGEST);
        }
        bytes
    }
}
