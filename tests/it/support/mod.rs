//! What many tests lean on.

pub mod hostile;
pub mod line;
pub mod long;
pub mod office;
pub mod run;
pub mod screen;
