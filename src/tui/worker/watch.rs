//! What the reader has an eye on between questions: whether others changed anything, and who else is here.

use crate::desk::{Desk, Fault, Pulse, Strides};
use crate::domain::presence::{Attention, Colleague, Presence, at_work};
use crate::domain::{Epoch, Timestamp};
use crate::tui::request::Reply;
use std::time::Duration;

/// How often the reader looks whether another session changed something: four times a second.
const LOOK: Duration = Duration::from_millis(250);
/// About as long as the writer takes for a piece of tidying.
const SOON: Duration = Duration::from_millis(20);

/// What was seen when it was looked at last.
pub(super) struct Watch<'a> {
    desk: &'a Desk,
    /// What this window's own writer changed: the screen knows of it.
    own: Strides,
    version: Option<i64>,
    pulse: Option<Pulse>,
    epoch: Option<Epoch>,
    waiting: Waiting,
    has_work: bool,
    /// The file was told to be out of reach.
    is_lost: bool,
    roster: Option<i64>,
    lines: Vec<Presence>,
    told: Vec<Colleague>,
    signed: Option<(Timestamp, Option<Attention>)>,
}

/// Whether tickets wait to be searchable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Nothing,
    /// Some do, and the change that was seen with them is reported at the next look.
    PutOff,
    /// Some do, and a search says so.
    Reported,
}

impl<'a> Watch<'a> {
    pub fn of(desk: &'a Desk, own: Strides) -> Self {
        Self {
            desk,
            own,
            // Looked at once more at once: who sits down may be out by then.
            version: None,
            pulse: desk.pulse().ok(),
            epoch: desk.decides_in().or_else(|| desk.epoch().ok()),
            waiting: Waiting::Nothing,
            has_work: false,
            is_lost: false,
            roster: None,
            lines: Vec::new(),
            told: Vec::new(),
            signed: None,
        }
    }

    /// Whether others changed something that the history tells. That somebody saved a draft or looked at a ticket moves no
    /// queue, and what this window changed is on its screen. A file that cannot be reached any more is told once: what is
    /// asked for then says why.
    pub fn changes(&mut self) -> Option<Reply> {
        let version = self.desk.data_version().ok();
        let was_lost = std::mem::replace(&mut self.is_lost, version.is_none());
        if version.is_none() {
            self.look_later();
            return (!was_lost).then_some(Reply::Changed);
        }
        if version == self.version {
            return None;
        }
        // Asked before anything else: whoever is out learns nothing more.
        if let Err(error) = self.desk.whoami()
            && error.fault() == Fault::Denied
        {
            self.look_later();
            return Some(Reply::ShownOut(error.to_string()));
        }
        let is_behind = self.desk.has_waiting().unwrap_or(false);
        self.has_work = is_behind;
        // Looked at again once this window's writer had its turn: a list that is asked for then has the ticket at its place, not
        // gone and back again. What takes longer is reported all the same.
        if is_behind && self.waiting != Waiting::PutOff {
            self.waiting = Waiting::PutOff;
            return None;
        }
        let (Ok(pulse), Ok(epoch)) = (self.desk.pulse(), self.desk.epoch()) else {
            self.look_later();
            return None;
        };
        self.version = version;
        if self.epoch.replace(epoch) != Some(epoch) {
            self.own.forget();
            self.pulse = Some(pulse);
            return Some(Reply::Restored(epoch));
        }
        // What a search found before is not all of it once nothing waits any more.
        let now = if is_behind { Waiting::Reported } else { Waiting::Nothing };
        let was = std::mem::replace(&mut self.waiting, now);
        let known = self.pulse.map(|known| self.own.onwards(known));
        self.pulse = Some(pulse);
        if known == Some(pulse) {
            return (was == Waiting::Reported && !is_behind).then_some(Reply::Changed);
        }
        self.own.forget();
        Some(Reply::Changed)
    }

    /// What cannot be read now is asked for as often as usual, whatever waited when it could.
    fn look_later(&mut self) {
        if self.waiting == Waiting::PutOff {
            self.waiting = Waiting::Nothing;
        }
    }

    /// How long until it is looked at again while nothing is asked.
    pub fn pause(&self) -> Duration {
        if self.waiting == Waiting::PutOff { SOON } else { LOOK }
    }

    /// Whether others left something to do for this window's writer.
    pub fn has_work(&mut self) -> bool {
        std::mem::take(&mut self.has_work)
    }

    /// Signs if it is time to, or if this window came to rest on something else.
    pub fn sign(&mut self, on: Option<Attention>, is_resting: bool) {
        let now = self.desk.now();
        let is_due = match self.signed {
            None => is_resting,
            Some((at, was)) => now.0.abs_diff(at.0) >= Presence::RENEWED || (is_resting && was != on),
        };
        if is_due {
            self.desk.sign(on);
            self.signed = Some((now, on));
        }
    }

    /// Who else is at which ticket, if that is another than was told last. Somebody who was killed is told to be gone when
    /// their signature holds no longer.
    pub fn company(&mut self) -> Option<Reply> {
        self.signed?;
        let version = self.desk.roster_version();
        if self.roster != Some(version) {
            self.lines = self.desk.others_here();
            self.roster = Some(version);
        }
        let here = at_work(&self.lines, self.desk.now());
        if here == self.told {
            return None;
        }
        self.told.clone_from(&here);
        Some(Reply::Here(here))
    }

    /// This window closes.
    pub fn leave(&self) {
        if self.signed.is_some() {
            self.desk.sign_off();
        }
    }
}
