//! Everything by behaviour, in one binary.

mod demo;
mod query;
mod text;
mod words;
