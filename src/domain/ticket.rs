//! A ticket and what may happen to it. Each rule changes the ticket and says what it changed;
//! who may ask for it is the policy's, writing it down is the desk's.

use super::event::{Change, EventKind};
use super::{Category, Login, Priority, Refusal, Role, Status, TicketId, TicketNumber, Timestamp, User, UserId, Waiting};
use serde_json::{Value, json};
use uuid::Uuid;

/// A user as a ticket names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub uuid: Uuid,
    pub login: Login,
    pub name: String,
    /// What they are to the desk now, whatever they were when they wrote.
    pub role: Role,
}

impl From<&User> for Person {
    fn from(user: &User) -> Self {
        Self { id: user.id, uuid: user.uuid, login: user.login.clone(), name: user.name.clone(), role: user.role }
    }
}

/// Where an imported ticket came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which export, as `--source` names it.
    pub name: String,
    /// The id it has there.
    pub id: String,
    /// A fingerprint (SHA-256, hex) of the row as it was taken.
    pub digest: String,
}

/// One reported problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub uuid: Uuid,
    pub number: TicketNumber,
    /// 1 to 200 characters in one line.
    pub subject: String,
    /// Up to 64 KiB, may be empty.
    pub description: String,
    pub category: Category,
    pub priority: Priority,
    pub status: Status,
    pub requester: Person,
    pub assignee: Option<Person>,
    pub creator: UserId,
    /// How many events it has.
    pub version: i64,
    pub comment_count: i64,
    pub note_count: i64,
    pub created_at: Timestamp,
    /// Changes with every change to the ticket or its thread.
    pub updated_at: Timestamp,
    /// Moved by public changes only: the only "updated" a guest ever sees.
    pub public_updated_at: Timestamp,
    /// When the requester last wrote; creating counts.
    pub requester_spoke_at: Timestamp,
    /// Since when the requester waits for a public answer; `None` once answered.
    pub unanswered_since: Option<Timestamp>,
    pub resolved_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub deleted_at: Option<Timestamp>,
    pub deleted_by: Option<Person>,
    pub source: Option<Source>,
}

impl Ticket {
    /// A ticket before its first event: open, nobody's, as usual, without words yet. From now on its requester waits.
    #[must_use]
    pub fn begun(uuid: Uuid, number: TicketNumber, requester: &User, creator: UserId, at: Timestamp) -> Self {
        Self {
            id: TicketId(0),
            uuid,
            number,
            subject: String::new(),
            description: String::new(),
            category: Category::General,
            priority: Priority::Medium,
            status: Status::Open,
            requester: Person::from(requester),
            assignee: None,
            creator,
            version: 0,
            comment_count: 0,
            note_count: 0,
            created_at: at,
            updated_at: at,
            public_updated_at: at,
            requester_spoke_at: at,
            unanswered_since: Some(at),
            resolved_at: None,
            closed_at: None,
            deleted_at: None,
            deleted_by: None,
            source: None,
        }
    }

    /// The instant of a change made now: never before the ticket's latest.
    #[must_use]
    pub fn not_before(&self, now: Timestamp) -> Timestamp {
        now.max(self.updated_at)
    }

    /// The same for what the requester can see: it never tells of a change that is not theirs to know.
    #[must_use]
    pub fn publicly_not_before(&self, now: Timestamp) -> Timestamp {
        now.max(self.public_updated_at)
    }

    /// Walks to a status by legal steps at `at`. Empty if it is there already. Starting an unassigned ticket assigns it to
    /// `starter`, where one is given (imports give none).
    ///
    /// # Errors
    /// If no legal walk leads there.
    pub fn walk(&mut self, to: Status, starter: Option<&User>, at: Timestamp) -> Result<Vec<Change>, Refusal> {
        let illegal = Refusal::IllegalStep { number: self.number, from: self.status, to };
        let steps = self.status.walk(to).ok_or(illegal)?;
        let mut changes = Vec::new();
        for step in steps {
            changes.push(self.step(step, at));
            if let (Status::InProgress, None, Some(starter)) = (step, &self.assignee, starter) {
                changes.extend(self.assign(Some(starter))?);
            }
        }
        Ok(changes)
    }

    fn step(&mut self, to: Status, at: Timestamp) -> Change {
        let before = self.standing();
        self.status = to;
        let kind = match to {
            Status::Open => {
                (self.resolved_at, self.closed_at) = (None, None);
                EventKind::Reopened
            }
            Status::InProgress => EventKind::Started,
            Status::Resolved => {
                self.resolved_at = Some(at);
                EventKind::Resolved
            }
            Status::Closed => {
                self.closed_at = Some(at);
                EventKind::Closed
            }
        };
        Change::new(kind, before, self.standing())
    }

    /// The status with its times, as the history keeps it.
    pub(super) fn standing(&self) -> Value {
        json!({ "status": self.status, "resolved_at": self.resolved_at, "closed_at": self.closed_at })
    }

    /// Gives the ticket to somebody, or to nobody. Empty if it is so already.
    ///
    /// # Errors
    /// If they are not active staff.
    pub fn assign(&mut self, to: Option<&User>) -> Result<Vec<Change>, Refusal> {
        if let Some(user) = to.filter(|user| !user.can_be_assigned()) {
            let why = if user.active { "they are a guest" } else { "they are disabled" };
            return Err(Refusal::NotAssignable { login: user.login.to_string(), why });
        }
        if self.assignee.as_ref().map(|person| person.id) == to.map(|user| user.id) {
            return Ok(Vec::new());
        }
        let before = login_or_null(self.assignee.as_ref());
        self.assignee = to.map(Person::from);
        Ok(vec![Change::new(EventKind::Assigned, before, login_or_null(self.assignee.as_ref()))])
    }

    /// Sets the subject, already cleaned and within bounds.
    pub fn set_subject(&mut self, to: &str) -> Option<Change> {
        swap(EventKind::SubjectEdited, &mut self.subject, to.to_owned(), |text| json!(text))
    }

    /// Sets the description, already cleaned and within bounds.
    pub fn set_description(&mut self, to: &str) -> Option<Change> {
        swap(EventKind::DescriptionEdited, &mut self.description, to.to_owned(), |text| json!(text))
    }

    /// Sets the category.
    pub fn set_category(&mut self, to: Category) -> Option<Change> {
        swap(EventKind::CategoryChanged, &mut self.category, to, |value| json!(value))
    }

    /// Sets the priority.
    pub fn set_priority(&mut self, to: Priority) -> Option<Change> {
        swap(EventKind::PriorityChanged, &mut self.priority, to, |value| json!(value))
    }

    /// Says whom the ticket is about.
    ///
    /// # Errors
    /// If they are disabled.
    pub fn set_requester(&mut self, to: &User) -> Result<Option<Change>, Refusal> {
        if self.requester.id == to.id {
            return Ok(None);
        }
        if !to.active {
            return Err(Refusal::RequesterDisabled { login: to.login.to_string() });
        }
        Ok(swap(EventKind::RequesterChanged, &mut self.requester, Person::from(to), |person| json!(person.login)))
    }

    /// Somebody wrote a public comment: the requester starts to wait, anybody else answers.
    pub fn commented(&mut self, author: UserId, at: Timestamp, comment: Uuid) -> Change {
        self.comment_count += 1;
        let before = Waiting { spoke_at: self.requester_spoke_at, unanswered_since: self.unanswered_since };
        self.waits(before.and_then(self.requester.id, author, at));
        Change::new(EventKind::Commented, Value::Null, comment.to_string())
    }

    /// Somebody wrote a note.
    pub fn noted(&mut self, note: Uuid) -> Change {
        self.note_count += 1;
        Change::new(EventKind::Noted, Value::Null, note.to_string())
    }

    /// Words are taken back: they leave the thread, which is then to be heard anew ([`Self::waits`]).
    pub fn withdrew(&mut self, internal: bool, words: Uuid) -> Change {
        let (count, kind) = if internal {
            (&mut self.note_count, EventKind::NoteWithdrawn)
        } else {
            (&mut self.comment_count, EventKind::CommentWithdrawn)
        };
        *count -= 1;
        Change::new(kind, words.to_string(), Value::Null)
    }

    /// Who spoke last, as the thread has it.
    pub fn waits(&mut self, waiting: Waiting) {
        (self.requester_spoke_at, self.unanswered_since) = (waiting.spoke_at, waiting.unanswered_since);
    }

    /// Takes the ticket out of every list. Nothing if it is deleted already.
    pub fn delete(&mut self, by: &User, at: Timestamp) -> Option<Change> {
        if self.deleted_at.is_some() {
            return None;
        }
        (self.deleted_at, self.deleted_by) = (Some(at), Some(Person::from(by)));
        Some(Change::new(EventKind::Deleted, Value::Null, json!(at)))
    }

    /// Brings a deleted ticket back. Nothing if it is not deleted.
    pub fn undelete(&mut self) -> Option<Change> {
        let at = self.deleted_at.take()?;
        self.deleted_by = None;
        Some(Change::new(EventKind::Undeleted, json!(at), Value::Null))
    }

    /// Moves version and times on by what happened at `at`.
    pub fn moved_on(&mut self, changes: &[Change], at: Timestamp) {
        self.version += i64::try_from(changes.len()).unwrap_or(i64::MAX);
        self.updated_at = self.not_before(at);
        if changes.iter().any(|change| change.kind.is_public()) {
            self.public_updated_at = self.publicly_not_before(at);
        }
    }
}

fn login_or_null(person: Option<&Person>) -> Value {
    json!(person.map(|person| &person.login))
}

fn swap<T: PartialEq>(kind: EventKind, field: &mut T, to: T, value: impl Fn(&T) -> Value) -> Option<Change> {
    if *field == to {
        return None;
    }
    let before = value(field);
    *field = to;
    Some(Change::new(kind, before, value(field)))
}
