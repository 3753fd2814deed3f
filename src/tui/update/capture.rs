//! A new ticket in one line.

use super::{new_handle, resume, submit_as};
use crate::desk::{Assignee, NewTicket, Whom};
use crate::domain::Among;
use crate::domain::bounds;
use crate::domain::capture::{Capture, Marks, Named, begun_requester, last_word};
use crate::domain::policy::Act;
use crate::tui::request::{Ask, Effect, Order};
use crate::tui::state::{Form, FormKind, Known, Popup, State};
use crate::tui::widget::Editor;

pub fn open(state: &mut State) -> Vec<Effect> {
    let handle = new_handle(state);
    state.popup = Some(Popup::Form(Box::new(Form::capture(handle))));
    resume::look_for(state)
}

/// Makes the word that was begun the first mark that fits.
pub fn complete(state: &mut State) -> Vec<Effect> {
    let Some(whole) = state.new_form().and_then(|form| state.completions(form).into_iter().next()) else { return Vec::new() };
    let now = state.steady;
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    let line = form.subject.value();
    let before = &line[..line.len() - last_word(&line).len()];
    form.subject = Editor::line(&format!("{before}{whole} "));
    form.touched = true;
    form.keeping.typed(now);
    Vec::new()
}

/// Asks who it may be for when somebody else is named than before.
pub fn keep_up(state: &mut State) -> Vec<Effect> {
    let begun = state.new_form().filter(|form| matches!(form.kind, FormKind::Capture)).and_then(|form| requester(state, form));
    if begun == state.known.begun {
        return Vec::new();
    }
    state.turns.people += 1;
    state.known = Known { begun: begun.clone(), people: None };
    begun.map(|prefix| Effect::Ask(Ask::People { turn: state.turns.people, prefix, among: Among::Active })).into_iter().collect()
}

/// What is typed of a requester just now, or else who was named before.
fn requester(state: &State, form: &Form) -> Option<String> {
    let line = form.subject.value();
    let marks = Marks { triage: state.may_at_all(Act::Triage), staff: &[] };
    let typing = begun_requester(last_word(&line), marks).map(str::to_owned);
    typing.or_else(|| match state.captured(form).requester {
        Some(Named::Login(login)) => Some(login.to_string()),
        _ => None,
    })
}

/// Makes the ticket, if its subject can be one.
pub fn send(state: &mut State) -> Vec<Effect> {
    let Some(capture) = state.new_form().map(|form| state.captured(form)) else { return Vec::new() };
    let problem = bounds::subject(&capture.subject).err().map(|refusal| (None, refusal.to_string()));
    let Some(Popup::Form(form)) = &mut state.popup else { return Vec::new() };
    form.problem = problem;
    if form.problem.is_some() {
        return Vec::new();
    }
    let handle = form.handle;
    submit_as(state, handle, Order::Create(new_ticket(capture)))
}

/// The ticket that the line says.
fn new_ticket(capture: Capture) -> NewTicket {
    let whom = |named| match named {
        Named::Me => Whom::Me,
        Named::Login(login) => Whom::Login(login),
    };
    NewTicket {
        subject: capture.subject,
        category: capture.category,
        priority: capture.priority,
        requester: capture.requester.map(whom),
        assignee: capture.assignee.map(|named| Assignee::User(whom(named))),
        ..NewTicket::default()
    }
}
