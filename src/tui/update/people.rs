//! The people of the desk: looking at them, adding, changing, disabling, and their keys.

use super::{new_handle, say, submit_as, turn};
use crate::desk::{NewUser, Roll, UserEdit};
use crate::domain::{Login, Refusal, Role};
use crate::tui::action::{Action, Registry, Way};
use crate::tui::request::{Ask, Effect, Gesture, Order, PersonOrder, Problem, Saved};
use crate::tui::state::{People, Person, PersonField, PersonForm, Popup, Question, State};
use crossterm::event::{KeyCode, KeyEvent};

pub fn act(state: &mut State, registry: Registry) -> Vec<Effect> {
    match registry {
        Registry::Open => open(state),
        Registry::Add => add(state),
        Registry::Edit => form(state, PersonForm::Edit),
        Registry::Find => form(state, PersonForm::Find),
        Registry::Switch => switch(state),
        Registry::RemoveKey => remove_key(state),
        Registry::Copy => copy(state),
        Registry::Drop => drop_form(state),
    }
}

fn open(state: &mut State) -> Vec<Effect> {
    state.popup = Some(Popup::People(Box::new(People { is_loading: true, ..People::default() })));
    ask(state)
}

/// Asks who there is.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some(people) = state.popup.as_mut().and_then(Popup::people_mut) else { return Vec::new() };
    let find = people.find.clone();
    state.turns.roll += 1;
    vec![Effect::Ask(Ask::Roll { turn: state.turns.roll, find })]
}

pub fn fill(state: &mut State, answer: Result<Roll, Problem>) -> Vec<Effect> {
    let Some(people) = state.popup.as_mut().and_then(Popup::people_mut) else { return Vec::new() };
    match answer {
        Ok(roll) => people.take(roll),
        Err(problem) => (people.is_loading, people.problem) = (false, Some(problem.message)),
    }
    Vec::new()
}

/// The keys of whom the cursor is on.
pub fn show_keys(state: &mut State) -> Vec<Effect> {
    if let Some(Popup::People(people)) = &mut state.popup
        && people.member().is_some()
        && people.keys.is_none()
    {
        people.keys = Some(0);
    }
    Vec::new()
}

fn add(state: &mut State) -> Vec<Effect> {
    let of_a_key = matches!(&state.popup, Some(Popup::People(people)) if people.keys.is_some());
    form(state, if of_a_key { PersonForm::Key } else { PersonForm::Add })
}

fn form(state: &mut State, form: PersonForm) -> Vec<Effect> {
    let handle = new_handle(state);
    if let Some(Popup::People(mut people)) = state.popup.take() {
        (people.problem, people.way_in) = (None, None);
        state.popup = Some(Popup::Person(Box::new(Person::new(form, people, handle))));
    }
    Vec::new()
}

/// Disables somebody, which is asked first, or lets them in again.
fn switch(state: &mut State) -> Vec<Effect> {
    let Some(Popup::People(people)) = &mut state.popup else { return Vec::new() };
    let Some(member) = people.member() else { return Vec::new() };
    let (login, active) = (member.user.login.clone(), !member.user.active);
    let edit = UserEdit { active: Some(active), ..UserEdit::default() };
    let order = Order::Person(PersonOrder::Edit { login: login.clone(), edit });
    if active {
        return submit(state, order);
    }
    let tickets = match (member.user.role.is_staff(), member.open) {
        (true, open) if open > 0 => format!(" {} of theirs go back to nobody.", super::delete::count(open, "active ticket")),
        _ => String::new(),
    };
    let text = format!("Disable {login} ({})? They are out at once.{tickets}", member.user.name);
    ask_first(state, text, order);
    Vec::new()
}

fn remove_key(state: &mut State) -> Vec<Effect> {
    let Some(Popup::People(people)) = &state.popup else { return Vec::new() };
    let (Some(member), Some(key)) = (people.member(), people.key()) else { return Vec::new() };
    let login = member.user.login.clone();
    let label = if key.label.is_empty() { key.kind() } else { &key.label };
    let text = format!("Take the key \"{label}\" from {login}? Whoever is signed in with it is out at once.");
    let order = Order::Person(PersonOrder::RemoveKey { login, key: key.fingerprint.clone() });
    ask_first(state, text, order);
    Vec::new()
}

fn ask_first(state: &mut State, text: String, order: Order) {
    let instead = state.popup.take().map(Box::new);
    state.popup = Some(Popup::Question(Question { text, yes: Action::Submit(Box::new(order)), instead }));
}

/// Sends an order from the list, which stays.
pub fn submit(state: &mut State, order: Order) -> Vec<Effect> {
    let handle = new_handle(state);
    let Some(Popup::People(people)) = &mut state.popup else { return Vec::new() };
    (people.handle, people.problem, people.way_in) = (Some(handle), None, None);
    submit_as(state, handle, order)
}

/// Sends what the form holds.
pub fn send(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Person(person)) = &mut state.popup else { return Vec::new() };
    person.problem = None;
    if person.text(PersonField::Key).contains("PRIVATE KEY") {
        // Nobody is to read it off the screen.
        person.clear(PersonField::Key);
        person.problem = Some(Refusal::PrivateKey.to_string());
        return Vec::new();
    }
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let order = match (person.form, person.user.clone()) {
        (PersonForm::Find, _) => {
            let find = person.text(PersonField::Find);
            let people = std::mem::take(&mut person.people);
            state.popup = Some(Popup::People(Box::new(People { find, cursor: 0, is_loading: true, ..*people })));
            return ask(state);
        }
        (PersonForm::Add, _) => match person.text(PersonField::Login).parse::<Login>() {
            Ok(login) => PersonOrder::Add(NewUser {
                login,
                name: person.text(PersonField::Name),
                email: filled(person.text(PersonField::Email)),
                role: person.role,
                key: filled(person.text(PersonField::Key)),
            }),
            Err(refusal) => {
                (person.focus, person.problem) = (0, Some(refusal.to_string()));
                return Vec::new();
            }
        },
        (PersonForm::Key, Some(user)) => PersonOrder::AddKey { login: user.login, line: person.text(PersonField::Key) },
        (PersonForm::Edit, Some(user)) => {
            // What was not touched is not sent: somebody else may have set it since.
            let edit = UserEdit {
                name: Some(person.text(PersonField::Name)).filter(|name| *name != user.name),
                email: Some(person.text(PersonField::Email)).filter(|email| *email != user.email.clone().unwrap_or_default()),
                role: Some(person.role).filter(|role| *role != user.role),
                active: None,
            };
            PersonOrder::Edit { login: user.login, edit }
        }
        (PersonForm::Key | PersonForm::Edit, None) => return Vec::new(),
    };
    let handle = person.handle;
    submit_as(state, handle, Order::Person(order))
}

/// It is done: back to the list, which shows whom it was about and, where somebody was let in, the line to send them.
pub fn done(state: &mut State, order: &PersonOrder, saved: &Saved) {
    let people = match state.popup.take() {
        Some(Popup::Person(person)) => person.people,
        Some(Popup::People(people)) => people,
        other => {
            state.popup = other;
            return;
        }
    };
    let wanted = match order {
        PersonOrder::Add(new) => Some(new.login.clone()),
        _ => None,
    };
    state.popup = Some(Popup::People(Box::new(People { way_in: saved.way_in.clone(), wanted, problem: None, handle: None, ..*people })));
}

/// What an order did.
pub fn told(order: &PersonOrder) -> String {
    match order {
        PersonOrder::Add(new) => format!("{} added.", new.login),
        PersonOrder::Edit { login, edit } => match edit.active {
            Some(true) => format!("{login} enabled."),
            Some(false) => format!("{login} disabled."),
            None => format!("{login} saved."),
        },
        PersonOrder::AddKey { login, .. } => format!("{login} has one more key."),
        PersonOrder::RemoveKey { login, .. } => format!("{login} has one key less."),
    }
}

/// Out of the form, out of the keys, out of what was found, out of the list.
pub fn back(state: &mut State, popup: Popup) -> Vec<Effect> {
    match popup {
        Popup::Person(person) if person.would_be_lost() => {
            let text = "Close the form? What you typed in it is not kept.".to_owned();
            let (yes, instead) = (Action::People(Registry::Drop), Some(Box::new(Popup::Person(person))));
            state.popup = Some(Popup::Question(Question { text, yes, instead }));
        }
        Popup::Person(person) => state.popup = Some(Popup::People(person.people)),
        Popup::People(people) if people.keys.is_some() => state.popup = Some(Popup::People(Box::new(People { keys: None, ..*people }))),
        Popup::People(people) if !people.find.is_empty() => {
            state.popup = Some(Popup::People(Box::new(People { find: String::new(), is_loading: true, ..*people })));
            return ask(state);
        }
        _ => {}
    }
    Vec::new()
}

fn drop_form(state: &mut State) -> Vec<Effect> {
    if let Some(Popup::Person(person)) = state.popup.take() {
        state.popup = Some(Popup::People(person.people));
    }
    Vec::new()
}

fn copy(state: &mut State) -> Vec<Effect> {
    let Some(Popup::People(people)) = &state.popup else { return Vec::new() };
    let Some(line) = people.way_in.clone() else { return Vec::new() };
    say(state, "The line was sent to the terminal's clipboard.");
    vec![Effect::Gesture(Gesture::Copy(line))]
}

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Person(person)) = &mut state.popup else { return Vec::new() };
    match key.code {
        KeyCode::Enter if person.focus + 1 == person.fields.len() => return send(state),
        KeyCode::Enter | KeyCode::Down => return field(state, Way::Next),
        KeyCode::Up => return field(state, Way::Previous),
        _ if person.field() == PersonField::Role => {}
        _ => {
            if person.editors[person.focus].press(key) {
                person.problem = None;
            }
        }
    }
    Vec::new()
}

pub fn pasted(state: &mut State, text: &str) -> Option<String> {
    let Some(Popup::Person(person)) = &mut state.popup else { return None };
    person.problem = None;
    if person.field() == PersonField::Role { None } else { person.editors[person.focus].paste(text) }
}

pub fn field(state: &mut State, way: Way) -> Vec<Effect> {
    if let Some(Popup::Person(person)) = &mut state.popup {
        let places: Vec<usize> = (0..person.fields.len()).collect();
        person.focus = turn(&places, person.focus, way);
    }
    Vec::new()
}

pub fn value(state: &mut State, way: Way) -> Vec<Effect> {
    if let Some(Popup::Person(person)) = &mut state.popup
        && person.field() == PersonField::Role
    {
        person.role = turn(Role::ALL, person.role, way);
        person.problem = None;
    }
    Vec::new()
}
