//! What comes back from the worker.

use super::deleted;
use super::navigate::follow_list;
use super::{
    ask_around, ask_queue, bulk, complain, complete, copy, drafts, filter, go_to, land, marks, people, pull, refresh, resume, say,
    settings, similar, thread, told, views, write,
};
use crate::desk::{Counts, Listing, UrgentArrivals};
use crate::domain::search::Page;
use crate::domain::{Ticket, TicketNumber};
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Gesture, Order, Problem, Reply, Saved};
use crate::tui::state::{Again, Ahead, FormKind, Moment, PAGE, Popup, State};

pub fn take(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Queue { turn, page, answer, left } if turn == state.turns.queue => list(state, &page, answer, left.as_deref()),
        Reply::Ticket { .. } => thread::came(state, reply),
        Reply::Text { .. } => copy::came(state, reply),
        Reply::Counts { turn, answer } if turn == state.turns.counts => counts(state, answer),
        Reply::Staff { turn, answer } if turn == state.turns.staff => {
            state.staff = answer.unwrap_or_default();
            Vec::new()
        }
        Reply::Urgent { turn, answer } if turn == state.turns.urgent => {
            answer.map_or_else(|_| Vec::new(), |arrivals| urgent(state, arrivals))
        }
        Reply::People { turn, answer } if turn == state.turns.people => {
            complete::people(state, answer.unwrap_or_default());
            Vec::new()
        }
        Reply::Tally { turn, answer } if turn == state.turns.tally => {
            filter::counted(state, answer);
            Vec::new()
        }
        Reply::Views { turn, answer } if turn == state.turns.views => views::take(state, answer),
        Reply::Deleted { turn, answer } if turn == state.turns.deleted => deleted::fill(state, answer),
        Reply::Settings { turn, answer } if turn == state.turns.settings => match answer {
            Ok(settings) => settings::hold(state, settings),
            Err(problem) => trouble(state, &problem),
        },
        Reply::Draft { .. } | Reply::Drafts { .. } | Reply::Drafted { .. } => drafts::take(state, reply),
        Reply::Similar { turn, answer } if turn == state.turns.similar => similar::found(state, answer.unwrap_or_default()),
        Reply::Submitted { handle, answer } => submitted(state, handle, answer),
        Reply::Rehearsed { handle, answer } => bulk::rehearsed(state, handle, answer),
        Reply::AllInView { turn, answer } if turn == state.turns.marks => marks::take_all(state, answer),
        Reply::Marked { turn, answer: Ok(tickets) } if turn == state.turns.marks => marks::look_again(state, &tickets),
        Reply::Roll { turn, answer } if turn == state.turns.roll => people::fill(state, answer),
        Reply::Restored(_) => restored(state),
        // The session sees to it.
        Reply::ShownOut(_) => Vec::new(),
        Reply::Changed => refresh(state),
        Reply::Here(company) => {
            state.company = company;
            Vec::new()
        }
        Reply::Died => {
            state.leaving = true;
            vec![Effect::Quit]
        }
        Reply::Queue { .. }
        | Reply::Counts { .. }
        | Reply::Staff { .. }
        | Reply::Similar { .. }
        | Reply::Urgent { .. }
        | Reply::Views { .. }
        | Reply::Settings { .. }
        | Reply::Roll { .. }
        | Reply::Marked { .. }
        | Reply::AllInView { .. }
        | Reply::Looked
        | Reply::People { .. }
        | Reply::Tally { .. }
        | Reply::Deleted { .. }
        | Reply::Dropped => Vec::new(),
    }
}

/// Nothing on the screen can be relied on: the list is begun anew, and what was marked is not what it was. What is being typed
/// stays.
fn restored(state: &mut State) -> Vec<Effect> {
    state.marks.clear();
    state.popup = state.popup.take().and_then(what_is_typed);
    // The file knows nothing of what was typed since the backup was made: it is kept anew.
    let now = state.steady;
    let typed = state.popup.iter_mut().chain(&mut state.put_aside).filter(|popup| popup.has_text());
    typed.filter_map(Popup::keeping_mut).for_each(|keeping| keeping.pasted(now));
    let mut effects = go_to(state, state.place.clone());
    effects.extend([settings::ask(state), resume::ask(state, false)]);
    effects.extend(ask_around(state));
    complain(state, "The desk was restored from a backup: look again before you decide.".to_owned());
    effects
}

/// Of what is open, what somebody writes. A question or a choice was put on the desk of before.
fn what_is_typed(popup: Popup) -> Option<Popup> {
    match popup {
        Popup::Question(question) => question.instead.map(|popup| *popup),
        Popup::Picker(picker) => picker.beneath.map(|popup| *popup),
        Popup::Refused(refused) => refused.instead.map(|popup| *popup),
        popup => Some(popup).filter(Popup::has_text),
    }
}

/// The cards, and the count of each view that can be read.
fn counts(state: &mut State, answer: Result<(Counts, Vec<i64>), Problem>) -> Vec<Effect> {
    match answer {
        Ok((counts, each)) => {
            state.counts = counts;
            state.views.iter_mut().filter(|view| view.problem.is_none()).zip(each).for_each(|(view, count)| view.count = Some(count));
            Vec::new()
        }
        Err(problem) => trouble(state, &problem),
    }
}

/// Something urgent came: the bell once, and the window's title until a key is pressed.
fn urgent(state: &mut State, arrivals: UrgentArrivals) -> Vec<Effect> {
    state.urgent.heard = Some(arrivals.latest);
    state.urgent.arrived += arrivals.count;
    if arrivals.count > 0 && state.settings.bell() { vec![Effect::Gesture(Gesture::Ring)] } else { Vec::new() }
}

/// A page of the list, or the list looked at again, which says what has left it.
fn list(state: &mut State, page: &Page, answer: Result<Listing, Problem>, left: Option<&[Ticket]>) -> Vec<Effect> {
    match (answer, left) {
        (Ok(listing), Some(left)) => queue_again(state, page, listing, left),
        (Ok(listing), None) => queue(state, page, listing),
        (Err(problem), _) => no_list(state, problem),
    }
}

fn queue(state: &mut State, page: &Page, listing: Listing) -> Vec<Effect> {
    state.queue.take(page, listing);
    let mut effects = follow_list(state);
    if state.queue.again != Again::Answered {
        // It was looked at again, and this question took the place of that one.
        let page = state.queue.again();
        effects.push(ask_queue(state, page));
    }
    effects
}

fn queue_again(state: &mut State, page: &Page, listing: Listing, left: &[Ticket]) -> Vec<Effect> {
    let under_way: Vec<TicketNumber> = state.under_way.iter().flat_map(|(_, order)| order.numbers()).collect();
    let is_quiet = state.popup.is_none() && state.search.is_none();
    let moment = Moment { is_quiet, height: state.shape.queue_rows, under_way: &under_way };
    state.queue.look_again(page, listing, left, moment);
    follow_list(state)
}

/// A list that could not be made: if its query is being typed, the search bar says what is wrong with it.
fn no_list(state: &mut State, problem: Problem) -> Vec<Effect> {
    (state.queue.is_loading, state.queue.again) = (false, Again::Answered);
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
pub fn trouble(state: &mut State, problem: &Problem) -> Vec<Effect> {
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
    let order = place.map(|place| state.under_way.remove(place).1);
    match answer {
        Ok(saved) if order == Some(Order::Pull) => pull::pulled(state, &saved),
        Ok(saved) => taken(state, handle, order.as_ref(), &saved),
        Err(problem) => refused(state, handle, order, &problem),
    }
}

/// The form stays as it is, with what was wrong under it; without a form the message says it. After a conflict one looks
/// again.
pub fn refused(state: &mut State, handle: u64, order: Option<Order>, problem: &Problem) -> Vec<Effect> {
    state.ahead = Ahead::Unmeant;
    state.bound_for.take_if(|(bound, _)| *bound == handle);
    let number = order.as_ref().and_then(Order::number);
    // Of an undo nothing can be left out.
    if let (false, Some(order)) = (problem.each.is_empty(), order.filter(|order| !order.numbers().is_empty())) {
        bulk::show_reasons(state, handle, order, &problem.each);
        return if problem.is_conflict { refresh(state) } else { Vec::new() };
    }
    let is_mine = matches!(&state.popup, Some(Popup::Composer(composer)) if composer.handle == handle);
    if let Some(overtaken) = problem.overtaken.as_ref().filter(|_| is_mine) {
        write::overtaken(state, overtaken);
        return refresh(state);
    }
    let words = with_hint(problem);
    let words = match number.map(|number| number.to_string()).filter(|number| !words.contains(number)) {
        Some(number) => format!("{number}: {words}"),
        None => words,
    };
    let mine = if problem.is_conflict { format!("; {} again sets yours", key_of(state, "form.send")) } else { String::new() };
    match &mut state.popup {
        Some(Popup::Composer(composer)) if composer.handle == handle => composer.problem = Some(words),
        Some(Popup::Form(form)) if form.handle == handle => {
            form.is_outrun = problem.is_conflict;
            form.problem = Some((None, words + &mine));
        }
        Some(Popup::Keep(keep)) if keep.handle == handle => keep.problem = Some(words),
        Some(Popup::Bulk(form)) if form.handle == handle => form.problem = Some(words),
        Some(Popup::Person(person)) if person.handle == handle => person.problem = Some(words),
        Some(Popup::People(people)) if people.handle == Some(handle) => (people.handle, people.problem) = (None, Some(words)),
        Some(Popup::Settings(panel)) if panel.handle == Some(handle) => (panel.handle, panel.problem) = (None, Some(words)),
        _ => complain(state, words),
    }
    if problem.is_conflict { refresh(state) } else { Vec::new() }
}

/// A form that was outrun is decided anew on the ticket as it is now.
pub fn decide_anew(state: &mut State, ticket: &Ticket) {
    if let Some(Popup::Form(form)) = &mut state.popup
        && form.is_outrun
        && matches!(&form.kind, FormKind::Edit(seen) if seen.number == ticket.number)
    {
        form.decide_anew(ticket);
    }
}

/// The saved rows take the place of those on the screen; what a row cannot tell is asked for behind it, once: the reader
/// knows which changes are this window's own.
fn taken(state: &mut State, handle: u64, order: Option<&Order>, saved: &Saved) -> Vec<Effect> {
    let told = told::what_happened(state, order, saved);
    if matches!(order, Some(Order::Set { .. })) {
        say(state, told);
        return vec![settings::ask(state)];
    }
    if let Some(Order::Person(person)) = order {
        say(state, told);
        people::done(state, person, saved);
        return refresh(state);
    }
    let is_new = matches!(order, Some(Order::Create(_)));
    let is_turned = matches!(order, Some(Order::Undo | Order::Redo)) && !saved.tickets.is_empty();
    if state.popup.as_ref().and_then(Popup::handle) == Some(handle) {
        drafts::sent(state);
        state.popup = None;
    }
    for ticket in &saved.tickets {
        state.queue.patch(ticket);
        state.detail.patch(ticket, saved.words.as_ref());
        state.marks.patch(&state.me, ticket);
    }
    // A mark is for one order.
    if order.is_some_and(Order::spends_marks) {
        state.marks.take_off(&saved.tickets.iter().map(|ticket| ticket.number).collect::<Vec<_>>());
    }
    say(state, told);
    if is_turned {
        // What is put back shows where it belongs.
        state.queue.again = Again::ToFold;
    }
    let mut effects = saved.views.clone().map_or_else(Vec::new, |views| views::take(state, Ok(views)));
    let page = if is_new { Page::first(PAGE) } else { state.queue.again() };
    effects.push(ask_queue(state, page));
    if let Some(ticket) = saved.tickets.first() {
        state.remember(ticket.number, ticket.subject.clone());
        if is_new || state.queue.awaited.take_if(|awaited| *awaited == ticket.number).is_some() {
            state.queue.hold(ticket);
        }
    }
    if let Some((_, landing)) = state.bound_for.take_if(|(bound, _)| *bound == handle) {
        effects.extend(land::land(state, &landing));
    }
    effects.extend(thread::ask(state));
    effects.extend(ask_around(state));
    effects
}
