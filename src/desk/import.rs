//! Taking in the rows of an export, ours or somebody else's, in one transaction.

use super::export::gather;
use super::incomers::Incomers;
use super::session::Session;
use super::story::{Step, Story, steps};
use super::{Desk, Result};
use crate::domain::event::{Change, EventKind};
use crate::domain::foreign::{BadRow, Incoming, Someone, Utterance};
use crate::domain::policy::Act;
use crate::domain::{OrderId, Person, Source, Ticket, TicketNumber, Timestamp};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How an import goes about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importing {
    /// What the place the rows come from is called: a row is known by this and its id there.
    pub source: String,
    /// Take the good rows although there are bad ones.
    pub skip_bad: bool,
    /// Do everything and keep nothing.
    pub dry_run: bool,
}

/// What became of a row, told as it happens.
#[derive(Debug)]
pub enum Told<'a> {
    Taken {
        ticket: &'a Ticket,
        from: &'a Incoming,
    },
    /// Taken before, and the row is as it was then.
    Known,
    /// Taken before, and the row is another now: left alone.
    Different {
        line: u64,
        id: &'a str,
        number: TicketNumber,
    },
    Bad(&'a BadRow),
    /// Its number was taken, so it has another.
    Renumbered {
        was: TicketNumber,
        is: TicketNumber,
    },
    /// Whom it was assigned to cannot be assigned tickets here: it is nobody's.
    Released {
        number: TicketNumber,
        login: String,
    },
    /// Somebody new looks like one of the staff, in words.
    Alike(&'a str),
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub taken: u64,
    pub known: u64,
    pub different: u64,
    pub bad: u64,
    pub renumbered: u64,
    /// How many people the desk got to know.
    pub people: u64,
    /// How many of them are staff.
    pub staff: u64,
    /// How many invisible characters were taken out of what was taken in.
    pub removed: u64,
}

/// What came of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done(Tally),
    /// A dry run: nothing was kept.
    Tried(Tally),
    /// There were bad rows: nothing was kept.
    Refused(Tally),
}

impl Desk {
    /// Takes in rows, all in one transaction: everything, or nothing where a row is bad and bad ones are not skipped.
    ///
    /// # Errors
    /// If the role may not, or the file cannot be written. Bad rows are told, and no error.
    pub fn import(
        &self,
        order: OrderId,
        how: &Importing,
        rows: &mut dyn Iterator<Item = std::result::Result<Incoming, BadRow>>,
        tell: &mut dyn FnMut(Told),
    ) -> Result<Outcome> {
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        let session = Session::begin(self, store, me, order);
        session.allow(Act::Import, None)?;
        let (tally, all_read) = Import::of(&session, &how.source)?.run(how.skip_bad, rows, tell)?;
        // Dropped without a commit, the transaction never was.
        if !all_read || (tally.bad > 0 && !how.skip_bad) {
            return Ok(Outcome::Refused(tally));
        }
        if how.dry_run {
            return Ok(Outcome::Tried(tally));
        }
        session.store.commit()?;
        Ok(Outcome::Done(tally))
    }

    /// Whether whoever asks may import at all, before they are asked for a file.
    ///
    /// # Errors
    /// If they may not.
    pub fn demand_importer(&self) -> Result<()> {
        Ok(crate::domain::policy::allow(self.whoami()?.role, Act::Import, None)?)
    }
}

/// One import under way.
struct Import<'a> {
    session: &'a Session<'a>,
    source: &'a str,
    people: Incomers<'a>,
    tally: Tally,
}

impl<'a> Import<'a> {
    fn of(session: &'a Session<'a>, source: &'a str) -> Result<Self> {
        Ok(Self { session, source, people: Incomers::new(session)?, tally: Tally::default() })
    }

    /// Gives the tally, and whether every row could be read at all.
    fn run(
        mut self,
        skip_bad: bool,
        rows: &mut dyn Iterator<Item = std::result::Result<Incoming, BadRow>>,
        tell: &mut dyn FnMut(Told),
    ) -> Result<(Tally, bool)> {
        let mut all_read = true;
        for row in rows {
            match row {
                Err(bad) => {
                    self.tally.bad += 1;
                    all_read &= !bad.ends_reading;
                    tell(Told::Bad(&bad));
                }
                // Nothing will be kept: the rest is read only for what is wrong with it.
                Ok(_) if self.tally.bad > 0 && !skip_bad => {}
                Ok(row) => self.row(&row, tell)?,
            }
        }
        (self.tally.people, self.tally.staff) = (self.people.made, self.people.staff);
        Ok((self.tally, all_read))
    }

    fn row(&mut self, row: &Incoming, tell: &mut dyn FnMut(Told)) -> Result<()> {
        let source = self.source_of(row);
        if let Some(ticket) = self.known(row, source.as_ref())? {
            if self.is_same(&ticket, row)? {
                self.tally.known += 1;
                tell(Told::Known);
            } else {
                self.tally.different += 1;
                let id = source.as_ref().map_or(row.source_id.as_str(), |source| &source.id);
                tell(Told::Different { line: row.line, id, number: ticket.number });
            }
            return Ok(());
        }
        let ticket = self.take(row, source, tell)?;
        self.tally.taken += 1;
        self.tally.removed += row.removed as u64;
        tell(Told::Taken { ticket: &ticket, from: row });
        self.people.alike.drain(..).for_each(|notice| tell(Told::Alike(&notice)));
        Ok(())
    }

    /// Our own rows keep the source they had, also none.
    fn source_of(&self, row: &Incoming) -> Option<Source> {
        match &row.native {
            Some(native) => native.source.clone(),
            None => Some(Source { name: self.source.to_owned(), id: row.source_id.clone(), digest: row.digest.clone() }),
        }
    }

    fn known(&self, row: &Incoming, source: Option<&Source>) -> Result<Option<Ticket>> {
        let store = &self.session.store;
        if let Some(native) = &row.native
            && let Some(ticket) = store.ticket_by_uuid(native.uuid)?
        {
            return Ok(Some(ticket));
        }
        Ok(source.map(|source| store.ticket_by_source(&source.name, &source.id)).transpose()?.flatten())
    }

    /// A foreign row is known by its digest. Ours has none: it is held against the ticket itself.
    fn is_same(&self, ticket: &Ticket, row: &Incoming) -> Result<bool> {
        let Some(native) = &row.native else {
            return Ok(ticket.source.as_ref().is_some_and(|source| source.digest == row.digest));
        };
        let same = ticket.uuid == native.uuid
            && ticket.subject == row.subject
            && ticket.description == row.description
            && (ticket.category, ticket.priority, ticket.status) == (row.category, row.priority, row.status)
            && row.times.resolved.is_none_or(|at| Some(at) == ticket.resolved_at)
            && row.times.closed.is_none_or(|at| Some(at) == ticket.closed_at)
            && row.times.updated.is_none_or(|at| at == ticket.updated_at);
        if !same || row.said.is_empty() {
            return Ok(same);
        }
        let kept = gather(self.session.store.as_ref(), &mut HashMap::new(), ticket.clone(), true)?;
        let is_kept = |words: &Utterance| {
            kept.thread
                .iter()
                .any(|one| Some(one.words.uuid) == words.uuid && one.words.body == words.body && one.internal == words.internal)
        };
        Ok(row.said.iter().all(is_kept))
    }

    fn take(&mut self, row: &Incoming, source: Option<Source>, tell: &mut dyn FnMut(Told)) -> Result<Ticket> {
        let requester = self.people.user(&row.requester)?;
        let creator = match row.native.as_ref().and_then(|native| native.creator.as_ref()) {
            Some(creator) => self.people.user(creator)?,
            None => self.session.me.clone(),
        };
        let number = self.number(row, tell)?;
        let uuid = row.native.as_ref().map_or_else(|| self.session.desk.new_uuid(self.session.now), |native| native.uuid);
        let mut story = Story::begin(self.session, row, (uuid, number), &requester, creator.id, source);
        if let Some(assignee) = row.native.as_ref().and_then(|native| native.assignee.as_ref()) {
            self.hand_over(&mut story, row, assignee, tell)?;
        }
        for (at, step) in steps(row, self.session.now) {
            self.go(&mut story, at, step)?;
        }
        story.restore(row);
        story.ticket.id = self.session.store.load_ticket(&story.ticket, &story.said, &story.events)?;
        Ok(story.ticket)
    }

    /// Its own number where it has one and that is free, else a new one.
    fn number(&mut self, row: &Incoming, tell: &mut dyn FnMut(Told)) -> Result<TicketNumber> {
        let own = row.native.as_ref().map(|native| native.number);
        if let Some(own) = own
            && self.session.store.reserve(own)?
        {
            return Ok(own);
        }
        let is = self.session.draw_number()?;
        if let Some(was) = own {
            self.tally.renumbered += 1;
            tell(Told::Renumbered { was, is });
        }
        Ok(is)
    }

    /// Gives an own row back to whoever had it. Who had a ticket when it was done had it, whatever they are now; an active
    /// one needs somebody who can work on it.
    fn hand_over(&mut self, story: &mut Story, row: &Incoming, to: &Someone, tell: &mut dyn FnMut(Told)) -> Result<()> {
        let user = self.people.user(to)?;
        if row.status.is_active() && !user.can_be_assigned() {
            tell(Told::Released { number: story.ticket.number, login: user.login.to_string() });
            return Ok(());
        }
        story.ticket.assignee = Some(Person::from(&user));
        story.happened(vec![Change::new(EventKind::Assigned, Value::Null, json!(user.login))], story.ticket.created_at);
        Ok(())
    }

    fn go(&mut self, story: &mut Story, at: Timestamp, step: Step) -> Result<()> {
        match step {
            Step::To(status) => {
                let changes = story.ticket.walk(status, None, at)?;
                story.happened(changes, at);
            }
            Step::Answered => story.ticket.unanswered_since = None,
            Step::Resolution(body) => {
                let me = self.session.me.clone();
                story.say(self.session.desk.new_uuid(at), &me, body, at, false);
            }
            Step::Said(words) => {
                let author = match &words.author {
                    Some(author) => self.people.user(author)?,
                    None => self.session.me.clone(),
                };
                let own = words.uuid.filter(|uuid| !story.has_said(*uuid));
                let uuid = match own {
                    Some(own) if !self.session.store.said_before(own)? => own,
                    _ => self.session.desk.new_uuid(at),
                };
                story.say(uuid, &author, &words.body, at, words.internal);
            }
        }
        Ok(())
    }
}
