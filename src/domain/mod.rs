//! The trade: its types and its pure rules. No input or output, no clock, no SQL, no screen.

pub mod bounds;
mod category;
mod ids;
mod named;
mod number;
mod priority;
pub mod query;
mod refusal;
mod status;
pub mod text;
mod time;
mod user;
pub mod words;

pub use category::Category;
pub use ids::{OrderId, TicketId, UserId};
pub use number::TicketNumber;
pub use priority::Priority;
pub use refusal::{Refusal, either};
pub use status::Status;
pub use time::Timestamp;
pub use user::{Login, Role, User};
