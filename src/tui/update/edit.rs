//! The ticket form: a new ticket, or an old one with other fields.

use super::{bulk_form, capture, new_handle, resume, submit_as, turn};
use crate::desk::{Assignee, Edit, NewTicket, Set, Whom};
use crate::domain::policy::Act;
use crate::domain::{Category, Login, Priority, Refusal, Ticket, bounds};
use crate::tui::action::Way;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Field, Form, FormKind, Popup, State};
use crossterm::event::{KeyCode, KeyEvent};

pub fn new(state: &mut State) -> Vec<Effect> {
    let handle = new_handle(state);
    state.popup = Some(blank(state, handle));
    resume::look_for(state)
}

/// An empty form for a new ticket.
pub fn blank(state: &State, handle: u64) -> Popup {
    let mut fields = vec![Field::Subject];
    if state.may_at_all(Act::CreateForAnother) {
        fields.push(Field::For);
    }
    fields.push(Field::Category);
    if state.may_at_all(Act::Triage) {
        fields.extend([Field::Priority, Field::Assign]);
    }
    fields.extend([Field::Description, Field::Send]);
    Popup::Form(Box::new(Form::new(fields, handle)))
}

pub fn open(state: &mut State) -> Vec<Effect> {
    if state.aims_at_marks() {
        return bulk_form::open(state);
    }
    let Some(ticket) = state.ticket().cloned() else { return Vec::new() };
    let handle = new_handle(state);
    state.popup = Some(form_of(&ticket, handle));
    resume::look_for(state)
}

/// A form with the ticket in it.
pub fn form_of(ticket: &Ticket, handle: u64) -> Popup {
    Popup::Form(Box::new(Form::of(ticket, handle)))
}

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    match (key.code, form.field()) {
        (KeyCode::Enter, Field::Send) => return send(state),
        // In a one-line field Enter goes on to the next, as the arrows do.
        (KeyCode::Enter | KeyCode::Down, one_line) if one_line != Field::Description => return field(state, Way::Next),
        (KeyCode::Up, one_line) if one_line != Field::Description => return field(state, Way::Previous),
        _ => {}
    }
    let Some(editor) = form.editor() else { return Vec::new() };
    let before = editor.cursor();
    let changed = editor.press(key);
    match key.code {
        // And out of a text where it has no more lines that way: a long one has several on the screen.
        KeyCode::Down if editor.cursor() == before => return field(state, Way::Next),
        KeyCode::Up if editor.cursor() == before => return field(state, Way::Previous),
        _ => {}
    }
    if changed {
        form.touched = true;
        form.keeping.typed(state.steady);
    }
    Vec::new()
}

/// Goes to another field; what is wrong with the one that is left is said at once.
pub fn field(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    let left = form.field();
    let places: Vec<usize> = (0..form.fields.len()).collect();
    form.focus = turn(&places, form.focus, way);
    form.problem = check(form, left).err().map(|refusal| (Some(left), refusal.to_string()));
    Vec::new()
}

pub fn value(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    match form.field() {
        Field::Category => form.category = turn(Category::ALL, form.category, way),
        Field::Priority => form.priority = turn(Priority::ALL, form.priority, way),
        _ => return Vec::new(),
    }
    form.touched = true;
    form.keeping.typed(state.steady);
    Vec::new()
}

fn check(form: &Form, field: Field) -> Result<(), Refusal> {
    match field {
        Field::Subject => bounds::subject(&form.subject.value()).map(|_| ()),
        Field::Description => bounds::body(bounds::DESCRIPTION, &form.description.value()).map(|_| ()),
        Field::For => login(&form.requester.value()).map(|_| ()),
        Field::Assign => login(&form.assignee.value()).map(|_| ()),
        Field::Category | Field::Priority | Field::Send => Ok(()),
    }
}

/// A login, `me`, or nothing.
fn login(typed: &str) -> Result<Option<Whom>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        "me" => Ok(Some(Whom::Me)),
        login => login.parse().map(|login| Some(Whom::Login(login))),
    }
}

pub fn send(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    let order = match &form.kind {
        FormKind::Capture => return capture::send(state),
        FormKind::New => new_ticket(form).map(Order::Create),
        FormKind::Edit(ticket) => edited(form, ticket).map(|edit| Order::Edit { number: ticket.number, edit }),
    };
    let wrong = form.fields.iter().enumerate().find_map(|(place, field)| Some((place, *field, check(form, *field).err()?)));
    if let Some((place, field, refusal)) = wrong {
        form.focus = place;
        form.problem = Some((Some(field), refusal.to_string()));
        return Vec::new();
    }
    form.problem = None;
    let handle = form.handle;
    match order {
        Ok(order) => submit_as(state, handle, order),
        Err(refusal) => {
            form.problem = Some((None, refusal.to_string()));
            Vec::new()
        }
    }
}

fn new_ticket(form: &Form) -> Result<NewTicket, Refusal> {
    let has = |field| form.fields.contains(&field);
    Ok(NewTicket {
        subject: form.subject.value(),
        description: form.description.value(),
        category: Some(form.category),
        priority: has(Field::Priority).then_some(form.priority),
        requester: login(&form.requester.value())?,
        assignee: login(&form.assignee.value())?.map(Assignee::User),
        status: None,
    })
}

/// Only what differs from the ticket as it was when the form opened, each with what was seen.
fn edited(form: &Form, was: &Ticket) -> Result<Edit, Refusal> {
    let (subject, description) = (form.subject.value(), form.description.value());
    let set = |to: String, seen: &String| (to != *seen).then(|| Set { to, seen: Some(seen.clone()) });
    let requester = login(&form.requester.value())?.filter(|whom| *whom != Whom::Login(was.requester.login.clone()));
    Ok(Edit {
        subject: set(subject, &was.subject),
        description: set(description, &was.description),
        category: (form.category != was.category).then_some(Set { to: form.category, seen: Some(was.category) }),
        priority: (form.priority != was.priority).then_some(Set { to: form.priority, seen: Some(was.priority) }),
        requester: requester.map(|to| Set::<Whom, Login> { to, seen: Some(was.requester.login.clone()) }),
        ..Edit::default()
    })
}
