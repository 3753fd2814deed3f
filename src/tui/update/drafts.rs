//! Keeping what is typed, on its way into the file, and throwing it away when somebody says so. Offering it again is
//! `resume`'s.

use super::{complain, resume, say};
use crate::tui::action::{Action, Drafting};
use crate::tui::command::{drafting_key, key_of};
use crate::tui::request::{DraftOrder, DraftTask, Drafted, Effect, Problem, Reply, Unsent};
use crate::tui::state::{FormKind, Keeping, Popup, Question, State, draft_title};

/// What somebody does with a draft.
pub fn act(state: &mut State, drafting: Drafting) -> Vec<Effect> {
    match drafting {
        Drafting::List => vec![resume::ask(state, true)],
        Drafting::Resume(offered) => resume::go_on(state, *offered),
        Drafting::TakeOver(offered) => resume::take_over(state, &offered),
        Drafting::StartAnother(offered) => resume::start_another(state, &offered),
        Drafting::AskDiscard => ask_discard(state),
        Drafting::Discard => discard(state),
    }
}

/// What came back about drafts; an answer that is late is none.
pub fn take(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Draft { turn, answer } if turn == state.turns.draft => resume::found(state, answer),
        Reply::Drafts { turn, to_pick, answer } if turn == state.turns.drafts => resume::listed(state, to_pick, answer),
        Reply::Drafted { handle, answer } => drafted(state, handle, answer),
        _ => Vec::new(),
    }
}

/// Something to be done with the draft of a form.
pub fn task(handle: u64, order: DraftOrder) -> Effect {
    Effect::Draft(DraftTask { handle, order })
}

/// Hands over what is due: called after everything that happens.
pub fn due(state: &mut State) -> Vec<Effect> {
    let now = state.steady;
    let is_sending = state.is_sending();
    let open = state.popup.as_mut().filter(|_| !is_sending).map(|popup| (popup, false));
    let forms = open.into_iter().chain(state.put_aside.iter_mut().map(|popup| (popup, true)));
    let due = forms.filter(|(popup, _)| popup.keeping().and_then(Keeping::due_at).is_some_and(|due| due <= now));
    due.filter_map(|(popup, put_aside)| keep(popup, put_aside)).collect()
}

fn keep(popup: &mut Popup, put_aside: bool) -> Option<Effect> {
    // First of all: what cannot be kept is not due for ever.
    popup.keeping_mut()?.handed_over();
    Some(task(popup.handle()?, DraftOrder::Keep(popup.writing(put_aside)?)))
}

/// Everything that is typed and not sent, for the end of the desk.
pub fn flush(state: &mut State) -> Vec<Effect> {
    let forms = state.popup.iter_mut().chain(&mut state.put_aside).filter(|popup| popup.has_text());
    forms.filter_map(|popup| keep(popup, true)).collect()
}

/// A process that is stopped watches no clock: what is typed is kept before.
pub fn before_stopping(state: &mut State) -> Vec<Effect> {
    let waits = |popup: &&mut Popup| popup.keeping().is_some_and(|keeping| keeping.due_at().is_some());
    let mut effects: Vec<Effect> = state.popup.iter_mut().filter(waits).filter_map(|popup| keep(popup, false)).collect();
    effects.push(Effect::Suspend);
    effects
}

/// Closes the form and keeps what it holds.
pub fn put_aside(state: &mut State, mut popup: Popup) -> Vec<Effect> {
    let (Some(handle), Some((kind, number))) = (popup.handle(), popup.about()) else { return Vec::new() };
    if !popup.has_text() {
        // What was emptied by hand is no draft any more.
        let was_kept = popup.keeping().is_some_and(Keeping::was_handed_over);
        return was_kept.then(|| throw_away(state, handle, &popup)).into_iter().collect();
    }
    let is_one_line = matches!(&popup, Popup::Form(form) if matches!(form.kind, FormKind::Capture));
    let key = if is_one_line { key_of(state, "ticket.capture") } else { drafting_key(state, kind) };
    say(state, format!("Your {} is kept as a draft; {key} goes on with it.", draft_title(kind, number)));
    let effect = keep(&mut popup, true);
    state.put_aside.push(popup);
    effect.into_iter().collect()
}

/// What came back of keeping.
fn drafted(state: &mut State, handle: u64, answer: Result<Drafted, Problem>) -> Vec<Effect> {
    match &answer {
        // On its way when the form was thrown away.
        Ok(Drafted::Kept { unsent, .. }) => {
            state.discarding.iter_mut().filter(|(other, _)| *other == handle).for_each(|(_, draft)| *draft = Some(unsent.draft));
        }
        Ok(Drafted::Taken { .. }) => {}
        Ok(Drafted::Discarded(_)) | Err(_) => state.discarding.retain(|(other, _)| *other != handle),
    }
    match answer {
        Ok(Drafted::Kept { unsent, is_another }) => kept(state, handle, unsent, is_another),
        // It went between being offered and being opened: what is on the screen is all there is of it.
        Ok(Drafted::Taken { is_there: false }) => touch(state, handle),
        Ok(Drafted::Taken { is_there: true }) => {}
        Ok(Drafted::Discarded(draft)) => state.unsent.retain(|unsent| Some(unsent.draft) != draft),
        Err(problem) => not_kept(state, handle, problem.message),
    }
    Vec::new()
}

fn form_with(state: &mut State, handle: u64) -> Option<&mut Popup> {
    state.popup.iter_mut().chain(&mut state.put_aside).find(|popup| popup.handle() == Some(handle))
}

fn touch(state: &mut State, handle: u64) {
    let now = state.steady;
    if let Some(keeping) = form_with(state, handle).and_then(Popup::keeping_mut) {
        keeping.typed(now);
    }
}

fn kept(state: &mut State, handle: u64, unsent: Unsent, is_another: bool) {
    if let Some(keeping) = form_with(state, handle).and_then(Popup::keeping_mut) {
        keeping.kept(unsent.draft, unsent.at);
    }
    // Put aside and in the file: done with.
    state.put_aside.retain(|popup| popup.handle() != Some(handle) || popup.keeping().is_some_and(|keeping| keeping.due_at().is_some()));
    if is_another {
        complain(state, "Another window went on with your draft, or threw it away; what is here is kept as another");
    }
    remember(state, unsent);
}

/// One more that is not sent, or the same as it is now.
pub fn remember(state: &mut State, unsent: Unsent) {
    state.unsent.retain(|other| other.draft != unsent.draft);
    state.unsent.insert(0, unsent);
}

/// It stays on the screen, or where it was put aside, and is tried again.
fn not_kept(state: &mut State, handle: u64, why: String) {
    let now = state.steady;
    let Some(popup) = form_with(state, handle) else { return complain(state, why) };
    let what = popup.about().map(|(kind, number)| draft_title(kind, number)).unwrap_or_default();
    let Some(keeping) = popup.keeping_mut() else { return };
    if keeping.failed(why.clone(), now) {
        complain(state, format!("Your {what} is not kept yet, and will be tried again: {why}"));
    }
}

/// The open form was sent: its draft is none any more.
pub fn sent(state: &mut State) {
    let draft = state.popup.as_ref().and_then(|popup| popup.keeping()?.draft);
    state.unsent.retain(|unsent| Some(unsent.draft) != draft);
}

/// Asks before anything is thrown away.
fn ask_discard(state: &mut State) -> Vec<Effect> {
    let Some(popup) = state.popup.take() else { return Vec::new() };
    let Some((kind, number)) = popup.about() else { return Vec::new() };
    if !popup.has_text() {
        return put_aside(state, popup);
    }
    let text = format!("Throw away your {}? It cannot be brought back.", draft_title(kind, number));
    let yes = Action::Draft(Drafting::Discard);
    state.popup = Some(Popup::Question(Question { text, yes, instead: Some(Box::new(popup)) }));
    Vec::new()
}

/// Throws away what the form holds, and its draft.
fn discard(state: &mut State) -> Vec<Effect> {
    let Some((popup, handle)) = state.popup.take().and_then(|popup| popup.handle().map(|handle| (popup, handle))) else {
        return Vec::new();
    };
    say(state, "Thrown away.");
    vec![throw_away(state, handle, &popup)]
}

/// Has the file forget what the form holds. Until it has, nobody is offered it.
fn throw_away(state: &mut State, handle: u64, popup: &Popup) -> Effect {
    state.discarding.push((handle, popup.keeping().and_then(|keeping| keeping.draft)));
    task(handle, DraftOrder::Discard)
}
