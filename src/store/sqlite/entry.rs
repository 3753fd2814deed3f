//! How a transaction begins: in turn, on a file that is still in its place, with the schema that this session's statements are for.

use super::migrate::version;
use super::queue::Turn;
use super::{Sqlite, holder};
use crate::store::{Result, StoreError};
use rusqlite::{DropBehavior, Error, Transaction, TransactionBehavior};

/// This session's turn to write. `None` where there is no line, or it is not waited for any longer.
pub(super) fn turn(store: &Sqlite) -> Result<Option<Turn>> {
    // Who cannot write stands in nobody's way.
    if let Some((hindered, _)) = store.reading {
        return Err(hindered.about(&store.path));
    }
    Ok(store.queue.as_ref().and_then(|(queue, _)| queue.wait()))
}

/// The same where a transaction is for writing; none is needed to read.
pub(super) fn turn_for(store: &Sqlite, behavior: TransactionBehavior) -> Result<Option<Turn>> {
    if is_writing(behavior) { turn(store) } else { Ok(None) }
}

fn is_writing(behavior: TransactionBehavior) -> bool {
    matches!(behavior, TransactionBehavior::Immediate)
}

/// Begins a transaction, in a turn that was waited for.
pub(super) fn begin(store: &Sqlite, behavior: TransactionBehavior) -> Result<Transaction<'_>> {
    let is_writing = is_writing(behavior);
    store.demand_in_place()?;
    if !is_writing {
        // Before it, so that what is read is as it is at the first question.
        demand_schema(store)?;
    }
    let mut inner = Transaction::new_unchecked(&store.connection, behavior).map_err(|error| in_words(store, error))?;
    if is_writing {
        // Within it, where nobody else changes the schema any more. Dropped here, it is rolled back.
        demand_schema(store)?;
    }
    inner.set_drop_behavior(DropBehavior::Ignore);
    Ok(inner)
}

/// Whether the file has the schema that it was opened with: on another, a statement would do what nobody meant.
pub(super) fn demand_schema(store: &Sqlite) -> Result<()> {
    match version(&store.connection).map_err(|error| in_words(store, error))? {
        found if found == store.schema => Ok(()),
        found => Err(StoreError::Upgraded { found, known: store.schema }),
    }
}

/// An error of the engine, with the process that holds the desk, if one does.
fn in_words(store: &Sqlite, error: Error) -> StoreError {
    match error.into() {
        StoreError::Busy(_) => StoreError::Busy(holder::of(&store.path)),
        other => other,
    }
}
