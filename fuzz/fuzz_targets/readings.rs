#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pledgelint_fuzz::whole::readings(bytes));
