//! Picks a face and returns its exit status.

fn main() {}
