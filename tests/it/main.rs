//! Everything by behaviour, in one binary.

mod exchange;
mod query;
mod text;
mod words;
