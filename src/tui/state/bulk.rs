//! Changes to several tickets: the one that is being decided, what stands against it, and the form for many fields.

use super::draft::{numbers_of, put_cursor};
use super::{Aim, Keeping, Popup, State};
use crate::desk::{Assignee, Sighting, Triage, Whom};
use crate::domain::draft::{MARKED, Manuscript, Piece};
use crate::domain::{Category, Priority, Status, TicketNumber};
use crate::tui::action::Way;
use crate::tui::request::Order;
use crate::tui::widget::Editor;
use std::sync::Arc;

/// An order that is being rehearsed.
#[derive(Clone, Debug)]
pub struct Bulk {
    pub handle: u64,
    pub order: Order,
}

/// An order that would be, or was, refused as a whole: nothing has happened.
#[derive(Clone, Debug)]
pub struct Refused {
    pub handle: u64,
    pub order: Order,
    /// The tickets it cannot be done to: number, subject, and why.
    pub each: Vec<(TicketNumber, String, String)>,
    pub cursor: usize,
    /// What was being written: going back leads there.
    pub instead: Option<Box<Popup>>,
}

impl Refused {
    /// How many it could be done to.
    #[must_use]
    pub fn others(&self) -> usize {
        self.order.numbers().len().saturating_sub(self.each.len())
    }
}

/// A field with few values; at nought it stays as it is.
#[derive(Clone, Debug)]
pub struct Choice {
    pub title: &'static str,
    pub values: Vec<String>,
    pub at: usize,
}

impl Choice {
    fn new(title: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        Self { title, values: std::iter::once("as it is".to_owned()).chain(values).collect(), at: 0 }
    }

    /// The value it is at.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.values[self.at]
    }

    /// The next value, or the one before, going round.
    pub fn turn(&mut self, way: Way) {
        let step = if way == Way::Next { 1 } else { self.values.len() - 1 };
        self.at = (self.at + step) % self.values.len();
    }

    /// The next value that begins with this letter. Whether there is one.
    pub fn jump(&mut self, letter: char) -> bool {
        let begins = |value: &String| value.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter));
        let found = (1..=self.values.len()).map(|step| (self.at + step) % self.values.len()).find(|at| begins(&self.values[*at]));
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }
}

/// Many fields of several tickets at once.
#[derive(Clone, Debug)]
pub struct BulkForm {
    /// The tickets as they were when the form opened: what the changes are decided on.
    pub each: Arc<[Sighting]>,
    pub category: Choice,
    pub priority: Choice,
    pub assign: Choice,
    assignees: Vec<Assignee>,
    pub status: Choice,
    statuses: Vec<Status>,
    /// Whether the text is a note or a comment.
    pub kind: Choice,
    pub text: Editor,
    /// Which field has the keys; the text is the last.
    pub focus: usize,
    /// Under which it is submitted, however often.
    pub handle: u64,
    pub keeping: Keeping,
    pub problem: Option<String>,
}

/// The name of the text.
const TEXT: &str = "text";

impl BulkForm {
    /// How many fields have few values; behind them comes the text.
    pub const CHOICES: usize = 5;

    /// An empty form for these tickets.
    #[must_use]
    pub fn new(state: &State, handle: u64, each: Arc<[Sighting]>) -> Self {
        let others = state.staff.iter().map(|member| &member.user).filter(|user| user.id != state.me.id);
        let mut people = vec![("me".to_owned(), Assignee::User(Whom::Me)), ("nobody".to_owned(), Assignee::Nobody)];
        people.extend(others.map(|user| (format!("{}, {}", user.login, user.name), Assignee::User(Whom::Login(user.login.clone())))));
        let (names, assignees): (Vec<_>, Vec<_>) = people.into_iter().unzip();
        // Only what is legal for all of them, as far as they are known.
        let is_legal = |to: &Status| !state.aims_at_marks() || state.who_can_enter(*to).all(|(can, _)| can);
        let statuses: Vec<Status> = Status::ALL.iter().copied().filter(is_legal).collect();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        Self {
            each,
            category: Choice::new("Category", words(&Category::ALL.iter().map(|category| category.word()).collect::<Vec<_>>())),
            priority: Choice::new("Priority", words(&Priority::ALL.iter().map(|priority| priority.word()).collect::<Vec<_>>())),
            assign: Choice::new("Assign", names),
            assignees,
            status: Choice::new("Status", statuses.iter().map(|status| status.title().to_owned())),
            statuses,
            kind: Choice { title: "Text is a", values: words(&["note, for staff only", "public comment"]), at: 0 },
            text: Editor::text(""),
            focus: 0,
            handle,
            keeping: Keeping::default(),
            problem: None,
        }
    }

    /// What of it is kept as a draft: the choices by their values, the text, and the tickets.
    #[must_use]
    pub fn manuscript(&self) -> Manuscript {
        let piece = |name: &str, text: String| Piece { name: name.to_owned(), text, ..Piece::default() };
        let text = Piece { cursor: Some(self.text.cursor()), ..piece(TEXT, self.text.value()) };
        let chosen = self
            .choices()
            .into_iter()
            .map(|choice| Piece { was: choice.values.first().cloned(), ..piece(choice.title, choice.value().to_owned()) });
        let pieces = std::iter::once(text).chain(chosen).chain([piece(MARKED, numbers_of(&self.each))]);
        let focus = self.choices().get(self.focus).map_or(TEXT, |choice| choice.title);
        Manuscript { pieces: pieces.collect(), focus: focus.to_owned() }
    }

    /// Whether the draft is for the same tickets.
    #[must_use]
    pub fn is_for_the_same(&self, manuscript: &Manuscript) -> bool {
        manuscript.piece(MARKED).is_some_and(|piece| piece.text == numbers_of(&self.each))
    }

    /// Holds what was chosen and written before. What is not to be chosen any more stays as it is.
    pub fn resume(&mut self, manuscript: &Manuscript) {
        for choice in self.choices_mut() {
            let then = manuscript.piece(choice.title);
            choice.at = then.and_then(|piece| choice.values.iter().position(|value| *value == piece.text)).unwrap_or(0);
        }
        if let Some(piece) = manuscript.piece(TEXT) {
            self.text = Editor::text(&piece.text);
            put_cursor(&mut self.text, piece);
        }
        self.focus = self.choices().iter().position(|choice| choice.title == manuscript.focus).unwrap_or(Self::CHOICES);
    }

    /// The first of its tickets, by which its draft is found.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        self.each.first().map(|first| first.number)
    }

    /// The fields with few values, in the order of Tab.
    #[must_use]
    pub fn choices(&self) -> [&Choice; Self::CHOICES] {
        [&self.category, &self.priority, &self.assign, &self.status, &self.kind]
    }

    fn choices_mut(&mut self) -> [&mut Choice; Self::CHOICES] {
        [&mut self.category, &mut self.priority, &mut self.assign, &mut self.status, &mut self.kind]
    }

    /// The field with few values that has the keys.
    pub fn choice(&mut self) -> Option<&mut Choice> {
        let focus = self.focus;
        self.choices_mut().into_iter().nth(focus)
    }

    /// What is to be done.
    #[must_use]
    pub fn triage(&self) -> Triage {
        fn chosen<T: Clone>(all: &[T], choice: &Choice) -> Option<T> {
            choice.at.checked_sub(1).and_then(|at| all.get(at)).cloned()
        }
        let text = Some(self.text.value()).filter(|_| !self.text.is_blank());
        let (note, comment) = if self.kind.at == 0 { (text, None) } else { (None, text) };
        Triage {
            category: chosen(Category::ALL, &self.category),
            priority: chosen(Priority::ALL, &self.priority),
            assignee: chosen(&self.assignees, &self.assign),
            status: chosen(&self.statuses, &self.status),
            comment,
            note,
        }
    }

    /// Nothing chosen and nothing written.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.triage() == Triage::default()
    }
}

impl State {
    /// For each ticket a verb acts on: whether it is there already or I can take it there, and whether that is a step.
    pub fn who_can_enter(&self, to: Status) -> impl Iterator<Item = (bool, bool)> {
        use crate::domain::policy::{Act, allow};
        let role = self.me.role;
        self.ties().into_iter().map(move |(tie, is_deleted)| {
            let walk = tie.status.walk(to);
            // Guests never walk, staff may.
            let is_legal = walk.as_ref().is_some_and(|steps| role.is_staff() || steps.len() <= 1);
            let can = !is_deleted && is_legal && allow(role, Act::entering(to), Some(tie)).is_ok();
            (can, can && tie.status != to)
        })
    }

    /// What a verb acts on, as every prompt names it.
    #[must_use]
    pub fn aimed_at(&self) -> String {
        self.aim().map(|aim: Aim| aim.to_string()).unwrap_or_default()
    }
}
