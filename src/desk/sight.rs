//! The two doors to what is kept. Staff reach all of it. A guest's session has a door of its own from beginning to end, behind
//! which notes, history and staff's fields are not: whatever a use case forgets, there is nothing to show.

use super::{Desk, Result};
use crate::domain::User;
use crate::domain::policy::{Act, Denied, allow};
use crate::store::{Door, GuestStore, Public, Read, Store};

/// What is kept, as whoever sits here can reach it.
pub(super) enum Keep {
    Staff(Box<dyn Store>),
    Guest(Box<dyn GuestStore>),
}

/// One consistent view of it. Never keep one while a person thinks.
pub(super) enum Sight<'a> {
    Staff(Box<dyn Read + 'a>),
    Guest(Box<dyn Public + 'a>),
}

impl Keep {
    /// What is the same on either side.
    pub fn door(&self) -> &dyn Door {
        match self {
            Self::Staff(store) => store.as_ref(),
            Self::Guest(store) => store.as_ref(),
        }
    }

    pub fn is_for_staff(&self) -> bool {
        matches!(self, Self::Staff(_))
    }

    /// Whether this door is theirs. In a desk that was restored a login may be somebody else's than when it was opened.
    pub fn is_for(&self, user: &User) -> bool {
        match self {
            Self::Staff(_) => user.role.is_staff(),
            Self::Guest(store) => !user.role.is_staff() && store.guest() == user.id,
        }
    }

    pub fn look(&self) -> Result<Sight<'_>> {
        Ok(match self {
            Self::Staff(store) => Sight::Staff(store.read()?),
            Self::Guest(store) => Sight::Guest(store.read()?),
        })
    }
}

impl<'a> Sight<'a> {
    /// What everybody may ask.
    pub fn public(&self) -> &dyn Public {
        match self {
            Self::Staff(read) => read.as_ref(),
            Self::Guest(read) => read.as_ref(),
        }
    }

    /// The same for keeping.
    pub fn into_internals(self) -> Option<Box<dyn Read + 'a>> {
        match self {
            Self::Staff(read) => Some(read),
            Self::Guest(_) => None,
        }
    }

    /// What staff may ask; guests have nothing to ask it of.
    pub fn internals(&self) -> Option<&dyn Read> {
        match self {
            Self::Staff(read) => Some(read.as_ref()),
            Self::Guest(_) => None,
        }
    }
}

impl Desk {
    /// What whoever asks can see, and who they are.
    pub(super) fn sight(&self) -> Result<(Sight<'_>, User)> {
        let sight = self.keep.look()?;
        let me = self.identify(sight.public())?;
        Ok((sight, me))
    }

    /// The same for something that only staff ever may.
    pub(super) fn staff_sight(&self, act: Act) -> Result<(Box<dyn Read + '_>, User)> {
        let (sight, me) = self.sight()?;
        allow(me.role, act, None)?;
        match sight {
            Sight::Staff(read) => Ok((read, me)),
            Sight::Guest(_) => Err(Denied::Role { role: me.role, act }.into()),
        }
    }

    /// The staff's side of the store, for what is done to the file as a whole.
    pub(super) fn staff_keep(&self, act: Act) -> Result<&dyn Store> {
        let me = self.whoami()?;
        allow(me.role, act, None)?;
        match &self.keep {
            Keep::Staff(store) => Ok(store.as_ref()),
            Keep::Guest(_) => Err(Denied::Role { role: me.role, act }.into()),
        }
    }
}
