//! A hash table for the vocabulary, whose keys come from data that is trusted.
//!
//! Texts are looked up and never stored, so nothing in them can make its chains long.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table with a hash that is quick for short keys.
pub(super) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Multiplies and rotates word by word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quick(u64);

/// Odd, with its bits evenly spread: 2⁶⁴ over the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        // The table takes its buckets from the low bits, and the product is best in the high ones.
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(SPREAD);
    }
}
