//! The query language: whatever is typed is read or refused at a place in it; what was read says the same when it is written.
#![no_main]

use barback::domain::query::{Query, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for reader in [Reader::Staff, Reader::Guest] {
        match Query::parse(text, reader) {
            Ok(query) => {
                let written = query.to_string();
                let again = Query::parse(&written, reader).expect("what the desk writes it reads");
                assert_eq!(again.to_string(), written);
            }
            Err(error) => assert!(!error.to_string().is_empty() && !error.pointing(text).is_empty()),
        }
    }
});
