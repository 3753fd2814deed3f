//! Everything by behaviour, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail; clippy.toml frees only what stands inside `#[test]`")]
#![allow(clippy::disallowed_methods, reason = "tests bound their waiting by a real clock, and end the children they start")]
#![allow(clippy::print_stderr, reason = "a test that has to skip something says so")]

mod architecture;
mod capture;
mod cli;
mod columns;
mod demo;
mod desk;
mod exchange;
mod model;
mod query;
mod scale;
mod screens;
mod search;
mod served;
mod soundness;
mod store;
mod support;
mod text;
mod torture;
mod undo;
mod words;
mod zones;
