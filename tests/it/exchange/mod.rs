//! Import and export, at the command's own door: files in, answers out, on a real desk with a fixed clock and dice.

mod bad_rows;
mod endings;
mod foreign;
mod native;
mod out;
mod real;
pub mod support;
mod times;
