//! Brings a file's schema up to date: one numbered script after the other, `user_version` counts them.

use rusqlite::{Connection, Result, TransactionBehavior};

/// `BARB`: the file is a Barback desk.
pub(super) const APPLICATION_ID: i64 = 0x4241_5242;

const SCRIPTS: &[&str] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The schema this program knows.
#[expect(clippy::cast_possible_wrap, reason = "a count of files")]
pub const LATEST: i64 = SCRIPTS.len() as i64;

/// Runs the scripts between the file's version and `target`, in one transaction.
pub(super) fn migrate(connection: &mut Connection, target: i64) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another session may have migrated while this one waited for the lock.
    let version = version(&transaction)?;
    for (script, number) in SCRIPTS.iter().zip(1..=target) {
        if number > version {
            transaction.execute_batch(script)?;
            transaction.pragma_update(None, "user_version", number)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}

/// How many scripts have run on this file.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    connection.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))
}
