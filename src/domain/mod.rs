//! The trade: its types and its pure rules. No input or output (but for the name of the machine's zone, `zone/machine.rs`),
//! no clock, no SQL, no screen.

pub mod allowance;
pub mod bounds;
pub mod capture;
mod category;
pub mod draft;
pub mod event;
pub mod foreign;
mod ids;
pub mod key;
pub mod likeness;
mod named;
mod nearest;
mod number;
pub mod policy;
pub mod presence;
pub mod pressing;
mod priority;
pub mod query;
mod refusal;
pub mod retelling;
pub mod seal;
pub mod search;
pub mod setting;
mod status;
pub mod text;
mod thread;
mod ticket;
mod time;
pub mod undo;
mod user;
pub mod view;
pub mod words;
pub mod zone;

pub use category::Category;
pub use ids::{Epoch, EventId, OrderId, SessionId, TicketId, UserId, WordsId};
pub use nearest::nearest;
pub use number::TicketNumber;
pub use priority::Priority;
pub use refusal::{Refusal, either, few};
pub use status::Status;
pub use thread::{Comment, EntryKey, Note, ThreadEntry, ThreadPlace, Waiting};
pub use ticket::{Person, Source, Ticket};
pub use time::Timestamp;
pub use user::{Among, Login, Role, User, author_label};
pub use zone::Zone;
