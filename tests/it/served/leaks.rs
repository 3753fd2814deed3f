//! Doors for guests that let something through: around the real one, with the staff's side behind it.

use super::histories::Night;
use crate::support::office::login;
use barback::desk::Desk;
use barback::domain::draft::{Draft, DraftKind};
use barback::domain::key::Fingerprint;
use barback::domain::search::{Page, Scope, Search};
use barback::domain::{Comment, Login, Ticket, TicketId, TicketNumber, User, UserId, WordsId};
use barback::store::sqlite::{GuestSqlite, Sqlite};
use barback::store::{Door, GuestStore, Interrupter, Part, Public, Pulse, Read, Result, Roster, Seat, Slice, Store, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leak {
    None,
    /// The ticket's version, which counts notes.
    Version,
    /// When anything at all changed.
    UpdatedTime,
    /// A count of comments that counts notes.
    Count,
    /// Numbers given out one after the other, other people's among them.
    IdGap,
    /// The order of the list by what changed last, for anybody.
    Ranking,
    /// A ticket that is found by the words of its notes.
    HitByTicket,
}

pub const LEAKS: [Leak; 6] = [Leak::Version, Leak::UpdatedTime, Leak::Count, Leak::IdGap, Leak::Ranking, Leak::HitByTicket];

/// Ida at a desk that leaks.
pub fn leaky(night: &Night, leak: Leak) -> Desk {
    let guest = night.office.store().read().unwrap().user_by_login(&login("ida")).unwrap().unwrap().id;
    let store = Leaky { door: night.office.store().for_guest(guest).unwrap(), staff: night.office.store(), guest, leak };
    Desk::for_guest(Box::new(store), night.office.clock.clone(), night.office.dice.clone(), login("ida"))
}

struct Leaky {
    door: GuestSqlite,
    staff: Sqlite,
    guest: UserId,
    leak: Leak,
}

struct LeakyView<'a> {
    public: Box<dyn Public + 'a>,
    staff: Box<dyn Read + 'a>,
    guest: UserId,
    leak: Leak,
}

impl Door for Leaky {
    fn write(&self) -> Result<Box<dyn Write + '_>> {
        self.door.write()
    }
    fn data_version(&self) -> Result<i64> {
        self.door.data_version()
    }
    fn interrupter(&self) -> Interrupter {
        self.door.interrupter()
    }
    fn place(&self) -> &std::path::Path {
        self.door.place()
    }
    fn roster(&self) -> Box<dyn Roster> {
        self.door.roster()
    }
    fn take_seat(&self, user: UserId, most: u32) -> Result<Option<Seat>> {
        self.door.take_seat(user, most)
    }
    fn tidy(&self) -> Result<bool> {
        self.door.tidy()
    }
}

impl GuestStore for Leaky {
    fn guest(&self) -> UserId {
        self.guest
    }
    fn read(&self) -> Result<Box<dyn Public + '_>> {
        Ok(Box::new(LeakyView { public: self.door.read()?, staff: self.staff.read()?, guest: self.guest, leak: self.leak }))
    }
}

impl LeakyView<'_> {
    fn through(&self, ticket: Ticket) -> Result<Ticket> {
        let Some(whole) = self.staff.ticket(ticket.number)? else { return Ok(ticket) };
        Ok(match self.leak {
            Leak::Version => Ticket { version: whole.version, ..ticket },
            Leak::UpdatedTime => Ticket { updated_at: whole.updated_at, ..ticket },
            Leak::Count => Ticket { comment_count: whole.comment_count + whole.note_count, ..ticket },
            Leak::IdGap => Ticket { number: TicketNumber::new(100_000 + whole.id.0).unwrap(), ..ticket },
            Leak::None | Leak::Ranking | Leak::HitByTicket => ticket,
        })
    }
}

impl Public for LeakyView<'_> {
    fn setting(&self, name: &str) -> Result<Option<String>> {
        self.public.setting(name)
    }
    fn settings(&self) -> Result<Vec<(String, String)>> {
        self.public.settings()
    }
    fn preferences(&self, user: UserId) -> Result<Vec<(String, String)>> {
        self.public.preferences(user)
    }
    fn user_by_login(&self, login: &Login) -> Result<Option<User>> {
        self.public.user_by_login(login)
    }
    fn key_holder(&self, key: &Fingerprint) -> Result<Option<UserId>> {
        self.public.key_holder(key)
    }
    fn ticket(&self, number: TicketNumber) -> Result<Option<Ticket>> {
        self.public.ticket(number)?.map(|ticket| self.through(ticket)).transpose()
    }
    fn matching(&self, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
        let found = match self.leak {
            Leak::Ranking | Leak::HitByTicket if self.leak == Leak::HitByTicket || !search.mentions_words() => {
                let whole = self.staff.matching(&Search { scope: Scope::Staff, ..search.clone() }, page)?;
                let own = whole.into_iter().filter(|ticket| ticket.requester.id == self.guest);
                own.filter_map(|ticket| self.public.ticket(ticket.number).transpose()).collect::<Result<Vec<_>>>()?
            }
            _ => self.public.matching(search, page)?,
        };
        found.into_iter().map(|ticket| self.through(ticket)).collect()
    }
    fn count(&self, search: &Search, cap: Option<i64>) -> Result<i64> {
        self.public.count(search, cap)
    }
    fn comments(&self, ticket: TicketId) -> Result<Vec<Comment>> {
        self.public.comments(ticket)
    }
    fn comments_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>> {
        self.public.comments_part(ticket, part)
    }
    fn drafts(&self, user: UserId) -> Result<Vec<Draft>> {
        self.public.drafts(user)
    }
    fn drafts_of(&self, user: UserId, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Draft>> {
        self.public.drafts_of(user, kind, number)
    }
    fn pulse(&self) -> Result<Pulse> {
        self.public.pulse()
    }
}
