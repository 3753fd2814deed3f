//! `barback key`: the public keys people sign in with.

use super::args::{KeyAdd, KeyList, KeyRemove, Keys};
use super::failure::Failure;
use super::stdin;
use super::style::{FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::{line, wall};
use crate::desk::Make;
use crate::domain::key::{Fingerprint, Key};
use serde::Serialize;

#[derive(Serialize)]
struct KeysDoc<'a> {
    keys: Vec<KeyDoc<'a>>,
    total: usize,
}

#[derive(Serialize)]
struct KeyDoc<'a> {
    login: &'a str,
    fingerprint: &'a Fingerprint,
    key: &'a str,
    label: &'a str,
    added_at: String,
}

impl<'a> KeyDoc<'a> {
    fn of(login: &'a str, key: &'a Key) -> Self {
        Self { login, fingerprint: &key.fingerprint, key: &key.line, label: &key.label, added_at: key.added_at.to_string() }
    }
}

pub fn run(keys: &Keys, visit: &Visit) -> Result<(), Failure> {
    match keys {
        Keys::Add(args) => add(args, visit),
        Keys::List(args) => list(args, visit),
        Keys::Remove(args) => remove(args, visit),
    }
}

fn add(args: &KeyAdd, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let text = stdin::or_text(args.key.join(" "))?;
    let added = desk.add_key(desk.new_order(), &args.login, &text)?;
    let (login, key) = (added.user.login.as_str(), &added.key);
    if visit.out.json {
        return visit.out.document(&KeyDoc::of(login, key));
    }
    visit.out.answer(&format!("{login} signs in with {}\n", key.fingerprint))?;
    visit.send_them(&desk, &added.user.login, true)
}

fn list(args: &KeyList, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let login = args.login.as_str();
    let keys = desk.keys(&args.login)?;
    if visit.out.json {
        let total = keys.len();
        return visit.out.document(&KeysDoc { keys: keys.iter().map(|key| KeyDoc::of(login, key)).collect(), total });
    }
    let rows: Vec<Vec<Cell>> = keys
        .iter()
        .map(|key| {
            let label = if key.label.is_empty() { "-".to_owned() } else { line(&key.label) };
            vec![
                Cell::new(key.fingerprint.as_str(), STRONG),
                Cell::new(key.kind(), PLAIN),
                Cell::new(label, PLAIN),
                Cell::new(wall(&desk, key.added_at), FAINT),
            ]
        })
        .collect();
    Ok(visit.out.answer(&table(&rows, visit.out.terminal_width(), 2))?)
}

fn remove(args: &KeyRemove, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let user = desk.remove_key(desk.new_order(), &args.login, &args.fingerprint)?;
    if visit.out.json {
        return visit.out.document(&super::json::UserDoc::of(&user));
    }
    Ok(visit.out.answer(&format!("{} signs in with {} no more\n", user.login, args.fingerprint))?)
}
