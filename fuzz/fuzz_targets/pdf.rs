#![no_main]

libfuzzer_sys::fuzz_target!(
    init: pledgelint_fuzz::caught_is_no_crash(),
    |bytes: &[u8]| pledgelint_fuzz::read("pdf", bytes)
);
