//! What a query means, read off the rows one by one: no index, no SQL.

use crate::support::office::{DAY, HOUR};
use barback::desk::Dossier;
use barback::domain::query::{Query, SortKey, What, When, Who};
use barback::domain::words::{Phrase, phrase, words};
use barback::domain::{Person, Ticket, TicketNumber, User};
use chrono::{NaiveDate, NaiveTime};

/// The numbers of the tickets that `me` should get, in order. `rows`: everything `me` can be shown.
pub fn search(rows: &[Dossier], query: &Query, me: &User, now: i64) -> Vec<TicketNumber> {
    let mut found: Vec<&Ticket> = rows.iter().filter(|row| matches(row, query, me, now)).map(|row| &row.ticket).collect();
    found.sort_by_key(|ticket| {
        let key = match query.sort.key {
            SortKey::Updated => ticket.updated_at.0,
            SortKey::Created => ticket.created_at.0,
            SortKey::Priority => ticket.priority.code(),
            SortKey::Waiting => unreachable!("it cannot be typed"),
        };
        let leads = query.number() == Some(ticket.number);
        (!leads, if query.sort.reversed { key } else { -key }, -ticket.id.0)
    });
    found.iter().map(|ticket| ticket.number).collect()
}

fn matches(row: &Dossier, query: &Query, me: &User, now: i64) -> bool {
    let deleted_wanted = query.terms.iter().any(|term| !term.negated && term.what == What::Deleted);
    row.ticket.deleted_at.is_some() == deleted_wanted && query.terms.iter().all(|term| holds(row, &term.what, me, now) != term.negated)
}

fn holds(row: &Dossier, what: &What, me: &User, now: i64) -> bool {
    let ticket = &row.ticket;
    let is = |who: &Who, person: Option<&barback::domain::Person>| match who {
        Who::Me => person.is_some_and(|person| person.login == me.login),
        Who::Nobody => person.is_none(),
        Who::Login(login, _) => person.is_some_and(|person| person.login == *login),
        Who::Email(address, _) => person.is_some_and(|person| self::address(person) == *address),
    };
    match what {
        What::Words(text) => texts(row, me).any(|one| says(&one, &phrase(text, true))),
        What::Phrase(text) => texts(row, me).any(|one| says(&one, &phrase(text, false))),
        What::Status(values) => values.contains(&ticket.status),
        What::Priority(values) => values.contains(&ticket.priority),
        What::Category(values) => values.contains(&ticket.category),
        What::Assignee(whos) => whos.iter().any(|who| is(who, ticket.assignee.as_ref())),
        What::Requester(whos) => whos.iter().any(|who| is(who, Some(&ticket.requester))),
        What::Created(when) => falls(*when, ticket.created_at.0, now),
        What::Updated(when) => falls(*when, ticket.updated_at.0, now),
        What::Deleted => ticket.deleted_at.is_some(),
        What::Unassigned => ticket.assignee.is_none(),
        What::Mine => is(&Who::Me, ticket.assignee.as_ref()),
    }
}

fn texts(row: &Dossier, me: &User) -> impl Iterator<Item = String> {
    let said = row.comments.iter().chain(row.notes.iter().map(|note| &note.0)).map(|words| words.body.clone());
    let ticket = &row.ticket;
    let address = Some(address(&ticket.requester)).filter(|_| me.role.is_staff());
    let own = [ticket.number.to_string(), ticket.subject.clone(), ticket.description.clone(), ticket.requester.name.clone()];
    own.into_iter().chain(address).chain(said)
}

/// As `support/office.rs` gives them out. Staff alone find anybody by it.
fn address(person: &Person) -> String {
    format!("{}@example.org", person.login)
}

fn says(text: &str, wanted: &Phrase) -> bool {
    let text = words(text);
    (0..text.len()).any(|at| {
        wanted.words.iter().enumerate().all(|(place, word)| {
            let last = place + 1 == wanted.words.len();
            text.get(at + place).is_some_and(|is| if last && wanted.prefix { is.starts_with(word.as_str()) } else { is == word })
        })
    })
}

/// The venue is an hour ahead of UTC.
fn falls(when: When, at: i64, now: i64) -> bool {
    let begins = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() - HOUR;
    match when {
        When::On(day) => (begins(day)..begins(day) + DAY).contains(&at),
        When::After(day) => at >= begins(day) + DAY,
        When::Before(day) => at < begins(day),
        When::Between(first, last) => (begins(first)..begins(last) + DAY).contains(&at),
        When::Younger(age) => now - at < age,
        When::Older(age) => now - at > age,
    }
}
