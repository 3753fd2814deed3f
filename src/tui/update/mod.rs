//! The only place that changes the state. Every action comes through [`update`]; what is to be done outside comes back.

mod assign;
mod bulk;
mod bulk_form;
mod capture;
mod complete;
mod copy;
mod delete;
mod deleted;
mod drafts;
mod edit;
mod filter;
mod glance;
mod help;
mod keep;
mod land;
mod leave;
mod marks;
mod navigate;
mod people;
mod point;
mod priority;
mod pull;
mod reply;
mod resume;
mod search;
pub mod settings;
mod similar;
mod sort;
mod status;
mod thread;
mod told;
mod typing;
mod undo;
mod views;
mod why;
mod write;

use super::action::{Action, Beside, Way};
use super::request::{Ask, Effect, Order, Submission};
use super::state::{Again, Message, Place, Popup, Scope, State, View};
use crate::domain::query::{Query, Term, What};
use crate::domain::search::Page;

/// Lets one action happen.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = act(state, action);
    effects.extend(similar::keep_up(state));
    effects.extend(capture::keep_up(state));
    effects.extend(thread::keep_up(state));
    effects.extend(glance::cast(state));
    effects.extend(drafts::due(state));
    effects
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if !matches!(action, Action::Replied(_) | Action::Resized { .. } | Action::TimePassed) {
        state.message = None;
        state.urgent.arrived = 0;
    }
    // Only the cursor's own way is something else than a deed on its ticket.
    let mut effects = match action {
        Action::Move(_) | Action::Wheel(..) | Action::Replied(_) | Action::Resized { .. } => Vec::new(),
        Action::TimePassed => navigate::catch_up_if_due(state),
        _ => navigate::catch_up(state),
    };
    effects.extend(happen(state, action));
    effects
}

fn happen(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Move(step) => navigate::moved(state, step),
        Action::Pane(way) => navigate::pane(state, way),
        Action::Open => navigate::open(state),
        Action::Back => leave::back(state),
        Action::View(digit) => navigate::view(state, digit),
        Action::Views(action) => views::act(state, action),
        Action::Filter => filter::open(state),
        Action::Complete(way) => complete::step(state, way),
        Action::Sort(None) => sort::open(state),
        Action::Sort(Some(order)) => sort::by(state, order),
        Action::Zoom => navigate::zoom(state),
        Action::Mine => navigate::mine(state),
        Action::Arrivals => navigate::arrivals(state),
        Action::Neighbour(way) => navigate::neighbour(state, way),
        Action::Mark => marks::toggle(state),
        Action::MarkAll => marks::all(state),
        Action::OthersOnly => bulk::others(state),
        Action::Search => search::open(state),
        Action::New => edit::new(state),
        Action::Capture => capture::open(state),
        Action::Edit => edit::open(state),
        Action::TakeIt => assign::take(state),
        Action::Pull => pull::pull(state),
        Action::ChooseAssignee => assign::open(state),
        Action::ChooseStatus => status::open(state),
        Action::ChoosePriority => priority::open(state),
        Action::Comment => write::open(state, false),
        Action::Note => write::open(state, true),
        Action::Delete => delete::ask(state),
        Action::Undelete => delete::undelete(state),
        Action::Undo => undo::back(state),
        Action::Redo => undo::again(state),
        Action::CopyNumber => copy::number(state),
        Action::CopyText => copy::text(state),
        Action::Settings(knob) => settings::turned(state, knob),
        Action::People(registry) => people::act(state, registry),
        Action::Refresh => look_anew(state),
        Action::Suspend => drafts::before_stopping(state),
        Action::Quit => leave::quit(state),
        Action::QuitAnyway => leave::quit_anyway(state),
        Action::Draft(drafting) => drafts::act(state, drafting),
        Action::Wheel(way, spot) => point::wheel(state, way, spot),
        Action::Click(spot) => point::click(state, spot),
        Action::Resized { width, height } => navigate::resized(state, width, height),
        Action::Replied(reply) => reply::take(state, *reply),
        action => in_a_popup(state, action),
    }
}

/// Help and palette, and what is mostly asked for by them.
fn from_a_list(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Help => help::here(state),
        Action::Palette => help::everything(state),
        Action::Unavailable(name) => why::unavailable(state, name),
        Action::Cannot(reason) => why::told(state, reason),
        Action::GoTo(number) => navigate::to_ticket(state, number),
        Action::FoldHistory => thread::fold_history(state),
        Action::DeletedTonight => deleted::open(state),
        Action::BringBack(number) => deleted::bring_back(state, number),
        _ => Vec::new(),
    }
}

/// What is done to whatever lies over the screen, or is typed into it.
fn in_a_popup(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Send => send(state),
        Action::Beside(Beside::Complete) => capture::complete(state),
        Action::Beside(Beside::Like(way)) => similar::choose(state, way),
        Action::Beside(Beside::CommentThere) => similar::comment_there(state),
        Action::Field(way) => field(state, way),
        Action::Value(way) => value(state, way),
        Action::SendAndResolve => land::send(state),
        Action::Pick => pick(state),
        Action::Submit(order) => submit_from_popup(state, *order),
        Action::Decline => leave::decline(state),
        Action::Typed(key) => typing::typed(state, key),
        Action::Pasted(text) => typing::pasted(state, &text),
        action => from_a_list(state, action),
    }
}

/// What to ask for when the desk opens.
pub fn begin(state: &mut State) -> Vec<Effect> {
    state.queue.is_loading = true;
    let mut effects = vec![ask_queue(state, Page::first(super::state::PAGE))];
    effects.extend(ask_around(state));
    effects.push(resume::ask(state, false));
    effects
}

/// Everything that is typed and not sent, to be kept before the desk closes.
pub fn flush(state: &mut State) -> Vec<Effect> {
    drafts::flush(state)
}

/// Tells of keys that were typed for something else than what came.
pub fn not_used(state: &mut State, keys: usize) {
    let keys = match keys {
        0 => return,
        1 => "1 key not used".to_owned(),
        keys => format!("{keys} keys not used"),
    };
    match &mut state.message {
        Some(message) if message.text.ends_with('.') => message.text = format!("{} {keys}.", message.text),
        Some(message) => message.text = format!("{}; {keys}", message.text),
        None => say(state, keys),
    }
}

/// Counts what did nothing in a window too small to show what it does: keys, and pastes.
pub fn not_seen(state: &mut State, count: usize) {
    let what = if count == 1 { "1 key or paste" } else { &format!("{count} keys or pastes") };
    complain(state, format!("{what} did nothing: the window was too small to show it"));
}

/// Asks again for everything, and folds in what would come and go.
fn look_anew(state: &mut State) -> Vec<Effect> {
    state.queue.again = Again::ToFold;
    refresh(state)
}

/// Asks again for everything that is on the screen.
fn refresh(state: &mut State) -> Vec<Effect> {
    let page = state.queue.again();
    let mut effects = vec![ask_queue(state, page), settings::ask(state)];
    effects.extend(thread::ask(state));
    effects.extend(marks::ask(state));
    effects.extend(ask_around(state));
    if !state.similar.words.is_empty() {
        effects.extend(similar::ask(state));
    }
    effects.extend(people::ask(state));
    effects
}

/// The cards and the views' counts.
fn ask_counts(state: &mut State) -> Effect {
    state.turns.counts += 1;
    let views = state.views.iter().filter(|view| view.problem.is_none()).map(|view| view.query.clone()).collect();
    Effect::Ask(Ask::Counts { turn: state.turns.counts, views, cap: View::CAP + 1 })
}

/// The cards, the views with their counts, and the staff.
fn ask_around(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![ask_counts(state)];
    if state.me.role.is_staff() {
        state.turns.views += 1;
        effects.push(Effect::Ask(Ask::Views { turn: state.turns.views }));
        state.turns.staff += 1;
        effects.push(Effect::Ask(Ask::Staff { turn: state.turns.staff }));
        state.turns.urgent += 1;
        effects.push(Effect::Ask(Ask::Urgent { turn: state.turns.urgent, since: state.urgent.heard }));
    }
    effects
}

fn ask_queue(state: &mut State, page: Page) -> Effect {
    state.turns.queue += 1;
    let again = state.queue.shown_again(&page);
    // Until it is answered: a question for more of the list may take its place.
    if again.is_some() && state.queue.again == Again::Answered {
        state.queue.again = Again::Awaited;
    }
    Effect::Ask(Ask::Queue { turn: state.turns.queue, query: query(state), page, again })
}

/// What the list shows now.
fn query(state: &State) -> Query {
    let mut query = match &state.place {
        Place::View(index) => state.views.get(*index).map(|view| view.query.clone()).unwrap_or_default(),
        Place::Search { query, .. } => query.clone(),
    };
    if let Some(sort) = state.sorted {
        (query.sort, query.sort_given) = (sort, true);
    }
    if state.mine {
        query.terms.push(Term { negated: false, what: What::Mine, span: crate::domain::query::Span::default() });
    }
    query
}

/// Goes to another list from its top. A verb there is not meant for what was marked here, unless it is the same tickets in
/// another order.
fn go_to(state: &mut State, place: Place) -> Vec<Effect> {
    if place != state.place {
        state.sorted = None;
    }
    let before = query(state);
    state.place = place;
    if !query(state).asks_the_same_as(&before) {
        marks::drop_all(state);
    }
    state.queue = super::state::Queue { is_loading: true, ..Default::default() };
    vec![ask_queue(state, Page::first(super::state::PAGE))]
}

/// A new handle, under which an order is done once however often it is submitted.
fn new_handle(state: &mut State) -> u64 {
    state.turns.handle += 1;
    state.turns.handle
}

/// Sends an order that no form stands behind.
fn submit(state: &mut State, order: Order) -> Vec<Effect> {
    let handle = new_handle(state);
    submit_as(state, handle, order)
}

fn submit_as(state: &mut State, handle: u64, order: Order) -> Vec<Effect> {
    // Twice on the same key is once: the first is still on its way.
    if state.under_way.iter().any(|(other, _)| *other == handle) {
        return Vec::new();
    }
    state.under_way.push((handle, order.clone()));
    vec![Effect::Submit(Submission { handle, order, is_rehearsal: false })]
}

fn submit_from_popup(state: &mut State, order: Order) -> Vec<Effect> {
    if let Order::Person(_) = order {
        return people::submit(state, order);
    }
    state.popup = None;
    match order {
        Order::Triage { .. } => bulk::decide(state, order),
        order => submit(state, order),
    }
}

fn send(state: &mut State) -> Vec<Effect> {
    match &state.popup {
        Some(Popup::Composer(_) | Popup::Meanwhile(_)) => write::send(state),
        Some(Popup::Form(_)) => edit::send(state),
        Some(Popup::Keep(_)) => keep::send(state),
        Some(Popup::Bulk(_)) => bulk_form::send(state),
        Some(Popup::Filter(_)) => filter::keep(state),
        Some(Popup::Person(_)) => people::send(state),
        _ => Vec::new(),
    }
}

fn field(state: &mut State, way: Way) -> Vec<Effect> {
    match &state.popup {
        Some(Popup::Keep(_)) => keep::field(state, way),
        Some(Popup::Bulk(_)) => bulk_form::field(state, way),
        Some(Popup::Filter(_)) => filter::field(state, way),
        Some(Popup::Person(_)) => people::field(state, way),
        _ => edit::field(state, way),
    }
}

fn value(state: &mut State, way: Way) -> Vec<Effect> {
    match &state.popup {
        Some(Popup::Keep(_)) => keep::value(state, way),
        Some(Popup::Bulk(_)) => bulk_form::value(state, way),
        Some(Popup::Filter(_)) => filter::value(state, way),
        Some(Popup::Person(_)) => people::value(state, way),
        _ => edit::value(state, way),
    }
}

fn pick(state: &mut State) -> Vec<Effect> {
    if state.scope() == Scope::Search {
        return search::take(state);
    }
    if matches!(state.popup, Some(Popup::Settings(_))) {
        return settings::take(state);
    }
    if matches!(state.popup, Some(Popup::People(_))) {
        return people::show_keys(state);
    }
    let action = match state.popup.take() {
        Some(Popup::Picker(picker)) => {
            let action = picker.picked();
            // What the list lay over has the keys again, and what was picked is done there.
            state.popup = if action.is_some() { picker.beneath.map(|popup| *popup) } else { Some(Popup::Picker(picker)) };
            action
        }
        Some(Popup::Question(question)) => {
            // Yes is done there, too.
            state.popup = question.instead.map(|popup| *popup);
            Some(question.yes)
        }
        Some(form @ Popup::Filter(_)) => {
            state.popup = Some(form);
            return filter::apply(state);
        }
        other => {
            state.popup = other;
            None
        }
    };
    action.map_or_else(Vec::new, |action| update(state, action))
}

/// Tells something, unless an error is still to be read.
fn say(state: &mut State, text: impl Into<String>) {
    if state.message.as_ref().is_some_and(|message| message.is_error) {
        return;
    }
    state.message = Some(Message { text: text.into(), is_error: false });
}

fn complain(state: &mut State, text: impl Into<String>) {
    state.message = Some(Message { text: text.into(), is_error: true });
}

/// The value after or before this one, going round.
fn turn<T: Copy + PartialEq>(all: &[T], now: T, way: Way) -> T {
    let place = all.iter().position(|value| *value == now).unwrap_or(0);
    let step = match way {
        Way::Next => 1,
        Way::Previous => all.len() - 1,
    };
    all[(place + step) % all.len()]
}
