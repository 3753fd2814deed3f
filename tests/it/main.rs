//! The one test binary: a room a file.

mod text;
mod words;
