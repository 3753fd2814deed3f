//! Settings: looking at them, changing them, and letting them hold.

use super::{complain, new_handle, submit_as};
use crate::config::in_lines;
use crate::domain::policy::allow;
use crate::domain::setting::{Setting, SettingName, Settings, Source, Whose};
use crate::tui::action::Knob;
use crate::tui::remap::{judge, keymap};
use crate::tui::request::{Ask, Effect, Order};
use crate::tui::state::{Change, Panel, Popup, State};
use crate::tui::widget::Editor;
use crossterm::event::KeyEvent;

pub fn turned(state: &mut State, knob: Knob) -> Vec<Effect> {
    match knob {
        Knob::Open => open(state),
        Knob::Round => turn_round(state),
        Knob::Unset => unset(state),
    }
}

fn open(state: &mut State) -> Vec<Effect> {
    state.popup = Some(Popup::Settings(Box::new(Panel::new(state.me.role))));
    Vec::new()
}

/// Asks how they hold.
pub fn ask(state: &mut State) -> Effect {
    state.turns.settings += 1;
    Effect::Ask(Ask::Settings { turn: state.turns.settings })
}

/// Lets settings hold from now on.
pub fn hold(state: &mut State, settings: Settings) -> Vec<Effect> {
    if state.settings.keys() != settings.keys() {
        let (keymap, faults) = keymap(settings.keys());
        state.keymap = keymap;
        if let Some(faults) = faults {
            complain(state, format!("your keys cannot be, so they are the usual ones: {}", faults.replace('\n', "; ")));
        }
    }
    state.settings = settings;
    // What was picked is shown until it is what holds.
    if let Some(Popup::Settings(panel)) = &mut state.popup
        && panel.handle.is_some_and(|handle| state.under_way.iter().all(|(other, _)| *other != handle))
    {
        (panel.change, panel.handle) = (None, None);
    }
    Vec::new()
}

/// Begins to change what the cursor is on, or sets what it was changed to.
pub fn take(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Settings(panel)) = &mut state.popup else { return Vec::new() };
    let value = match &panel.change {
        Some(Change::Pick { .. }) => panel.picked().map(str::to_owned),
        Some(Change::Line(editor)) => Some(editor.value()),
        None => return begin(state),
    };
    set(state, value)
}

fn begin(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Settings(panel)) = &mut state.popup else { return Vec::new() };
    let setting = panel.setting();
    if let Err(denied) = allow(state.me.role, setting.act(panel.target()), None) {
        panel.problem = Some(denied.to_string());
        return Vec::new();
    }
    let (value, _) = panel.shown(state.settings.get(setting.name));
    // An answer that is late is none of this one.
    (panel.problem, panel.handle) = (None, None);
    match setting.values.choices() {
        [] => panel.change = Some(Change::Line(Box::new(Editor::line(value)))),
        [one, other] => {
            let turned = if value == *one { other } else { one };
            return set(state, Some((*turned).to_owned()));
        }
        values => {
            let cursor = values.iter().position(|choice| *choice == value).unwrap_or(0);
            panel.change = Some(Change::Pick { values, cursor });
        }
    }
    Vec::new()
}

/// Takes away what was set, for me or for the desk.
fn unset(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Settings(panel)) = &mut state.popup else { return Vec::new() };
    let source = match panel.target() {
        Whose::Mine => Source::Mine,
        Whose::Desk => Source::Desk,
    };
    if state.settings.get(panel.setting().name).said_by(source).is_none() {
        panel.problem = Some(format!("{} is not set there", panel.setting().name));
        return Vec::new();
    }
    set(state, None)
}

fn set(state: &mut State, value: Option<String>) -> Vec<Effect> {
    let handle = new_handle(state);
    let Some(Popup::Settings(panel)) = &mut state.popup else { return Vec::new() };
    let (setting, whose) = (panel.setting(), panel.target());
    let value = match value.map(|value| judged(setting, &value)).transpose() {
        Ok(value) => value,
        Err(problem) => {
            panel.problem = Some(problem);
            return Vec::new();
        }
    };
    (panel.handle, panel.problem) = (Some(handle), None);
    submit_as(state, handle, Order::Set { name: setting.name, whose, value })
}

/// The value as it is kept, or what is wrong with it.
fn judged(setting: &Setting, value: &str) -> Result<String, String> {
    if setting.name == SettingName::Keys {
        judge(&in_lines(value))?;
    }
    setting.read(value).map(|cleaned| cleaned.text).map_err(|refusal| refusal.to_string())
}

/// Mine or the desk's.
fn turn_round(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Settings(panel)) = &mut state.popup else { return Vec::new() };
    panel.problem = None;
    panel.whose = match panel.whose {
        Whose::Mine => Whose::Desk,
        Whose::Desk => Whose::Mine,
    };
    Vec::new()
}

/// Out of the change, and nothing is another than before; then out of the list.
pub fn back(state: &mut State, mut panel: Box<Panel>) -> Vec<Effect> {
    if panel.change.take().is_some() {
        panel.problem = None;
        state.popup = Some(Popup::Settings(panel));
    }
    Vec::new()
}

pub fn typed(panel: &mut Panel, key: KeyEvent) {
    if let Some(Change::Line(editor)) = &mut panel.change
        && editor.press(key)
    {
        panel.problem = None;
    }
}

pub fn pasted(panel: &mut Panel, text: &str) -> Option<String> {
    match &mut panel.change {
        Some(Change::Line(editor)) => editor.paste(text),
        _ => None,
    }
}
