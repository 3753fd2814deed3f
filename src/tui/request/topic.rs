//! What questions are filed by: one of a topic replaces the one before it.

use super::Ask;

/// What questions are filed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Queue,
    Ticket,
    Text,
    Counts,
    Staff,
    Similar,
    Urgent,
    Views,
    Settings,
    Roll,
    Marks,
    People,
    Tally,
    Deleted,
    Draft,
    Drafts,
}

impl Topic {
    /// Every topic, the one a person waits for first.
    pub const ALL: [Self; 16] = [
        Self::Draft,
        Self::Marks,
        Self::Queue,
        Self::Ticket,
        Self::Text,
        Self::Drafts,
        Self::People,
        Self::Deleted,
        Self::Tally,
        Self::Similar,
        Self::Settings,
        Self::Roll,
        Self::Views,
        Self::Counts,
        Self::Staff,
        Self::Urgent,
    ];
}

impl Ask {
    /// What it is filed by.
    #[must_use]
    pub fn topic(&self) -> Topic {
        match self {
            Self::Queue { .. } => Topic::Queue,
            Self::Ticket { .. } => Topic::Ticket,
            Self::Text { .. } => Topic::Text,
            Self::Counts { .. } => Topic::Counts,
            Self::Staff { .. } => Topic::Staff,
            Self::Similar { .. } => Topic::Similar,
            Self::Deleted { .. } => Topic::Deleted,
            Self::Draft { .. } => Topic::Draft,
            Self::Drafts { .. } => Topic::Drafts,
            Self::Urgent { .. } => Topic::Urgent,
            Self::Views { .. } => Topic::Views,
            Self::Settings { .. } => Topic::Settings,
            Self::Roll { .. } => Topic::Roll,
            Self::Marked { .. } | Self::AllInView { .. } => Topic::Marks,
            Self::People { .. } => Topic::People,
            Self::Tally { .. } => Topic::Tally,
        }
    }
}
