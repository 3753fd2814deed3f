//! What comes back from the worker.

use super::navigate::{follow, shows_deleted};
use super::{ask_around, ask_queue, ask_ticket, complain, refresh, say};
use crate::domain::search::Page;
use crate::domain::{Status, Ticket, TicketNumber};
use crate::tui::request::{Effect, Problem, Reply, Saved};
use crate::tui::state::{FormKind, PAGE, Popup, State};
use std::collections::HashSet;

pub fn take(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Queue { turn, page, answer } if turn == state.turns.queue => match answer {
            Ok(listing) => queue(state, &page, listing),
            Err(problem) => no_list(state, problem),
        },
        Reply::Ticket { turn, number, answer } if turn == state.turns.ticket => match answer {
            Ok(dossier) => {
                state.queue.patch(&dossier.ticket);
                decide_anew(state, &dossier.ticket);
                state.detail.dossier = Some(*dossier);
                Vec::new()
            }
            // It went while it was being fetched: the list is about to tell.
            Err(_) if state.number() != Some(number) => Vec::new(),
            Err(problem) => trouble(state, &problem),
        },
        Reply::Counts { turn, answer } if turn == state.turns.counts => match answer {
            Ok((counts, each)) => {
                state.counts = counts;
                state.views.iter_mut().zip(each).for_each(|(view, count)| view.count = Some(count));
                Vec::new()
            }
            Err(problem) => trouble(state, &problem),
        },
        Reply::Staff { turn, answer } if turn == state.turns.staff => {
            state.staff = answer.unwrap_or_default();
            Vec::new()
        }
        Reply::Submitted { handle, answer } => submitted(state, handle, answer),
        Reply::Changed => refresh(state),
        Reply::Died => {
            state.leaving = true;
            vec![Effect::Quit]
        }
        Reply::Queue { .. } | Reply::Ticket { .. } | Reply::Counts { .. } | Reply::Staff { .. } | Reply::Dropped => Vec::new(),
    }
}

fn queue(state: &mut State, page: &Page, listing: crate::desk::Listing) -> Vec<Effect> {
    let known: HashSet<TicketNumber> = state.queue.rows.iter().map(|row| row.number).collect();
    let is_again = !known.is_empty() && page.from.is_none() && state.queue.reach.start;
    let new = listing.tickets.iter().take_while(|ticket| !known.contains(&ticket.number)).count();
    state.queue.take(page, listing);
    if is_again && new > 0 && state.message.is_none() && state.search.is_none() {
        say(state, format!("{new} new"));
    }
    follow(state)
}

/// A list that could not be made: if its query is being typed, the search bar says what is wrong with it.
fn no_list(state: &mut State, problem: Problem) -> Vec<Effect> {
    state.queue.is_loading = false;
    state.queue.reach.end |= state.queue.rows.is_empty();
    match (&mut state.search, problem.query) {
        (Some(bar), Some(error)) => {
            bar.error = Some(error);
            Vec::new()
        }
        (_, query) => trouble(state, &Problem { query, ..problem }),
    }
}

/// An error of the desk, to stay until a key is pressed.
fn trouble(state: &mut State, problem: &Problem) -> Vec<Effect> {
    complain(state, with_hint(problem));
    Vec::new()
}

fn with_hint(problem: &Problem) -> String {
    match &problem.hint {
        Some(hint) => format!("{}; {hint}", problem.message),
        None => problem.message.clone(),
    }
}

fn submitted(state: &mut State, handle: u64, answer: Result<Saved, Problem>) -> Vec<Effect> {
    let place = state.under_way.iter().position(|(other, _)| *other == handle);
    let number = place.and_then(|place| state.under_way.remove(place).1);
    match answer {
        Ok(saved) => taken(state, handle, &saved),
        Err(problem) => refused(state, handle, number, &problem),
    }
}

/// The form stays as it is, with what was wrong under it; without a form the message says it. After a conflict one looks
/// again.
fn refused(state: &mut State, handle: u64, number: Option<TicketNumber>, problem: &Problem) -> Vec<Effect> {
    let words = with_hint(problem);
    let words = match number.map(|number| number.to_string()).filter(|number| !words.contains(number)) {
        Some(number) => format!("{number}: {words}"),
        None => words,
    };
    let mine = if problem.is_conflict { "; ctrl-s again sets yours" } else { "" };
    match &mut state.popup {
        Some(Popup::Composer(composer)) if composer.handle == handle => composer.problem = Some(words),
        Some(Popup::Form(form)) if form.handle == handle => {
            form.is_outrun = problem.is_conflict;
            form.problem = Some((None, words + mine));
        }
        _ => complain(state, words),
    }
    if problem.is_conflict { refresh(state) } else { Vec::new() }
}

/// A form that was outrun is decided anew on the ticket as it is now.
fn decide_anew(state: &mut State, ticket: &Ticket) {
    if let Some(Popup::Form(form)) = &mut state.popup
        && form.is_outrun
        && matches!(&form.kind, FormKind::Edit(seen) if seen.number == ticket.number)
    {
        form.decide_anew(ticket);
    }
}

/// The saved row takes the place of the one on the screen; only what a row cannot tell is asked for.
fn taken(state: &mut State, handle: u64, saved: &Saved) -> Vec<Effect> {
    let was = state.queue.rows.iter().find(|row| row.number == saved.ticket.number).cloned();
    let mut is_new = false;
    match &state.popup {
        Some(Popup::Composer(composer)) if composer.handle == handle => state.popup = None,
        Some(Popup::Form(form)) if form.handle == handle => {
            is_new = matches!(form.kind, FormKind::New);
            state.popup = None;
        }
        _ => {}
    }
    state.queue.patch(&saved.ticket);
    state.detail.patch(&saved.ticket, saved.words.as_ref());
    let told = std::iter::once(told(saved, was.as_ref(), is_new)).chain(saved.notices.iter().cloned());
    say(state, told.collect::<Vec<_>>().join(" "));
    let mut effects = Vec::new();
    let gone = saved.ticket.deleted_at.is_some() != shows_deleted(state);
    if is_new || gone {
        let page = if is_new { Page::first(PAGE) } else { state.queue.again() };
        effects.push(ask_queue(state, page));
    }
    if is_new {
        state.queue.hold(&saved.ticket);
    }
    effects.extend(ask_ticket(state));
    effects.extend(ask_around(state));
    effects
}

/// What happened to which ticket.
fn told(saved: &Saved, was: Option<&Ticket>, is_new: bool) -> String {
    let ticket = &saved.ticket;
    let number = ticket.number;
    if is_new {
        return format!("{number} created.");
    }
    let assignee = |ticket: &Ticket| ticket.assignee.as_ref().map(|person| person.id);
    if let Some((_, internal)) = &saved.words {
        return format!("{} added to {number}.", if *internal { "Note" } else { "Comment" });
    }
    let Some(was) = was else { return format!("{number} saved.") };
    if was.deleted_at.is_none() && ticket.deleted_at.is_some() {
        return format!("{number} deleted. U brings it back; later, /is:deleted and U.");
    }
    if was.deleted_at.is_some() && ticket.deleted_at.is_none() {
        return format!("{number} is back.");
    }
    if was.status != ticket.status {
        let verb = match ticket.status {
            Status::Open => "reopened",
            Status::InProgress => "started",
            Status::Resolved => "resolved",
            Status::Closed => "closed",
        };
        return format!("{number} {verb}.");
    }
    if assignee(was) != assignee(ticket) {
        return match &ticket.assignee {
            Some(person) => format!("{number} assigned to {}.", person.name),
            None => format!("{number} is nobody's now."),
        };
    }
    if was.version == ticket.version { format!("{number} was so already.") } else { format!("{number} saved.") }
}
