//! What others changed in the list since it was put in order: who came, who went, who moved. It is told, and folded in only
//! when I ask or rest at the top.

use crate::domain::{Ticket, TicketNumber};
use std::collections::{HashMap, HashSet};

/// What the file has and the list does not show yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub arrived: Vec<TicketNumber>,
    /// What does not belong here any more, each with a word that says why.
    pub gone: Vec<(TicketNumber, String)>,
    /// How many stand elsewhere in the order now.
    pub moved: usize,
}

impl News {
    /// Whether the list shows what the file has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arrived.is_empty() && self.gone.is_empty() && self.moved == 0
    }

    /// `3 new, 1 gone`.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [(self.arrived.len(), "new"), (self.gone.len(), "gone"), (self.moved, "moved")];
        let told: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        told.join(", ")
    }

    /// Why this ticket does not belong here any more, if it does not.
    #[must_use]
    pub fn why_gone(&self, number: TicketNumber) -> Option<&str> {
        self.gone.iter().find(|(gone, _)| *gone == number).map(|(_, why)| why.as_str())
    }
}

/// A list looked at again, held against the rows that are shown.
pub struct Comparison<'a> {
    now: &'a [Ticket],
    /// Where each ticket that is shown stands among the rows.
    rows: HashMap<TicketNumber, usize>,
    /// The answer has no more rows than asked for: what is not in it is not in the list.
    is_whole: bool,
}

impl<'a> Comparison<'a> {
    pub fn new(rows: &[Ticket], now: &'a [Ticket], is_whole: bool) -> Self {
        let rows = rows.iter().enumerate().map(|(place, row)| (row.number, place)).collect();
        Self { now, rows, is_whole }
    }

    /// Where the last ticket of the answer that is shown stands in it.
    fn last_known(&self) -> Option<usize> {
        self.now.iter().rposition(|ticket| self.rows.contains_key(&ticket.number))
    }

    /// Tickets that are not shown yet. What only slid into the answer behind the last one shown is no news, unless the list
    /// ended there.
    pub fn arrived(&self, ended: bool) -> Vec<TicketNumber> {
        let last = self.last_known();
        let unknown = self.now.iter().enumerate().filter(|(_, ticket)| !self.rows.contains_key(&ticket.number));
        unknown.filter(|(place, _)| ended || last.is_none_or(|last| *place < last)).map(|(_, ticket)| ticket.number).collect()
    }

    /// The rows that are not in the list any more. What only slid out of the answer still is.
    pub fn missing(&self) -> HashSet<TicketNumber> {
        let still: HashSet<TicketNumber> = self.now.iter().map(|ticket| ticket.number).collect();
        let seam = self.last_known().map_or(0, |last| self.rows[&self.now[last].number]);
        let missing = self.rows.iter().filter(|(number, _)| !still.contains(number));
        missing.filter(|(_, place)| self.is_whole || **place < seam).map(|(number, _)| *number).collect()
    }

    /// How many of the tickets shown stand in another order now: the fewest that can have moved. Those in `mine` do not count.
    pub fn moved(&self, mine: impl Fn(&Ticket) -> bool) -> usize {
        let places: Vec<usize> =
            self.now.iter().filter(|ticket| !mine(ticket)).filter_map(|ticket| self.rows.get(&ticket.number).copied()).collect();
        // The longest run that is in order yet, by the smallest place in which a run of each length ends.
        let mut ends: Vec<usize> = Vec::new();
        for place in &places {
            let at = ends.partition_point(|end| end < place);
            if at == ends.len() {
                ends.push(*place);
            } else {
                ends[at] = *place;
            }
        }
        places.len() - ends.len()
    }
}

/// What of a ticket is another than it was, in a word or two: why it left a list.
#[must_use]
pub fn why(was: &Ticket, now: &Ticket) -> Option<String> {
    if now.deleted_at.is_some() {
        return Some("deleted".to_owned());
    }
    if was.status != now.status || !now.status.is_active() {
        return Some(now.status.title().to_owned());
    }
    if was.assignee.as_ref().map(|person| person.id) != now.assignee.as_ref().map(|person| person.id) {
        return Some(now.assignee.as_ref().map_or_else(|| "nobody's".to_owned(), |person| format!("{}'s", person.login)));
    }
    (was.priority != now.priority).then(|| now.priority.word().to_owned())
}
