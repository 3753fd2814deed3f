//! What many tests lean on.

pub mod office;
