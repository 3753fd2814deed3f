//! Lists, counts, and who there is to help.

use super::clock::Clock;
use super::searchable::coverage;
use super::unread::unread;
use super::{Counts, Coverage, Desk, DeskError, Result, Stats};
use crate::domain::policy::Act;
use crate::domain::query::{Query, QueryError, Sort, SortKey, Term, What, When, Who};
use crate::domain::search::{Condition, Cursor, Key, Order, Page, Period, Scope, Search, Test};
use crate::domain::words::{self, Phrase};
use crate::domain::{Login, Status, Ticket, TicketNumber, Timestamp, User, UserId};
use crate::store::{Public, Read};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub tickets: Vec<Ticket>,
    /// The place of each ticket, for going on from it.
    pub places: Vec<Cursor>,
    /// Only the newest hits were put in order ([`crate::domain::search::SORTED_HITS`]).
    pub newest_only: bool,
    /// Those whose requester wrote last, and that whoever asks has not looked at since.
    pub unread: Vec<TicketNumber>,
    /// How much of the desk was searched.
    pub coverage: Coverage,
}

/// Somebody who can be assigned tickets, and how many active ones they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    pub user: User,
    pub load: i64,
}

impl Desk {
    /// Who this session is.
    ///
    /// # Errors
    /// If the desk does not know them, or they are disabled.
    pub fn whoami(&self) -> Result<User> {
        Ok(self.sight()?.1)
    }

    /// Reads a query as whoever asks may put it.
    ///
    /// # Errors
    /// If it cannot be read: where, why and what could stand there.
    pub fn read_query(&self, text: &str) -> Result<Query> {
        Ok(Query::parse(text, self.whoami()?.role.into())?)
    }

    /// One page of the tickets that match.
    ///
    /// # Errors
    /// If the query names somebody the desk does not know.
    pub fn list(&self, query: &Query, page: &Page) -> Result<Listing> {
        let (sight, me) = self.sight()?;
        let search = self.search(sight.public(), sight.internals(), &me, query)?;
        let tickets = sight.public().matching(&search, page)?;
        let places = tickets.iter().map(|ticket| search.order.place(search.scope, ticket)).collect();
        // To a guest nothing is unread, and what is theirs is all looked through.
        let (unread, coverage) = match sight.internals() {
            Some(store) => (unread(store, &me, &tickets)?, coverage(store, &search)?),
            None => (Vec::new(), Coverage::Whole),
        };
        Ok(Listing { tickets, places, newest_only: search.sorts_newest_only(), unread, coverage })
    }

    /// Those of these tickets that are there for whoever asks, in the order they were named.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn tickets(&self, numbers: &[TicketNumber]) -> Result<Vec<Ticket>> {
        let (sight, me) = self.sight()?;
        let mut tickets = Vec::with_capacity(numbers.len());
        for number in numbers {
            match self.visible(&sight, &me, *number) {
                Ok(ticket) => tickets.push(ticket),
                Err(DeskError::NotFound(_) | DeskError::Purged { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(tickets)
    }

    /// How many match, counted up to `cap` if there is one.
    ///
    /// # Errors
    /// As [`Desk::list`].
    pub fn count(&self, query: &Query, cap: Option<i64>) -> Result<i64> {
        let (sight, me) = self.sight()?;
        Ok(sight.public().count(&self.search(sight.public(), sight.internals(), &me, query)?, cap)?)
    }

    /// What the cards show: staff the whole desk's, a guest their own.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn counts(&self) -> Result<Counts> {
        let (sight, me) = self.sight()?;
        if let Some(store) = sight.internals() {
            return Ok(store.counts()?);
        }
        let own = |status| {
            let test = Test::Status(vec![status]);
            let conditions = vec![Condition { negated: false, test }];
            sight.public().count(&Search { scope: Scope::Guest(me.id), conditions, order: Order::ACTIVITY, lead: None }, None)
        };
        let [open, in_progress, resolved, closed] =
            [own(Status::Open)?, own(Status::InProgress)?, own(Status::Resolved)?, own(Status::Closed)?];
        Ok(Counts { open, in_progress, resolved, closed, unassigned: 0 })
    }

    /// How many tickets there are of what.
    ///
    /// # Errors
    /// If the role may not.
    pub fn stats(&self) -> Result<Stats> {
        let (store, _) = self.staff_sight(Act::Stats)?;
        Ok(store.stats()?)
    }

    /// Everybody a ticket can be assigned to, by name.
    ///
    /// # Errors
    /// If the role may not assign.
    pub fn staff(&self) -> Result<Vec<StaffMember>> {
        let (store, _) = self.staff_sight(Act::Assign)?;
        Ok(store.loads()?.into_iter().map(|(user, load)| StaffMember { user, load }).collect())
    }

    /// A query with everybody and every day in it resolved.
    pub(super) fn search(&self, store: &dyn Public, internals: Option<&dyn Read>, me: &User, query: &Query) -> Result<Search> {
        let reading = Reading { desk: self, store, internals, me };
        let conditions = query.terms.iter().map(|term| reading.condition(term)).collect::<Result<_>>()?;
        let scope = if me.role.is_staff() { Scope::Staff } else { Scope::Guest(me.id) };
        Ok(Search { scope, conditions, order: order(query.sort), lead: query.number() })
    }
}

fn unknown(at: usize, message: &str) -> DeskError {
    let expected = "me or somebody's login".to_owned();
    DeskError::Query(QueryError { at, message: message.to_owned(), expected, hint: None })
}

fn order(sort: Sort) -> Order {
    let (key, ascending) = match sort.key {
        SortKey::Updated => (Key::Updated, false),
        SortKey::Created => (Key::Created, false),
        SortKey::Priority => (Key::Priority, false),
        SortKey::Waiting => (Key::Waiting, true),
    };
    Order { key, ascending: ascending != sort.reversed }
}

fn text_test(text: &str, prefix: bool) -> Test {
    let Phrase { words, prefix } = words::phrase(text, prefix);
    Test::Words { words, prefix }
}

/// A query being resolved for somebody.
struct Reading<'a> {
    desk: &'a Desk,
    store: &'a dyn Public,
    /// Who has which address is the staff's to know.
    internals: Option<&'a dyn Read>,
    me: &'a User,
}

impl Reading<'_> {
    fn condition(&self, term: &Term) -> Result<Condition> {
        let test = match &term.what {
            What::Words(text) => text_test(text, true),
            What::Phrase(text) => text_test(text, false),
            What::Status(values) => Test::Status(values.clone()),
            What::Priority(values) => Test::Priority(values.clone()),
            What::Category(values) => Test::Category(values.clone()),
            What::Assignee(whos) => Test::Assignee { users: self.users(whos)?, nobody: whos.contains(&Who::Nobody) },
            What::Requester(whos) => Test::Requester(self.users(whos)?),
            What::Created(when) => Test::Created(self.period(*when)),
            What::Updated(when) => Test::Updated(self.period(*when)),
            What::Deleted => Test::Deleted,
            What::Unassigned => Test::Assignee { users: Vec::new(), nobody: true },
            What::Mine => Test::Assignee { users: vec![self.me.id], nobody: false },
        };
        Ok(Condition { negated: term.negated, test })
    }

    fn users(&self, whos: &[Who]) -> Result<Vec<UserId>> {
        let mut users = Vec::new();
        for who in whos {
            match who {
                Who::Me => users.push(self.me.id),
                Who::Nobody => {}
                Who::Login(login, span) => users.push(self.user(login, span.start)?),
                Who::Email(address, span) => users.push(self.user_at(address, span.start)?),
            }
        }
        Ok(users)
    }

    fn user(&self, login: &Login, at: usize) -> Result<UserId> {
        let found = self.store.user_by_login(login)?;
        found.map(|user| user.id).ok_or_else(|| unknown(at, &format!("nobody here has the login \"{login}\"")))
    }

    fn user_at(&self, address: &str, at: usize) -> Result<UserId> {
        let found = self.internals.map(|store| store.user_by_email(address)).transpose()?.flatten();
        found.map(|user| user.id).ok_or_else(|| unknown(at, &format!("nobody here has the address \"{address}\"")))
    }

    fn period(&self, when: When) -> Period {
        let zone = self.desk.clock.zone();
        let begins = |day| Some(zone.day_begins(day));
        let ago = |age| Some(Timestamp(self.desk.now().0.saturating_sub(age)));
        match when {
            When::On(day) => Period { from: begins(day), to: zone.day_ends(day) },
            When::After(day) => Period { from: day.succ_opt().and_then(begins), to: None },
            When::Before(day) => Period { from: None, to: begins(day) },
            When::Between(first, last) => Period { from: begins(first), to: zone.day_ends(last) },
            When::Younger(age) => Period { from: ago(age - 1), to: None },
            When::Older(age) => Period { from: None, to: ago(age) },
        }
    }
}
