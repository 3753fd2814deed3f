//! The query language (docs/query.md): one reader of it for lists, exports, views and the search bar.
//! No clock, no database: who people are and what a term is in SQL is decided elsewhere.

mod arguments;
mod ast;
mod complete;
mod error;
mod field;
mod filter;
mod lex;
mod parse;
mod quote;
mod reorder;
mod value;
mod when;
mod write;

pub use arguments::from_arguments;
pub use ast::{Query, Sort, SortKey, Span, Term, What, When, Who};
pub use complete::{Candidate, Completion, People, complete};
pub use error::QueryError;
pub use filter::Filter;
pub use parse::{is_begun, remarks};
pub use reorder::sorted;

use super::Role;

/// The most characters a query may have.
pub const LONGEST: usize = 1_000;
/// The most terms a query may have, `sort:` among them.
pub const MOST_TERMS: usize = 50;

/// Who asks. To guests the fields and words of the staff do not exist, not even in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Admins and bartenders: the whole language.
    Staff,
    /// Customers: what they can see of a ticket.
    Guest,
}

impl From<Role> for Reader {
    fn from(role: Role) -> Self {
        if role.is_staff() { Self::Staff } else { Self::Guest }
    }
}

impl Query {
    /// Reads a query. An empty one is fine and means every ticket.
    ///
    /// # Errors
    /// The leftmost term that cannot be read: its place, what is wrong and what could stand there.
    /// A query over its bounds is refused as a whole: [`LONGEST`] characters, [`MOST_TERMS`] terms.
    pub fn parse(text: &str, reader: Reader) -> Result<Self, QueryError> {
        parse::query(text, reader)
    }
}
