//! Opening the desk: the file, whether to make it, and who sits down at it.

use super::clock::{Clock, Dice, MachineClock, MachineDice, ZonedClock};
use super::identity::{AccountHolder, account, me, owner};
use super::mode::{MODE, Mode, is_for_a_group, prepare_folder, share};
use super::{Desk, DeskError, Result};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::key::Fingerprint;
use crate::domain::{Login, OrderId, Role, Timestamp, User, UserId};
use crate::store::sqlite::{self, Sqlite};
use crate::store::{FileFault, Public, Read, Store, StoreError, Write};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// The setting that names the desk's first admin: whoever owns the file acts as them.
pub(super) const FIRST_ADMIN: &str = "first_admin";

/// How many admins are named to somebody whom the desk does not know, and among how many people they are looked for.
const MOST_NAMED: usize = 3;
const MOST_NAMED_OF: usize = 200;

/// What to do where there is no desk yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Make it, and its first admin.
    IfMissing,
    /// Say so.
    Never,
}

/// By which way somebody comes to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// From a shell on this machine: the account says who it is.
    Shell,
    /// From sshd, which says who it is, and perhaps by which key; `account` is the one they signed in to.
    Served { key: Option<Fingerprint>, account: String },
}

/// Where the desk is and who asks.
#[derive(Clone, Debug)]
pub struct Opening {
    pub path: PathBuf,
    /// `--as`: act as somebody else; where the desk is served, who signs in.
    pub login: Option<Login>,
    pub make: Make,
    pub entrance: Entrance,
}

impl Entrance {
    /// By sshd. Looks up what a session that is shut in cannot any more: the account's name and the machine's zone.
    #[must_use]
    pub fn served(key: Option<Fingerprint>) -> Self {
        let _ = ZonedClock::of_the_machine();
        Self::Served { key, account: account(me()).login.to_string() }
    }
}

impl Opening {
    /// Opens the desk. Tells whether it was made just now.
    ///
    /// # Errors
    /// If there is none, it cannot be used, or it is not there for whoever asks.
    pub fn open(&self) -> Result<(Desk, bool)> {
        let clock: Arc<dyn Clock> = match self.entrance {
            Entrance::Shell => Arc::new(MachineClock),
            Entrance::Served { .. } => Arc::new(ZonedClock::of_the_machine()),
        };
        self.open_with(clock, Arc::new(MachineDice))
    }

    /// The same with a clock and dice of one's own.
    ///
    /// # Errors
    /// As [`Opening::open`].
    pub fn open_with(&self, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>) -> Result<(Desk, bool)> {
        let is_new = self.make == Make::IfMissing && self.make_if_missing(Mode::Own, clock.now(), dice.as_ref())?;
        self.demand_ours()?;
        let store = match sqlite::open(&self.path) {
            // Whose it is could be asked, and what stands beside it lets nobody else in.
            Err(_) if owner(&self.path).is_ok_and(|owner| owner != me()) && sqlite::is_shut(&self.path) => return self.not_ours(),
            opened => opened?,
        };
        let store = if self.entrance == Entrance::Shell { store } else { store.confined()? };
        let (mode, login) = {
            let read = store.read()?;
            let mode = Mode::of(read.as_ref())?;
            let login = self.who(mode, read.as_ref())?;
            self.demand_known(mode, &login, read.as_ref())?;
            (mode, login)
        };
        let mut desk = Desk::seat(store, clock, dice, login)?;
        match &self.entrance {
            Entrance::Served { key, account } => desk = desk.by_sshd(key.clone(), account.clone()),
            Entrance::Shell if mode == Mode::Group && !desk.keep.is_for_staff() => return Err(DeskError::NoGuests),
            Entrance::Shell => {}
        }
        // What another session began and did not end.
        desk.release_if_free();
        Ok((desk, is_new))
    }

    /// Makes a new desk, set up as it is meant to be.
    ///
    /// # Errors
    /// If there is one already, the place cannot be used, or there is no such group or it is not one's own.
    pub fn found(&self, mode: Mode, group: Option<&str>) -> Result<Desk> {
        self.demand_free()?;
        let group = group.map(|group| prepare_folder(&self.path, group)).transpose()?;
        self.make_if_missing(mode, MachineClock.now(), &MachineDice)?;
        if let Some(group) = group {
            share(&self.path, group)?;
        }
        Ok(self.open()?.0)
    }

    /// Nothing stands where a desk is to be made; what does is called by its name.
    fn demand_free(&self) -> Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        let looked = if self.is_mine() { sqlite::open_copy(&self.path).map(drop) } else { Ok(()) };
        match looked {
            Err(error @ StoreError::File { fault: FileFault::Empty | FileFault::NotAFile | FileFault::NotADesk, .. }) => Err(error.into()),
            _ => Err(StoreError::File { path: self.path.clone(), fault: FileFault::Exists }.into()),
        }
    }

    fn make_if_missing(&self, mode: Mode, now: Timestamp, dice: &dyn Dice) -> Result<bool> {
        if self.path.exists() {
            return Ok(false);
        }
        let founder = founder(account(me()), dice.uuid(now), now);
        let settings = [(MODE, mode.word()), (FIRST_ADMIN, founder.login.as_str())];
        let order = OrderId(dice.uuid(now));
        let outcome = sqlite::create_with(&self.path, &|store: &dyn Write| {
            let founder = User { id: store.insert_founder(&founder)?, ..founder.clone() };
            // Nobody added them but themselves.
            let event = |change| NewEvent { order, actor: founder.id, at: now, change };
            store.save_user(&founder, &[event(Change::new(EventKind::UserAdded, Value::Null, founder.beginning()))])?;
            settings.iter().try_for_each(|(name, value)| {
                let after = json!({ "setting": name, "value": value });
                store.keep_setting(name, Some(value), &event(Change::new(EventKind::SettingChanged, Value::Null, after)))
            })
        });
        match outcome {
            // Another session was faster: theirs is as good.
            Err(StoreError::File { fault: FileFault::Exists, .. }) => Ok(false),
            other => Ok(other.map(|()| true)?),
        }
    }

    /// Asked before the file is touched: opening leaves files of the engine beside it.
    fn demand_ours(&self) -> Result<()> {
        // A file that cannot be looked at says so better when it is opened.
        let Ok(owner) = owner(&self.path) else { return Ok(()) };
        if owner == me() || (self.entrance == Entrance::Shell && is_for_a_group(&self.path)) { Ok(()) } else { self.not_ours() }
    }

    fn is_mine(&self) -> bool {
        owner(&self.path).is_ok_and(|owner| owner == me())
    }

    fn not_ours<T>(&self) -> Result<T> {
        let owner = owner(&self.path).map_or_else(|error| error.to_string(), |owner| account(owner).login.to_string());
        Err(DeskError::NotTheOwner { owner, you: account(me()).login.to_string() })
    }

    /// Of somebody unknown who comes by their account alone: who could let them in. An admin has to be known to add them.
    fn demand_known(&self, mode: Mode, login: &Login, store: &dyn Read) -> Result<()> {
        if self.entrance != Entrance::Shell || self.login.is_some() || store.user_by_login(login)?.is_some() {
            return Ok(());
        }
        if mode != Mode::Group {
            return Err(StoreError::Damaged(format!("{login}, its first admin, is none of its users")).into());
        }
        let admins = store.roll(MOST_NAMED_OF)?.into_iter().filter(|user| user.role == Role::Admin && user.active);
        let admins: Vec<String> = admins.map(|user| user.login.to_string()).take(MOST_NAMED).collect();
        Err(DeskError::NoColleague { login: login.to_string(), admins: admins.join(", ") })
    }

    /// Who whoever opens the desk is.
    fn who(&self, mode: Mode, store: &dyn Public) -> Result<Login> {
        let mine = self.is_mine();
        match (&self.entrance, mode) {
            (Entrance::Served { .. }, Mode::Served) if mine => self.login.clone().ok_or(DeskError::NobodySignedIn),
            (Entrance::Served { .. }, _) => Err(DeskError::NotServed { mode: mode.word() }),
            (Entrance::Shell, Mode::Group) => {
                let login = account(me()).login;
                match &self.login {
                    Some(other) if *other != login => Err(DeskError::NobodyElse { you: login.to_string() }),
                    _ => Ok(login),
                }
            }
            (Entrance::Shell, _) if !mine => self.not_ours(),
            (Entrance::Shell, _) => self.login.clone().map_or_else(|| first_admin(store), Ok),
        }
    }
}

impl Desk {
    /// A session for whoever has this login, through the door that is theirs.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn seat(store: Sqlite, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>, login: Login) -> Result<Self> {
        let found = store.read()?.user_by_login(&login)?;
        match found.filter(|user| !user.role.is_staff()) {
            Some(guest) => Ok(Self::for_guest(Box::new(store.for_guest(guest.id)?), clock, dice, login)),
            None => Ok(Self::new(Box::new(store), clock, dice, login)),
        }
    }
}

fn founder(account: AccountHolder, uuid: Uuid, now: Timestamp) -> User {
    let AccountHolder { login, name } = account;
    User { id: UserId(0), uuid, login, name, email: None, role: Role::Admin, active: true, created_at: now }
}

/// Whom the owner of the file acts as.
pub(super) fn first_admin(store: &dyn Public) -> Result<Login> {
    let login = store.setting(FIRST_ADMIN)?;
    let damaged = || DeskError::Store(StoreError::Damaged("it does not name its first admin".to_owned()));
    login.and_then(|login| login.parse().ok()).ok_or_else(damaged)
}
