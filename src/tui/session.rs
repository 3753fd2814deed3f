//! A desk that is open, without its terminal: events go in, frames come out. Tests open it just as `run` does. `typed` is what
//! is made of keys that are not done at once.

mod typed;

use super::action::Action;
use super::ending::{Ending, TuiError};
use super::keys::{action_for, chosen_by};
use super::mouse;
use super::request::{Effect, Gesture, Reply};
use super::state::{Ahead, Look, Message, Shape, State, arranged};
use super::update::{begin, flush, settings, update};
use super::view;
use super::worker::Worker;
use crate::desk::Desk;
use crate::domain::Epoch;
use crossterm::event::{self, KeyEvent, KeyEventKind};
use ratatui::Frame;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;
use typed::Word;

/// Something that came in.
#[derive(Clone, Debug)]
pub enum Event {
    Terminal(event::Event),
    Reply(Box<Reply>),
    /// Nothing came for as long as something was to wait.
    TimePassed,
    /// The terminal is gone, or the process is asked to end.
    Gone,
    /// The memory that sessions of the desk share was cut: nothing can be asked of the file any more.
    Torn,
}

/// An open desk.
pub struct Session {
    state: State,
    /// The life of the desk that is on the screen: orders are decided in it.
    epoch: Epoch,
    worker: Worker,
    events: Receiver<Event>,
    /// How many replies are still to come.
    pending: usize,
    /// What was typed before the answer or the list it is meant for had come.
    held: VecDeque<event::Event>,
    /// The rest of the word that the last choice began.
    word: Word,
    /// Keys and pastes that did nothing since the window is too small to show what they do.
    unseen: usize,
    gestures: Vec<Gesture>,
    suspend: bool,
    ending: Ending,
    /// Something happened since the last frame was drawn.
    is_stale: bool,
}

impl Session {
    /// Opens it and asks for what the first frame shows.
    ///
    /// # Errors
    /// If the desk does not know who asks.
    pub fn start(
        reading: Desk,
        writing: Desk,
        look: Look,
        size: (u16, u16),
        tell: Sender<Event>,
        events: Receiver<Event>,
    ) -> crate::desk::Result<Self> {
        let me = reading.whoami()?;
        let saved = if me.role.is_staff() { reading.views()? } else { Vec::new() };
        let views = arranged(me.role, &saved);
        let (settings, epoch) = (reading.settings()?, reading.epoch()?);
        reading.decide_in(epoch);
        let state = State::begun(me, views, reading.clock(), look, size);
        let ending = Ending::after(reading.patience()?, state.steady);
        // Both are parts of one window.
        let writing = writing.in_session(reading.session());
        let only_reads = writing.only_reads();
        let worker = Worker::start(reading, writing, move |reply| {
            // Nobody listens any more when the desk is closing.
            let _ = tell.send(Event::Reply(Box::new(reply)));
        });
        let mut session = Self::around(state, epoch, ending, worker, events);
        let mut effects = settings::hold(&mut session.state, settings);
        effects.extend(begin(&mut session.state));
        // Before anybody types what could not be saved.
        if let Some(text) = only_reads {
            session.state.message = Some(Message { text, is_error: true });
        }
        session.perform(effects);
        Ok(session)
    }

    fn around(state: State, epoch: Epoch, ending: Ending, worker: Worker, events: Receiver<Event>) -> Self {
        Self {
            state,
            epoch,
            worker,
            events,
            pending: 0,
            held: VecDeque::new(),
            word: Word::default(),
            unseen: 0,
            gestures: Vec::new(),
            suspend: false,
            ending,
            is_stale: true,
        }
    }

    /// What is on the screen.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Draws the screen.
    pub fn draw(&self, frame: &mut Frame) -> Shape {
        view::draw(frame, &self.state)
    }

    /// Remembers what the last frame had room for.
    pub fn drew(&mut self, shape: Shape) {
        self.state.shape = shape;
        self.is_stale = false;
    }

    /// Whether a frame would look otherwise than the last: nothing is drawn because time passed.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// How long nothing has to be done unless something comes; `None` for ever, which is how an idle desk sleeps.
    #[must_use]
    pub fn sleeps_for(&self) -> Option<Duration> {
        let wakes_at = self.state.wakes_at().into_iter().chain(self.ending.due_at()).min()?;
        let left = wakes_at.saturating_sub(self.state.clock.steady());
        Some(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
    }

    /// Waits for something to happen, or for what waits for its time, and gives all that has.
    pub fn wait(&self) -> Vec<Event> {
        let first = match self.sleeps_for() {
            None => self.events.recv().unwrap_or(Event::Gone),
            Some(time) => match self.events.recv_timeout(time) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::TimePassed,
                Err(RecvTimeoutError::Disconnected) => Event::Gone,
            },
        };
        std::iter::once(first).chain(self.events.try_iter()).collect()
    }

    /// Waits for something to happen and lets all of it happen. False when the terminal is gone, or it is time to end.
    pub fn take_what_came(&mut self) -> bool {
        let mut goes_on = true;
        for event in self.wait() {
            goes_on &= !matches!(event, Event::Gone | Event::Torn);
            self.handle(event);
        }
        goes_on
    }

    /// What has happened, without waiting.
    pub fn waiting(&self) -> Vec<Event> {
        self.events.try_iter().collect()
    }

    /// Whether every question and every order is answered.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.pending == 0
    }

    /// Lets one event happen. After the key that leaves, no key does anything.
    pub fn handle(&mut self, event: Event) {
        match event {
            Event::Terminal(_) if self.state.leaving => {}
            Event::Terminal(typed) if self.word.goes_on(&typed, self.state.clock.steady()) => {}
            Event::Terminal(typed) if self.must_wait(&typed) => self.held.push_back(typed),
            event => {
                let has_waited = self.state.awaits_answer();
                self.happen(event);
                let ahead = std::mem::take(&mut self.state.ahead);
                if has_waited && ahead != Ahead::Meant {
                    self.drop_held(ahead);
                }
            }
        }
        while !self.state.leaving
            && !self.state.awaits_answer()
            && !self.state.awaits_list()
            && let Some(typed) = self.held.pop_front()
        {
            if !self.word.goes_on(&typed, self.state.clock.steady()) {
                self.happen(Event::Terminal(typed));
            }
        }
        if self.state.leaving {
            self.held.clear();
        }
    }

    fn happen(&mut self, event: Event) {
        (self.state.now, self.state.steady) = (self.state.clock.now(), self.state.clock.steady());
        self.is_stale |= !matches!(event, Event::TimePassed);
        match event {
            Event::Terminal(event::Event::Key(_) | event::Event::Paste(_) | event::Event::Mouse(_)) => self.ending.touch(self.state.steady),
            Event::TimePassed => self.state.leaving |= self.ending.is_due(self.state.steady),
            _ => {}
        }
        let is_seen = !self.state.is_too_small() || self.is_text(&event);
        self.unseen = if self.state.is_too_small() { self.unseen } else { 0 };
        let action = match event {
            Event::Terminal(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                let action = action_for(&self.state, key);
                let chosen = chosen_by(&self.state, key).filter(|_| is_seen);
                self.word = chosen.map_or_else(Word::default, |words| Word::begun(&words, key, self.state.steady));
                action
            }
            Event::Terminal(event::Event::Mouse(mouse)) => mouse::action_for(&self.state, mouse),
            Event::Terminal(event::Event::Paste(text)) => Some(Action::Pasted(text)),
            Event::Reply(reply) => {
                match &*reply {
                    Reply::Restored(epoch) => self.epoch = *epoch,
                    Reply::Died => self.ending.broke(),
                    Reply::ShownOut(why) => {
                        self.ending.shown_out(why.clone());
                        self.state.leaving = true;
                    }
                    Reply::Changed | Reply::Here(_) => {}
                    _ => self.pending -= 1,
                }
                Some(Action::Replied(reply))
            }
            Event::TimePassed => Some(Action::TimePassed),
            Event::Torn => {
                self.ending.torn();
                None
            }
            Event::Terminal(_) | Event::Gone => None,
        };
        let Some(action) = action else { return };
        if is_seen || action.needs_no_eyes() {
            let effects = update(&mut self.state, action);
            self.perform(effects);
            self.worker.attend(self.state.attention());
        } else {
            self.was_not_seen(&action);
        }
    }

    /// Lets the cursor have rested, without waiting for it.
    pub fn rest(&mut self) {
        let Some(due) = self.state.detail.follows_at else { return };
        (self.state.steady, self.is_stale) = (due, true);
        let effects = update(&mut self.state, Action::TimePassed);
        self.perform(effects);
    }

    /// A key press.
    pub fn press(&mut self, key: KeyEvent) {
        self.handle(Event::Terminal(event::Event::Key(key)));
    }

    /// The window has another size.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        self.is_stale = true;
        let effects = update(&mut self.state, Action::Resized { width, height });
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ask) => self.pending += usize::from(self.worker.ask(ask)),
                Effect::Submit(submission) => {
                    self.worker.submit(submission, self.epoch);
                    self.pending += 1;
                }
                Effect::Gesture(gesture) => self.gestures.push(gesture),
                Effect::Look { number, spoke_at } => {
                    self.worker.look(number, spoke_at);
                    self.pending += 1;
                }
                Effect::Draft(task) => {
                    self.worker.keep(task);
                    self.pending += 1;
                }
                Effect::Suspend => self.suspend = true,
                Effect::Quit => self.state.leaving = true,
            }
        }
    }

    /// What the terminal is to do beside the next frame, each told once.
    pub fn gestures(&mut self) -> Vec<Gesture> {
        std::mem::take(&mut self.gestures)
    }

    /// Whether Ctrl-Z was pressed since this was asked last.
    pub fn wants_to_suspend(&mut self) -> bool {
        std::mem::take(&mut self.suspend)
    }

    /// While this is held, and nothing is under way, the writer has no part of the file.
    #[must_use]
    pub fn hold_still(&self) -> impl Drop + '_ {
        self.worker.hold_still()
    }

    /// Whether it is time to go.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.state.leaving
    }

    /// How it ended: as whoever has it open asked, or why else.
    ///
    /// # Errors
    /// Says why else.
    pub fn ended(&self) -> Result<(), TuiError> {
        self.ending.told()
    }

    /// Leaves the threads as they are: one of them comes no further, and would be waited for in vain.
    pub fn abandon(self) {
        std::mem::forget(self);
    }

    /// Ends the threads; what was sent is written first, and what was typed is kept.
    pub fn finish(self) {
        drop(self);
    }
}

/// However it ends, a panic among the ways: what was typed is in the file then.
impl Drop for Session {
    fn drop(&mut self) {
        // What was typed ahead of an answer is typed still.
        while !self.held.is_empty() && !self.is_idle() && !self.ending.is_broken() && !std::thread::panicking() {
            self.take_what_came();
        }
        let effects = flush(&mut self.state);
        self.perform(effects);
        self.worker.finish();
    }
}
