//! The people of the desk.

use super::mode::Mode;
use super::opening::first_admin;
use super::session::Session;
use super::{Desk, Result};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::names::StaffLooks;
use crate::domain::policy::Act;
use crate::domain::text::Cleaned;
use crate::domain::{Among, Login, OrderId, Refusal, Role, TicketNumber, User, UserId, bounds};
use crate::store::Leaving;
use serde_json::{Value, json};

/// Somebody to add, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    pub login: Login,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    /// The line of a `.pub` file they sign in with.
    pub key: Option<String>,
}

/// What to change about somebody; the rest stays. An empty email takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserEdit {
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Option<Role>,
    pub active: Option<bool>,
}

/// Somebody after a change, and the tickets that went back to nobody by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    pub user: User,
    pub tickets: Vec<TicketNumber>,
    pub notice: Option<String>,
    /// That their name or login looks like that of somebody of the staff.
    pub looks_like: Option<String>,
}

impl Desk {
    /// Everybody, by login.
    ///
    /// # Errors
    /// If the role may not.
    pub fn users(&self) -> Result<Vec<User>> {
        let (store, _) = self.staff_sight(Act::ManageUsers)?;
        Ok(store.users()?)
    }

    /// A few people whose login or name begins so, for whoever types one.
    ///
    /// # Errors
    /// If the role may not.
    pub fn people_like(&self, prefix: &str, among: Among) -> Result<Vec<User>> {
        const FEW: usize = 8;
        let (store, _) = self.staff_sight(Act::CreateForAnother)?;
        Ok(store.people_like(prefix, among, FEW)?)
    }

    /// Adds somebody.
    ///
    /// # Errors
    /// If the login or the email is taken, a text is out of bounds, or the role may not.
    pub fn add_user(&self, order: OrderId, new: &NewUser) -> Result<Released> {
        self.carry_out(order, |session| {
            session.allow(Act::ManageUsers, None)?;
            if let Some(user) = session.store.user_by_login(&new.login)? {
                if session.store.order_done(order)? {
                    let looks_like = session.looks_like(&user)?;
                    return Ok(Released { user, tickets: Vec::new(), notice: None, looks_like });
                }
                return Err(Refusal::LoginTaken { login: new.login.to_string() }.into());
            }
            let name = bounds::name(&new.name)?;
            let email = new.email.as_deref().map(|email| session.free_email(email, None)).transpose()?;
            let user = session.get_to_know(new.login.clone(), name.text.clone(), email, new.role)?;
            new.key.as_deref().map(|line| session.add_key(&user, line)).transpose()?;
            let looks_like = session.looks_like(&user)?;
            Ok(Released { user, tickets: Vec::new(), notice: name.notice(), looks_like })
        })
    }

    /// Changes somebody. People who can no longer be assigned tickets lose their active ones: the first of them in the same
    /// transaction, the others in transactions of their own, so that nobody waits for all of them.
    ///
    /// # Errors
    /// If nobody has the login, it would take the last active admin away, or the role may not.
    pub fn edit_user(&self, order: OrderId, login: &Login, edit: &UserEdit) -> Result<Released> {
        self.edit_user_with_progress(order, login, edit, &mut |_, _| {})
    }

    /// The same; before each further transaction it reports how many tickets are released, of how many.
    ///
    /// # Errors
    /// As [`Self::edit_user`].
    pub fn edit_user_with_progress(
        &self,
        order: OrderId,
        login: &Login,
        edit: &UserEdit,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Released> {
        let (mut released, is_retry) = self.change_user(order, login, edit)?;
        let mut is_in_pieces = false;
        if !released.user.can_be_assigned() {
            is_in_pieces = released.tickets.len() == super::release::PIECE;
            let rest = self.release_rest(released.user.id, released.tickets.len(), progress)?;
            released.tickets.extend(rest);
        }
        if is_retry || is_in_pieces {
            // Some may have been another session's to release.
            released.tickets = self.staff_sight(Act::ManageUsers)?.0.touched_by(order)?;
        }
        Ok(released)
    }

    /// The change itself, and the first tickets it releases; whether the order was carried out before.
    fn change_user(&self, order: OrderId, login: &Login, edit: &UserEdit) -> Result<(Released, bool)> {
        self.carry_out(order, |session| {
            session.allow(Act::ManageUsers, None)?;
            let before = session.user(&super::Whom::Login(login.clone()))?;
            if session.store.order_done(order)? {
                let looks_like = session.looks_like(&before)?;
                return Ok((Released { user: before, tickets: Vec::new(), notice: None, looks_like }, true));
            }
            let name = edit.name.as_deref().map(bounds::name).transpose()?;
            let mut user = before.clone();
            if let Some(name) = &name {
                user.name.clone_from(&name.text);
            }
            if let Some(email) = &edit.email {
                user.email = if email.trim().is_empty() { None } else { Some(session.free_email(email, Some(before.id))?) };
            }
            user.role = edit.role.unwrap_or(before.role);
            user.active = edit.active.unwrap_or(before.active);
            session.keep_an_admin(&before, &user)?;
            let at = session.not_before(session.store.user_changed_at(before.id)?);
            let events = session.events(differences(&before, &user), at);
            if !events.is_empty() {
                session.store.save_user(&user, &events)?;
            }
            let leaves = before.can_be_assigned() && !user.can_be_assigned();
            let by = Leaving { user: user.id, order, actor: session.me.id };
            let tickets = if leaves { session.release(by)? } else { Vec::new() };
            let looks_like = session.looks_like(&user)?;
            Ok((Released { user, tickets, notice: name.as_ref().and_then(Cleaned::notice), looks_like }, false))
        })
    }
}

impl Session<'_> {
    /// Adds somebody whose login and email are free.
    pub fn get_to_know(&self, login: Login, name: String, email: Option<String>, role: Role) -> Result<User> {
        let (uuid, created_at) = (self.desk.new_uuid(self.now), self.now);
        let mut user = User { id: UserId(0), uuid, login, name, email, role, active: true, created_at };
        let change = Change::new(EventKind::UserAdded, Value::Null, user.beginning());
        let event = NewEvent { order: self.order, actor: self.me.id, at: self.now, change };
        user.id = self.store.insert_user(&user, &event)?;
        Ok(user)
    }

    /// Names are guests' own to choose, so one that looks like a colleague's is no error: it is said.
    fn looks_like(&self, user: &User) -> Result<Option<String>> {
        if !user.active {
            return Ok(None);
        }
        let staff: Vec<User> = self.store.staff()?;
        Ok(staff.iter().collect::<StaffLooks>().notice(user))
    }

    fn free_email(&self, sent: &str, owner: Option<UserId>) -> Result<String> {
        let email = bounds::email(sent)?;
        match self.store.user_by_email(&email)? {
            Some(other) if Some(other.id) != owner => Err(Refusal::EmailTaken { email, login: other.login.to_string() }.into()),
            _ => Ok(email),
        }
    }

    /// Somebody has to be left to let people in: by right, by the account that sshd asks as, and whoever does this.
    fn keep_an_admin(&self, before: &User, after: &User) -> Result<()> {
        let rules = |user: &User| user.active && user.role == Role::Admin;
        if !rules(before) || rules(after) {
            return Ok(());
        }
        let (store, login) = (self.store.as_ref(), || before.login.to_string());
        match () {
            () if store.active_admins()? <= 1 => Err(Refusal::LastAdmin { login: login() }.into()),
            () if Mode::of(store)? == Mode::Served && first_admin(store)? == before.login => {
                Err(Refusal::FirstAdmin { login: login() }.into())
            }
            () if self.desk.is_served() && before.id == self.me.id => Err(Refusal::Oneself.into()),
            () => Ok(()),
        }
    }
}

fn differences(before: &User, after: &User) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |kind, before: Value, after: Value| {
        if before != after {
            changes.push(Change::new(kind, before, after));
        }
    };
    note(EventKind::UserRenamed, json!(before.name), json!(after.name));
    note(EventKind::UserMailChanged, json!(before.email), json!(after.email));
    note(EventKind::UserRoleChanged, json!(before.role), json!(after.role));
    let kind = if after.active { EventKind::UserEnabled } else { EventKind::UserDisabled };
    note(kind, json!(before.active), json!(after.active));
    changes
}
