#![no_main]

use pledgelint::input::catches_panics;

libfuzzer_sys::fuzz_target!(
    init: {
        // A panic of the parser is caught by the reader; one of the reader itself is looked for.
        let abort = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let ours = |file: &str| file.contains("src/input/") || file.contains("src/text/");
            let place = panic.location();
            if !catches_panics() || place.is_none_or(|place| ours(place.file())) {
                abort(panic);
            }
        }));
    },
    |bytes: &[u8]| pledgelint_fuzz::read("pdf", bytes)
);
