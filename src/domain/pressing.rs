//! Which of the tickets that nobody has comes first, in words. The order itself is kept by the store's index `tickets_next`:
//! the higher priority; then who is unanswered, the longest first; then the oldest ticket.

use super::{Ticket, Timestamp};

/// Why this ticket came first at `at`: `urgent, waiting 12 min`.
#[must_use]
pub fn why(ticket: &Ticket, at: Timestamp) -> String {
    let rank = ticket.priority.word();
    match ticket.unanswered_since {
        Some(since) => format!("{rank}, waiting {}", since.age_in_words(at)),
        None => format!("{rank}, answered, made {} ago", ticket.created_at.age_in_words(at)),
    }
}
