//! The roll: everybody the desk knows, as whoever manages them sees them.

use super::{Desk, Result};
use crate::domain::key::Key;
use crate::domain::policy::Act;
use crate::domain::{Among, Timestamp, User};
use std::collections::{HashMap, HashSet};

/// Somebody on the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub user: User,
    /// The oldest first.
    pub keys: Vec<Key>,
    /// A window of theirs is open.
    pub here: bool,
    /// When they last had the desk open or sent a command; `None` if nobody remembers.
    pub seen: Option<Timestamp>,
    /// Active tickets: those staff have, those a guest asked for.
    pub open: i64,
}

/// Some of the roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// Staff first, then guests, each by login.
    pub members: Vec<Member>,
    /// How many people there are, these and others.
    pub all: i64,
}

/// How many are shown at a time.
pub const MOST_MEMBERS: usize = 200;

impl Desk {
    /// The first [`MOST_MEMBERS`] people, or of those whose login or name begins so.
    ///
    /// # Errors
    /// If the role may not.
    pub fn roll(&self, find: &str) -> Result<Roll> {
        let (store, _) = self.staff_sight(Act::ManageUsers)?;
        let seen: HashMap<_, _> = self.roster().seen().into_iter().collect();
        let now = self.now();
        let here: HashSet<_> = self.roster().lines().into_iter().filter(|line| line.is_live(now)).map(|line| line.login).collect();
        let people = if find.is_empty() { store.roll(MOST_MEMBERS)? } else { store.people_like(find, Among::Everybody, MOST_MEMBERS)? };
        // Counting everybody takes a while, and is asked only where not everybody is shown.
        let all = if people.len() < MOST_MEMBERS { i64::try_from(people.len()).unwrap_or(0) } else { store.contents()?.users };
        let member = |user: User| {
            let (keys, open) = (store.keys_of(user.id)?, store.open_tickets(&user)?);
            Ok(Member { keys, open, here: here.contains(&user.login), seen: seen.get(&user.login).copied(), user })
        };
        Ok(Roll { members: people.into_iter().map(member).collect::<Result<_>>()?, all })
    }
}
