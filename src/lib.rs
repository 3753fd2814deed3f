//! Barback, a support desk that lives in the terminal. The rooms, from the bottom up; `tests/it/architecture.rs` holds
//! their walls: data flows down, decisions flow up, nothing flows round.

pub mod cli;
pub mod config;
pub mod desk;
pub mod domain;
pub mod store;
pub mod tui;
