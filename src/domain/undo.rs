//! Taking an order back and doing it again: what it did to each ticket, thing by thing, and how a ticket gets a former value
//! back. Pure: which order is meant, who may, and who was faster is the desk's.

use super::event::{Change, Event, EventKind};
use super::policy::Act;
use super::{OrderId, Status, Ticket, TicketNumber, Timestamp};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// An order took another back, or did it again. The latest line about an order says whether it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeback {
    pub order: OrderId,
    /// What it took back or did again.
    pub target: OrderId,
    pub is_redo: bool,
    /// What stayed as it was, as whoever sent it was told.
    pub kept: Vec<String>,
}

/// What is put back by itself, whatever else the order did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A field, by the kind of event that puts it back.
    Field(EventKind),
    /// A comment or (`internal`) a note.
    Words { uuid: Uuid, internal: bool },
    /// That the ticket is there at all.
    Presence,
}

/// One thing an order did to one ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    pub thing: Thing,
    /// The event that did it last: what is newer came since.
    pub last: Event,
    /// The value it had before, also where it took several steps.
    pub before: Value,
    /// What it takes to be allowed to take it back: the right to each step.
    pub acts: Vec<Act>,
    /// The order in the chain that did it.
    link: usize,
}

/// The act that an event of this kind was; `None`: it cannot be taken back.
#[must_use]
pub fn act(kind: EventKind) -> Option<Act> {
    use EventKind as Kind;
    match kind {
        Kind::Created => Some(Act::Create),
        Kind::SubjectEdited | Kind::DescriptionEdited | Kind::CategoryChanged | Kind::PriorityChanged | Kind::RequesterChanged => {
            Some(Act::Edit)
        }
        Kind::Assigned => Some(Act::Assign),
        Kind::Started => Some(Act::Start),
        Kind::Resolved => Some(Act::Resolve),
        Kind::Closed => Some(Act::Close),
        Kind::Reopened => Some(Act::Reopen),
        Kind::Commented => Some(Act::Comment),
        Kind::Noted => Some(Act::Note),
        Kind::Deleted => Some(Act::Delete),
        Kind::Undeleted => Some(Act::Undelete),
        // Only orders that take back do these, and an order that takes back is done again, not taken back.
        Kind::StatusRestored | Kind::CommentWithdrawn | Kind::NoteWithdrawn => None,
        Kind::Imported | Kind::Purged => None,
        Kind::UserAdded | Kind::UserRenamed | Kind::UserMailChanged | Kind::UserRoleChanged | Kind::UserDisabled | Kind::UserEnabled => {
            None
        }
        Kind::KeyAdded | Kind::KeyRemoved => None,
        Kind::SettingChanged | Kind::ViewSaved | Kind::ViewRemoved | Kind::Restored => None,
    }
}

/// The kinds of events that can be taken back.
#[must_use]
pub fn kinds() -> Vec<EventKind> {
    EventKind::ALL.iter().copied().filter(|kind| act(*kind).is_some()).collect()
}

impl Thing {
    /// What a change was about.
    #[must_use]
    pub fn of(change: &Change) -> Option<Self> {
        use EventKind as Kind;
        let words = |uuid: &Value, internal| Some(Self::Words { uuid: uuid.as_str()?.parse().ok()?, internal });
        match change.kind {
            Kind::Commented => words(&change.after, false),
            Kind::Noted => words(&change.after, true),
            Kind::CommentWithdrawn => words(&change.before, false),
            Kind::NoteWithdrawn => words(&change.before, true),
            Kind::Created | Kind::Deleted | Kind::Undeleted => Some(Self::Presence),
            Kind::Started | Kind::Resolved | Kind::Closed | Kind::Reopened | Kind::StatusRestored => {
                Some(Self::Field(Kind::StatusRestored))
            }
            kind if kind.same_field().is_empty() => None,
            kind => Some(Self::Field(kind)),
        }
    }

    /// The kinds of events that set the same thing.
    #[must_use]
    pub fn kinds(self) -> &'static [EventKind] {
        match self {
            Self::Field(kind) => kind.same_field(),
            Self::Words { .. } => &[],
            Self::Presence => &[EventKind::Deleted, EventKind::Undeleted],
        }
    }
}

/// What an order did to each ticket, and the orders after it that took it back or did it again did: each thing as the last
/// of them left it, the latest first. Of these, those that stand or (`taken_back`) those that do not: where somebody else's
/// value stayed, there is nothing to do again.
#[must_use]
pub fn strands(chain: &[(bool, Vec<Event>)], taken_back: bool) -> Vec<(TicketNumber, Vec<Strand>)> {
    let (mut tickets, mut places) = (Vec::<(TicketNumber, Vec<Strand>)>::new(), HashMap::new());
    for (link, (_, events)) in chain.iter().enumerate() {
        for event in events {
            let (Some(number), Some(thing)) = (event.number, Thing::of(&event.change)) else { continue };
            let place = *places.entry(number).or_insert_with(|| {
                tickets.push((number, Vec::new()));
                tickets.len() - 1
            });
            weave(&mut tickets[place].1, thing, event, link);
        }
    }
    for (_, strands) in &mut tickets {
        // A ticket that was made by it goes as a whole.
        if strands.iter().any(|strand| strand.acts.contains(&Act::Create)) {
            strands.retain(|strand| strand.thing == Thing::Presence);
        }
        strands.retain(|strand| chain[strand.link].0 == taken_back);
        strands.sort_by_key(|strand| std::cmp::Reverse(strand.last.id));
    }
    tickets
}

fn weave(strands: &mut Vec<Strand>, thing: Thing, event: &Event, link: usize) {
    let act = act(event.change.kind).filter(|_| link == 0);
    if let Some(strand) = strands.iter_mut().find(|strand| strand.thing == thing) {
        if strand.link != link {
            (strand.link, strand.before) = (link, event.change.before.clone());
        }
        strand.last = event.clone();
        strand.acts.extend(act.filter(|act| !strand.acts.contains(act)));
        return;
    }
    strands.push(Strand { thing, last: event.clone(), before: event.change.before.clone(), acts: act.into_iter().collect(), link });
}

impl Ticket {
    /// The value of the field that events of this kind set, as the history has it.
    #[must_use]
    pub fn value(&self, kind: EventKind) -> Value {
        use EventKind as Kind;
        match kind {
            Kind::SubjectEdited => json!(self.subject),
            Kind::DescriptionEdited => json!(self.description),
            Kind::CategoryChanged => json!(self.category),
            Kind::PriorityChanged => json!(self.priority),
            Kind::RequesterChanged => json!(self.requester.login),
            Kind::Assigned => json!(self.assignee.as_ref().map(|person| &person.login)),
            Kind::StatusRestored => self.standing(),
            _ => Value::Null,
        }
    }

    /// Gives a field that names nobody its former value back, without a step. `None` if that says nothing, or if it is so.
    pub fn restore(&mut self, kind: EventKind, to: &Value) -> Option<Change> {
        match kind {
            EventKind::SubjectEdited => self.set_subject(to.as_str()?),
            EventKind::DescriptionEdited => self.set_description(to.as_str()?),
            EventKind::CategoryChanged => self.set_category(to.as_str()?.parse().ok()?),
            EventKind::PriorityChanged => self.set_priority(to.as_str()?.parse().ok()?),
            EventKind::StatusRestored => self.restore_standing(to),
            _ => None,
        }
    }

    fn restore_standing(&mut self, to: &Value) -> Option<Change> {
        let status: Status = to["status"].as_str()?.parse().ok()?;
        let time = |name: &str| to[name].as_str().and_then(Timestamp::parse);
        let before = self.standing();
        (self.status, self.resolved_at, self.closed_at) = (status, time("resolved_at"), time("closed_at"));
        let after = self.standing();
        (before != after).then(|| Change::new(EventKind::StatusRestored, before, after))
    }
}
