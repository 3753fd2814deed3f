//! Copying over ssh: the terminal at the other end is asked to put a text on its clipboard, and the text is shown, since
//! nobody can know whether it did.

use super::say;
use crate::tui::action::Step;
use crate::tui::request::{Effect, Gesture};
use crate::tui::state::{LONGEST_COPY, Popup, Sheet, State};

pub fn number(state: &mut State) -> Vec<Effect> {
    let Some(number) = state.number() else { return Vec::new() };
    say(state, format!("{number} sent to the terminal's clipboard."));
    vec![Effect::Gesture(Gesture::Copy(number.to_string()))]
}

pub fn text(state: &mut State) -> Vec<Effect> {
    let (Some(number), Some(text)) = (state.number(), state.public_text()) else { return Vec::new() };
    let whole = text.len();
    let end = (0..=whole.min(LONGEST_COPY)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let title = if end == whole {
        format!("{number} sent to the terminal's clipboard")
    } else {
        format!("The first {} KiB of {number} sent to the terminal's clipboard, which takes no more", end / 1024)
    };
    let copied = text[..end].to_owned();
    state.popup = Some(Popup::Sheet(Sheet { title, text, top: 0 }));
    vec![Effect::Gesture(Gesture::Copy(copied))]
}

/// Scrolls the text.
pub fn scroll(sheet: &mut Sheet, step: Step, (columns, rows): (usize, usize)) {
    let last = sheet.lines(columns).len().saturating_sub(rows);
    sheet.top = super::navigate::stepped(sheet.top.min(last), step, last, rows);
}
