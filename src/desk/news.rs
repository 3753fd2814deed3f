//! What others did to a ticket while somebody wrote on it. It never keeps a comment or a note from being sent: whoever was
//! told sends again, having seen it.

use super::session::Session;
use super::{DeskError, Result};
use crate::domain::event::{Change, Event, EventKind};
use crate::domain::{Comment, Role, Status, Ticket, TicketNumber, Timestamp};

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
        let mut said = self.store.comments(ticket.id)?;
        said.extend(self.store.notes(ticket.id)?.into_iter().map(|note| note.0));
        let events = self.store.events(ticket.id)?.into_iter().skip(usize::try_from(seen.version).unwrap_or(0));
        let others = events.filter(|event| event.actor_login != self.me.login.as_str());
        Ok(others
            .map(|event| News { by: Some(event.actor_name.clone()), role: Some(event.actor_role), at: event.at, what: what(event, &said) })
            .collect())
    }

    /// From nothing but what a guest sees: neither version nor history, which tell of what is not theirs to know.
    fn public_news(&self, ticket: &Ticket, seen: &Ticket) -> Result<Vec<News>> {
        let at = ticket.public_updated_at;
        let told_before = usize::try_from(seen.comment_count).unwrap_or(0);
        let is_new = |place: usize, words: &Comment| place >= told_before || words.created_at > seen.public_updated_at;
        let comments = self.store.comments(ticket.id)?.into_iter().enumerate();
        let comments = comments.filter(|(place, words)| is_new(*place, words) && words.author.id != self.me.id);
        let said = |(_, words): (usize, Comment)| News {
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

    /// Whether it was me who moved it last.
    fn moved_it(&self, ticket: &Ticket) -> Result<bool> {
        let last = self.store.last_event(ticket.id, EventKind::Started.same_field())?;
        Ok(last.is_some_and(|event| event.actor_login == self.me.login.as_str()))
    }
}

/// What was said is told by its words; what was taken back since has none.
fn what(event: Event, said: &[Comment]) -> Happened {
    let words = || said.iter().find(|words| event.change.after == words.uuid.to_string().as_str()).map(|words| words.body.clone());
    match event.change.kind {
        EventKind::Commented => words().map_or_else(|| Happened::Changed(event.change.clone()), Happened::Commented),
        EventKind::Noted => words().map_or_else(|| Happened::Changed(event.change.clone()), Happened::Noted),
        _ => Happened::Changed(event.change),
    }
}

impl From<Overtaken> for DeskError {
    fn from(overtaken: Overtaken) -> Self {
        Self::Overtaken(Box::new(overtaken))
    }
}
