//! An archive with one part made larger.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use rawzip::{CompressionMethod, ZipArchive, crc32};

/// The archive with what `grow` makes of the text of the part `name`, and the size of all its
/// parts when unpacked, in bytes.
///
/// # Panics
///
/// When the bytes are no archive with such a part.
pub(crate) fn grown(bytes: &[u8], name: &str, grow: impl Fn(&str) -> String) -> (Vec<u8>, usize) {
    let archive = ZipArchive::from_slice(bytes).expect("it is an archive");
    let mut parts = Vec::new();
    let mut entries = archive.entries();
    while let Some(header) = entries.next_entry().expect("it is whole") {
        let data = archive.get_entry(header.wayfinder());
        let data = data.expect("it is whole").data();
        let mut held = match header.compression_method() {
            CompressionMethod::STORE => data.to_vec(),
            _ => decompress_to_vec(data).expect("it is whole"),
        };
        let its = header.file_path().as_ref().to_vec();
        if its == name.as_bytes() {
            let text = std::str::from_utf8(&held).expect("it is a text");
            held = grow(text).into_bytes();
        }
        parts.push((its, held));
    }
    let unpacked = parts.iter().map(|(_, held)| held.len()).sum();
    (written(&parts), unpacked)
}

fn written(parts: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let number = |value: usize| u32::try_from(value).expect("it is small").to_le_bytes();
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, held) in parts {
        let data = compress_to_vec(held, 6);
        let start = number(bytes.len());
        let fields = [
            &[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..],
            &crc32(held).to_le_bytes(),
            &number(data.len()),
            &number(held.len()),
            &number(name.len()),
        ]
        .concat();
        bytes.extend([b"PK\x03\x04", &fields[..], name, &data].concat());
        let head = [&b"PK\x01\x02\x14\x00"[..], &fields, &[0; 10], &start, name].concat();
        directory.extend(head);
    }
    let start = number(bytes.len());
    let count = &number(parts.len())[..2];
    let size = number(directory.len());
    let end = [b"PK\x05\x06\0\0\0\0", count, count, &size, &start, &[0, 0]].concat();
    [bytes, directory, end].concat()
}
