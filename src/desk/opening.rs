//! Opening the desk: the file, whether to make it, and who sits down at it.

use super::clock::{Clock, Dice, MachineClock, MachineDice};
use super::identity::{AccountHolder, account, me, owner};
use super::{Desk, DeskError, Result};
use crate::domain::{Login, Role, Timestamp, User, UserId};
use crate::store::{FileFault, Read, Store, StoreError, Write, sqlite};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// The setting that names the desk's first admin: whoever owns the file acts as them.
pub(super) const FIRST_ADMIN: &str = "first_admin";
/// The setting that says how the desk is set up.
pub(super) const MODE: &str = "mode";
/// Your own file.
pub(super) const OWN: &str = "own";

/// What to do where there is no desk yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Make it, and its first admin.
    IfMissing,
    /// Say so.
    Never,
}

/// Where the desk is and who asks.
#[derive(Clone, Debug)]
pub struct Opening {
    pub path: PathBuf,
    /// `--as`: act as somebody else.
    pub login: Option<Login>,
    pub make: Make,
}

impl Opening {
    /// Opens the desk, in *own* mode: your own file. Tells whether it was made just now.
    ///
    /// # Errors
    /// If there is none, it cannot be used, or it is somebody else's.
    pub fn open(&self) -> Result<(Desk, bool)> {
        self.open_with(Arc::new(MachineClock), Arc::new(MachineDice))
    }

    /// The same with a clock and dice of one's own.
    ///
    /// # Errors
    /// As [`Opening::open`].
    pub fn open_with(&self, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>) -> Result<(Desk, bool)> {
        let made = self.make == Make::IfMissing && self.make_if_missing(clock.now(), dice.as_ref())?;
        self.demand_own()?;
        let store = sqlite::open(&self.path)?;
        let login = match &self.login {
            Some(login) => login.clone(),
            None => first_admin(store.read()?.as_ref())?,
        };
        Ok((Desk::new(Box::new(store), clock, dice, login), made))
    }

    fn make_if_missing(&self, now: Timestamp, dice: &dyn Dice) -> Result<bool> {
        if self.path.exists() {
            return Ok(false);
        }
        let founder = founder(account(me()), dice.uuid(now), now);
        let settings = [(MODE, OWN), (FIRST_ADMIN, founder.login.as_str())];
        let made = sqlite::create_with(&self.path, &|store: &dyn Write| {
            settings.iter().try_for_each(|(name, value)| store.save_setting(name, value))?;
            store.insert_founder(&founder).map(|_| ())
        });
        match made {
            // Another session was faster: theirs is as good.
            Err(StoreError::File { fault: FileFault::Exists, .. }) => Ok(false),
            other => Ok(other.map(|()| true)?),
        }
    }

    /// Asked before the file is touched: opening leaves files of the engine beside it.
    fn demand_own(&self) -> Result<()> {
        // A file that cannot be looked at says so better when it is opened.
        let Ok(owner) = owner(&self.path) else { return Ok(()) };
        let me = me();
        if owner == me {
            return Ok(());
        }
        Err(DeskError::NotTheOwner { owner: account(owner).login.to_string(), you: account(me).login.to_string() })
    }
}

fn founder(account: AccountHolder, uuid: Uuid, now: Timestamp) -> User {
    let AccountHolder { login, name } = account;
    User { id: UserId(0), uuid, login, name, email: None, role: Role::Admin, active: true, created_at: now }
}

/// Whom the owner of the file acts as.
pub(super) fn first_admin(store: &dyn Read) -> Result<Login> {
    let login = store.setting(FIRST_ADMIN)?;
    let damaged = || DeskError::Store(StoreError::Damaged("it does not name its first admin".to_owned()));
    login.and_then(|login| login.parse().ok()).ok_or_else(damaged)
}
