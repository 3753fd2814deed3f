//! Tickets like the one that is being written, so that the same trouble is not told twice.

use super::{Desk, Result};
use crate::domain::search::{Condition, Order, Page, Scope, Search, Test};
use crate::domain::{Status, Ticket, likeness};

/// How many are shown.
const MOST: usize = 3;
/// How many of a guest's own active tickets are looked through, the latest first.
const OWN: usize = 200;

impl Desk {
    /// The active tickets most like a subject, the likest first; of those alike in that, the newest. A guest is shown their
    /// own alone, and those are read one by one: the staff's index knows notes.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn similar(&self, subject: &str) -> Result<Vec<Ticket>> {
        let wanted = likeness::telling_words(subject);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let (sight, me) = self.sight()?;
        let candidates = if let Some(store) = sight.internals() {
            store.sharing(&wanted)?
        } else {
            let active = Condition { negated: false, test: Test::Status(vec![Status::Open, Status::InProgress]) };
            let own = Search { scope: Scope::Guest(me.id), conditions: vec![active], order: Order::ACTIVITY, lead: None };
            sight.public().matching(&own, &Page::first(OWN))?
        };
        let scored = candidates.into_iter().map(|ticket| (likeness::shared(&wanted, &ticket.subject, &ticket.description), ticket));
        let mut alike: Vec<(usize, Ticket)> = scored.filter(|(shared, _)| likeness::is_alike(*shared, wanted.len())).collect();
        alike.sort_by_key(|(shared, ticket)| std::cmp::Reverse((*shared, ticket.created_at, ticket.id)));
        Ok(alike.into_iter().take(MOST).map(|(_, ticket)| ticket).collect())
    }
}
