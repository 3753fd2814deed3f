//! The cleaning function: twice is once, nothing treacherous is left, and what is shown of it is no longer than what it was made of
//! could be.
#![no_main]

use barback::domain::text::{Field, clean, is_treacherous, shown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for field in [Field::Line, Field::Long] {
        let once = clean(text, field).text;
        assert_eq!(clean(&once, field).text, once);
        let is_joiner = |letter| matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        assert!(!once.chars().any(|letter| is_treacherous(letter) && !is_joiner(letter)));
        assert!(once.len() <= text.len() * 3);
        assert_eq!(shown(&once, field), once);
    }
});
