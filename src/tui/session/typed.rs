//! What is typed and not done at once: keys that wait for an answer, that spell on what a letter chose, or that nobody sees.

use super::super::action::Action;
use super::super::keys::{action_for, takes_text_now};
use super::super::state::{Ahead, Scope, State};
use super::super::update::{not_seen, not_used};
use super::{Event, Session};
use crossterm::event::{Event as Terminal, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// So long after a letter the next one may come that spells the same word, in milliseconds.
const NEXT_LETTER: i64 = 300;

/// The rest of a word whose first letter chose something: in `high` for `h`, the letters `i`, `g` and `h` are no commands.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// How the words that began with it go on.
    rests: Vec<String>,
    has_gone_on: bool,
    until: i64,
}

impl Word {
    /// What `key` chose is called so; it was pressed at `now`, by the steady clock.
    pub fn begun(words: &str, key: KeyEvent, now: i64) -> Self {
        let (Some(first), words) = (key.code.as_char(), words.to_lowercase()) else { return Self::default() };
        let begins = |place: usize| !words[..place].ends_with(char::is_alphanumeric);
        let all = words.char_indices().filter(|(place, letter)| first.to_lowercase().eq([*letter]) && begins(*place));
        let rests = all.map(|(place, letter)| words[place + letter.len_utf8()..].to_owned()).collect();
        Self { rests, has_gone_on: false, until: now + NEXT_LETTER }
    }

    /// Whether this spells the word on, and so does nothing. Enter behind it ends the word.
    pub fn goes_on(&mut self, typed: &Terminal, now: i64) -> bool {
        let Terminal::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = typed else { return false };
        let Self { rests, has_gone_on, until } = std::mem::take(self);
        if now > until || rests.is_empty() || !(*modifiers - KeyModifiers::SHIFT).is_empty() {
            return false;
        }
        if *code == KeyCode::Enter {
            return has_gone_on;
        }
        let Some(letter) = code.as_char() else { return false };
        let letter: String = letter.to_lowercase().collect();
        let rests: Vec<String> = rests.iter().filter_map(|rest| rest.strip_prefix(&letter).map(str::to_owned)).collect();
        if rests.is_empty() {
            return false;
        }
        *self = Self { rests, has_gone_on: true, until: now + NEXT_LETTER };
        true
    }
}

impl Session {
    /// What was typed for an answer is not let loose on something else that it brought. Letters go on with a text that came
    /// back, up to the first key that is none.
    pub(super) fn drop_held(&mut self, ahead: Ahead) {
        let message = self.state.message.clone();
        while ahead == Ahead::Letters
            && self.held.front().is_some_and(|typed| writes(&self.state, typed))
            && let Some(typed) = self.held.pop_front()
        {
            self.happen(Event::Terminal(typed));
        }
        self.state.message = message;
        not_used(&mut self.state, self.held.len());
        self.held.clear();
    }

    /// Hands are faster than the file. What is typed while a form is on its way, or a ticket or a draft is, waits for it; what
    /// needs a ticket while the list is still to come waits for the list, unless a key that needs none goes elsewhere before.
    pub(super) fn must_wait(&mut self, typed: &Terminal) -> bool {
        if self.state.is_too_small() || matches!(typed, Terminal::Resize(..)) {
            return false;
        }
        if self.state.awaits_answer() {
            return true;
        }
        let Terminal::Key(key) = typed else { return false };
        if !self.state.awaits_list() {
            return false;
        }
        let needs_a_ticket = matches!(action_for(&self.state, *key), Some(Action::Unavailable(_) | Action::Move(_)));
        if !needs_a_ticket {
            self.held.clear();
        }
        needs_a_ticket
    }

    /// Whether it goes into a text that is open: then it is taken in a window too small to show it. While the text is on its way, what is typed is for something nobody has seen.
    pub(super) fn is_text(&self, event: &Event) -> bool {
        let Event::Terminal(typed) = event else { return false };
        writes(&self.state, typed) && takes_text_now(&self.state) && !self.state.awaits_answer()
    }

    /// It would have done something, or was pasted: it is counted, so that nothing is thrown away in silence.
    pub(super) fn was_not_seen(&mut self, action: &Action) {
        if matches!(action, Action::Wheel(..) | Action::Click(_)) {
            return;
        }
        self.unseen += 1;
        not_seen(&mut self.state, self.unseen);
    }
}

/// Whether it only writes into what has the keys.
fn writes(state: &State, typed: &Terminal) -> bool {
    let Terminal::Key(key) = typed else { return matches!(typed, Terminal::Paste(_)) };
    let is_letter =
        matches!(key.code, KeyCode::Char(_) | KeyCode::Backspace) || (key.code == KeyCode::Enter && state.scope() == Scope::Composer);
    is_letter && !key.modifiers.contains(KeyModifiers::CONTROL) && matches!(action_for(state, *key), Some(Action::Typed(_)))
}
