//! Cleaning (being built).
