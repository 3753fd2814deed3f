//! What a ticket is as a text to carry elsewhere: what its requester may see, and nothing that only staff may.

use super::State;
use crate::desk::clock::wall_text;
use crate::domain::text::{Field, shown};
use crate::domain::{Comment, Ticket};
use crate::tui::widget::wrapped;

/// The most that goes to a terminal's clipboard, in bytes: encoded, 74,994, which is where common terminals stop.
pub const LONGEST: usize = 56_244;

/// A text over the whole screen and without a frame at its sides, so that it can be selected by hand.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub title: String,
    pub text: String,
    /// The first line on the screen.
    pub top: usize,
}

impl Sheet {
    /// The lines as they stand on a screen of this many columns.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<String> {
        wrapped(&self.text, width)
    }
}

impl State {
    /// A ticket with as much of its public thread as was read.
    #[must_use]
    pub fn public_text(&self, ticket: &Ticket, comments: &[Comment]) -> String {
        let mut parts = vec![format!("{}  {}", ticket.number, shown(&ticket.subject, Field::Line))];
        if !ticket.description.is_empty() {
            parts.push(shown(&ticket.description, Field::Long).into_owned());
        }
        for comment in comments {
            let (name, at) = (shown(&comment.author.name, Field::Line), wall_text(self.clock.as_ref(), comment.created_at));
            parts.push(format!("{name}, {at}\n{}", shown(&comment.body, Field::Long)));
        }
        parts.join("\n\n")
    }
}
