//! Users in the file.

use super::error::damaged;
use crate::domain::words::phrase;
use crate::domain::{Among, Login, Role, Timestamp, User, UserId};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use uuid::Uuid;

pub(super) fn find(connection: &Connection, id: UserId) -> Result<Option<User>> {
    one(connection, "SELECT id, uuid, login, name, email, role, active, created_at FROM users WHERE id = ?1", [id.0])
}

pub(super) fn by_login(connection: &Connection, login: &Login) -> Result<Option<User>> {
    one(connection, "SELECT id, uuid, login, name, email, role, active, created_at FROM users WHERE login = ?1", [login.as_str()])
}

/// The same for guests, who are told nobody's address.
pub(super) fn by_login_without_email(connection: &Connection, login: &Login) -> Result<Option<User>> {
    one(connection, "SELECT id, uuid, login, name, NULL, role, active, created_at FROM users WHERE login = ?1", [login.as_str()])
}

pub(super) fn by_uuid(connection: &Connection, uuid: Uuid) -> Result<Option<User>> {
    one(connection, "SELECT id, uuid, login, name, email, role, active, created_at FROM users WHERE uuid = ?1", [uuid])
}

pub(super) fn by_email(connection: &Connection, email: &str) -> Result<Option<User>> {
    const BY_EMAIL: &str = "SELECT id, uuid, login, name, email, role, active, created_at FROM users
        WHERE email_key = ?1 ORDER BY id LIMIT 1";
    one(connection, BY_EMAIL, [email.to_lowercase()])
}

pub(super) fn all(connection: &Connection) -> Result<Vec<User>> {
    let mut statement =
        connection.prepare_cached("SELECT id, uuid, login, name, email, role, active, created_at FROM users ORDER BY login")?;
    let users = statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(users)
}

pub(super) fn like(connection: &Connection, prefix: &str, among: Among, limit: usize) -> Result<Vec<User>> {
    // Behind every letter of a login.
    const END: char = '~';
    const LOGINS: &str = "SELECT id, uuid, login, name, email, role, active, created_at FROM users
        WHERE login >= ?1 AND login < ?1 || ?2 AND active >= ?4 ORDER BY login LIMIT ?3";
    // Every name is folded at each letter typed: of very many people only the latest are found by name, all by login.
    const NAMES: &str = "SELECT id, uuid, login, name, email, role, active, created_at FROM users
        WHERE id > (SELECT max(id) FROM users) - 20000
          AND active >= ?4 AND (has_words(name, ?5, ?6) OR has_words(coalesce(email, ''), ?5, ?6))
          AND NOT (login >= ?1 AND login < ?1 || ?2) LIMIT ?3";
    let rows = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let active = among == Among::Active;
    let mut logins = connection.prepare_cached(LOGINS)?;
    let mut found: Vec<User> =
        logins.query_map(params![prefix, END.to_string(), rows(limit), active], from_row)?.collect::<rusqlite::Result<_>>()?;
    let begun = phrase(prefix, true);
    if !begun.words.is_empty() && found.len() < limit {
        let mut names = connection.prepare_cached(NAMES)?;
        let more = names.query_map(
            params![prefix, END.to_string(), rows(limit - found.len()), active, begun.words.join(" "), begun.prefix],
            from_row,
        )?;
        found.extend(more.collect::<rusqlite::Result<Vec<User>>>()?);
    }
    Ok(found)
}

pub(super) fn active_admins(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM users WHERE role = ?1 AND active = 1")?;
    Ok(statement.query_row([Role::Admin.code()], |row| row.get(0))?)
}

pub(super) fn roll(connection: &Connection, limit: usize) -> Result<Vec<User>> {
    const ROLL: &str = "SELECT id, uuid, login, name, email, role, active, created_at FROM users ORDER BY role, login LIMIT ?1";
    let mut statement = connection.prepare_cached(ROLL)?;
    Ok(statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn open_tickets(connection: &Connection, user: &User) -> Result<i64> {
    const OF_STAFF: &str = "SELECT count(*) FROM tickets WHERE assignee_id = ?1 AND deleted_at IS NULL AND status IN (1, 2)";
    const OF_A_GUEST: &str = "SELECT count(*) FROM tickets WHERE requester_id = ?1 AND deleted_at IS NULL AND status IN (1, 2)";
    let sql = if user.role.is_staff() { OF_STAFF } else { OF_A_GUEST };
    Ok(connection.prepare_cached(sql)?.query_row([user.id.0], |row| row.get(0))?)
}

pub(super) fn staff(connection: &Connection) -> Result<Vec<User>> {
    const STAFF: &str = "SELECT id, uuid, login, name, email, role, active, created_at FROM users
        WHERE active = 1 AND role <> ?1 ORDER BY name, login";
    let mut statement = connection.prepare_cached(STAFF)?;
    Ok(statement.query_map([Role::Customer.code()], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn loads(connection: &Connection) -> Result<Vec<(User, i64)>> {
    const LOADS: &str = "SELECT id, uuid, login, name, email, role, active, created_at,
            (SELECT count(*) FROM tickets WHERE assignee_id = users.id AND deleted_at IS NULL AND status IN (1, 2))
        FROM users WHERE active = 1 AND role <> ?1 ORDER BY name, login";
    let mut statement = connection.prepare_cached(LOADS)?;
    let rows = statement.query_map([Role::Customer.code()], |row| Ok((from_row(row)?, row.get(8)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(connection: &Connection, user: &User) -> Result<UserId> {
    const INSERT: &str = "INSERT INTO users (uuid, login, name, email, email_key, role, active, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let row =
        params![user.uuid, user.login.as_str(), user.name, user.email, email_key(user), user.role.code(), user.active, user.created_at.0];
    Ok(UserId(connection.prepare_cached(INSERT)?.insert(row)?))
}

pub(super) fn save(connection: &Connection, user: &User) -> Result<()> {
    const SAVE: &str = "UPDATE users SET name = ?2, email = ?3, email_key = ?4, role = ?5, active = ?6 WHERE id = ?1";
    connection.prepare_cached(SAVE)?.execute(params![user.id.0, user.name, user.email, email_key(user), user.role.code(), user.active])?;
    Ok(())
}

/// What an email is found by, in any case of letters.
fn email_key(user: &User) -> Option<String> {
    user.email.as_ref().map(|email| email.to_lowercase())
}

fn one(connection: &Connection, sql: &str, key: impl Params) -> Result<Option<User>> {
    Ok(connection.prepare_cached(sql)?.query_row(key, from_row).optional()?)
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<User> {
    Ok(User {
        id: UserId(row.get(0)?),
        uuid: row.get(1)?,
        login: login(row, 2)?,
        name: row.get(3)?,
        email: row.get(4)?,
        role: role(row, 5)?,
        active: row.get(6)?,
        created_at: Timestamp(row.get(7)?),
    })
}

/// The login in this column.
pub(super) fn login(row: &Row, column: usize) -> rusqlite::Result<Login> {
    row.get_ref(column)?.as_str()?.parse().map_err(|_| damaged("a user's login"))
}

/// The role in this column.
pub(super) fn role(row: &Row, column: usize) -> rusqlite::Result<Role> {
    Role::from_code(row.get(column)?).ok_or_else(|| damaged("a user's role"))
}
