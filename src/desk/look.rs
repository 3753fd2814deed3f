//! What of a ticket reaches whom. The one place that takes away what a guest may not see.

use crate::domain::{Priority, Ticket, User};

/// The ticket as this user may see it: staff all of it; a guest with everything that only staff know blanked, and the
/// public time in place of the other.
pub(super) fn as_seen(me: &User, ticket: Ticket) -> Ticket {
    if me.role.is_staff() {
        return ticket;
    }
    Ticket {
        priority: Priority::Medium,
        assignee: None,
        creator: ticket.requester.id,
        version: 0,
        note_count: 0,
        updated_at: ticket.public_updated_at,
        unanswered_since: None,
        deleted_at: None,
        deleted_by: None,
        source: None,
        ..ticket
    }
}
