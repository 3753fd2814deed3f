//! How much of the desk a search covers, and making it all.

use super::sight::Keep;
use super::{Coverage, Desk, Result};
use crate::domain::query::Query;
use crate::domain::search::Search;
use crate::store::Read;

/// Tickets made searchable in one transaction: others who write wait for no longer than that.
const PIECE: i64 = 500;

impl Desk {
    /// Makes every ticket searchable that came in bulk, and tells as it goes how many are of how many. Whoever breaks off loses
    /// nothing: the next session that has nothing else to do goes on.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn make_searchable(&self, told: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let Keep::Staff(store) = &self.keep else { return Ok(()) };
        let Coverage::Part { searchable, all } = store.read()?.coverage()? else { return Ok(()) };
        let (waiting, mut done) = ((all - searchable).max(0).cast_unsigned(), 0);
        loop {
            let some = store.make_searchable(PIECE)?;
            done += some;
            told(done.min(waiting), waiting);
            if some == 0 {
                break;
            }
        }
        while store.tidy()? {}
        Ok(())
    }

    /// Behind a command of the staff, once it is answered: makes some of what waits searchable.
    pub fn tidy_at_end(&self) {
        if let Keep::Staff(store) = &self.keep {
            store.tidy_at_end();
        }
    }

    /// Before a query with words: makes searchable what waits, where it is little and nobody else writes, so that a command finds
    /// what guests wrote last. Whatever keeps it from that, a search says how much it covers.
    pub fn catch_up(&self, query: &Query) {
        const PIECES: usize = 16;
        if let Keep::Staff(store) = &self.keep
            && query.terms.iter().any(|term| term.what.is_text())
        {
            let _ = (0..PIECES).find(|_| !store.tidy_if_free().unwrap_or(false));
        }
    }

    /// Whether tickets wait to be searchable, and this session can make them so.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn has_waiting(&self) -> Result<bool> {
        match &self.keep {
            Keep::Staff(store) => Ok(store.is_behind()?),
            Keep::Guest(_) => Ok(false),
        }
    }

    /// Does a small piece of what writing puts off so that nobody waits for it: making searchable what came in bulk, putting the
    /// search index together, releasing tickets of somebody who is out. Whether there is more to do.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn tidy(&self) -> Result<bool> {
        // A release that cannot be done keeps nothing else from being tidied.
        let releases = self.release_left();
        Ok(self.keep.door().tidy()? || releases?)
    }
}

/// How much of what is asked for a search can find: what does not come out of the search index is all there.
pub(super) fn coverage(store: &dyn Read, search: &Search) -> Result<Coverage> {
    Ok(if search.uses_index() { store.coverage()? } else { Coverage::Whole })
}

/// What somebody is told whose search does not cover everything.
#[must_use]
pub fn gap_in_words(coverage: Coverage) -> Option<String> {
    match coverage {
        Coverage::Whole => None,
        Coverage::Part { searchable, all } => Some(format!("search covers {searchable} of {all}")),
    }
}
