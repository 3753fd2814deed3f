//! `barback user`: the people of the desk.

use super::args::{PersonAdd, PersonEdit, PersonName, Users};
use super::failure::Failure;
use super::json::UserDoc;
use super::progress;
use super::stdin;
use super::style::{FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::{count, line, listed};
use crate::desk::{Desk, Make, NewUser, Released, UserEdit};
use crate::domain::{Login, User};
use serde::Serialize;
use std::io::{IsTerminal, stderr};

#[derive(Serialize)]
struct UsersDoc<'a> {
    users: Vec<UserDoc<'a>>,
    total: usize,
}

pub fn run(users: &Users, visit: &Visit) -> Result<(), Failure> {
    match users {
        Users::Add(args) => add(args, visit),
        Users::List => list(visit),
        Users::Edit(args) => edit(args, visit),
        Users::Disable(args) => switch(args, false, visit),
        Users::Enable(args) => switch(args, true, visit),
    }
}

fn add(args: &PersonAdd, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::IfMissing)?;
    let key = args.key.clone().map(stdin::or_text).transpose()?;
    let new = NewUser { login: args.login.clone(), name: args.name.clone(), email: args.email.clone(), role: args.role, key };
    let added = desk.add_user(desk.new_order(), &new)?;
    visit.out.notices(added.notice.as_slice());
    visit.out.notices(added.looks_like.as_slice());
    if visit.out.json {
        return visit.out.document(&UserDoc::of(&added.user).looking(added.looks_like.as_deref()));
    }
    visit.out.answer(&format!("{} added\n", added.user.login))?;
    visit.send_them(&desk, &added.user.login, new.key.is_some())
}

fn list(visit: &Visit) -> Result<(), Failure> {
    let users = visit.desk(Make::Never)?.users()?;
    if visit.out.json {
        return visit.out.document(&UsersDoc { users: users.iter().map(UserDoc::of).collect(), total: users.len() });
    }
    let width = visit.out.terminal_width();
    let heading = width.map(|_| ["login", "name", "role", "email", "state"].map(|name| Cell::new(name, FAINT)).to_vec());
    let rows: Vec<Vec<Cell>> = heading.into_iter().chain(users.iter().map(row)).collect();
    Ok(visit.out.answer(&table(&rows, width, 1))?)
}

fn row(user: &User) -> Vec<Cell> {
    let email = user.email.as_deref().map_or_else(|| "-".to_owned(), line);
    vec![
        Cell::new(user.login.as_str(), STRONG),
        Cell::new(line(&user.name), PLAIN),
        Cell::new(user.role.word(), PLAIN),
        Cell::new(email, PLAIN),
        if user.active { Cell::new("active", PLAIN) } else { Cell::new("disabled", FAINT) },
    ]
}

fn edit(args: &PersonEdit, visit: &Visit) -> Result<(), Failure> {
    let edit = UserEdit { name: args.name.clone(), email: args.email.clone(), role: args.role, active: None };
    let desk = visit.desk(Make::Never)?;
    let changed = change(&desk, &args.login, &edit)?;
    tell(visit, &changed, "edited")
}

fn switch(args: &PersonName, active: bool, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let changed = change(&desk, &args.login, &UserEdit { active: Some(active), ..UserEdit::default() })?;
    tell(visit, &changed, if active { "enabled" } else { "disabled" })
}

/// With a bar where very many tickets are released by it.
fn change(desk: &Desk, login: &Login, edit: &UserEdit) -> Result<Released, Failure> {
    let order = desk.new_order();
    let work = |told: &mut dyn FnMut(u64, u64)| desk.edit_user_with_progress(order, login, edit, told);
    Ok(progress::tickets(stderr().is_terminal(), "releasing", work)?)
}

fn tell(visit: &Visit, changed: &Released, what: &str) -> Result<(), Failure> {
    visit.out.notices(changed.notice.as_slice());
    visit.out.notices(changed.looks_like.as_slice());
    if visit.out.json {
        return visit.out.document(&UserDoc::of(&changed.user).releasing(&changed.tickets).looking(changed.looks_like.as_deref()));
    }
    let numbers: Vec<String> = changed.tickets.iter().map(ToString::to_string).collect();
    let released = match i64::try_from(numbers.len()) {
        Ok(0) if what != "disabled" => String::new(),
        Ok(0) => "; no active ticket was theirs".to_owned(),
        many => format!("; {} released: {}", count(many.unwrap_or(i64::MAX), "active ticket"), listed(&numbers)),
    };
    Ok(visit.out.answer(&format!("{} {what}{released}\n", changed.user.login))?)
}
