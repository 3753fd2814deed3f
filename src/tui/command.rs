//! THE TABLE of commands: key dispatch, footer, help, palette and docs/keys.md all read it, and there is no second list.

use super::action::Drafting;
use super::action::{Action, Beside, Knob, Registry, Step, ViewAction, Way, Whose};
use super::state::{BulkForm, Field, FilterField, Focus, KeepField, People, PersonField, Place, Popup, Scope, State, View};
use crate::domain::Status;
use crate::domain::draft::DraftKind;
use crate::domain::policy::Act;

/// One thing that can be done.
pub struct Command {
    /// By which it is remapped.
    pub name: &'static str,
    pub title: &'static str,
    /// As people write them: `a`, `ctrl-s`, `enter`.
    pub keys: &'static [&'static str],
    pub scope: Scope,
    /// What the footer calls it, if the footer shows it.
    pub hint: Option<&'static str>,
    /// Whether it can be done now. Asks the policy that the desk enforces.
    pub ready: fn(&State) -> bool,
    pub action: fn() -> Action,
}

impl Command {
    /// The keys it has for me: the table's, unless somebody remapped it.
    #[must_use]
    pub fn keys_in<'a>(&'a self, state: &'a State) -> Vec<&'a str> {
        state.keymap.keys(self.name, self.keys)
    }
}

/// The first key of a command, for texts that name one; its name where it has none.
#[must_use]
pub fn key_of(state: &State, name: &'static str) -> String {
    let command = COMMANDS.iter().find(|command| command.name == name);
    command.and_then(|command| command.keys_in(state).first().map(|key| (*key).to_owned())).unwrap_or_else(|| name.to_owned())
}

macro_rules! commands {
    ($($scope:ident $name:literal $title:literal [$($key:literal)*] $hint:expr, $ready:expr, $action:expr;)*) => {
        &[$(Command {
            name: $name, title: $title, keys: &[$($key),*], scope: Scope::$scope, hint: $hint, ready: $ready, action: || $action,
        }),*]
    };
}

/// Every command there is.
pub const COMMANDS: &[Command] = commands![
    Desk "ticket.take" "Assign to me" ["i"] Some("take"), |state| state.may(Act::Assign), Action::TakeIt;
    Desk "ticket.assign" "Assign to somebody" ["a"] Some("assign"), |state| state.may(Act::Assign), Action::ChooseAssignee;
    Desk "ticket.status" "Start, resolve, close or reopen" ["s"] Some("status"), on_a_live_ticket, Action::ChooseStatus;
    Desk "ticket.priority" "Set the priority" ["p"] None, |state| state.may(Act::Edit), Action::ChoosePriority;
    Desk "ticket.comment" "Write a comment, which the requester sees" ["c"] Some("comment"), |state| state.may(Act::Comment), Action::Comment;
    Desk "ticket.note" "Write a note, which only staff see" ["n"] Some("note"), |state| state.may(Act::Note), Action::Note;
    Desk "list.mark" "Mark the ticket, or take its mark off, and go down" ["x"] Some("mark"), can_mark, Action::Mark;
    Desk "list.search" "Search" ["/"] Some("search"), always, Action::Search;
    Desk "ticket.open" "Look at the ticket" ["enter"] Some("open"), on_a_ticket, Action::Open;
    Desk "ticket.pull" "Take the most pressing ticket that nobody has" ["space"] Some("pull"), |state| state.may_at_all(Act::Assign), Action::Pull;
    Desk "ticket.new" "New ticket" ["t"] Some("new"), |state| state.may_at_all(Act::Create), Action::New;
    Desk "ticket.capture" "New ticket in one line" ["T"] None, |state| state.may_at_all(Act::Create), Action::Capture;
    Desk "ticket.edit" "Edit the ticket" ["e"] None, |state| state.may(Act::Edit), Action::Edit;
    Desk "ticket.delete" "Delete the ticket" ["D"] None, |state| state.may(Act::Delete), Action::Delete;
    Desk "ticket.undelete" "Bring the deleted ticket back" ["U"] Some("bring back"), is_deleted, Action::Undelete;
    Desk "ticket.copy-number" "Copy the number" ["y"] None, on_a_ticket, Action::CopyNumber;
    Desk "ticket.copy-text" "Copy the ticket's public text" ["Y"] None, on_a_ticket, Action::CopyText;
    Desk "desk.drafts" "What you have not sent" ["d"] None, always, Action::Draft(Drafting::List);
    Desk "desk.help" "What can be done here and now" ["?"] Some("help"), always, Action::Help;
    Desk "desk.settings" "Settings, yours and the desk's" [","] None, always, Action::Settings(Knob::Open);
    Desk "desk.people" "The people of the desk, and their keys" ["P"] None, |state| state.may_at_all(Act::ManageUsers), Action::People(Registry::Open);
    Desk "desk.palette" "Every command" [":"] None, always, Action::Palette;
    Desk "desk.undo" "Take my last change back" ["u"] None, |state| state.may_at_all(Act::Undo), Action::Undo;
    Desk "desk.redo" "Do again what was taken back" ["ctrl-r"] None, |state| state.may_at_all(Act::Undo), Action::Redo;
    Desk "list.down" "Down" ["j" "down"] None, always, Action::Move(Step::Down);
    Desk "list.up" "Up" ["k" "up"] None, always, Action::Move(Step::Up);
    Desk "list.half-down" "Half a page down" ["ctrl-d"] None, always, Action::Move(Step::HalfDown);
    Desk "list.half-up" "Half a page up" ["ctrl-u"] None, always, Action::Move(Step::HalfUp);
    Desk "list.page-down" "A page down" ["pgdown"] None, always, Action::Move(Step::PageDown);
    Desk "list.page-up" "A page up" ["pgup"] None, always, Action::Move(Step::PageUp);
    Desk "list.first" "To the first" ["g" "home"] None, always, Action::Move(Step::First);
    Desk "list.last" "To the last" ["G" "end"] None, always, Action::Move(Step::Last);
    Desk "list.mark-all" "Mark all in the view, or none" ["X"] None, can_mark, Action::MarkAll;
    Desk "list.mine" "Only what is assigned to me, or all again" ["m"] None, |state| state.may_at_all(Act::Assign), Action::Mine;
    Desk "list.arrivals" "See what arrived" ["."] None, |state| !state.queue.news.is_empty(), Action::Arrivals;
    Desk "ticket.next" "The next ticket while reading" ["J"] None, on_a_ticket, Action::Neighbour(Way::Next);
    Desk "ticket.previous" "The previous ticket while reading" ["K"] None, on_a_ticket, Action::Neighbour(Way::Previous);
    Desk "ticket.fold" "Fold the history away, or out again" ["H"] None, has_history, Action::FoldHistory;
    Desk "desk.deleted" "Deleted tonight" [] None, |state| state.may_at_all(Act::SeeInternals), Action::DeletedTonight;
    Desk "pane.right" "The pane to the right" ["l" "right" "tab"] None, always, Action::Pane(Way::Next);
    Desk "pane.left" "The pane to the left" ["h" "left" "shift-tab"] None, always, Action::Pane(Way::Previous);
    Desk "pane.zoom" "One pane alone, or all again" ["z"] None, |state| !state.is_narrow(), Action::Zoom;
    Desk "desk.back" "One step back" ["esc" "ctrl-c"] None, goes_back, Action::Back;
    Desk "desk.refresh" "Look at the file again" ["ctrl-l"] None, always, Action::Refresh;
    Desk "list.filter" "Filter the list" ["f"] None, |state| state.may_at_all(Act::Triage), Action::Filter;
    Desk "list.sort" "Sort the list" ["o"] None, |state| state.may_at_all(Act::Triage), Action::Sort(None);
    Desk "view.keep" "Keep this list as a view" ["v"] None, |state| state.may_at_all(Act::KeepViews), Action::Views(ViewAction::Keep);
    Desk "view.forget" "Remove a view" ["V"] None, has_own_view, Action::Views(ViewAction::Forget(None));
    Desk "view.1" "View 1" ["1"] None, |state| has_view(state, 1), Action::View(1);
    Desk "view.2" "View 2" ["2"] None, |state| has_view(state, 2), Action::View(2);
    Desk "view.3" "View 3" ["3"] None, |state| has_view(state, 3), Action::View(3);
    Desk "view.4" "View 4" ["4"] None, |state| has_view(state, 4), Action::View(4);
    Desk "view.5" "View 5" ["5"] None, |state| has_view(state, 5), Action::View(5);
    Desk "view.6" "View 6" ["6"] None, |state| has_view(state, 6), Action::View(6);
    Desk "view.7" "View 7" ["7"] None, |state| has_view(state, 7), Action::View(7);
    Desk "view.8" "View 8" ["8"] None, |state| has_view(state, 8), Action::View(8);
    Desk "view.9" "View 9" ["9"] None, |state| has_view(state, 9), Action::View(9);
    Everywhere "desk.suspend" "Suspend; `fg` comes back" ["ctrl-z"] None, always, Action::Suspend;
    Everywhere "desk.keys" "What can be done here, also while typing" ["ctrl-g" "f1"] Some("help"), |state| !is_help(state), Action::Help;
    Desk "desk.quit" "Quit" ["q"] Some("quit"), always, Action::Quit;
    Search "search.take" "Go to what was found" ["enter"] Some("go there"), always, Action::Pick;
    Search "search.down" "Down" ["down" "ctrl-n"] None, always, Action::Move(Step::Down);
    Search "search.up" "Up" ["up" "ctrl-p"] None, always, Action::Move(Step::Up);
    Search "search.complete" "Complete what is typed" ["tab"] Some("complete"), offers, Action::Complete(Way::Next);
    Search "search.complete-back" "The completion before" ["shift-tab"] None, offers, Action::Complete(Way::Previous);
    Search "search.leave" "Back to the list as it was" ["esc" "ctrl-c"] Some("back"), always, Action::Back;
    Picker "pick.take" "Choose what the cursor is on" ["enter"] Some("choose"), always, Action::Pick;
    Picker "pick.down" "Down" ["down" "ctrl-n"] None, always, Action::Move(Step::Down);
    Picker "pick.up" "Up" ["up" "ctrl-p"] None, always, Action::Move(Step::Up);
    Picker "pick.page-down" "A page down" ["pgdown"] None, always, Action::Move(Step::PageDown);
    Picker "pick.page-up" "A page up" ["pgup"] None, always, Action::Move(Step::PageUp);
    Picker "pick.first" "To the first" ["home"] None, always, Action::Move(Step::First);
    Picker "pick.last" "To the last" ["end"] None, always, Action::Move(Step::Last);
    Picker "pick.leave" "Close the list" ["esc" "ctrl-c"] Some("back"), always, Action::Back;
    Composer "write.send" "Send" ["ctrl-s"] Some("send"), always, Action::Send;
    Composer "write.resolve" "Send, resolve and go on" ["ctrl-x"] Some("send and resolve"), |state| state.may_at_all(Act::Resolve), Action::SendAndResolve;
    Composer "write.leave" "Close, and keep it as a draft" ["esc" "ctrl-c"] Some("keep"), always, Action::Back;
    Composer "write.discard" "Throw it away, which is asked first" ["ctrl-q"] Some("discard"), always, Action::Draft(Drafting::AskDiscard);
    Form "form.send" "Save" ["ctrl-s"] Some("save"), always, Action::Send;
    Form "form.next" "The next field" ["tab"] Some("next field"), always, Action::Field(Way::Next);
    Form "form.previous" "The field before" ["shift-tab"] None, always, Action::Field(Way::Previous);
    Form "form.more" "The next value" ["right"] None, on_a_choice, Action::Value(Way::Next);
    Form "form.less" "The value before" ["left"] None, on_a_choice, Action::Value(Way::Previous);
    Form "form.leave" "Close; a ticket is kept as a draft" ["esc" "ctrl-c"] Some("close"), always, Action::Back;
    Form "form.discard" "Throw the ticket's draft away, which is asked first" ["ctrl-q"] Some("discard"), on_a_draft, Action::Draft(Drafting::AskDiscard);
    Form "form.instead" "Comment on the ticket like it instead" ["ctrl-o"] Some("comment there"), State::could_comment_there, Action::Beside(Beside::CommentThere);
    Form "form.like-next" "The next ticket like it" ["ctrl-n"] None, on_one_line_with_others, Action::Beside(Beside::Like(Way::Next));
    Form "form.like-previous" "The ticket like it before" ["ctrl-p"] None, on_one_line_with_others, Action::Beside(Beside::Like(Way::Previous));
    Sheet "sheet.leave" "Close" ["esc" "enter" "q" "ctrl-c"] Some("close"), always, Action::Back;
    Sheet "sheet.down" "Down" ["j" "down"] Some("down"), always, Action::Move(Step::Down);
    Sheet "sheet.up" "Up" ["k" "up"] Some("up"), always, Action::Move(Step::Up);
    Sheet "sheet.page-down" "A page down" ["pgdown" "ctrl-d" "space"] None, always, Action::Move(Step::PageDown);
    Sheet "sheet.page-up" "A page up" ["pgup" "ctrl-u"] None, always, Action::Move(Step::PageUp);
    Sheet "sheet.first" "To the first line" ["g" "home"] None, always, Action::Move(Step::First);
    Sheet "sheet.last" "To the last line" ["G" "end"] None, always, Action::Move(Step::Last);
    Refused "refused.others" "Do it to the others only" ["y"] Some("the others only"), has_others, Action::OthersOnly;
    Refused "refused.back" "Go back; nothing has happened" ["n" "esc" "enter" "ctrl-c"] Some("go back"), always, Action::Back;
    Refused "refused.down" "Down" ["j" "down"] None, always, Action::Move(Step::Down);
    Refused "refused.up" "Up" ["k" "up"] None, always, Action::Move(Step::Up);
    Refused "refused.page-down" "Further down" ["pgdown" "ctrl-d"] None, always, Action::Move(Step::PageDown);
    Refused "refused.page-up" "Further up" ["pgup" "ctrl-u"] None, always, Action::Move(Step::PageUp);
    Filter "filter.show" "Show what is found" ["enter"] Some("show"), always, Action::Pick;
    Filter "filter.next" "The next field" ["tab" "down"] Some("next field"), always, Action::Field(Way::Next);
    Filter "filter.previous" "The field before" ["shift-tab" "up"] None, always, Action::Field(Way::Previous);
    Filter "filter.keep" "Keep it as a view" ["ctrl-s"] Some("keep as a view"), always, Action::Send;
    Filter "filter.more" "The next value" ["right"] None, on_a_choice, Action::Value(Way::Next);
    Filter "filter.less" "The value before" ["left"] None, on_a_choice, Action::Value(Way::Previous);
    Filter "filter.leave" "Close" ["esc" "ctrl-c"] Some("close"), always, Action::Back;
    Settings "settings.take" "Change it, or take what is picked" ["enter" "space"] Some("change"), always, Action::Pick;
    Settings "settings.round" "The desk's instead of yours, or yours again" ["tab"] Some("yours/desk's"), may_set_for_the_desk, Action::Settings(Knob::Round);
    Settings "settings.unset" "Take away what was set" ["x" "delete"] Some("unset"), changes_nothing, Action::Settings(Knob::Unset);
    Settings "settings.leave" "Back, and as it was" ["esc" "q" "ctrl-c"] Some("back"), always, Action::Back;
    Settings "settings.down" "Down" ["j" "down" "right" "l"] None, always, Action::Move(Step::Down);
    Settings "settings.up" "Up" ["k" "up" "left" "h"] None, always, Action::Move(Step::Up);
    Settings "settings.first" "To the first" ["g" "home"] None, always, Action::Move(Step::First);
    Settings "settings.last" "To the last" ["G" "end"] None, always, Action::Move(Step::Last);
    People "people.keys" "The keys they sign in with" ["enter"] Some("keys"), on_somebody, Action::Pick;
    People "people.add" "Add somebody; a key, where keys are shown" ["a"] Some("add"), always, Action::People(Registry::Add);
    People "people.edit" "Change their name, role or email" ["e"] Some("edit"), on_somebody, Action::People(Registry::Edit);
    People "people.switch" "Disable them, or let them in again" ["d"] Some("disable/enable"), on_somebody, Action::People(Registry::Switch);
    People "people.remove" "Take the key away" ["x" "delete"] Some("remove"), on_a_key, Action::People(Registry::RemoveKey);
    People "people.find" "Find somebody by login or name" ["/"] Some("find"), among_people, Action::People(Registry::Find);
    People "people.copy" "Copy the line to send them" ["y"] Some("copy the line"), has_a_way_in, Action::People(Registry::Copy);
    People "people.leave" "Back" ["esc" "q" "ctrl-c"] Some("back"), always, Action::Back;
    People "people.down" "Down" ["j" "down"] None, always, Action::Move(Step::Down);
    People "people.up" "Up" ["k" "up"] None, always, Action::Move(Step::Up);
    People "people.page-down" "A page down" ["pgdown" "ctrl-d"] None, always, Action::Move(Step::HalfDown);
    People "people.page-up" "A page up" ["pgup" "ctrl-u"] None, always, Action::Move(Step::HalfUp);
    People "people.first" "To the first" ["g" "home"] None, always, Action::Move(Step::First);
    People "people.last" "To the last" ["G" "end"] None, always, Action::Move(Step::Last);
    Value "value.take" "Set it" ["enter" "ctrl-s"] Some("set"), always, Action::Pick;
    Value "value.leave" "Back, and as it was" ["esc" "ctrl-c"] Some("back"), always, Action::Back;
    Capture "capture.send" "Make the ticket" ["enter" "ctrl-s"] Some("create"), always, Action::Send;
    Capture "capture.complete" "Complete the mark" ["tab"] None, always, Action::Beside(Beside::Complete);
    Capture "capture.instead" "Comment on the ticket like it instead" ["ctrl-o"] Some("comment there"), State::could_comment_there, Action::Beside(Beside::CommentThere);
    Capture "capture.like-next" "The next ticket like it" ["down" "ctrl-n"] None, State::could_comment_there, Action::Beside(Beside::Like(Way::Next));
    Capture "capture.like-previous" "The ticket like it before" ["up" "ctrl-p"] None, State::could_comment_there, Action::Beside(Beside::Like(Way::Previous));
    Capture "capture.leave" "Close, and keep it as a draft" ["esc" "ctrl-c"] Some("keep"), always, Action::Back;
    Capture "capture.discard" "Throw it away, which is asked first" ["ctrl-q"] Some("discard"), always, Action::Draft(Drafting::AskDiscard);
    Question "question.yes" "Yes" ["y"] Some("yes"), always, Action::Pick;
    Question "question.no" "No" ["n" "esc" "enter" "ctrl-c"] Some("no"), always, Action::Decline;
    Meanwhile "meanwhile.keep" "Keep editing" ["enter" "esc" "ctrl-c"] Some("keep editing"), always, Action::Back;
    Meanwhile "meanwhile.send" "Send it as it is" ["ctrl-s"] Some("send anyway"), always, Action::Send;
    Meanwhile "meanwhile.resolve" "Send it as it is, resolve and go on" ["ctrl-x"] None, |state| state.may_at_all(Act::Resolve), Action::SendAndResolve;
    Meanwhile "meanwhile.discard" "Throw away what you wrote" ["D"] Some("throw away"), always, Action::Draft(Drafting::AskDiscard);
];

/// No value is being picked.
fn changes_nothing(state: &State) -> bool {
    matches!(&state.popup, Some(Popup::Settings(panel)) if panel.change.is_none())
}

fn may_set_for_the_desk(state: &State) -> bool {
    changes_nothing(state) && state.may_at_all(Act::SetDesk)
}

fn people(state: &State) -> Option<&People> {
    match &state.popup {
        Some(Popup::People(people)) => Some(people),
        _ => None,
    }
}

/// Keys of one person are not shown.
fn among_people(state: &State) -> bool {
    people(state).is_some_and(|people| people.keys.is_none())
}

fn on_somebody(state: &State) -> bool {
    among_people(state) && people(state).is_some_and(|people| people.member().is_some())
}

fn on_a_key(state: &State) -> bool {
    people(state).is_some_and(|people| people.key().is_some())
}

fn has_a_way_in(state: &State) -> bool {
    people(state).is_some_and(|people| people.way_in.is_some())
}

/// The key that opens a form for this kind of draft.
#[must_use]
pub fn drafting_key(state: &State, kind: DraftKind) -> String {
    let name = match kind {
        DraftKind::Comment => "ticket.comment",
        DraftKind::Note => "ticket.note",
        DraftKind::New => "ticket.new",
        DraftKind::Edit | DraftKind::Bulk => "ticket.edit",
    };
    key_of(state, name)
}

fn on_a_draft(state: &State) -> bool {
    state.popup.as_ref().is_some_and(|popup| popup.form().is_some())
}

fn always(_: &State) -> bool {
    true
}

fn on_a_ticket(state: &State) -> bool {
    state.ticket().is_some()
}

fn has_history(state: &State) -> bool {
    on_a_ticket(state) && state.may_at_all(Act::SeeInternals)
}

fn is_help(state: &State) -> bool {
    use super::state::{PickerKind, Popup};
    matches!(&state.popup, Some(Popup::Picker(picker)) if picker.kind == PickerKind::Help)
}

/// Somewhere the policy lets me go from here.
fn on_a_live_ticket(state: &State) -> bool {
    Status::ALL.iter().any(|to| state.who_can_enter(*to).any(|(_, is_a_step)| is_a_step))
}

fn goes_back(state: &State) -> bool {
    state.focus != Focus::Queue || matches!(state.place, Place::Search { .. }) || !state.marks.is_empty()
}

fn is_deleted(state: &State) -> bool {
    state.ties().iter().any(|(_, is_deleted)| *is_deleted) && state.may(Act::Undelete)
}

fn can_mark(state: &State) -> bool {
    on_a_ticket(state) && state.may_at_all(Act::Bulk)
}

fn has_others(state: &State) -> bool {
    matches!(&state.popup, Some(Popup::Refused(refused)) if refused.others() > 0)
}

fn has_view(state: &State, digit: u8) -> bool {
    state.views.iter().any(|view| view.digit.is_some_and(|own| own.value() == digit))
}

/// One that I may remove.
fn has_own_view(state: &State) -> bool {
    let act = |view: &View| if view.whose == Whose::Shared { Act::ShareViews } else { Act::KeepViews };
    state.views.iter().any(|view| view.whose != Whose::Shipped && state.may_at_all(act(view)))
}

/// Whether the keys pick a value of a field.
pub fn on_a_choice(state: &State) -> bool {
    match &state.popup {
        Some(Popup::Form(form)) => matches!(form.field(), Field::Category | Field::Priority),
        Some(Popup::Filter(form)) => form.focus != FilterField::Requester,
        Some(Popup::Keep(keep)) => keep.field() != KeepField::Name,
        Some(Popup::Person(person)) => person.field() == PersonField::Role,
        Some(Popup::Bulk(form)) => form.focus < BulkForm::CHOICES,
        _ => false,
    }
}

fn offers(state: &State) -> bool {
    state.search.as_ref().is_some_and(|bar| !bar.offer.completion.candidates.is_empty())
}

/// In one line these keys have nothing else to do.
fn on_one_line_with_others(state: &State) -> bool {
    state.could_comment_there() && state.new_form().is_some_and(|form| form.field() != super::state::Field::Description)
}

/// What can be done in a scope now.
pub fn ready_in(state: &State, scope: Scope) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |command| command.scope == scope && (command.ready)(state))
}

/// The same, the likeliest for the ticket under the cursor first: what it waits for.
#[must_use]
pub fn likeliest(state: &State, scope: Scope) -> Vec<&'static Command> {
    let first: &[&str] = match state.ticket() {
        _ if scope != Scope::Desk => &[],
        None => &["ticket.new"],
        Some(ticket) if ticket.deleted_at.is_some() => &["ticket.undelete"],
        Some(ticket) if !ticket.status.is_active() => &["ticket.status", "ticket.comment", "ticket.note"],
        Some(ticket) if ticket.assignee.as_ref().is_some_and(|person| person.id == state.me.id) => {
            &["ticket.comment", "ticket.status", "ticket.note", "ticket.assign"]
        }
        Some(ticket) if ticket.assignee.is_some() => &["ticket.comment", "ticket.note", "ticket.status", "ticket.assign"],
        Some(_) => &["ticket.take"],
    };
    let rank = |command: &&Command| first.iter().position(|name| *name == command.name).unwrap_or(first.len());
    let mut commands: Vec<&Command> = ready_in(state, scope).collect();
    commands.sort_by_key(rank);
    commands
}

impl Command {
    /// What the footer calls it now, if the footer shows it: a key that offers steps says which.
    #[must_use]
    pub fn hint_in(&self, state: &State) -> Option<&'static str> {
        if self.name != "ticket.status" {
            return self.hint;
        }
        Some(match state.ticket()?.status {
            Status::Open => "start, resolve",
            Status::InProgress => "resolve",
            Status::Resolved => "close, reopen",
            Status::Closed => "reopen",
        })
    }
}
