//! What the targets check, and how their inputs are mutated.

pub mod archive;
pub mod every;
pub mod packed;
pub mod places;
pub mod whole;

use pledgelint::input::catches_panics;

pub use places::read;

/// A panic of a parser that its reader catches ends no run; one of the reader itself is looked for.
pub fn caught_is_no_crash() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let ours = |file: &str| file.contains("src/input/") || file.contains("src/text/");
        let place = panic.location();
        if !catches_panics() || place.is_none_or(|place| ours(place.file())) {
            abort(panic);
        }
    }));
}
