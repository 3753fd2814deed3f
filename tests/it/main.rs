//! One test binary for everything that needs no terminal.

mod query;
