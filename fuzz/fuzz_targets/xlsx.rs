#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pledgelint_fuzz::read("xlsx", bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    pledgelint_fuzz::packed::mutate(data, size, max_size, seed)
});
