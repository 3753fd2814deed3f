//! What many tests lean on.

pub mod hands;
pub mod hostile;
pub mod line;
pub mod long;
pub mod office;
pub mod run;
pub mod screen;
pub mod sequences;
