//! What somebody is writing and has not sent: kept with its cursors, so that it can go on where it was left.

use super::named::named;
use super::{SessionId, TicketNumber, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

named!(
    /// What a draft wants to become.
    DraftKind, "draft", {
        Comment = 1 "comment",
        Note = 2 "note",
        New = 3 "new ticket",
        Edit = 4 "edit",
        Bulk = 5 "change to marked tickets",
    }
);

/// The name of the piece with the marked tickets it is for, by their numbers.
pub const MARKED: &str = "marked";

/// One field of a form as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// By which the form finds it again.
    pub name: String,
    pub text: String,
    /// What stood there before it was touched, where the ticket has such a field already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Line and character of the cursor, where the field is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<(usize, usize)>,
}

/// Everything a form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    pub pieces: Vec<Piece>,
    /// The name of the field that had the keys.
    pub focus: String,
}

impl Manuscript {
    /// The field of this name.
    #[must_use]
    pub fn piece(&self, name: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.name == name)
    }

    /// Its first words in one line, at most so many characters: what it is known by in a list.
    #[must_use]
    pub fn glimpse(&self, most: usize) -> String {
        let written = |piece: &&Piece| !piece.text.trim().is_empty() && piece.was.as_ref() != Some(&piece.text);
        let Some(piece) = self.pieces.iter().find(written) else { return String::new() };
        let mut line = String::new();
        for word in piece.text.split_whitespace() {
            if line.chars().count() >= most {
                break;
            }
            let gap = if line.is_empty() { "" } else { " " };
            let _ = write!(line, "{gap}{word}");
        }
        line.chars().take(most).collect()
    }
}

/// A draft in the file. It belongs to its person: nobody else ever sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub kind: DraftKind,
    /// The ticket it is for; a new one has no number yet.
    pub number: Option<TicketNumber>,
    pub manuscript: Manuscript,
    /// The window that types in it; `None` once it was put aside.
    pub holder: Option<SessionId>,
    pub saved_at: Timestamp,
}

/// A draft's key in the file. It is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DraftId(pub i64);
