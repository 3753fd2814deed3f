//! Everything that can happen to the state, as plain data.

use super::request::{Order, Reply};
use crate::desk::Offered;
use crate::domain::TicketNumber;
use crate::domain::query::Sort;
use crossterm::event::KeyEvent;

/// Something happened: a command was given, something was typed, a reply came.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The cursor of whatever has the keys.
    Move(Step),
    /// The next pane, or the one before.
    Pane(Way),
    /// Look at the ticket under the cursor.
    Open,
    /// One step back.
    Back,
    /// The view with this digit.
    View(u8),
    Views(ViewAction),
    /// Pick what the list shows.
    Filter,
    /// Complete what is typed into the search bar.
    Complete(Way),
    /// Put the list into this order, or into one to be chosen.
    Sort(Option<Sort>),
    /// One pane alone, or all again.
    Zoom,
    /// Only what is assigned to me, or all again.
    Mine,
    /// What others changed in the list is folded in.
    Arrivals,
    /// The next or previous ticket of the list while reading.
    Neighbour(Way),
    /// Mark the ticket, or take its mark off, and go down.
    Mark,
    /// Mark all in the view, or none.
    MarkAll,
    /// Do it to those it was not refused for.
    OthersOnly,
    Search,
    New,
    /// A new ticket in one line.
    Capture,
    Edit,
    TakeIt,
    /// The most pressing ticket that nobody has.
    Pull,
    ChooseAssignee,
    ChooseStatus,
    ChoosePriority,
    Comment,
    Note,
    Delete,
    Undelete,
    Undo,
    Redo,
    CopyNumber,
    CopyText,
    Help,
    Settings(Knob),
    People(Registry),
    Palette,
    Refresh,
    Suspend,
    Quit,
    /// Quit though something could not be kept.
    QuitAnyway,
    /// Send what the form holds.
    Send,
    /// Send it, resolve the ticket and go on.
    SendAndResolve,
    /// Something beside a new ticket that is being typed.
    Beside(Beside),
    /// The next field of the form, or the one before.
    Field(Way),
    /// The next value of a field that has few, or the one before.
    Value(Way),
    /// Take what the pick list has under its cursor.
    Pick,
    /// Something is done with a draft.
    Draft(Drafting),
    /// Something that waited for its time may be due.
    TimePassed,
    /// A change decided in a pick list or a question.
    Submit(Box<Order>),
    /// A key whose command, by name, cannot be done just now: why not is said.
    Unavailable(&'static str),
    /// Something that is listed and cannot be done: why not is said.
    Cannot(String),
    /// The ticket with this number.
    GoTo(TicketNumber),
    /// The history lines of the ticket, away or there again.
    FoldHistory,
    DeletedTonight,
    /// A ticket from among the deleted.
    BringBack(TicketNumber),
    /// Nothing: the key means no.
    Decline,
    /// A key where text is typed.
    Typed(KeyEvent),
    Pasted(String),
    /// The wheel turned over this.
    Wheel(Way, Option<Spot>),
    Click(Spot),
    Resized {
        width: u16,
        height: u16,
    },
    Replied(Box<Reply>),
}

impl Action {
    /// Whether it may be done in a window too small to show what it does.
    #[must_use]
    pub fn needs_no_eyes(&self) -> bool {
        matches!(self, Self::Suspend | Self::Quit | Self::Back | Self::Replied(_) | Self::Resized { .. } | Self::TimePassed)
    }
}

/// Whose a view is. On one digit, who stands first goes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Mine,
    Shared,
    Shipped,
}

/// What can be done about views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAction {
    /// Go to the view of this name.
    GoTo(ViewName),
    /// Keep the list as a view.
    Keep,
    /// Keep it in the place of the view of the same name.
    Replace,
    /// Forget a view: this one, or whichever is chosen.
    Forget(Option<ViewName>),
}

/// Which view is meant, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewName {
    pub whose: Whose,
    pub title: String,
}

/// What is done with drafts.
#[derive(Clone, Debug, PartialEq)]
pub enum Drafting {
    /// Shows everything that is not sent, to go on with.
    List,
    /// Goes to a draft's ticket and on with the draft.
    Resume(Box<Offered>),
    /// Goes on here with a draft that another window has.
    TakeOver(Box<Offered>),
    /// Leaves it to the other window and begins another.
    StartAnother(Box<Offered>),
    /// Asks whether to throw away what the form holds.
    AskDiscard,
    /// Closes the form with this handle and throws away what it holds, and its draft.
    Discard,
}

/// How far the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    First,
    Last,
}

/// What a pointer can be over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    Row(TicketNumber),
    /// The view at this index.
    View(usize),
    /// Elsewhere in the pane.
    Queue,
    Views,
    Ticket,
}

/// Forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Next,
    Previous,
}

/// What is done with settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// They are opened.
    Open,
    /// The desk's are shown instead of mine, or mine again.
    Round,
    /// What was set is taken away.
    Unset,
}

/// What is done about the people of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// They are listed.
    Open,
    /// Somebody is added, or a key of theirs.
    Add,
    Edit,
    /// Somebody is disabled, or let in again.
    Switch,
    /// A key is taken away.
    RemoveKey,
    Find,
    /// The form is closed, and what was typed in it is lost.
    Drop,
    /// The line to send is put on the clipboard.
    Copy,
}

/// What is done beside a new ticket that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Complete the mark that was begun.
    Complete,
    /// Another of the tickets like it.
    Like(Way),
    /// A comment on that one instead, with what was typed.
    CommentThere,
}
