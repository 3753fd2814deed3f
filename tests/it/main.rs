//! Everything by behaviour, in one binary.

mod desk;
mod query;
mod search;
mod store;
mod support;
mod text;
mod words;
