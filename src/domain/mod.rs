//! The trade: its types and its pure rules. No input or output, no clock, no SQL, no screen.

pub mod bounds;
pub mod capture;
mod category;
pub mod draft;
pub mod event;
pub mod foreign;
mod ids;
pub mod likeness;
mod named;
mod number;
pub mod policy;
pub mod presence;
pub mod pressing;
mod priority;
pub mod query;
mod refusal;
pub mod search;
mod status;
pub mod text;
mod thread;
mod ticket;
mod time;
mod user;
pub mod view;
pub mod words;

pub use category::Category;
pub use ids::{OrderId, SessionId, TicketId, UserId};
pub use number::TicketNumber;
pub use priority::Priority;
pub use refusal::{Refusal, either};
pub use status::Status;
pub use thread::{Comment, Note};
pub use ticket::{Person, Source, Ticket};
pub use time::Timestamp;
pub use user::{Login, Role, User};
