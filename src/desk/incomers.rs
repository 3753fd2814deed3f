//! The people that imported rows name: those the desk knows, and those it gets to know.

use super::Result;
use super::session::Session;
use crate::domain::foreign::Someone;
use crate::domain::names::StaffLooks;
use crate::domain::{Login, Role, User};
use std::collections::HashMap;

/// The people of one import.
pub(super) struct Incomers<'a> {
    session: &'a Session<'a>,
    /// How far the numbers behind a login have come, so that a thousand `info` do not each try them all.
    numbers: HashMap<Login, usize>,
    /// Who was named before. Nothing changes anybody while rows come in.
    met: HashMap<Login, User>,
    /// How many the desk got to know.
    pub made: u64,
    /// How many of those are staff.
    pub staff: u64,
    looks: StaffLooks,
    /// Those the desk got to know who look like staff, in words, until somebody takes them.
    pub alike: Vec<String>,
}

impl<'a> Incomers<'a> {
    pub fn new(session: &'a Session<'a>) -> Result<Self> {
        let staff: Vec<User> = session.store.staff()?;
        let (numbers, met, looks) = (HashMap::new(), HashMap::new(), staff.iter().collect());
        Ok(Self { session, numbers, met, made: 0, staff: 0, looks, alike: Vec::new() })
    }

    /// Whoever this is. A login that is known is that person; else an address that is known, in any case of letters. Without
    /// an address, a guest without one who has the same name and the login made of it. Else somebody new.
    pub fn user(&mut self, who: &Someone) -> Result<User> {
        if let Some(login) = &who.login
            && let Some(user) = self.by_login(login)?
        {
            return Ok(user);
        }
        if let Some(user) = self.by_email(who)? {
            return Ok(user);
        }
        let login = match &who.login {
            Some(login) => login.clone(),
            None => match self.free_login(who)? {
                Ok(namesake) => return Ok(namesake),
                Err(login) => login,
            },
        };
        self.make(who, login)
    }

    /// The same few people are named again and again.
    fn by_login(&mut self, login: &Login) -> Result<Option<User>> {
        const MOST_REMEMBERED: usize = 10_000;
        if let Some(user) = self.met.get(login) {
            return Ok(Some(user.clone()));
        }
        let found = self.session.store.user_by_login(login)?;
        if self.met.len() >= MOST_REMEMBERED {
            self.met.clear();
        }
        self.met.extend(found.clone().map(|user| (login.clone(), user)));
        Ok(found)
    }

    fn by_email(&self, who: &Someone) -> Result<Option<User>> {
        let found = who.email.as_ref().map(|email| self.session.store.user_by_email(email)).transpose()?;
        Ok(found.flatten())
    }

    /// A login nobody has, or the namesake without an address who is meant.
    fn free_login(&mut self, who: &Someone) -> Result<std::result::Result<User, Login>> {
        let base = who.proposed_login();
        let meant = |user: &User| who.email.is_none() && user.email.is_none() && user.role == Role::Customer && user.name == who.name;
        let mut number = if who.email.is_some() { self.numbers.get(&base).copied().unwrap_or(1) } else { 1 };
        loop {
            let login = if number == 1 { base.clone() } else { base.numbered(number) };
            match self.session.store.user_by_login(&login)? {
                None => {
                    self.numbers.insert(base, number + 1);
                    return Ok(Err(login));
                }
                Some(user) if meant(&user) => return Ok(Ok(user)),
                Some(_) => number += 1,
            }
        }
    }

    fn make(&mut self, who: &Someone, login: Login) -> Result<User> {
        let user = self.session.get_to_know(login, who.name.clone(), who.email.clone(), who.role)?;
        self.made += 1;
        self.alike.extend(self.looks.notice(&user));
        self.looks.add(&user);
        self.staff += u64::from(user.role.is_staff());
        Ok(user)
    }
}
