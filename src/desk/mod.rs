//! desk

pub mod demo;
