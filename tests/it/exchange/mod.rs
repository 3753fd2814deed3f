//! Import and export, at the command's own door: files in, answers out, on a real desk with a fixed clock and dice.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail; clippy.toml frees only what stands inside `#[test]`")]

mod bad_rows;
mod foreign;
mod native;
mod out;
mod real;
mod support;
