//! What of a ticket a guest is answered with who changed it: orders are carried out on the whole ticket. What guests read comes
//! without it from the start (`store/sqlite/guest`).

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
        requester_spoke_at: ticket.created_at,
        unanswered_since: None,
        deleted_at: None,
        deleted_by: None,
        source: None,
        ..ticket
    }
}
