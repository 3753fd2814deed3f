//! Everything by behaviour, in one binary.

mod query;
mod text;
mod words;
