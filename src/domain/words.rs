//! Words (being built).
