//! Going on with what was typed: a draft comes back into its form, is listed, or is taken over from another window.

use super::drafts::{remember, task};
use super::{bulk_form, complain, edit, go_to, new_handle, say};
use crate::desk::Offered;
use crate::domain::TicketNumber;
use crate::domain::draft::{DraftKind, Manuscript};
use crate::domain::query::Query;
use crate::tui::action::{Action, Drafting};
use crate::tui::command::key_of;
use crate::tui::request::{Ask, DraftOrder, Effect, Problem, Topic, Unsent};
use crate::tui::state::{Ahead, Composer, Form, Item, Keeping, Picker, Place, Popup, State, draft_title, is_one_line, marked_in};
use crate::tui::widget::Editor;
use std::sync::Arc;

/// So much of a draft is shown where it is offered, in characters.
const GLIMPSE: usize = 60;

/// A form was opened: a draft of the same kind for the same ticket comes back into it.
pub fn look_for(state: &mut State) -> Vec<Effect> {
    let Some(about) = state.popup.as_ref().and_then(Popup::about) else { return Vec::new() };
    // What was put aside just now may not have reached the file yet.
    let open = state.popup.as_ref().and_then(|popup| popup.writing(false));
    if let Some(effect) = open.and_then(|open| take_up(state, about, &open.manuscript)) {
        return vec![effect];
    }
    state.turns.draft += 1;
    state.awaited = Some(Topic::Draft);
    let (kind, number) = about;
    vec![Effect::Ask(Ask::Draft { turn: state.turns.draft, kind, number })]
}

/// Opens the same form where it was put aside and may not have reached the file yet.
fn take_up(state: &mut State, about: (DraftKind, Option<TicketNumber>), manuscript: &Manuscript) -> Option<Effect> {
    let is_same = |popup: &Popup| popup.about() == Some(about) && popup.is_for_the_same(manuscript);
    let place = state.put_aside.iter().position(is_same)?;
    let popup = state.put_aside.remove(place);
    let handle = popup.handle();
    state.popup = Some(popup);
    Some(task(handle?, DraftOrder::Take(None)))
}

/// The answer to [`look_for`].
pub fn found(state: &mut State, answer: Result<Vec<Offered>, Problem>) -> Vec<Effect> {
    state.awaited = None;
    let Some(offered) = still_there(state, answer) else { return Vec::new() };
    for unsent in offered.iter().map(Unsent::from) {
        remember(state, unsent);
    }
    let Some(handle) = state.popup.as_ref().and_then(Popup::handle) else { return Vec::new() };
    let is_this = |offered: &Offered| state.popup.as_ref().is_some_and(|popup| popup.is_for_the_same(&offered.draft.manuscript));
    let offered: Vec<Offered> = offered.into_iter().filter(is_this).collect();
    let (elsewhere, free): (Vec<_>, Vec<_>) = offered.into_iter().partition(|offered| offered.is_open_elsewhere);
    match (free.into_iter().next(), elsewhere.into_iter().next()) {
        (Some(draft), _) => {
            state.ahead = Ahead::Letters;
            resume(state, handle, &draft)
        }
        (None, Some(draft)) => {
            state.ahead = Ahead::Unmeant;
            ask_whose(state, draft)
        }
        (None, None) => Vec::new(),
    }
}

/// All but those that I threw away and the file does not know of yet; `None`, said, if they could not be looked for.
fn still_there(state: &mut State, answer: Result<Vec<Offered>, Problem>) -> Option<Vec<Offered>> {
    match answer {
        Ok(mut offered) => {
            offered.retain(|offered| state.discarding.iter().all(|(_, draft)| *draft != Some(offered.draft.id)));
            Some(offered)
        }
        Err(problem) => {
            complain(state, format!("drafts cannot be looked for: {}", problem.message));
            None
        }
    }
}

/// The same draft is open in another window of mine.
fn ask_whose(state: &mut State, offered: Offered) -> Vec<Effect> {
    let draft = &offered.draft;
    let title = format!("Another window has your {}", draft_title(draft.kind, draft.number));
    let aside = format!("{}, kept {}", draft.manuscript.glimpse(GLIMPSE), ago(state, &offered));
    let another = Action::Draft(Drafting::StartAnother(Box::new(offered.clone())));
    // First what brings the text back; the other window goes on as a draft of its own.
    let items = vec![
        Item { key: Some('t'), title: "take it over".to_owned(), aside, action: Action::Draft(Drafting::TakeOver(Box::new(offered))) },
        Item { key: Some('s'), title: "start another".to_owned(), aside: "the other window keeps its own".to_owned(), action: another },
    ];
    state.popup = Some(Popup::Picker(Picker::new(title, items)));
    Vec::new()
}

/// A form of its own beside the one that another window has.
pub fn start_another(state: &mut State, offered: &Offered) -> Vec<Effect> {
    open_form(state, offered);
    Vec::new()
}

/// Goes on with a draft, whoever held it.
pub fn take_over(state: &mut State, offered: &Offered) -> Vec<Effect> {
    open_form(state, offered).map(|handle| resume(state, handle, offered)).unwrap_or_default()
}

/// An empty form of the draft's kind, for its tickets.
fn open_form(state: &mut State, offered: &Offered) -> Option<u64> {
    let handle = new_handle(state);
    let draft = &offered.draft;
    let marked = state.marks.see_again(marked_in(&draft.manuscript));
    state.popup = match (draft.kind, draft.number, &offered.ticket) {
        (DraftKind::New, ..) if is_one_line(&draft.manuscript) => Some(Popup::Form(Box::new(Form::capture(handle)))),
        (DraftKind::New, ..) => Some(edit::blank(state, handle)),
        (DraftKind::Bulk, ..) => Some(bulk_form::blank(state, handle, marked)),
        (DraftKind::Edit, _, Some(ticket)) => Some(edit::form_of(ticket, handle)),
        (kind @ (DraftKind::Comment | DraftKind::Note), Some(number), ticket) => Some(Popup::Composer(Composer {
            number,
            subject: ticket.as_ref().map(|ticket| ticket.subject.clone()).unwrap_or_default(),
            internal: kind == DraftKind::Note,
            marked,
            seen: ticket.clone().map(Arc::new),
            editor: Editor::text(""),
            handle,
            keeping: Keeping::default(),
            problem: None,
        })),
        // An edit without its ticket: purging took both.
        (DraftKind::Edit | DraftKind::Comment | DraftKind::Note, ..) => None,
    };
    state.popup.is_some().then_some(handle)
}

/// Fills the open form with what was written, cursor where it was, and says so.
fn resume(state: &mut State, handle: u64, offered: &Offered) -> Vec<Effect> {
    let Offered { draft, ticket, obstacle, .. } = offered;
    let mut outrun = Vec::new();
    match &mut state.popup {
        Some(Popup::Composer(composer)) => {
            composer.resume(&draft.manuscript);
            composer.problem = obstacle.as_ref().map(|why| format!("{why}; it cannot be sent now"));
        }
        Some(Popup::Bulk(form)) => {
            form.resume(&draft.manuscript);
            form.problem = obstacle.as_ref().map(|why| format!("{why}; it cannot be sent now"));
        }
        Some(Popup::Form(form)) => {
            if let (DraftKind::Edit, Some(ticket)) = (draft.kind, ticket) {
                **form = Form::of(ticket, handle);
            }
            outrun = form.resume(&draft.manuscript);
            form.problem = obstacle.as_ref().map(|why| (None, format!("{why}; it cannot be sent now")));
        }
        _ => return Vec::new(),
    }
    if let Some(keeping) = state.popup.as_mut().and_then(Popup::keeping_mut) {
        keeping.kept(draft.id, draft.saved_at);
    }
    let set = if outrun.is_empty() { String::new() } else { format!(" Somebody set the {} since.", outrun.join(" and the ")) };
    let of = match draft.saved_at.age(state.now).as_str() {
        "now" => String::new(),
        age => format!(" of {age} ago"),
    };
    say(state, format!("Your draft{of} is back.{set}"));
    vec![task(handle, DraftOrder::Take(Some(draft.id)))]
}

fn ago(state: &State, offered: &Offered) -> String {
    match offered.draft.saved_at.age(state.now).as_str() {
        "now" => "just now".to_owned(),
        age => format!("{age} ago"),
    }
}

/// Asks for everything I have not sent: to offer it in a list, or only to know.
pub fn ask(state: &mut State, to_pick: bool) -> Effect {
    state.turns.drafts += 1;
    if to_pick {
        state.awaited = Some(Topic::Drafts);
    }
    Effect::Ask(Ask::Drafts { turn: state.turns.drafts, to_pick })
}

/// Everything I have not sent.
pub fn listed(state: &mut State, to_pick: bool, answer: Result<Vec<Offered>, Problem>) -> Vec<Effect> {
    if to_pick {
        state.awaited = None;
    }
    let Some(offered) = still_there(state, answer) else {
        state.ahead = Ahead::Unmeant;
        return Vec::new();
    };
    state.unsent = offered.iter().map(Unsent::from).collect();
    if to_pick {
        pick(state, offered);
    } else if state.message.is_none() {
        tell(state);
    }
    Vec::new()
}

/// Says what waits to be sent.
fn tell(state: &mut State) {
    let titles: Vec<String> = state.unsent.iter().take(3).map(|unsent| draft_title(unsent.kind, unsent.number)).collect();
    let more = if state.unsent.len() > titles.len() { ", …" } else { "" };
    let key = key_of(state, "desk.drafts");
    match state.unsent.len() {
        0 => {}
        1 => say(state, format!("1 draft: {}; {key} goes on with it.", titles[0])),
        count => say(state, format!("{count} drafts: {}{more}; {key} shows them.", titles.join(", "))),
    }
}

fn pick(state: &mut State, offered: Vec<Offered>) {
    if offered.is_empty() {
        state.ahead = Ahead::Unmeant;
        return say(state, "No drafts: everything was sent.");
    }
    let items = offered.into_iter().map(|offered| {
        let title = draft_title(offered.draft.kind, offered.draft.number);
        let elsewhere = if offered.is_open_elsewhere { ", in another window" } else { "" };
        let aside = format!("{}{elsewhere}: {}", ago(state, &offered), offered.draft.manuscript.glimpse(GLIMPSE));
        Item { key: None, title, aside, action: Action::Draft(Drafting::Resume(Box::new(offered))) }
    });
    let picker = Picker::new("What you have not sent; enter goes on with it".to_owned(), items.collect());
    state.popup = Some(Popup::Picker(picker));
}

/// Goes to the draft's ticket, as far as it is there, and on with the draft.
pub fn go_on(state: &mut State, offered: Offered) -> Vec<Effect> {
    let mut effects = match offered.ticket.as_ref().map(|ticket| ticket.number) {
        Some(number) => show(state, number),
        None => Vec::new(),
    };
    let about = (offered.draft.kind, offered.draft.number);
    if let Some(effect) = take_up(state, about, &offered.draft.manuscript) {
        effects.push(effect);
    } else if offered.is_open_elsewhere {
        effects.extend(ask_whose(state, offered));
    } else {
        effects.extend(take_over(state, &offered));
    }
    effects
}

/// The list with the cursor on this ticket: where it is, or as if its number had been searched for.
fn show(state: &mut State, number: TicketNumber) -> Vec<Effect> {
    if let Some(row) = state.queue.rows.iter().position(|row| row.number == number) {
        state.queue.select(row);
        return super::navigate::follow(state);
    }
    let from = match state.place {
        Place::View(index) | Place::Search { from: index, .. } => index,
    };
    let text = number.to_string();
    match Query::parse(&text, state.me.role.into()) {
        Ok(query) => go_to(state, Place::Search { text, query, from }),
        Err(_) => Vec::new(),
    }
}
