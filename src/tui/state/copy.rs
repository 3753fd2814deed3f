//! What a ticket is as a text to carry elsewhere: what its requester may see, and nothing that only staff may.

use super::State;
use crate::desk::clock::wall_text;
use crate::domain::text::{Field, shown};
use crate::domain::{Comment, Ticket, author_label};
use crate::tui::widget::{display_width, wrapped};

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

/// Before each line that somebody wrote, as in a quoted letter. What the desk says itself begins with none.
const QUOTE: &str = "> ";

impl Sheet {
    /// The lines as they stand on a screen of this many columns: each goes on behind what it began with.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<String> {
        const IN: &str = "  ";
        let inner = width.saturating_sub(QUOTE.len());
        let cut = |line: &str| -> Vec<String> {
            match line.strip_prefix(QUOTE.trim_end()) {
                Some(written) => {
                    let written = written.strip_prefix(' ').unwrap_or(written);
                    wrapped(written, inner).into_iter().map(|text| quoted(&text)).collect()
                }
                None if display_width(line) <= width => vec![line.to_owned()],
                None => {
                    let lines = wrapped(line, inner).into_iter().enumerate();
                    lines.map(|(place, text)| if place == 0 { text } else { format!("{IN}{text}") }).collect()
                }
            }
        };
        self.text.split('\n').flat_map(cut).collect()
    }
}

impl State {
    /// A ticket with as much of its public thread as was read.
    #[must_use]
    pub fn public_text(&self, ticket: &Ticket, comments: &[Comment]) -> String {
        let written = |text: &str| shown(text, Field::Long).split('\n').map(quoted).collect::<Vec<_>>().join("\n");
        let mut parts = vec![format!("{}  {}", ticket.number, shown(&ticket.subject, Field::Line))];
        if !ticket.description.is_empty() {
            parts.push(written(&ticket.description));
        }
        for comment in comments {
            let by = author_label(&comment.author.name, comment.author.role, self.me.role.is_staff());
            let at = wall_text(self.clock.as_ref(), comment.created_at);
            parts.push(format!("{by}, {at}\n{}", written(&comment.body)));
        }
        parts.join("\n\n")
    }
}

fn quoted(line: &str) -> String {
    format!("{QUOTE}{line}").trim_end().to_owned()
}
