//! How much a desk asks and draws until it is silent.

use super::super::office::TestClock;
use super::Screen;
use barback::tui::request::Reply;
use barback::tui::session::Event;

impl Screen {
    /// Somebody changed something, the screen hears of it, and nothing is answered yet.
    pub fn hears_of_a_change(&mut self) -> &mut Self {
        self.session.handle(Event::Reply(Box::new(Reply::Changed)));
        self
    }

    /// Until nothing is asked, drawn or waited for any more: how many questions were answered, no more than `most`, and how many
    /// frames were drawn, since the last that came from outside.
    pub fn falls_silent(&mut self, clock: &TestClock, most: usize) -> (usize, usize) {
        let (mut questions, mut frames) = (0, 0);
        while !self.session.is_over() {
            let events = if self.session.is_idle() { self.session.waiting() } else { self.session.wait() };
            for event in events {
                match &event {
                    Event::Reply(reply) if matches!(**reply, Reply::Changed | Reply::Here(_)) => (questions, frames) = (0, 0),
                    Event::Reply(_) => questions += 1,
                    _ => {}
                }
                self.session.handle(event);
                assert!(questions <= most, "answers ask for ever:\n{}", self.text());
            }
            if !self.session.is_idle() {
                continue;
            }
            match self.session.sleeps_for() {
                _ if self.session.is_stale() => {
                    self.draw();
                    frames += 1;
                }
                None => break,
                Some(time) => {
                    clock.forward(i64::try_from(time.as_millis()).unwrap().max(1));
                    self.session.handle(Event::TimePassed);
                }
            }
        }
        (questions, frames)
    }
}
