//! The public keys people sign in with. What a key opens is decided here alone: sshd asks which line it may accept, and every use
//! case asks whether the key is still theirs.

use super::identity::{account, me};
use super::mode::Mode;
use super::session::Session;
use super::{Desk, DeskError, Result, Whom};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::key::{Fingerprint, Key, MOST_KEYS};
use crate::domain::policy::Act;
use crate::domain::{Login, OrderId, Refusal, User};
use crate::store::StoreError;
use serde_json::{Value, json};

/// A key that was added, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedKey {
    pub user: User,
    pub key: Key,
}

/// A key that sshd may accept, and who signs in with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub login: Login,
    pub key: Key,
}

impl Desk {
    /// Somebody's keys, the oldest first.
    ///
    /// # Errors
    /// If nobody has the login, or the role may not.
    pub fn keys(&self, login: &Login) -> Result<Vec<Key>> {
        let (store, _) = self.staff_sight(Act::ManageUsers)?;
        let user = store.user_by_login(login)?.ok_or_else(|| Refusal::NobodyCalled { login: login.to_string() })?;
        Ok(store.keys_of(user.id)?)
    }

    /// Adds a key, as the line of a `.pub` file has it. One that is theirs already is nothing to do.
    ///
    /// # Errors
    /// If it is no public key, is somebody else's, or is one too many; if nobody has the login, or the role may not.
    pub fn add_key(&self, order: OrderId, login: &Login, line: &str) -> Result<AddedKey> {
        self.carry_out(order, |session| {
            session.allow(Act::ManageUsers, None)?;
            let user = session.user(&Whom::Login(login.clone()))?;
            let key = session.add_key(&user, line)?;
            Ok(AddedKey { user, key })
        })
    }

    /// Takes a key away. Whoever is signed in with it is out at once.
    ///
    /// # Errors
    /// If they have no such key, nobody has the login, or the role may not.
    pub fn remove_key(&self, order: OrderId, login: &Login, key: &Fingerprint) -> Result<User> {
        self.carry_out(order, |session| {
            session.allow(Act::ManageUsers, None)?;
            let user = session.user(&Whom::Login(login.clone()))?;
            if session.store.order_done(order)? {
                return Ok(user);
            }
            if session.store.key_holder(key)? != Some(user.id) {
                return Err(Refusal::NoSuchKey { login: login.to_string(), fingerprint: key.to_string() }.into());
            }
            if session.desk.key.as_ref() == Some(key) {
                return Err(Refusal::Oneself.into());
            }
            let event = session.event_of(&user, Change::new(EventKind::KeyRemoved, json!({ "key": key }), Value::Null))?;
            session.store.remove_key(user.id, key, &event)?;
            Ok(user)
        })
    }

    /// What somebody types to come to this desk: the one line to send them. To a desk of one's own nobody else comes.
    ///
    /// # Errors
    /// If the role may not know.
    pub fn way_in(&self) -> Result<Option<String>> {
        let (store, me) = self.staff_sight(Act::ManageUsers)?;
        Ok(match Mode::of(store.as_ref())? {
            Mode::Served => {
                Some(format!("ssh {}", self.settings_of(store.as_ref(), &me)?.address().map_or_else(|| self.here(), str::to_owned)))
            }
            Mode::Group => Some(format!("barback --db {}", self.keep.door().place().display())),
            Mode::Own => None,
        })
    }

    /// The key that sshd asks about, if somebody active signs in with it, and the desk is served.
    ///
    /// # Errors
    /// If the file cannot be used, or whoever asks may not know.
    pub fn accepts(&self, kind: &str, blob: &str) -> Result<Option<Accepted>> {
        let (store, _) = self.staff_sight(Act::ManageUsers)?;
        if Mode::of(store.as_ref())? != Mode::Served {
            return Err(DeskError::NotServed { mode: Mode::of(store.as_ref())?.word() });
        }
        let Ok(asked) = Key::read(&format!("{kind} {blob}"), self.now()) else { return Ok(None) };
        let Some(holder) = store.key_holder(&asked.fingerprint)? else { return Ok(None) };
        let holder = store.user(holder)?.ok_or_else(|| StoreError::Damaged("a key is nobody's".to_owned()))?;
        let kept = store.keys_of(holder.id)?.into_iter().find(|key| key.fingerprint == asked.fingerprint);
        Ok(kept.filter(|_| holder.active).map(|key| Accepted { login: holder.login, key }))
    }
}

impl Desk {
    /// The account they sign in to, on this machine by the name it has for itself.
    fn here(&self) -> String {
        let account = self.served_by.clone().unwrap_or_else(|| account(me()).login.to_string());
        let name = nix::unistd::gethostname().ok().and_then(|name| name.into_string().ok());
        format!("{account}@{}", name.unwrap_or_else(|| "localhost".to_owned()))
    }
}

impl Session<'_> {
    /// Adds a key to somebody who is there.
    pub(super) fn add_key(&self, user: &User, line: &str) -> Result<Key> {
        // Dated as its line in the history is.
        let key = Key::read(line, self.not_before(self.store.user_changed_at(user.id)?))?;
        let theirs = self.store.keys_of(user.id)?;
        if let Some(known) = theirs.iter().find(|known| known.fingerprint == key.fingerprint) {
            return Ok(known.clone());
        }
        if let Some(holder) = self.store.key_holder(&key.fingerprint)? {
            let login = self.store.user(holder)?.map_or_else(|| "somebody".to_owned(), |user| user.login.to_string());
            return Err(Refusal::KeyTaken { login }.into());
        }
        if theirs.len() >= MOST_KEYS {
            return Err(Refusal::TooManyKeys { login: user.login.to_string(), bound: MOST_KEYS }.into());
        }
        let told = json!({ "key": key.fingerprint, "label": key.label, "added_at": key.added_at.0 });
        let event = self.event_of(user, Change::new(EventKind::KeyAdded, Value::Null, told))?;
        self.store.insert_key(user.id, &key, &event)?;
        Ok(key)
    }

    /// A line of somebody's history.
    fn event_of(&self, user: &User, change: Change) -> Result<NewEvent> {
        Ok(self.event_after(self.store.user_changed_at(user.id)?, change))
    }
}
