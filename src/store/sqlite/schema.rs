//! The schema of a file against the one that our own scripts make: a backup, or a desk that others could write, may hold triggers
//! that copy, tables without their checks, or lack what keeps the figures right.

use super::migrate::{migrate, version};
use super::{Sqlite, functions};
use crate::store::{Flaw, Result};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Every object by its name and what it is (`table`, `index`, `trigger`, `view`), with the table it is on and the words that make
/// it. The engine's own objects, among them the tables behind the search index, count.
type Objects = BTreeMap<(String, String), (String, Option<String>)>;

/// Compares: what is missing, what is not ours, and what is made of other words than ours.
pub(super) fn flaw(connection: &Connection) -> Result<Option<Flaw>> {
    let (ours, found) = (of_version(version(connection)?)?, objects(connection)?);
    let (mut objects, mut is_readable) = (Vec::new(), true);
    for ((name, kind), makes) in &ours {
        let what = match found.get(&(name.clone(), kind.clone())) {
            Some(other) if other == makes => continue,
            Some(_) => "is not as Barback makes it",
            None => "is missing",
        };
        // Questions name the tables and indexes they need. Triggers and views are for writing.
        is_readable &= !matches!(kind.as_str(), "table" | "index");
        objects.push(format!("the {kind} {name} {what}"));
    }
    let strangers = found.keys().filter(|object| !ours.contains_key(*object));
    objects.extend(strangers.map(|(name, kind)| format!("the {kind} {name} is not Barback's")));
    Ok((!objects.is_empty()).then_some(Flaw::Schema { objects, is_readable }))
}

/// The objects that the scripts up to this version make. A desk that grew step by step ran the same.
fn of_version(version: i64) -> Result<Objects> {
    let mut connection = Connection::open_in_memory()?;
    functions::register(&connection)?;
    migrate(&mut connection, version)?;
    objects(&connection)
}

fn objects(connection: &Connection) -> Result<Objects> {
    let mut statement = connection.prepare("SELECT name, type, tbl_name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Sqlite {
    /// What of the schema is not as the program of its version makes it: nothing is asked of the rows.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn schema_flaw(&self) -> Result<Option<Flaw>> {
        flaw(&self.connection)
    }
}
