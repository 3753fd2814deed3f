//! Keeping the list as a view under a name, and forgetting one.

use super::{complain, new_handle, submit_as, turn};
use crate::desk::{NewView, Slot};
use crate::domain::bounds;
use crate::domain::policy::Act;
use crate::domain::query::{SortKey, sorted};
use crate::domain::view::Digit;
use crate::tui::action::{Action, ViewAction, ViewName, Way, Whose};
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Focus, Item, Keep, KeepField, Picker, Place, Popup, Question, State, View};
use crate::tui::widget::Editor;
use crate::tui::widget::readline::{Deed, deed};
use crossterm::event::{KeyCode, KeyEvent};

/// A form for keeping what the list shows. On a view that can be changed, it is that view's.
pub fn open(state: &mut State) -> Vec<Effect> {
    let query = match said(state) {
        Ok(query) => query,
        Err(why) => {
            complain(state, why);
            return Vec::new();
        }
    };
    let here = match state.place {
        Place::View(index) => state.views.get(index).filter(|view| removable(state, view)).cloned(),
        Place::Search { .. } => None,
    };
    show(state, query, here.as_ref(), None);
    Vec::new()
}

/// The same for any query, with what to go back to.
pub fn show(state: &mut State, query: String, of: Option<&View>, instead: Option<Box<Popup>>) {
    let mut fields = vec![KeepField::Name, KeepField::Digit];
    if state.may_at_all(Act::ShareViews) {
        fields.push(KeepField::Whose);
    }
    let handle = new_handle(state);
    state.popup = Some(Popup::Keep(Box::new(Keep {
        query,
        name: Editor::line(of.map_or("", |view| &view.title)),
        digit: of.and_then(|view| view.digit),
        shared: of.is_some_and(|view| view.whose == Whose::Shared),
        fields,
        focus: 0,
        handle,
        problem: None,
        instead,
    })));
}

/// What the list shows, as it would be typed.
fn said(state: &State) -> Result<String, String> {
    let (text, query) = match &state.place {
        Place::View(index) => state.views.get(*index).map(|view| (view.text.clone(), view.query.clone())).unwrap_or_default(),
        Place::Search { text, query, .. } => (text.clone(), query.clone()),
    };
    let sort = state.sorted.or(query.sort_given.then_some(query.sort));
    if sort.is_some_and(|sort| sort.key == SortKey::Waiting) {
        let sort = key_of(state, "list.sort");
        return Err(format!("no query can say this order, so it cannot be saved; choose another with {sort} first"));
    }
    let mine = if state.mine { " is:mine" } else { "" };
    let text = format!("{}{mine}", text.trim());
    Ok(state.sorted.map_or_else(|| text.trim().to_owned(), |sort| sorted(&text, sort)))
}

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Keep(keep)) = &mut state.popup else { return Vec::new() };
    if key.code == KeyCode::Enter {
        return send(state);
    }
    let changed = match (keep.field(), deed(key)) {
        (KeepField::Name, _) => keep.name.press(key),
        // A digit chooses itself.
        (KeepField::Digit, Some(Deed::Type(letter @ '0'..='9'))) => {
            keep.digit = letter.to_string().parse().ok();
            true
        }
        _ => false,
    };
    if changed {
        keep.problem = None;
    }
    Vec::new()
}

pub fn pasted(state: &mut State, text: &str) -> Option<String> {
    let Some(Popup::Keep(keep)) = &mut state.popup else { return None };
    keep.problem = None;
    if keep.field() == KeepField::Name { keep.name.paste(text) } else { None }
}

pub fn field(state: &mut State, way: Way) -> Vec<Effect> {
    if let Some(Popup::Keep(keep)) = &mut state.popup {
        let places: Vec<usize> = (0..keep.fields.len()).collect();
        keep.focus = turn(&places, keep.focus, way);
    }
    Vec::new()
}

pub fn value(state: &mut State, way: Way) -> Vec<Effect> {
    if let Some(Popup::Keep(keep)) = &mut state.popup {
        let digits: Vec<Option<Digit>> = std::iter::once(None).chain(Digit::all().map(Some)).collect();
        match keep.field() {
            KeepField::Digit => keep.digit = turn(&digits, keep.digit, way),
            KeepField::Whose => keep.shared = !keep.shared,
            KeepField::Name => {}
        }
        keep.problem = None;
    }
    Vec::new()
}

/// Saves it. What would take another view's place is asked about first: it cannot be undone.
pub fn send(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Keep(keep)) = &mut state.popup else { return Vec::new() };
    if let Err(refusal) = bounds::name(&keep.name.value()) {
        (keep.focus, keep.problem) = (0, Some(refusal.to_string()));
        return Vec::new();
    }
    let Some(view) = keep.replaced(&state.views).filter(|view| view.text != keep.query) else { return save(state) };
    let everybody = if view.whose == Whose::Shared { "everybody's view" } else { "the view" };
    let was = if view.text.is_empty() { "every ticket" } else { &view.text };
    let text = format!("Put this in the place of {everybody} \"{}\"? It is: {was}", view.title);
    let (yes, instead) = (Action::Views(ViewAction::Replace), state.popup.take().map(Box::new));
    state.popup = Some(Popup::Question(Question { text, yes, instead }));
    Vec::new()
}

/// Saves it, whatever it takes the place of.
pub fn save(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Keep(keep)) = &mut state.popup else { return Vec::new() };
    keep.problem = None;
    let slot = keep.digit.map_or(Slot::Without, Slot::On);
    let new = NewView { name: keep.name.value(), query: keep.query.clone(), slot, shared: keep.shared };
    let handle = keep.handle;
    submit_as(state, handle, Order::SaveView(new))
}

/// Esc: back to what it was opened from.
pub fn leave(state: &mut State, keep: Keep) {
    state.popup = keep.instead.map(|popup| *popup);
}

/// Asks whether to forget a view: this one, or in the pane of views the one I am on, or else whichever is picked.
pub fn forget(state: &mut State, name: Option<ViewName>) -> Vec<Effect> {
    let here = match state.place {
        Place::View(index) if state.focus == Focus::Views => state.views.get(index).map(View::name),
        _ => None,
    };
    let named = name.or(here);
    let chosen = state.views.iter().find(|view| named.as_ref().is_some_and(|name| view.is(name)) && removable(state, view));
    if let Some(view) = chosen {
        let everybody = if view.whose == Whose::Shared { "everybody's view" } else { "the view" };
        let text = format!("Remove {everybody} \"{}\"? Its tickets stay; it can be saved again: {}", view.title, view.text);
        let order = Order::RemoveView { name: view.title.clone(), shared: view.whose == Whose::Shared };
        state.popup = Some(Popup::Question(Question { text, yes: Action::Submit(Box::new(order)), instead: None }));
        return Vec::new();
    }
    let own = state.views.iter().filter(|view| removable(state, view));
    let item = |view: &View| Item {
        key: None,
        title: view.heading(),
        aside: view.problem.clone().unwrap_or_else(|| view.text.clone()),
        action: Action::Views(ViewAction::Forget(Some(view.name()))),
    };
    let items = own.map(item).collect();
    state.popup = Some(Popup::Picker(Picker::new("Remove which view?".to_owned(), items)));
    Vec::new()
}

/// Whether I may change or remove it.
pub fn removable(state: &State, view: &View) -> bool {
    match view.whose {
        Whose::Mine => state.may_at_all(Act::KeepViews),
        Whose::Shared => state.may_at_all(Act::ShareViews),
        Whose::Shipped => false,
    }
}
