//! All targets in one: the first byte chooses. A check has time to build one binary, not all.

use pledgelint::input;

use crate::{packed, read, whole};

/// The targets that are no reader, in the order of their bytes; the readers follow.
const WHOLE: [fn(&[u8]); 5] = [
    whole::rules,
    whole::phrases,
    whole::readings,
    whole::values,
    whole::pipe,
];

/// Gives all but the first byte to the target that it chooses.
///
/// # Panics
///
/// Where what the target checks does not hold: that is what is looked for.
pub fn check(bytes: &[u8]) {
    let Some((&which, bytes)) = bytes.split_first() else {
        return;
    };
    let formats: Vec<&'static str> = input::format_names().collect();
    let which = usize::from(which) % (WHOLE.len() + formats.len());
    match WHOLE.get(which) {
        Some(check) => check(bytes),
        None => read(formats[which - WHOLE.len()], bytes),
    }
}

/// Mutates what follows the first byte as an archive, where it is one; at one seed of four all.
/// Gives the new size, at most `most`.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    if size < 2 || most < 2 || seed.is_multiple_of(4) {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    }
    1 + packed::mutate(&mut data[1..], size - 1, most - 1, seed / 4)
}
