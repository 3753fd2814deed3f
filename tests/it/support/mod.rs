//! What many tests lean on.

pub mod line;
pub mod office;
pub mod run;
pub mod screen;
