//! What was deleted tonight: who, which, when, and back again.

use super::submit;
use crate::desk::MOST_DELETED;
use crate::domain::policy::{Act, Tie, allow};
use crate::domain::{Ticket, TicketNumber};
use crate::tui::action::Action;
use crate::tui::request::{Ask, Effect, Order, Problem};
use crate::tui::state::{Item, Picker, PickerKind, Popup, State};

/// Opens the list at once, so that what is typed meanwhile goes into it, and asks what is in it.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut picker = Picker::new("Deleted tonight; enter brings back".to_owned(), Vec::new());
    (picker.kind, picker.empty) = (PickerKind::Deleted, "looking…");
    state.popup = Some(Popup::Picker(picker));
    state.turns.deleted += 1;
    vec![Effect::Ask(Ask::Deleted { turn: state.turns.deleted })]
}

/// The answer. Whoever has closed the list meanwhile does not want it.
pub fn fill(state: &mut State, answer: Result<Vec<Ticket>, Problem>) -> Vec<Effect> {
    let items = match &answer {
        Ok(tickets) => tickets.iter().map(|ticket| item(state, ticket)).collect(),
        Err(_) => Vec::new(),
    };
    if let Some(Popup::Picker(picker)) = &mut state.popup
        && picker.kind == PickerKind::Deleted
    {
        if items.len() == MOST_DELETED {
            picker.title = format!("Deleted tonight, the latest {MOST_DELETED}; enter brings back");
        }
        (picker.items, picker.empty) = (items, "nothing was deleted tonight");
    }
    if let Err(problem) = answer {
        super::complain(state, problem.message);
    }
    Vec::new()
}

fn item(state: &State, ticket: &Ticket) -> Item {
    let by = ticket.deleted_by.as_ref().map(|person| format!(" by {}", person.login)).unwrap_or_default();
    let at = ticket.deleted_at.map(|at| state.clock.on_the_wall(at).format("%H:%M").to_string()).unwrap_or_default();
    let title = format!("{} {}", ticket.number, ticket.subject);
    match allow(state.me.role, Act::Undelete, Some(Tie::between(&state.me, ticket))) {
        Ok(()) => Item { key: None, title, aside: format!("{at}{by}"), action: Action::BringBack(ticket.number) },
        Err(denied) => {
            let why = format!("{}: {denied}", ticket.number);
            Item { key: None, title, aside: format!("{at}{by}; not yours to bring back"), action: Action::Cannot(why) }
        }
    }
}

/// Brings one back that is not in the list: the cursor goes to it.
pub fn bring_back(state: &mut State, number: TicketNumber) -> Vec<Effect> {
    state.queue.awaited = Some(number);
    submit(state, Order::Undelete { numbers: vec![number] })
}
