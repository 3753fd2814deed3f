//! Hands at a terminal: bytes in, in pieces and with pauses, by a clock that the test sets. What comes out are the keys that
//! the program's own keyboard makes of them.

use super::office::TestClock;
use barback::desk::clock::Clock;
use barback::tui::keyboard::{Keyboard, Line};
use crossterm::event::Event;
use std::sync::Arc;

pub struct Hands {
    keyboard: Keyboard,
    clock: Arc<TestClock>,
}

impl Hands {
    pub fn over(line: Line, clock: &Arc<TestClock>) -> Self {
        Self { keyboard: Keyboard::over(line), clock: Arc::clone(clock) }
    }

    /// Bytes that one read of the terminal gives.
    pub fn type_bytes(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.keyboard.read(bytes, self.clock.steady());
        self.keyboard.typed()
    }

    /// So many milliseconds go by, and what is due meanwhile is given.
    pub fn wait(&mut self, millis: i64) -> Vec<Event> {
        let until = self.clock.steady() + millis;
        let mut events = Vec::new();
        while let Some(due) = self.keyboard.wakes_at().filter(|due| *due <= until) {
            self.clock.forward(due - self.clock.steady());
            events.extend(self.keyboard.time_passed(due));
        }
        self.clock.forward(until - self.clock.steady());
        events
    }

    /// Pieces, each a read of its own, so many milliseconds apart; and then nothing until all is given.
    pub fn type_in_pieces(&mut self, pieces: &[&[u8]], apart: i64) -> Vec<Event> {
        let mut events = Vec::new();
        for (place, piece) in pieces.iter().enumerate() {
            events.extend(if place > 0 { self.wait(apart) } else { Vec::new() });
            events.extend(self.type_bytes(piece));
        }
        events.extend(self.wait(5_000));
        events
    }

    /// Whether bytes wait for the rest of a key.
    pub fn holds_something(&self) -> bool {
        self.keyboard.wakes_at().is_some()
    }
}
