//! The store contract: what every place that keeps a desk must do, and what the file itself promises.

mod contract;
mod counters;
mod engine;
mod files;
mod modes;
mod paths;
mod rows;
mod schema;
mod takebacks;
