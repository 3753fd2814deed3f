//! Keys as people write them, in settings and the configuration file, and the line that makes a ticket: read or refused.
#![no_main]

use barback::config::in_lines;
use barback::domain::capture::{Marks, parse};
use barback::tui::{keys, remap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = keys::read(text);
    let lines = in_lines(text);
    if let Err(why) = remap::judge(&lines) {
        assert!(!why.is_empty());
    }
    for triage in [true, false] {
        let _ = parse(text, Marks { triage, staff: &[] });
    }
});
