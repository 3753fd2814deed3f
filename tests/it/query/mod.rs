//! The query language: what docs/query.md promises, what the tree looks like, and what holds for any input.

mod completing;
mod doc;
mod errors;
mod filtering;
mod properties;
mod tree;
