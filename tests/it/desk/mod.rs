//! The use cases, at the desk's own door, over a real file.

mod policy;
