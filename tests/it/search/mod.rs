//! Searching over a real file: the same tickets as a plain reading of the rows gives, and nothing typed is ever SQL.

mod addresses;
mod brute;
pub mod life;
mod pasted;
mod results;
mod scripts;
mod syntax;
