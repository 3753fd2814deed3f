//! What the desk promises when things go wrong: kills, power cuts, stopped processes, clocks, files, hostile text. Each test has
//! a short form, which runs always, and a long one (`just torture`); docs/reliability.md has the figures.

mod backup;
mod clock;
mod contention;
mod crash;
mod disk;
mod epoch;
mod facts;
mod faults;
mod hands;
mod hostile;
mod load;
mod parsers;
mod places;
mod power;
mod preload;
mod short;

use std::fmt::Display;

/// So much of it: the short form, or the long one where `BARBACK_TORTURE` asks for it.
pub fn rounds(short: u64, long: u64) -> u64 {
    if is_long() { long } else { short }
}

fn is_long() -> bool {
    std::env::var_os("BARBACK_TORTURE").is_some_and(|value| value == "long")
}

/// A line of the report of a run: shown by `--nocapture`, and by the recipe that makes the long one.
pub fn report(what: &str, figures: impl Display) {
    eprintln!("torture: {what} ({}): {figures}", if is_long() { "long" } else { "short" });
}

/// A test that cannot run here says why; where everything has to run, that is a failure.
pub fn skip(why: &str) {
    eprintln!("skipped: {why}");
    assert_ne!(std::env::var("BARBACK_TESTS").as_deref(), Ok("all"), "a skip is a failure here: {why}");
}
