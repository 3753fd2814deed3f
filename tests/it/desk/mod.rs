//! The use cases, at the desk's own door, over a real file.

mod conflicts;
mod deleting;
mod drafts;
mod listing;
mod names;
mod numbers;
mod overtaken;
mod paging;
mod people;
mod pieces;
mod policy;
mod presence;
mod pulling;
mod retries;
mod secrets;
mod settings;
mod similar;
mod status;
mod texts;
mod thread;
mod triage;
mod unread;
mod views;
