//! Keys that are text, and pastes: into whatever takes them.

use super::{bulk_form, edit, filter, happen, help, keep, people, say, search, settings};
use crate::tui::action::Action;
use crate::tui::command::key_of;
use crate::tui::request::Effect;
use crate::tui::state::{BulkForm, Change, Field, FilterField, KeepField, PersonField, Popup, State, not_with_alt};
use crate::tui::widget::Editor;
use crate::tui::widget::readline::deed;
use crossterm::event::{KeyEvent, KeyModifiers};

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if key.modifiers.contains(KeyModifiers::ALT) && (deed(key).is_none() || field(state).is_none()) {
        return happen(state, Action::Cannot(not_with_alt(key)));
    }
    if let Some(why) = field(state).and_then(|editor| editor.refuses(key)) {
        say(state, why);
        return Vec::new();
    }
    match &mut state.popup {
        Some(Popup::Picker(picker)) => {
            if picker.filter.press(key) {
                help::aim(picker);
            }
            Vec::new()
        }
        Some(Popup::Composer(composer)) => {
            if composer.editor.press(key) {
                composer.keeping.typed(state.steady);
            }
            Vec::new()
        }
        Some(Popup::Form(_)) => edit::typed(state, key),
        Some(Popup::Keep(_)) => keep::typed(state, key),
        Some(Popup::Bulk(_)) => bulk_form::typed(state, key),
        Some(Popup::Filter(_)) => filter::typed(state, key),
        Some(Popup::Question(_) | Popup::Refused(_) | Popup::Meanwhile(_) | Popup::Sheet(_)) => Vec::new(),
        Some(Popup::Settings(panel)) => {
            settings::typed(panel, key);
            Vec::new()
        }
        Some(Popup::Person(_)) => people::typed(state, key),
        Some(Popup::People(_)) => Vec::new(),
        None => search::typed(state, key),
    }
}

/// Text that is not taken, or not as a whole, is never dropped in silence.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let takes_none = state.popup.is_some() && field(state).is_none() && !matches!(state.popup, Some(Popup::Question(_)));
    if takes_none {
        say(state, "a paste does nothing here");
        return Vec::new();
    }
    let notice = match &mut state.popup {
        Some(Popup::Picker(picker)) => {
            let notice = picker.filter.paste(text);
            help::aim(picker);
            notice
        }
        Some(Popup::Composer(composer)) => {
            composer.keeping.pasted(state.steady);
            composer.editor.paste(text)
        }
        Some(Popup::Form(form)) => form.paste(text, state.steady),
        Some(Popup::Keep(_)) => keep::pasted(state, text),
        Some(Popup::Bulk(_)) => bulk_form::pasted(state, text),
        Some(Popup::Filter(_)) => return filter::pasted(state, text),
        Some(Popup::Settings(panel)) => settings::pasted(panel, text),
        Some(Popup::Question(_)) => {
            let [yes, no] = ["question.yes", "question.no"].map(|name| key_of(state, name));
            Some(format!("a paste is no answer: {yes} or {no}"))
        }
        Some(Popup::Person(_)) => people::pasted(state, text),
        // They have no field.
        Some(Popup::Refused(_) | Popup::Meanwhile(_) | Popup::Sheet(_) | Popup::People(_)) => None,
        None if state.search.is_some() => return search::pasted(state, text),
        None => {
            let [search, comment] = ["list.search", "ticket.comment"].map(|name| key_of(state, name));
            Some(format!("a paste does nothing here; {search} searches, {comment} comments; a rush of keys is one"))
        }
    };
    if let Some(notice) = notice {
        say(state, notice);
    }
    Vec::new()
}

/// The field that is typed in.
fn field(state: &State) -> Option<&Editor> {
    match &state.popup {
        Some(Popup::Picker(picker)) => Some(&picker.filter),
        Some(Popup::Composer(composer)) => Some(&composer.editor),
        Some(Popup::Form(form)) => match form.field() {
            Field::Subject => Some(&form.subject),
            Field::For => Some(&form.requester),
            Field::Assign => Some(&form.assignee),
            Field::Description => Some(&form.description),
            Field::Category | Field::Priority | Field::Send => None,
        },
        Some(Popup::Keep(keep)) => (keep.field() == KeepField::Name).then_some(&keep.name),
        Some(Popup::Bulk(form)) => (form.focus >= BulkForm::CHOICES).then_some(&form.text),
        Some(Popup::Filter(form)) => (form.focus == FilterField::Requester).then_some(&form.requester),
        Some(Popup::Person(person)) => (person.field() != PersonField::Role).then(|| &person.editors[person.focus]),
        Some(Popup::Settings(panel)) => match &panel.change {
            Some(Change::Line(editor)) => Some(editor),
            _ => None,
        },
        Some(Popup::Question(_) | Popup::Refused(_) | Popup::Meanwhile(_) | Popup::Sheet(_) | Popup::People(_)) => None,
        None => state.search.as_ref().map(|bar| &bar.editor),
    }
}
