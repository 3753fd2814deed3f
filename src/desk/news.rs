//! What others did to a ticket while somebody wrote on it. It never keeps a comment or a note from being sent: whoever was
//! told sends again, having seen it.

use super::session::Session;
use super::{DeskError, Result};
use crate::domain::event::{Change, Event, EventKind};
use crate::domain::{Comment, EventId, Role, Status, Ticket, TicketNumber, Timestamp, WordsId};
use crate::store::{Part, Slice};

/// A ticket that changed while somebody wrote on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overtaken {
    /// Oldest first, never none.
    pub news: Vec<News>,
    /// The ticket as it is now: whoever was told of the news has seen it.
    pub ticket: Box<Ticket>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// Who, by name; a guest is told it only of comments.
    pub by: Option<String>,
    /// What they are to the desk.
    pub role: Option<Role>,
    pub at: Timestamp,
    pub what: Happened,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    Commented(String),
    Noted(String),
    /// As the history has it.
    Changed(Change),
    /// As a guest is told it: where it stands now.
    Stands(Status),
    /// As a guest is told it: which field is another now.
    Edited(&'static str),
}

impl Overtaken {
    #[must_use]
    pub fn number(&self) -> TicketNumber {
        self.ticket.number
    }
}

impl Session<'_> {
    /// What others did to the ticket since it looked like `seen`, where somebody looked. My own changes are no news.
    pub fn overtaken(&self, ticket: &Ticket, seen: Option<&Ticket>) -> Result<Option<Overtaken>> {
        let Some(seen) = seen else { return Ok(None) };
        let news = if self.me.role.is_staff() { self.news(ticket, seen)? } else { self.public_news(ticket, seen)? };
        let ticket = || Box::new(self.as_seen(ticket.clone()));
        Ok((!news.is_empty()).then(|| Overtaken { news, ticket: ticket() }))
    }

    /// The version counts the events, so those behind it are the news.
    fn news(&self, ticket: &Ticket, seen: &Ticket) -> Result<Vec<News>> {
        if seen.version >= ticket.version {
            return Ok(Vec::new());
        }
        let count = usize::try_from(ticket.version - seen.version).unwrap_or(0);
        let newest = Part { from: EventId(i64::MAX), backwards: true, count, bytes: usize::MAX };
        let events = self.store.events_part(ticket.id, &newest)?.found.into_iter().rev();
        let others = events.filter(|event| event.actor_login != self.me.login.as_str());
        let news = |event: Event| {
            let (by, role, at) = (Some(event.actor_name.clone()), Some(event.actor_role), event.at);
            Ok(News { by, role, at, what: self.what(event)? })
        };
        others.map(news).collect()
    }

    /// What was said is shown by its words; what was taken back since has none.
    fn what(&self, event: Event) -> Result<Happened> {
        let internal = match event.change.kind {
            EventKind::Commented => false,
            EventKind::Noted => true,
            _ => return Ok(Happened::Changed(event.change)),
        };
        let uuid = event.change.after.as_str().and_then(|uuid| uuid.parse().ok());
        let words = uuid.map(|uuid| self.store.words(internal, uuid)).transpose()?.flatten();
        let said = if internal { Happened::Noted } else { Happened::Commented };
        Ok(words.map_or_else(|| Happened::Changed(event.change), |words| said(words.body)))
    }

    /// From nothing but what a guest sees: neither version nor history, which tell of what is not theirs to know.
    fn public_news(&self, ticket: &Ticket, seen: &Ticket) -> Result<Vec<News>> {
        let at = ticket.public_updated_at;
        let comments = self.comments_since(ticket, seen)?.into_iter().filter(|words| words.author.id != self.me.id);
        let said = |words: Comment| News {
            by: Some(words.author.name),
            role: Some(words.author.role),
            at: words.created_at,
            what: Happened::Commented(words.body),
        };
        let mut news: Vec<News> = comments.map(said).collect();
        let fields = [
            ("subject", ticket.subject != seen.subject),
            ("description", ticket.description != seen.description),
            ("category", ticket.category != seen.category),
        ];
        let edited = fields.into_iter().filter(|(_, is_another)| *is_another).map(|(field, _)| Happened::Edited(field));
        let stands = (ticket.status != seen.status && !self.moved_it(ticket)?).then_some(Happened::Stands(ticket.status));
        news.extend(edited.chain(stands).map(|what| News { by: None, role: None, at, what }));
        Ok(news)
    }

    /// Those that are more than were counted then, or later than what was seen: from the newest on, and no further.
    fn comments_since(&self, ticket: &Ticket, seen: &Ticket) -> Result<Vec<Comment>> {
        const SOME: usize = 50;
        let mut more = ticket.comment_count - seen.comment_count;
        let mut part = Part { from: WordsId(i64::MAX), backwards: true, count: SOME, bytes: usize::MAX };
        let mut since = Vec::new();
        loop {
            let Slice { found, is_all } = self.store.comments_part(ticket.id, &part)?;
            for (id, words) in found {
                if more <= 0 && words.created_at <= seen.public_updated_at {
                    since.reverse();
                    return Ok(since);
                }
                (more, part.from) = (more - 1, WordsId(id.0 - 1));
                since.push(words);
            }
            if is_all {
                since.reverse();
                return Ok(since);
            }
        }
    }

    /// Whether it was me who moved it last.
    fn moved_it(&self, ticket: &Ticket) -> Result<bool> {
        let last = self.store.last_event(ticket.id, EventKind::Started.same_field())?;
        Ok(last.is_some_and(|event| event.actor_login == self.me.login.as_str()))
    }
}

impl From<Overtaken> for DeskError {
    fn from(overtaken: Overtaken) -> Self {
        Self::Overtaken(Box::new(overtaken))
    }
}
