//! Tickets on their way out, with their people and their thread, a page at a time.

use super::searchable::coverage;
use super::{Coverage, Desk, Result};
use crate::domain::policy::Act;
use crate::domain::query::Query;
use crate::domain::search::{Condition, Key, Order, Page, Search, Test};
use crate::domain::{Comment, Refusal, Ticket, User, UserId};
use crate::store::Read;
use std::collections::HashMap;

/// A ticket with everything that leaves the desk with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub ticket: Ticket,
    pub requester: User,
    pub assignee: Option<User>,
    pub creator: User,
    /// Oldest first; notes among them only where they were asked for.
    pub thread: Vec<Spoken>,
}

/// A comment or a note and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub words: Comment,
    pub author: User,
    /// A note.
    pub internal: bool,
}

/// Some tickets, and where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPage {
    pub tickets: Vec<Exported>,
    /// `None`: that was all.
    pub next: Option<Page>,
    /// Only the newest hits were put in order ([`crate::domain::search::SORTED_HITS`]).
    pub newest_only: bool,
    /// How much of the desk was searched.
    pub coverage: Coverage,
}

impl Desk {
    /// One page of the tickets that match and are not deleted: by number, which is the same order on every desk, unless
    /// the query has an order of its own. Each page is one view of the desk; nothing stays open between pages.
    ///
    /// # Errors
    /// If the role may not, or the query names somebody the desk does not know.
    pub fn export(&self, query: &Query, notes: bool, page: &Page) -> Result<ExportPage> {
        let (store, me) = self.staff_sight(Act::Export)?;
        let search = self.exported(store.as_ref(), &me, query)?;
        let found = store.matching(&search, page)?;
        let last = found.last().filter(|_| found.len() == page.limit).map(|ticket| search.order.place(search.scope, ticket));
        let next = last.map(|place| Page { from: Some(place), ..*page });
        let mut people = HashMap::new();
        let mut tickets = Vec::with_capacity(found.len());
        for ticket in found {
            tickets.push(gather(store.as_ref(), &mut people, ticket, notes)?);
        }
        let coverage = coverage(store.as_ref(), &search)?;
        Ok(ExportPage { tickets, next, newest_only: search.sorts_newest_only(), coverage })
    }

    /// How many tickets an export of this query has.
    ///
    /// # Errors
    /// As [`Desk::export`].
    pub fn count_exported(&self, query: &Query) -> Result<i64> {
        let (store, me) = self.staff_sight(Act::Export)?;
        Ok(store.count(&self.exported(store.as_ref(), &me, query)?, None)?)
    }

    fn exported(&self, store: &dyn Read, me: &User, query: &Query) -> Result<Search> {
        let mut search = self.search(store, Some(store), me, query)?;
        search.conditions.push(Condition { negated: true, test: Test::Deleted });
        search.lead = None;
        if !query.sort_given {
            search.order = Order { key: Key::Number, ascending: true };
        }
        Ok(search)
    }
}

/// A ticket with its people and its thread.
pub(super) fn gather(store: &dyn Read, people: &mut HashMap<UserId, User>, ticket: Ticket, notes: bool) -> Result<Exported> {
    let said = store.comments(ticket.id)?.into_iter().map(|words| (words, false));
    let internal = if notes { store.notes(ticket.id)? } else { Vec::new() };
    let mut all: Vec<(Comment, bool)> = said.chain(internal.into_iter().map(|note| (note.0, true))).collect();
    all.sort_by_key(|(words, _)| words.created_at);
    let mut user = |id: UserId, called: &str| -> Result<User> {
        if let Some(known) = people.get(&id) {
            return Ok(known.clone());
        }
        let found = store.user(id)?.ok_or_else(|| Refusal::NobodyCalled { login: called.to_owned() })?;
        people.insert(id, found.clone());
        Ok(found)
    };
    let mut thread = Vec::with_capacity(all.len());
    for (words, internal) in all {
        let author = user(words.author.id, words.author.login.as_str())?;
        thread.push(Spoken { words, author, internal });
    }
    Ok(Exported {
        requester: user(ticket.requester.id, ticket.requester.login.as_str())?,
        assignee: ticket.assignee.as_ref().map(|person| user(person.id, person.login.as_str())).transpose()?,
        creator: user(ticket.creator, "who created it")?,
        thread,
        ticket,
    })
}
