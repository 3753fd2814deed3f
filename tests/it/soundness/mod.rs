//! What is stored is what the desk made: the schema, every column of every table, and a desk that somebody upgrades while it is open.

mod columns;
mod kinds;
mod lived;
mod older;
mod upgraded;
