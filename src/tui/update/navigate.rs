//! Moving about: the cursor, the panes, the views.

use super::{ask_queue, go_to, marks, say, thread, turn, views};
use crate::domain::TicketNumber;
use crate::domain::query::Query;
use crate::domain::search::Page;
use crate::tui::action::{Step, Way};
use crate::tui::request::Effect;
use crate::tui::state::{Again, Detail, Focus, PAGE, Place, Popup, State, View};

pub fn moved(state: &mut State, step: Step) -> Vec<Effect> {
    if let Some(Popup::Picker(picker)) = &mut state.popup {
        let last = picker.fitting().len().saturating_sub(1);
        picker.cursor = stepped(picker.cursor, step, last, state.shape.pick_rows);
        return Vec::new();
    }
    if let Some(Popup::Settings(panel)) = &mut state.popup {
        panel.problem = None;
        let (cursor, last) = panel.course();
        *cursor = stepped(*cursor, step, last, last);
        return Vec::new();
    }
    if let Some(Popup::People(people)) = &mut state.popup {
        people.problem = None;
        let (cursor, last) = people.course();
        *cursor = stepped(*cursor, step, last, state.shape.pick_rows.max(10));
        return Vec::new();
    }
    if let Some(Popup::Sheet(sheet)) = &mut state.popup {
        super::copy::scroll(sheet, step, state.shape.sheet);
        return Vec::new();
    }
    if let Some(Popup::Refused(refused)) = &mut state.popup {
        super::bulk::moved(refused, step);
        return Vec::new();
    }
    match state.focus {
        Focus::Queue => in_the_queue(state, step),
        Focus::Ticket => thread::moved(state, step),
        Focus::Views => among_the_views(state, step),
    }
}

fn among_the_views(state: &mut State, step: Step) -> Vec<Effect> {
    let last = state.views.len().saturating_sub(1);
    let now = match state.place {
        Place::View(index) => index,
        Place::Search { .. } => 0,
    };
    let wanted = stepped(now, step, last, last);
    // A view that cannot be read any more is passed over.
    let readable = |index: &usize| state.views.get(*index).is_some_and(|view| view.problem.is_none());
    let found = if wanted < now {
        (0..=wanted).rev().find(readable).or_else(|| (wanted..now).find(readable))
    } else {
        (wanted..=last).find(readable).or_else(|| (now..wanted).rev().find(readable))
    };
    let index = found.unwrap_or(now);
    if Place::View(index) == state.place { Vec::new() } else { views::open(state, index) }
}

fn in_the_queue(state: &mut State, step: Step) -> Vec<Effect> {
    // The very ends of a long list may lie outside what is loaded, or not be its ends any more.
    let has_news = !state.queue.news.is_empty();
    let far = match step {
        Step::First if !state.queue.reach.start || has_news => Some(Page::first(PAGE)),
        Step::Last if !state.queue.reach.end || has_news => Some(Page { from: None, backwards: true, limit: PAGE }),
        _ => None,
    };
    if let (Some(page), false) = (far, state.queue.is_loading) {
        // What is shown stays until it comes, and the keys wait for it.
        (state.queue.cursor, state.queue.wanted, state.queue.is_loading) = (None, Some(page), true);
        return vec![ask_queue(state, page)];
    }
    let Some(index) = state.queue.index() else { return Vec::new() };
    let last = state.queue.rows.len().saturating_sub(1);
    state.queue.select(stepped(index, step, last, state.shape.queue_rows));
    if matches!(step, Step::Down | Step::Up) {
        state.queue.scroll_at_the_edge(state.shape.queue_rows);
    }
    let mut effects = if state.focus == Focus::Queue { follow_at_rest(state) } else { follow(state) };
    if state.queue.is_at_rest && !state.queue.news.is_empty() {
        let page = state.queue.again();
        effects.push(ask_queue(state, page));
    }
    effects
}

/// The cursor is on a ticket: show it, and see that the list goes on.
pub fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = go_on(state);
    effects.extend(show(state));
    effects
}

/// The same while the cursor is on its way: its ticket is shown when it rests.
fn follow_at_rest(state: &mut State) -> Vec<Effect> {
    let is_shown = state.number() == state.detail.number();
    if is_shown || state.detail.window.is_none() || state.is_single() {
        return follow(state);
    }
    state.detail.follows_at = Some(state.steady + Detail::REST);
    go_on(state)
}

/// The list came, or changed under the cursor. A cursor that is on its way goes on.
pub fn follow_list(state: &mut State) -> Vec<Effect> {
    if state.detail.follows_at.is_some() { go_on(state) } else { follow(state) }
}

/// The cursor has rested, or what comes now is meant for its ticket.
pub fn catch_up(state: &mut State) -> Vec<Effect> {
    if state.detail.follows_at.is_some() { show(state) } else { Vec::new() }
}

/// The same if it has rested for long enough.
pub fn catch_up_if_due(state: &mut State) -> Vec<Effect> {
    if state.detail.follows_at.is_some_and(|due| due <= state.steady) { show(state) } else { Vec::new() }
}

/// Keeps the cursor in sight, and asks for more of the list where it is near an end.
fn go_on(state: &mut State) -> Vec<Effect> {
    state.queue.top = state.queue.top_in_sight(state.shape.queue_rows);
    state.queue.more().map(|page| ask_queue(state, page)).into_iter().collect()
}

fn show(state: &mut State) -> Vec<Effect> {
    state.detail.follows_at = None;
    if state.number() == state.detail.number() {
        return Vec::new();
    }
    state.detail.begin();
    thread::ask(state).into_iter().collect()
}

pub fn stepped(now: usize, step: Step, last: usize, page: usize) -> usize {
    let half = (page / 2).max(1);
    let to = match step {
        Step::Down => now + 1,
        Step::Up => now.saturating_sub(1),
        Step::HalfDown => now + half,
        Step::HalfUp => now.saturating_sub(half),
        Step::PageDown => now + page.max(1),
        Step::PageUp => now.saturating_sub(page.max(1)),
        Step::First => 0,
        Step::Last => last,
    };
    to.min(last)
}

pub fn pane(state: &mut State, way: Way) -> Vec<Effect> {
    // Narrow screens have the views on their digits, and no pane for them.
    let panes: &[Focus] =
        if state.is_wide() && !state.zoomed { &[Focus::Views, Focus::Queue, Focus::Ticket] } else { &[Focus::Queue, Focus::Ticket] };
    state.focus = turn(panes, state.focus, way);
    Vec::new()
}

pub fn open(state: &mut State) -> Vec<Effect> {
    if let Some((number, subject)) = state.ticket().map(|ticket| (ticket.number, ticket.subject.clone())) {
        state.remember(number, subject);
    }
    state.focus = match state.focus {
        Focus::Views => Focus::Queue,
        Focus::Queue | Focus::Ticket => Focus::Ticket,
    };
    follow(state)
}

/// Goes to a ticket wherever it is, as searching for its number does.
pub fn to_ticket(state: &mut State, number: TicketNumber) -> Vec<Effect> {
    let text = number.digits().to_string();
    let Ok(query) = Query::parse(&text, state.me.role.into()) else { return Vec::new() };
    let from = match state.place {
        Place::View(index) | Place::Search { from: index, .. } => index,
    };
    (state.search, state.focus) = (None, Focus::Ticket);
    go_to(state, Place::Search { text, query, from })
}

pub fn neighbour(state: &mut State, way: Way) -> Vec<Effect> {
    let (step, end, is_all_there) = match way {
        Way::Next => (Step::Down, "last", state.queue.reach.end),
        Way::Previous => (Step::Up, "first", state.queue.reach.start),
    };
    let before = state.number();
    let effects = in_the_queue(state, step);
    if let Some(number) = before.filter(|before| state.number() == Some(*before)) {
        let words = if is_all_there { format!("{number} is the {end} of the list") } else { "more of the list is on its way".to_owned() };
        say(state, words);
    }
    effects
}

pub fn view(state: &mut State, digit: u8) -> Vec<Effect> {
    let there = |view: &View| view.digit.is_some_and(|own| own.value() == digit);
    let Some(index) = state.views.iter().position(there) else { return Vec::new() };
    state.focus = Focus::Queue;
    views::open(state, index)
}

pub fn mine(state: &mut State) -> Vec<Effect> {
    marks::drop_all(state);
    state.mine = !state.mine;
    let place = state.place.clone();
    go_to(state, place)
}

/// Folds in what others changed since the list was put in order. The keys wait for it.
pub fn arrivals(state: &mut State) -> Vec<Effect> {
    (state.queue.again, state.queue.is_loading) = (Again::ToFold, true);
    let page = state.queue.again();
    vec![ask_queue(state, page)]
}

pub fn zoom(state: &mut State) -> Vec<Effect> {
    state.zoomed = !state.zoomed;
    if state.zoomed && state.focus == Focus::Views {
        state.focus = Focus::Queue;
    }
    Vec::new()
}

pub fn resized(state: &mut State, width: u16, height: u16) -> Vec<Effect> {
    state.size = (width, height);
    if !state.is_wide() && state.focus == Focus::Views {
        state.focus = Focus::Queue;
    }
    Vec::new()
}
