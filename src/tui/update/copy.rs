//! Copying over ssh: the terminal at the other end is asked to put a text on its clipboard, and the text is shown, since
//! nobody can know whether it did.

use super::reply::trouble;
use super::say;
use crate::tui::action::Step;
use crate::tui::request::{Ask, Effect, Gesture, Reply, Topic};
use crate::tui::state::{Ahead, LONGEST_COPY, Popup, Sheet, State};

pub fn number(state: &mut State) -> Vec<Effect> {
    let Some(number) = state.number() else { return Vec::new() };
    say(state, format!("{number} sent to the terminal's clipboard."));
    vec![Effect::Gesture(Gesture::Copy(number.to_string()))]
}

/// Asks for the text: what is in memory of the thread may not be all of it. The keys wait for it.
pub fn text(state: &mut State) -> Vec<Effect> {
    let Some(number) = state.number() else { return Vec::new() };
    state.turns.text += 1;
    state.awaited = Some(Topic::Text);
    vec![Effect::Ask(Ask::Text { turn: state.turns.text, number, bytes: LONGEST_COPY })]
}

/// The answer to [`text`].
pub fn came(state: &mut State, reply: Reply) -> Vec<Effect> {
    let Reply::Text { turn, answer } = reply else { return Vec::new() };
    if turn != state.turns.text {
        return Vec::new();
    }
    state.awaited = None;
    let (ticket, comments) = match answer {
        Ok(read) => *read,
        Err(problem) => {
            state.ahead = Ahead::Unmeant;
            return trouble(state, &problem);
        }
    };
    let (number, mut text) = (ticket.number, state.public_text(&ticket, &comments));
    let whole = text.len();
    let end = (0..=whole.min(LONGEST_COPY)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let title = if end == whole {
        format!("{number} sent to the terminal's clipboard")
    } else {
        format!("The first {} KiB of {number} sent to the terminal's clipboard, which takes no more", end / 1024)
    };
    // No more is shown: of a long thread no more was read.
    text.truncate(end);
    state.popup = Some(Popup::Sheet(Sheet { title, text: text.clone(), top: 0 }));
    vec![Effect::Gesture(Gesture::Copy(text))]
}

/// Scrolls the text.
pub fn scroll(sheet: &mut Sheet, step: Step, (columns, rows): (usize, usize)) {
    let last = sheet.lines(columns).len().saturating_sub(rows);
    sheet.top = super::navigate::stepped(sheet.top.min(last), step, last, rows);
}
