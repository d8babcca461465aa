//! Archives of which a part is mutated: bytes mutated in a packed part fail its checksum.

use libfuzzer_sys::fuzzer_mutate;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, crc32};

/// No part of a seed has more bytes when it is unpacked.
const LARGEST: usize = 1 << 20;

/// A part's name and what it holds.
type Part = (Vec<u8>, Vec<u8>);

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

fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    let archive = ZipArchive::from_slice(bytes).ok()?;
    let mut parts = Vec::new();
    let mut found = archive.entries();
    while let Some(header) = found.next_entry().ok()? {
        let data = archive.get_entry(header.wayfinder()).ok()?.data();
        let held = match header.compression_method() {
            CompressionMethod::STORE => data.to_vec(),
            CompressionMethod::DEFLATE => decompress_to_vec_with_limit(data, LARGEST).ok()?,
            _ => return None,
        };
        parts.push((header.file_path().as_ref().to_vec(), held));
    }
    (!parts.is_empty()).then_some(parts)
}

/// An archive of parts that are stored as they are.
fn packed(parts: &[Part]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, held) in parts {
        let start = bytes.len() as u32;
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let length = held.len() as u32;
        for number in [crc32(held), length, length, name.len() as u32] {
            fields.extend(number.to_le_bytes());
        }
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name);
        bytes.extend(held);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name);
    }
    let start = bytes.len() as u32;
    let count = (parts.len() as u16).to_le_bytes();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}
