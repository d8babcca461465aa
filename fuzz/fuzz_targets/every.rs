#![no_main]

libfuzzer_sys::fuzz_target!(
    init: pledgelint_fuzz::caught_is_no_crash(),
    |bytes: &[u8]| pledgelint_fuzz::every::check(bytes)
);

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    pledgelint_fuzz::every::mutate(data, size, max_size, seed)
});
