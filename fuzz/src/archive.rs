//! Archives taken apart and put together.

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, crc32};

/// No part of a seed has more bytes when it is unpacked.
const LARGEST: usize = 1 << 20;

/// A part's name and what it holds.
pub type Part = (Vec<u8>, Vec<u8>);

/// What an archive holds; nothing of bytes that are none.
pub fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
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
pub fn packed(parts: &[Part]) -> Vec<u8> {
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
