//! The thread of the ticket that is read: scrolled, and read on before its end in memory comes near the screen.

use super::reply::{decide_anew, trouble};
use crate::desk::{HistoryLines, ThreadFrom, TicketPart};
use crate::tui::action::Step;
use crate::tui::request::{Ask, Effect, Reply};
use crate::tui::state::{Asked, Room, State};

/// The ticket under the cursor: what is on the screen of it is read again, or its beginning.
pub fn ask(state: &mut State) -> Option<Effect> {
    let number = state.number()?;
    if !matches!(state.detail.asked, Asked::Jump(_)) || state.detail.number() != Some(number) {
        state.detail.asked = Asked::Again;
    }
    let (from, history) = state.detail.reads(number);
    state.turns.ticket += 1;
    Some(Effect::Ask(Ask::Ticket { turn: state.turns.ticket, number, from, history }))
}

/// Scrolls. The ends of a long thread have to be read first: what is shown stays until they come, and steps that are made in the
/// meantime begin there.
pub fn moved(state: &mut State, step: Step) -> Vec<Effect> {
    let room = room(state);
    if state.detail.asked == Asked::Failed {
        state.detail.asked = Asked::Nothing;
    }
    let Some(window) = &state.detail.window else { return Vec::new() };
    let is_there = match step {
        Step::First => window.part.is_from_first,
        Step::Last => window.part.is_to_last,
        _ => {
            let lines = state.detail.owed.saturating_add(lines(step, state.shape.ticket_rows));
            if matches!(state.detail.asked, Asked::Jump(_)) {
                state.detail.owed = lines;
            } else {
                state.detail.scroll(lines, room);
            }
            return Vec::new();
        }
    };
    state.detail.owed = 0;
    if is_there {
        state.detail.jump(step == Step::Last, room);
        if matches!(state.detail.asked, Asked::Again | Asked::Jump(_)) {
            // What is on its way takes the place of the window, and was asked for around another place.
            state.detail.asked = Asked::Again;
            return ask(state).into_iter().collect();
        }
        return Vec::new();
    }
    state.detail.asked = Asked::Jump(step);
    ask(state).into_iter().collect()
}

/// An answer to [`ask`] or [`keep_up`].
pub fn came(state: &mut State, reply: Reply) -> Vec<Effect> {
    let Reply::Ticket { turn, number, from, history, answer } = reply else { return Vec::new() };
    if turn != state.turns.ticket {
        return Vec::new();
    }
    // The cursor may have moved on since: then another is on its way, or is to be when the cursor rests.
    let is_here = state.number() == Some(number);
    if !is_here {
        state.detail.asked = Asked::Nothing;
    }
    match answer {
        Ok(read) => {
            state.queue.patch_row(&read.ticket);
            decide_anew(state, &read.ticket);
            if is_here && state.detail.is_overtaken(from, &read) {
                state.detail.patch(&read.ticket, None);
                return ask(state).into_iter().collect();
            }
            if is_here {
                take(state, from, history, *read);
            }
            Vec::new()
        }
        // It was deleted while it was read: the list will show that.
        Err(_) if !is_here => Vec::new(),
        Err(problem) => {
            state.detail.asked = Asked::Failed;
            trouble(state, &problem)
        }
    }
}

fn take(state: &mut State, from: ThreadFrom, history: HistoryLines, read: TicketPart) {
    state.detail.take(from, history, read);
    let (asked, room) = (std::mem::take(&mut state.detail.asked), room(state));
    if let Asked::Jump(step) = asked {
        let owed = state.detail.owed;
        state.detail.jump(step == Step::Last, room);
        state.detail.owed = owed;
    }
    if state.detail.owed != 0 {
        state.detail.scroll(state.detail.owed, room);
    }
}

/// Asks for what goes on from the screen, where less than another screen of it is in memory, and gives back what is far from it.
pub fn keep_up(state: &mut State) -> Option<Effect> {
    let number = state.detail.number()?;
    if state.detail.asked != Asked::Nothing || Some(number) != state.number() {
        return None;
    }
    let room = room(state);
    let (above, below) = state.detail.is_short(room.rows, room);
    if !above && !below {
        return None;
    }
    state.detail.shrink(2 * room.rows, room);
    let window = state.detail.window.as_ref()?;
    let is_up = above && (!below || state.detail.owed < 0);
    let from = if is_up { ThreadFrom::Before(window.part.start) } else { ThreadFrom::After(window.part.end) };
    let history = if window.has_history { HistoryLines::Shown } else { HistoryLines::Uncounted };
    state.detail.asked = Asked::More;
    state.turns.ticket += 1;
    Some(Effect::Ask(Ask::Ticket { turn: state.turns.ticket, number, from, history }))
}

pub fn fold_history(state: &mut State) -> Vec<Effect> {
    state.detail.is_folded = !state.detail.is_folded;
    ask(state).into_iter().collect()
}

/// What the last frame had for the ticket; before the first one, all of the screen.
fn room(state: &State) -> Room {
    let (columns, rows) = (usize::from(state.size.0), usize::from(state.size.1));
    let (shape, has) = (state.shape, state.shape.ticket_width > 0);
    Room {
        rows: if has { shape.ticket_rows } else { rows },
        width: if has { shape.ticket_width } else { columns },
        head: shape.ticket_head,
    }
}

/// How far a step goes, on so many rows.
fn lines(step: Step, rows: usize) -> isize {
    let (page, half) = (rows.max(1), (rows / 2).max(1));
    let signed = |lines: usize| isize::try_from(lines).unwrap_or(isize::MAX);
    match step {
        Step::Down => 1,
        Step::Up => -1,
        Step::HalfDown => signed(half),
        Step::HalfUp => -signed(half),
        Step::PageDown => signed(page),
        Step::PageUp => -signed(page),
        Step::First | Step::Last => 0,
    }
}
