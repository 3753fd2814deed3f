//! Numbers for the demo's tickets, by the rule that holds for all: a range is left when more than half of it is gone.

use super::draw::Draw;
use super::story::Story;
use crate::domain::TicketNumber;
use crate::store::Result;
use crate::store::sqlite::Bulk;
use std::collections::BTreeMap;

/// How many numbers of each range are gone, by its lowest.
#[derive(Default)]
pub(super) struct Ledger(BTreeMap<i64, i64>);

impl Ledger {
    /// Adds the ticket under a number that is free.
    pub(super) fn enter(&mut self, bulk: &mut Bulk, mut story: Story, draw: &mut Draw) -> Result<()> {
        loop {
            let lowest = TicketNumber::drawing_range(|lowest| self.0.get(&lowest).copied().unwrap_or(0));
            story.ticket.number = draw.number(lowest)?;
            if bulk.add_ticket(&story.ticket, &story.said, &story.events)? {
                *self.0.entry(lowest).or_default() += 1;
                return Ok(());
            }
        }
    }
}
