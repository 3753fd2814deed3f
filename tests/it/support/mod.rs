//! What many tests lean on.

pub mod office;
pub mod run;
pub mod screen;
