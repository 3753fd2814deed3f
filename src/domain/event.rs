//! One line of the history: who, when, what, before, after. Appended with the change, never edited.

use super::named::named;
use super::{EventId, OrderId, Role, TicketNumber, Timestamp, author_label};
use serde_json::Value;

named!(
    /// What happened, in the past tense. The first group happens to tickets, the second to users, the third to the desk.
    EventKind, "event", {
        Created = 1 "created",
        Imported = 2 "imported",
        SubjectEdited = 3 "subject_edited",
        DescriptionEdited = 4 "description_edited",
        CategoryChanged = 5 "category_changed",
        PriorityChanged = 6 "priority_changed",
        RequesterChanged = 7 "requester_changed",
        Assigned = 8 "assigned",
        Started = 9 "started",
        Resolved = 10 "resolved",
        Closed = 11 "closed",
        Reopened = 12 "reopened",
        Commented = 13 "commented",
        Noted = 14 "noted",
        Deleted = 15 "deleted",
        Undeleted = 16 "undeleted",
        Purged = 17 "purged",
        StatusRestored = 18 "status_restored",
        CommentWithdrawn = 19 "comment_withdrawn",
        NoteWithdrawn = 20 "note_withdrawn",
        UserAdded = 101 "user_added",
        UserRenamed = 102 "user_renamed",
        UserMailChanged = 103 "user_mail_changed",
        UserRoleChanged = 104 "user_role_changed",
        UserDisabled = 105 "user_disabled",
        UserEnabled = 106 "user_enabled",
        KeyAdded = 107 "key_added",
        KeyRemoved = 108 "key_removed",
        SettingChanged = 201 "setting_changed",
        ViewSaved = 202 "view_saved",
        ViewRemoved = 203 "view_removed",
        Restored = 204 "restored",
    }
);

impl EventKind {
    /// The kinds that set the same field as this one; a later one of them is what a conflict is about.
    #[must_use]
    pub fn same_field(self) -> &'static [Self] {
        const STATUS: &[EventKind] =
            &[EventKind::Started, EventKind::Resolved, EventKind::Closed, EventKind::Reopened, EventKind::StatusRestored];
        match self {
            Self::SubjectEdited => &[Self::SubjectEdited],
            Self::DescriptionEdited => &[Self::DescriptionEdited],
            Self::CategoryChanged => &[Self::CategoryChanged],
            Self::PriorityChanged => &[Self::PriorityChanged],
            Self::RequesterChanged => &[Self::RequesterChanged],
            Self::Assigned => &[Self::Assigned],
            Self::Started | Self::Resolved | Self::Closed | Self::Reopened | Self::StatusRestored => STATUS,
            _ => &[],
        }
    }

    /// The field this kind sets, as people call it.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::SubjectEdited => "subject",
            Self::DescriptionEdited => "description",
            Self::CategoryChanged => "category",
            Self::PriorityChanged => "priority",
            Self::RequesterChanged => "requester",
            Self::Assigned => "assignee",
            Self::Started | Self::Resolved | Self::Closed | Self::Reopened | Self::StatusRestored => "status",
            _ => "ticket",
        }
    }

    /// Whether something begins with it whose seal stands beside it: a ticket, a comment, a note. Before it was nothing.
    #[must_use]
    pub fn is_sealed(self) -> bool {
        matches!(self, Self::Created | Self::Imported | Self::Commented | Self::Noted)
    }

    /// Whether it happens to tickets that are there.
    #[must_use]
    pub fn is_of_tickets(self) -> bool {
        self.code() < Self::UserAdded.code() && self != Self::Purged
    }

    /// Whether the requester may notice this: it moves the public time.
    #[must_use]
    pub fn is_public(self) -> bool {
        match self {
            Self::PriorityChanged | Self::Assigned | Self::Noted | Self::NoteWithdrawn => false,
            Self::Created
            | Self::Imported
            | Self::SubjectEdited
            | Self::DescriptionEdited
            | Self::CategoryChanged
            | Self::RequesterChanged
            | Self::Started
            | Self::Resolved
            | Self::Closed
            | Self::Reopened
            | Self::StatusRestored
            | Self::Commented
            | Self::CommentWithdrawn => true,
            // To the requester a deleted ticket is gone, and one that came back is as it was.
            Self::Deleted | Self::Undeleted | Self::Purged => false,
            Self::UserAdded
            | Self::UserRenamed
            | Self::UserMailChanged
            | Self::UserRoleChanged
            | Self::UserDisabled
            | Self::UserEnabled
            | Self::KeyAdded
            | Self::KeyRemoved
            | Self::SettingChanged
            | Self::ViewSaved
            | Self::ViewRemoved
            | Self::Restored => false,
        }
    }
}

/// What a rule changed: an event before it is known who did it and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: EventKind,
    /// The value before, `null` where there was none.
    pub before: Value,
    /// The value after, `null` where there is none.
    pub after: Value,
}

impl Change {
    /// A change from one value to another.
    pub fn new(kind: EventKind, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        Self { kind, before: before.into(), after: after.into() }
    }
}

/// A change on its way into the history.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// The order it belongs to.
    pub order: OrderId,
    /// Who.
    pub actor: super::UserId,
    /// When; never before the ticket's latest event.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// One line of the history as it is read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place in the history of the desk.
    pub id: EventId,
    /// The ticket's number, where it is about a ticket.
    pub number: Option<TicketNumber>,
    /// The order it belongs to.
    pub order: OrderId,
    /// Who.
    pub actor: super::UserId,
    /// Who: login and name.
    pub actor_login: String,
    /// Who, by name.
    pub actor_name: String,
    /// What they are to the desk now.
    pub actor_role: Role,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: Change,
    /// What the file keeps beside it of what it begins ([`super::seal`]); `null` where it begins nothing.
    pub sealed: Value,
}

impl Event {
    /// Returns who did it as [`author_label`] has them.
    #[must_use]
    pub fn actor(&self, viewer_is_staff: bool) -> String {
        author_label(&self.actor_name, self.actor_role, viewer_is_staff)
    }

    /// The same where what they did follows: `Ida Moss, guest, set it`.
    #[must_use]
    pub fn actor_before_verb(&self, viewer_is_staff: bool) -> String {
        let mark = self.actor_role.mark(viewer_is_staff);
        self.actor(viewer_is_staff) + if mark.is_empty() { "" } else { "," }
    }
}

/// A history value in few words: a text as it is, a status by its word, nothing as `nothing`.
#[must_use]
pub fn value_in_words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(fields) => match fields.get("status") {
            Some(Value::String(status)) => status.clone(),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}
