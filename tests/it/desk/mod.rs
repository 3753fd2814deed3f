//! The use cases, at the desk's own door, over a real file.

mod conflicts;
mod numbers;
mod policy;
mod retries;
mod status;
