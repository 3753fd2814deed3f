//! Who is at the desk: windows sign every few seconds, beside the desk's file and not in it. It keeps nobody from anything.

use super::Desk;
use crate::domain::SessionId;
use crate::domain::presence::{Attention, Presence};
use crate::store::Roster;

impl Desk {
    /// The window this is a part of.
    pub fn session(&self) -> SessionId {
        *self.session.get_or_init(|| SessionId(self.new_uuid(self.now())))
    }

    /// The same as another part of that window.
    #[must_use]
    pub fn in_session(self, session: SessionId) -> Self {
        Self { session: session.into(), ..self }
    }

    /// Says that this window is open and what it is at; to be said again every [`Presence::RENEWED`] milliseconds. Of a
    /// guest it is never said what they look at.
    pub fn sign(&self, on: Option<Attention>) {
        // Who is not known any more, or cannot be looked up, is not here.
        let Ok(me) = self.whoami() else { return };
        let on = on.filter(|_| me.role.is_staff());
        self.roster().saw(&me.login, self.now());
        self.roster().sign(&Presence { session: self.session(), login: me.login, name: me.name, on, at: self.now() });
    }

    /// Says that this window is closed.
    pub fn sign_off(&self) {
        self.roster().strike(self.session());
    }

    /// What the other windows say they are at. A guest is told of nobody.
    #[must_use]
    pub fn others_here(&self) -> Vec<Presence> {
        if !self.whoami().is_ok_and(|me| me.role.is_staff()) {
            return Vec::new();
        }
        let mut lines = self.roster().lines();
        lines.retain(|line| line.session != self.session());
        lines
    }

    /// My own windows that are open now, this one too.
    #[must_use]
    pub fn sessions_here(&self) -> Vec<SessionId> {
        let now = self.now();
        let mine = self.roster().lines().into_iter().filter(|line| line.login == self.login && line.is_live(now));
        mine.map(|line| line.session).collect()
    }

    /// A number that is another whenever another window signed.
    #[must_use]
    pub fn roster_version(&self) -> i64 {
        self.roster().version()
    }

    /// Notes that whoever asks was here: who opens no window signs nowhere.
    pub fn look_in(&self) {
        self.roster().saw(&self.login, self.now());
    }

    pub(super) fn roster(&self) -> &dyn Roster {
        self.roster.get_or_init(|| self.keep.door().roster()).as_ref()
    }
}
