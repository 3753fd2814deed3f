//! A desk's error as the screen has it.

use crate::desk::{DeskError, Fault, Overtaken, StoreError};
use crate::domain::TicketNumber;
use crate::domain::query::QueryError;

/// A desk's error in words, and what the screen must know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub message: String,
    pub hint: Option<String>,
    /// Somebody else was faster: look again.
    pub is_conflict: bool,
    /// It was stopped for a newer question: nothing to tell.
    pub is_interruption: bool,
    /// What is wrong with the query, and where.
    pub query: Option<QueryError>,
    /// Of a change to several tickets: those it was refused for, each with why.
    pub each: Vec<(TicketNumber, String)>,
    /// What others did while it was written.
    pub overtaken: Option<Box<Overtaken>>,
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let is_interruption = matches!(error, DeskError::Store(StoreError::Interrupted));
        let (message, hint, is_conflict) = (error.to_string(), error.hint(), error.fault() == Fault::Conflict);
        let each = match &error {
            DeskError::Bulk(each) => each.iter().map(|(number, error)| (*number, error.to_string())).collect(),
            _ => Vec::new(),
        };
        let (query, overtaken) = match error {
            DeskError::Query(error) => (Some(error), None),
            DeskError::Overtaken(overtaken) => (None, Some(overtaken)),
            _ => (None, None),
        };
        Self { message, hint, is_conflict, is_interruption, query, each, overtaken }
    }
}
