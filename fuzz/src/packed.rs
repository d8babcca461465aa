//! Archives of which a part is mutated: bytes mutated in a packed part fail its checksum.

use libfuzzer_sys::fuzzer_mutate;

use crate::archive::{Part, packed, parts};

/// Mutates a part of the archive in `data[..size]` and packs all again, without compression; of
/// what is no archive, and at one seed of eight, the bytes as they are. Gives the new size, at
/// most `most`.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let parts = (seed % 8 > 0).then(|| parts(&data[..size])).flatten();
    let mutated = parts.and_then(|parts| mutated(parts, most.min(data.len()), seed / 8));
    let Some(archive) = mutated else {
        return fuzzer_mutate(data, size, most);
    };
    data[..archive.len()].copy_from_slice(&archive);
    archive.len()
}

fn mutated(mut parts: Vec<Part>, most: usize, seed: u32) -> Option<Vec<u8>> {
    // A large part is mutated more often.
    let all: usize = parts.iter().map(|(_, held)| held.len() + 1).sum();
    let mut at = seed as usize % all.max(1);
    let chosen = parts.iter().position(|(_, held)| {
        let inside = at <= held.len();
        at = at.wrapping_sub(held.len() + 1);
        inside
    })?;
    let held = std::mem::take(&mut parts[chosen].1);
    let room = most.checked_sub(packed(&parts).len())?;
    let size = held.len();
    let mut bytes = held;
    bytes.resize(room.max(size), 0);
    let size = fuzzer_mutate(&mut bytes, size, room);
    bytes.truncate(size);
    parts[chosen].1 = bytes;
    let archive = packed(&parts);
    (archive.len() <= most).then_some(archive)
}
